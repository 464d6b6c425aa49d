"""Leaving, values: pressure and oxygen of recovery beside those of before the needle.

Each is held to the clinic's number in one unit; what cannot be read or lies in the future decides
nothing.
"""

from typing import Final

from procdesk.domain.catalogue.limit import InForce
from procdesk.domain.finding import Finding, Input, Result
from procdesk.domain.stage import Stage
from procdesk.rules.facts.facts import Facts
from procdesk.rules.facts.measured_today import MeasuredToday, read
from procdesk.rules.register import hazards
from procdesk.rules.register.hazard import Hazard

FAMILY: Final = "discharge"
_NAMES = {
    **dict.fromkeys(("vitals.systolic", "recovery.systolic"), "systolic pressure"),
    **dict.fromkeys(("vitals.spo2", "recovery.spo2"), "oxygen"),
}


def pressure(facts: Facts) -> Finding:
    """Require a pressure within the share of that before the needle that the row allows."""
    before, now = _before(facts, "vitals.systolic"), _in_recovery(facts, "recovery.systolic")
    limit = facts.limit(FAMILY, "systolic-change")
    holds = None
    if _both(before, now) and before and now and limit.value is not None:
        holds = abs(now.amount - before.amount) * 100 <= limit.value * before.amount
    sentence = f"Systolic pressure {_value_words(now)}, before the needle {_value_words(before)}"
    return _measured(hazards.DISCHARGE_PRESSURE, sentence, limit, holds, now)


def oxygen(facts: Facts) -> Finding:
    """Require oxygen above the number, or not below what it was on arrival."""
    before, now = _before(facts, "vitals.spo2"), _in_recovery(facts, "recovery.spo2")
    limit = facts.limit(FAMILY, "spo2-above")
    holds = None
    if now and not now.problem and limit.value is not None:
        as_before = _both(before, now) and before is not None and now.amount >= before.amount
        holds = now.amount > limit.value or as_before
    sentence = f"Oxygen {_value_words(now)}, before the needle {_value_words(before)}"
    return _measured(hazards.DISCHARGE_OXYGEN, sentence, limit, holds, now)


def _both(before: MeasuredToday | None, now: MeasuredToday | None) -> bool:
    """Return whether two values can be compared: both there, in a known unit, and of the past."""
    return all(one is not None and not one.problem for one in (before, now))


def _before(facts: Facts, code: str) -> MeasuredToday | None:
    latest = facts.case.latest(code)
    return read(facts, latest, _NAMES[code]) if latest else None


def _in_recovery(facts: Facts, code: str) -> MeasuredToday | None:
    """Return the latest value of this stay in recovery."""
    now, since = facts.case.latest(code), facts.case.entered_stage(Stage.RECOVERY)
    return read(facts, now, _NAMES[code]) if now and since and now.recorded.at >= since.at else None


def _measured(
    hazard: Hazard,
    sentence: str,
    limit: InForce,
    holds: bool | None,
    now: MeasuredToday | None,
) -> Finding:
    """Judge a value of recovery by a row; without a value or a number it is not met."""
    clears = "Take the values again, or a physician decides with a reason."
    basis = limit.problem or f"the clinic goes by {limit.words}"
    result = Result.CANNOT_DECIDE
    if holds is not None:
        result = Result.MET if holds else Result.NOT_MET
    inputs = now.inputs if now else ()
    return criterion(hazard, result, f"{sentence}; {basis}.", clears, inputs, limit)


def criterion(
    hazard: Hazard,
    result: Result,
    sentence: str,
    clears: str,
    inputs: tuple[Input, ...] = (),
    limit: InForce | None = None,
) -> Finding:
    """Make a criterion of leaving: it stops until it is met or a physician decides."""
    return hazard.finding(
        result=result, sentence=sentence, clears=clears, inputs=inputs, limit=limit
    )


def _value_words(reading: MeasuredToday | None) -> str:
    if reading is None:
        return "not measured"
    return f"{reading.words} ({reading.problem})" if reading.problem else reading.words
