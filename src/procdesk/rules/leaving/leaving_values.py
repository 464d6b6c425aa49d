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
    """Within the share of the pressure before the needle that the row allows."""
    before, now = _before(facts, "vitals.systolic"), _in_recovery(facts, "recovery.systolic")
    limit = facts.limit(FAMILY, "systolic-change")
    holds = None
    if _both(before, now) and before and now and limit.value is not None:
        holds = abs(now.amount - before.amount) * 100 <= limit.value * before.amount
    sentence = f"Systolic pressure {_told(now)}, before the needle {_told(before)}"
    return _measured(hazards.DISCHARGE_PRESSURE, sentence, limit, holds, now)


def oxygen(facts: Facts) -> Finding:
    """Above the number, or not below what it was on arrival."""
    before, now = _before(facts, "vitals.spo2"), _in_recovery(facts, "recovery.spo2")
    limit = facts.limit(FAMILY, "spo2-above")
    holds = None
    if now and not now.problem and limit.value is not None:
        as_before = _both(before, now) and before is not None and now.amount >= before.amount
        holds = now.amount > limit.value or as_before
    sentence = f"Oxygen {_told(now)}, before the needle {_told(before)}"
    return _measured(hazards.DISCHARGE_OXYGEN, sentence, limit, holds, now)


def _both(before: MeasuredToday | None, now: MeasuredToday | None) -> bool:
    """Whether two values can be compared: each is there, in a known unit, and of the past."""
    return all(one is not None and not one.problem for one in (before, now))


def _before(facts: Facts, code: str) -> MeasuredToday | None:
    seen = facts.case.latest(code)
    return read(facts, seen, _NAMES[code]) if seen else None


def _in_recovery(facts: Facts, code: str) -> MeasuredToday | None:
    """The latest value of this stay in recovery."""
    now, since = facts.case.latest(code), facts.case.entered_stage(Stage.RECOVERY)
    return read(facts, now, _NAMES[code]) if now and since and now.recorded.at >= since.at else None


def _measured(  # what was compared with which number, and whether it holds
    hazard: Hazard,
    sentence: str,
    limit: InForce,
    holds: bool | None,
    now: MeasuredToday | None,
) -> Finding:
    """A value of recovery by a row; a value that lacks, or a row without number, is not met."""
    clears = "Take the values again, or a physician decides with a reason."
    told = limit.problem or f"the clinic goes by {limit.words}"
    result = Result.CANNOT_DECIDE
    if holds is not None:
        result = Result.MET if holds else Result.NOT_MET
    inputs = now.inputs if now else ()
    return criterion(hazard, result, f"{sentence}; {told}.", clears, inputs, limit)


def criterion(  # what every criterion has in common
    hazard: Hazard,
    result: Result,
    sentence: str,
    clears: str,
    inputs: tuple[Input, ...] = (),
    limit: InForce | None = None,
) -> Finding:
    """A criterion of leaving: it stops until it is met or a physician decides."""
    return hazard.finding(
        result=result, sentence=sentence, clears=clears, inputs=inputs, limit=limit
    )


def _told(seen: MeasuredToday | None) -> str:
    if seen is None:
        return "not measured"
    return f"{seen.words} ({seen.problem})" if seen.problem else seen.words
