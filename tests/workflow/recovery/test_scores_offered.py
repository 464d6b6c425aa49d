"""Scores in recovery: which apply, what stays of each, and nothing while a part is missing."""

from typing import Any

import pytest

from procdesk import app
from procdesk.domain.targets.target import parse_target
from procdesk.questionnaire.load import load
from procdesk.questionnaire.response import Response
from procdesk.workflow import answers
from procdesk.workflow.clinic import settings
from procdesk.workflow.recovery import scores
from support.sedation_cases import in_procedure, sedate
from support.small_clinic import House

ALDRETE = {
    "activity": "four-limbs",
    "respiration": "deep",
    "circulation": "within-20",
    "consciousness": "awake",
    "spo2": "oxygen",
}


def keys(house: House, case_id: str) -> list[str]:
    ledger = house.ledger
    return [
        score.key for score in scores.offered(ledger.case(case_id), ledger.reference, ledger.clinic)
    ]


def record(house: House, case_id: str, key: str, values: dict[str, Any]) -> None:
    response = Response(load(app.form_bytes(key)))
    for name, value in values.items():
        response.put(f"{key}.{name}", [value])
    answers.complete_form(house.ledger, house.nurse, case_id, key, response)


def test_what_applies_follows_the_target_and_the_sedation(house: House) -> None:
    always = ["aldrete", "padss", "mpadss"]
    case_id = in_procedure(house)
    assert keys(house, case_id) == [*always, "bromage"]
    sedate(house, case_id)
    assert keys(house, case_id) == [*always, "bromage", "rass", "news2"]


def test_a_clinic_that_chose_its_score_to_leave_by_is_offered_that_one(house: House) -> None:
    case_id = in_procedure(house)
    settings.change(house.ledger, house.administrator, {"recovery.score": "padss"})
    assert keys(house, case_id) == ["padss", "bromage"]


@pytest.mark.parametrize(
    ("target", "may"),
    [
        ("midline epidural-space C7-T1", True),
        ("left foramen L4-L5", True),
        ("right joint knee", True),
        ("right joint shoulder", False),
        ("left muscle trapezius", False),
        ("left medial-branch C4,C5", False),
    ],
)
def test_legs_may_be_blocked_near_the_cord_and_from_the_low_back_down(
    target: str, may: bool
) -> None:
    assert scores.legs_may_be_blocked([parse_target(target)]) is may


def test_every_complete_score_stays_with_its_time(house: House) -> None:
    case_id = in_procedure(house)
    record(house, case_id, "aldrete", ALDRETE)
    house.clock.forward(minutes=15)
    record(house, case_id, "aldrete", {**ALDRETE, "spo2": "air"})
    (first, nine), (second, ten) = scores.scored(house.ledger.case(case_id), "aldrete")
    assert (nine, ten) == ("9 of 10", "10 of 10")
    assert (second - first).total_seconds() == 900


def test_a_score_with_a_part_not_assessed_has_no_value_and_is_open(house: House) -> None:
    case_id = in_procedure(house)
    record(house, case_id, "aldrete", {**ALDRETE, "spo2": "not-asked"})
    case = house.ledger.case(case_id)
    assert scores.scored(case, "aldrete") == ()
    assert scores.is_open(case, "aldrete")


def test_a_scale_without_a_total_keeps_every_answer_too(house: House) -> None:
    case_id = in_procedure(house)
    record(house, case_id, "bromage", {"left_leg": "1", "right_leg": "not-asked"})
    record(house, case_id, "rass", {"level": "minus-2"})
    house.clock.forward(minutes=10)
    record(house, case_id, "bromage", {"left_leg": "0", "right_leg": "0"})
    record(house, case_id, "rass", {"level": "plus-1"})
    case = house.ledger.case(case_id)
    legs = [words for _at, words in scores.scored(case, "bromage")]
    assert legs == ["left leg 1 of 3", "left leg 0 of 3, right leg 0 of 3"]
    assert [words for _at, words in scores.scored(case, "rass")] == ["-2", "+1"]
    assert all(len(answers) == 1 for answers in case.answers.values())
