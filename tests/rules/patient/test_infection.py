"""Infection: what was answered, and an antibiotic that only the medicines name (clinical.md 4)."""

from typing import Any

import pytest

from procdesk.domain.finding import Effect, Finding, Result
from procdesk.domain.medicines.medication import Confirmation
from procdesk.rules.patient import infection
from support.gate_cases import facts_of, takes

EPIDURAL = "esi-interlaminar-lumbar"


def judged(answers: dict[str, Any], *medicines: Any, key: str = EPIDURAL) -> dict[str, Finding]:
    findings = infection.judge(facts_of(answers, *medicines, key=key))
    assert all(one.effect is Effect.STOPS for one in findings)
    return {one.key: one for one in findings}


@pytest.mark.parametrize("signs", [None, [], [""], ["not-asked"], ["unknown"], ["declined"]])
def test_not_asked_cannot_be_decided(signs: Any) -> None:
    findings = judged({"infection.any_now": signs})
    assert findings["infection.not-asked"].result is Result.CANNOT_DECIDE


def test_none_is_met_and_where_it_is_not_asked_nothing_is_said() -> None:
    findings = judged({"infection.any_now": ["none"]})
    assert [(one.key, one.result) for one in findings.values()] == [
        ("infection.not-asked", Result.MET)
    ]
    assert judged({"infection.any_now": ["fever"]}, key="trigger-point") == {}


@pytest.mark.parametrize("code", ["fever", "skin", "elsewhere", "dental", "mrsa", "another"])
def test_each_sign_waits_for_the_physician(code: str) -> None:
    answers = {"infection.any_now": [code], "infection.where": "left knee, since Friday"}
    finding = judged(answers)["infection.possible"]
    assert finding.result is Result.CANNOT_DECIDE
    assert code in finding.sentence
    assert "left knee, since Friday" in {seen.value for seen in finding.inputs}
    assert "not told yet" not in finding.sentence


@pytest.mark.parametrize(
    ("course", "open_"),
    [
        ({}, "which antibiotic, what it is for, its last day"),
        ({"antibiotic": "doxycycline", "antibiotic_for": "acne"}, "its last day"),
        (
            {"antibiotic": "Keflex", "antibiotic_for": "toe", "antibiotic_ends": "2026-11-25"},
            "",
        ),
    ],
)
def test_of_an_antibiotic_name_indication_and_end_are_due(
    course: dict[str, str], open_: str
) -> None:
    of_it = {f"infection.{name}": value for name, value in course.items()}
    finding = judged({"infection.any_now": ["antibiotic"], **of_it})["infection.possible"]
    assert finding.result is Result.CANNOT_DECIDE
    assert (f"not told yet: {open_}." in finding.sentence) is bool(open_)
    assert set(course.values()) <= {seen.value for seen in finding.inputs}


@pytest.mark.parametrize(
    "text",
    ["Keflex 500 mg", "Amoxicillin", "Augmentin", "Cipro", "Doxycycline", "Bactrim", "Z-Pak"],
)
def test_an_antibiotic_among_the_medicines_is_seen_whatever_was_answered(text: str) -> None:
    for signs in (["none"], ["not-asked"], None):
        finding = judged({"infection.any_now": signs}, takes(text))["infection.possible"]
        assert finding.result is Result.CANNOT_DECIDE
        assert text in finding.sentence
        assert "what it is for" in finding.sentence
    denied = judged({"infection.any_now": ["none"]}, takes(text, Confirmation.DENIED))
    assert "infection.possible" not in denied
