"""The rise of a procedure's class beside a blood thinner, from section 3.4."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from msgspec import structs

from procdesk.domain.catalogue.policy_set import PolicySet
from procdesk.domain.catalogue.procedure_kind import LocalProcedure
from procdesk.domain.entry import Json
from procdesk.domain.medicines.medication import Confirmation
from support.anticoagulant_cases import (
    CANNOT,
    HIGH,
    LIMITS,
    LOW,
    MET,
    MIDDLE,
    NONE,
    NOT_MET,
    REFERENCE,
    facts,
    findings_by_key,
    medicine,
    result,
)


def test_an_unknown_class_cannot_be_decided() -> None:
    for at in ("", "discography", "something unmapped"):
        assert result("Ibuprofen", 5000, at) is CANNOT


FACTORS = ["age", "coagulopathy", "liver-kidney", "surgery-radiation", "anatomy"]


@pytest.mark.parametrize("factor", FACTORS)
def test_what_the_patient_has_raises_the_class_by_one(factor: str) -> None:
    """3.4; ibuprofen asks for one day only at high risk, apixaban from intermediate on."""
    answers: Mapping[str, Json] = {"medicines.bleeding_factors": [factor]}
    assert result("Apixaban", 1, LOW, answers=answers) is NOT_MET
    assert result("Ibuprofen", 1, LOW, answers=answers) is MET
    assert result("Ibuprofen", 1, MIDDLE, answers=answers) is NOT_MET
    assert result("Ibuprofen", 1, HIGH, answers=answers) is NOT_MET
    finding = findings_by_key(facts(medicine("Apixaban", 1), answers=answers))["apixaban"]
    risk = next(each.value for each in finding.inputs if each.name == "bleeding risk")
    assert risk.startswith("intermediate, raised by ")


def test_surgery_that_the_papers_tell_of_raises_it_too() -> None:
    answers: Mapping[str, Json] = {**NONE, "papers.surgery": "yes"}
    assert result("Apixaban", 1, LOW, answers=answers) is NOT_MET
    assert result("Apixaban", 1, LOW, answers={**NONE, "papers.surgery": "no"}) is MET


@pytest.mark.parametrize(
    "answer", [None, [], "", ["unknown"], ["not-asked"], ["something new"], ["none", "unknown"]]
)
def test_what_nobody_asked_is_no_none(answer: Json) -> None:
    answers: Mapping[str, Json] = {"medicines.bleeding_factors": answer}
    finding = findings_by_key(facts(medicine("Ibuprofen", 1), answers=answers))["ibuprofen"]
    assert finding.result is CANNOT
    assert "raises the bleeding risk is not known" in finding.sentence
    assert result("Ibuprofen", 25, LOW, answers=answers) is MET  # met at every class
    assert result("Ibuprofen", 25, HIGH, answers=answers) is MET
    assert result("Ibuprofen", 1, HIGH, answers=answers) is NOT_MET


def test_a_lead_or_a_catheter_in_place_counts_as_high() -> None:
    """3.1: keep the drug off until the lead is out."""
    answers: Mapping[str, Json] = {"medicines.bleeding_factors": ["lead"]}
    assert result("Ibuprofen", 1, LOW, answers=answers) is NOT_MET
    for at in ("scs-trial", "scs-lead-pull", "pump-refill", "pump-implant"):
        assert result("Ibuprofen", 23, at) is NOT_MET
        assert result("Ibuprofen", 24, at) is MET
    assert result("Ibuprofen", 1, "pns-trial") is MET


def test_a_second_blood_thinner_raises_the_class() -> None:
    both = findings_by_key(facts(medicine("Apixaban", 1), medicine("Clopidogrel", 1)))
    assert both["apixaban"].result is both["clopidogrel"].result is NOT_MET
    both = findings_by_key(facts(medicine("Innohep", 1), medicine("Apixaban", 1)))
    assert both["apixaban"].result is NOT_MET  # tinzaparin stands in no set, and raises
    both = findings_by_key(facts(medicine("Apixaban", 200), medicine("Ibuprofen", 1), at=MIDDLE))
    assert both["ibuprofen"].result is NOT_MET


def test_a_second_one_that_was_stopped_counts_until_its_time_is_up() -> None:
    for hours, expected in ((71, NOT_MET), (72, MET)):
        other = medicine("Apixaban", hours, confirmation=Confirmation.STOPPED)
        assert findings_by_key(facts(other, medicine("Ibuprofen", 1), at=MIDDLE))[
            "ibuprofen"
        ].result is (expected)


def test_a_medicine_that_is_not_recognised_may_be_the_second() -> None:
    unknown = medicine("Zorvex", 1)
    both = findings_by_key(facts(unknown, medicine("Ibuprofen", 1), at=MIDDLE))
    assert both["ibuprofen"].result is CANNOT
    assert both["not-recognised"].stops
    stopped = medicine("Zorvex", 1, confirmation=Confirmation.STOPPED)
    assert findings_by_key(facts(stopped))["not-recognised"].stops


@pytest.mark.parametrize("at", [HIGH, MIDDLE, LOW])
def test_an_antidepressant_alone_is_not_stopped_and_together_is_assessed(at: str) -> None:
    """3.1: not routinely; shared assessment if combined, at high; no stop at the others."""
    assert result("Sertraline", 1, at) is MET
    both = findings_by_key(facts(medicine("Sertraline", 1), medicine("Ibuprofen", 500), at=at))
    raised_to_high = at in (HIGH, MIDDLE)
    assert both["sertraline"].result is (CANNOT if raised_to_high else MET)
    unknown = findings_by_key(facts(medicine("Sertraline", 1), medicine("Zorvex", 1), at=at))
    assert unknown["sertraline"].result is CANNOT


def test_factors_that_a_set_does_not_name_raise_nothing() -> None:
    rows = tuple(
        {**row, "raised_by": []} if row["drug"] == "every blood thinner" else row
        for row in LIMITS.rows
    )
    rules = structs.replace(LIMITS, rows=rows)
    answers: Mapping[str, Json] = {"medicines.bleeding_factors": ["age"]}
    assert result("Apixaban", 1, LOW, answers=answers, rules=rules) is MET
    assert result("Apixaban", 1, LOW, answers={}, rules=rules) is MET


# --- the footnote of NSAIDs


@pytest.mark.parametrize("at", ["esi-interlaminar-cervical", "stellate-ganglion-block"])
def test_a_footnote_names_two_procedures_of_intermediate_risk(at: str) -> None:
    finding = findings_by_key(facts(medicine("Ibuprofen", 1), at=at))["ibuprofen"]
    assert finding.result is CANNOT
    assert "footnote" in finding.sentence
    assert result("Celecoxib", 1, at) is MET


def test_a_clinics_own_procedure_has_the_footnote_of_its_base() -> None:
    base = REFERENCE.procedure("stellate-ganglion-block")
    own = LocalProcedure(
        key="local-sgb",
        base=base.key,
        name="SGB",
        plain_name="sgb",
        sides=base.sides,
        levels=base.levels,
        more_sections=(),
    )
    of = facts(medicine("Ibuprofen", 1), at="local-sgb")
    of = replace(
        of,
        reference=of.reference.with_local([own]),
        clinic=replace(of.clinic, procedures={own.key: own}),
    )
    assert findings_by_key(of)["ibuprofen"].result is CANNOT


# --- INR and platelets


def test_a_medicine_that_lowers_platelets_is_named_as_that() -> None:
    odd = findings_by_key(facts(medicine("Depakote"), medicine("Zorvex")))["not-recognised"]
    assert odd.sentence == (
        "Not recognised, so it may be a blood thinner: Zorvex. "
        "May change clotting or lower platelets, and no rule here judges it: Depakote."
    )
    unclear = findings_by_key(facts(medicine("Depakote")))["not-recognised"]
    assert unclear.stops
    assert "usual name" not in unclear.clears


@pytest.mark.parametrize("other", ["Celebrex", "Zoloft", "fish oil", "vitamin E", "ginkgo"])
@pytest.mark.parametrize("at", [LOW, MIDDLE])
def test_what_the_set_does_not_mean_is_no_second_one(other: str, at: str) -> None:
    """Clinical-2.md 13.1: a COX-2 inhibitor, an SSRI or a supplement raises nothing."""
    both = findings_by_key(facts(medicine("Apixaban", 80), medicine(other, 1), at=at))
    assert both["apixaban"].result is MET
    assert "raised" not in both["apixaban"].sentence
    low = findings_by_key(facts(medicine("Apixaban", 1), medicine(other, 1)))
    assert low["apixaban"].result is MET


def test_an_nsaid_is_a_second_one_above_low() -> None:
    """Unconfirmed default of clinical-2.md 13.1, which the set can change."""
    low = findings_by_key(facts(medicine("Apixaban", 1), medicine("Ibuprofen", 1)))
    assert low["apixaban"].result is MET
    above = findings_by_key(facts(medicine("Naproxen", 1), medicine("Ibuprofen", 1), at=MIDDLE))
    assert above["naproxen"].result is NOT_MET


def test_a_set_names_the_kinds_that_it_means() -> None:
    def rules(**changed: list[str]) -> PolicySet:
        rows = tuple(
            {**row, **changed} if row["drug"] == "every blood thinner" else row
            for row in LIMITS.rows
        )
        return structs.replace(LIMITS, rows=rows)

    pair = (medicine("Apixaban", 1), medicine("Zoloft", 1))
    strict = findings_by_key(facts(*pair, rules=rules(second=["ssri-snri"])))
    assert strict["apixaban"].result is NOT_MET
    mild = findings_by_key(
        facts(medicine("Apixaban", 1), medicine("Plavix", 1), rules=rules(second=[]))
    )
    assert mild["apixaban"].result is MET
    rows = tuple(row for row in LIMITS.rows if row["drug"] != "every blood thinner")
    silent = findings_by_key(facts(*pair, rules=structs.replace(LIMITS, rows=rows)))
    assert silent["apixaban"].result is NOT_MET
