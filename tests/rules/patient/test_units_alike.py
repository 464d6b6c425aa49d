"""At a number, under it and over it a value is judged the same in either unit and either clinic.

38.0 °C is 100.4 °F; 250 mg/dL of glucose are 13.8768… mmol/L; 1 lb is 0.45359237 kg.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest

from procdesk.domain.finding import Finding, Result
from procdesk.domain.visit.case import Observation
from procdesk.rules.doses import local_anaesthetic
from procdesk.rules.facts.facts import Facts
from procdesk.rules.patient import glucose, vitals
from support.adopted_rules import case, facts, given, measured

METRIC = {"units.temperature": "°C", "units.weight": "kg", "units.glucose": "mmol/L"}
CUSTOMARY = {"units.temperature": "°F", "units.weight": "lb", "units.glucose": "mg/dL"}
ADOPTED: Mapping[str, Mapping[str, str]] = {
    "vitals": {"systolic-low": "90", "pulse-high": "110", "spo2-low": "94"},
    "glucose": {"before-steroid": "250"},
    "local-anaesthetic-us": {
        "mepivacaine-most": "300",
        "chloroprocaine-most": "800",
        "chloroprocaine-adrenaline-most": "1000",
        "ideal-bmi": "22",
        "least-weight": "45",
    },
}
MET, NOT_MET = Result.MET, Result.NOT_MET
LIDOCAINE = given("lidocaine", "1 %", "20.25")
"""202.5 mg, the most at 45 kg: 4.5 mg/kg (clinical.md 4)."""


def judged(
    judge: Callable[[Facts], tuple[Finding, ...]],
    key: str,
    observation: Observation,
    settings: Mapping[str, str],
) -> Finding:
    here = facts(
        case(LIDOCAINE, observations=(observation, measured("vitals.height", "170", "cm"))), ADOPTED
    )
    clinic = replace(here.clinic, settings={**here.clinic.settings, **settings})
    return next(one for one in judge(replace(here, clinic=clinic)) if one.key == key)


@pytest.mark.parametrize("settings", [METRIC, CUSTOMARY], ids=["metric", "customary"])
@pytest.mark.parametrize(
    ("code", "pairs"),
    [
        (
            "vitals.temperature",
            {
                MET: (("37.9", "°C"), ("100.3", "°F"), ("37.99", "°C"), ("100.39", "°F")),
                NOT_MET: (("38.0", "°C"), ("100.4", "°F"), ("38.1", "°C"), ("100.5", "°F")),
            },
        ),
        (
            "diabetes.glucose",
            {
                MET: (("250", "mg/dL"), ("13.8", "mmol/L"), ("13.8768", "mmol/L")),
                NOT_MET: (("251", "mg/dL"), ("13.9", "mmol/L"), ("13.8769", "mmol/L")),
            },
        ),
        (
            "vitals.weight",
            {
                MET: (("45", "kg"), ("99.3", "lb"), ("45.1", "kg"), ("99.20802", "lb")),
                NOT_MET: (("44.9", "kg"), ("99.2", "lb"), ("44.99", "kg"), ("99.208", "lb")),
            },
        ),
    ],
)
def test_a_value_at_a_number_is_judged_the_same_in_either_unit(
    code: str, pairs: Mapping[Result, tuple[tuple[str, str], ...]], settings: Mapping[str, str]
) -> None:
    judge, key = {
        "vitals.temperature": (vitals.judge, "vitals.fever"),
        "diabetes.glucose": (glucose.judge, "glucose.before-steroid"),
        "vitals.weight": (local_anaesthetic.judge, "local-anaesthetic.dose"),
    }[code]
    for result, values in pairs.items():
        for value, unit in values:
            assert judged(judge, key, measured(code, value, unit), settings).result is result, value


@pytest.mark.parametrize(
    ("amount", "settings", "words"),
    [
        (("13.9", "mmol/L"), METRIC, "13.9 mmol/L is above 13.88 mmol/L (250 mg/dL) before"),
        (("251", "mg/dL"), METRIC, "251 mg/dL (13.93 mmol/L) is above 13.88 mmol/L (250 mg/dL)"),
        (("251", "mg/dL"), CUSTOMARY, "251 mg/dL is above 250 mg/dL before a steroid"),
        (("13.9", "mmol/L"), CUSTOMARY, "13.9 mmol/L (250.4 mg/dL) is above 250 mg/dL before"),
    ],
)
def test_the_words_are_in_the_units_of_the_clinic(
    amount: tuple[str, str], settings: Mapping[str, str], words: str
) -> None:
    sugar = measured("diabetes.glucose", *amount)
    finding = judged(glucose.judge, "glucose.before-steroid", sugar, settings)
    assert words in finding.sentence


def test_a_dose_by_weight_is_said_in_pounds_with_the_kilograms_of_the_rule() -> None:
    weight = measured("vitals.weight", "185", "lb")
    finding = judged(local_anaesthetic.judge, "local-anaesthetic.dose", weight, CUSTOMARY)
    assert "at 185 lb:" in finding.sentence or "at 185 lb." in finding.sentence
    heavy = measured("vitals.weight", "100", "kg")
    finding = judged(local_anaesthetic.judge, "local-anaesthetic.dose", heavy, CUSTOMARY)
    assert "140.21 lb (63.6 kg) ideal weight (100 kg (220.46 lb)" in finding.sentence
