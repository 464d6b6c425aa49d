"""INR, platelets and kidneys beside blood thinners; less knowledge never makes a pass."""

from dataclasses import replace
from itertools import product
from typing import Any

import pytest

from procdesk.domain.finding import Effect, Result
from procdesk.domain.medicines.medication import Confirmation, LastDose, Precision
from procdesk.domain.stage import Stage
from procdesk.domain.visit.case import Observation
from procdesk.rules.register.gates import unmet
from support.anticoagulant_cases import (
    CANNOT,
    ESAIC,
    HIGH,
    LOW,
    MET,
    MIDDLE,
    NOT_MET,
    REFERENCE,
    REGIONAL,
    SETS,
    D,
    facts,
    findings_by_key,
    measured,
    medicine,
    result,
    with_rows,
)


def warfarin(inr: Observation | None, hours_ago: float = 5 * D, **more: Any) -> Result:
    labs = (inr,) if inr else ()
    return result("Warfarin", hours_ago, MIDDLE, labs=labs, **more)


def test_warfarin_needs_five_days_and_a_normal_inr() -> None:
    normal = measured("labs.inr", "1.2", "1")
    assert warfarin(normal) is MET
    assert warfarin(normal, 5 * D - 0.1) is NOT_MET
    assert warfarin(None) is CANNOT
    assert warfarin(measured("labs.inr", "1.21", "1")) is NOT_MET
    assert warfarin(measured("labs.inr", "1.19", "{INR}")) is MET
    assert warfarin(normal, agreed_with="") is CANNOT
    assert warfarin(measured("labs.inr", "1.0", "1", hours_ago=24)) is MET
    assert warfarin(measured("labs.inr", "1.0", "1", hours_ago=24.1)) is CANNOT
    assert warfarin(measured("labs.inr", "1.0", "1", hours_ago=-1)) is CANNOT
    assert warfarin(measured("labs.inr", "1.0", "%")) is CANNOT
    assert warfarin(measured("labs.inr", "0", "1")) is CANNOT


def test_an_inr_from_before_the_last_dose_is_not_of_this_stop() -> None:
    rules = with_rows(inr={"at_most": "1.2", "hours_old": "999"})
    before = measured("labs.inr", "1.0", "1", hours_ago=200)
    assert warfarin(before, rules=rules) is CANNOT
    assert warfarin(measured("labs.inr", "1.0", "1", hours_ago=100), rules=rules) is MET


def test_a_limit_that_nobody_set_cannot_be_decided() -> None:
    normal = measured("labs.inr", "1.0", "1")
    for inr in ({}, {"at_most": "1.2"}, {"hours_old": "24"}):
        assert warfarin(normal, rules=with_rows(inr=inr)) is CANNOT
    assert warfarin(normal, rules=None) is CANNOT
    bad = measured("labs.inr", "3.0", "1")
    assert warfarin(bad, rules=with_rows(inr={"at_most": "1.2"})) is NOT_MET


def test_warfarin_at_low_risk_needs_no_inr() -> None:
    """3.1: no stop, shared assessment."""
    assert result("Warfarin", 1, LOW) is MET
    assert result("Warfarin", 1, LOW, agreed_on=None) is CANNOT


@pytest.mark.parametrize(
    ("key", "value", "unit", "expected"),
    [
        ("anticoagulant.inr", "1.2", "1", MET),
        ("anticoagulant.inr", "1.3", "1", NOT_MET),
        ("anticoagulant.inr", "1.3", "g", CANNOT),
        ("anticoagulant.platelets", "100", "10*9/L", MET),
        ("anticoagulant.platelets", "99", "10*9/L", NOT_MET),
        ("anticoagulant.platelets", "150000", "/uL", MET),
        ("anticoagulant.platelets", "90000", "/uL", NOT_MET),
        ("anticoagulant.platelets", "150", "K/uL", MET),
        ("anticoagulant.platelets", "150", "", CANNOT),
    ],
)
def test_a_blood_value_speaks_with_no_drug_listed(
    key: str, value: str, unit: str, expected: Result
) -> None:
    code = key.removeprefix("anticoagulant.")
    finding = findings_by_key(facts(labs=(measured(f"labs.{code}", value, unit),)))[code]
    assert (finding.result, finding.effect) == (expected, Effect.STOPS)
    assert "Sun" in finding.sentence or "Mon 23 Nov 09:00" in finding.sentence or expected is CANNOT
    stops = {f.key for f in unmet([finding], Stage.READY)}
    assert stops == (set() if expected is MET else {key})
    unset = findings_by_key(facts(labs=(measured(f"labs.{code}", value, unit),), rules=None))[code]
    assert unset.result is CANNOT


def test_the_latest_value_counts_and_an_old_one_does_not_hide_it() -> None:
    old, new = measured("labs.inr", "1.0", "1", 20), measured("labs.inr", "2.5", "1", 2)
    assert findings_by_key(facts(labs=(new, old)))["inr"].result is NOT_MET
    assert "inr" not in findings_by_key(facts())


# --- kidneys


def test_dabigatran_counts_the_longer_time_where_the_limit_is_not_given() -> None:
    """3.1: 4 days; 5–6 days if renal impairment, from which clearance on is not said."""
    labs = (measured("labs.creatinine_clearance", "45", "mL/min"),)
    for hours, expected in ((95, NOT_MET), (96, CANNOT), (143, CANNOT), (144, MET)):
        assert result("Dabigatran", hours, MIDDLE, labs=labs) is expected
    finding = findings_by_key(facts(medicine("Dabigatran", 100), at=HIGH, labs=labs))["dabigatran"]
    assert "5–6 days, counted as 6 days" in finding.sentence
    for hours, expected in ((95, NOT_MET), (96, CANNOT), (143, CANNOT), (144, MET)):
        assert result("Dabigatran", hours, MIDDLE) is expected  # no clearance: the worst counts
    assert result("Dabigatran", 1, LOW) is MET


RIVA_LOW = "low dose: 2.5 mg twice a day, or 10 mg"


@pytest.mark.parametrize(
    ("value", "unit", "hours"),
    [
        ("30", "mL/min", 24),
        ("29.9", "mL/min", 30),
        ("0.4", "mL/s", 30),  # 24 mL/min
        ("0.6", "mL/s", 24),  # 36 mL/min
        ("2.4", "L/h", 24),  # 40 mL/min
        ("30", "mL/min/1.73m2", None),
        ("1.1", "mg/dL", None),
        ("0", "mL/min", None),
        ("", "", None),
    ],
)
def test_rivaroxaban_low_dose_asks_for_the_kidneys(
    value: str, unit: str, hours: int | None
) -> None:
    """3.2: 24 h; 30 h if the creatinine clearance is below 30."""
    labs = (measured("labs.creatinine_clearance", value, unit),) if value else ()
    more = {"rules": REGIONAL, "taken_as": RIVA_LOW, "labs": labs}
    if hours is None:
        assert result("Xarelto 10 mg", 23.9, MIDDLE, **more) is NOT_MET
        assert result("Xarelto 10 mg", 30, MIDDLE, **more) is MET  # for every kidney
        low = medicine("Xarelto 10 mg", 27, taken_as=RIVA_LOW)
        of = facts(low, at=MIDDLE, rules=REGIONAL, labs=labs)
        finding = findings_by_key(of)["rivaroxaban"]
        assert finding.result is CANNOT
        assert "creatinine clearance" in finding.sentence
        return
    assert result("Xarelto 10 mg", hours - 0.1, MIDDLE, **more) is NOT_MET
    assert result("Xarelto 10 mg", hours, MIDDLE, **more) is MET
    assert result("Xarelto 10 mg", 999, LOW, **more) is CANNOT  # nothing is given for low


# --- dose and way


API_HIGH = (
    "high dose: 5 or 10 mg twice a day, or 2.5 mg with two of age 80, under 60 kg, creatinine 1.5"
)
API_LOW = "low dose: 2.5 mg twice a day"


@pytest.mark.parametrize(
    ("text", "dose", "way", "hours"),
    [
        ("Eliquis 5 mg", "", API_HIGH, 72),
        ("Eliquis", "5mg twice", API_HIGH, 72),
        ("Eliquis 2.5 mg", "", API_HIGH, 72),
        ("Eliquis 2,5 mg", "twice a day", API_LOW, 36),
        ("Ｅｌｉｑｕｉｓ ２．５ｍｇ", "", API_LOW, 36),
        ("Eliquis 5 mg", "", API_LOW, None),
        ("Eliquis 2.5 mg", "5", API_LOW, None),
        ("Eliquis", "", API_LOW, None),
        ("Eliquis", "one tablet", API_HIGH, None),
        ("Eliquis 5 mg", "", "", None),
        ("Eliquis 20 mg", "", API_HIGH, None),
        ("Eliquis 5 mg", "3 weeks now", API_HIGH, 72),
        ("Eliquis 0.005 g", "", API_HIGH, 72),
    ],
)
def test_the_dose_as_written_has_to_belong_to_the_way_that_was_chosen(
    text: str, dose: str, way: str, hours: int | None
) -> None:
    more = {"rules": REGIONAL, "dose": dose, "taken_as": way}
    if hours is None:
        assert result(text, 35.9, MIDDLE, **more) is NOT_MET
        assert result(text, 36, MIDDLE, **more) is CANNOT
        assert result(text, 71.9, MIDDLE, **more) is CANNOT
        assert result(text, 72, MIDDLE, **more) is MET  # whichever dose it is
        return
    assert result(text, hours - 0.1, MIDDLE, **more) is NOT_MET
    assert result(text, hours, MIDDLE, **more) is MET


def test_a_low_dose_of_enoxaparin_has_an_upper_end() -> None:
    """3.3, ESAIC: LMWH up to 40 mg 12 h, 24 h below a clearance of 30; high 24 h, 48 h."""
    good, bad = (measured("labs.creatinine_clearance", v, "mL/min") for v in ("60", "20"))
    low, high = "low dose: up to 40 mg", "high dose"
    for dose, way, labs, hours in (
        ("40 mg", low, good, 12),
        ("40 mg", low, bad, 24),
        ("", high, good, 24),
        ("", high, bad, 48),
        ("60 mg", low, good, None),
        ("1 mg/kg", low, good, None),
        ("", low, good, None),
    ):
        more = {"rules": ESAIC, "dose": dose, "taken_as": way, "labs": (labs,)}
        if hours is None:
            assert result("Clexane", 20, MIDDLE, **more) is CANNOT
            assert result("Clexane", 24, MIDDLE, **more) is MET
        else:
            assert result("Clexane", hours - 0.1, MIDDLE, **more) is NOT_MET
            assert result("Clexane", hours, MIDDLE, **more) is MET


# --- a silent pass is the worst result


DRUGS = [key for key, drug in REFERENCE.drugs.items() if drug.thins]
_ORDER = (NOT_MET, CANNOT, MET)


def ways(drug: str) -> list[str]:
    sets = SETS.values()
    return sorted({row.variant for rules in sets for row in rules.holds.of(drug)} | {""})


@pytest.mark.parametrize("drug", DRUGS)
@pytest.mark.parametrize("key", sorted(SETS))
def test_less_knowledge_never_turns_a_stop_into_a_pass(drug: str, key: str) -> None:
    """Each drug by class, way, confirmation and precision: known first, then each thing unknown."""
    rules = with_rows(key, inr={"at_most": "1.2", "hours_old": "24"})
    labs = (
        measured("labs.inr", "1.0", "1"),
        measured("labs.creatinine_clearance", "80", "mL/min"),
    )
    text = drug.replace("-", " ")
    for at, hours, way in product((LOW, MIDDLE, HIGH), (1, 30, 500), ways(drug)):
        row = medicine(text, hours, taken_as=way, dose="2.5 mg", ingredient=drug)
        known = findings_by_key(facts(row, at=at, rules=rules, labs=labs))[drug].result
        less = (
            facts(replace(row, last_dose=LastDose(Precision.UNKNOWN)), at=at, rules=rules),
            facts(replace(row, taken_as=""), at=at, rules=rules, labs=labs),
            facts(replace(row, dose=""), at=at, rules=rules, labs=labs),
            facts(replace(row, agreed_on=None), at=at, rules=rules, labs=labs),
            facts(replace(row, at=None), at=at, rules=rules, labs=labs),
            facts(replace(row, confirmation=Confirmation.UNKNOWN), at=at, rules=rules, labs=labs),
            facts(row, at=at, rules=rules),
            facts(row, at=at, rules=rules, labs=labs, answers={}),
            facts(row, at="", rules=rules, labs=labs),
            facts(row, at=at, rules=None, labs=labs),
            facts(row, medicine("Zorvex"), at=at, rules=rules, labs=labs),
        )
        for of in less:
            findings = findings_by_key(of)
            assert findings[drug].result is not MET or known is MET, (at, hours, way)
            stops = {f.key for f in unmet(findings.values(), Stage.READY)}
            if findings[drug].result is not MET:
                assert f"anticoagulant.{drug}" in stops


@pytest.mark.parametrize("drug", DRUGS)
def test_a_longer_time_is_never_judged_worse_and_a_higher_class_never_better(drug: str) -> None:
    text = drug.replace("-", " ")
    for way in ways(drug):
        for at in (LOW, MIDDLE, HIGH):
            by_time = [
                _ORDER.index(
                    findings_by_key(facts(medicine(text, h, taken_as=way, ingredient=drug), at=at))[
                        drug
                    ].result
                )
                for h in (0, 12, 24, 36, 48, 72, 100, 150, 200, 300)
            ]
            assert by_time == sorted(by_time), (way, at)


@pytest.mark.parametrize(
    ("confirmation", "days", "expected"),
    [
        (Confirmation.STOPPED, 14, CANNOT),
        (Confirmation.STOPPED, 14.1, MET),
        (Confirmation.STOPPED, 900, MET),
        (Confirmation.DENIED, 900, MET),
        (Confirmation.CONFIRMED, 900, CANNOT),
        (Confirmation.UNKNOWN, 900, CANNOT),
    ],
)
def test_warfarin_that_was_stopped_long_ago_asks_for_no_inr(
    confirmation: Confirmation, days: float, expected: Result
) -> None:
    """Clinical-2.md 13.4: after 14 days of a documented stop no INR is asked."""
    assert warfarin(None, days * D, confirmation=confirmation) is expected
