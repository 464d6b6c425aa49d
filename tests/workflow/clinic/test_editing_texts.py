"""Sheet texts: what an edit may change, and which text stands after it was signed."""

import json

import pytest

from procdesk import app
from procdesk.workflow.clinic import adopting, sheet_texts
from procdesk.workflow.refused import Refused
from support.small_clinic import House

NAME = "en/aftercare"
HIGH = ("numbers", "sugar_high", "value")
DRIVE = ("hours", "no_driving", "value")
CALL = ("call_911", 1)


def raw() -> bytes:
    return app.sheet_texts()[NAME]


@pytest.mark.parametrize(
    ("path", "words", "stands"),
    [
        (CALL, "  Your chest\n hurts. ", "Your chest hurts."),
        (HIGH, "300", 300),
        (HIGH, "300.5", "300.5"),
        (DRIVE, "12", 12),
        (("labels", "today"), "This day", "This day"),
    ],
)
def test_words_and_numbers_can_be_edited(
    path: sheet_texts.Path, words: str, stands: str | int
) -> None:
    changed = json.loads(sheet_texts.edited(raw(), {path: words}))
    assert sheet_texts.lines(changed)[path] == stands
    assert changed["version"] == "0.2.0+1"
    again = sheet_texts.edited(json.dumps(changed).encode(), {CALL: "Call if your chest hurts."})
    assert json.loads(again)["version"] == "0.2.0+2"


@pytest.mark.parametrize(
    ("path", "words", "why"),
    [
        (CALL, " ", "may not be empty"),
        (DRIVE, "", "number above zero"),
        (DRIVE, "12.5", "number above zero"),
        (DRIVE, "-1", "number above zero"),
        (HIGH, "high", "number above zero"),
        (HIGH, "NaN", "number above zero"),
        (HIGH, "16.7", "sugar high, mg/dL: at least 36"),
        (("tell", 1, "say"), "I take a blood thinner.", "{thinner}"),
        (("tell", 0, "say"), "I have {illness}.", "{illness}"),
        (("tell", 0, "say"), "I have diabetes {.", "a brace"),
    ],
)
def test_what_the_record_fills_in_and_what_is_no_number_is_refused(
    path: sheet_texts.Path, words: str, why: str
) -> None:
    with pytest.raises(Refused, match=why.replace("{", r"\{")):
        sheet_texts.edited(raw(), {path: words})


def test_no_change_is_no_new_version() -> None:
    same = {path: "" if v is None else str(v) for path, v in lines().items()}
    assert sheet_texts.edited(raw(), same) == raw()


def lines() -> dict[sheet_texts.Path, object]:
    return {**sheet_texts.lines(json.loads(raw()))}


def test_conditions_pictures_and_times_are_no_lines() -> None:
    fixed = {"if", "not", "picture", "from", "until", "status", "source", "dates", "version"}
    assert not [path for path in lines() if fixed & set(path)]


def test_the_clinics_own_text_stands_once_it_is_signed(house: House) -> None:
    ledger, shipped = house.ledger, app.sheet_texts()
    changed = sheet_texts.edited(raw(), {HIGH: "300"})
    assert sheet_texts.standing(ledger, shipped) == shipped
    signer = house.signer(house.physician)
    adopting.review(ledger, house.physician, NAME, changed, signer, shipped=raw())
    texts = sheet_texts.standing(ledger, shipped)
    assert texts[NAME] == changed
    assert adopting.reviewer(ledger, NAME, texts[NAME]) == "Dr L. Okafor"
    assert adopting.reviewer(ledger, NAME, raw()) == ""
    assert adopting.reviewers(ledger, (NAME, "en/joint"), texts) == ""
