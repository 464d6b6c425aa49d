"""Vital signs before the needle, by the numbers that the clinic adopted (clinical.md 4).

Whether they were measured at all is `vitals.missing`; here speaks only what was measured. Oxygen
saturation is also held against the patient's usual value, where somebody knows it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from operator import ge, gt, lt
from typing import Final

from procdesk.domain.catalogue.limit import InForce
from procdesk.domain.entry import Json
from procdesk.domain.finding import Effect, Finding, Result
from procdesk.rules.facts.facts import Facts
from procdesk.rules.facts.measured_today import MeasuredToday, reading
from procdesk.rules.register import hazards
from procdesk.rules.register.hazard import Hazard

FAMILY: Final = "vitals"
_OVER, _ABOVE, _BELOW = "at or above", "above", "below"
_USUAL: Final = "vitals.spo2_usual"
_PASSES = {_OVER: ge, _ABOVE: gt, _BELOW: lt}


@dataclass(frozen=True, slots=True)
class _Bound:
    """A row of the set, and how a value passes it."""

    row: str
    how: str


_SYSTOLIC = (
    _Bound("systolic-stop", _OVER),
    _Bound("systolic-warn", _OVER),
    _Bound("systolic-low", _BELOW),
)
_DIASTOLIC = (_Bound("diastolic-stop", _OVER), _Bound("diastolic-warn", _OVER))
_WARM = (_Bound("temperature-high", _OVER),)
_CHECKS: dict[Hazard, tuple[tuple[str, str, tuple[_Bound, ...]], ...]] = {
    hazards.VITALS_BLOOD_PRESSURE: (
        ("vitals.systolic", "systolic blood pressure", _SYSTOLIC),
        ("vitals.diastolic", "diastolic blood pressure", _DIASTOLIC),
    ),
    hazards.VITALS_HEART_RATE: (
        ("vitals.pulse", "pulse", (_Bound("pulse-low", _BELOW), _Bound("pulse-high", _ABOVE))),
    ),
    hazards.VITALS_SATURATION: (
        ("vitals.spo2", "oxygen saturation", (_Bound("spo2-low", _BELOW),)),
    ),
    hazards.VITALS_FEVER: (
        ("vitals.temperature", "temperature", _WARM),
        ("infection.temperature", "temperature", _WARM),
    ),
}
"""Hazard -> what is measured -> the rows that it is judged by, the weightiest first."""


@dataclass(frozen=True, slots=True)
class _Judgement:
    """What one row says of one value."""

    result: Result
    effect: Effect
    words: str
    limit: InForce | None = None

    @property
    def weight(self) -> int:
        """How much it counts: a stop, what nobody can decide, a warning, nothing."""
        if self.result is Result.CANNOT_DECIDE:
            return 2
        return 0 if self.result is Result.MET else 3 if self.effect is Effect.STOPS else 1


def judge(facts: Facts) -> tuple[Finding, ...]:
    """Every value measured today by its rows; one finding if the set is not adopted."""
    found: list[Finding] = []
    left: list[MeasuredToday] = []
    for hazard, measured in _CHECKS.items():
        seen = [
            (one, bounds)
            for code, name, bounds in measured
            if (one := reading(facts, code, name)) is not None
        ]
        if not seen:
            continue
        if facts.limit(FAMILY, seen[0][1][0].row).limit is None:
            left += [one for one, _ in seen]
            continue
        found.append(_finding(facts, hazard, seen))
    return (*found, _not_adopted(left)) if left else tuple(found)


def _finding(
    facts: Facts, hazard: Hazard, seen: list[tuple[MeasuredToday, tuple[_Bound, ...]]]
) -> Finding:
    said = [one for value, bounds in seen for one in _said(facts, value, bounds)]
    of_oxygen = hazard is hazards.VITALS_SATURATION
    usual = reading(facts, _USUAL, "usual oxygen saturation") if of_oxygen else None
    if of_oxygen and not seen[0][0].problem:
        said += _of_the_patient(facts, seen[0][0], usual)
    weight = max(one.weight for one in said)
    heavy = [one for one in said if one.weight == weight]
    first = heavy[0]
    words = "; ".join(dict.fromkeys(one.words for one in heavy))
    return hazard.finding(
        result=first.result,
        sentence=f"{words[:1].upper()}{words[1:]}.",
        clears="Measure again, or a physician decides with a reason.",
        inputs=(each for one in (*(v for v, _ in seen), usual) if one for each in one.inputs),
        limit=first.limit,
        effect=Effect.STOPS if weight in (2, 3) else Effect.WARNS,
    )


def _said(facts: Facts, value: MeasuredToday, bounds: Iterable[_Bound]) -> list[_Judgement]:
    """What each row says; of rows that are passed the same way only the first."""
    if value.problem:
        return [_Judgement(Result.CANNOT_DECIDE, Effect.STOPS, value.problem)]
    found, passed = list[_Judgement](), set[str]()
    for bound in bounds:
        limit = facts.limit(FAMILY, bound.row)
        if limit.value is None or limit.limit is None:
            words = f"{value.name} {value.words}: {bound.row.replace('-', ' ')} {limit.problem}"
            found.append(_Judgement(Result.CANNOT_DECIDE, Effect.STOPS, words, limit))
        elif bound.how not in passed and _PASSES[bound.how](value.amount, limit.value):
            passed.add(bound.how)
            words = f"{value.name} {value.words} is {bound.how} {limit.words}"
            found.append(_Judgement(Result.NOT_MET, limit.limit.effect, words, limit))
    within = f"{value.name} {value.words} is within the adopted numbers"
    return found or [_Judgement(Result.MET, Effect.WARNS, within)]


def _of_the_patient(
    facts: Facts, now: MeasuredToday, usual: MeasuredToday | None
) -> list[_Judgement]:
    """The usual value where it is known; what is measured with oxygen says nothing of room air."""
    if "oxygen" in _more(facts):
        words = f"{now.name} {now.words} was measured with oxygen, and the numbers are for room air"
        return [_Judgement(Result.CANNOT_DECIDE, Effect.STOPS, words)]
    if usual is None:
        return [_Judgement(Result.MET, Effect.WARNS, "the patient's usual value is not known")]
    if usual.problem:
        return [_Judgement(Result.CANNOT_DECIDE, Effect.STOPS, usual.problem)]
    if now.amount < usual.amount:
        words = f"{now.name} {now.words} is below this patient's usual {usual.words}"
        return [_Judgement(Result.NOT_MET, Effect.WARNS, words)]
    return [_Judgement(Result.MET, Effect.WARNS, f"usual is {usual.words}")]


def _more(facts: Facts) -> Iterator[Json]:
    """What else was said beside the values, also where two answers differ."""
    for value in facts.case.values("vitals.more"):
        yield from value if isinstance(value, list) else [value]


def _not_adopted(left: Iterable[MeasuredToday]) -> Finding:
    told = tuple(left)
    words = ", ".join(f"{one.name} {one.words}" for one in told)
    return hazards.VITALS_NOT_ADOPTED.finding(
        result=Result.CANNOT_DECIDE,
        sentence=f"This clinic has not adopted numbers for vital signs, so nothing judges {words}.",
        clears="A physician adopts the set for vital signs, or decides with a reason.",
        inputs=(each for one in told for each in one.inputs),
    )
