"""Infection: what was answered, and an antibiotic that only the medicines name (clinical.md 4)."""

from typing import Any

import pytest

from procdesk.domain.finding import Effect, Finding, Result
from procdesk.domain.medicines.medication import Confirmation
from procdesk.rules.patient import infection
from support.gate_cases import facts_of, takes

EPIDURAL = "esi-interlaminar-lumbar"


def judged(told: dict[str, Any], *medicines: Any, key: str = EPIDURAL) -> dict[str, Finding]:
    found = infection.judge(facts_of(told, *medicines, key=key))
    assert all(one.effect is Effect.STOPS for one in found)
    return {one.key: one for one in found}


@pytest.mark.parametrize("told", [None, [], [""], ["not-asked"], ["unknown"], ["declined"]])
def test_not_asked_cannot_be_decided(told: Any) -> None:
    found = judged({"infection.any_now": told})
    assert found["infection.not-asked"].result is Result.CANNOT_DECIDE


def test_none_is_met_and_where_it_is_not_asked_nothing_is_said() -> None:
    found = judged({"infection.any_now": ["none"]})
    assert [(one.key, one.result) for one in found.values()] == [
        ("infection.not-asked", Result.MET)
    ]
    assert judged({"infection.any_now": ["fever"]}, key="trigger-point") == {}


@pytest.mark.parametrize("code", ["fever", "skin", "elsewhere", "dental", "mrsa", "another"])
def test_each_sign_waits_for_the_physician(code: str) -> None:
    told = {"infection.any_now": [code], "infection.where": "left knee, since Friday"}
    one = judged(told)["infection.possible"]
    assert one.result is Result.CANNOT_DECIDE
    assert code in one.sentence
    assert "left knee, since Friday" in {seen.value for seen in one.inputs}
    assert "not told yet" not in one.sentence


@pytest.mark.parametrize(
    ("told", "open_"),
    [
        ({}, "which antibiotic, what it is for, its last day"),
        ({"antibiotic": "doxycycline", "antibiotic_for": "acne"}, "its last day"),
        (
            {"antibiotic": "Keflex", "antibiotic_for": "toe", "antibiotic_ends": "2026-11-25"},
            "",
        ),
    ],
)
def test_of_an_antibiotic_name_indication_and_end_are_due(told: dict[str, str], open_: str) -> None:
    of_it = {f"infection.{name}": value for name, value in told.items()}
    one = judged({"infection.any_now": ["antibiotic"], **of_it})["infection.possible"]
    assert one.result is Result.CANNOT_DECIDE
    assert (f"not told yet: {open_}." in one.sentence) is bool(open_)
    assert set(told.values()) <= {seen.value for seen in one.inputs}


@pytest.mark.parametrize(
    "text",
    ["Keflex 500 mg", "Amoxicillin", "Augmentin", "Cipro", "Doxycycline", "Bactrim", "Z-Pak"],
)
def test_an_antibiotic_among_the_medicines_is_seen_whatever_was_answered(text: str) -> None:
    for told in (["none"], ["not-asked"], None):
        one = judged({"infection.any_now": told}, takes(text))["infection.possible"]
        assert one.result is Result.CANNOT_DECIDE
        assert text in one.sentence
        assert "what it is for" in one.sentence
    denied = judged({"infection.any_now": ["none"]}, takes(text, Confirmation.DENIED))
    assert "infection.possible" not in denied
