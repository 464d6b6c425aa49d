"""Doses: what was given in a case, as ingredients in milligrams, or why that cannot be read."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from procdesk.domain.catalogue.catalogue import Reference
from procdesk.domain.finding import Finding, Input, Result
from procdesk.domain.medicines.drug import Drug
from procdesk.domain.medicines.spelling import plain
from procdesk.domain.medicines.strength import mg_per_ml, with_adrenaline
from procdesk.domain.stage import Stage
from procdesk.domain.visit.case import Case, DrugGiven
from procdesk.rules.facts.facts import Facts
from procdesk.rules.register import hazards

ANAESTHETIC: Final = "local-anaesthetic"
STEROID: Final = "steroid"
_MAY_BE_EITHER = ("skin", "test", "treatment", "other")
"""Contrast, sedation and reversal are neither of both; nor is what is given in recovery."""
_BESIDE = frozenset(
    {"plain", "without", "no", "free", "preservative", "pf", "mpf", "buffered", "adrenaline", "epi"}
    | {"in", "and", "the", "for", "mix", "hyperbaric", "isobaric", "acetate", "ampoule"}
    | {"heavy", "spinal", "dental", "soluspan", "w", "o", "s", "wo", "sans", "epinephrine"}
)
"""Words beside a known drug's name that name no other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dose:
    """One ingredient as given. `mg` is None where `problem` says why it cannot be read."""

    drug: Drug
    given: DrugGiven
    mg: Decimal | None
    adrenaline: bool
    problem: str = ""

    @property
    def words(self) -> str:
        """Lidocaine 1 % 5 mL: as it was written."""
        return written(self.given)


def written(given: DrugGiven) -> str:
    """Return a line as it was written: drug, strength, volume."""
    volume = f"{given.volume_ml.normalize():f} mL" if given.volume_ml is not None else ""
    return " ".join(filter(None, (given.drug, given.strength, volume)))


def doses(reference: Reference, case: Case, kind: str) -> tuple[Dose, ...]:
    """Return every dose of a kind of drug in a case, whatever it was given for."""
    return tuple(
        _dose(drug, given, alone=len(named) == 1)
        for given in case.drugs
        for named in [_counted_in(reference, given)]
        for drug in named
        if kind in drug.kinds
    )


def _counted_in(reference: Reference, given: DrugGiven) -> list[Drug]:
    """Return the local anaesthetics and steroids that a line names."""
    named = reference.named_in(f"{given.drug} {given.strength}")
    return [one for one in named if one.kinds & {ANAESTHETIC, STEROID}]


def added(given: Iterable[Dose]) -> dict[Drug, Decimal]:
    """Return milligrams of each drug; a dose that cannot be read adds nothing here."""
    total: dict[Drug, Decimal] = {}
    for dose in given:
        total[dose.drug] = total.get(dose.drug, Decimal(0)) + (dose.mg or 0)
    return total


def unread(given: Iterable[Dose]) -> str:
    """Return in words the doses that cannot be read, each with the reason; empty if all can."""
    return "; ".join(f"{one.words}: {one.problem}" for one in given if one.problem)


def inputs(facts: Facts, given: Iterable[Dose]) -> tuple[Input, ...]:
    """Return the doses as inputs, each line once."""
    lines = dict.fromkeys(one.given for one in given)
    return tuple(facts.input("given", written(one), one.recorded) for one in lines)


def not_recognised(facts: Facts) -> tuple[Finding, ...]:
    """Stop for a drug given that may be a local anaesthetic or a steroid, for all one knows."""
    odd = list(unknown_drugs(facts.reference, facts.case))
    if facts.reached(Stage.RECOVERY):
        odd = [one for one in odd if one.act != "other"]
    if not odd:
        return ()
    finding = hazards.LOCAL_ANAESTHETIC_NOT_RECOGNISED.finding(
        result=Result.CANNOT_DECIDE,
        sentence="Not recognised, so it may be a local anaesthetic or a steroid: "
        f"{', '.join(one.drug for one in odd)}.",
        clears="Write the drug by its usual name, or a physician decides.",
        inputs=(facts.input("given", written(one), one.recorded) for one in odd),
    )
    return (finding,)


def unknown_drugs(reference: Reference, case: Case) -> tuple[DrugGiven, ...]:
    """Return each line whose drug nobody recognises: it may be a local anaesthetic or a steroid."""
    return tuple(
        line
        for line in case.drugs
        if line.act in _MAY_BE_EITHER and not _recognised(reference, line.drug)
    )


def _recognised(reference: Reference, text: str) -> bool:
    name = " ".join(word for word in plain(text).split() if word not in _BESIDE)
    return any(reference.read(one).is_whole for one in (text, name))


def _dose(drug: Drug, given: DrugGiven, *, alone: bool) -> Dose:
    text = f"{given.drug} {given.strength}"
    strength, adrenaline = mg_per_ml(text), with_adrenaline(text)
    problem = ""
    if given.volume_ml is None or given.volume_ml <= 0:
        problem = "how many mL is not written"
    elif not alone:
        problem = "two drugs stand in one line"
    elif strength is None:
        problem = "the strength cannot be read as % or mg/mL"
    elif adrenaline is None:
        problem = "whether adrenaline is in it cannot be read"
    mg = strength * given.volume_ml if strength and given.volume_ml and not problem else None
    return Dose(drug=drug, given=given, mg=mg, adrenaline=bool(adrenaline), problem=problem)
