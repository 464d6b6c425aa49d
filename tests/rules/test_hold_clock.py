"""The clock of blood thinners. Holds, classes and restarts are written here from the fact base.

Section 3.1 (ASRA 2018), 3.2 (ASRA regional 2025), 3.3 (ESAIC 2022), 3.4 (what raises the class).
"""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import product
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from procdesk import app
from procdesk.domain.case import Answer, Case, Observation, Order, OrderedProcedure, Recorded
from procdesk.domain.catalogue import PolicySet
from procdesk.domain.clinic import Adoption, Clinic
from procdesk.domain.entry import Json
from procdesk.domain.finding import Effect, Finding, Result
from procdesk.domain.medication import Confirmation, LastDose, Medication, Precision
from procdesk.domain.patient import Patient
from procdesk.domain.procedure_kind import LocalProcedure
from procdesk.domain.stage import Stage
from procdesk.rules.anticoagulants import clocks, judge
from procdesk.rules.facts import Facts
from procdesk.rules.gates import unmet

MET, NOT_MET, CANNOT = Result.MET, Result.NOT_MET, Result.CANNOT_DECIDE
NOW = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)  # 10:00 in New York
LOW, MIDDLE, HIGH = "mbb-lumbar", "esi-interlaminar-lumbar", "vertebral-augmentation"
REFERENCE = app.reference()
SETS = {key: one for key, one in REFERENCE.policies.items() if one.family == "anticoagulant"}
D = 24
NONE: Mapping[str, Json] = {"medicines.bleeding_factors": ["none"]}
HERE = Recorded("e1", "adeyemi", NOW, NOW)


def medicine(text: str, hours_ago: float | None = None, **more: Any) -> Medication:
    """A medicine told now, its last dose known to the minute; agreed with the prescriber."""
    last = LastDose(Precision.UNKNOWN)
    if hours_ago is not None:
        last = LastDose(Precision.TIME, NOW - timedelta(hours=hours_ago))
    drug = REFERENCE.recognise(text)
    told: dict[str, Any] = {
        "ingredient": drug.key if drug else "",
        "last_dose": last,
        "confirmation": Confirmation.CONFIRMED,
        "by": "adeyemi",
        "at": NOW,
        "agreed_with": "Dr Khan",
        "agreed_on": date(2026, 11, 20),
        **more,
    }
    return Medication(text, text, **told)


def measured(code: str, value: str, unit: str, hours_ago: float = 1) -> Observation:
    at = NOW - timedelta(hours=hours_ago)
    return Observation(code, Decimal(value), unit, Recorded("o", "adeyemi", at, NOW))


def with_rows(key: str = "asra-pain-2018", **changed: Mapping[str, str]) -> PolicySet:
    """A shipped set as a clinic would adopt it: limits filled in, by the name of the lab."""
    rules = REFERENCE.policies[key]
    rows = tuple({**row, **changed.get(row["drug"], {})} for row in rules.rows)
    return replace(rules, rows=rows)


LIMITS = with_rows(
    inr={"at_most": "1.2", "hours_old": "24"}, platelets={"at_least": "100", "hours_old": "720"}
)
REGIONAL, ESAIC = with_rows("asra-regional-2025"), with_rows("esaic-2022")


def clinic(rules: PolicySet | None) -> Clinic:
    if rules is None:
        return Clinic(settings={"clinic.time_zone": "America/New_York"})
    sha = hashlib.sha256(rules.raw).hexdigest()
    done = Adoption(rules.key, rules.version, sha, "okafor", "Dr L. Okafor", "", "", rules.family)
    return Clinic(settings={"clinic.time_zone": "America/New_York"}, policies={rules.key: done})


def facts(  # what a case of one procedure has
    *medicines: Medication,
    at: str = LOW,
    rules: PolicySet | None = LIMITS,
    labs: tuple[Observation, ...] = (),
    answers: Mapping[str, Json] = NONE,
    now: datetime = NOW,
) -> Facts:
    told = {
        link: (Answer(link.partition(".")[0], link, value, "", HERE),)
        for link, value in answers.items()
    }
    procedures = (OrderedProcedure(at, at),) if at else ()
    case = Case(
        "c",
        order=Order(procedures),
        medications=medicines,
        observations=labs,
        answers=told,
        stages=((Stage.BOOKED, HERE), (Stage.ARRIVED, HERE)),
    )
    policies = {rules.key: rules} if rules else {}
    reference = replace(REFERENCE, policies=policies)
    return Facts(case, Patient("p"), clinic(rules), reference, now)


def found(of: Facts) -> dict[str, Finding]:
    return {one.key.removeprefix("anticoagulant."): one for one in judge(of)}


def result(text: str, hours_ago: float | None, at: str, **more: Any) -> Result:
    drug = REFERENCE.recognise(text)
    assert drug is not None
    given = {name: more.pop(name) for name in ("rules", "labs", "answers", "now") if name in more}
    return found(facts(medicine(text, hours_ago, **more), at=at, **given))[drug.key].result


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
    for unknown in ("", "unknown", "some other way"):
        assert result(drug, 1000, at, taken_as=unknown) is CANNOT


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
    one = found(facts(medicine(drug, 5000)))[drug.lower().replace(" ", "-")]
    assert one.result is CANNOT
    assert "no row for it" in one.sentence
    assert one.policy is None


# --- the sentence


def test_the_sentence_says_what_when_and_the_earliest_hour_by_the_clinics_clock() -> None:
    last = LastDose(Precision.PART_OF_DAY, datetime(2026, 11, 23, 5, 0, tzinfo=UTC), "Sunday")
    one = found(facts(medicine("Apixaban 5 mg", last_dose=last), at=MIDDLE))["apixaban"]
    assert one.sentence == (
        "Apixaban 5 mg: last dose Mon 23 Nov 00:00 at the latest; the adopted row asks for 3 days "
        "before a procedure of intermediate risk, which is Thu 26 Nov 00:00."
    )
    assert one.clears.startswith("Start at or after Thu 26 Nov 00:00")
    assert one.policy is not None
    assert (one.policy.row, one.policy.adopted_by) == ("asra-pain-2018.apixaban", "Dr L. Okafor")
    assert one.effect is Effect.STOPS


def test_a_range_says_that_its_longer_end_counts() -> None:
    one = found(facts(medicine("Prasugrel", 200), at=HIGH))["prasugrel"]
    assert "7–10 days, counted as 10 days" in one.sentence
    assert one.result is NOT_MET


def test_the_sentence_stays_while_time_goes_by_so_that_a_decision_stands() -> None:
    taken = medicine("Apixaban", 10)
    said = {
        found(facts(taken, at=MIDDLE, now=NOW + timedelta(minutes=m)))["apixaban"].sentence
        for m in (0, 30, 120)
    }
    assert len(said) == 1


def test_days_are_counted_in_hours_also_over_the_change_of_clocks() -> None:
    """Sunday 1 Nov 2026 has 25 hours in New York: three days are 72 hours, not three noons."""
    zone = ZoneInfo("America/New_York")
    last = datetime(2026, 10, 30, 12, 0, tzinfo=zone)
    told = LastDose(Precision.TIME, last)
    for now, expected in (
        (datetime(2026, 11, 2, 10, 59, tzinfo=zone), NOT_MET),
        (datetime(2026, 11, 2, 11, 0, tzinfo=zone), MET),
    ):
        one = medicine("Apixaban", last_dose=told, at=now, agreed_on=date(2026, 10, 30))
        assert found(facts(one, at=MIDDLE, now=now))["apixaban"].result is expected


# --- adoption


def test_without_an_adopted_set_nothing_is_met() -> None:
    one = found(facts(medicine("Apixaban", 5000), rules=None))["apixaban"]
    assert one.result is CANNOT
    assert "has not adopted a rule set" in one.sentence
    (drug,) = clocks(facts(medicine("Apixaban", 5000), rules=None))
    assert (drug.clocks, drug.result, drug.earliest) == ((), CANNOT, None)


def test_rows_that_changed_after_the_signature_are_adopted_by_nobody() -> None:
    of = facts(medicine("Ibuprofen", 5000))
    looser = replace(LIMITS, rows=(*LIMITS.rows[:3], *LIMITS.rows[4:]))
    changed = replace(of, reference=replace(of.reference, policies={looser.key: looser}))
    assert found(changed)["ibuprofen"].result is CANNOT


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
    assert "apixaban" not in found(facts(denied))


def test_what_was_told_on_another_day_says_nothing_of_today() -> None:
    yesterday = NOW - timedelta(days=1)
    one = found(facts(medicine("Apixaban", 100, at=yesterday), at=MIDDLE))["apixaban"]
    assert one.result is CANNOT
    assert "taken since it was asked is not known" in one.sentence
    for at, confirmation in ((None, Confirmation.CONFIRMED), (yesterday, Confirmation.STOPPED)):
        told = medicine("Apixaban", 100, at=at, confirmation=confirmation)
        assert found(facts(told, at=MIDDLE))["apixaban"].result is CANNOT


def test_two_medicines_of_one_drug_are_judged_by_the_worse() -> None:
    old, new = medicine("Eliquis", 200), medicine("apixaban 5 mg", 10)
    one = found(facts(old, new, at=MIDDLE))["apixaban"]
    assert one.result is NOT_MET
    assert one.sentence.index("apixaban 5 mg:") < one.sentence.index("Eliquis:")
    (drug,) = clocks(facts(old, new, at=MIDDLE))
    assert drug.earliest == NOW + timedelta(hours=62)
    unknown = medicine("Apixaban 2.5 mg", None)
    (drug,) = clocks(facts(old, unknown, at=MIDDLE))
    assert (drug.result, drug.earliest) == (CANNOT, None)


# --- the class of the procedure and of the patient


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
    one = found(facts(medicine("Apixaban", 1), answers=answers))["apixaban"]
    told = next(each.value for each in one.inputs if each.name == "bleeding risk")
    assert told.startswith("intermediate, raised by ")


def test_surgery_that_the_papers_tell_of_raises_it_too() -> None:
    answers: Mapping[str, Json] = {**NONE, "papers.surgery": "yes"}
    assert result("Apixaban", 1, LOW, answers=answers) is NOT_MET
    assert result("Apixaban", 1, LOW, answers={**NONE, "papers.surgery": "no"}) is MET


@pytest.mark.parametrize(
    "answer", [None, [], "", ["unknown"], ["not-asked"], ["something new"], ["none", "unknown"]]
)
def test_what_nobody_asked_is_no_none(answer: Json) -> None:
    answers: Mapping[str, Json] = {"medicines.bleeding_factors": answer}
    one = found(facts(medicine("Ibuprofen", 1), answers=answers))["ibuprofen"]
    assert one.result is CANNOT
    assert "raises the bleeding risk is not known" in one.sentence
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
    both = found(facts(medicine("Apixaban", 1), medicine("Ibuprofen", 1)))
    assert both["apixaban"].result is NOT_MET
    assert both["ibuprofen"].result is MET  # intermediate asks no stop either
    both = found(facts(medicine("Apixaban", 200), medicine("Ibuprofen", 1), at=MIDDLE))
    assert both["ibuprofen"].result is NOT_MET


def test_a_second_one_that_was_stopped_counts_until_its_time_is_up() -> None:
    for hours, expected in ((71, NOT_MET), (72, MET)):
        other = medicine("Apixaban", hours, confirmation=Confirmation.STOPPED)
        assert found(facts(other, medicine("Ibuprofen", 1), at=MIDDLE))["ibuprofen"].result is (
            expected
        )


def test_a_medicine_that_is_not_recognised_may_be_the_second() -> None:
    unknown = medicine("Zorvex", 1)
    both = found(facts(unknown, medicine("Ibuprofen", 1), at=MIDDLE))
    assert both["ibuprofen"].result is CANNOT
    assert both["not-recognised"].stops
    stopped = medicine("Zorvex", 1, confirmation=Confirmation.STOPPED)
    assert found(facts(stopped))["not-recognised"].stops


@pytest.mark.parametrize("at", [HIGH, MIDDLE, LOW])
def test_an_antidepressant_alone_is_not_stopped_and_together_is_assessed(at: str) -> None:
    """3.1: not routinely; shared assessment if combined, at high; no stop at the others."""
    assert result("Sertraline", 1, at) is MET
    both = found(facts(medicine("Sertraline", 1), medicine("Ibuprofen", 500), at=at))
    raised_to_high = at in (HIGH, MIDDLE)
    assert both["sertraline"].result is (CANNOT if raised_to_high else MET)
    unknown = found(facts(medicine("Sertraline", 1), medicine("Zorvex", 1), at=at))
    assert unknown["sertraline"].result is CANNOT


def test_factors_that_a_set_does_not_name_raise_nothing() -> None:
    rows = tuple(
        {**row, "raised_by": []} if row["drug"] == "every blood thinner" else row
        for row in LIMITS.rows
    )
    rules = replace(LIMITS, rows=rows)
    answers: Mapping[str, Json] = {"medicines.bleeding_factors": ["age"]}
    assert result("Apixaban", 1, LOW, answers=answers, rules=rules) is MET
    assert result("Apixaban", 1, LOW, answers={}, rules=rules) is MET


# --- the footnote of NSAIDs


@pytest.mark.parametrize("at", ["esi-interlaminar-cervical", "stellate-ganglion-block"])
def test_a_footnote_names_two_procedures_of_intermediate_risk(at: str) -> None:
    one = found(facts(medicine("Ibuprofen", 1), at=at))["ibuprofen"]
    assert one.result is CANNOT
    assert "footnote" in one.sentence
    assert result("Celecoxib", 1, at) is MET


def test_a_clinics_own_procedure_has_the_footnote_of_its_base() -> None:
    base = REFERENCE.procedure("stellate-ganglion-block")
    own = LocalProcedure("local-sgb", base.key, "SGB", "sgb", base.sides, base.levels, ())
    of = facts(medicine("Ibuprofen", 1), at="local-sgb")
    of = replace(
        of,
        reference=of.reference.with_local([own]),
        clinic=replace(of.clinic, procedures={own.key: own}),
    )
    assert found(of)["ibuprofen"].result is CANNOT


# --- INR and platelets


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
    ("code", "value", "unit", "expected"),
    [
        ("inr", "1.2", "1", MET),
        ("inr", "1.3", "1", NOT_MET),
        ("inr", "1.3", "g", CANNOT),
        ("platelets", "100", "10*9/L", MET),
        ("platelets", "99", "10*9/L", NOT_MET),
        ("platelets", "150000", "/uL", MET),
        ("platelets", "90000", "/uL", NOT_MET),
        ("platelets", "150", "K/uL", MET),
        ("platelets", "150", "", CANNOT),
    ],
)
def test_a_blood_value_speaks_with_no_drug_listed(
    code: str, value: str, unit: str, expected: Result
) -> None:
    one = found(facts(labs=(measured(f"labs.{code}", value, unit),)))[code]
    assert (one.result, one.effect) == (expected, Effect.STOPS)
    assert "Sun" in one.sentence or "Mon 23 Nov 09:00" in one.sentence or expected is CANNOT
    stops = {f.key for f in unmet([one], Stage.READY)}
    assert stops == (set() if expected is MET else {f"anticoagulant.{code}"})
    unset = found(facts(labs=(measured(f"labs.{code}", value, unit),), rules=None))[code]
    assert unset.result is CANNOT


def test_the_latest_value_counts_and_an_old_one_does_not_hide_it() -> None:
    old, new = measured("labs.inr", "1.0", "1", 20), measured("labs.inr", "2.5", "1", 2)
    assert found(facts(labs=(new, old)))["inr"].result is NOT_MET
    assert "inr" not in found(facts())


# --- kidneys


def test_dabigatran_counts_the_longer_time_where_the_limit_is_not_given() -> None:
    """3.1: 4 days; 5–6 days if renal impairment, from which clearance on is not said."""
    labs = (measured("labs.creatinine_clearance", "45", "mL/min"),)
    for hours, expected in ((95, NOT_MET), (96, CANNOT), (143, CANNOT), (144, MET)):
        assert result("Dabigatran", hours, MIDDLE, labs=labs) is expected
    one = found(facts(medicine("Dabigatran", 100), at=HIGH, labs=labs))["dabigatran"]
    assert "5–6 days, counted as 6 days" in one.sentence
    assert result("Dabigatran", 1000, MIDDLE) is CANNOT
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
    told = {"rules": REGIONAL, "taken_as": RIVA_LOW, "labs": labs}
    if hours is None:
        one = found(facts(medicine("Xarelto 10 mg", 999, taken_as=RIVA_LOW), at=MIDDLE,
                          rules=REGIONAL, labs=labs))["rivaroxaban"]  # fmt: skip
        assert one.result is CANNOT
        assert "creatinine clearance" in one.sentence
        return
    assert result("Xarelto 10 mg", hours - 0.1, MIDDLE, **told) is NOT_MET
    assert result("Xarelto 10 mg", hours, MIDDLE, **told) is MET
    assert result("Xarelto 10 mg", 999, LOW, **told) is CANNOT  # nothing is given for low


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
    told = {"rules": REGIONAL, "dose": dose, "taken_as": way}
    if hours is None:
        assert result(text, 5000, MIDDLE, **told) is CANNOT
        return
    assert result(text, hours - 0.1, MIDDLE, **told) is NOT_MET
    assert result(text, hours, MIDDLE, **told) is MET


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
        told = {"rules": ESAIC, "dose": dose, "taken_as": way, "labs": (labs,)}
        if hours is None:
            assert result("Clexane", 999, MIDDLE, **told) is CANNOT
        else:
            assert result("Clexane", hours - 0.1, MIDDLE, **told) is NOT_MET
            assert result("Clexane", hours, MIDDLE, **told) is MET


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
        one = medicine(text, hours, taken_as=way, dose="2.5 mg", ingredient=drug)
        known = found(facts(one, at=at, rules=rules, labs=labs))[drug].result
        less = (
            facts(replace(one, last_dose=LastDose(Precision.UNKNOWN)), at=at, rules=rules),
            facts(replace(one, taken_as=""), at=at, rules=rules, labs=labs),
            facts(replace(one, dose=""), at=at, rules=rules, labs=labs),
            facts(replace(one, agreed_on=None), at=at, rules=rules, labs=labs),
            facts(replace(one, at=None), at=at, rules=rules, labs=labs),
            facts(replace(one, confirmation=Confirmation.UNKNOWN), at=at, rules=rules, labs=labs),
            facts(one, at=at, rules=rules),
            facts(one, at=at, rules=rules, labs=labs, answers={}),
            facts(one, at="", rules=rules, labs=labs),
            facts(one, at=at, rules=None, labs=labs),
            facts(one, medicine("Zorvex"), at=at, rules=rules, labs=labs),
        )
        for of in less:
            told = found(of)
            assert told[drug].result is not MET or known is MET, (at, hours, way)
            stops = {f.key for f in unmet(told.values(), Stage.READY)}
            if told[drug].result is not MET:
                assert f"anticoagulant.{drug}" in stops


@pytest.mark.parametrize("drug", DRUGS)
def test_a_longer_time_is_never_judged_worse_and_a_higher_class_never_better(drug: str) -> None:
    text = drug.replace("-", " ")
    for way in ways(drug):
        for at in (LOW, MIDDLE, HIGH):
            by_time = [
                _ORDER.index(
                    found(facts(medicine(text, h, taken_as=way, ingredient=drug), at=at))[
                        drug
                    ].result
                )
                for h in (0, 12, 24, 36, 48, 72, 100, 150, 200, 300)
            ]
            assert by_time == sorted(by_time), (way, at)
