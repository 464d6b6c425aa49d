"""Medicines and allergies, confirmed row by row by a person. A form never holds them."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

from procdesk.domain.case import Case
from procdesk.domain.entry import Json, Kind, case_subject
from procdesk.domain.medication import Allergy, Confirmation, LastDose, Medication, Precision
from procdesk.domain.staff import CLINICAL, Staff
from procdesk.domain.stage import Stage
from procdesk.workflow.answers import answering
from procdesk.workflow.ledger import Act, Ledger, Outcome
from procdesk.workflow.refused import Refused
from procdesk.workflow.stages import allowed, still_open

LAST_DOSES = {
    "today": ("Today", 0),
    "yesterday": ("Yesterday", 1),
    "days": ("2–7 days ago", 2),
    "week": ("Over a week ago", 8),
}
"""How a patient tells the day of the last dose: key -> (words, fewest whole days ago)."""


def last_dose_on(told: str, words: str, now: datetime, zone: ZoneInfo) -> LastDose:
    """The last dose as told by day, counted from the latest moment it can have been."""
    if told not in LAST_DOSES:
        return LastDose(Precision.UNKNOWN, None, words)
    days = LAST_DOSES[told][1]
    if days == 0:
        return LastDose(Precision.DAY, now, words or LAST_DOSES[told][0])
    midnight = now.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    latest = midnight - timedelta(days=days - 1)
    return LastDose(Precision.DAY, latest, words or LAST_DOSES[told][0])


_Told = TypeVar("_Told", Medication, Allergy)


def medicine_rows(ledger: Ledger, outcome: Outcome) -> tuple[Medication, ...]:
    """What to ask about: this visit's rows, then what feeds and earlier visits propose."""
    case, earlier = outcome.case, ledger.earlier(outcome.case)
    before = _of_earlier((one.medications for one in earlier), ledger.clinic.zone)
    return _rows(case, case.medications, (*outcome.patient.medications, *before))


def allergy_rows(ledger: Ledger, outcome: Outcome) -> tuple[Allergy, ...]:
    """What to ask about: this visit's rows, then what feeds and earlier visits propose."""
    case, earlier = outcome.case, ledger.earlier(outcome.case)
    before = _of_earlier((one.allergies for one in earlier), ledger.clinic.zone)
    return _rows(case, case.allergies, (*outcome.patient.allergies, *before))


def _rows(case: Case, here: Sequence[_Told], proposed: Iterable[_Told]) -> tuple[_Told, ...]:
    """Each row once: what was asked here hides what proposed it, by its id or by its name."""
    known = {key for row in here for key in (row.id, row.text.casefold())}
    found = [_on_the_day(case, row) for row in here]
    for row in proposed:
        if not known & {row.id, row.text.casefold()}:
            found.append(row)
            known |= {row.id, row.text.casefold()}
    return tuple(found)


def _of_earlier(visits: Iterable[Iterable[_Told]], zone: ZoneInfo) -> list[_Told]:
    """What the latest visit that asked confirmed; it is to be asked again, and no answer here."""
    latest = {row.text.casefold(): row for rows in visits for row in rows}
    return [
        replace(
            row,
            confirmation=Confirmation.PROPOSED,
            source=f"the visit of {row.at.astimezone(zone):%d %b %Y}" if row.at else "a visit",
        )
        for row in latest.values()
        if row.confirmation is Confirmation.CONFIRMED
    ]


def _on_the_day(case: Case, row: _Told) -> _Told:
    """What was told before the patient came is asked again, the last dose above all."""
    arrived = case.entered_stage(Stage.ARRIVED)
    if arrived is None or row.at is None or row.at >= arrived.at:
        return row
    return replace(row, confirmation=Confirmation.PROPOSED, source="the call before the visit")


def confirm_medicine(  # a row has this many parts
    ledger: Ledger,
    person: Staff,
    case_id: str,
    *,
    row_id: str,
    text: str,
    dose: str,
    last_dose: LastDose,
    confirmation: Confirmation,
) -> Outcome:
    """Record one medicine as asked: taken, not taken, or nobody can say."""
    _may(ledger, person, case_id, text)
    drug = ledger.reference.recognise(text)
    body: dict[str, Json] = {
        "id": row_id or ledger.new_id(),
        "text": text.strip(),
        "ingredient": drug.key if drug else "",
        "dose": dose.strip(),
        "last_dose": {
            "precision": last_dose.precision.value,
            "latest_at": _iso(last_dose.latest_at),
            "words": last_dose.words,
        },
        "confirmation": confirmation.value,
        "source": "patient",
    }
    act = Act(case_subject(case_id), Kind.MEDICATION_RECORDED, body)
    return ledger.act(person, case_id, act)


def confirm_allergy(  # a row has this many parts
    ledger: Ledger,
    person: Staff,
    case_id: str,
    *,
    row_id: str,
    text: str,
    reaction: str,
    confirmation: Confirmation,
) -> Outcome:
    """Record one allergy as asked."""
    _may(ledger, person, case_id, text)
    body: dict[str, Json] = {
        "id": row_id or ledger.new_id(),
        "text": text.strip(),
        "substance": ledger.reference.substance(text),
        "reaction": reaction.strip(),
        "confirmation": confirmation.value,
        "source": "patient",
    }
    return ledger.act(person, case_id, Act(case_subject(case_id), Kind.ALLERGY_RECORDED, body))


def no_more(ledger: Ledger, person: Staff, case_id: str, list_name: str) -> Outcome:
    """The patient was asked for anything else: `medicines` or `allergies` is complete.

    Raises Refused while a proposed row was not asked about.
    """
    outcome = ledger.outcome(case_id)
    rows = medicine_rows if list_name == "medicines" else allergy_rows
    open_rows = [row for row in rows(ledger, outcome) if row.confirmation is Confirmation.PROPOSED]
    if open_rows:
        raise Refused(f"Ask about every row first: {len(open_rows)} still open.")
    allowed(person, CLINICAL, f"confirm the {list_name}")
    acts = answering(outcome.case, list_name, {f"{list_name}.asked": "complete"})
    return ledger.act(person, case_id, *acts)


def _may(ledger: Ledger, person: Staff, case_id: str, text: str) -> None:
    still_open(ledger, case_id)
    allowed(person, CLINICAL, "confirm medicines and allergies")
    if not text.strip():
        raise Refused("Write the name as the patient says it.", field="text")


def _iso(at: datetime | None) -> str:
    return at.isoformat() if at else ""
