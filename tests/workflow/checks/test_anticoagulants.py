"""Agreement to stopping, and what raises the bleeding risk: nothing counts that nobody said."""

from datetime import date, timedelta

import pytest

from procdesk.domain.entry import Json, Kind, case_subject
from procdesk.domain.medicines.medication import LastDose, Medication, Precision
from procdesk.domain.visit.list_confirmation import medicine_rows
from procdesk.workflow.checks import anticoagulants, medicines
from procdesk.workflow.ledger import STATION_STAFF, Act
from procdesk.workflow.refused import Refused
from support.small_clinic import House


def taking(house: House) -> tuple[str, Medication]:
    """A case whose patient takes apixaban, and its row. It is Monday, 23 Nov 2026, 10:00 there."""
    case_id = house.booked()
    house.arrived(case_id)
    house.takes(case_id, "Eliquis 5 mg")
    return case_id, row(house, case_id)


def row(house: House, case_id: str) -> Medication:
    outcome = house.ledger.outcome(case_id)
    (medicine,) = medicine_rows(outcome.case, outcome.patient)
    return medicine


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("today", date(2026, 11, 23)),
        ("yesterday", date(2026, 11, 22)),
        ("Friday", date(2026, 11, 20)),
        ("3 days ago", date(2026, 11, 20)),
        ("yesterday 4 pm", date(2026, 11, 22)),
        ("2026-11-18", date(2026, 11, 18)),
    ],
)
def test_the_day_of_an_agreement_is_read_as_said(house: House, said: str, day: date) -> None:
    case_id, medicine = taking(house)
    anticoagulants.record_agreement(house.ledger, house.nurse, case_id, medicine, " Dr Khan ", said)
    medicine_row = row(house, case_id)
    assert (medicine_row.agreed_with, medicine_row.agreed_on) == ("Dr Khan", day)


@pytest.mark.parametrize(
    ("by", "on", "words", "field"),
    [
        (" ", "today", "the prescriber's name", "agreed_with"),
        ("Dr Khan", "", "Write it as", "agreed_on"),
        ("Dr Khan", "some time ago", "Write it as", "agreed_on"),
        ("Dr Khan", "2026-11-24", "still to come", "agreed_on"),
    ],
)
def test_an_agreement_of_nobody_or_of_no_day_is_none(
    house: House, by: str, on: str, words: str, field: str
) -> None:
    """Hazard: a blood thinner is stopped and no prescriber agreed."""
    case_id, medicine = taking(house)
    with pytest.raises(Refused, match=words) as refused:
        anticoagulants.record_agreement(house.ledger, house.nurse, case_id, medicine, by, on)
    assert refused.value.field == field
    assert row(house, case_id) == medicine


def test_no_answer_about_bleeding_is_not_an_answer_of_none(house: House) -> None:
    case_id, _medicine = taking(house)
    with pytest.raises(Refused, match="None of these") as refused:
        anticoagulants.factors(house.ledger, house.nurse, case_id, [])
    assert refused.value.field == "factors"
    assert house.ledger.case(case_id).value("medicines.bleeding_factors") is None


def test_without_a_planned_hour_nobody_is_told_when_to_stop(house: House) -> None:
    case_id, medicine = taking(house)
    anticoagulants.record_agreement(
        house.ledger, house.nurse, case_id, medicine, "Dr Khan", "today"
    )
    body: dict[str, Json] = {"scheduled_at": ""}
    house.ledger.record(STATION_STAFF, [Act(case_subject(case_id), Kind.ORDER_SET, body)])
    assert anticoagulants.agreed_to_stop(house.ledger, house.ledger.outcome(case_id)) == ()


@pytest.mark.parametrize(
    ("day", "latest"),
    [
        # At 10:00 in New York, which is 15:00 UTC; a day counts from its end.
        ("today", "2026-11-23T10:00:00-05:00"),
        ("yesterday", "2026-11-23T00:00:00-05:00"),
        ("days", "2026-11-22T00:00:00-05:00"),
        ("week", "2026-11-16T00:00:00-05:00"),
    ],
)
def test_a_day_counts_from_the_latest_moment_that_it_can_mean(
    house: House, day: str, latest: str
) -> None:
    zone = house.ledger.clinic.zone
    dose = medicines.last_dose_on(day, "", house.clock.at, zone)
    assert dose.latest_at is not None
    assert dose.latest_at.astimezone(zone).isoformat() == latest
    assert house.clock.at - dose.latest_at >= timedelta(0)


@pytest.mark.parametrize("day", ["", "unknown", "long ago"])
def test_a_day_that_nobody_knows_is_no_moment(house: House, day: str) -> None:
    """Hazard: an unknown last dose counts as one that is long over."""
    dose = medicines.last_dose_on(day, "can not say", house.clock.at, house.ledger.clinic.zone)
    assert dose == LastDose(Precision.UNKNOWN, None, "can not say")


def test_a_row_without_a_name_is_no_row(house: House) -> None:
    case_id = house.booked()
    house.arrived(case_id)
    with pytest.raises(Refused, match="as the patient says it") as refused:
        house.takes(case_id, " ")
    assert refused.value.field == "text"
    with pytest.raises(Refused, match="as the patient says it"):
        house.reacts(case_id, " ", "rash")
    case = house.ledger.case(case_id)
    assert (case.medications, case.allergies) == ((), ())
