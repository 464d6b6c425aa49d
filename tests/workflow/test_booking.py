"""The next visit: booked for a patient who is known, on another day, and found again."""

from datetime import datetime, timedelta

import pytest

from house import House
from procdesk.domain.case import Case
from procdesk.domain.stage import End
from procdesk.workflow import booking, ending
from procdesk.workflow.refused import Refused


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
    found = booking.next_visit(house.ledger, case)
    assert found is not None
    assert found.id == booked.id
    assert [one.id for one in house.ledger.cases_on(at.date())] == [booked.id]


def test_the_earliest_that_lies_ahead_and_is_not_called_off_is_the_next(house: House) -> None:
    case = house.ledger.case(house.whole())
    now = house.clock.at
    later, first = (
        book(house, case, now + timedelta(days=30)),
        book(house, case, now + timedelta(7)),
    )
    found = booking.next_visit(house.ledger, case)
    assert found is not None
    assert found.id == first.id
    told = {"by": "the patient", "reason": "another day suits better"}
    ending.end(house.ledger, house.front_desk, first.id, End.RESCHEDULED, told)
    found = booking.next_visit(house.ledger, case)
    assert found is not None
    assert found.id == later.id
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
