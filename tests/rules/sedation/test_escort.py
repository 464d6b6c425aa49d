"""Escort: an adult, named, with a phone, staying (clinical.md 4, sedation and escort)."""

from dataclasses import replace
from typing import Any

import pytest

from procdesk.domain.entry import Json
from procdesk.domain.finding import Effect, Finding, Result
from procdesk.domain.stage import Stage
from procdesk.rules.leaving import discharge
from procdesk.rules.register.gates import unmet
from procdesk.rules.register.hazard import TREATMENT
from procdesk.rules.sedation import escort
from procdesk.workflow import answers, stages
from procdesk.workflow.room import procedure
from support.gate_cases import facts_of
from support.sedation_cases import in_procedure, sedate
from support.small_clinic import House

WHOLE = {
    "arrival.escort": "yes",
    "arrival.escort_name": "Pat Abernathy",
    "escort.adult": "yes",
    "escort.phone": "555-0177",
    "escort.stays": "overnight",
}


def judged(answers: dict[str, Any], sedation: str = "light") -> Finding | None:
    findings = escort.judge(facts_of({**WHOLE, **answers}, sedation=sedation))
    assert all((one.key, one.effect) == ("escort.sedation", Effect.STOPS) for one in findings)
    return next(iter(findings), None)


@pytest.mark.parametrize(
    ("answers", "result", "words"),
    [
        ({}, Result.MET, "named with a phone"),
        ({"escort.stays": "hours"}, Result.MET, "somebody stays"),
        ({"arrival.escort": "no"}, Result.NOT_MET, "nobody takes the patient home"),
        ({"escort.adult": "no"}, Result.NOT_MET, "no adult who can act"),
        ({"escort.stays": "no"}, Result.NOT_MET, "nobody stays"),
        ({"arrival.escort_name": " "}, Result.CANNOT_DECIDE, "a name"),
        ({"escort.adult": "not-asked"}, Result.CANNOT_DECIDE, "an adult who can act"),
        ({"escort.adult": None}, Result.CANNOT_DECIDE, "an adult who can act"),
        ({"escort.phone": ""}, Result.CANNOT_DECIDE, "a phone number"),
        ({"escort.stays": "not-asked"}, Result.CANNOT_DECIDE, "how long somebody stays"),
        ({"escort.stays": "a bit"}, Result.CANNOT_DECIDE, "how long somebody stays"),
        ({"escort.stays": None}, Result.CANNOT_DECIDE, "how long somebody stays"),
    ],
)
def test_each_part_of_the_escort_is_due(
    answers: dict[str, Any], result: Result, words: str
) -> None:
    finding = judged(answers)
    assert finding is not None
    assert finding.result is result
    assert words in finding.sentence
    assert judged(answers, sedation="none") is None


def test_the_finding_stands_on_the_page_that_asks_it() -> None:
    named, unnamed = judged({"escort.phone": ""}), judged({"arrival.escort_name": ""})
    assert (named and named.section, unnamed and unnamed.section) == ("escort", "arrival")


def limb(key: str, answers: dict[str, Any], sedation: str = "none") -> Finding | None:
    findings = escort.judge(facts_of(answers, key=key, sedation=sedation))
    assert len(findings) <= 1
    return next(iter(findings), None)


# clinical.md 6.1 A: "numb/weak limb for hours: no walking alone".
@pytest.mark.parametrize("key", ["esi-interlaminar-lumbar", "tfesi-cervical", "esi-caudal"])
@pytest.mark.parametrize(
    ("answers", "result"),
    [
        ({}, Result.CANNOT_DECIDE),
        ({"arrival.escort": "not-asked"}, Result.CANNOT_DECIDE),
        ({"arrival.escort": "perhaps"}, Result.CANNOT_DECIDE),
        ({"arrival.escort": "yes"}, Result.CANNOT_DECIDE),
        ({"arrival.escort": "yes", "arrival.escort_name": " "}, Result.CANNOT_DECIDE),
        ({"arrival.escort": "no", "arrival.escort_name": "Pat"}, Result.NOT_MET),
        ({"arrival.escort": "yes", "arrival.escort_name": "Pat"}, Result.MET),
    ],
)
def test_who_takes_a_weak_limb_home_is_asked_before_the_needle(
    key: str, answers: dict[str, Any], result: Result
) -> None:
    finding = limb(key, answers)
    assert finding is not None
    assert (finding.key, finding.result, finding.section) == ("escort.limb", result, "arrival")
    assert "weak for hours" in finding.sentence
    for gate in (Stage.READY, Stage.TIME_OUT, Stage.PROCEDURE, TREATMENT):
        assert bool(unmet([finding], gate)) is (result is not Result.MET)
    assert not unmet([finding], Stage.CHECKS)


@pytest.mark.parametrize("key", ["mbb-lumbar", "trigger-point", "joint-injection", "rfa-lumbar"])
def test_nobody_is_asked_where_no_limb_is_left_weak(key: str) -> None:
    assert limb(key, {}) is None


def test_where_no_source_says_it_the_escort_is_asked_too() -> None:
    finding = limb("peripheral-nerve-block", {"arrival.escort": "no"})
    assert finding is not None
    assert finding.stops
    assert "No source says whether a limb is weak" in finding.sentence


def test_sedation_asks_for_more_and_is_said_once() -> None:
    finding = limb("esi-caudal", {}, sedation="light")
    assert finding is not None
    assert finding.key == "escort.sedation"


def leaving(house: House) -> dict[str, Finding]:
    (case_id,) = {one.id for one in house.ledger.cases_on(house.clock.at.date())}
    findings = unmet(house.ledger.outcome(case_id).findings, Stage.FOLLOW_UP)
    return {one.key: one for one in findings}


@pytest.mark.parametrize(
    ("limbs", "due"),
    [
        ({"limbs": "0"}, False),
        ({"limbs": "1"}, True),
        ({"limbs": "1", "left_leg": "2"}, True),  # weak
        ({"limbs": "1", "right_arm": "1"}, True),  # numb
    ],
)
def test_who_cannot_use_a_limb_does_not_leave_alone(
    house: House, limbs: dict[str, str], due: bool
) -> None:
    case_id = house.at_discharge()
    points = {f"recovery.{name}": (value, "{score}") for name, value in limbs.items()}
    house.clock.forward(minutes=5)
    answers.measure(house.ledger, house.nurse, case_id, points)
    assert ("discharge.escort" in leaving(house)) is due
    if due:
        body: dict[str, Json] = {"discharge.escort_seen": "yes"}
        answers.answer(house.ledger, house.nurse, case_id, "discharge", body)
        assert "discharge.escort" not in leaving(house)


@pytest.mark.parametrize(("score", "due"), [("0", False), ("1", True), ("3", True)])
def test_a_leg_that_the_bromage_score_calls_blocked_needs_an_escort(
    house: House, score: str, due: bool
) -> None:
    """clinical.md 5.4: 0 is free legs and feet."""
    case_id = house.at_discharge()
    answers.measure(house.ledger, house.nurse, case_id, {"bromage.left_leg": (score, "{score}")})
    assert ("discharge.escort" in leaving(house)) is due


def test_who_was_sedated_without_an_order_for_it_needs_an_escort(house: House) -> None:
    case_id = in_procedure(house)
    sedate(house, case_id)
    procedure.note(house.ledger, house.nurse, case_id, "emergency")
    stages.enter(house.ledger, house.nurse, case_id, Stage.RECOVERY)
    case = replace(house.ledger.case(case_id), stage=Stage.DISCHARGE)
    facts = replace(house.ledger.facts(house.ledger.outcome(case_id)), case=case)
    (finding,) = (
        finding for finding in discharge.judge(facts) if finding.key == "discharge.escort"
    )
    assert finding.stops
    assert "was sedated" in finding.sentence
