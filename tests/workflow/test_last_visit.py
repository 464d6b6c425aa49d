"""Answers of an earlier visit are shown beside the question and are never answers themselves."""

import pytest

from procdesk.domain.entry import Json
from procdesk.domain.medicines.medication import Confirmation, LastDose, Precision
from procdesk.domain.visit.list_confirmation import allergy_rows, medicine_rows
from procdesk.workflow import answers
from procdesk.workflow.checks import medicines
from procdesk.workflow.refused import Refused
from support.small_clinic import House


def test_only_earlier_visits_and_only_what_rarely_changes_is_told(house: House) -> None:
    patient_id = house.patient()
    first = house.booked(patient_id)
    values: dict[str, Json] = {
        "implants.any": ["pacemaker"],
        "diabetes.type": "not-asked",
        "papers.any_missing": ["none"],
    }
    answers.answer(house.ledger, house.nurse, first, "implants", values)
    asked_at = house.clock.at
    house.clock.forward(days=90)
    second = house.booked(patient_id)

    before = answers.last_visit(house.ledger, house.ledger.case(second))
    assert {key: (one.value, one.at) for key, one in before.items()} == {
        "implants.any": (["pacemaker"], asked_at)
    }
    assert house.ledger.case(second).value("implants.any") is None
    assert answers.last_visit(house.ledger, house.ledger.case(first)) == {}


def test_medicines_and_allergies_of_an_earlier_visit_are_asked_again(house: House) -> None:
    """Hazard: what the patient takes is known here and nobody asks about it."""
    ledger, patient_id = house.ledger, house.patient()
    first = house.booked(patient_id)
    house.arrived(first)
    house.checked(first)
    house.clock.forward(days=14)
    second = house.booked(patient_id)
    house.arrived(second)

    outcome = ledger.outcome(second)
    (medicine,) = medicine_rows(outcome.case, outcome.patient)
    (allergy,) = allergy_rows(outcome.case, outcome.patient)
    for row in (medicine, allergy):
        assert row.confirmation is Confirmation.PROPOSED
        assert row.source == "the visit of 23 Nov 2026"
    assert medicine.last_dose == LastDose(Precision.UNKNOWN)
    assert outcome.case.medications == ()
    assert outcome.case.allergies == ()
    for name in ("medicines", "allergies"):
        with pytest.raises(Refused, match="1 still open"):
            medicines.no_more(ledger, house.nurse, second, name)

    medicines.confirm_allergy(
        ledger,
        house.nurse,
        second,
        row_id=allergy.id,
        text=allergy.text,
        reaction="",
        confirmation=Confirmation.DENIED,
    )
    medicines.no_more(ledger, house.nurse, second, "allergies")
    house.clock.forward(days=14)
    third = house.booked(patient_id)
    outcome = ledger.outcome(third)
    assert allergy_rows(outcome.case, outcome.patient) == ()
    assert len(medicine_rows(outcome.case, outcome.patient)) == 1
