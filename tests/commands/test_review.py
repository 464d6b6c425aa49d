"""`procdesk review`: bundles with known truth; a silent pass is the worst that can happen.

Figures are quoted from clinical.md 3.1 (ASRA interventional pain 2018), not read from the shipped
rule set.
"""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from procdesk.cli import main

AT = "2026-11-25T09:00-05:00"
NOW = datetime(2026, 11, 25, 14, 0, tzinfo=UTC)
PATIENT: dict[str, Any] = {
    "resourceType": "Patient",
    "gender": "male",
    "birthDate": "1961-05-20",
    "name": [{"family": "Ortega", "given": ["Luis"]}],
    "identifier": [{"value": "7"}],
}
HIGH, INTERMEDIATE, LOW = "scs-trial", "esi-interlaminar-lumbar", "mbb-lumbar"  # clinical.md 2
Told = dict[str, dict[str, Any]]
Review = Callable[..., tuple[int, Told]]


@pytest.fixture
def review(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Review:
    def run(
        *resources: dict[str, Any],
        procedure: str = INTERMEDIATE,
        policy: str = "asra-pain-2018",
        patient: dict[str, Any] | None = None,
    ) -> tuple[int, Told]:
        entry = [{"resource": one} for one in (patient or PATIENT, *resources)]
        path = tmp_path / "bundle.json"
        path.write_text(json.dumps({"resourceType": "Bundle", "entry": entry}), "utf-8")
        words = ["--json", "--at", AT, "review", str(path), "--procedure", procedure, "--all"]
        status = main([*words, *(("--policy", policy) if policy else ())])
        output = json.loads(capsys.readouterr().out)
        return status, {one["key"]: one for one in output["findings"]}

    return run


def takes(text: str, hours_ago: float | None = None, **changes: Any) -> dict[str, Any]:
    """A statement with its last dose, or a request that knows none."""
    medicine = {"medicationCodeableConcept": {"text": text}, "status": "active", **changes}
    if hours_ago is None:
        return {"resourceType": "MedicationRequest", **medicine}
    end = (NOW - timedelta(hours=hours_ago)).isoformat()
    return {
        "resourceType": "MedicationStatement",
        "effectivePeriod": {"end": end},
        "dateAsserted": NOW.isoformat(),
        **medicine,
    }


def allergic(text: str) -> dict[str, Any]:
    return {"resourceType": "AllergyIntolerance", "code": {"text": text}}


def measured(loinc: str, value: float, unit: str, hours_ago: float = 2) -> dict[str, Any]:
    return {
        "resourceType": "Observation",
        "status": "final",
        "effectiveDateTime": (NOW - timedelta(hours=hours_ago)).isoformat(),
        "code": {"coding": [{"system": "http://loinc.org", "code": loinc}]},
        "valueQuantity": {"value": value, "code": unit, "unit": unit},
    }


DAY = 24
HOLDS = [
    # name as written, key, procedure, hold in hours (clinical.md 3.1)
    ("Eliquis 5 mg", "apixaban", INTERMEDIATE, 3 * DAY),
    ("Xarelto 20 mg", "rivaroxaban", INTERMEDIATE, 3 * DAY),
    ("Lixiana 60 mg", "edoxaban", HIGH, 3 * DAY),
    ("Plavix 75 mg", "clopidogrel", INTERMEDIATE, 7 * DAY),
    ("Brilique 90 mg", "ticagrelor", INTERMEDIATE, 5 * DAY),
    ("Effient 10 mg", "prasugrel", INTERMEDIATE, 10 * DAY),  # 7–10 days: the longer end
    ("Arixtra 2.5 mg", "fondaparinux", INTERMEDIATE, 4 * DAY),
    ("Fragmin 5000 units", "dalteparin", INTERMEDIATE, DAY),
    ("Pletal 100 mg", "cilostazol", HIGH, 2 * DAY),
    ("Ibuprofen 400 mg", "ibuprofen", HIGH, DAY),
    ("Naproxen 500 mg", "naproxen", HIGH, 4 * DAY),
    ("Meloxicam 15 mg", "meloxicam", HIGH, 4 * DAY),
    ("Indomethacin 25 mg", "indomethacin", HIGH, 2 * DAY),
    ("Nabumetone 500 mg", "nabumetone", HIGH, 6 * DAY),
    ("Piroxicam 20 mg", "piroxicam", HIGH, 10 * DAY),
]


@pytest.mark.parametrize(("text", "drug", "procedure", "hours"), HOLDS)
def test_a_hold_counts_to_its_minute(
    review: Review, text: str, drug: str, procedure: str, hours: int
) -> None:
    key = f"anticoagulant.{drug}"
    for ago, result in (
        (hours - 1 / 60, "not met"),
        (hours, "met"),
        (hours + 1, "met"),
        (1, "not met"),
        (-5, "cannot decide"),  # a dose that is still to come
    ):
        status, findings = review(takes(text, ago), procedure=procedure)
        assert findings[key]["result"] == result, ago
        assert status == (0 if result == "met" else 1)
    for unknown in (takes(text), takes(text, 1, effectivePeriod={"end": "2026-11"})):
        status, findings = review(unknown, procedure=procedure)
        assert (status, findings[key]["result"]) == (1, "cannot decide")


@pytest.mark.parametrize(("text", "drug", "procedure", "_hours"), HOLDS)
def test_without_an_adopted_set_nothing_passes(
    review: Review, text: str, drug: str, procedure: str, _hours: int
) -> None:
    status, findings = review(takes(text, 9999), procedure=procedure, policy="")
    assert (status, findings[f"anticoagulant.{drug}"]["result"]) == (1, "cannot decide")


@pytest.mark.parametrize("text", ["Ibuprofen 400 mg", "Naproxen 220 mg", "Celecoxib 200 mg"])
def test_what_the_row_does_not_stop_passes_with_its_reason(review: Review, text: str) -> None:
    status, findings = review(takes(text), procedure=LOW)
    (finding,) = [told for key, told in findings.items() if key.startswith("anticoagulant")]
    assert (status, finding["result"]) == (0, "met")
    assert finding["policy"].startswith("asra-pain-2018")


@pytest.mark.parametrize("text", ["Warfarin 5 mg", "Ｗａｒｆａｒｉｎ 5 mg", "COUMADIN", "Marevan"])
def test_warfarin_needs_its_days_and_a_normal_inr(review: Review, text: str) -> None:
    for ago, resources in (
        (4 * DAY, ()),
        (6 * DAY, ()),  # no INR
        (6 * DAY, (measured("6301-6", 1.0, "{INR}"),)),  # the clinic has set no limit
    ):
        status, findings = review(takes(text, ago), *resources)
        assert status == 1
        assert findings["anticoagulant.warfarin"]["result"] != "met"


@pytest.mark.parametrize(
    "text", ["Zorvex 10 mg", "Plavixx", "Metformin and Zorvex", "", "blood thinner", "Apixabn 5 mg"]
)
def test_what_is_not_recognised_is_never_silence(review: Review, text: str) -> None:
    status, findings = review(takes(text, 999))
    assert (status, findings["anticoagulant.not-recognised"]["result"]) == (1, "cannot decide")


@pytest.mark.parametrize(
    "text",
    [
        *("Shellfish allergy", "Allergy to grass pollen", "Allergy to tree pollen", "Fish"),
        *("Allergy to peanuts", "House dust mite allergy", "Allergy to mould", "Bee venom"),
        *("Dander (animal) allergy", "Cow's milk", "Eggs", "Wheat", "Soya", "Strawberries"),
        *("Seafood", "Shrimp", "Tree nuts", "Tomatoes", "Ragweed", "Cat dander", "Penicillin"),
        "Allergy to tree pollen and house dust mite",
    ],
)
def test_what_the_room_does_not_use_raises_nothing(review: Review, text: str) -> None:
    status, findings = review(allergic(text))
    assert (status, findings) == (0, {})


@pytest.mark.parametrize(
    ("text", "key", "result"),
    [
        ("Chlorhexidine", "chlorhexidine", "not met"),
        ("Betadine", "iodine-prep", "not met"),
        ("Adhesive tape", "adhesive", "not met"),
        ("Lignocaine", "lidocaine", "not met"),
        ("Kenalog", "triamcinolone", "not met"),
        ("Iodine", "unclear", "cannot decide"),
        ("Iodine allergy", "unclear", "cannot decide"),
        ("Local anesthetic", "unclear", "cannot decide"),
        ("Cortisone", "unclear", "cannot decide"),
        ("X-ray contrast dye", "contrast", "cannot decide"),
        ("Omnipaque, severe", "contrast", "cannot decide"),
        ("Penicillin and Zorvex", "not-recognised", "cannot decide"),
        ("Chlorhexidin", "not-recognised", "cannot decide"),
    ],
)
def test_what_the_room_uses_is_raised_once(
    review: Review, text: str, key: str, result: str
) -> None:
    status, findings = review(allergic(text))
    assert list(findings) == [f"allergy.{key}"]
    assert findings[f"allergy.{key}"]["result"] == result
    assert status == (0 if findings[f"allergy.{key}"]["effect"] == "warns" else 1)
    assert text in findings[f"allergy.{key}"]["sentence"]


@pytest.mark.parametrize(
    ("text", "procedure"),
    [
        ("X-ray contrast dye, hives", "trigger-point"),
        ("Kenalog", "scs-trial"),
        ("Nickel", INTERMEDIATE),
    ],
)
def test_what_this_procedure_does_not_use_raises_nothing(
    review: Review, text: str, procedure: str
) -> None:
    assert review(allergic(text), procedure=procedure) == (0, {})


@pytest.mark.parametrize(
    ("gender", "born", "asked"),
    [
        ("female", "2000-01-01", True),
        ("female", "1930-01-01", True),  # no age is adopted: every woman
        ("other", "2000-01-01", True),
        ("unknown", "2000-01-01", True),
        ("male", "2000-01-01", False),
    ],
)
def test_an_xray_asks_who_can_be_pregnant(
    review: Review, gender: str, born: str, asked: bool
) -> None:
    patient = {**PATIENT, "gender": gender, "birthDate": born}
    for policy in ("asra-pain-2018", ""):
        _, findings = review(patient=patient, policy=policy)
        assert ("pregnancy.not-asked" in findings) is asked
    _, findings = review(patient=patient, procedure="trigger-point")
    assert not [key for key in findings if key.startswith("pregnancy")]


@pytest.mark.parametrize("text", ["Keflex 500 mg", "Amoxicillin 500 mg", "Cipro"])
def test_an_antibiotic_taken_now_is_asked_about(review: Review, text: str) -> None:
    status, findings = review(takes(text, 5))
    assert (status, findings["infection.possible"]["result"]) == (1, "cannot decide")
    assert text in findings["infection.possible"]["sentence"]


@pytest.mark.parametrize(
    ("said", "device"),
    [
        ("Presence of cardiac pacemaker", "pacemaker"),
        ("Implantable cardioverter defibrillator in situ", "icd"),
    ],
)
def test_a_device_waits_for_a_plan_only_beside_radiofrequency(
    review: Review, said: str, device: str
) -> None:
    problem = {"resourceType": "Condition", "code": {"text": said}}
    status, findings = review(problem, procedure="rfa-lumbar")
    assert (status, findings["implant.radiofrequency"]["result"]) == (1, "cannot decide")
    assert device in findings["implant.radiofrequency"]["sentence"]
    assert review(problem, procedure="mbb-lumbar") == (0, {})


def test_latex_and_an_unknown_substance_are_named(review: Review) -> None:
    assert review(allergic("Latex allergy"))[1]["allergy.latex"]["result"] == "not met"
    status, findings = review(allergic("Quellithium"))
    assert (status, findings["allergy.not-recognised"]["result"]) == (1, "cannot decide")


def test_who_is_dead_is_refused_and_nothing_else_is_said(review: Review) -> None:
    gone = {**PATIENT, "deceasedDateTime": "2020-01-01T00:00:00Z"}
    status, findings = review(takes("Warfarin"), allergic("Latex"), patient=gone)
    assert (status, list(findings)) == (1, ["identity.deceased"])


def test_a_second_blood_thinner_raises_the_class(review: Review) -> None:
    """clinical.md 3.4: a second antithrombotic raises; naproxen: 4 days at high risk."""
    _, alone = review(takes("Naproxen 500 mg", 2 * DAY))
    assert alone["anticoagulant.naproxen"]["result"] == "met"
    _, both = review(takes("Naproxen 500 mg", 2 * DAY), takes("Clopidogrel 75 mg", 1))
    assert both["anticoagulant.naproxen"]["result"] == "not met"


def test_what_was_stopped_yesterday_still_counts(review: Review) -> None:
    status, findings = review(takes("Apixaban 5 mg", 20, status="stopped"))
    assert (status, findings["anticoagulant.apixaban"]["result"]) == (1, "not met")
    ordered_long_ago = takes("Apixaban 5 mg", status="stopped", authoredOn="2019-01-01")
    _status, findings = review(ordered_long_ago)
    assert findings["anticoagulant.apixaban"]["result"] == "cannot decide"
    harmless = takes("Lisinopril 10 mg", status="stopped", authoredOn="2019-01-01")
    assert review(harmless) == (0, {})


def test_a_dose_that_was_given_does_not_end_an_order_that_goes_on(review: Review) -> None:
    """Apixaban given 80 h ago is past its hold; the order goes on, so more may have been taken."""
    given = {
        "resourceType": "MedicationAdministration",
        "status": "completed",
        "medicationCodeableConcept": {"text": "Apixaban 5 mg"},
        "effectiveDateTime": takes("x", 80)["effectivePeriod"]["end"],
    }
    _status, findings = review(given)
    assert findings["anticoagulant.apixaban"]["result"] == "met"
    _status, findings = review(given, takes("Apixaban 5 mg", authoredOn="2019-01-01"))
    assert findings["anticoagulant.apixaban"]["result"] == "cannot decide"


@pytest.mark.parametrize(
    ("asked_on", "result"), [("2026-11-01", "met"), ("2026-11-24", "cannot decide")]
)
def test_a_request_gives_way_only_to_a_dose_that_was_told_after_it(
    review: Review, asked_on: str, result: str
) -> None:
    """Apixaban waits 3 days (clinical.md 3.1); what was asked for since may have been taken."""
    request = takes("Apixaban 5 mg", authoredOn=asked_on)
    _status, findings = review(takes("Eliquis 5 mg", 80), request)
    assert findings["anticoagulant.apixaban"]["result"] == result


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("Type 2 diabetes mellitus", "glucose.before-steroid"),
        ("Neuropathy due to type 2 diabetes mellitus (disorder)", "glucose.before-steroid"),
        ("Normal pregnancy", "pregnancy"),
        ("Cellulitis of leg", "infection"),
        ("Sepsis", "infection"),
    ],
)
def test_a_problem_of_the_list_reaches_its_rule(review: Review, said: str, key: str) -> None:
    problem = {"resourceType": "Condition", "code": {"text": said}}
    status, findings = review(problem)
    assert status == 1
    assert [one for one in findings if one == key or one.startswith(f"{key}.")]


@pytest.mark.parametrize("said", ["Prediabetes", "Family history of diabetes", "Hypertension"])
def test_a_problem_that_is_none_of_them_raises_nothing(review: Review, said: str) -> None:
    assert review({"resourceType": "Condition", "code": {"text": said}}) == (0, {})


DIABETES = {"resourceType": "Condition", "code": {"text": "Type 2 diabetes mellitus"}}


@pytest.mark.parametrize(
    ("value", "unit", "low", "before_steroid"),
    [
        (140, "mg/dL", "met", "cannot decide"),  # no authority sets a limit before steroid
        (69, "mg/dL", "not met", "cannot decide"),  # clinical.md 4: low is below 70
        (3.8, "mmol/L", "not met", "cannot decide"),
        (140, "g/L", "cannot decide", "cannot decide"),
    ],
)
def test_glucose_of_today_is_held_to_the_drafts(
    review: Review, value: float, unit: str, low: str, before_steroid: str
) -> None:
    status, findings = review(DIABETES, measured("2339-0", value, unit))
    assert status == 1
    assert findings["glucose.low"]["result"] == low
    assert findings["glucose.before-steroid"]["result"] == before_steroid


def test_glucose_of_last_week_is_not_measured(review: Review) -> None:
    status, findings = review(DIABETES, measured("2339-0", 140, "mg/dL", hours_ago=7 * DAY))
    assert (status, findings["glucose.before-steroid"]["result"]) == (1, "cannot decide")


@pytest.mark.parametrize(
    ("loinc", "value", "unit", "key", "result"),
    [
        ("8480-6", 179, "mm[Hg]", "vitals.blood-pressure", "cannot decide"),  # no number for low
        ("8480-6", 180, "mm[Hg]", "vitals.blood-pressure", "not met"),
        ("8310-5", 38.0, "Cel", "vitals.fever", "not met"),
        ("8310-5", 100.3, "[degF]", "vitals.fever", "met"),
        ("8867-4", 49, "/min", "vitals.heart-rate", "cannot decide"),
    ],
)
def test_vital_signs_of_today_are_held_to_the_drafts(
    review: Review, loinc: str, value: float, unit: str, key: str, result: str
) -> None:
    status, findings = review(measured(loinc, value, unit))
    assert (status, findings[key]["result"]) == (0 if result == "met" else 1, result)
    status, findings = review(measured(loinc, value, unit), policy="")
    assert (status, findings["vitals.not-adopted"]["result"]) == (1, "cannot decide")


def done(text: str, days_ago: float | None, status: str = "completed") -> dict[str, Any]:
    """A procedure of before; without a day if None."""
    when = {}
    if days_ago is not None:
        when = {"performedDateTime": (NOW - timedelta(days=days_ago)).isoformat()}
    return {"resourceType": "Procedure", "status": status, "code": {"text": text}, **when}


def given(text: str, days_ago: float | None, status: str = "completed") -> dict[str, Any]:
    when = {}
    if days_ago is not None:
        when = {"effectiveDateTime": (NOW - timedelta(days=days_ago)).isoformat()}
    return {
        "resourceType": "MedicationAdministration",
        "status": status,
        "medicationCodeableConcept": {"text": text},
        "dosage": {"dose": {"value": 40, "unit": "mg"}},
        **when,
    }


ESI = "Lumbar epidural steroid injection"


# clinical.md 4: "Medicare ≤ 4 ESI sessions/region/12 mo".
@pytest.mark.parametrize(
    ("before", "result", "status"),
    [
        ([done(ESI, 30 + at) for at in range(3)], "met", 0),
        ([done(ESI, 30 + at) for at in range(4)], "not met", 0),
        ([done("L4-L5 transforaminal injection", 30 + at) for at in range(4)], "not met", 0),
        ([done("Caudal injection", 30 + at) for at in range(4)], "not met", 0),
        ([done(ESI, 366 + at) for at in range(4)], "met", 0),
        ([done("Cervical epidural steroid injection", 30 + at) for at in range(4)], "met", 0),
        ([done(ESI, 30 + at, "not-done") for at in range(4)] + [done("X", 1)], "met", 0),
        ([done(ESI, 30 + at) for at in range(3)] + [done("Epidural", 40)], "cannot decide", 1),
        ([done(ESI, 30 + at) for at in range(3)] + [done(ESI, None)], "cannot decide", 1),
        ([done(ESI, 30 + at) for at in range(3)] + [done("Colonoscopy", 3)], "met", 0),
        ([done("Epidural for labor, lumbar", 30 + at) for at in range(4)], "met", 0),
    ],
)
def test_sessions_of_before_are_counted_by_region(
    review: Review, before: list[dict[str, Any]], result: str, status: int
) -> None:
    exit_status, findings = review(*before)
    assert (exit_status, findings["exposure.sessions"]["result"]) == (status, result)


@pytest.mark.parametrize(
    ("days", "result"), [(3, "cannot decide"), (29, "cannot decide"), (31, None), (None, None)]
)
def test_a_steroid_of_before_is_counted_to_its_day(
    review: Review, days: float | None, result: str | None
) -> None:
    """clinical.md 8.8: 14 days, 30 days, 1 month; no interval is set, so none is decided."""
    _, findings = review(given("Triamcinolone acetonide 40 mg/mL", days))
    finding = findings.get("steroid.interval")
    assert (finding["result"] if finding else None) == result
    assert not review(given("Kenalog", days, "not-done"))[1]


def not_in_bundle(path: Path, capsys: pytest.CaptureFixture[str], *resources: Any) -> list[str]:
    entry = [{"resource": one} for one in (PATIENT, *resources)]
    path.write_text(json.dumps({"resourceType": "Bundle", "entry": entry}), "utf-8")
    main(["--json", "--at", AT, "review", str(path), "--procedure", INTERMEDIATE])
    left: list[str] = json.loads(capsys.readouterr().out)["not_in_bundle"]
    return left


def test_what_the_bundle_says_of_before_is_not_left_to_people(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "bundle.json"
    left = not_in_bundle(path, capsys)
    assert {"exposure.sessions", "steroid.interval", "consent.missing", "escort.limb"} <= {*left}
    left = not_in_bundle(path, capsys, done("Colonoscopy", 900), given("Kenalog", 90))
    assert not {"exposure.sessions", "steroid.interval"} & {*left}
    left = not_in_bundle(path, capsys, given("Kenalog", 90), given("Kenalog", None))
    assert "steroid.interval" in left


def test_bupivacaine_of_this_morning_is_said(review: Review) -> None:
    _, findings = review(given("Marcaine 0.5 %", 0.2))
    assert findings["local-anaesthetic.day"]["result"] == "cannot decide"
    assert "local-anaesthetic.day" not in review(given("Marcaine 0.5 %", 1.2))[1]


def test_a_value_beyond_what_a_machine_counts_is_not_left_out(review: Review) -> None:
    """Hazard: an INR of "> 8" has no plain number, and nobody hears of it."""
    beyond = measured("6301-6", 8, "{INR}")
    beyond["valueQuantity"]["comparator"] = ">"
    status, findings = review(beyond)
    assert (status, findings["anticoagulant.inr"]["result"]) == (1, "cannot decide")
    assert "> {INR}" in findings["anticoagulant.inr"]["sentence"]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--procedure", "no-such"), "no such procedure"),
        (("--procedure", INTERMEDIATE, "--policy", "no-such"), "neither a rule set nor a file"),
        (("--procedure", INTERMEDIATE, "--target", "somewhere"), "--target"),
    ],
)
def test_a_call_that_cannot_be_used_says_why_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], message: str
) -> None:
    path = tmp_path / "bundle.json"
    path.write_text(json.dumps({"resourceType": "Bundle", "entry": [{"resource": PATIENT}]}))
    assert main(["--json", "review", str(path), *words]) == 2
    said = capsys.readouterr().err
    assert message in said
    assert said.count("\n") == 1
