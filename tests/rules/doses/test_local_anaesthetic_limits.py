"""Largest doses of local anaesthetics. Figures are clinical.md section 4 and 8.6, quoted.

US: lidocaine 4.5 mg/kg, 300 mg; with adrenaline 7 mg/kg, 500 mg · bupivacaine 2–2.5 mg/kg, 175 mg;
with adrenaline 3 mg/kg, 225 mg · ropivacaine 2–3 mg/kg, 200–225 mg · mepivacaine 4.4–7 mg/kg ·
chloroprocaine 11–12 plain, 14–20 with adrenaline. UK: lidocaine 3 mg/kg, bupivacaine 2 mg/kg.
"add fractions of each drug's maximum; ideal weight if BMI > 30". Of a range the lower end.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

import pytest

from procdesk.domain.finding import Effect, Finding, Result
from procdesk.domain.stage import Stage
from procdesk.domain.visit.case import DrugGiven, Observation
from procdesk.domain.visit.patient import Patient
from procdesk.rules.doses.local_anaesthetic import judge
from procdesk.rules.register.gates import unmet
from procdesk.rules.register.hazard import DOSE, TREATMENT
from support.adopted_rules import ADULT, REFERENCE, Values, case, facts, given, measured

MET, NOT_MET, CANNOT = Result.MET, Result.NOT_MET, Result.CANNOT_DECIDE
KEY, ODD = "local-anaesthetic.dose", "local-anaesthetic.not-recognised"
SET: dict[str, Values] = {
    "local-anaesthetic-us": {
        "mepivacaine-most": "300",
        "chloroprocaine-most": "800",
        "chloroprocaine-adrenaline-most": "1000",
        "ideal-bmi": "22",
        "least-weight": "40",
    }
}
BARE: dict[str, Values] = {"local-anaesthetic-us": {}}
UK: dict[str, Values] = {"local-anaesthetic-uk": {"lidocaine-most": "200", "ideal-bmi": "22"}}
CHILD = Patient(id="p", birth_date=date(2010, 5, 1))
NOBODY = Patient(id="p")


def body(kg: str = "70", cm: str = "180") -> tuple[Observation, ...]:
    return measured("vitals.weight", kg, "kg"), measured("vitals.height", cm, "cm")


def findings_of(
    *drugs: DrugGiven,
    observations: Iterable[Observation] = (),
    adopted: dict[str, Values] = SET,
    patient: Patient = ADULT,
    stage: Stage = Stage.PROCEDURE,
) -> dict[str, Finding]:
    of = case(*drugs, observations=observations, stage=stage)
    return {one.key: one for one in judge(facts(of, adopted, patient=patient))}


# drug, strength, mL that is all of the largest dose at 50 kg, and at 100 kg (the single amount)
US = [
    ("lidocaine", "1 %", "22.5", "30"),  # 4.5 mg/kg, 300 mg
    ("lidocaine", "2 %", "11.25", "15"),
    ("lidocaine with adrenaline 1:200,000", "1 %", "35", "50"),  # 7 mg/kg, 500 mg
    ("lidocaine", "1 % with epinephrine 1:200,000", "35", "50"),
    ("bupivacaine", "0.5 %", "20", "35"),  # 2 mg/kg, 175 mg
    ("bupivacaine", "0.25 %", "40", "70"),
    ("bupivacaine with adrenaline 1:200,000", "0.5 %", "30", "45"),  # 3 mg/kg, 225 mg
    ("ropivacaine", "0.2 %", "50", "100"),  # 2 mg/kg, 200 mg
    (
        "ropivacaine with adrenaline 1:200,000",
        "2 mg/mL",
        "50",
        "100",
    ),  # no row of its own: the plain one
    ("mepivacaine", "1 %", "22", "30"),  # 4.4 mg/kg, 300 mg by the clinic
    ("chloroprocaine", "3 %", "18.333", "26.666"),  # 11 mg/kg, 800 mg by the clinic
    (
        "chloroprocaine with adrenaline 1:200,000",
        "2 %",
        "35",
        "50",
    ),  # 14 mg/kg, 1000 mg by the clinic
]


@pytest.mark.parametrize(("drug", "strength", "at_50", "at_100"), US)
def test_each_drug_below_at_and_above_its_largest_dose(
    drug: str, strength: str, at_50: str, at_100: str
) -> None:
    for most, observations in ((at_50, body("50")), (at_100, body("100", "200"))):
        ml = Decimal(most)
        for volume, result in ((ml - 1, MET), (ml, MET), (ml + Decimal("0.1"), NOT_MET)):
            finding = findings_of(given(drug, strength, str(volume)), observations=observations)[
                KEY
            ]
            assert (finding.result, finding.effect) == (result, Effect.STOPS), (
                volume,
                finding.sentence,
            )


@pytest.mark.parametrize(
    ("drug", "strength", "ml", "result"),
    [
        ("lidocaine", "1 %", "15", MET),  # UK 3 mg/kg at 50 kg: 150 mg
        ("lidocaine", "1 %", "15.1", NOT_MET),
        ("bupivacaine", "0.5 %", "5", CANNOT),  # UK 2 mg/kg, no single amount was read
        ("ropivacaine", "0.2 %", "1", CANNOT),
    ],
)
def test_the_uk_set_is_another(drug: str, strength: str, ml: str, result: Result) -> None:
    finding = findings_of(given(drug, strength, ml), observations=body("50"), adopted=UK)[KEY]
    assert finding.result is result


def test_the_shipped_numbers_are_those_of_the_fact_base() -> None:
    numbers = {
        key: {
            name: None if row.value is None else str(row.value)
            for name, row in REFERENCE.policies[f"local-anaesthetic-{key}"].limits.items()
        }
        for key in ("us", "uk")
    }
    rows = {
        "lidocaine": ("4.5", "3"),
        "lidocaine-most": ("300", None),
        "lidocaine-adrenaline": ("7", None),
        "lidocaine-adrenaline-most": ("500", None),
        "bupivacaine": ("2", "2"),
        "bupivacaine-most": ("175", None),
        "bupivacaine-adrenaline": ("3", None),
        "bupivacaine-adrenaline-most": ("225", None),
        "bupivacaine-day": ("400", None),
        "ropivacaine": ("2", None),
        "ropivacaine-most": ("200", None),
        "mepivacaine": ("4.4", None),
        "mepivacaine-most": (None, None),
        "chloroprocaine": ("11", None),
        "chloroprocaine-most": (None, None),
        "chloroprocaine-adrenaline": ("14", None),
        "chloroprocaine-adrenaline-most": (None, None),
        "bmi-above": ("30", "30"),
        "ideal-bmi": (None, None),
        "least-weight": (None, None),
    }
    assert numbers == {
        "us": {name: us for name, (us, _) in rows.items()},
        "uk": {name: uk for name, (_, uk) in rows.items()},
    }


def test_fractions_are_added_over_all_drugs_and_sites() -> None:
    """At 50 kg: lidocaine 225 mg and bupivacaine 100 mg are each all of it."""
    half, other = given("lidocaine", "1 %", "11.25", "skin"), given("bupivacaine", "0.5 %", "10")
    finding = findings_of(half, other, observations=body("50"))[KEY]
    assert finding.result is MET
    assert "100 % of the adopted maximum at 50 kg" in finding.sentence
    assert "lidocaine 112.5 mg of 225 mg (4.5 mg/kg)" in finding.sentence
    assert "bupivacaine 50 mg of 100 mg (2 mg/kg)" in finding.sentence
    more = findings_of(
        half, other, given("lidocaine", "1 %", "0.1", "skin"), observations=body("50")
    )[KEY]
    assert more.result is NOT_MET
    assert "101 % of the adopted maximum" in more.sentence, "rounded up"
    assert [each.value for each in more.inputs if each.name == "given"] == [
        "lidocaine 1 % 11.25 mL",
        "bupivacaine 0.5 % 10 mL",
        "lidocaine 1 % 0.1 mL",
    ]


def test_plain_and_with_adrenaline_are_two_parts() -> None:
    plain = given("lidocaine", "1 %", "11.25")
    mixed = given("lidocaine", "1 % with epinephrine 1:200,000", "17.5")
    assert findings_of(plain, mixed, observations=body("50"))[KEY].result is MET
    assert "lidocaine with adrenaline 175 mg of 350 mg" in (
        findings_of(plain, mixed, observations=body("50"))[KEY].sentence
    )


@pytest.mark.parametrize("act", ["skin", "test", "treatment", "other", "contrast", "sedation"])
def test_it_counts_whatever_it_was_given_for(act: str) -> None:
    assert (
        findings_of(given("lidocaine", "1 %", "40", act), observations=body())[KEY].result
        is NOT_MET
    )


@pytest.mark.parametrize(
    ("drug", "strength", "ml", "why"),
    [
        ("lidocaine", "", "5", "the strength cannot be read"),
        ("lidocaine", "strong", "5", "the strength cannot be read"),
        ("lidocaine", "1", "5", "the strength cannot be read"),
        ("lidocaine", "1 %, 2 %", "5", "the strength cannot be read"),
        ("lidocaine", "10 mg", "5", "the strength cannot be read"),
        ("lidocaine", "1 %", None, "how many mL is not written"),
        ("lidocaine", "1 %", "0", "how many mL is not written"),
        ("lidocaine", "1 % plain, with epinephrine 1:200,000", "5", "whether adrenaline is in it"),
        ("lidocaine and bupivacaine", "1 %", "5", "two drugs stand in one line"),
        ("lidocaine with dexamethasone", "1 %", "5", "two drugs stand in one line"),
        ("tetracaine", "1 %", "1", "the largest dose of tetracaine is not adopted"),
        ("prilocaine", "1 %", "1", "the largest dose of prilocaine is not adopted"),
    ],
)
def test_what_cannot_be_read_cannot_be_added_up(
    drug: str, strength: str, ml: str | None, why: str
) -> None:
    finding = findings_of(
        given(drug, strength, ml), given("lidocaine", "1 %", "1"), observations=body()
    )[KEY]
    assert (finding.result, finding.stops) == (CANNOT, True)
    assert why in finding.sentence


def test_more_than_all_of_it_is_known_although_another_line_cannot_be_read() -> None:
    finding = findings_of(
        given("lidocaine", "1 %", "31"), given("bupivacaine", "", "1"), observations=body()
    )[KEY]
    assert finding.result is NOT_MET
    assert "at any weight" in finding.sentence


def test_a_number_that_the_clinic_did_not_set_cannot_be_decided() -> None:
    finding = findings_of(given("mepivacaine", "1 %", "1"), observations=body(), adopted=BARE)[KEY]
    assert finding.result is CANNOT
    assert "the largest dose of mepivacaine is adopted without a value" in finding.sentence


def test_a_set_that_is_not_adopted_stops_once_one_is_given() -> None:
    assert findings_of(adopted={}) == {}
    findings = findings_of(given("lidocaine", "1 %", "1"), observations=body(), adopted={})
    assert findings.keys() == {"local-anaesthetic.not-adopted"}
    assert findings["local-anaesthetic.not-adopted"].stops


# Body: which weight counts (clinical.md 4, LA rules: "ideal weight if BMI > 30")
BODIES = [
    # kg, cm, mL of lidocaine 1 %: result. 4.5 mg/kg.
    ((measured("vitals.weight", "45", "kg"),), "20.25", CANNOT),  # no height: see least weight
    (body("45", "150"), "20.25", MET),
    (body("45", "150"), "20.3", NOT_MET),
    # body mass index 30.0: the measured weight counts; 97.2 kg at 180 cm
    (body("97.2", "180"), "30", MET),
    # 40 kg and 110 cm is 33.1: ideal 22 * 1.21 = 26.62 kg, 119.79 mg
    (body("40", "110"), "11.9", MET),
    (body("40", "110"), "12.0", NOT_MET),
    # pounds and inches: 99.208 lb are 45.0 kg, 59.06 in are 150 cm
    (
        (measured("vitals.weight", "99.208", "lb"), measured("vitals.height", "59.06", "in")),
        "20.3",
        NOT_MET,
    ),
    ((measured("vitals.weight", "45", "st"),), "1", CANNOT),
    ((measured("vitals.weight", "0", "kg"),), "1", CANNOT),
    ((measured("vitals.weight", "45", "kg", -1),), "1", CANNOT),
    ((measured("vitals.weight", "45", "kg"), measured("vitals.height", "5", "ft")), "1", CANNOT),
    # more than its measured weight allows, height or not
    ((measured("vitals.weight", "45", "kg"),), "20.3", NOT_MET),
    # no height, lighter than the least weight: the measured weight is the least
    ((measured("vitals.weight", "35", "kg"),), "15.75", MET),
    ((measured("vitals.weight", "35", "kg"),), "15.8", NOT_MET),
]


@pytest.mark.parametrize(("observations", "ml", "result"), BODIES)
def test_which_weight_counts(
    observations: tuple[Observation, ...], ml: str, result: Result
) -> None:
    finding = findings_of(given("lidocaine", "1 %", ml), observations=observations)[KEY]
    assert finding.result is result, finding.sentence


def test_without_what_ideal_weight_is_a_heavy_patient_cannot_be_decided() -> None:
    heavy = body("120", "170")  # body mass index 41.5
    finding = findings_of(given("lidocaine", "1 %", "1"), observations=heavy, adopted=BARE)[KEY]
    assert finding.result is CANNOT
    assert "body mass index 41.5, and ideal weight is adopted without a value" in finding.sentence


def test_an_index_beyond_its_bounds_is_none() -> None:
    off: dict[str, Values] = {"local-anaesthetic-us": {"bmi-above": "50"}}
    finding = findings_of(given("lidocaine", "1 %", "1"), observations=body(), adopted=off)[KEY]
    assert finding.result is CANNOT
    assert "bmi-above can be from 25 to 30 kg/m2, not 50" in finding.sentence


# No weight: least weight 40 kg is 180 mg of lidocaine.
@pytest.mark.parametrize(
    ("ml", "patient", "adopted", "result"),
    [
        ("18", ADULT, SET, MET),
        ("18.1", ADULT, SET, CANNOT),
        ("30", ADULT, SET, CANNOT),
        ("30.1", ADULT, SET, NOT_MET),  # more than 300 mg at any weight
        ("1", ADULT, BARE, CANNOT),
        ("1", CHILD, SET, CANNOT),
        ("1", NOBODY, SET, CANNOT),
    ],
)
def test_without_a_weight_the_least_weight_of_an_adult_counts(
    ml: str, patient: Patient, adopted: dict[str, Values], result: Result
) -> None:
    finding = findings_of(given("lidocaine", "1 %", ml), adopted=adopted, patient=patient)[KEY]
    assert finding.result is result, finding.sentence


def test_without_a_weight_it_says_from_which_weight_on() -> None:
    finding = findings_of(given("lidocaine", "1 %", "20"))[KEY]  # 200 mg: from 44.4 kg on, so 45
    assert "within the adopted maximum from 45 kg on; weight not known" in finding.sentence


@pytest.mark.parametrize("missing", [(date(2008, 11, 23), MET), (date(2008, 11, 24), CANNOT)])
def test_an_adult_is_18_today(missing: tuple[date, Result]) -> None:
    born, result = missing
    finding = findings_of(given("lidocaine", "1 %", "1"), patient=Patient(id="p", birth_date=born))[
        KEY
    ]
    assert finding.result is result


@pytest.mark.parametrize(
    ("drug", "act", "stage", "odd"),
    [
        ("blue stuff", "treatment", Stage.PROCEDURE, True),
        ("lidocain", "skin", Stage.PROCEDURE, True),
        ("lidocaine blue", "skin", Stage.PROCEDURE, True),
        ("saline", "test", Stage.PROCEDURE, False),
        ("saline and blue", "test", Stage.PROCEDURE, True),
        ("lidocaine plain", "skin", Stage.PROCEDURE, False),
        ("bupivacaine preservative free", "treatment", Stage.PROCEDURE, False),
        ("blue stuff", "contrast", Stage.PROCEDURE, False),
        ("blue stuff", "sedation", Stage.PROCEDURE, False),
        ("blue stuff", "reversal", Stage.PROCEDURE, False),
        ("blue stuff", "other", Stage.PROCEDURE, True),
        ("blue stuff", "other", Stage.RECOVERY, False),
        ("blue stuff", "treatment", Stage.RECOVERY, True),
    ],
)
def test_what_is_not_recognised_may_be_one(drug: str, act: str, stage: Stage, odd: bool) -> None:
    findings = findings_of(given(drug, "1 %", "1", act), stage=stage)
    assert (ODD in findings) is odd
    if odd:
        assert (findings[ODD].result, findings[ODD].stops) == (CANNOT, True)


@pytest.mark.parametrize("gate", [DOSE, TREATMENT])
def test_it_stops_every_dose_and_no_stage(gate: str) -> None:
    findings = findings_of(given("lidocaine", "1 %", "31"), observations=body())
    assert [each.key for each in unmet(findings.values(), gate)] == [KEY]
    assert not any(unmet(findings.values(), stage) for stage in Stage)


def test_the_finding_says_what_no_number_counts() -> None:
    finding = findings_of(given("lidocaine", "1 %", "1"), observations=body())[KEY]
    assert finding.inputs[-1].name == "not counted"
    assert "liver" in finding.inputs[-1].value
    assert finding.policy is not None
    assert finding.policy.row == "local-anaesthetic-us.lidocaine"
    assert finding.source == "University of Iowa protocols"
