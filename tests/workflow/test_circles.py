"""Two desks can each write what together makes no sense: reading never refuses and never hangs."""

import pytest

from procdesk.domain.entry import Entry, Json, Kind, case_subject, patient_subject
from procdesk.domain.visit.case_fold import fold
from procdesk.workflow.ledger import STATION_STAFF, Act
from support.small_clinic import House


def merged(house: House, gone: str, into: str) -> None:
    acts = [Act(patient_subject(gone), Kind.PATIENTS_MERGED, {"into": into})]
    house.ledger.record(STATION_STAFF, acts)


def test_records_merged_into_each_other_stay_and_lose_nothing(house: House) -> None:
    ruth = house.patient(allergies=[{"id": "1", "text": "Latex"}])
    other = house.patient(
        family="Abernethy",
        identifiers=[{"value": "9", "system": "clinic", "kind": "MR"}],
        allergies=[{"id": "2", "text": "Penicillin"}],
        medications=[{"id": "3", "text": "Warfarin"}],
        deceased=True,
    )
    merged(house, ruth, other)
    merged(house, other, ruth)
    for patient_id, family in ((ruth, "Abernathy"), (other, "Abernethy")):
        patient = house.ledger.patient(patient_id)
        assert (patient.id, patient.name.family) == (patient_id, family)
        assert {one.text for one in patient.allergies} == {"Latex", "Penicillin"}
        assert [one.text for one in patient.medications] == ["Warfarin"]
        assert patient.deceased


def test_a_record_merged_into_itself_stays(house: House) -> None:
    ruth = house.patient()
    merged(house, ruth, ruth)
    assert house.ledger.patient(ruth).name.family == "Abernathy"


def test_a_patient_keeps_the_name_until_the_other_record_has_come(house: House) -> None:
    ruth = house.patient()
    merged(house, ruth, "not-here-yet")
    assert house.ledger.patient(ruth).name.family == "Abernathy"


@pytest.mark.parametrize("pair", [("one", "two"), ("one", "one")])
def test_amendments_of_each_other_are_kept_as_not_understood(
    house: House, pair: tuple[str, str]
) -> None:
    case_id = house.booked()
    before = house.ledger.case(case_id)
    ids = dict.fromkeys(pair)
    circle = []
    for entry_id, of in zip(ids, [*list(ids)[1:], pair[0]], strict=True):
        body: dict[str, Json] = {"of": of, "body": {"room": "Room 9"}}
        at = house.clock()
        circle.append(Entry(entry_id, case_subject(case_id), Kind.AMENDED, "adeyemi", at, at, body))
    after = fold([*before.entries, *circle])
    assert after.not_understood == tuple(circle)
    assert after.order == before.order
