"""Allergies: asked row by row; only true cross-reactions speak (98.9 % of alerts are overridden).

A finding stands where this procedure uses the thing, or where a drug that meets it is given.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from procdesk.domain.catalogue.procedure_kind import ProcedureKind
from procdesk.domain.finding import Effect, Finding, Input, Result
from procdesk.domain.medicines.medication import Allergy, Confirmation
from procdesk.domain.medicines.substances import Named, Sort, Substance
from procdesk.domain.section_key import SectionKey
from procdesk.domain.targets.target import Structure
from procdesk.domain.visit.list_confirmation import allergy_rows
from procdesk.rules.doses import contrast
from procdesk.rules.facts.asked_list import asked_row_by_row
from procdesk.rules.facts.facts import Facts
from procdesk.rules.register import hazards

_DEVICE: Final = frozenset({Structure.LEAD, Structure.POCKET})
_USED: Final = {
    Sort.LATEX: "gloves and tubing in the room may hold latex",
    Sort.CHLORHEXIDINE: "the skin may be prepared with chlorhexidine",
    Sort.IODINE_PREP: "the skin may be prepared with povidone-iodine",
    Sort.ADHESIVE: "the needle spot is covered with adhesive",
    Sort.ANAESTHETIC: "a local anaesthetic is given",
    Sort.ADDITIVE: "a vial of local anaesthetic may hold it",
    Sort.STEROID: "a steroid may be given",
    Sort.METAL: "a lead or a pump may hold it; ask its maker",
}
_GADOLINIUM: Final = "gadolinium-contrast"
_CROSSES: Final = {
    "amide": "Amides cross with amides, not with esters.",
    "ester": "Esters cross with esters, not with amides.",
}
_SOURCES: Final = {
    "local-anaesthetic": "Amides cross with amides, esters with esters; unconfirmed",
    "additive": "PABA, methylparaben and metabisulfite are asked about; unconfirmed",
    "unclear": hazards.ALLERGY_UNCLEAR.source,
}


@dataclass(frozen=True, slots=True)
class _Row:
    """One allergy and what its text names."""

    row: Allergy
    named: Named


def judge(facts: Facts) -> tuple[Finding, ...]:
    """Judge whether allergies were asked, are recognised, and meet what is used or given."""
    rows = allergy_rows(facts.case, facts.patient)
    asked = asked_row_by_row(facts, hazards.ALLERGY_NOT_ASKED, "Allergies", rows)
    given = tuple(dict.fromkeys(one.drug for one in facts.case.drugs))
    return (asked, *_of_rows(facts, given))


def may_meet(facts: Facts, drug: str) -> bool:
    """Return whether a drug meets an allergy of the case, or may for all that is known."""
    named = facts.reference.named(drug)
    rows = [facts.reference.named(one.text) for one in facts.case.possible_allergies]
    if not named.whole and any(_may_be_a_drug(one) for one in rows):
        return True
    return any(named.meets(one) for row in rows for one in row.substances)


def _may_be_a_drug(named: Named) -> bool:
    return not named.whole or any(one.may_be_a_drug for one in named.substances)


def _of_rows(facts: Facts, given: tuple[str, ...]) -> tuple[Finding, ...]:
    rows = [_Row(one, facts.reference.named(one.text)) for one in facts.case.possible_allergies]
    findings = [*_not_recognised(facts, rows), *_unclear(facts, rows)]
    reacted = [one.row for one in rows if _may_meet_contrast(facts, one.named, given)]
    if reacted:
        findings.append(contrast.finding(facts, reacted))
    by_key = {one.key: one for row in rows for one in row.named.substances}
    for substance in by_key.values():
        findings += _meets(facts, substance, rows, given)
    return (*findings, *_dose_not_recognised(facts, rows, given))


def _may_meet_contrast(facts: Facts, named: Named, given: Iterable[str]) -> bool:
    """Return whether an earlier reaction is to what an X-ray may use here, or to what is given.

    Gadolinium and iodinated contrast do not cross.
    """
    agents = [one for one in named.substances if one.sort is Sort.CONTRAST]
    if facts.uses_contrast and any(one.group != _GADOLINIUM for one in agents):
        return True
    drugs = [one for drug in given for one in facts.reference.named(drug).substances]
    return any(one.meets(other) for one in agents for other in drugs)


def _not_recognised(facts: Facts, rows: list[_Row]) -> list[Finding]:
    unknown = [one.row for one in rows if not one.named.whole]
    if not unknown:
        return []
    names = ", ".join(sorted(row.text for row in unknown))
    near = {one for row in unknown for one in facts.reference.substance_meant(row.text)}
    return [
        hazards.ALLERGY_NOT_RECOGNISED.finding(
            result=Result.CANNOT_DECIDE,
            sentence=f"Not recognised as a whole, so nothing checks it: {names}.",
            clears=f"Did it mean {' or '.join(sorted(near))}? A person confirms it."
            if near
            else "Write the substance by its usual name, or a physician decides.",
            inputs=_inputs(facts, sorted(unknown, key=lambda row: row.id)),
        )
    ]


def _unclear(facts: Facts, rows: list[_Row]) -> list[Finding]:
    """Stop for a word that may mean several things, where one of them is used here."""
    asks: dict[str, str] = {}
    unclear = []
    for allergy in rows:
        open_ = [s for s in allergy.named.substances if s.ask and _may_be_used(facts, s)]
        if open_:
            asks[allergy.row.text] = " ".join(s.ask for s in open_)
            unclear.append(allergy.row)
    if not unclear:
        return []
    sentence = f"Does not say what is meant: {', '.join(asks)}."
    clears = f"{' '.join(dict.fromkeys(asks.values()))} Write the answer as the allergy."
    finding = hazards.ALLERGY_UNCLEAR.finding(
        result=Result.CANNOT_DECIDE,
        sentence=sentence,
        clears=clears,
        inputs=_inputs(facts, unclear),
    )
    return [finding]


def _may_be_used(facts: Facts, substance: Substance) -> bool:
    return not substance.covers or _is_used(facts, Sort(substance.covers))


def _is_used(facts: Facts, sort: Sort) -> bool:
    """Return whether a procedure of the order uses that sort; one that is not known may."""
    known = len(facts.kinds) == len(facts.case.order.procedures)
    if not known or sort not in (Sort.STEROID, Sort.METAL):
        return sort in _USED
    if sort is Sort.METAL:
        return any(map(_places_device, facts.kinds))
    return any(map(_may_give_steroid, facts.kinds))


def _places_device(kind: ProcedureKind) -> bool:
    return not _DEVICE.isdisjoint(kind.structures)


def _may_give_steroid(kind: ProcedureKind) -> bool:
    """Return whether diabetes is asked for a steroid, not for the wound of a device or cement."""
    no_steroid = _places_device(kind) or Structure.VERTEBRAL_BODY in kind.structures
    return SectionKey.DIABETES in kind.sections and not no_steroid


def _meets(
    facts: Facts, substance: Substance, rows: list[_Row], given: tuple[str, ...]
) -> list[Finding]:
    """Judge an allergy to one substance: a warning where it is used, a stop where it is given."""
    if substance.sort is Sort.CONTRAST:
        return []
    met = [drug for drug in given if facts.reference.named(drug).meets(substance)]
    if not met and (substance.sort is Sort.UNCLEAR or not _is_used(facts, substance.sort)):
        return []
    allergies = [row.row for row in rows if substance in row.named.substances]
    sure = any(row.confirmation is Confirmation.CONFIRMED for row in allergies)
    names = ", ".join(row.text for row in allergies)
    who = f"Allergy to {names}" if sure else f"Nobody can say if there is an allergy to {names}"
    why = f"{', '.join(met)} is given" if met else _USED[substance.sort]
    sentence = f"{who}: {why}. {_CROSSES.get(substance.group, '')}".strip()
    clears = "Take an alternative and say so at the time-out."
    if met:
        clears = "Give another drug, or a physician decides with a reason."
    finding = hazards.ALLERGY.about(substance.key).finding(
        result=Result.NOT_MET if sure else Result.CANNOT_DECIDE,
        sentence=sentence,
        clears=clears,
        inputs=_inputs(facts, allergies),
        effect=Effect.STOPS if met else Effect.WARNS,
        source=_SOURCES.get(substance.sort, ""),
    )
    return [finding]


def _dose_not_recognised(facts: Facts, rows: list[_Row], given: tuple[str, ...]) -> list[Finding]:
    """Stop for a drug that nobody recognises, where an allergy might be to it."""
    unknown = [drug for drug in given if not facts.reference.named(drug).whole]
    open_ = [one.row for one in rows if _may_be_a_drug(one.named)]
    if not unknown or not open_:
        return []
    names = ", ".join(row.text for row in open_)
    return [
        hazards.ALLERGY_DOSE_NOT_RECOGNISED.finding(
            result=Result.CANNOT_DECIDE,
            sentence=f"{', '.join(unknown)} is not recognised, and there is an allergy to {names}.",
            clears="Write the drug by its usual name, or a physician decides.",
            inputs=_inputs(facts, open_),
        )
    ]


def _inputs(facts: Facts, rows: Iterable[Allergy]) -> tuple[Input, ...]:
    return tuple(contrast.allergy_input(facts, row) for row in rows)
