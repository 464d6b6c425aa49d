"""The questions of a procedure: not asked stops, plain passes, a yes is for the physician."""

from dataclasses import replace

import pytest

from procdesk.domain.entry import Json, Kind, case_subject
from procdesk.domain.finding import Effect, Finding, Result
from procdesk.domain.stage import Stage
from procdesk.rules.register.gates import unmet
from procdesk.workflow import answers
from procdesk.workflow.case import overriding
from procdesk.workflow.ledger import Act, Ledger
from procdesk.workflow.sections import sections
from support.small_clinic import House

CHECKED = (
    *("baseline", "site", "vitals", "allergies", "medicines", "diabetes", "pregnancy"),
    *("infection", "implants", "papers", "consent"),
)
# section, question, plain answer, a yes, "not asked" key, "yes" key
LEADS = [
    ("baseline", "baseline.signs", ["none"], ["saddle"], "red-flag.not-asked", "red-flag.new"),
    ("papers", "papers.any_missing", ["none"], ["images"], "papers.not-asked", "papers.missing"),
    ("diabetes", "diabetes.type", "none", "type-2", "glucose.not-asked", "glucose.before-steroid"),
    ("pregnancy", "pregnancy.could_be", "no", "yes", "pregnancy.not-asked", "pregnancy.possible"),
    (
        "infection",
        "infection.any_now",
        ["none"],
        ["skin"],
        "infection.not-asked",
        "infection.possible",
    ),
    ("implants", "implants.any", ["none"], ["icd"], "implant.not-asked", "implant.radiofrequency"),
]


def asks_all(house: House, key: str = "rfa-lumbar") -> str:
    """A case whose procedure asks every section, whatever the catalogue says today."""
    known = dict(house.ledger.reference.procedures)
    known[key] = replace(known[key], sections=(*CHECKED, "briefing"))
    asking = replace(house.ledger.reference, procedures=known)
    house.ledger = Ledger(house.ledger.journal, asking, house.clock, house.ledger.new_id)
    case_id = house.booked()
    ordered(house, case_id, key, "none")
    return case_id


def ordered(house: House, case_id: str, key: str, sedation: str) -> None:
    procedure: dict[str, Json] = {
        "key": key,
        "text": "",
        "targets": ["left medial-branch L3,L4"],
        "sedation": sedation,
    }
    body: dict[str, Json] = {"procedures": [procedure]}
    house.ledger.record(
        house.nurse, [Act(subject=case_subject(case_id), kind=Kind.ORDER_SET, body=body)]
    )


def findings(house: House, case_id: str) -> dict[str, Finding]:
    return {one.key: one for one in house.ledger.outcome(case_id).findings}


def keys(house: House, case_id: str, stage: Stage) -> list[str]:
    case = house.ledger.case(case_id)
    return [one.key for one in sections(stage, case, house.ledger.reference)]


@pytest.mark.parametrize(("section", "link_id", "plain", "yes", "asked", "due"), LEADS)
def test_not_asked_stops_plain_passes_and_a_yes_needs_the_physician(
    house: House, section: str, link_id: str, plain: Json, yes: Json, asked: str, due: str
) -> None:
    case_id = asks_all(house)
    ledger, nurse = house.ledger, house.nurse
    before = findings(house, case_id)[asked]
    assert (before.effect, before.result) == (Effect.STOPS, Result.CANNOT_DECIDE)
    assert before in unmet(ledger.outcome(case_id).findings, Stage.READY)

    answers.answer(ledger, nurse, case_id, section, {link_id: ["not-asked"]})
    assert findings(house, case_id)[asked].stops

    answers.answer(ledger, nurse, case_id, section, {link_id: plain})
    assert findings(house, case_id)[asked].result is Result.MET
    assert due not in findings(house, case_id)

    answers.answer(ledger, nurse, case_id, section, {link_id: yes})
    assert findings(house, case_id)[due] in unmet(ledger.outcome(case_id).findings, Stage.READY)
    overriding.override(
        ledger, house.physician, case_id, due, "benefit", "seen and discussed with the patient"
    )
    assert not findings(house, case_id)[due].stops


def test_a_procedure_that_does_not_ask_has_no_such_finding(house: House) -> None:
    case_id = asks_all(house)
    ordered(house, case_id, "si-joint-injection", "none")
    families = {key.partition(".")[0] for key in findings(house, case_id)}
    assert "implant" not in families or "implants" in keys(house, case_id, Stage.CHECKS)
    assert "sedation" not in families


def test_a_device_does_not_stop_without_radiofrequency(house: House) -> None:
    case_id = asks_all(house, "mbb-lumbar")
    answers.answer(house.ledger, house.nurse, case_id, "implants", {"implants.any": ["icd"]})
    assert "implant.radiofrequency" not in findings(house, case_id)


def test_glucose_measured_today_meets_the_question(house: House) -> None:
    case_id = asks_all(house)
    ledger, nurse = house.ledger, house.nurse
    answers.answer(ledger, nurse, case_id, "diabetes", {"diabetes.type": "type-2"})
    assert findings(house, case_id)["glucose.before-steroid"].stops
    answers.measure(ledger, nurse, case_id, {"diabetes.glucose": ("140", "mg/dL")})
    assert findings(house, case_id)["glucose.before-steroid"].result is Result.MET


def test_sedation_is_asked_in_full_only_where_it_is_ordered(house: House) -> None:
    case_id = asks_all(house)
    assert "sedation.not-asked" not in findings(house, case_id)
    ordered(house, case_id, "rfa-lumbar", "moderate")
    assert findings(house, case_id)["sedation.not-asked"].stops
    body: dict[str, Json] = {"sedation.depth": "moderate", "sedation.airway": "concern"}
    answers.answer(house.ledger, house.nurse, case_id, "sedation", body)
    by_key = findings(house, case_id)
    assert by_key["sedation.not-asked"].result is Result.MET
    assert "airway, sleep apnea" in by_key["sedation.concern"].sentence
    assert by_key["sedation.concern"].stops
    plain: dict[str, Json] = {
        "sedation.asa": "2",
        "sedation.asa_said_by": "okafor",
        "sedation.airway": "plain",
        "sedation.apnea": "no",
        "sedation.takes": ["none"],
        "sedation.glp1": "no",
        "sedation.iv_access": "yes",
        "sedation.capnography": "yes",
        "sedation.reversal": "yes",
    }
    answers.answer(house.ledger, house.nurse, case_id, "sedation", plain)
    assert "sedation.concern" not in findings(house, case_id)


def test_sections_follow_the_procedures_and_the_sedation(house: House) -> None:
    case_id = asks_all(house)
    assert keys(house, case_id, Stage.CHECKS) == list(CHECKED)
    assert keys(house, case_id, Stage.READY) == ["ready", "briefing"]
    assert keys(house, case_id, Stage.ARRIVED) == ["identity", "arrival"]
    ordered(house, case_id, "rfa-lumbar", "light")
    assert keys(house, case_id, Stage.ARRIVED) == ["identity", "arrival", "escort"]
    assert keys(house, case_id, Stage.CHECKS)[-3:] == ["sedation", "papers", "consent"]
    ordered(house, case_id, "", "none")
    floor = ["site", "vitals", "allergies", "medicines", "consent"]
    assert keys(house, case_id, Stage.CHECKS) == floor
