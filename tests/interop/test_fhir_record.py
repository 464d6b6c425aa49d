"""FHIR records beyond names: nothing that may still count is left out."""

import json
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from procdesk.domain.feeds.bundle_record import BundleRecord
from procdesk.domain.feeds.feed import Unreadable
from procdesk.domain.medicines.medication import Precision
from procdesk.interop.fhir_medicines import NO_NAME
from procdesk.interop.fhir_record import NO_SUBSTANCE, read_record

NOW = datetime(2026, 11, 25, 14, 0, tzinfo=UTC)
ZONE = ZoneInfo("America/New_York")
PATIENT: dict[str, Any] = {
    "resourceType": "Patient",
    "id": "p",
    "name": [{"family": "Abernathy", "given": ["Ruth"]}],
    "identifier": [{"value": "1"}],
}


def record(*resources: dict[str, Any]) -> BundleRecord:
    entry = [{"resource": one} for one in (PATIENT, *resources)]
    bundle = {"resourceType": "Bundle", "type": "collection", "entry": entry}
    return read_record(json.dumps(bundle).encode(), ZONE, NOW)


def medicine(kind: str, **fields: Any) -> dict[str, Any]:
    return {"resourceType": kind, "medicationCodeableConcept": {"text": "Warfarin"}, **fields}


def test_a_statement_knows_the_last_dose_and_a_request_does_not() -> None:
    stated = medicine(
        "MedicationStatement",
        status="active",
        effectivePeriod={"end": "2026-11-20T08:00:00-05:00"},
    )
    asked = medicine("MedicationRequest", status="active", authoredOn="2026-11-01")
    first, second = record(stated, asked).medications
    assert first.last_dose.latest_at == datetime(2026, 11, 20, 13, 0, tzinfo=UTC)
    assert second.last_dose.precision is Precision.UNKNOWN


def test_a_day_counts_to_its_end_and_not_past_now() -> None:
    for moment, latest in (
        ("2026-11-22", datetime(2026, 11, 23, 5, 0, tzinfo=UTC)),
        ("2026-11-25", NOW),
        ("2026-12-01", datetime(2026, 12, 1, 5, 0, tzinfo=UTC)),  # to come: for the rule to say
    ):
        (row,) = record(
            medicine("MedicationStatement", status="completed", effectiveDateTime=moment)
        ).medications
        assert row.last_dose.latest_at == latest, moment
    for vague in ("2026-11", "2026", "last week"):
        (row,) = record(
            medicine("MedicationStatement", status="stopped", effectiveDateTime=vague)
        ).medications
        assert row.last_dose.precision is Precision.UNKNOWN, vague


def test_a_statement_that_is_over_counts_by_its_last_dose() -> None:
    over = medicine(
        "MedicationStatement", status="stopped", effectivePeriod={"end": "2026-11-24T20:00:00Z"}
    )
    assert record(over).medications[0].last_dose.latest_at is not None
    undated = medicine("MedicationStatement", status="stopped")
    assert record(undated).medications  # nobody can say when


def test_what_has_no_name_stays_as_something_that_nobody_recognises() -> None:
    bundle = record(
        {"resourceType": "MedicationRequest", "status": "active"},
        {"resourceType": "AllergyIntolerance"},
    )
    assert [one.text for one in bundle.medications] == [NO_NAME]
    assert [one.text for one in bundle.patient.allergies or ()] == [NO_SUBSTANCE]


def test_a_medicine_is_named_by_its_reference_contained_or_in_the_bundle() -> None:
    medication = {
        "resourceType": "Medication",
        "id": "m1",
        "code": {"coding": [{"display": "Apixaban"}]},
    }
    for reference, more in (
        ({"reference": "Medication/m1"}, {}),
        ({"reference": "urn:uuid:m1"}, {}),
        ({"reference": "#m1"}, {"contained": [medication]}),
        ({"display": "Apixaban"}, {}),
    ):
        bundle = record(
            medication,
            {
                "resourceType": "MedicationRequest",
                "status": "active",
                "medicationReference": reference,
                **more,
            },
        )
        assert [one.text for one in bundle.medications] == ["Apixaban"]


def test_an_allergy_tells_its_substance_and_how_bad_it_was() -> None:
    bundle = record(
        {
            "resourceType": "AllergyIntolerance",
            "code": {"text": "Drug allergy"},
            "reaction": [
                {
                    "substance": {"text": "Iohexol"},
                    "manifestation": [{"text": "Hives"}],
                    "severity": "mild",
                }
            ],
        },
        {
            "resourceType": "AllergyIntolerance",
            "code": {"text": "Latex"},
            "verificationStatus": {"coding": [{"code": "refuted"}]},
        },
    )
    (allergy,) = bundle.patient.allergies or ()
    assert (allergy.text, allergy.reaction) == ("Drug allergy, Iohexol", "Hives, mild")


def test_problems_that_are_over_are_left_out_and_all_names_are_kept() -> None:
    def problem(status: str, **fields: Any) -> dict[str, Any]:
        code = {"text": "Diabetes", "coding": [{"display": "Type 2 diabetes mellitus"}]}
        return {
            "resourceType": "Condition",
            "code": code,
            "clinicalStatus": {"coding": [{"code": status}]},
            **fields,
        }

    bundle = record(
        problem("active"),
        problem("relapse"),
        problem("resolved"),
        problem("active", abatementDateTime="2020-01-01"),
    )
    assert [one.text for one in bundle.conditions] == ["Diabetes; Type 2 diabetes mellitus"] * 2


def test_values_are_read_from_observations_and_their_parts() -> None:
    bundle = record(
        {
            "resourceType": "Observation",
            "status": "final",
            "effectiveDateTime": "2026-11-25T08:00:00Z",
            "code": {"coding": [{"system": "http://loinc.org", "code": "85354-9"}]},
            "component": [
                {
                    "code": {"coding": [{"system": "http://loinc.org", "code": "8480-6"}]},
                    "valueQuantity": {"value": 132.5, "code": "mm[Hg]"},
                }
            ],
        },
        {
            "resourceType": "Observation",
            "status": "entered-in-error",
            "code": {"coding": [{"system": "http://loinc.org", "code": "6301-6"}]},
            "valueQuantity": {"value": 1.0},
        },
        {
            "resourceType": "Observation",
            "status": "final",
            "code": {"coding": [{"system": "http://loinc.org", "code": "6301-6"}]},
            "valueQuantity": {"value": 5, "comparator": "<"},
        },
    )
    assert [(one.loinc, one.value, one.unit) for one in bundle.measured] == [
        ("8480-6", Decimal("132.5"), "mm[Hg]"),
        ("6301-6", Decimal(5), "<"),  # "less than five": no rule converts such a unit
    ]


def test_what_is_no_bundle_names_its_place() -> None:
    for raw in (b"", b"{}", b'{"resourceType": "Bundle", "entry": []}'):
        with pytest.raises(Unreadable):
            read_record(raw, ZONE, NOW)
