"""Imported medicines: a thinner that was ever taken stays; what is over and harmless goes."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from procdesk import app
from procdesk.domain.feeds.condition import BundleCondition
from procdesk.domain.medicines.medication import LastDose, Medication, Precision, Standing
from procdesk.workflow.feeds.imported_medicines import that_count

REFERENCE = app.reference()
NOW = datetime(2026, 11, 25, 14, 0, tzinfo=UTC)


def counting(text: str, days_ago: int | None = None, **more: Any) -> bool:
    at = None if days_ago is None else NOW - timedelta(days=days_ago)
    row = Medication(id="1", text=text, at=at, **more)
    return bool(that_count((row,), (), REFERENCE, NOW))


@pytest.mark.parametrize("standing", [Standing.STOPPED, Standing.GIVEN])
@pytest.mark.parametrize("days_ago", [None, 1, 45, 46, 400, 4000])
def test_a_thinner_stays_whatever_became_of_it(standing: Standing, days_ago: int | None) -> None:
    for text in ("warfarin 5 mg", "Plavix", "Innohep", "Zorvex and Eliquis"):
        assert counting(text, days_ago, standing=standing)


@pytest.mark.parametrize(
    ("text", "days_ago", "standing", "counts"),
    [
        ("lisinopril", None, Standing.IN_USE, True),
        ("lisinopril", 4000, Standing.IN_USE, True),
        ("ciprofloxacin", 45, Standing.STOPPED, True),
        ("ciprofloxacin", 46, Standing.STOPPED, False),
        ("ciprofloxacin", None, Standing.STOPPED, False),
        ("ciprofloxacin", 1, Standing.GIVEN, False),
        ("Zorvex", None, Standing.STOPPED, True),
        ("Zorvex", 45, Standing.STOPPED, True),
        ("Zorvex", 46, Standing.STOPPED, False),
        ("Zorvex", 1, Standing.GIVEN, True),
        ("Depakote", 1, Standing.STOPPED, True),
        ("ibuprofen", 45, Standing.STOPPED, True),
        ("ibuprofen", 1, Standing.GIVEN, True),
        ("ibuprofen", 46, Standing.STOPPED, False),
        ("ibuprofen", None, Standing.STOPPED, True),
        ("sertraline", 400, Standing.STOPPED, False),
    ],
)
def test_what_does_not_thin_counts_while_it_is_young(
    text: str, days_ago: int | None, standing: Standing, counts: bool
) -> None:
    assert counting(text, days_ago, standing=standing) is counts


def test_the_later_of_order_and_last_dose_tells_how_young_it_is() -> None:
    last = LastDose(Precision.TIME, NOW - timedelta(days=3))
    assert counting("ciprofloxacin", 90, standing=Standing.STOPPED, last_dose=last)


@pytest.mark.parametrize(
    "text",
    [
        "Long-term (current) use of anticoagulants",
        "Long term (current) use of aspirin",
        "Chronic anticoagulation",
        "Antiphospholipid syndrome on warfarin",
        "Drug eluting stent to LAD 4 months ago, DAPT",
        "Anticoagulated for PE, last dose this morning",
        "Toma Sintrom por FA",
        "AF on Eliquis",
        "No diabetes; on blood thinners",
        "lovenox bridge",
    ],
)
def test_a_problem_that_tells_of_a_thinner_is_a_row(text: str) -> None:
    (row,) = that_count((), (BundleCondition(text),), REFERENCE, NOW)
    assert (row.text, row.source) == (text, "problem list")
    assert REFERENCE.recognise(row.text) is None


@pytest.mark.parametrize(
    "text",
    [
        "Not on any blood thinners",
        "Afib, not on anticoagulation, Watchman",
        "AC joint arthritis",
        "Was told to avoid blood thinners after brain bleed",
        "Wife takes Eliquis",
        "Aspirin allergy",
        "Heparin-induced thrombocytopenia",
        "Lupus anticoagulant",
        "Mechanical mitral valve",
        "on lisinopril for hypertension",
        "",
    ],
)
def test_a_problem_that_tells_of_none_is_no_row(text: str) -> None:
    assert that_count((), (BundleCondition(text),), REFERENCE, NOW) == ()


@pytest.mark.parametrize("code", ["Z79.0", "Z79.01", "Z79.02", "Z79.82", "711150003"])
def test_a_code_tells_it_without_words(code: str) -> None:
    condition = BundleCondition("", frozenset({code}))
    (row,) = that_count((), (condition,), REFERENCE, NOW)
    assert row.text == "blood thinner"
    assert that_count((), (BundleCondition("", frozenset({"Z79.1"})),), REFERENCE, NOW) == ()
