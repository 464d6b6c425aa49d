"""Facts: what a sheet says, taken from the record. What was not recorded is not here."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from procdesk.domain.asking import asked_to_end
from procdesk.domain.case import Case
from procdesk.domain.catalogue import Reference
from procdesk.domain.clinic import Clinic
from procdesk.domain.medication import Confirmation, LastDose, Medication
from procdesk.domain.patient import Patient
from procdesk.domain.procedure_kind import ProcedureKind
from procdesk.domain.restart import goes_on, restarts_at
from procdesk.domain.stop_by import StopBy
from procdesk.paper.page import SheetRefused

_TO_WRITE = "______________________"


@dataclass(frozen=True, slots=True)
class SheetSource:
    """Everything that a sheet is made from. `made_at`, number and macs are inputs: same bytes."""

    case: Case
    patient: Patient
    clinic: Clinic
    reference: Reference
    fonts: Path
    number: str
    macs: tuple[str, ...]
    made_at: datetime
    text: Mapping[str, Any]
    reviewed_by: str = ""
    next_visit: datetime | None = None
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


def clock(at: datetime, zone: ZoneInfo) -> str:
    """4:05 PM."""
    return at.astimezone(zone).strftime("%I:%M %p").lstrip("0")


def day(at: datetime, zone: ZoneInfo) -> str:
    """Mon 23 Nov."""
    here = at.astimezone(zone)
    return f"{here:%a} {here.day} {here:%b}"


def when(at: datetime, made_at: datetime, zone: ZoneInfo) -> str:
    """6:00 PM today, or Tue 24 Nov, 10:00 AM."""
    if at.astimezone(zone).date() == made_at.astimezone(zone).date():
        return f"{clock(at, zone)} today"
    return f"{day(at, zone)}, {clock(at, zone)}"


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
    if asked_to_end(case, "allergies") is None:
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
    told = f"Text {source.text['key']} {source.text['version']}, "
    return told + (f"reviewed by {by}" if by else "draft")


def born(source: SheetSource) -> str:
    """The birth date with the age, and the record number."""
    patient = source.patient
    age = patient.age_years(source.made_at)
    told = f"born {patient.birth_date:%d %b %Y} ({age})" if patient.birth_date else "birth date ?"
    return f"{told} · MRN {patient.mrn}" if patient.mrn else told


def thinners(source: SheetSource) -> str:
    """The blood thinners that are taken or were stopped, as the patient names them."""
    return ", ".join(one.text for one in _thinner_rows(source))


def _thinner_rows(source: SheetSource) -> list[Medication]:
    """Also those stopped: who stopped one for today takes it again."""
    told = (Confirmation.CONFIRMED, Confirmation.STOPPED)
    rows = (one for one in source.case.medications if one.confirmation in told)
    return [one for one in rows if source.reference.thinners(one)]


def held(source: SheetSource) -> list[tuple[str, str]]:
    """Each blood thinner that starts again, and when as the physician said; empty if not said.

    One that a physician said was not stopped is not here.
    """
    found = []
    for row in _thinner_rows(source):
        drugs = source.reference.thinners(row)
        open_ = [drug for drug in drugs if not goes_on(source.case, drug)]
        moments = [at for drug in open_ if (at := restarts_at(source.case, drug))]
        whole = len(moments) == len(open_)
        if open_:
            told = when(max(moments), source.made_at, source.zone) if whole else ""
            found.append((row.text, told))
    return found


def _restart_line(rows: list[tuple[str, str]]) -> str:
    """Each with its time in words, or a line to write on where it was not said."""
    return "; ".join(f"{name} {at or _TO_WRITE}" for name, at in rows)


def thinners_told(source: SheetSource) -> str:
    """The blood thinners for whoever takes over; where nobody asked to the end, that comes first.

    What nobody could say is not "none".
    """
    case, taken = source.case, ", ".join(map(_as_taken, _thinner_rows(source)))
    if asked_to_end(case, "medicines") is None:
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


def words_for(source: SheetSource) -> dict[str, str]:
    """What stands in the braces of a sheet text."""
    hours = {name: int(row["value"]) for name, row in source.text["hours"].items()}
    end, made, zone = source.ended_at, source.made_at, source.zone
    regions = dict.fromkeys(t.region for t in source.case.order.targets if t.region)
    here, rows = end.astimezone(zone), held(source)
    return {
        "region": " and ".join(regions),
        "day": f"{here:%A} {here.day} {here:%B}",
        "window_end": when(end + timedelta(hours=hours["test_window"]), made, zone),
        "diary_end": when(end + timedelta(hours=8), made, zone),
        "drive_again": when(end + timedelta(hours=hours["no_driving"]), made, zone),
        "bandage_off": when(end + timedelta(hours=hours["bandage"]), made, zone),
        "thinner": thinners(source),
        "restart": _restart_line(rows),
    }
