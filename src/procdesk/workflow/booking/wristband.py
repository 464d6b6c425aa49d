"""Wristband: whether what was scanned belongs to the patient of the open case."""

from collections.abc import Iterator
from enum import StrEnum

from procdesk.domain.entry import Json, Kind
from procdesk.domain.staff import Staff
from procdesk.domain.visit.case import WRISTBAND_DIFFERS
from procdesk.domain.visit.patient import Patient
from procdesk.workflow.booking.arrival import DESK_ROLES, Identifiers, differences
from procdesk.workflow.ledger import Ledger, case_act

_SHORT = 6
"""A label without a record number carries the first signs of its case's id."""


class Whose(StrEnum):
    """The owner of the number on a wristband or label, as seen from the open case."""

    THIS = "this patient's"
    ANOTHERS = "another patient's"
    NOBODYS = "nobody's who is registered here"


def whose(ledger: Ledger, case_id: str, number: str) -> Whose:
    """Compare a scanned number with the open case's patient, then with everybody else's."""
    patient = ledger.patient(ledger.case(case_id).patient_id)
    holders = {one.id for one in _holders(ledger, number)}
    if patient.id in holders or _has(patient, number) or number == case_id[:_SHORT]:
        return Whose.THIS
    return Whose.ANOTHERS if holders else Whose.NOBODYS


def note_near_miss(ledger: Ledger, person: Staff, case_id: str, whose: Whose) -> bool:
    """Keep in the case that a wrong wristband was scanned; False where this person may not record.

    Neither the number nor anything else of the other patient goes into this patient's record, and
    nothing that was signed rests on it.
    """
    case = ledger.case(case_id)
    if case.closed or not person.may(DESK_ROLES):
        return False
    text = f"not this patient's wristband: the number is {whose.value}"
    body: dict[str, Json] = {"event": WRISTBAND_DIFFERS, "text": text}
    ledger.act(person, case_id, case_act(case_id, Kind.EVENT_NOTED, body))
    return True


def _holders(ledger: Ledger, number: str) -> Iterator[Patient]:
    """Everybody who is registered with this number, or has a visit today with this label."""
    holders = (ledger.patient(one) for one in ledger.journal.search(number))
    yield from (one for one in holders if _has(one, number))
    today = ledger.today()
    for case in ledger.cases_on(today):
        if case.id[:_SHORT] == number:
            yield ledger.patient(case.patient_id)


def _has(patient: Patient, number: str) -> bool:
    return not differences(patient, Identifiers(mrn=number))
