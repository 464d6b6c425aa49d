"""The battery in its short form: counts, not times."""

import json

import pytest

from battery.__main__ import main


@pytest.mark.parametrize(
    "name",
    ["kill", "syncs", "full-disk", "write-faults", "damage", "mutated", "hostile", "planted"],
)
def test_nothing_is_missed(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([name, "--short"]) == 0
    for line in capsys.readouterr().out.splitlines():
        row = json.loads(line)
        assert row["holds"], row
        assert row["tried"] >= 10, row
