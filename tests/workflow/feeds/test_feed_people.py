"""Whom a feed means: nobody's record is written over by somebody else's."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from procdesk.domain.feeds.condition import BundleCondition
from procdesk.domain.feeds.feed import (
    BookingAct,
    BookingFacts,
    FeedParse,
    MergeFacts,
    Message,
    PatientFacts,
)
from procdesk.domain.feeds.feed import FeedFacts as Told
from procdesk.domain.medicines.medication import Allergy, Medication, Standing
from procdesk.domain.visit.patient import Identifier, Name, Sex
from procdesk.interop.read import read
from procdesk.workflow.booking.finding_people import known
from procdesk.workflow.feeds.imported_people import find_patient
from procdesk.workflow.feeds.importing import MessageOutcome, take
from support.small_clinic import House

NUMBER = (Identifier("1234", "hospital", "MR"),)
RUTH = PatientFacts(
    name=Name("Abernathy", "Ruth"), identifiers=NUMBER, birth_date=date(1947, 3, 14), sex=Sex.FEMALE
)
OTHER = (Identifier("77", "hospital", "MR"),)


def tell(house: House, *facts: Told) -> MessageOutcome:
    number = house.ledger.new_id()
    message = Message(sender="test", message_id=number, sha256=number, kind="T", facts=facts)
    return take(house.ledger, FeedParse("test", (message,)), "f")[0]


def test_a_number_that_is_anothers_writes_over_nobody(house: House) -> None:
    """Hazard: one record number typed for two people, and the second takes the first's place."""
    tell(house, RUTH)
    at = datetime(2026, 11, 23, 15, tzinfo=UTC)
    other = replace(RUTH, name=Name("Ng", "An"), birth_date=date(1980, 1, 2))
    outcome = tell(
        house,
        BookingFacts(
            patient=other,
            act=BookingAct.BOOK,
            external_id="B1",
            procedure_text="ESI",
            scheduled_at=at,
        ),
    )
    assert outcome.what == "not taken"
    assert "another name and another birth date" in outcome.decide[0]
    patient = house.ledger.patient(find_patient(house.ledger, NUMBER))
    assert (patient.name.formal, patient.birth_date) == ("ABERNATHY, Ruth", date(1947, 3, 14))
    assert house.ledger.journal.case_of("B1") == ""


@pytest.mark.parametrize(
    "change",
    [
        replace(RUTH, name=Name("Miller", "Ruth")),
        replace(RUTH, birth_date=date(1947, 4, 13)),
        replace(RUTH, name=Name("Miller", "Ruth"), birth_date=None),
    ],
)
def test_a_new_name_or_a_corrected_birth_date_is_taken(house: House, change: PatientFacts) -> None:
    tell(house, RUTH)
    assert tell(house, change).what == "applied"
    patient = house.ledger.patient(find_patient(house.ledger, NUMBER))
    assert patient.name == change.name
    assert patient.birth_date == (change.birth_date or RUTH.birth_date)


def test_numbers_of_two_patients_in_one_message_are_a_question(house: House) -> None:
    tell(house, RUTH)
    tell(house, replace(RUTH, identifiers=OTHER))
    outcome = tell(house, replace(RUTH, identifiers=NUMBER + OTHER))
    assert "different patients" in outcome.decide[0]
    assert tell(house, MergeFacts(replace(RUTH, identifiers=NUMBER + OTHER), OTHER)).decide == ()
    assert tell(house, replace(RUTH, identifiers=NUMBER + OTHER)).what == "applied"


def test_nobody_is_born_tomorrow(house: House) -> None:
    outcome = tell(house, replace(RUTH, birth_date=date(2047, 3, 14)))
    assert (outcome.what, find_patient(house.ledger, NUMBER)) == ("not taken", "")


def test_a_message_that_was_not_taken_is_looked_at_again(house: House) -> None:
    reading = FeedParse(
        "test",
        (
            Message(
                sender="a",
                message_id="1",
                sha256="x",
                kind="T",
                facts=(replace(RUTH, deceased=True),),
            ),
        ),
    )
    tell(house, replace(RUTH, name=Name("Ng", "An"), birth_date=date(1980, 1, 2)))
    assert take(house.ledger, reading, "f")[0].what == "not taken"
    entries = len(house.ledger.clinic.set_aside)
    assert take(house.ledger, reading, "f")[0].what == "not taken"
    assert len(house.ledger.clinic.set_aside) == entries
    tell(house, replace(RUTH, birth_date=date(1980, 1, 2)))
    assert take(house.ledger, reading, "f")[0].what == "applied"


@pytest.mark.parametrize("known_before", [True, False])
def test_a_booking_of_a_deceased_patient_is_pointed_out(house: House, known_before: bool) -> None:
    dead = replace(RUTH, deceased=True)
    if known_before:
        tell(house, dead)
    at = datetime(2026, 11, 23, 15, tzinfo=UTC)
    patient = RUTH if known_before else dead
    outcome = tell(
        house,
        BookingFacts(
            patient=patient,
            act=BookingAct.BOOK,
            external_id="B1",
            procedure_text="ESI",
            scheduled_at=at,
        ),
    )
    assert "registered as deceased" in outcome.decide[0]


def bundle(*more: object) -> bytes:
    patient = {
        "resourceType": "Patient",
        "name": [{"family": "Abernathy", "given": ["Ruth"]}],
        "identifier": [{"value": "1234", "system": "hospital"}],
        "birthDate": "1947-03-14",
    }
    entries = [{"resource": one} for one in (patient, *more)]
    return json.dumps({"resourceType": "Bundle", "entry": entries}).encode()


def appointment(number: str, start: str) -> dict[str, object]:
    return {
        "resourceType": "Appointment",
        "id": number,
        "status": "booked",
        "start": start,
        "description": "LEFT L3 L4 MBB",
    }


def test_a_new_patient_with_two_bookings_is_one_patient(house: House) -> None:
    raw = bundle(
        appointment("F1", "2026-11-23T10:00:00-05:00"), appointment("F2", "2026-12-07T15:00:00Z")
    )
    take(house.ledger, read(raw, ZoneInfo("America/New_York")), "f")
    assert len(house.ledger.journal.search("Abernathy")) == 1
    patient_id = find_patient(house.ledger, (Identifier("1234", "hospital"),))
    assert len(house.ledger.journal.cases_of(patient_id)) == 2


def test_a_bundle_of_two_patients_gives_neither_the_others_allergies(house: House) -> None:
    other = {"resourceType": "Patient", "name": [{"family": "Ng"}], "identifier": [{"value": "9"}]}
    allergy = {"resourceType": "AllergyIntolerance", "code": {"text": "Iodine"}}
    reading = read(bundle(other, allergy), ZoneInfo("UTC"))
    assert reading.messages == ()
    assert reading.set_aside[0].reason == (
        "it tells of 2 patients: send one bundle for each of them"
    )


def test_a_bundle_without_lists_keeps_them(house: House) -> None:
    """Hazard: an export of appointments only, and the allergy to latex is gone."""
    person = replace(
        RUTH,
        identifiers=(Identifier("1234", "hospital"),),
        allergies=(Allergy(id="1", text="Latex"),),
        medications=(Medication(id="2", text="Warfarin"),),
    )
    tell(house, person)
    for raw in (bundle(), bundle(appointment("F1", "2026-11-23T10:00:00-05:00"))):
        take(house.ledger, read(raw, ZoneInfo("UTC")), "f")
        patient = house.ledger.patient(find_patient(house.ledger, person.identifiers))
        assert [one.text for one in patient.allergies] == ["Latex"]
        assert [one.text for one in patient.medications] == ["Warfarin"]
    new = {"resourceType": "AllergyIntolerance", "code": {"text": "Iodine"}}
    take(house.ledger, read(bundle(new), ZoneInfo("UTC")), "f")
    patient = house.ledger.patient(find_patient(house.ledger, person.identifiers))
    assert [one.text for one in patient.allergies] == ["Iodine"]
    assert [one.text for one in patient.medications] == ["Warfarin"]


def test_a_list_of_which_no_line_can_be_used_is_told_line_by_line(house: House) -> None:
    head = "Date,Time,Last name,First name,DOB,MRN,Procedure\n"
    raw = (head + "23/11/2026,08:30,Li,Wei,1970-01-02,77,MBB\n" * 450).encode()
    take(house.ledger, read(raw, ZoneInfo("UTC")), "f")
    assert len(house.ledger.clinic.set_aside) == 450


def test_after_a_merge_the_earlier_visits_are_of_the_kept_record(house: House) -> None:
    """Hazard: the visit of last month, and what was learnt in it, is gone with the old number."""
    old = replace(RUTH, identifiers=OTHER)
    at = house.clock.at
    tell(
        house,
        BookingFacts(
            patient=old,
            act=BookingAct.BOOK,
            external_id="B1",
            procedure_text="ESI",
            scheduled_at=at,
        ),
    )
    tell(
        house,
        BookingFacts(
            patient=RUTH,
            act=BookingAct.BOOK,
            external_id="B2",
            procedure_text="ESI",
            scheduled_at=at + timedelta(days=9),
        ),
    )
    first, second = (house.ledger.journal.case_of(one) for one in ("B1", "B2"))
    assert house.ledger.earlier(house.ledger.case(second)) == ()
    tell(house, MergeFacts(RUTH, OTHER))
    assert [one.id for one in house.ledger.earlier(house.ledger.case(second))] == [first]
    patient_id = find_patient(house.ledger, NUMBER)
    assert [one.id for one in known(house.ledger, patient_id).cases] == [second, first]


def test_a_bundle_proposes_the_thinner_that_was_held_and_not_what_is_long_over(
    house: House,
) -> None:
    def row(text: str, standing: Standing) -> Medication:
        at = datetime(2020, 1, 1, tzinfo=UTC)
        return Medication(id=text, text=text, source="s", at=at, standing=standing)

    facts = replace(
        RUTH,
        medications=(
            row("Clopidogrel 75 mg", Standing.STOPPED),
            row("Amoxicillin 500 mg", Standing.STOPPED),
            row("Lisinopril 10 mg", Standing.IN_USE),
        ),
        conditions=(BundleCondition("Chronic anticoagulation"),),
    )
    tell(house, facts)
    patient = house.ledger.patient(find_patient(house.ledger, NUMBER))
    assert [one.text for one in patient.medications] == [
        "Clopidogrel 75 mg",
        "Lisinopril 10 mg",
        "Chronic anticoagulation",
    ]
    tell(house, RUTH)  # a message that says nothing of medicines changes none
    assert len(house.ledger.patient(patient.id).medications) == 3
