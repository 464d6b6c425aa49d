"""FHIR medicines: each status as the standard means it; a last dose is never guessed."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from procdesk.domain.medicines.medication import Medication, Precision, Standing
from procdesk.interop.fhir_medicines import NO_NAME, medicines_of

NOW = datetime(2026, 11, 25, 14, 0, tzinfo=UTC)
ZONE = ZoneInfo("America/New_York")
OVER = {"end": "2026-11-20T08:00:00-05:00"}
AT = datetime(2026, 11, 20, 13, 0, tzinfo=UTC)
BOUND = [{"timing": {"repeat": {"boundsPeriod": OVER}}}]


def rows(kind: str, **fields: Any) -> tuple[Medication, ...]:
    resource = {
        "resourceType": kind,
        "medicationCodeableConcept": {"text": "warfarin 5 mg"},
        **fields,
    }
    return medicines_of([resource], ZONE, NOW)


REQUEST, STATEMENT = "MedicationRequest", "MedicationStatement"
GIVEN, SUPPLY = "MedicationAdministration", "MedicationDispense"


@pytest.mark.parametrize(
    ("kind", "status", "standing"),
    [
        *((REQUEST, one, Standing.IN_USE) for one in ("active", "")),
        *((REQUEST, one, Standing.STOPPED) for one in ("on-hold", "stopped", "completed")),
        *((REQUEST, one, Standing.STOPPED) for one in ("unknown", "paused")),
        *((STATEMENT, one, Standing.IN_USE) for one in ("active", "")),
        *((STATEMENT, one, Standing.STOPPED) for one in ("on-hold", "stopped", "completed")),
        *((STATEMENT, one, Standing.STOPPED) for one in ("intended", "unknown")),
        *((GIVEN, one, Standing.GIVEN) for one in ("completed", "in-progress", "stopped")),
        *((SUPPLY, one, Standing.IN_USE) for one in ("completed", "in-progress")),
        *((SUPPLY, one, Standing.STOPPED) for one in ("stopped", "on-hold", "preparation")),
    ],
)
def test_each_status_stands_for_what_the_standard_says(
    kind: str, status: str, standing: Standing
) -> None:
    (row,) = rows(kind, status=status)
    assert row.standing is standing
    assert ("stopped?" in row.source) is (standing is Standing.STOPPED)


@pytest.mark.parametrize("kind", [REQUEST, STATEMENT, GIVEN, SUPPLY])
def test_what_was_never_to_be_taken_is_no_row(kind: str) -> None:
    for status in ("entered-in-error", "cancelled", "draft", "not-done", "declined"):
        assert rows(kind, status=status) == ()
    assert rows(kind, status="active", doNotPerform=True) == ()
    assert rows(kind, status="active", doNotPerform=False) != ()


def test_not_taken_counts_only_with_the_day_that_it_was_last_taken() -> None:
    assert rows(STATEMENT, status="not-taken") == ()
    (row,) = rows(STATEMENT, status="not-taken", effectivePeriod=OVER)
    assert row.last_dose.latest_at == AT


@pytest.mark.parametrize(
    ("kind", "fields", "latest"),
    [
        (STATEMENT, {"status": "active", "effectiveDateTime": "2019-03-01"}, None),
        (STATEMENT, {"status": "active", "effectiveDateTime": "2026-10-05T09:00:00-04:00"}, None),
        (STATEMENT, {"status": "on-hold", "effectiveDateTime": "2019-03-01"}, None),
        (STATEMENT, {"status": "intended", "effectiveDateTime": "2026-11-01"}, None),
        (STATEMENT, {"status": "active", "effectivePeriod": {"start": "2019-03-01"}}, None),
        (STATEMENT, {"status": "completed", "effectivePeriod": {"start": "2019-03-01"}}, None),
        (STATEMENT, {"status": "active", "effectivePeriod": OVER}, AT),
        (STATEMENT, {"status": "stopped", "effectiveDateTime": OVER["end"]}, AT),
        (STATEMENT, {"status": "completed", "dateAsserted": "2026-11-20"}, None),
        (REQUEST, {"status": "active", "authoredOn": "2019-03-01"}, None),
        (REQUEST, {"status": "stopped", "authoredOn": "2019-03-01"}, None),
        (REQUEST, {"status": "active", "dosageInstruction": BOUND}, None),
        (REQUEST, {"status": "completed", "dosageInstruction": BOUND}, AT),
        (REQUEST, {"status": "completed", "dosageInstruction": [*BOUND, {"text": "x"}]}, None),
        (REQUEST, {"status": "completed", "dosageInstruction": ["x", *BOUND]}, None),
        (
            REQUEST,
            {"status": "stopped", "dispenseRequest": {"validityPeriod": OVER}},
            None,
        ),
        (GIVEN, {"status": "completed", "effectiveDateTime": OVER["end"]}, AT),
        (GIVEN, {"status": "completed", "effectivePeriod": OVER}, AT),
        (GIVEN, {"status": "stopped", "effectivePeriod": {"start": OVER["end"]}}, AT),
        (GIVEN, {"status": "in-progress", "effectivePeriod": {"start": OVER["end"]}}, None),
        (GIVEN, {"status": "completed"}, None),
        (SUPPLY, {"status": "completed", "whenHandedOver": "2026-11-20"}, None),
    ],
)
def test_a_last_dose_is_an_end_that_is_over_or_a_dose_that_was_given(
    kind: str, fields: dict[str, Any], latest: datetime | None
) -> None:
    (row,) = rows(kind, **fields)
    assert row.last_dose.latest_at == latest
    assert (row.last_dose.precision is Precision.UNKNOWN) is (latest is None)


def test_an_order_that_ended_more_than_once_ended_last() -> None:
    later = [{"timing": {"repeat": {"boundsPeriod": {"end": "2026-11-22T08:00:00-05:00"}}}}]
    (row,) = rows(REQUEST, status="completed", dosageInstruction=[*later, *BOUND])
    assert row.last_dose.latest_at == datetime(2026, 11, 22, 13, 0, tzinfo=UTC)
    to_come = [{"timing": {"repeat": {"boundsPeriod": {"end": "2027-11-22T08:00:00-05:00"}}}}]
    (row,) = rows(REQUEST, status="completed", dosageInstruction=[*BOUND, *to_come])
    assert row.last_dose.latest_at is None


def test_the_day_of_an_order_is_only_its_earliest() -> None:
    (row,) = rows(REQUEST, status="stopped", authoredOn="2026-11-01T10:00:00Z")
    assert row.at == datetime(2026, 11, 1, 10, 0, tzinfo=UTC)
    (row,) = rows(SUPPLY, status="completed", whenHandedOver="2026-11-02T10:00:00Z")
    assert row.at == datetime(2026, 11, 2, 10, 0, tzinfo=UTC)


def test_the_amount_that_was_given_is_the_dose() -> None:
    (row,) = rows(GIVEN, status="completed", dosage={"dose": {"value": 40, "unit": "mg"}})
    assert row.dose == "40 mg"
    (row,) = rows(GIVEN, status="completed", dosage={"dose": {"value": 40, "code": "mg"}})
    assert row.dose == "40 mg"
    (row,) = rows(REQUEST, status="active", dosageInstruction=[{"text": "daily"}, "x"])
    assert row.dose == "daily"


def test_of_two_tellings_the_later_dose_counts_and_an_unknown_one_outweighs_both() -> None:
    def statement(end: str) -> dict[str, Any]:
        return {
            "resourceType": STATEMENT,
            "status": "stopped",
            "medicationCodeableConcept": {"text": "warfarin"},
            "effectivePeriod": {"end": end},
        }

    first, second, never = (statement(one) for one in ("2026-11-01", "2026-11-10", ""))
    for order in ([first, second], [second, first]):
        (row,) = medicines_of(order, ZONE, NOW)
        assert row.last_dose.latest_at == datetime(2026, 11, 11, 5, 0, tzinfo=UTC)
    for order in ([first, never], [never, first]):
        (row,) = medicines_of(order, ZONE, NOW)
        assert row.last_dose.latest_at is None


def test_a_medicine_without_a_name_stays() -> None:
    (row,) = medicines_of([{"resourceType": REQUEST, "medicationReference": "x"}], ZONE, NOW)
    assert row.text == NO_NAME
