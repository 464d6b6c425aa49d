"""Steroids: which kind goes where, how long after the last, how much in a year (clinical.md 4, 8).

What was given elsewhere is not known here, and no factor makes one steroid count as another: each
is added up by itself.
"""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Final

from procdesk.domain.catalogue.limit import InForce
from procdesk.domain.finding import WORST_FIRST, Effect, Finding, Input, Result
from procdesk.domain.medicines.medication import Confirmation
from procdesk.domain.medicines.spelling import plain
from procdesk.domain.section_key import SectionKey
from procdesk.domain.targets.target import Structure, Target
from procdesk.rules.facts.doses import STEROID, Dose, added, doses, inputs, unread
from procdesk.rules.facts.earlier_visits import twelve_months
from procdesk.rules.facts.facts import Facts
from procdesk.rules.register import hazards

FAMILY: Final = "steroid"
PARTICULATE: Final = frozenset({"methylprednisolone", "triamcinolone", "betamethasone"})
NON_PARTICULATE: Final = frozenset({"dexamethasone"})
"""Classes of clinical.md 4; any other steroid cannot be decided."""
_DEPOT: Final = frozenset({"acetate", "acet", "ac", "la", "depot", "depo", "suspension", "susp"})
"""Words of a form that does not dissolve: dexamethasone acetate, Decadron-LA."""
INHIBITORS: Final = frozenset({"ritonavir", "itraconazole"})
_ELSEWHERE = Input("not counted", "steroid given elsewhere")


def judge(facts: Facts) -> tuple[Finding, ...]:
    """Judge what is known before a steroid, and more once one is given."""
    given = doses(facts.reference, facts.case, STEROID)
    if facts.limit(FAMILY, "interval").limit is None:
        return (_not_adopted(facts, given),) if given else ()
    findings = [*_intervals(facts, given), *_inhibitors(facts, given)]
    if given:
        findings += [*_particulate(facts, given), _total(facts, given), _vaccines(facts, given)]
    return tuple(findings)


def _not_adopted(facts: Facts, given: Iterable[Dose]) -> Finding:
    lines = tuple(given)
    names = ", ".join(one.words for one in lines)
    return hazards.STEROID_NOT_ADOPTED.finding(
        result=Result.CANNOT_DECIDE,
        effect=Effect.STOPS,
        sentence=f"This clinic has not adopted rules for steroids, so nothing judges {names}.",
        clears="A physician adopts the set for steroids, or decides with a reason.",
        inputs=inputs(facts, lines),
    )


def _is_depot(dose: Dose) -> bool:
    """Return whether a steroid that dissolves is written as a form that may not: its acetate."""
    words = set(plain(f"{dose.given.drug} {dose.given.strength}").split())
    return dose.drug.key in NON_PARTICULATE and bool(words & _DEPOT)


def _particulate(facts: Facts, given: Iterable[Dose]) -> tuple[Finding, ...]:
    """Judge a particulate steroid where a needle goes to a cervical foramen, as far as adopted."""
    order = facts.case.order
    there = any(map(_cervical_foramen, order.targets))
    known = bool(order.procedures) and all(one.targets for one in order.procedures)
    if known and not there:
        return ()
    lines = tuple(given)
    grains = [one for one in lines if one.drug.key in PARTICULATE]
    classed = PARTICULATE | NON_PARTICULATE
    other = [one for one in lines if one.drug.key not in classed or _is_depot(one)]
    names = ", ".join(one.words for one in grains or other)
    if not names:
        result, words = Result.MET, "The steroid is not particulate."
    elif not there:
        result, words = Result.CANNOT_DECIDE, f"Nobody said where the needle goes: {names}."
    elif grains:
        result, words = Result.NOT_MET, f"Particulate steroid at a cervical foramen: {names}."
    else:
        result = Result.CANNOT_DECIDE
        words = f"Nobody can say here whether it is particulate, at a cervical foramen: {names}."
    limit = facts.limit(FAMILY, "particulate-cervical-foramen")
    finding = hazards.STEROID_PARTICULATE.finding(
        result=result,
        effect=Effect.STOPS,
        sentence=words,
        clears="Take a steroid that is not particulate.",
        inputs=inputs(facts, lines),
        limit=limit,
    )
    return (finding,)


def _cervical_foramen(target: Target) -> bool:
    return target.structure is Structure.FORAMEN and any(
        level.startswith("C") for level in target.levels
    )


def _intervals(facts: Facts, given: Iterable[Dose]) -> list[Finding]:
    """Judge how long ago the last steroid of an earlier case was, by the clinic's numbers."""
    last = max(
        (one for case in facts.earlier for one in doses(facts.reference, case, STEROID)),
        key=lambda dose: dose.given.recorded.at,
        default=None,
    )
    if last is None:
        return []
    days = _days(facts, last.given.recorded.at)
    sources = (*inputs(facts, (last,)), *inputs(facts, given), _ELSEWHERE)
    ago = f"The last steroid, {last.words}, was given {days} days ago"
    later = bool(tuple(given))
    return [
        finding
        for finding in (
            _interval(facts.limit(FAMILY, "interval"), days, ago, later, sources),
            _adrenal(facts.limit(FAMILY, "adrenal"), days, ago, sources),
        )
        if finding
    ]


def _days(facts: Facts, at: datetime) -> int:
    zone = facts.clinic.zone
    return (facts.now.astimezone(zone).date() - at.astimezone(zone).date()).days


def _interval(
    limit: InForce, days: int, ago: str, given: bool, sources: tuple[Input, ...]
) -> Finding | None:
    """Judge nothing beyond the longest interval that may be adopted, while none is given now."""
    effect = Effect.WARNS
    if limit.value is None or days < 0:
        if limit.limit is not None and days >= limit.limit.high:
            return None
        why = "and that is in the future" if days < 0 else f"and the interval is {limit.problem}"
        effect = Effect.STOPS if given else Effect.WARNS
        result, words = Result.CANNOT_DECIDE, f"{ago}, {why}."
    elif days < limit.value:
        result, words = Result.NOT_MET, f"{ago}; the adopted interval is {limit.words}."
    elif given:
        result, words = Result.MET, f"{ago}; the adopted interval of {limit.words} is over."
    else:
        return None
    return hazards.STEROID_INTERVAL.finding(
        result=result,
        effect=effect,
        sentence=words,
        clears="Wait, or go on: a physician knows and decides.",
        inputs=sources,
        limit=limit,
    )


def _adrenal(limit: InForce, days: int, ago: str, sources: tuple[Input, ...]) -> Finding | None:
    if limit.value is None or days >= limit.value:
        return None
    words = f"{ago}: the patient's own cortisol may still be low (within {limit.words})."
    return hazards.STEROID_ADRENAL.finding(
        result=Result.NOT_MET,
        effect=Effect.INFORMS,
        sentence=words,
        clears="Ask for tiredness, dizziness and illness.",
        inputs=sources,
        limit=limit,
    )


def _inhibitors(facts: Facts, given: Iterable[Dose]) -> list[Finding]:
    """Warn of medicines that slow the breakdown of steroids, where one is given or may be."""
    if not tuple(given) and not facts.asks(SectionKey.DIABETES):
        return []
    rows = [
        row
        for row in facts.case.possible_medications
        if row.ingredient in INHIBITORS
        or any(one.key in INHIBITORS for one in facts.reference.named_in(row.text))
    ]
    if not rows:
        return []
    sure = any(row.confirmation is Confirmation.CONFIRMED for row in rows)
    names = ", ".join(row.text for row in rows)
    words = f"{names} slows the breakdown of steroids."
    if not sure:
        words = f"Nobody can say whether {names} is taken; it slows the breakdown of steroids."
    sources = tuple(Input("medicine", r.text, r.at, facts.clinic.name_of(r.by)) for r in rows)
    return [
        hazards.STEROID_SLOW_BREAKDOWN.finding(
            result=Result.NOT_MET if sure else Result.CANNOT_DECIDE,
            effect=Effect.WARNS,
            sentence=words,
            clears="A physician chooses the steroid and the dose with that in mind.",
            inputs=sources,
            limit=facts.limit(FAMILY, "cyp3a4-inhibitors"),
        )
    ]


def _total(facts: Facts, given: Iterable[Dose]) -> Finding:
    """Judge each steroid of today over twelve months by the clinic's ceiling; the worst counts."""
    now = tuple(given)
    drugs = {one.drug.key for one in now}
    before = [
        dose
        for case in twelve_months(facts)
        for dose in doses(facts.reference, case, STEROID)
        if dose.drug.key in drugs
    ]
    every = (*before, *now)
    ceilings = [
        _ceiling(facts.limit(FAMILY, f"{drug.key}-year"), drug.key, mg)
        for drug, mg in added(every).items()
    ]
    if unread(every):
        ceilings.append(
            (Result.CANNOT_DECIDE, f"cannot be added up: {unread(every)}", ceilings[0][2])
        )
    result, _, limit = min(ceilings, key=lambda ceiling: WORST_FIRST.index(ceiling[0]))
    words = "; ".join(one[1] for one in ceilings)
    effect = Effect.STOPS if result is Result.CANNOT_DECIDE else Effect.WARNS
    sources = (*inputs(facts, every), _ELSEWHERE)
    return hazards.STEROID_TOTAL.finding(
        result=result,
        effect=effect,
        sentence=f"Steroid in 12 months: {words}.",
        clears="Give less, or a physician knows and decides.",
        inputs=sources,
        limit=limit,
    )


def _ceiling(limit: InForce, drug: str, mg: Decimal) -> tuple[Result, str, InForce]:
    amount = f"{drug} {mg.normalize():f} mg"
    if limit.value is None:
        return Result.CANNOT_DECIDE, f"{amount}, and the ceiling is {limit.problem}", limit
    if mg > limit.value:
        return Result.NOT_MET, f"{amount}, above {limit.words}", limit
    return Result.MET, f"{amount}, within {limit.words}", limit


def _vaccines(facts: Facts, given: Iterable[Dose]) -> Finding:
    """Inform only: nobody asks here when a vaccine was given or is planned."""
    before, after = (facts.limit(FAMILY, f"vaccine-{one}") for one in ("before", "after"))
    words = (
        "A steroid is given: when possible it stands this long before an mRNA COVID vaccine: "
        f"{before.words}, and after one: {after.words}."
    )
    return hazards.STEROID_VACCINE.finding(
        result=Result.CANNOT_DECIDE,
        effect=Effect.INFORMS,
        sentence=words,
        clears="Tell the patient, who may have a vaccine planned.",
        inputs=inputs(facts, given),
        limit=before,
    )
