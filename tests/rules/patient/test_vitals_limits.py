"""Vital signs by adopted numbers. Figures are clinical.md section 4, quoted, not read from data.

"referral < 160/100; proceed on the day if clinic BP < 180/110" · "SBP < 90–100; HR < 50 or
> 110–120; SpO2 < 92–94 %" (U) · "≥ 38.0 °C (100.4 °F)" (U).
"""

from collections.abc import Mapping
from decimal import Decimal

import pytest

from procdesk.domain.entry import Json
from procdesk.domain.finding import Effect, Finding, Result
from procdesk.domain.stage import Stage
from procdesk.domain.visit.case import Observation
from procdesk.rules.patient.vitals import judge
from procdesk.rules.register.gates import unmet
from procdesk.workflow import answers
from procdesk.workflow.case import overriding
from support.adopted_rules import REFERENCE, case, facts, measured
from support.small_clinic import House

MET, NOT_MET, CANNOT = Result.MET, Result.NOT_MET, Result.CANNOT_DECIDE
STOPS, WARNS = Effect.STOPS, Effect.WARNS
SET = {"vitals": {"systolic-low": "90", "pulse-high": "110", "spo2-low": "94"}}
"""One end of each range of the source, as a clinic would set it."""
Observations = tuple[Observation, ...]


def findings_of(
    *observations: Observation, adopted: Mapping[str, Mapping[str, str]] = SET
) -> dict[str, Finding]:
    return {one.key: one for one in judge(facts(case(observations=observations), adopted))}


def pressure(systolic: str, diastolic: str = "70", unit: str = "mmHg") -> Observations:
    return (
        measured("vitals.systolic", systolic, unit),
        measured("vitals.diastolic", diastolic, unit),
    )


TABLE = [
    # blood pressure: below, at and above each bound
    ("vitals.blood-pressure", pressure("159", "99"), MET, WARNS),
    ("vitals.blood-pressure", pressure("160", "99"), NOT_MET, WARNS),
    ("vitals.blood-pressure", pressure("159", "100"), NOT_MET, WARNS),
    ("vitals.blood-pressure", pressure("179", "109"), NOT_MET, WARNS),
    ("vitals.blood-pressure", pressure("180", "70"), NOT_MET, STOPS),
    ("vitals.blood-pressure", pressure("181", "70"), NOT_MET, STOPS),
    ("vitals.blood-pressure", pressure("120", "110"), NOT_MET, STOPS),
    ("vitals.blood-pressure", pressure("120", "111"), NOT_MET, STOPS),
    ("vitals.blood-pressure", pressure("90"), MET, WARNS),
    ("vitals.blood-pressure", pressure("89"), NOT_MET, WARNS),
    # 21.2 kPa are 159.0 mmHg, 24.0 kPa are 180.0 mmHg
    ("vitals.blood-pressure", pressure("21.2", "10", "kPa"), MET, WARNS),
    ("vitals.blood-pressure", pressure("24.0", "10", "kPa"), NOT_MET, STOPS),
    ("vitals.blood-pressure", pressure("120", "70", "cmH2O"), CANNOT, STOPS),
    ("vitals.blood-pressure", pressure("120", "70", ""), CANNOT, STOPS),
    ("vitals.blood-pressure", pressure("0", "70"), CANNOT, STOPS),
    # what stops weighs more than what nobody can read
    (
        "vitals.blood-pressure",
        (
            measured("vitals.systolic", "120", "cmH2O"),
            measured("vitals.diastolic", "110", "mmHg"),
        ),
        NOT_MET,
        STOPS,
    ),
    ("vitals.heart-rate", (measured("vitals.pulse", "50", "/min"),), MET, WARNS),
    ("vitals.heart-rate", (measured("vitals.pulse", "49", "/min"),), NOT_MET, WARNS),
    ("vitals.heart-rate", (measured("vitals.pulse", "110", "/min"),), MET, WARNS),
    ("vitals.heart-rate", (measured("vitals.pulse", "111", "{beats}/min"),), NOT_MET, WARNS),
    ("vitals.heart-rate", (measured("vitals.pulse", "70", "Hz"),), CANNOT, STOPS),
    ("vitals.saturation", (measured("vitals.spo2", "94", "%"),), MET, WARNS),
    ("vitals.saturation", (measured("vitals.spo2", "93", "%"),), NOT_MET, WARNS),
    ("vitals.saturation", (measured("vitals.spo2", "0.97", "1"),), CANNOT, STOPS),
    ("vitals.fever", (measured("vitals.temperature", "37.9", "°C"),), MET, WARNS),
    ("vitals.fever", (measured("vitals.temperature", "38.0", "°C"),), NOT_MET, STOPS),
    ("vitals.fever", (measured("vitals.temperature", "100.3", "°F"),), MET, WARNS),
    ("vitals.fever", (measured("vitals.temperature", "100.4", "°F"),), NOT_MET, STOPS),
    ("vitals.fever", (measured("vitals.temperature", "100.4", "[degF]"),), NOT_MET, STOPS),
    ("vitals.fever", (measured("vitals.temperature", "311", "K"),), CANNOT, STOPS),
    ("vitals.fever", (measured("infection.temperature", "38.0", "Cel"),), NOT_MET, STOPS),
]


@pytest.mark.parametrize(("key", "observations", "result", "effect"), TABLE)
def test_each_bound_to_its_unit(
    key: str, observations: Observations, result: Result, effect: Effect
) -> None:
    finding = findings_of(*observations)[key]
    assert (finding.result, finding.effect) == (result, effect)
    assert finding.inputs
    assert finding.stops is (effect is STOPS and result is not MET)


# clinical.md 4: "SpO2 < 92–94 % room air or below own baseline". The clinic's number is 94.
@pytest.mark.parametrize(
    ("now", "usual", "result", "effect", "words"),
    [
        ("97", "97", MET, WARNS, "usual is 97 %"),
        ("98", "97", MET, WARNS, "usual is 97 %"),
        ("96", "97", NOT_MET, WARNS, "96 % is below this patient's usual 97 %"),
        ("93", "97", NOT_MET, WARNS, "is below 94 %; oxygen saturation 93 % is below this"),
        ("93", "90", NOT_MET, WARNS, "93 % is below 94 %"),  # "or": the number holds all the same
        ("98", None, MET, WARNS, "the patient's usual value is not known"),
        ("93", None, NOT_MET, WARNS, "93 % is below 94 %"),
        ("98", "0", CANNOT, STOPS, "usual oxygen saturation 0 % is no value"),
    ],
)
def test_oxygen_is_held_against_the_usual_value_where_it_is_known(
    now: str, usual: str | None, result: Result, effect: Effect, words: str
) -> None:
    baseline = () if usual is None else (measured("vitals.spo2_usual", usual, "%"),)
    finding = findings_of(measured("vitals.spo2", now, "%"), *baseline)["vitals.saturation"]
    assert (finding.result, finding.effect) == (result, effect), finding.sentence
    assert words in finding.sentence[:1].lower() + finding.sentence[1:]
    named = {each.name for each in finding.inputs}
    assert ("usual oxygen saturation" in named) is (usual is not None)


def test_a_usual_value_in_another_unit_cannot_be_compared() -> None:
    odd = measured("vitals.spo2_usual", "0.97", "1")
    finding = findings_of(measured("vitals.spo2", "98", "%"), odd)["vitals.saturation"]
    assert (finding.result, finding.stops) == (CANNOT, True)


@pytest.mark.parametrize(("more", "result"), [(["oxygen"], CANNOT), (["breaths"], MET)])
def test_what_is_measured_with_oxygen_says_nothing_of_room_air(
    more: list[str], result: Result
) -> None:
    answers: dict[str, Json] = {"vitals.more": [*more]}
    of = case(observations=(measured("vitals.spo2", "99", "%"),), answers=answers)
    (finding,) = judge(facts(of, SET))
    assert (finding.key, finding.result, finding.stops) == (
        "vitals.saturation",
        result,
        result is CANNOT,
    )


def test_the_shipped_numbers_are_those_of_the_fact_base() -> None:
    rows = REFERENCE.policies["vitals"].limits
    assert {name: (row.value, row.unit, row.status) for name, row in rows.items()} == {
        "systolic-warn": (Decimal(160), "mmHg", "C"),
        "diastolic-warn": (Decimal(100), "mmHg", "C"),
        "systolic-stop": (Decimal(180), "mmHg", "C"),
        "diastolic-stop": (Decimal(110), "mmHg", "C"),
        "systolic-low": (None, "mmHg", "U"),
        "pulse-low": (Decimal(50), "/min", "U"),
        "pulse-high": (None, "/min", "U"),
        "spo2-low": (None, "%", "U"),
        "temperature-high": (Decimal("38.0"), "°C", "U"),
    }


def test_nothing_measured_says_nothing_here() -> None:
    assert findings_of() == {}


def test_a_value_of_before_the_patient_came_is_none_of_today() -> None:
    here = case(observations=(measured("vitals.pulse", "30", "/min", hours_ago=9),))
    assert judge(facts(here, SET)) == ()


def test_of_two_values_of_one_minute_the_one_that_was_told_last_counts() -> None:
    typed = [measured("vitals.systolic", one, "mmHg") for one in ("120", "190")]
    finding = findings_of(*typed, measured("vitals.diastolic", "70", "mmHg"))[
        "vitals.blood-pressure"
    ]
    assert finding.result is NOT_MET


def test_a_value_dated_in_the_future_cannot_be_decided() -> None:
    finding = findings_of(measured("vitals.pulse", "70", "/min", hours_ago=-1))["vitals.heart-rate"]
    assert (finding.result, finding.sentence) == (CANNOT, "Pulse is dated in the future.")


def test_a_set_that_is_not_adopted_stops_and_says_what_was_measured() -> None:
    findings = findings_of(*pressure("120"), measured("vitals.pulse", "70", "/min"), adopted={})
    assert findings.keys() == {"vitals.not-adopted"}
    finding = findings["vitals.not-adopted"]
    assert (finding.result, finding.effect, finding.stops) == (CANNOT, STOPS, True)
    assert "systolic blood pressure 120 mmHg" in finding.sentence
    assert "pulse 70 /min" in finding.sentence


@pytest.mark.parametrize(
    ("code", "value", "unit", "key"),
    [
        ("vitals.spo2", "980", "%", "saturation"),  # 98.0 without its point
        ("vitals.spo2", "101", "%", "saturation"),
        ("vitals.temperature", "39", "°F", "fever"),  # Celsius in the other unit
        ("vitals.temperature", "3.7", "°C", "fever"),
        ("vitals.pulse", "7", "/min", "heart-rate"),
        ("vitals.systolic", "16", "mmHg", "blood-pressure"),  # kilopascal in the other unit
        ("vitals.diastolic", "800", "mmHg", "blood-pressure"),
    ],
)
def test_what_nobody_can_have_is_no_value_and_passes_nothing(
    code: str, value: str, unit: str, key: str
) -> None:
    finding = findings_of(measured(code, value, unit))[f"vitals.{key}"]
    assert (finding.result, finding.stops) == (CANNOT, True)
    assert "is no value" in finding.sentence


@pytest.mark.parametrize(
    ("observations", "key", "row"),
    [
        (pressure("120"), "vitals.blood-pressure", "systolic low"),
        ((measured("vitals.pulse", "70", "/min"),), "vitals.heart-rate", "pulse high"),
        ((measured("vitals.spo2", "99", "%"),), "vitals.saturation", "spo2 low"),
    ],
)
def test_a_number_that_the_clinic_did_not_set_cannot_be_decided(
    observations: Observations, key: str, row: str
) -> None:
    finding = findings_of(*observations, adopted={"vitals": {}})[key]
    assert (finding.result, finding.effect) == (CANNOT, STOPS)
    assert f"{row} adopted without a value" in finding.sentence


def test_what_a_set_number_decides_is_said_before_what_another_lacks() -> None:
    findings = findings_of(measured("vitals.pulse", "49", "/min"), adopted={"vitals": {}})
    assert findings["vitals.heart-rate"].result is CANNOT
    high = findings_of(*pressure("180"), adopted={"vitals": {}})["vitals.blood-pressure"]
    assert (high.result, high.effect) == (NOT_MET, STOPS)


def test_a_stricter_number_that_the_clinic_set_counts() -> None:
    stricter = {"vitals": {**SET["vitals"], "systolic-stop": "150", "diastolic-stop": "90"}}
    assert findings_of(*pressure("150"), adopted=stricter)["vitals.blood-pressure"].effect is STOPS
    assert findings_of(*pressure("149"), adopted=stricter)["vitals.blood-pressure"].result is MET


def test_the_finding_names_its_row_source_and_who_adopted_it() -> None:
    finding = findings_of(*pressure("180"))["vitals.blood-pressure"]
    assert finding.sentence == "Systolic blood pressure 180 mmHg is at or above 180 mmHg."
    assert finding.policy is not None
    assert (finding.policy.row, finding.policy.adopted_by) == (
        "vitals.systolic-stop",
        "Dr L. Okafor",
    )
    assert "British Hypertension Society" in finding.source


def test_high_pressure_stops_ready_until_measured_again_or_decided(house: House) -> None:
    case_id = house.booked()
    house.arrived(case_id)
    house.checked(case_id)
    ledger, key = house.ledger, "vitals.blood-pressure"

    def measure(systolic: str) -> None:
        house.clock.forward(minutes=1)
        values = {"vitals.systolic": (systolic, "mmHg"), "vitals.diastolic": ("80", "mmHg")}
        answers.measure(ledger, house.nurse, case_id, values)

    def stopped() -> set[str]:
        return {one.key for one in unmet(ledger.outcome(case_id).findings, Stage.READY)}

    assert not stopped()
    measure("184")
    assert stopped() == {key}
    overriding.override(
        ledger, house.physician, case_id, key, "benefit", "Anxious, usually 140 at home."
    )
    assert not stopped()
    measure("190")
    assert stopped() == {key}, "another value asks the physician again"
    measure("150")
    assert not stopped()
