"""Facts: what a sheet says, taken from the record. What was not recorded is not here."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from procdesk.domain.catalogue.catalogue import Reference
from procdesk.domain.catalogue.language import ENGLISH
from procdesk.domain.catalogue.procedure_kind import ProcedureKind
from procdesk.domain.catalogue.sheet_text import SheetText
from procdesk.domain.clinic.clinic import Clinic
from procdesk.domain.clinic.settings import PAPER
from procdesk.domain.medicines.medication import Confirmation, LastDose, Medication, Precision
from procdesk.domain.medicines.stop_by import StopBy
from procdesk.domain.section_key import SectionKey
from procdesk.domain.visit.case import Case
from procdesk.domain.visit.list_confirmation import asked_to_end
from procdesk.domain.visit.patient import Patient
from procdesk.domain.visit.restart import starting_again, thinner_rows
from procdesk.paper.drawing.page import Document, SheetRefused

T = TypeVar("T", bound=SheetText)
MOST_PAGES = 12
"""How many pages a sheet can have a keyed check for; large print takes most."""


@dataclass(frozen=True, slots=True)
class SheetSource:
    """Everything that a sheet is made from. `made_at`, number and macs are inputs: same bytes.

    `text` is in the patient's language; `english` is the same text for staff where that is another.
    """

    case: Case
    patient: Patient
    clinic: Clinic
    reference: Reference
    fonts: Path
    number: str
    macs: tuple[str, ...]
    made_at: datetime
    text: SheetText | None
    reviewed_by: str = ""
    next_visit: datetime | None = None
    english: SheetText | None = None
    block_before: Case | None = None
    """The earlier block of the same place, which the relief page sets beside this one."""
    stop_by: tuple[StopBy, ...] = ()

    @property
    def zone(self) -> ZoneInfo:
        """The clinic's time zone."""
        return self.clinic.zone

    @property
    def over(self) -> str:
        """What stands across every page that is not for a patient."""
        if self.demo:
            return self.demo
        return "" if self.reviewed_by else "DRAFT, NOT FOR PATIENTS"

    @property
    def demo(self) -> str:
        """What stands across every page of a demo clinic."""
        return "DEMO, NOT FOR PATIENTS" if self.clinic.is_demo else ""

    @property
    def ended_at(self) -> datetime:
        """When the block ended. Raises SheetRefused while it has not."""
        end = self.case.event("needle_out")
        if end is None:
            raise SheetRefused(
                "The end of the procedure is not recorded yet: note “Needle out”, then print."
            )
        return end.recorded.at


def text_as(source: SheetSource, shape: type[T]) -> T:
    """Return the text of a paper as the shape that its kind has. Raises SheetRefused."""
    if not isinstance(source.text, shape):
        raise SheetRefused("There is no text for this paper. Nothing was printed.")
    return source.text


def new_paper(source: SheetSource, title: str, *, over: str, language: str = ENGLISH) -> Document:
    """Return the empty first page of a paper, as the clinic prints it."""
    size, languages = source.clinic.setting(PAPER), source.reference.languages
    return Document(size, title, source.fonts, language, over, languages)


def clock(at: datetime, zone: ZoneInfo) -> str:
    """4:05 PM."""
    return at.astimezone(zone).strftime("%I:%M %p").lstrip("0")


def day(at: datetime, zone: ZoneInfo) -> str:
    """Mon 23 Nov."""
    here = at.astimezone(zone)
    return f"{here:%a} {here.day} {here:%b}"


def full_name(patient: Patient) -> str:
    """Margaret OSEI."""
    return f"{patient.name.given} {patient.name.family.upper()}"


def who(source: SheetSource) -> str:
    """Who a page of the record is about, as on every page of it."""
    patient = source.patient
    birth = f"born {patient.birth_date:%d %b %Y}" if patient.birth_date else ""
    return f"{patient.name.formal}  {birth}  MRN {patient.mrn}  case {source.case.id[:6]}"


def allergies(case: Case, patient: Patient) -> str:
    """What a person asked and wrote down; where nobody asked to the end, that comes first."""
    doubts = {Confirmation.CONFIRMED: "", Confirmation.UNKNOWN: " (not sure)"}
    told = [
        one.text + (f" ({one.reaction})" if one.reaction else "") + doubts[one.confirmation]
        for one in case.allergies
        if one.confirmation in doubts
    ]
    asked = {one.text for one in case.allergies if one.confirmation is not Confirmation.PROPOSED}
    told += [
        f"{one.text} (another system says so)" for one in patient.allergies if one.text not in asked
    ]
    if asked_to_end(case, SectionKey.ALLERGIES) is None:
        return "; ".join(["NOT ASKED YET", *told])
    return ", ".join(told) or "none known"


def test_move(case: Case) -> str:
    """The movement that the patient is asked to repeat, as recorded before the needle."""
    told = case.value("baseline.movement")
    return " ".join(told.split()) if isinstance(told, str) else ""


def medicines(case: Case) -> list[str]:
    """What the patient takes, each with its dose and last dose as the patient told them."""
    return [
        ", ".join(filter(None, (one.text, one.dose, _last(one.last_dose))))
        for one in case.active_medications
    ]


def _last(dose: LastDose) -> str:
    return f"last dose {dose.words}" if dose.words else ""


def is_sedated(case: Case) -> bool:
    """Whether sedation is ordered."""
    return any(one.sedation != "none" for one in case.order.procedures)


def procedures(case: Case, reference: Reference) -> list[ProcedureKind]:
    """What is ordered, as the catalogue knows it. Raises SheetRefused if nobody mapped it."""
    found = [
        reference.procedures[one.key]
        for one in case.order.procedures
        if one.key in reference.procedures
    ]
    if not found:
        raise SheetRefused("Which procedure is ordered is not chosen yet: choose it, then print.")
    return found


def text_line(source: SheetSource) -> str:
    """Which text this is, and who reviewed it."""
    by = source.reviewed_by
    text = text_as(source, SheetText)
    told = f"Text {text.key} {text.version}, "
    return told + (f"reviewed by {by}" if by else "draft")


def born(source: SheetSource) -> str:
    """The birth date with the age, and the record number."""
    patient = source.patient
    age = patient.age_years(source.made_at)
    told = f"born {patient.birth_date:%d %b %Y} ({age})" if patient.birth_date else "birth date ?"
    return f"{told} · MRN {patient.mrn}" if patient.mrn else told


def thinners(source: SheetSource) -> str:
    """The blood thinners that are taken or were stopped, as the patient names them."""
    return ", ".join(one.text for one in thinner_rows(source.case, source.reference))


def last_doses(source: SheetSource) -> list[tuple[str, LastDose, datetime | None]]:
    """Each blood thinner as the patient names it, its last dose, and when they told it.

    One whose last dose nobody knows is not here.
    """
    rows = thinner_rows(source.case, source.reference)
    known = (one for one in rows if _is_known(one.last_dose))
    return [(one.text, one.last_dose, one.at) for one in known]


def _is_known(dose: LastDose) -> bool:
    told = bool(dose.words) or dose.latest_at is not None
    return told and dose.precision is not Precision.UNKNOWN


def held(source: SheetSource) -> list[tuple[str, datetime | None]]:
    """Each blood thinner that starts again as the patient names it, and when; None if not said."""
    found = starting_again(source.case, source.reference)
    return [(row.text, at) for row, at in found]


def thinners_told(source: SheetSource) -> str:
    """The blood thinners for whoever takes over; where nobody asked to the end, that comes first.

    What nobody could say is not "none".
    """
    case, rows = source.case, thinner_rows(source.case, source.reference)
    taken = ", ".join(map(_as_taken, rows))
    if asked_to_end(case, SectionKey.MEDICINES) is None:
        return f"NOT ASKED TO THE END; {taken}".rstrip("; ")
    unsure = [m for m in case.medications if m.confirmation is Confirmation.UNKNOWN]
    doubt = f"not sure of {', '.join(one.text for one in unsure)}" if unsure else ""
    return "; ".join(filter(None, (taken, doubt))) or "none told"


def _as_taken(row: Medication) -> str:
    """A blood thinner for whoever takes over: one that was stopped says so, and since when."""
    if row.confirmation is not Confirmation.STOPPED:
        return row.text
    return f"{row.text} (stopped, {_last(row.last_dose) or 'last dose not known'})"


def drugs_given(case: Case) -> list[str]:
    """Every drug as given: name, strength, volume, one line each."""
    found = []
    for one in case.drugs:
        volume = f"{one.volume_ml} mL" if one.volume_ml is not None else ""
        amount = " ".join(filter(None, (one.strength, volume)))
        found.append(f"{one.drug.capitalize()} **{amount}**" if amount else one.drug.capitalize())
    return found
