"""The newest form is the one of the highest version, by number and not by sign."""

from pathlib import Path

import pytest

from procdesk import app


def test_version_ten_is_newer_than_nine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for version in ("1.2.0", "1.9.0", "1.10.0"):
        (tmp_path / f"vitals-{version}.json").write_text(version, "utf-8")
    monkeypatch.setattr(app, "data_folder", lambda _name: tmp_path)
    assert app.form_bytes("vitals") == b"1.10.0"
