"""Booking by hand: an add-on, a walk-in or the next visit, for a known patient or a new one."""

from datetime import date, datetime

from procdesk.domain.entry import Json, Kind, patient_subject
from procdesk.domain.staff import CLINICAL, Role, Staff
from procdesk.domain.stage import Stage
from procdesk.domain.visit.case import Case
from procdesk.domain.visit.patient import Sex
from procdesk.workflow.booking.arrival import book
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
    ledger.record(
        person, [Act(subject=patient_subject(patient_id), kind=Kind.PATIENT_REGISTERED, body=body)]
    )
    return patient_id


def visit(  # a booking has this many parts
    ledger: Ledger,
    person: Staff,
    patient_id: str,
    *,
    at: datetime,
    room: str,
    operator: str,
    procedure_text: str = "",
) -> Outcome:
    """Open a case for today or a later day; procedure and target are chosen in it.

    `procedure_text` is what the physician named, and is mapped like an imported one. Raises
    Refused.
    """
    allowed(person, _WHO, "book a patient")
    if not room:
        raise Refused("Choose the room.", field="room")
    if not operator:
        raise Refused("Choose the operator.", field="operator")
    zone = ledger.clinic.zone
    if at.astimezone(zone).date() < ledger.today():
        raise Refused("That day has passed.", field="day")
    if any(one.order.scheduled_at == at for one in _booked(ledger, patient_id)):
        raise Refused("This patient is booked for that day and time already.", field="at")
    return book(
        ledger,
        person,
        patient_id,
        procedure_text=procedure_text.strip(),
        scheduled_at=at,
        room=room,
        operator=operator,
    )


def next_visit(ledger: Ledger, case: Case) -> Case | None:
    """The patient's next visit that is booked and lies ahead, None where there is none."""
    now = ledger.now()
    ahead = (
        visit
        for visit in _booked(ledger, case.patient_id)
        if visit.id != case.id and visit.order.scheduled_at and visit.order.scheduled_at > now
    )
    return next(ahead, None)


def _booked(ledger: Ledger, patient_id: str) -> tuple[Case, ...]:
    """Visits that nobody came to yet and nobody called off, the earliest first."""
    cases = (ledger.case(one) for one in ledger.journal.cases_of(patient_id))
    return tuple(one for one in cases if one.stage is Stage.BOOKED and not one.closed)
