"""Pregnancy: who is asked, and what a yes rests on (clinical.md 4, pregnancy).

No age stands in clinical.md: the ages here are what a clinic sets for itself.
"""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from procdesk import app
from procdesk.domain.clinic.clinic import Clinic
from procdesk.domain.entry import Json
from procdesk.domain.finding import Effect, Finding, Result
from procdesk.domain.stage import Stage
from procdesk.domain.visit.case import Answer, Case, Order, OrderedProcedure, Recorded
from procdesk.domain.visit.patient import Patient, Sex
from procdesk.rules.facts.facts import Facts
from procdesk.rules.patient import pregnancy
from procdesk.workflow.case.section_states import states
from procdesk.workflow.clinic import adopting
from procdesk.workflow.feeds.review import for_this_call
from support.small_clinic import House

NOW = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
REFERENCE = app.reference()
AS_SHIPPED = for_this_call(REFERENCE.policies.values(), {})
AT = Recorded(entry_id="e", by="adeyemi", at=NOW, recorded_at=NOW)


def said(**answers: Json) -> dict[str, tuple[Answer, ...]]:
    return {
        f"pregnancy.{name}": (
            Answer(
                section="pregnancy", link_id=f"pregnancy.{name}", value=value, form="", recorded=AT
            ),
        )
        for name, value in answers.items()
    }


def judged(
    patient: Patient, clinic: Clinic, key: str = "mbb-lumbar", **answers: Any
) -> list[Finding]:
    case = Case(
        id="c", order=Order(procedures=(OrderedProcedure(key, "", ()),)), answers=said(**answers)
    )
    return list(
        pregnancy.judge(
            Facts(case=case, patient=patient, clinic=clinic, reference=REFERENCE, now=NOW)
        )
    )


def who(sex: Sex, born: str = "1996-11-23") -> Patient:
    return Patient(id="p", birth_date=date.fromisoformat(born) if born else None, sex=sex)


@pytest.fixture
def ages(house: House) -> Clinic:
    """A clinic that asks from 12 to 55."""
    rules = adopting.rule_set(house.ledger, "pregnancy")
    numbers = {"pregnancy.age-from": "12", "pregnancy.age-to": "55"}
    adopting.adopt(house.ledger, house.physician, rules, house.signer(house.physician), numbers)
    return house.ledger.clinic


@pytest.mark.parametrize(
    ("sex", "born", "asks"),
    [
        (Sex.FEMALE, "1971-11-23", True),  # 55 today
        (Sex.FEMALE, "1970-11-24", True),  # 55, 56 tomorrow
        (Sex.FEMALE, "1970-11-23", False),  # 56 today
        (Sex.FEMALE, "2014-11-23", True),  # 12 today
        (Sex.FEMALE, "2014-11-24", False),  # 12 tomorrow
        (Sex.FEMALE, "", True),  # nobody knows the age
        (Sex.OTHER, "1996-01-01", True),
        (Sex.UNKNOWN, "1930-01-01", True),
        (Sex.MALE, "1996-01-01", False),
        (Sex.MALE, "", False),
    ],
)
def test_whom_the_clinic_asks(ages: Clinic, sex: Sex, born: str, asks: bool) -> None:
    (finding,) = judged(who(sex, born), ages)
    if asks:
        assert (finding.key, finding.effect, finding.result) == (
            "pregnancy.not-asked",
            Effect.STOPS,
            Result.CANNOT_DECIDE,
        )
    else:
        assert (finding.key, finding.result) == ("pregnancy.not-due", Result.MET)
        assert finding.policy is not None
        assert finding.policy.adopted_by == "Dr L. Okafor"
        assert finding.inputs


@pytest.mark.parametrize("born", ["2024-01-01", "1996-01-01", "1926-01-01", ""])
def test_without_an_age_that_the_clinic_set_every_woman_is_asked(born: str) -> None:
    for clinic in (Clinic(), AS_SHIPPED):
        (finding,) = judged(who(Sex.FEMALE, born), clinic)
        assert (finding.key, finding.result) == ("pregnancy.not-asked", Result.CANNOT_DECIDE)


def test_without_an_adopted_set_nobody_is_left_out() -> None:
    assert [one.key for one in judged(who(Sex.MALE), Clinic())] == ["pregnancy.not-asked"]
    assert [one.key for one in judged(who(Sex.MALE), AS_SHIPPED)] == ["pregnancy.not-due"]


@pytest.mark.parametrize(
    ("answers", "result", "words"),
    [
        ({"could_be": "yes"}, Result.CANNOT_DECIDE, "no test is recorded"),
        ({"could_be": "yes", "test": "negative"}, Result.CANNOT_DECIDE, "today was negative"),
        ({"could_be": "yes", "test": "positive"}, Result.NOT_MET, "today was positive"),
        ({"could_be": "yes", "test": "declined"}, Result.CANNOT_DECIDE, "declined a test"),
        ({"could_be": "yes", "test": "not-done"}, Result.CANNOT_DECIDE, "no test was done"),
        (
            {"could_be": "yes", "last_period": "2026-10-01"},
            Result.CANNOT_DECIDE,
            "last period from 2026-10-01",
        ),
    ],
)
def test_who_may_be_pregnant_waits_for_the_physician(
    answers: dict[str, Any], result: Result, words: str
) -> None:
    asked, possible = judged(who(Sex.FEMALE), AS_SHIPPED, **answers)
    assert asked.result is Result.MET
    assert (possible.key, possible.effect, possible.result) == (
        "pregnancy.possible",
        Effect.STOPS,
        result,
    )
    assert words in possible.sentence


@pytest.mark.parametrize("answer", ["declined", "not-asked", "unknown", "", None])
def test_declined_and_not_asked_stop(answer: Json) -> None:
    (finding,) = judged(who(Sex.FEMALE), AS_SHIPPED, could_be=answer)
    assert (finding.key, finding.result) == ("pregnancy.not-asked", Result.CANNOT_DECIDE)


def test_a_plain_no_is_met_and_an_answer_counts_whoever_gave_it(ages: Clinic) -> None:
    (finding,) = judged(who(Sex.FEMALE), ages, could_be="no")
    assert finding.result is Result.MET
    findings = judged(who(Sex.MALE), ages, could_be="yes")
    assert [one.key for one in findings] == ["pregnancy.not-asked", "pregnancy.possible"]


def test_where_no_xray_is_taken_nothing_is_said() -> None:
    assert judged(who(Sex.FEMALE), AS_SHIPPED, key="trigger-point") == []


@pytest.mark.parametrize(("sex", "due"), [("male", False), ("female", True)])
def test_the_page_of_whom_nobody_asks_counts_as_done_and_says_so(
    house: House, ages: Clinic, sex: str, due: bool
) -> None:
    case_id = house.booked(house.patient(sex=sex, birth_date="1990-03-14"))
    outcome, reference = house.ledger.outcome(case_id), house.ledger.reference
    pages = states(outcome.case, outcome.findings, reference, Stage.CHECKS)
    (page,) = (one for one in pages if one.section.key == "pregnancy")
    assert (page.done, page.not_due, page.stops) == (not due, not due, int(due))


def test_two_answers_that_differ_leave_nobody_out(ages: Clinic) -> None:
    """Hazard: two desks answer at once, and who is past the age counts as not asked."""
    heads = tuple(said(could_be=one)["pregnancy.could_be"][0] for one in ("no", "yes"))
    order = Order(procedures=(OrderedProcedure("mbb-lumbar", "", ()),))
    case = Case(id="c", order=order, answers={"pregnancy.could_be": heads})
    old = who(Sex.FEMALE, "1940-01-01")
    (finding, *_) = pregnancy.judge(
        Facts(case=case, patient=old, clinic=ages, reference=REFERENCE, now=NOW)
    )
    assert (finding.key, finding.stops) == ("pregnancy.not-asked", True)
