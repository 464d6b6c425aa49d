"""The site page: the patient's own words come first, are whole, and are compared with the order."""

import pytest
from PySide6.QtWidgets import QAbstractButton

from desk.conftest import Open
from desk.pages.at_page import AtPage, at_page, taken
from support.small_clinic import House

SIDE = "Side, as the patient said it"


def at_site(house: House, open_desk: Open) -> AtPage:
    return at_page(house, open_desk, taken(house, "arrived"), "site", house.nurse)


def test_side_place_and_speaker_are_entered_with_the_words_once(
    house: House, open_desk: Open
) -> None:
    page = at_site(house, open_desk)
    page.hands.write("Word for word", "My back, here on the left")
    page.hands.press(f"{SIDE} LEFT")
    page.hands.press("LEFT low back")
    page.hands.press("Said by Patient")
    assert page.kinds == ["statement_made"]
    [body] = page.bodies("statement_made")
    shown = [body[name] for name in ("statement", "side", "regions", "words", "said_by")]
    assert shown == ["words", "left", ["low back"], "My back, here on the left", "patient"]


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ((), "Still to be answered: side, as the patient said it."),
        (("LEFT low back",), "Still to be answered: said by."),
        (("Said by Patient",), "Still to be answered: side, as the patient said it."),
    ],
)
def test_half_a_statement_is_refused_in_words(
    house: House, open_desk: Open, answers: tuple[str, ...], words: str
) -> None:
    page = at_site(house, open_desk)
    for answer in answers:
        page.hands.press(answer)
    page.hands.press("Enter and compare with the order")
    read = page.hands.reads()
    assert words in read
    assert "Still to be answered." in read, "and at the question itself"
    assert page.kinds == []


def test_no_side_is_offered_and_the_order_is_hidden_until_the_patient_spoke(
    house: House, open_desk: Open
) -> None:
    page = at_site(house, open_desk)
    checked = [one for one in page.hands.window.findChildren(QAbstractButton) if one.isChecked()]
    sides = [one.accessibleName() for one in checked if one.accessibleName().startswith(SIDE)]
    assert sides == []
    assert "medial branches" not in page.hands.reads()
    page.hands.press("LEFT low back")
    page.hands.press("Said by Patient")
    assert "medial branches" in page.reopen("site")


def test_pointing_says_the_side_but_a_side_that_was_said_stays(
    house: House, open_desk: Open
) -> None:
    page = at_site(house, open_desk)
    page.hands.press("RIGHT low back")
    assert page.hands._find(f"{SIDE} RIGHT").isChecked()
    page.hands.press(f"{SIDE} LEFT")
    page.hands.press("LEFT low back")
    assert page.hands._find(f"{SIDE} LEFT").isChecked()


def test_another_side_than_the_order_stops_in_words(house: House, open_desk: Open) -> None:
    page = at_site(house, open_desk)
    page.hands.press("RIGHT low back")
    page.hands.press("Said by Patient")
    assert page.bodies("statement_made")[0]["side"] == "right"
    read = page.reopen("site")
    assert "Stop. The site is not agreed." in read
    assert "No stage after this one opens." in read


def test_a_patient_who_cannot_say_is_recorded_as_that(house: House, open_desk: Open) -> None:
    page = at_site(house, open_desk)
    page.hands.press(f"{SIDE} Cannot say")
    page.hands.press("Said by Escort")
    assert page.kinds == [], "where no side is said, the words are needed"
    assert "Write what the patient said, word for word." in page.hands.reads()
    page.hands.write("Word for word", "It moves about")
    page.hands.press("Enter and compare with the order")
    [body] = page.bodies("statement_made")
    assert (body["side"], body["said_by"]) == ("", "escort")


def test_words_entered_wrongly_are_entered_again_and_replace_the_first(
    house: House, open_desk: Open
) -> None:
    page = at_site(house, open_desk)
    page.hands.press("RIGHT low back")
    page.hands.press("Said by Patient")
    page.reopen("site")
    page.hands.press("The patient's words were entered wrongly")
    assert not page.hands._find(f"{SIDE} RIGHT").isChecked(), "it is asked from the start"
    page.hands.press("LEFT low back")
    page.hands.press("Said by Patient")
    sides = [body["side"] for body in page.bodies("statement_made")]
    assert sides == ["right", "left"]
    statement = house.ledger.case(page.case_id).statements
    assert [len(standing) for kind, standing in statement.items() if kind == "words"] == [1]


def test_the_front_desk_enters_no_words(house: House, open_desk: Open) -> None:
    page = at_page(house, open_desk, taken(house, "arrived"), "site", house.front_desk)
    page.hands.press("LEFT low back")
    page.hands.press("Said by Patient")
    assert page.kinds == []
    assert "record a site statement" in page.hands.reads()
