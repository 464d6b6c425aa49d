"""The next visit: booked for a patient who is known, on another day, and found again."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from procdesk.domain.stage import End
from procdesk.domain.visit.case import Case
from procdesk.workflow.booking import booking
from procdesk.workflow.case import ending
from procdesk.workflow.refused import Refused
from support.small_clinic import House


def book(house: House, case: Case, at: datetime, text: str = "") -> Case:
    return booking.visit(
        house.ledger,
        house.front_desk,
        case.patient_id,
        at=at,
        room="Room 1",
        operator="okafor",
        procedure_text=text,
    ).case


def test_a_next_visit_is_of_the_same_patient_and_stands_on_its_day(house: House) -> None:
    case = house.ledger.case(house.whole())
    assert booking.next_visit(house.ledger, case) is None
    at = house.clock.at + timedelta(days=14)
    booked = book(house, case, at, " second test block ")
    assert booked.patient_id == case.patient_id
    assert booked.procedure_text == "second test block"
    assert booked.order.targets == ()
    visit = booking.next_visit(house.ledger, case)
    assert visit is not None
    assert visit.id == booked.id
    assert [one.id for one in house.ledger.cases_on(at.date())] == [booked.id]


def test_the_earliest_that_lies_ahead_and_is_not_called_off_is_the_next(house: House) -> None:
    case = house.ledger.case(house.whole())
    now = house.clock.at
    later, first = (
        book(house, case, now + timedelta(days=30)),
        book(house, case, now + timedelta(7)),
    )
    visit = booking.next_visit(house.ledger, case)
    assert visit is not None
    assert visit.id == first.id
    reasons = {"by": "the patient", "reason": "another day suits better"}
    ending.end(house.ledger, house.front_desk, first.id, End.RESCHEDULED, reasons)
    visit = booking.next_visit(house.ledger, case)
    assert visit is not None
    assert visit.id == later.id
    house.clock.forward(days=31)
    assert booking.next_visit(house.ledger, case) is None


def test_a_day_that_has_passed_and_a_visit_booked_twice_are_refused(house: House) -> None:
    case = house.ledger.case(house.whole())
    with pytest.raises(Refused, match="That day has passed"):
        book(house, case, house.clock.at - timedelta(days=1))
    at = house.clock.at + timedelta(days=14)
    book(house, case, at)
    with pytest.raises(Refused, match="booked for that day and time already"):
        book(house, case, at)
    assert len(house.ledger.cases_on(at.date())) == 1


NEW: dict[str, Any] = {
    "family": " Ng ",
    "given": "An",
    "birth_date": date(1961, 5, 20),
    "sex": "female",
}


def test_a_new_patient_is_registered_once_and_found_by_the_number(house: House) -> None:
    patient_id = booking.register(house.ledger, house.front_desk, mrn=" 77 ", **NEW)
    patient = house.ledger.patient(patient_id)
    assert (patient.name.family, patient.mrn, patient.sex) == ("Ng", "77", "female")
    assert house.ledger.journal.patient_with("77", "clinic") == patient_id


@pytest.mark.parametrize("missing", ["family", "given", "birth_date", "sex"])
def test_nobody_is_registered_without_what_tells_people_apart(house: House, missing: str) -> None:
    person = {**NEW, missing: None if missing == "birth_date" else ""}
    with pytest.raises(Refused, match=f"filled in: {missing.replace('_', ' ')}") as refused:
        booking.register(house.ledger, house.front_desk, **person)
    assert refused.value.field == missing
    assert house.ledger.journal.search("Ng") == ()


def test_a_record_number_has_one_owner(house: House) -> None:
    """Hazard: two patients under one number, and the allergies of one on the other's case."""
    house.patient()
    with pytest.raises(Refused, match="belongs to somebody") as refused:
        booking.register(house.ledger, house.front_desk, mrn=" 00286641 ", **NEW)
    assert refused.value.field == "mrn"
    assert house.ledger.journal.search("Ng") == ()


@pytest.mark.parametrize("missing", ["room", "operator"])
def test_a_visit_has_a_room_and_an_operator(house: House, missing: str) -> None:
    patient_id = house.patient()
    place: dict[str, str] = {"room": "Room 1", "operator": "okafor", missing: ""}
    with pytest.raises(Refused, match=f"Choose the {missing}") as refused:
        booking.visit(house.ledger, house.front_desk, patient_id, at=house.clock.at, **place)
    assert refused.value.field == missing
    assert house.ledger.journal.cases_of(patient_id) == ()
