"""Fasting: only before sedation; what was eaten and drunk when, against the clinic's rows.

Until the physician's turn the planned hour counts, from then on the moment itself. Chewing gum
delays nothing (clinical.md 4), so it is not asked.
"""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Final

from procdesk.domain.catalogue.limit import InForce
from procdesk.domain.finding import Finding, Input, Result
from procdesk.domain.stage import Stage
from procdesk.rules.facts.facts import Facts
from procdesk.rules.facts.screening_question import answer_codes
from procdesk.rules.register import hazards
from procdesk.rules.register.hazard import Hazard

FAMILY: Final = "fasting"
_DAY_ONLY: Final = time(0)
"""A day typed without a clock time is kept as its midnight, so midnight says the day alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Intake:
    """An intake asked about: the hazard, the question, its words, and the row that counts."""

    hazard: Hazard
    link_id: str
    name: str
    row: str
    counted: str = ""


@dataclass(frozen=True, slots=True)
class _When:
    """The latest moment at which something can have been taken; None with a `problem`."""

    at: datetime | None
    words: str
    problem: str = ""


def judge(facts: Facts) -> tuple[Finding, ...]:
    """Judge nothing while no sedation is planned: local anaesthetic alone asks for no fasting.

    Of sedation that was given unplanned `sedation.not-asked` speaks: nobody can fast afterwards.
    """
    if not facts.case.order.sedated:
        return ()
    drink = _Intake(
        hazard=hazards.FASTING_CLEAR_DRINK,
        link_id="sedation.last_drink_at",
        name="clear drink",
        row="clear-drink",
    )
    return (_judged(facts, _food(facts)), _judged(facts, drink))


def _food(facts: Facts) -> _Intake:
    """Count food by its kind, and as the heaviest one while nobody said which it was."""
    hazard, link_id = hazards.FASTING_FOOD, "sedation.last_food_at"
    kind = answer_codes(facts, "sedation.food_kind")
    if kind == {"light"}:
        return _Intake(
            hazard=hazard, link_id=link_id, name="food", row="light-meal", counted="a light meal"
        )
    counted = "fried, fatty or meat"
    if kind != {"fatty"}:
        counted = "what it was is not known, so it counts as fried, fatty or meat"
    return _Intake(hazard=hazard, link_id=link_id, name="food", row="fatty-meal", counted=counted)


def _judged(facts: Facts, of: _Intake) -> Finding:
    when, row = _when(facts, of), facts.limit(FAMILY, of.row)
    what = f"Last {of.name} {when.words}{f' ({of.counted})' if of.counted else ''}"
    if when.at is None:
        return _finding(facts, of, row, Result.CANNOT_DECIDE, f"{when.problem}.")
    if row.value is None:
        words = f"{what}: the number for it is {row.problem}."
        return _finding(facts, of, row, Result.CANNOT_DECIDE, words)
    moment = _moment(facts)
    passed = moment - when.at
    enough = passed >= timedelta(hours=float(row.value))
    to = "the planned hour" if moment > facts.now else "now"
    words = f"{what}: {_span(passed)} to {to}; the adopted row asks for {row.words}."
    return _finding(facts, of, row, Result.MET if enough else Result.NOT_MET, words)


def _moment(facts: Facts) -> datetime:
    planned = facts.case.order.scheduled_at
    if planned is None or facts.reached(Stage.READY):
        return facts.now
    return max(facts.now, planned)


def _when(facts: Facts, of: _Intake) -> _When:
    answer = facts.case.answer(of.link_id)
    typed = str(answer.value or "").strip() if answer else ""
    if answer is None or not typed:
        return _When(None, "", f"Not known yet: when the last {of.name} was")
    try:
        at = datetime.fromisoformat(typed)
    except ValueError:
        return _When(None, "", f"Last {of.name} “{typed}” is no day and time")
    zone = facts.clinic.zone
    at = at.replace(tzinfo=zone) if at.tzinfo is None else at.astimezone(zone)
    if at > answer.recorded.at:
        return _When(None, "", f"Last {of.name} is dated in the future: {at:%d %b %H:%M}")
    if at.time() == _DAY_ONLY:
        latest = min(at + timedelta(days=1), answer.recorded.at)
        words = f"some time on {at:%d %b}, counted from {latest.astimezone(zone):%d %b %H:%M}"
        return _When(latest, words)
    return _When(at, f"{at:%d %b %H:%M}")


def _span(passed: timedelta) -> str:
    minutes = int(passed.total_seconds() // 60)
    return f"{minutes // 60} h {minutes % 60:02} min"


def _finding(facts: Facts, of: _Intake, row: InForce, result: Result, words: str) -> Finding:
    latest = facts.answer_inputs({of.link_id: f"last {of.name}"})
    return of.hazard.finding(
        result=result,
        sentence=words,
        clears="Wait until it is met, or a physician decides with a reason.",
        inputs=(*latest, *((Input("counted as", of.counted),) if latest and of.counted else ())),
        limit=row,
    )
