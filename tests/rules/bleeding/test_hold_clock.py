"""The clock of blood thinners: when a row is met, from section 3.1 to 3.3 of the fact base."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from msgspec import structs

from procdesk.domain.finding import Effect
from procdesk.domain.medicines.medication import Confirmation, LastDose, Precision
from procdesk.rules.bleeding.anticoagulants import clocks
from support.anticoagulant_cases import (
    CANNOT,
    HIGH,
    LIMITS,
    LOW,
    MET,
    MIDDLE,
    NOT_MET,
    NOW,
    D,
    facts,
    findings_by_key,
    medicine,
    result,
)

# Section 3.1: drug · hours at high · at intermediate; at low none of these asks for a time.
TIMED: dict[str, tuple[int | None, int | None]] = {
    "Diclofenac": (D, None),
    "Ketorolac": (D, None),
    "Ibuprofen": (D, None),
    "Etodolac": (2 * D, None),
    "Indomethacin": (2 * D, None),
    "Naproxen": (4 * D, None),
    "Meloxicam": (4 * D, None),
    "Nabumetone": (6 * D, None),
    "Oxaprozin": (10 * D, None),
    "Piroxicam": (10 * D, None),
    "Cilostazol": (2 * D, None),
    "Dipyridamole": (2 * D, None),
    "Clopidogrel": (7 * D, 7 * D),
    "Prasugrel": (10 * D, 10 * D),
    "Ticagrelor": (5 * D, 5 * D),
    "Rivaroxaban": (3 * D, 3 * D),
    "Apixaban": (3 * D, 3 * D),
    "Edoxaban": (3 * D, 3 * D),
    "Fondaparinux": (4 * D, 4 * D),
    "Dalteparin": (24, 24),
    "Abciximab": (5 * D, 5 * D),
    "Eptifibatide": (24, 24),
    "Tirofiban": (24, 24),
}


@pytest.mark.parametrize("drug", TIMED)
@pytest.mark.parametrize("at", [HIGH, MIDDLE])
def test_a_timed_row_is_met_from_its_hour_on_and_never_before(drug: str, at: str) -> None:
    hours = TIMED[drug][(HIGH, MIDDLE).index(at)]
    if hours is None:
        assert result(drug, 0, at) is MET
        return
    minute = 1 / 60
    assert result(drug, hours - minute, at) is NOT_MET
    assert result(drug, hours, at) is MET
    assert result(drug, hours + minute, at) is MET
    assert result(drug, None, at) is CANNOT
    assert result(drug, -minute, at) is CANNOT


# Section 3.1, ways of taking it: hours at high, intermediate, low.
WAYS = [
    ("Heparin", "intravenous", (6, 6, 6)),
    ("Heparin", "under the skin, two or three times a day", (24, 6, 6)),
    ("Enoxaparin", "prophylactic dose", (12, 12, 12)),
    ("Enoxaparin", "therapeutic dose", (24, 24, 24)),
    ("Aspirin", "primary prevention", (6 * D, None, None)),
]


@pytest.mark.parametrize(("drug", "way", "hours"), WAYS)
@pytest.mark.parametrize("at", [HIGH, MIDDLE, LOW])
def test_a_way_of_taking_it_has_its_own_time(
    drug: str, way: str, hours: tuple[int | None, ...], at: str
) -> None:
    asked = hours[(HIGH, MIDDLE, LOW).index(at)]
    if asked is not None:
        assert result(drug, asked - 0.1, at, taken_as=way) is NOT_MET
        assert result(drug, asked, at, taken_as=way) is MET
    every = [ways[(HIGH, MIDDLE, LOW).index(at)] for name, _way, ways in WAYS if name == drug]
    for unknown in ("", "unknown", "some other way"):
        if drug == "Aspirin":  # the other way is assessed together, save at low
            assert result(drug, 1000, at, taken_as=unknown) is (MET if at == LOW else CANNOT)
            continue
        holds = [one for one in every if one is not None]
        assert result(drug, max(holds), at, taken_as=unknown) is MET
        assert result(drug, min(holds) - 0.1, at, taken_as=unknown) is NOT_MET
        if max(holds) > min(holds):
            assert result(drug, max(holds) - 0.1, at, taken_as=unknown) is CANNOT


def test_aspirin_of_secondary_prevention_is_assessed_together() -> None:
    """3.1: shared assessment at high and intermediate, no stop at low."""
    for at, expected in ((HIGH, CANNOT), (MIDDLE, CANNOT), (LOW, MET)):
        assert result("Aspirin", 1000, at, taken_as="secondary prevention") is expected
    assert result("Aspirin", 1000, MIDDLE, taken_as="primary prevention") is CANNOT


@pytest.mark.parametrize("drug", ["Ketoprofen", "Sulindac", "Diflunisal", "Flurbiprofen"])
@pytest.mark.parametrize("at", [HIGH, MIDDLE, LOW])
def test_a_row_without_a_time_cannot_be_decided(drug: str, at: str) -> None:
    assert result(drug, 5000, at) is CANNOT


@pytest.mark.parametrize("drug", ["Betrixaban", "Ticlopidine", "Vorapaxar", "Mefenamic acid"])
def test_a_drug_without_a_row_cannot_be_decided(drug: str) -> None:
    finding = findings_by_key(facts(medicine(drug, 5000)))[drug.lower().replace(" ", "-")]
    assert finding.result is CANNOT
    assert "no row for it" in finding.sentence
    assert finding.policy is None


# --- the sentence


def test_the_sentence_says_what_when_and_the_earliest_hour_by_the_clinics_clock() -> None:
    last = LastDose(Precision.PART_OF_DAY, datetime(2026, 11, 23, 5, 0, tzinfo=UTC), "Sunday")
    finding = findings_by_key(facts(medicine("Apixaban 5 mg", last_dose=last), at=MIDDLE))[
        "apixaban"
    ]
    assert finding.sentence == (
        "Apixaban 5 mg: last dose Mon 23 Nov 00:00 at the latest; the adopted row asks for 3 days "
        "before a procedure of intermediate risk, which is Thu 26 Nov 00:00."
    )
    assert finding.clears.startswith("Start at or after Thu 26 Nov 00:00")
    assert finding.policy is not None
    assert (finding.policy.row, finding.policy.adopted_by) == (
        "asra-pain-2018.apixaban",
        "Dr L. Okafor",
    )
    assert finding.effect is Effect.STOPS


def test_a_range_says_that_its_longer_end_counts() -> None:
    finding = findings_by_key(facts(medicine("Prasugrel", 200), at=HIGH))["prasugrel"]
    assert "7–10 days, counted as 10 days" in finding.sentence
    assert finding.result is NOT_MET


def test_the_sentence_stays_while_time_goes_by_so_that_a_decision_stands() -> None:
    row = medicine("Apixaban", 10)
    sentences = {
        findings_by_key(facts(row, at=MIDDLE, now=NOW + timedelta(minutes=m)))["apixaban"].sentence
        for m in (0, 30, 120)
    }
    assert len(sentences) == 1


def test_days_are_counted_in_hours_also_over_the_change_of_clocks() -> None:
    """Sunday 1 Nov 2026 has 25 hours in New York: three days are 72 hours, not three noons."""
    zone = ZoneInfo("America/New_York")
    last = datetime(2026, 10, 30, 12, 0, tzinfo=zone)
    last_dose = LastDose(Precision.TIME, last)
    for now, expected in (
        (datetime(2026, 11, 2, 10, 59, tzinfo=zone), NOT_MET),
        (datetime(2026, 11, 2, 11, 0, tzinfo=zone), MET),
    ):
        row = medicine("Apixaban", last_dose=last_dose, at=now, agreed_on=date(2026, 10, 30))
        assert findings_by_key(facts(row, at=MIDDLE, now=now))["apixaban"].result is expected


# --- adoption


def test_without_an_adopted_set_nothing_is_met() -> None:
    finding = findings_by_key(facts(medicine("Apixaban", 5000), rules=None))["apixaban"]
    assert (finding.key, finding.result) == ("anticoagulant.apixaban", CANNOT)
    assert "has not adopted a rule set" in finding.sentence
    (drug,) = clocks(facts(medicine("Apixaban", 5000), rules=None))
    assert (drug.clocks, drug.result, drug.earliest) == ((), CANNOT, None)


def test_rows_that_changed_after_the_signature_are_adopted_by_nobody() -> None:
    of = facts(medicine("Ibuprofen", 5000))
    looser = structs.replace(LIMITS, rows=(*LIMITS.rows[:3], *LIMITS.rows[4:]))
    changed = replace(of, reference=replace(of.reference, policies={looser.key: looser}))
    assert findings_by_key(changed)["ibuprofen"].result is CANNOT


# --- agreement


@pytest.mark.parametrize(
    "missing",
    [
        {"agreed_with": ""},
        {"agreed_with": "  "},
        {"agreed_on": None},
        {"agreed_on": date(2026, 11, 24)},
    ],
)
@pytest.mark.parametrize(("at", "hours"), [(MIDDLE, 100), (LOW, 1)])
def test_a_heart_drug_needs_its_prescribers_agreement(
    missing: dict[str, Any], at: str, hours: int
) -> None:
    """3.1: never stop a cardiac or stroke drug without the prescriber's written agreement."""
    assert result("Apixaban", hours, at) is MET
    assert result("Apixaban", hours, at, **missing) is CANNOT
    assert result("Apixaban", 1, MIDDLE, **missing) is NOT_MET


def test_an_agreement_of_today_counts() -> None:
    assert result("Apixaban", 100, MIDDLE, agreed_on=date(2026, 11, 23)) is MET


def test_a_pain_pill_needs_no_agreement() -> None:
    assert result("Ibuprofen", 25, HIGH, agreed_with="", agreed_on=None) is MET


# --- unsure, stopped, told earlier


def test_nobody_can_say_is_never_a_time() -> None:
    assert result("Apixaban", 1000, MIDDLE, confirmation=Confirmation.UNKNOWN) is CANNOT
    precise = LastDose(Precision.UNKNOWN, NOW - timedelta(days=90))
    assert result("Apixaban", None, MIDDLE, last_dose=precise) is CANNOT


@pytest.mark.parametrize("sure", [Confirmation.STOPPED, Confirmation.DENIED])
def test_what_was_stopped_yesterday_still_counts(sure: Confirmation) -> None:
    assert result("Apixaban", 71, MIDDLE, confirmation=sure) is NOT_MET
    assert result("Apixaban", 72, MIDDLE, confirmation=sure) is MET


def test_stopped_at_an_unknown_time_cannot_be_decided_and_never_taken_is_no_thinner() -> None:
    assert result("Apixaban", None, MIDDLE, confirmation=Confirmation.STOPPED) is CANNOT
    denied = medicine("Apixaban", None, confirmation=Confirmation.DENIED)
    assert "apixaban" not in findings_by_key(facts(denied))


def test_what_was_told_on_another_day_says_nothing_of_today() -> None:
    yesterday = NOW - timedelta(days=1)
    finding = findings_by_key(facts(medicine("Apixaban", 100, at=yesterday), at=MIDDLE))["apixaban"]
    assert finding.result is CANNOT
    assert "taken since it was asked is not known" in finding.sentence
    for at, confirmation in ((None, Confirmation.CONFIRMED), (yesterday, Confirmation.STOPPED)):
        row = medicine("Apixaban", 100, at=at, confirmation=confirmation)
        assert findings_by_key(facts(row, at=MIDDLE))["apixaban"].result is CANNOT


def test_two_medicines_of_one_drug_are_judged_by_the_worse() -> None:
    old, new = medicine("Eliquis", 200), medicine("apixaban 5 mg", 10)
    finding = findings_by_key(facts(old, new, at=MIDDLE))["apixaban"]
    assert finding.result is NOT_MET
    assert finding.sentence.index("apixaban 5 mg:") < finding.sentence.index("Eliquis:")
    (drug,) = clocks(facts(old, new, at=MIDDLE))
    assert drug.earliest == NOW + timedelta(hours=62)
    unknown = medicine("Apixaban 2.5 mg", None)
    (drug,) = clocks(facts(old, unknown, at=MIDDLE))
    assert (drug.result, drug.earliest) == (CANNOT, None)


# --- the class of the procedure and of the patient
