"""`procdesk import` from the command line: what is to decide is said, trouble is one line."""

import json
from datetime import date
from pathlib import Path

import pytest

from procdesk import cli
from procdesk.records.errors import NotSaved
from procdesk.workflow.ledger import Ledger
from support.small_clinic import House

LIST = (
    "Date,Time,Last name,First name,DOB,MRN,Procedure\n"
    "2026-11-23,08:30,Li,Wei,1970-01-02,77,LEFT L3 L4 MBB\n"
    "2026-11-23,09:30,Ng,An,1981-03-04,77,RIGHT L4 TFESI\n"
)


@pytest.fixture
def words(house: House, tmp_path: Path) -> list[str]:
    key, day = tmp_path / "key", tmp_path / "day.csv"
    key.write_text(house.store_key.hex(), "ascii")
    day.write_text(LIST, "utf-8")
    home = house.ledger.journal.store.home
    return ["import", str(day), "--home", str(home), "--key-file", str(key)]


def test_one_number_for_two_people_is_said_with_its_line(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(words) == 1
    output = capsys.readouterr().out
    assert "2 bookings" in output
    assert "to decide, line 3: Its record number belongs here to a patient with another" in output


def test_a_full_disk_is_one_line(
    words: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object) -> None:
        raise NotSaved("The disk is full, so this is not saved.")

    monkeypatch.setattr(Ledger, "record", full)
    assert cli.main(words) == 2
    assert capsys.readouterr().err == "procdesk: The disk is full, so this is not saved.\n"


def test_a_dry_run_reads_a_time_without_a_zone_as_the_import_does(
    words: list[str], house: House, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main([*words, "--dry-run", "--json"]) == 0
    dry = json.loads(capsys.readouterr().out)["files"][0]["cases"]
    assert house.ledger.cases_on(date(2026, 11, 23)) == ()
    assert cli.main([*words, "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["files"][0]["cases"] == dry
    assert {one["at"] for one in dry} == {"2026-11-23T08:30:00-05:00", "2026-11-23T09:30:00-05:00"}


def test_a_dry_run_where_no_clinic_is_says_how_it_reads_times(
    words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    empty = ["import", words[1], "--home", str(tmp_path / "nobody"), "--dry-run"]
    assert cli.main(empty) == 0
    assert "read as UTC" in capsys.readouterr().err
