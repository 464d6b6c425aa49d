"""Glucose: diabetes asked, measured on the day, and the clinic's numbers (clinical.md 4).

No authority sets a limit before steroid, so the clinic does; nothing here names one.
"""

from dataclasses import dataclass
from typing import Final

from procdesk.domain.catalogue.limit import InForce
from procdesk.domain.finding import Effect, Finding, Input, Result
from procdesk.rules.facts.doses import STEROID, doses
from procdesk.rules.facts.facts import Facts
from procdesk.rules.facts.measured_today import MeasuredToday, reading
from procdesk.rules.facts.screening_question import (
    NOBODY_KNOWS,
    PLAIN,
    Lead,
    answer_codes,
    asked,
    needs_physician,
)
from procdesk.rules.register import hazards
from procdesk.rules.register.hazard import Hazard

FAMILY: Final = "glucose"
_LEAD = Lead("diabetes.type", "diabetes", hazards.GLUCOSE_NOT_ASKED, hazards.GLUCOSE_BEFORE_STEROID)


def judge(facts: Facts) -> tuple[Finding, ...]:
    """Judge whether it was asked where the order asks for it, then whatever was measured."""
    return (*_asked(facts), *_numbers(facts))


def _asked(facts: Facts) -> tuple[Finding, ...]:
    """Judge nothing unless a procedure of the order has this section."""
    return (asked(facts, _LEAD),) if facts.asks(_LEAD.section) else ()


def _diabetic(facts: Facts) -> bool:
    return bool(answer_codes(facts, _LEAD.link_id) - PLAIN - NOBODY_KNOWS)


def _numbers(facts: Facts) -> tuple[Finding, ...]:
    """Judge low glucose at any time, and high glucose before a steroid.

    High stops where a steroid is usual or given, and where nobody can decide it.
    """
    value, given = reading(facts, "diabetes.glucose", "glucose"), _steroid_given(facts)
    due = given or facts.asks(_LEAD.section)
    if value is None:
        return _unmeasured(facts, given) if due else ()
    low, high = facts.limit(FAMILY, "low"), facts.limit(FAMILY, "before-steroid")
    if low.limit is None:
        words = f"This clinic has not adopted numbers for glucose, so nothing judges {value.words}."
        judgement = _Judgement(Result.CANNOT_DECIDE, words, Effect.STOPS)
        return (_finding(hazards.GLUCOSE_NOT_ADOPTED, judgement, value.inputs),)
    return (
        _finding(hazards.GLUCOSE_LOW, _low(value, low), value.inputs, low),
        _finding(hazards.GLUCOSE_BEFORE_STEROID, _high(value, high, due), value.inputs, high),
    )


def _steroid_given(facts: Facts) -> bool:
    return bool(doses(facts.reference, facts.case, STEROID))


def _unmeasured(facts: Facts, given: bool) -> tuple[Finding, ...]:
    """Stop for diabetes without glucose; once a steroid is given, also where nobody knows."""
    if _diabetic(facts):
        sentence = "The patient has diabetes and glucose has not been measured today."
        return (needs_physician(facts, _LEAD, sentence),)
    known = answer_codes(facts, _LEAD.link_id)
    if not given or (known and known <= PLAIN):
        return ()
    sentence = "A steroid is given and nobody knows whether the patient has diabetes."
    return (needs_physician(facts, _LEAD, sentence),)


@dataclass(frozen=True, slots=True)
class _Judgement:
    """The judgement of one row on the value."""

    result: Result
    words: str
    effect: Effect


def _low(value: MeasuredToday, limit: InForce) -> _Judgement:
    if value.problem or limit.value is None:
        return _undecided(value, "low", limit)
    if value.amount < limit.value:
        words = f"Glucose {value.words} is below {limit.words}."
        return _Judgement(Result.NOT_MET, words, Effect.STOPS)
    return _Judgement(Result.MET, f"Glucose {value.words} is not low.", Effect.STOPS)


def _high(value: MeasuredToday, limit: InForce, due: bool) -> _Judgement:
    if value.problem or limit.value is None:
        return _undecided(value, "before steroid", limit)
    effect = Effect.STOPS if due else Effect.WARNS
    if value.amount > limit.value:
        words = f"Glucose {value.words} is above {limit.words} before a steroid."
        return _Judgement(Result.NOT_MET, words, effect)
    return _Judgement(Result.MET, f"Glucose {value.words} is within {limit.words}.", effect)


def _undecided(value: MeasuredToday, row: str, limit: InForce) -> _Judgement:
    """Stop for what nobody can decide, whatever is ordered."""
    words = value.problem or f"glucose {value.words}: the number “{row}” is {limit.problem}"
    return _Judgement(Result.CANNOT_DECIDE, f"{words[:1].upper()}{words[1:]}.", Effect.STOPS)


def _finding(
    hazard: Hazard, judgement: _Judgement, inputs: tuple[Input, ...], limit: InForce | None = None
) -> Finding:
    return hazard.finding(
        result=judgement.result,
        sentence=judgement.words,
        clears="Measure again, or a physician decides with a reason.",
        inputs=inputs,
        limit=limit,
        effect=judgement.effect,
    )
