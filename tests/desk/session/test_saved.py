"""The bar says what is true of the newest entry, not that it is saved."""

from dataclasses import replace

import pytest

from desk.conftest import Open
from procdesk.demo.hands import Hands
from procdesk.desk.shell.open_desk import OpenDesk
from procdesk.desk.timing import TIME
from procdesk.records.errors import SavedButHeadFailed
from procdesk.records.head import read_head, write_head
from procdesk.records.journal import JournalEnd
from procdesk.workflow.room import procedure
from support.small_clinic import House


def tick(desk: OpenDesk) -> str:
    """Return the words on the screen once a second has passed."""
    TIME.forward(1000)
    return Hands(desk, None).reads()


def test_the_bar_says_how_the_newest_entry_stands(house: House, open_desk: Open) -> None:
    case_id = house.booked()
    desk = open_desk(house, house.nurse)
    assert "Saved here" in tick(desk)
    path = house.ledger.journal.store.head_path
    path.rename(aside := path.with_suffix(".aside"))
    path.mkdir()  # a file that nobody can write
    with pytest.raises(SavedButHeadFailed):
        procedure.note(house.ledger, house.nurse, case_id, "event", "fainted")
    assert "Saved, not guarded" in tick(desk)
    path.rmdir()
    aside.rename(path)
    procedure.note(house.ledger, house.nurse, case_id, "event", "well again")
    assert "Saved here" in tick(desk)


@pytest.mark.parametrize(
    ("end", "words"),
    [
        (JournalEnd.SAVED, "Saved here"),
        (JournalEnd.UNGUARDED, "Saved, not guarded"),
        (JournalEnd.CUT, "Entries are missing"),
        (JournalEnd.EMPTY, ""),
    ],
)
def test_each_end_of_the_journal_has_words_of_its_own(
    house: House, open_desk: Open, monkeypatch: pytest.MonkeyPatch, end: JournalEnd, words: str
) -> None:
    desk = open_desk(house, house.nurse)
    monkeypatch.setattr(house.ledger.journal, "end", lambda: end)
    shown = tick(desk)
    others = ("Saved here", "Saved, not guarded", "Entries are missing")
    assert [one for one in others if one in shown] == ([words] if words else [])


def test_a_journal_that_was_cut_is_never_called_saved(house: House, open_desk: Open) -> None:
    house.booked()
    desk = open_desk(house, house.nurse)
    head = house.ledger.journal.store.head_path
    before = read_head(head)
    assert before is not None
    write_head(head, replace(before, count=before.count + 1, hash="0" * 64))
    shown = tick(desk)
    assert "Entries are missing" in shown
    assert "Saved" not in shown


def test_a_store_that_cannot_be_read_is_said_and_the_clock_goes_on(
    house: House, open_desk: Open
) -> None:
    house.booked()
    desk = open_desk(house, house.nurse)
    store = house.ledger.journal.store
    store.close()
    path = store.home / "store.db"
    whole = path.read_bytes()
    path.write_bytes(whole[:5000])
    house.clock.forward(minutes=1)
    words = tick(desk)
    assert "The store cannot be read" in words
    assert "Saved" not in words
    assert "10:01" in words
    store.close()
    path.write_bytes(whole)
    assert "Saved here" in tick(desk)
