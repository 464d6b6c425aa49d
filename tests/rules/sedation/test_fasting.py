"""Fasting before sedation: figures quoted from clinical.md 4, not read from what ships.

Clear liquids 2 h (C), fried, fatty or meat 8 h (S), light meal 6 h (U); a GLP-1 drug with a raised
risk asks for 24 h of liquids only (C). Now is 10:00 in the clinic.
"""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from procdesk.domain.finding import Effect, Finding, Result
from procdesk.domain.medicines.medication import Confirmation
from procdesk.domain.stage import Stage
from procdesk.rules.sedation import fasting, glp1
from support.gate_cases import AS_SHIPPED, NOTHING_ADOPTED, NOW, facts_of, takes

MET, NOT_MET, OPEN = Result.MET, Result.NOT_MET, Result.CANNOT_DECIDE
HERE = ZoneInfo("America/New_York")


def judged(answers: dict[str, Any], *medicines: Any, **more: Any) -> dict[str, Finding]:
    facts = facts_of(answers, *medicines, sedation="moderate", **more)
    findings = (*fasting.judge(facts), *glp1.judge(facts))
    assert all(one.effect is Effect.STOPS for one in findings)
    return {one.key: one for one in findings}


def ago(**span: float) -> str:
    return (NOW - timedelta(**span)).astimezone(HERE).replace(tzinfo=None).isoformat()


def food(at: str, kind: str | None = None, **more: Any) -> Finding:
    answers = {"sedation.last_food_at": at, "sedation.food_kind": kind}
    return judged(answers, **more)["fasting.food"]


def drink(at: str, **more: Any) -> Finding:
    return judged({"sedation.last_drink_at": at}, **more)["fasting.clear-drink"]


@pytest.mark.parametrize(
    ("kind", "hours"),
    [("light", 6), ("fatty", 8), (None, 8), ("unknown", 8), ("soup", 8)],
)
def test_food_counts_to_its_minute(kind: str | None, hours: int) -> None:
    assert food(ago(hours=hours, minutes=-1), kind).result is NOT_MET
    assert food(ago(hours=hours), kind).result is MET
    assert food(ago(hours=hours, minutes=1), kind).result is MET
    assert food(ago(hours=hours + 10), kind, clinic=NOTHING_ADOPTED).result is OPEN


def test_a_clear_drink_counts_to_its_minute() -> None:
    assert drink(ago(hours=1, minutes=59)).result is NOT_MET
    assert drink(ago(hours=2)).result is MET
    assert drink(ago(hours=20), clinic=NOTHING_ADOPTED).result is OPEN


def test_the_sentence_shows_time_row_and_what_it_counted_as() -> None:
    finding = food(ago(hours=7))
    assert finding.sentence == (
        "Last food 23 Nov 03:00 (what it was is not known, so it counts as fried, fatty or meat): "
        "7 h 00 min to now; the adopted row asks for 8 h."
    )
    assert finding.policy is not None
    assert finding.policy.row == "fasting.fatty-meal"
    assert {seen.name for seen in finding.inputs} == {"last food", "counted as"}


@pytest.mark.parametrize("blank", ["", "  ", None])
def test_what_nobody_said_cannot_be_decided(blank: Any) -> None:
    assert food(blank).result is OPEN
    assert judged({})["fasting.food"].result is OPEN
    assert judged({})["fasting.clear-drink"].inputs == ()


@pytest.mark.parametrize("words", ["this morning", "8", "2026-11-23T25:00:00"])
def test_what_is_no_time_cannot_be_decided(words: str) -> None:
    assert food(words).result is OPEN
    assert "is no day and time" in food(words).sentence


def test_a_time_to_come_cannot_be_decided() -> None:
    finding = drink(ago(minutes=-1))
    assert (finding.result, "in the future" in finding.sentence) == (OPEN, True)


def test_a_day_without_a_time_counts_from_its_end() -> None:
    """The form keeps a day alone as its midnight: the latest possible moment counts."""
    yesterday = food("2026-11-22T00:00:00")
    assert yesterday.result is MET  # from midnight: 10 h
    assert "some time on 22 Nov, counted from 23 Nov 00:00" in yesterday.sentence
    assert food("2026-11-23T00:00:00").result is NOT_MET
    assert "counted from 23 Nov 10:00" in food("2026-11-23T00:00:00").sentence


def test_a_time_with_its_zone_is_read_in_it() -> None:
    assert drink("2026-11-23T08:00:00-05:00").result is MET
    assert drink("2026-11-23T08:01:00-05:00").result is NOT_MET
    assert drink("2026-11-23T13:00:00+00:00").result is MET


def test_until_the_physicians_turn_the_planned_hour_counts() -> None:
    planned: datetime = NOW + timedelta(hours=2)
    last_food = ago(hours=6)
    assert food(last_food, planned=planned).result is MET
    assert "8 h 00 min to the planned hour" in food(last_food, planned=planned).sentence
    for stage in (Stage.READY, Stage.TIME_OUT, Stage.PROCEDURE):
        assert food(last_food, planned=planned, stage=stage).result is NOT_MET
    assert food(last_food, planned=NOW - timedelta(hours=5)).result is NOT_MET
    assert food(last_food).result is NOT_MET


def test_nobody_fasts_for_local_anaesthetic_alone() -> None:
    unsedated = facts_of({"sedation.last_food_at": ago(minutes=5), "sedation.glp1": "weekly"})
    assert (fasting.judge(unsedated), glp1.judge(unsedated)) == ((), ())


DAILY, WEEKLY = {"sedation.glp1": "daily"}, {"sedation.glp1": "weekly"}
NONE, RAISING = {"sedation.glp1_risk": ["none"]}, {"sedation.glp1_risk": ["raising"]}
HIGH, SICK = {"sedation.glp1_risk": ["high-dose"]}, {"sedation.glp1_risk": ["symptoms"]}
LIQUIDS = {"sedation.liquids_only": "yes"}
GLP1: list[tuple[dict[str, Any], Result]] = [
    ({}, OPEN),
    ({"sedation.glp1": "no"}, MET),
    *(({"sedation.glp1": one}, OPEN) for one in ("unknown", "not-asked", "", "monthly")),
    (DAILY, OPEN),
    ({**DAILY, **NONE}, MET),
    ({**WEEKLY, **NONE}, OPEN),  # the weekly form raises the risk
    ({**WEEKLY, **NONE, **LIQUIDS}, MET),
    ({**WEEKLY, **NONE, "sedation.liquids_only": "no"}, NOT_MET),
    ({**WEEKLY, **NONE, "sedation.liquids_only": "not-asked"}, OPEN),
    ({**DAILY, **RAISING, "sedation.liquids_only": "no"}, NOT_MET),
    ({**DAILY, **RAISING, **LIQUIDS}, MET),
    ({**DAILY, **HIGH, "sedation.liquids_only": "no"}, NOT_MET),
    ({**DAILY, **HIGH, **LIQUIDS}, MET),
    ({**DAILY, **SICK, **LIQUIDS}, OPEN),
    ({**DAILY, "sedation.glp1_risk": ["not-asked"], **LIQUIDS}, OPEN),
    ({**DAILY, "sedation.glp1_risk": ["other-delay"], "sedation.liquids_only": "no"}, NOT_MET),
]


@pytest.mark.parametrize(("answers", "result"), GLP1)
def test_a_glp1_drug_is_judged_by_what_raises_the_risk(
    answers: dict[str, Any], result: Result
) -> None:
    assert judged(answers)["fasting.glp-1"].result is result
    if answers.get("sedation.glp1") != "no":
        unset = judged(answers, clinic=NOTHING_ADOPTED)["fasting.glp-1"]
        assert unset.result is OPEN


@pytest.mark.parametrize(
    "text", ["Ozempic 1 mg weekly", "Wegovy", "Mounjaro", "Victoza", "Trulicity", "semaglutide"]
)
def test_a_glp1_drug_among_the_medicines_is_seen_whatever_was_answered(text: str) -> None:
    for answers in ({}, {"sedation.glp1": "no"}, {"sedation.glp1": "not-asked"}):
        finding = judged(answers, takes(text))["fasting.glp-1"]
        assert finding.result is OPEN
        assert text in finding.sentence
    stopped = takes(text, Confirmation.STOPPED)
    assert judged({"sedation.glp1": "no"}, stopped)["fasting.glp-1"].result is OPEN
    denied = takes(text, Confirmation.DENIED)
    assert judged({"sedation.glp1": "no"}, denied)["fasting.glp-1"].result is MET
    weekly = {**WEEKLY, **NONE, **LIQUIDS}
    assert judged(weekly, takes(text), clinic=AS_SHIPPED)["fasting.glp-1"].result is MET
