"""`procdesk relief`: the comparison of a case in the store, as scripts read it."""

import json
from pathlib import Path
from typing import Any

import pytest

from procdesk.cli import main
from procdesk.workflow import answers
from support.small_clinic import House


@pytest.fixture
def key_file(house: House, tmp_path: Path) -> list[str]:
    path = tmp_path / "key"
    path.write_text(house.store_key.hex(), "utf-8")
    path.chmod(0o600)
    return ["--home", str(tmp_path / "store"), "--key-file", str(path)]


def measured(house: House, case_id: str, code: str, value: str) -> None:
    answers.measure(house.ledger, house.nurse, case_id, {code: (value, "{score}")})


def relief_of(capsys: pytest.CaptureFixture[str], status: int, *words: str) -> Any:
    assert main(["--json", "relief", *words]) == status
    return json.loads(capsys.readouterr().out)


def test_a_block_with_two_readings(
    house: House, key_file: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    case_id = house.booked()
    house.arrived(case_id)
    measured(house, case_id, "baseline.nrs_moving", "8")
    for step in (house.checked, house.made_ready, house.timed_out, house.done):
        step(case_id)
    before = relief_of(capsys, 1, case_id, *key_file)
    assert (before["points"], before["computed"], before["enough_data"]) == ([], None, False)
    for value in ("3", "2"):
        house.clock.forward(minutes=15)
        measured(house, case_id, "recovery.pain_moving", value)
    relief = relief_of(capsys, 0, case_id, *key_file)
    assert [one["relief"] for one in relief["points"]] == [62.5, 75]  # 5 and 6 of 8
    assert [one["hours"] for one in relief["points"]] == [0.25, 0.5]
    assert {one["source"] for one in relief["points"]} == {"clinic"}
    assert (relief["computed"], relief["stated"], relief["enough_data"]) == (75, None, True)
    assert relief["line_percent"] is None


def test_a_case_that_is_not_there_is_one_line(
    house: House, key_file: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["relief", "nobody", *key_file]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_in_words_it_never_concludes(
    house: House, key_file: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    case_id = house.whole()
    assert main(["relief", case_id, *key_file]) == 1
    words = capsys.readouterr().out
    assert "Not enough data: Pain with the test move was not asked before the block." in words
    assert "positive" not in words
