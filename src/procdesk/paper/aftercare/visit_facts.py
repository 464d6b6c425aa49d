"""Visit facts: the names of what was recorded, by which the lines of a sheet text are chosen.

A fact is here only where the record says it; a thing that nobody recorded chooses no line.
"""

from collections.abc import Callable
from typing import Final

from procdesk.domain.catalogue.language import ENGLISH
from procdesk.domain.catalogue.sheet_text import SheetText
from procdesk.domain.medicines.medication import Confirmation
from procdesk.domain.medicines.spelling import plain
from procdesk.domain.stage import End
from procdesk.domain.targets.target import NERVES, Structure
from procdesk.domain.visit.case import DrugGiven
from procdesk.domain.visit.flowsheet import limbs_changed
from procdesk.domain.visit.patient_language import reads
from procdesk.paper.drawing.sheet_source import (
    SheetSource,
    last_doses,
    procedures,
    restarts,
    text_as,
    thinners,
)
from procdesk.paper.texts.text_shapes import AftercareText

FLARE_PLAN, THERAPY_ON = "discharge.flare_plan", "discharge.therapy_on"
"""Answers of a physician for later: the words, and the day as YYYY-MM-DD."""

_LEGS: Final = frozenset(
    {"low back", "buttock", "groin", "hip", "thigh and knee", "lower leg", "foot"}
)
_STOPS_NERVES: Final = ("phenol", "alcohol", "ethanol")
"""Drugs that stop a nerve for months (clinical.md 2: neurolysis)."""

_OF_THE_VISIT: Final = ("sedation", "reversal", "other")

_DIABETES: Final = ("type-1", "type-2", "other")


def facts_of_visit(source: SheetSource) -> frozenset[str]:
    """Return the facts that hold and the keys of the procedures, a clinic's own by its base too."""
    return frozenset(name for name, holds in FACTS.items() if holds(source)) | _keys(source)


def _keys(source: SheetSource) -> frozenset[str]:
    keys = {one.key for one in source.case.order.procedures}
    own = source.clinic.procedures
    return frozenset(keys | {own[key].base for key in keys if key in own})


def of_kind(source: SheetSource, kind: str) -> list[DrugGiven]:
    """Return the drugs given that hold an ingredient of a kind, as local-anaesthetic or steroid."""
    drugs = [drug for drug in source.reference.drugs.values() if kind in drug.kinds]
    names = [name for drug in drugs for name in (plain(drug.key), *drug.names)]
    return [one for one in source.case.drugs if _names(one, names)]


def of_one_place(source: SheetSource, dose: DrugGiven) -> bool:
    """Return whether a sheet of two families has to know for which of them a drug was given."""
    if dose.act in _OF_THE_VISIT:
        return False
    acts = [one for kind in ("local-anaesthetic", "steroid") for one in of_kind(source, kind)]
    skin = dose.act == "skin"
    return not skin and (dose in acts or _names(dose, [*_STOPS_NERVES]))


def _names(dose: DrugGiven, names: list[str]) -> bool:
    words = f" {plain(dose.drug)} "
    return any(f" {name} " in words for name in names)


def _is_numb(source: SheetSource) -> bool:
    """Return whether a limb may be numb: the skin alone makes none weak."""
    return any(one.act != "skin" for one in of_kind(source, "local-anaesthetic"))


def _regions(source: SheetSource) -> set[str]:
    return {target.region for target in source.case.order.targets}


def _structures(source: SheetSource) -> set[Structure]:
    return {target.structure for target in source.case.order.targets}


def _has_block_diary(source: SheetSource) -> bool:
    known = source.reference.procedures
    ordered = (known[one.key] for one in source.case.order.procedures if one.key in known)
    return any("diary-block" in one.diaries for one in ordered)


def _reads(source: SheetSource) -> str:
    return reads(source.case, source.patient)


def _has_diabetes(source: SheetSource) -> bool:
    answers = source.case.values("diabetes.type")
    return any(value in _DIABETES for value in answers)


FACTS: Final[dict[str, Callable[[SheetSource], bool]]] = {
    "numb": _is_numb,
    "steroid": lambda source: bool(of_kind(source, "steroid")),
    "nerve-stopped": lambda source: any(
        _names(drug, [*_STOPS_NERVES]) for drug in source.case.drugs
    ),
    "sedated": lambda source: any(drug.act == "sedation" for drug in source.case.drugs),
    "diabetes": _has_diabetes,
    "thinner": lambda source: bool(thinners(source)),
    "last-dose": lambda source: bool(last_doses(source)),
    "restart": lambda source: bool(restarts(source)),
    "weak": lambda source: bool(limbs_changed(source.case)),
    "stopped": lambda source: source.case.end is End.ABORTED,
    "block-diary": _has_block_diary,
    "reads-another": lambda source: _reads(source) not in ("", text_as(source, SheetText).language),
    "flare-plan": lambda source: bool(source.case.value(FLARE_PLAN)),
    "therapy": lambda source: bool(source.case.value(THERAPY_ON)),
    "next-visit": lambda source: source.next_visit is not None,
    "into-joint": lambda source: bool(
        _structures(source) & {Structure.FACET_JOINT, Structure.SI_JOINT}
    ),
    "by-nerve": lambda source: bool(_structures(source) & {*NERVES, Structure.NERVE}),
    "legs": lambda source: _regions(source) <= _LEGS,
    "neck": lambda source: "neck" in _regions(source),
    "trunk": lambda source: not _regions(source).isdisjoint({"neck", "chest", "upper back"}),
}
"""Every fact that a text may name beside the keys of the catalogue. Where one region is not known,
`legs` does not hold: the text then speaks of arm and leg."""


def taken_home(source: SheetSource) -> tuple[str, ...]:
    """Return the kinds of paper that go home from this visit; the catalogue names the diary."""
    known = procedures(source.case, source.reference)
    diary = any(one.diaries for one in known) and "stopped" not in facts_of_visit(source)
    return ("aftercare", "diary") if diary else ("aftercare",)


def left_open(source: SheetSource) -> list[str]:
    """Return what the sheet leaves out since nobody recorded it, in words for staff's preview."""
    case = source.case
    notes = []
    if of_kind(source, "steroid") and not case.values("diabetes.type"):
        notes.append("Nobody said whether the patient has diabetes: nothing is said of sugar.")
    if _has_diabetes(source) and case.latest("diabetes.glucose") is None:
        notes.append("The patient has diabetes and no sugar of today is recorded.")
    odd = [one.drug for one in case.drugs if not _is_known(source, one)]
    if odd:
        notes.append(f"Not recognised, so nothing is said of what it does: {', '.join(odd)}.")
    if case.value(FLARE_PLAN) and text_as(source, SheetText).language != ENGLISH:
        notes.append(
            "The flare-up plan stands on the sheet as it was typed, marked as not translated: "
            "say it to the patient in their language, or type it in that language."
        )
    unsaid = [name for name, at in restarts(source) if at is None]
    if unsaid:
        notes.append(f"A line to write on, since no start was said: {', '.join(unsaid)}.")
    if (
        limbs_changed(case)
        and text_as(source, AftercareText).numbers["still_weak_hours"].value is None
    ):
        notes.append("A line to write on: by when the weak or numb arm or leg must be well again.")
    unsure = [one.text for one in case.medications if one.confirmation is Confirmation.UNKNOWN]
    if unsure:
        notes.append(f"Nobody can say whether it is taken: {', '.join(unsure)}.")
    return notes


def _is_known(source: SheetSource, dose: DrugGiven) -> bool:
    known = source.reference.recognise(dose.drug) is not None
    return known or dose.act == "contrast" or _names(dose, [*_STOPS_NERVES])
