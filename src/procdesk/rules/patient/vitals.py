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
    """The judgement of one row on one value."""

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
    """Judge every value measured today by its rows; one finding if the set is not adopted."""
    findings: list[Finding] = []
    left: list[MeasuredToday] = []
    for hazard, measured in _CHECKS.items():
        readings = [
            (value, bounds)
            for code, name, bounds in measured
            if (value := reading(facts, code, name)) is not None
        ]
        if not readings:
            continue
        if facts.limit(FAMILY, readings[0][1][0].row).limit is None:
            left += [one for one, _ in readings]
            continue
        findings.append(_finding(facts, hazard, readings))
    return (*findings, _not_adopted(left)) if left else tuple(findings)


def _finding(
    facts: Facts, hazard: Hazard, measured: list[tuple[MeasuredToday, tuple[_Bound, ...]]]
) -> Finding:
    judgements = [one for value, bounds in measured for one in _judgements(facts, value, bounds)]
    of_oxygen = hazard is hazards.VITALS_SATURATION
    usual = reading(facts, _USUAL, "usual oxygen saturation") if of_oxygen else None
    if of_oxygen and not measured[0][0].problem:
        judgements += _of_the_patient(facts, measured[0][0], usual)
    weight = max(one.weight for one in judgements)
    heavy = [one for one in judgements if one.weight == weight]
    first = heavy[0]
    words = "; ".join(dict.fromkeys(one.words for one in heavy))
    return hazard.finding(
        result=first.result,
        sentence=f"{words[:1].upper()}{words[1:]}.",
        clears="Measure again, or a physician decides with a reason.",
        inputs=(each for one in (*(v for v, _ in measured), usual) if one for each in one.inputs),
        limit=first.limit,
        effect=Effect.STOPS if weight in (2, 3) else Effect.WARNS,
    )


def _judgements(facts: Facts, value: MeasuredToday, bounds: Iterable[_Bound]) -> list[_Judgement]:
    """Judge a value by each row; of rows that are passed the same way only the first counts."""
    if value.problem:
        return [_Judgement(Result.CANNOT_DECIDE, Effect.STOPS, value.problem)]
    judgements, passed = list[_Judgement](), set[str]()
    for bound in bounds:
        limit = facts.limit(FAMILY, bound.row)
        if limit.value is None or limit.limit is None:
            words = f"{value.name} {value.words}: {bound.row.replace('-', ' ')} {limit.problem}"
            judgements.append(_Judgement(Result.CANNOT_DECIDE, Effect.STOPS, words, limit))
        elif bound.how not in passed and _PASSES[bound.how](value.amount, limit.value):
            passed.add(bound.how)
            words = f"{value.name} {value.words} is {bound.how} {limit.words}"
            judgements.append(_Judgement(Result.NOT_MET, limit.limit.effect, words, limit))
    within = f"{value.name} {value.words} is within the adopted numbers"
    return judgements or [_Judgement(Result.MET, Effect.WARNS, within)]


def _of_the_patient(
    facts: Facts, now: MeasuredToday, usual: MeasuredToday | None
) -> list[_Judgement]:
    """Judge by the usual value if known; one measured with oxygen says nothing of room air."""
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
    """Yield what was answered beside the values, also where two answers differ."""
    for value in facts.case.values("vitals.more"):
        yield from value if isinstance(value, list) else [value]


def _not_adopted(left: Iterable[MeasuredToday]) -> Finding:
    readings = tuple(left)
    words = ", ".join(f"{one.name} {one.words}" for one in readings)
    return hazards.VITALS_NOT_ADOPTED.finding(
        result=Result.CANNOT_DECIDE,
        sentence=f"This clinic has not adopted numbers for vital signs, so nothing judges {words}.",
        clears="A physician adopts the set for vital signs, or decides with a reason.",
        inputs=(each for one in readings for each in one.inputs),
    )
