"""Sheet texts on the desk: read, edited with the paper beside them, and signed."""

import json
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPlainTextEdit

from desk.conftest import OpenClinic
from desk.walk import settle
from procdesk import app
from procdesk.demo.hands import Hands
from procdesk.workflow.clinic import adopting, sheet_texts
from procdesk.workflow.refused import Refused
from support.small_clinic import PASSWORD, House

JOINT = "en/joint"
RESTED = ("actions", 0, "what")


def opened(house: House, open_clinic: OpenClinic, name: str) -> Hands:
    _desk, hands = open_clinic(house, house.physician, "Sheet texts")
    hands.press(f"Which text? {name}:")
    settle()
    return hands


def signed(hands: Hands, name: str) -> None:
    hands.write("Password to sign", PASSWORD)
    hands.press(f"Review {name} as Dr L. Okafor")
    settle()


def standing(house: House, name: str) -> dict[str, object]:
    text: dict[str, object] = json.loads(
        sheet_texts.standing(house.ledger, app.sheet_texts())[name]
    )
    return text


def fields(hands: Hands) -> dict[str, str]:
    every = hands.window.findChildren(QPlainTextEdit)
    return {one.accessibleName(): one.toPlainText() for one in every}


def test_who_reviews_reads_every_line_with_what_it_hangs_on_and_every_number(
    house: House, open_clinic: OpenClinic
) -> None:
    hands = opened(house, open_clinic, "en/medial-branch")
    words, lines = hands.reads(), fields(hands)
    assert lines["Hours, bandage"] == "22"
    assert "Weak source. clinical.md 6.1: dressing off the next morning" in words
    assert "Only with block diary. Not with stopped" in words
    assert "Reading grade" in words
    assert lines["Call 911, line 3"].startswith("You cannot pass urine")


def test_spanish_is_reviewed_with_english_under_each_line(
    house: House, open_clinic: OpenClinic, tmp_path: Path
) -> None:
    hands = opened(house, open_clinic, "es/epidural")
    assert (
        "English: You cannot pass urine, or you cannot hold your urine or stool." in hands.reads()
    )
    assert "INFLESZ" in hands.reads()
    hands.window.resize(1280, 2600)
    hands.photograph("es-epidural")
    signed(hands, "es/epidural")
    raw = app.sheet_texts()["es/epidural"]
    assert adopting.reviewer(house.ledger, "es/epidural", raw) == "Dr L. Okafor"
    assert house.ledger.clinic.texts["es/epidural"].text == ""


def test_a_spanish_text_says_that_its_english_was_signed_anew_until_it_is_reviewed_again(
    house: House, open_clinic: OpenClinic, tmp_path: Path
) -> None:
    hands = opened(house, open_clinic, "es/joint")
    signed(hands, "es/joint")
    assert "reviewed beside" not in hands.reads()
    hands = opened(house, open_clinic, JOINT)
    hands.write("Hours, rest", "24")
    signed(hands, JOINT)
    behind = "Spanish was reviewed beside English 0.2.0; English is 0.2.0+1 since 23 Nov 2026."
    assert f"es/joint: {behind}" in hands.reads()
    hands.photograph("behind")
    hands = opened(house, open_clinic, "es/joint")
    assert behind in hands.reads()
    hands.photograph("behind-open")
    signed(hands, "es/joint")
    assert "reviewed beside" not in hands.reads()


def test_an_edited_text_is_signed_as_a_version_of_its_own(
    house: House, open_clinic: OpenClinic
) -> None:
    hands = opened(house, open_clinic, JOINT)
    hands.write("Actions, line 1, what", "**Rest the joint.** Walk as you like.")
    hands.press("Choose another text")
    hands.press(f"Which text? {JOINT}:")
    settle()
    assert fields(hands)["Actions, line 1, what"].endswith("Walk as you like.")
    hands.write("Hours, rest", "24")
    signed(hands, JOINT)
    text = standing(house, JOINT)
    assert text["version"] == "0.2.0+1"
    assert sheet_texts.lines(text)[RESTED] == "**Rest the joint.** Walk as you like."
    assert sheet_texts.lines(text)["hours", "rest", "value"] == 24
    assert hands.sees("Which text? en/joint: reviewed by Dr L. Okafor")


def test_the_paper_beside_follows_what_is_typed(house: House, open_clinic: OpenClinic) -> None:
    hands = opened(house, open_clinic, JOINT)
    hands.write("Actions, line 1, what", "W" * 60)
    hands.wait_to_read("This cannot be printed: A word is too long for its place.")
    signed(hands, JOINT)
    assert "This cannot be printed" in hands.reads()
    assert house.ledger.clinic.texts == {}


def test_what_the_record_fills_in_cannot_be_edited_away(
    house: House, open_clinic: OpenClinic
) -> None:
    hands = opened(house, open_clinic, "en/aftercare")
    hands.write("Actions, line 3, what", "Start your blood thinner when you like.")
    hands.wait_to_read("what the record fills in must stay as it was: {restart}.")
    signed(hands, "en/aftercare")
    assert house.ledger.clinic.texts == {}


def test_only_a_physician_signs(house: House, open_clinic: OpenClinic) -> None:
    _desk, hands = open_clinic(house, house.nurse, "Sheet texts")
    hands.press(f"Which text? {JOINT}:")
    settle()
    assert "A physician signs this." in hands.reads()
    raw = app.sheet_texts()[JOINT]
    with pytest.raises(Refused, match="review a sheet text"):
        adopting.review(house.ledger, house.nurse, JOINT, raw, house.signer(house.nurse))
