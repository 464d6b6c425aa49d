"""Sheet source: the record of a visit in the words of its papers, nothing that was not recorded."""

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
"""The most pages of a sheet, each with a keyed check; large print takes most."""


@dataclass(frozen=True, slots=True, kw_only=True)
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
        """The words across every page that is not for a patient."""
        if self.demo:
            return self.demo
        return "" if self.reviewed_by else "DRAFT, NOT FOR PATIENTS"

    @property
    def demo(self) -> str:
        """The words across every page of a demo clinic."""
        return "DEMO, NOT FOR PATIENTS" if self.clinic.is_demo else ""

    @property
    def ended_at(self) -> datetime:
        """The end of the block. Raises SheetRefused while it has none."""
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
    return Document(
        paper=size,
        title=title,
        fonts=source.fonts,
        language=language,
        over=over,
        languages=languages,
    )


def clock(at: datetime, zone: ZoneInfo) -> str:
    """Return a time as 4:05 PM."""
    return at.astimezone(zone).strftime("%I:%M %p").lstrip("0")


def day(at: datetime, zone: ZoneInfo) -> str:
    """Return a day as Mon 23 Nov."""
    here = at.astimezone(zone)
    return f"{here:%a} {here.day} {here:%b}"


def day_with_year(at: datetime, zone: ZoneInfo) -> str:
    """Return a day as Mon 23 Nov 2026."""
    return f"{day(at, zone)} {at.astimezone(zone).year}"


def full_name(patient: Patient) -> str:
    """Return a name as Margaret OSEI."""
    return f"{patient.name.given} {patient.name.family.upper()}"


def who(source: SheetSource) -> str:
    """Return name, birth date and numbers, as every page of the record names the patient."""
    patient = source.patient
    birth = f"born {patient.birth_date:%d %b %Y}" if patient.birth_date else ""
    return f"{patient.name.formal}  {birth}  MRN {patient.mrn}  case {source.case.id[:6]}"


def allergies(case: Case, patient: Patient) -> str:
    """Return the allergies, after "NOT ASKED YET" until they were asked to the end."""
    doubts = {Confirmation.CONFIRMED: "", Confirmation.UNKNOWN: " (not sure)"}
    rows = [
        row.text + (f" ({row.reaction})" if row.reaction else "") + doubts[row.confirmation]
        for row in case.allergies
        if row.confirmation in doubts
    ]
    asked = {one.text for one in case.allergies if one.confirmation is not Confirmation.PROPOSED}
    rows += [
        f"{row.text} (another system says so)" for row in patient.allergies if row.text not in asked
    ]
    if asked_to_end(case, SectionKey.ALLERGIES) is None:
        return "; ".join(["NOT ASKED YET", *rows])
    return ", ".join(rows) or "none known"


def test_move(case: Case) -> str:
    """Return the movement that the patient repeats, as recorded before the needle."""
    movement = case.value("baseline.movement")
    return " ".join(movement.split()) if isinstance(movement, str) else ""


def medicines(case: Case) -> list[str]:
    """Return the medicines, each with its dose and last dose in the patient's words."""
    return [
        ", ".join(filter(None, (row.text, row.dose, _last(row.last_dose))))
        for row in case.active_medications
    ]


def _last(dose: LastDose) -> str:
    return f"last dose {dose.words}" if dose.words else ""


def procedures(case: Case, reference: Reference) -> list[ProcedureKind]:
    """Return the ordered procedures of the catalogue. Raises SheetRefused if there is none."""
    kinds = [
        reference.procedures[procedure.key]
        for procedure in case.order.procedures
        if procedure.key in reference.procedures
    ]
    if not kinds:
        raise SheetRefused("Which procedure is ordered is not chosen yet: choose it, then print.")
    return kinds


def text_line(source: SheetSource) -> str:
    """Return the key and version of the text, and who reviewed it."""
    by = source.reviewed_by
    text = text_as(source, SheetText)
    version = f"Text {text.key} {text.version}, "
    return version + (f"reviewed by {by}" if by else "draft")


def born(source: SheetSource) -> str:
    """Return the birth date with the age, and the record number."""
    patient = source.patient
    age = patient.age_years(source.made_at)
    birth = f"born {patient.birth_date:%d %b %Y} ({age})" if patient.birth_date else "birth date ?"
    return f"{birth} · MRN {patient.mrn}" if patient.mrn else birth


def thinners(source: SheetSource) -> str:
    """Return the blood thinners that are taken or were stopped, as the patient names them."""
    return ", ".join(one.text for one in thinner_rows(source.case, source.reference))


def last_doses(source: SheetSource) -> list[tuple[str, LastDose, datetime | None]]:
    """Return each blood thinner as the patient names it, its last dose, and when they told it.

    One without a known last dose is left out.
    """
    rows = thinner_rows(source.case, source.reference)
    known = (one for one in rows if _is_known(one.last_dose))
    return [(one.text, one.last_dose, one.at) for one in known]


def _is_known(dose: LastDose) -> bool:
    has_answer = bool(dose.words) or dose.latest_at is not None
    return has_answer and dose.precision is not Precision.UNKNOWN


def restarts(source: SheetSource) -> list[tuple[str, datetime | None]]:
    """Return each blood thinner that starts again and its time, None where it was not said."""
    rows = starting_again(source.case, source.reference)
    return [(row.text, at) for row, at in rows]


def thinner_words(source: SheetSource) -> str:
    """Return the blood thinners for whoever takes over; not asked to the end comes first.

    An answer that nobody could give is not "none".
    """
    case, rows = source.case, thinner_rows(source.case, source.reference)
    names = ", ".join(map(_thinner, rows))
    if asked_to_end(case, SectionKey.MEDICINES) is None:
        return f"NOT ASKED TO THE END; {names}".rstrip("; ")
    unsure = [m for m in case.medications if m.confirmation is Confirmation.UNKNOWN]
    doubt = f"not sure of {', '.join(one.text for one in unsure)}" if unsure else ""
    return "; ".join(filter(None, (names, doubt))) or "none told"


def _thinner(row: Medication) -> str:
    """Return a blood thinner for whoever takes over; a stopped one with its last dose."""
    if row.confirmation is not Confirmation.STOPPED:
        return row.text
    return f"{row.text} (stopped, {_last(row.last_dose) or 'last dose not known'})"


def drugs_given(case: Case) -> list[str]:
    """Return every drug as given: name, strength, volume, one line each."""
    lines = []
    for dose in case.drugs:
        volume = f"{dose.volume_ml} mL" if dose.volume_ml is not None else ""
        amount = " ".join(filter(None, (dose.strength, volume)))
        lines.append(f"{dose.drug.capitalize()} **{amount}**" if amount else dose.drug.capitalize())
    return lines
