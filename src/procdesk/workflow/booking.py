"""Booking by hand: an add-on or a walk-in, for a known patient or a new one."""

from datetime import date, datetime

from procdesk.domain.entry import Json, Kind, patient_subject
from procdesk.domain.patient import Sex
from procdesk.domain.staff import CLINICAL, Role, Staff
from procdesk.workflow.arrival import book
from procdesk.workflow.ledger import Act, Ledger, Outcome
from procdesk.workflow.refused import Refused
from procdesk.workflow.stages import allowed

_WHO = CLINICAL | {Role.FRONT_DESK}


def register(  # what a person is registered by
    ledger: Ledger,
    person: Staff,
    *,
    family: str,
    given: str,
    birth_date: date | None,
    sex: str,
    mrn: str = "",
) -> str:
    """Register a new patient; gives the id. Raises Refused, also if the number has an owner."""
    allowed(person, _WHO, "register a patient")
    needed = (("family", family), ("given", given), ("birth_date", birth_date), ("sex", sex))
    missing = next((name for name, value in needed if not value), "")
    if missing:
        raise Refused(f"Still to be filled in: {missing.replace('_', ' ')}.", field=missing)
    number = mrn.strip()
    if number and ledger.journal.patient_with(number, "clinic"):
        raise Refused(
            "This record number belongs to somebody: search the patient first.", field="mrn"
        )
    patient_id = ledger.new_id()
    identifiers: list[Json] = (
        [{"value": number, "system": "clinic", "kind": "MR"}] if number else []
    )
    body: dict[str, Json] = {
        "family": family.strip(),
        "given": given.strip(),
        "birth_date": birth_date.isoformat() if birth_date else "",
        "sex": Sex(sex).value,
        "identifiers": identifiers,
    }
    ledger.record(person, [Act(patient_subject(patient_id), Kind.PATIENT_REGISTERED, body)])
    return patient_id


def add_on(
    ledger: Ledger, person: Staff, patient_id: str, *, at: datetime, room: str, operator: str
) -> Outcome:
    """Open a case for today; procedure and target are chosen in it."""
    allowed(person, _WHO, "book a patient")
    if not room:
        raise Refused("Choose the room.", field="room")
    if not operator:
        raise Refused("Choose the operator.", field="operator")
    return book(
        ledger,
        person,
        patient_id,
        procedure_text="",
        scheduled_at=at,
        room=room,
        operator=operator,
    )
