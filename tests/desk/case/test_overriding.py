"""Letting a stop pass: held, signed, with code and words, and only what was read."""

import pytest

from desk.conftest import Open
from desk.pages.at_page import AtPage, at_page, taken
from support.small_clinic import PASSWORD, House

HOLD = "Hold to let Abernathy pass this stop"
WORDS = "In words; this is printed in the record"


def at_decision(house: House, open_desk: Open) -> AtPage:
    page = at_page(house, open_desk, taken(house, "arrived"), "vitals", house.physician)
    assert page.desk.frame is not None
    page.desk.frame.override("vitals.missing")
    return page


def fill(page: AtPage, reason: str, words: str, secret: str) -> None:
    if reason:
        page.hands.press(f"Reason {reason}")
    page.hands.write(WORDS, words)
    page.hands.write("Password to sign", secret)


def test_a_held_decision_is_recorded_with_code_and_words(house: House, open_desk: Open) -> None:
    page = at_decision(house, open_desk)
    fill(page, "The benefit outweighs the risk", "seen and spoken with", PASSWORD)
    page.hands.press(HOLD)
    assert page.kinds == [], "a press is no hold"
    page.hands.hold(HOLD)
    assert page.kinds == ["overridden"]
    [body] = page.bodies("overridden")
    assert body["finding_key"] == "vitals.missing"
    assert (body["reason_code"], body["reason"]) == ("benefit", "seen and spoken with")


@pytest.mark.parametrize(
    ("reason", "words", "secret", "refusal"),
    [
        ("", "seen and spoken with", PASSWORD, "Choose a reason."),
        ("The benefit outweighs the risk", "ok", PASSWORD, "Write the reason in words"),
        ("The benefit outweighs the risk", "seen and spoken", "", "Enter your password to sign."),
        ("The patient cannot or declines", "seen and spoken", PASSWORD, "Say who stood in"),
    ],
)
def test_half_a_decision_is_refused_in_words(
    house: House, open_desk: Open, reason: str, words: str, secret: str, refusal: str
) -> None:
    page = at_decision(house, open_desk)
    fill(page, reason, words, secret)
    page.hands.hold(HOLD)
    assert page.kinds == []
    assert refusal in page.hands.reads()


def test_the_filled_button_leaves_the_stop_in_place(house: House, open_desk: Open) -> None:
    page = at_decision(house, open_desk)
    fill(page, "The benefit outweighs the risk", "seen and spoken with", PASSWORD)
    page.hands.press("Leave the stop in place")
    assert page.kinds == []
    assert not page.hands.sees(HOLD)
