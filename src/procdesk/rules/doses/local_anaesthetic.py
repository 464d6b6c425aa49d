"""Local anaesthetics: what all doses of a case add up to, as a part of the adopted largest dose.

Each drug counts as a fraction of its own largest dose, and the fractions are added over all drugs
and sites (clinical.md 4, LA rules). Age, liver, heart, pregnancy and fast absorption are reasons
for less that no number here counts; the finding says so.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import ROUND_UP, Decimal
from typing import Final

from procdesk.domain.catalogue.limit import InForce
from procdesk.domain.clinic.clinic_units import adopted_words
from procdesk.domain.clinic.settings import ANAESTHETIC_WINDOW
from procdesk.domain.finding import Finding, Input, PolicyRef, Result
from procdesk.domain.visit.case import DrugGiven
from procdesk.rules.facts.body_weight import Weight, is_adult, weight
from procdesk.rules.facts.doses import (
    ANAESTHETIC,
    Dose,
    doses,
    inputs,
    not_recognised,
    unknown_drugs,
    unread,
    written,
)
from procdesk.rules.facts.facts import Facts
from procdesk.rules.register import hazards
from procdesk.rules.register.hazard import Hazard

FAMILY: Final = ANAESTHETIC
_HEAVIEST_KG = 400
_NOT_COUNTED = "age, liver, heart, pregnancy, fast absorption (intercostal, paravertebral)"
_UNSET_WINDOW: Final = timedelta(hours=24)
"""While the clinic set no window, an earlier dose within this leaves the sum open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """One drug of the sum: what was given, its mg/kg and its largest single amount in mg."""

    name: str
    mg: Decimal
    per_kg: Decimal
    most: Decimal
    policy: PolicyRef | None
    source: str

    def most_at(self, kg: Decimal) -> Decimal:
        """Return the largest amount in mg at a weight."""
        return min(self.per_kg * kg, self.most)


@dataclass(frozen=True, slots=True)
class _Sum:
    """The doses given: the parts that count, and in words what cannot be counted."""

    parts: tuple[_Part, ...]
    unclear: tuple[str, ...]
    other_visits: str = ""

    @property
    def open_(self) -> tuple[str, ...]:
        """Everything that leaves the sum open, of this visit and of others."""
        return (*self.unclear, *filter(None, (self.other_visits,)))

    def at(self, kg: Decimal) -> Decimal:
        """Return the fraction of the largest dose at a weight; 1 is all of it."""
        return sum((one.mg / one.most_at(kg) for one in self.parts), Decimal(0))

    @property
    def from_kg(self) -> int | None:
        """The whole weight in kg from which on it is within the largest dose; None for no weight.

        A fraction never grows with the weight, so halving finds it.
        """
        if self.at(Decimal(_HEAVIEST_KG)) > 1:
            return None
        low, high = 0, _HEAVIEST_KG
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (low, middle) if self.at(Decimal(middle)) <= 1 else (middle, high)
        return high


@dataclass(frozen=True, slots=True)
class _Others:
    """Doses of other visits that are read, and their drugs that nobody recognises."""

    doses: tuple[Dose, ...]
    odd: tuple[DrugGiven, ...]


def judge(facts: Facts) -> tuple[Finding, ...]:
    """Judge nothing until one is given; then the sum, or why there is none."""
    given = doses(facts.reference, facts.case, ANAESTHETIC)
    odd = not_recognised(facts)
    if not given:
        return odd
    if facts.limit(FAMILY, "least-weight").limit is None:
        words = (
            "This clinic has not adopted largest doses of local anaesthetics, so nothing judges "
            f"{', '.join(one.words for one in given)}."
        )
        judgement = (Result.CANNOT_DECIDE, words)
        return (*odd, _finding(facts, hazards.LOCAL_ANAESTHETIC_NOT_ADOPTED, judgement, given))
    others = _of_other_visits(facts, given)
    added = _added_over_visits(facts, given, others)
    body = weight(facts)
    every = (*given, *others.doses)
    finding = _finding(
        facts, hazards.LOCAL_ANAESTHETIC_DOSE, _judged(facts, added, body), every, added, body
    )
    return (*odd, finding)


def _of_other_visits(facts: Facts, given: Iterable[Dose]) -> _Others:
    """Return what other visits gave within the window before the first dose here, or since."""
    hours = facts.clinic.setting(ANAESTHETIC_WINDOW)
    span = _UNSET_WINDOW if hours is None else timedelta(hours=hours)
    since = min(one.given.recorded.at for one in given) - span
    visits = [one for one in facts.earlier if any(d.recorded.at >= since for d in one.drugs)]
    every = [one for visit in visits for one in doses(facts.reference, visit, ANAESTHETIC)]
    odd = [one for visit in visits for one in unknown_drugs(facts.reference, visit)]
    return _Others(
        tuple(one for one in every if one.given.recorded.at >= since),
        tuple(one for one in odd if one.recorded.at >= since),
    )


def _added_over_visits(facts: Facts, given: Iterable[Dose], others: _Others) -> _Sum:
    """Return the sum of this visit with what joins it, and what of other visits stays open."""
    if not (others.doses or others.odd):
        return _added(facts, given)
    if facts.clinic.setting(ANAESTHETIC_WINDOW) is None:
        lines = ", ".join((*(one.words for one in others.doses), *map(written, others.odd)))
        words = f"another visit gave {lines}, and the clinic set no hours for adding up visits"
        return replace(_added(facts, given), other_visits=words)
    odd = "; ".join(f"{written(one)} of another visit: not recognised" for one in others.odd)
    return replace(_added(facts, (*given, *others.doses)), other_visits=odd)


def _added(facts: Facts, given: Iterable[Dose]) -> _Sum:
    """Return the sum by drug and solution; what cannot be read or has no number stays open."""
    given = tuple(given)
    open_ = [unread(given)] if unread(given) else []
    amounts: dict[tuple[str, bool], Decimal] = {}
    for dose in given:
        if dose.mg is not None:
            key = (dose.drug.key, dose.adrenaline)
            amounts[key] = amounts.get(key, Decimal(0)) + dose.mg
    parts = []
    for (drug, adrenaline), mg in amounts.items():
        per_kg, most = _limits(facts, drug, adrenaline)
        missing = next((one for one in (per_kg, most) if one.value is None), None)
        if missing is not None or per_kg.value is None or most.value is None:
            problem = missing.problem if missing else ""
            open_.append(f"the largest dose of {drug} is {problem}")
            continue
        name = f"{drug} with adrenaline" if adrenaline else drug
        source = per_kg.limit.source if per_kg.limit else ""
        parts.append(
            _Part(
                name=name,
                mg=mg,
                per_kg=per_kg.value,
                most=most.value,
                policy=per_kg.policy,
                source=source,
            )
        )
    return _Sum(tuple(parts), tuple(open_))


def _limits(facts: Facts, drug: str, adrenaline: bool) -> tuple[InForce, InForce]:
    """Return the rows of the solution; where a set has none with adrenaline the plain row holds."""
    mixed = facts.limit(FAMILY, f"{drug}-adrenaline")
    name = f"{drug}-adrenaline" if adrenaline and mixed.limit is not None else drug
    return facts.limit(FAMILY, name), facts.limit(FAMILY, f"{name}-most")


def _judged(facts: Facts, added: _Sum, body: Weight) -> tuple[Result, str]:
    """Judge the sum in a sentence; above the largest dose at any weight it is known at once."""
    if added.open_ and (not added.parts or added.from_kg is not None):
        return Result.CANNOT_DECIDE, _sentence(f"Cannot be added up: {'; '.join(added.open_)}")
    if added.from_kg is None:
        least = _percent(added.at(Decimal(_HEAVIEST_KG)))
        return Result.NOT_MET, _sentence(f"{least} of the adopted maximum at any weight", added)
    if body.counted is not None:
        part = added.at(body.counted)
        words = f"{_percent(part)} of the adopted maximum at {body.words}"
        return (Result.MET if part <= 1 else Result.NOT_MET), _sentence(words, added, body.counted)
    if body.measured is not None and added.at(body.measured) > 1:
        words = f"{_percent(added.at(body.measured))} of the adopted maximum at {body.words}"
        return Result.NOT_MET, _sentence(words, added, body.measured)
    return _by_least_weight(facts, added, added.from_kg, body)


def _by_least_weight(facts: Facts, added: _Sum, from_kg: int, body: Weight) -> tuple[Result, str]:
    """Judge without a weight: met only where the dose suits every adult of the clinic."""
    least = facts.limit(FAMILY, "least-weight")
    from_weight = adopted_words(facts.clinic, str(from_kg), "kg")
    words = f"within the adopted maximum from {from_weight} on; {body.words}"
    if least.value is None:
        return Result.CANNOT_DECIDE, _sentence(f"{words}; the least weight is {least.problem}")
    if not is_adult(facts):
        return Result.CANNOT_DECIDE, _sentence(f"{words}; only an adult counts as {least.words}")
    counts = min(least.value, body.measured or least.value)
    if body.problem or from_kg > counts:
        return Result.CANNOT_DECIDE, _sentence(words, added)
    least_weight = adopted_words(facts.clinic, f"{counts.normalize():f}", "kg")
    every = f"{words}; an adult counts here as {least_weight} at least"
    return Result.MET, _sentence(every, added, counts)


def _percent(part: Decimal) -> str:
    """Round up, so that 100 % is never more than all of it."""
    return f"{(part * 100).quantize(Decimal(1), ROUND_UP)} %"


def _sentence(words: str, added: _Sum | None = None, kg: Decimal | None = None) -> str:
    """Return the working: each drug with its amount and its largest amount."""
    sentence = f"Local anaesthetics: {words}."
    parts = added.parts if added else ()
    if not parts:
        return sentence
    return f"{sentence} {'; '.join(_working(one, kg) for one in parts)}."


def _working(part: _Part, kg: Decimal | None) -> str:
    of = f"at most {part.most.normalize():f} mg" if kg is None else f"of {_mg(part.most_at(kg))}"
    return f"{part.name} {_mg(part.mg)} {of} ({part.per_kg.normalize():f} mg/kg)"


def _mg(amount: Decimal) -> str:
    return f"{amount.quantize(Decimal('0.1')).normalize():f} mg"


def _finding(
    facts: Facts,
    hazard: Hazard,
    judgement: tuple[Result, str],
    given: tuple[Dose, ...],
    added: _Sum | None = None,
    body: Weight | None = None,
) -> Finding:
    first = next(iter(added.parts), None) if added else None
    elsewhere = any(one.given not in facts.case.drugs for one in given)
    visits = "what was given elsewhere" if elsewhere else "other visits"
    left_out = Input("not counted", f"{_NOT_COUNTED}, {visits}")
    return hazard.finding(
        result=judgement[0],
        sentence=judgement[1],
        clears="Give less, measure weight and height, or a physician decides with a reason.",
        inputs=(*inputs(facts, given), *(body.inputs if body else ()), left_out),
        source=first.source if first else "",
        policy=first.policy if first else None,
    )
