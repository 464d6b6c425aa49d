"""`procdesk import` from the command line: what is to decide is said, trouble is one line."""

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
