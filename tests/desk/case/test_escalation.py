"""The card of an event on the screen: one press opens it, each step is a press, words stay."""

from pathlib import Path

from PySide6.QtWidgets import QPlainTextEdit

from desk.conftest import Open
from desk.pages.at_page import TO_ROOM, AtPage, at_page, taken
from desk.shell.test_screens import cut, overlapping
from procdesk import app
from procdesk.demo.hands import Hands
from procdesk.domain.visit.escalation import noted, open_cards
from procdesk.workflow.room import escalating
from support.recovery_cases import in_recovery
from support.small_clinic import House


def test_an_event_is_opened_done_and_closed(house: House, open_desk: Open, tmp_path: Path) -> None:
    case_id = in_recovery(house)
    desk = open_desk(house, house.nurse)
    desk.open_case(case_id)
    hands = Hands(desk, tmp_path)
    hands.press("Something happens")
    hands.press("Local anaesthetic toxicity")
    assert open_cards(house.ledger.case(case_id)) == ("last",)
    hands.write("Local anaesthetic toxicity: what else", "numb mouth")
    hands.press("Done: Stop injecting")
    assert "confirmed" in hands.reads()
    hands.press("Note this: Local anaesthetic toxicity")
    texts = [one.text for one in noted(house.ledger.case(case_id), "last")]
    assert texts[1:] == ["Stop injecting the local anaesthetic.", "numb mouth"]
    assert not hands.sees("Close the card")
    assert cut(desk) == []
    assert overlapping(desk) == []
    desk.open_case(case_id)
    hands.press("1 event goes on")
    assert hands.sees("Done 10:00: Stop injecting")


def test_a_physician_closes_it_with_what_became_of_it(
    house: House, open_desk: Open, tmp_path: Path
) -> None:
    case_id = in_recovery(house)
    escalating.open_card(house.ledger, house.nurse, case_id, app.cards()["vasovagal"])
    desk = open_desk(house, house.physician)
    desk.open_case(case_id)
    hands = Hands(desk, tmp_path)
    hands.press("1 event goes on")
    hands.press("Close the card, as a physician: Faint")
    assert "Write what became of it" in hands.reads()
    hands.write("Faint, slow pulse: what else", "well again after ten minutes")
    hands.press("Close the card, as a physician: Faint")
    assert open_cards(house.ledger.case(case_id)) == ()
    assert hands.sees("Faint, slow pulse")


def test_half_a_note_is_there_again_after_a_dose_was_recorded(
    house: House, open_desk: Open
) -> None:
    """Hazard: the note of an event is lost while its treatment is given on another page."""
    page = at_page(house, open_desk, taken(house, *TO_ROOM), "escalation", house.nurse)
    card = next(iter(page.desk.session.parts.cards().values()))
    page.hands.press(card.title)
    words = f"{card.title}: what else was seen or done, or what became of it"
    page.hands.write(words, "pale, answers")
    page.reopen("procedure-record")
    page.reopen("escalation")
    assert text_of(page, words) == "pale, answers"
    page.hands.press(f"Note this: {card.title}")
    opened, note = noted(house.ledger.case(page.case_id), card.key)
    assert (opened.text, note.text) == (card.title, "pale, answers")
    assert page.kinds == ["event_noted", "event_noted"]


def test_half_a_note_is_there_again_after_a_step_was_done(house: House, open_desk: Open) -> None:
    """Hazard: what was seen is lost because a step of the same card was pressed."""
    page = at_page(house, open_desk, taken(house, *TO_ROOM), "escalation", house.nurse)
    page.hands.press("Faint, slow pulse")
    words = "Faint, slow pulse: what else was seen or done, or what became of it"
    page.hands.write(words, "pale, answers")
    page.hands.press("Done: Lay the patient flat")
    page.reopen("procedure-record")
    page.reopen("escalation")
    assert text_of(page, words) == "pale, answers"
    page.hands.press("Note this: Faint, slow pulse")
    page.reopen("procedure-record")
    page.reopen("escalation")
    assert text_of(page, words) == ""


def text_of(page: AtPage, words: str) -> str:
    """Return what stands in a long field."""
    field = page.hands.find_field(words)
    assert isinstance(field, QPlainTextEdit)
    return field.toPlainText()
