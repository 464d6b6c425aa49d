"""Sedation: what the physician looks at, and an opioid or benzodiazepine of home."""

from dataclasses import replace
from typing import Any

import pytest

from procdesk.domain.finding import Effect, Finding, Result
from procdesk.domain.medicines.medication import Confirmation
from procdesk.domain.staff import Role, Staff
from procdesk.rules.sedation import sedation
from support.gate_cases import AS_SHIPPED, facts_of, takes

PLAIN = {
    "sedation.depth": "moderate",
    "sedation.asa": "2",
    "sedation.asa_said_by": "Dr L. Okafor",
    "sedation.airway": "plain",
    "sedation.apnea": "no",
    "sedation.takes": ["none"],
    "sedation.iv_access": "yes",
    "sedation.capnography": "yes",
    "sedation.reversal": "yes",
}


STAFF = {
    person.user: person
    for person in (
        Staff(user="okafor", name="Dr L. Okafor", roles=frozenset({Role.PHYSICIAN})),
        Staff(user="adeyemi", name="M. Adeyemi", roles=frozenset({Role.NURSE})),
        Staff(user="gone", name="Dr G. Gone", roles=frozenset({Role.PHYSICIAN}), active=False),
    )
}
CLINIC = replace(AS_SHIPPED, staff=STAFF)


def judged(answers: dict[str, Any], *medicines: Any) -> dict[str, Finding]:
    facts = facts_of({**PLAIN, **answers}, *medicines, sedation="light", clinic=CLINIC)
    findings = sedation.judge(facts)
    assert all(one.effect is Effect.STOPS for one in findings)
    return {one.key: one for one in findings}


def test_what_is_plain_is_met_and_nothing_is_said_without_sedation() -> None:
    findings = judged({})
    assert set(findings) == {"sedation.not-asked", "sedation.opioid"}
    assert {one.result for one in findings.values()} == {Result.MET}
    assert sedation.judge(facts_of(PLAIN)) == ()


@pytest.mark.parametrize(
    ("link_id", "codes", "words"),
    [
        ("asa", ["not-asked", "", None], "ASA class"),
        ("airway", ["concern", "not-asked", "odd", None], "airway"),
        ("apnea", ["treated", "untreated", "unknown", "not-asked", None], "sleep apnea"),
        ("iv_access", ["no", "not-asked", None], "no vein access"),
        ("capnography", ["no", "cannot", "not-asked", None], "no capnography"),
        ("reversal", ["no", "not-asked", None], "no reversal at hand"),
    ],
)
def test_every_other_answer_and_none_is_looked_at(
    link_id: str, codes: list[Any], words: str
) -> None:
    for code in codes:
        finding = judged({f"sedation.{link_id}": code})["sedation.concern"]
        assert finding.result is Result.CANNOT_DECIDE
        assert words in finding.sentence


@pytest.mark.parametrize("asa", ["1", "2", "3", "4", "5", "6"])
def test_no_class_stops_by_itself_since_no_source_gives_a_limit(asa: str) -> None:
    assert "sedation.concern" not in judged({"sedation.asa": asa})


# clinical.md 4: "ASA class: record by physician". The nurse writes it down.
@pytest.mark.parametrize(
    ("said_by", "words"),
    [
        ("Dr L. Okafor", ""),
        ("dr l. okafor ", ""),
        ("okafor", ""),
        (None, "no physician is named who says it"),
        (" ", "no physician is named who says it"),
        ("Okafer", "“Okafer” is no physician of this clinic"),
        ("M. Adeyemi", "“M. Adeyemi” is no physician of this clinic"),
        ("Dr G. Gone", "“Dr G. Gone” is no physician of this clinic"),
    ],
)
def test_the_class_is_a_physicians_to_say(said_by: str | None, words: str) -> None:
    finding = judged({"sedation.asa_said_by": said_by}).get("sedation.concern")
    assert bool(finding) is bool(words)
    if finding:
        assert finding.stops
        assert words in finding.sentence


def test_what_the_physician_writes_down_names_nobody_else() -> None:
    answers = {**PLAIN, "sedation.asa_said_by": None}
    facts = facts_of(answers, sedation="light", clinic=CLINIC)
    (answer,) = facts.case.answers["sedation.asa"]
    own = replace(answer, recorded=replace(answer.recorded, by="okafor"))
    case = replace(facts.case, answers={**facts.case.answers, "sedation.asa": (own,)})
    assert "sedation.concern" not in {one.key for one in sedation.judge(replace(facts, case=case))}


@pytest.mark.parametrize("codes", [["opioid"], ["benzodiazepine"], ["opioid", "benzodiazepine"]])
def test_an_opioid_that_was_answered_waits_for_the_physician(codes: list[str]) -> None:
    finding = judged({"sedation.takes": codes})["sedation.opioid"]
    assert finding.result is Result.CANNOT_DECIDE
    assert ", ".join(sorted(codes)) in finding.sentence


@pytest.mark.parametrize(
    "text",
    [
        *("Oxycodone 5 mg", "Percocet", "Norco", "Tramadol 50 mg", "Fentanyl patch", "Methadone"),
        *("Xanax 0.5 mg", "Lorazepam", "Klonopin", "Valium", "Butrans", "OxyContin"),
    ],
)
def test_an_opioid_among_the_medicines_is_seen_whatever_was_answered(text: str) -> None:
    for codes in (["none"], ["not-asked"], None):
        finding = judged({"sedation.takes": codes}, takes(text))["sedation.opioid"]
        assert finding.result is Result.CANNOT_DECIDE
        assert text in finding.sentence
    unsure = judged({}, takes(text, Confirmation.UNKNOWN))["sedation.opioid"]
    assert unsure.result is Result.CANNOT_DECIDE
    assert judged({}, takes(text, Confirmation.DENIED))["sedation.opioid"].result is Result.MET


@pytest.mark.parametrize("codes", [["not-asked"], [], [""], None])
def test_not_asked_cannot_be_decided(codes: Any) -> None:
    assert judged({"sedation.takes": codes})["sedation.opioid"].result is Result.CANNOT_DECIDE


def test_a_plain_medicine_is_none_of_them() -> None:
    assert judged({}, takes("Metformin 500 mg"))["sedation.opioid"].result is Result.MET
