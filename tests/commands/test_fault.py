"""An error of ours on the command line: one sentence with its number, never a traceback."""

import json
from pathlib import Path

import pytest

from procdesk import app, cli

NAME = "Wolfeschlegelsteinhausenbergerdorff"


def fails(*_: object) -> int:
    raise KeyError(NAME)


@pytest.mark.parametrize("home", [False, True])
def test_it_ends_in_one_line_that_names_the_log(
    home: bool,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    faults: list[str],
) -> None:
    monkeypatch.setattr("procdesk.domain.targets.compare.compare_texts", fails)
    chosen = ["--home", str(tmp_path / "clinic")] if home else []
    assert cli.main([*chosen, "site", "compare", "left L3", "left L4", "--json"]) == 2
    (number,), output = faults, capsys.readouterr()
    log = app.log_folder(chosen[1] if home else None) / "faults.log"
    assert output.out == ""
    expected = f"procdesk: something went wrong in the program, number {number}: see {log}\n"
    assert output.err == expected
    assert number in log.read_text("utf-8")
    assert NAME not in log.read_text("utf-8")
    assert log.is_relative_to(tmp_path / ("clinic" if home else "home"))
    faults.clear()


def test_debug_adds_the_places_and_no_value(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], faults: list[str]
) -> None:
    monkeypatch.setattr("procdesk.domain.targets.compare.compare_texts", fails)
    assert cli.main(["site", "compare", "left L3", "left L4", "--debug"]) == 2
    output = capsys.readouterr().err
    assert "procdesk/commands/site.py:" in output
    assert NAME not in output
    faults.clear()


def test_doctor_says_where_the_log_lies(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home = tmp_path / "clinic"
    cli.main(["--home", str(home), "doctor", "--json"])
    checks = {check["name"]: check for check in json.loads(capsys.readouterr().out)["checks"]}
    place = str(home / "log" / "faults.log")
    assert checks["error log"] == {"name": "error log", "ok": True, "fix": "", "place": place}
    cli.main(["--home", str(home), "doctor"])
    assert f"error log: fine, in {place}" in capsys.readouterr().out.splitlines()
