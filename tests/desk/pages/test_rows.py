"""Medicines row by row: the last dose as the patient says it, and what is known stands there."""

from pathlib import Path

from PySide6.QtWidgets import QApplication

from desk.conftest import Open
from procdesk.demo.hands import Hands
from procdesk.domain.medicines.medication import Confirmation, Precision
from support.small_clinic import House


def at_medicines(house: House, open_desk: Open, pictures: Path, case_id: str) -> Hands:
    desk = open_desk(house, house.nurse)
    desk.open_case(case_id)
    assert desk.frame is not None
    desk.frame.open_section("medicines")
    QApplication.processEvents()
    return Hands(desk, pictures)


def test_a_last_dose_is_taken_in_the_patients_words(
    house: House, open_desk: Open, tmp_path: Path
) -> None:
    case_id = house.booked()
    house.arrived(case_id)
    hands = at_medicines(house, open_desk, tmp_path, case_id)
    hands.write("Name", "Eliquis")
    hands.write("Dose, as taken", "5 mg twice")
    hands.write("Last dose, as said", "Sunday about eight", enter=True)
    assert "Write it as" in hands.reads()
    assert house.ledger.case(case_id).medications == ()
    hands.write("Last dose, as said", "Sunday evening", enter=True)
    (row,) = house.ledger.case(case_id).medications
    assert (row.ingredient, row.last_dose.precision) == ("apixaban", Precision.PART_OF_DAY)
    assert row.last_dose.latest_at is not None
    local = row.last_dose.latest_at.astimezone(house.ledger.clinic.zone)
    assert f"{local:%a %H:%M}" == "Mon 00:00"
    assert "counted from" in hands.reads()


def test_what_an_earlier_visit_knew_is_confirmed_by_its_last_dose(
    house: House, open_desk: Open, tmp_path: Path
) -> None:
    patient_id = house.patient()
    first = house.booked(patient_id)
    house.arrived(first)
    house.checked(first)
    house.clock.forward(days=14)
    second = house.booked(patient_id)
    house.arrived(second)
    hands = at_medicines(house, open_desk, tmp_path, second)
    hands.press("The patient names no more medicines")
    assert "Ask about every row first: 1 still open." in hands.reads()
    hands.press("Or last dose of Metformin 500 mg Yesterday")
    (row,) = house.ledger.case(second).medications
    assert row.confirmation is Confirmation.CONFIRMED
    assert (row.dose, row.last_dose.words) == ("twice a day", "Yesterday")
