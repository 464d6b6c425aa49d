"""Glucose on the day. Figures are clinical.md section 4, quoted, not read from data.

"200, 250 or 300 mg/dL used by clinics; low < 70" · "U, no authority found" · "clinic must set".
18.0156 mg/dL are one mmol/L (molar mass of glucose 180.156 g/mol).
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal

import pytest

from procdesk.domain.entry import Json
from procdesk.domain.finding import Effect, Finding, Result
from procdesk.domain.stage import Stage
from procdesk.domain.visit.case import DrugGiven, Observation
from procdesk.rules.patient.glucose import judge
from procdesk.rules.register.gates import unmet
from procdesk.rules.register.hazard import TREATMENT
from support.adopted_rules import REFERENCE, answered, case, facts, given, measured
from support.small_clinic import House

MET, NOT_MET, CANNOT = Result.MET, Result.NOT_MET, Result.CANNOT_DECIDE
STOPS, WARNS = Effect.STOPS, Effect.WARNS
SET = {"glucose": {"before-steroid": "250"}}
STEROID = given("dexamethasone", "4 mg/mL", "1")
WITH_STEROID, WITHOUT = "esi-interlaminar-lumbar", "mbb-lumbar"
KEY = "glucose.before-steroid"
TYPE_2: Mapping[str, Json] = {"diabetes.type": "type-2"}


def findings_of(
    *observations: Observation,
    ordered: str = WITHOUT,
    drugs: Iterable[DrugGiven] = (),
    answers: Mapping[str, Json] | None = None,
    adopted: Mapping[str, Mapping[str, str]] = SET,
) -> dict[str, Finding]:
    of = case(*drugs, ordered=ordered, observations=observations, answers=answers)
    return {one.key: one for one in judge(facts(of, adopted))}


def sugar(value: str, unit: str = "mg/dL", hours_ago: float = 1) -> Observation:
    return measured("diabetes.glucose", value, unit, hours_ago)


@pytest.mark.parametrize(
    ("observation", "result"),
    [
        (sugar("249"), MET),
        (sugar("250"), MET),
        (sugar("251"), NOT_MET),
        (sugar("13.8", "mmol/L"), MET),  # 248.6 mg/dL
        (sugar("13.9", "mmol/L"), NOT_MET),  # 250.4 mg/dL
        (sugar("83", "mmol/L"), NOT_MET),  # 1495 mg/dL
        (sugar("250", "mmol/L"), CANNOT),  # 4504 mg/dL: nobody has that
        (sugar("14", "g/L"), CANNOT),
        (sugar("140", ""), CANNOT),
        (sugar("0"), CANNOT),
        (sugar("140", hours_ago=-1), CANNOT),
    ],
)
@pytest.mark.parametrize(
    ("ordered", "drugs", "effect"),
    [(WITHOUT, (), WARNS), (WITHOUT, (STEROID,), STOPS), (WITH_STEROID, (), STOPS)],
)
def test_high_stops_where_a_steroid_is_usual_or_given_and_what_nobody_can_decide_anywhere(
    observation: Observation,
    result: Result,
    ordered: str,
    drugs: tuple[DrugGiven, ...],
    effect: Effect,
) -> None:
    finding = findings_of(observation, ordered=ordered, drugs=drugs)[KEY]
    assert (finding.result, finding.effect) == (result, STOPS if result is CANNOT else effect)
    assert finding.stops is (result is CANNOT or (effect is STOPS and result is not MET))


@pytest.mark.parametrize(
    ("observation", "result"),
    [
        (sugar("71"), MET),
        (sugar("70"), MET),
        (sugar("69"), NOT_MET),
        (sugar("3.9", "mmol/L"), MET),  # 70.3 mg/dL
        (sugar("3.8", "mmol/L"), NOT_MET),  # 68.5 mg/dL
        (sugar("5", "g/L"), CANNOT),
    ],
)
def test_low_stops_whatever_is_ordered(observation: Observation, result: Result) -> None:
    finding = findings_of(observation)["glucose.low"]
    assert (finding.result, finding.effect, finding.stops) == (result, STOPS, result is not MET)


def test_the_shipped_numbers_are_those_of_the_fact_base() -> None:
    rows = REFERENCE.policies["glucose"].limits
    assert {name: (row.value, row.unit, row.low, row.high) for name, row in rows.items()} == {
        "before-steroid": (None, "mg/dL", Decimal(140), Decimal(300)),
        "low": (Decimal(70), "mg/dL", Decimal(70), Decimal(100)),
    }


def test_a_limit_that_the_clinic_did_not_set_cannot_be_decided() -> None:
    findings = findings_of(sugar("90"), ordered=WITH_STEROID, adopted={"glucose": {}})
    assert (findings[KEY].result, findings[KEY].stops) == (CANNOT, True)
    assert "adopted without a value" in findings[KEY].sentence
    assert findings["glucose.low"].result is MET


def test_a_set_that_is_not_adopted_stops_once_there_is_something_to_judge() -> None:
    assert findings_of(adopted={}) == {}
    findings = findings_of(sugar("90"), adopted={})
    assert findings.keys() == {"glucose.not-adopted"}
    assert findings["glucose.not-adopted"].stops
    assert "90 mg/dL" in findings["glucose.not-adopted"].sentence


@pytest.mark.parametrize(
    ("ordered", "drugs", "answers", "stops"),
    [
        (WITHOUT, (), TYPE_2, False),
        (WITHOUT, (STEROID,), TYPE_2, True),
        (WITHOUT, (STEROID,), {"diabetes.type": "none"}, False),
        (WITHOUT, (STEROID,), {"diabetes.type": "unknown"}, True),
        (WITHOUT, (STEROID,), {}, True),
        (WITHOUT, (given("saline", "0.9 %"),), {}, False),
        (WITH_STEROID, (), TYPE_2, True),
        (WITH_STEROID, (), {"diabetes.type": "none"}, False),
    ],
)
def test_not_measured_stops_where_the_patient_has_diabetes_or_may_have(
    ordered: str, drugs: tuple[DrugGiven, ...], answers: Mapping[str, Json], stops: bool
) -> None:
    findings = findings_of(ordered=ordered, drugs=drugs, answers=answers)
    assert (KEY in findings) is stops
    if stops:
        assert (findings[KEY].result, findings[KEY].stops) == (CANNOT, True)


def test_two_answers_that_differ_are_none() -> None:
    first = answered({"diabetes.type": "none"})["diabetes.type"]
    other = answered(TYPE_2)["diabetes.type"]
    of = case(STEROID)
    clash = {"diabetes.type": (*first, *other)}
    object.__setattr__(of, "answers", clash)
    assert KEY in {one.key for one in judge(facts(of, SET)) if one.stops}


def test_a_value_from_before_the_patient_came_is_not_of_today() -> None:
    findings = findings_of(sugar("120", hours_ago=20), ordered=WITH_STEROID, answers=TYPE_2)
    assert findings[KEY].sentence == (
        "The patient has diabetes and glucose has not been measured today."
    )


def test_the_finding_names_the_clinics_number_and_who_set_it() -> None:
    finding = findings_of(sugar("280"), ordered=WITH_STEROID)[KEY]
    assert finding.sentence == "Glucose 280 mg/dL is above 250 mg/dL before a steroid."
    assert finding.policy is not None
    assert (finding.policy.row, finding.policy.adopted_by) == (
        "glucose.before-steroid",
        "Dr L. Okafor",
    )


@pytest.mark.parametrize("gate", [Stage.READY, Stage.TIME_OUT, Stage.PROCEDURE, TREATMENT])
def test_it_stops_every_step_up_to_the_dose(gate: Stage | str) -> None:
    findings = findings_of(sugar("280"), ordered=WITH_STEROID, answers=TYPE_2)
    assert [each.key for each in unmet(findings.values(), gate)] == [KEY]


def test_a_corrected_value_clears_it(house: House) -> None:
    from procdesk.workflow import answers
    from procdesk.workflow.case import amending

    case_id = house.booked()
    house.arrived(case_id)
    ledger = house.ledger
    answers.measure(ledger, house.nurse, case_id, {"diabetes.glucose": ("29", "mg/dL")})

    def low() -> Finding:
        every = ledger.outcome(case_id).findings
        return next(one for one in every if one.key == "glucose.low")

    assert low().stops
    entry = ledger.case(case_id).observations[-1].recorded.entry_id
    body = {"code": "diabetes.glucose", "value": "129", "unit": "mg/dL"}
    amending.amend(ledger, house.nurse, case_id, entry, body, "a digit was lost")
    assert low().result is MET
