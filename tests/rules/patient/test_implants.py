"""Implants: a device beside radiofrequency waits for a signed plan, and is on again afterwards."""

from typing import Any

import pytest

from procdesk.domain.entry import Json, Kind, case_subject
from procdesk.domain.finding import Effect, Finding, Result
from procdesk.domain.stage import Stage
from procdesk.domain.targets.target import parse_target
from procdesk.rules.patient import implants
from procdesk.rules.register.gates import unmet
from procdesk.workflow import answers
from procdesk.workflow.booking import ordering
from procdesk.workflow.booking.ordering import Change, Wanted
from procdesk.workflow.case import overriding
from procdesk.workflow.ledger import Act
from support.gate_cases import facts_of
from support.small_clinic import House

PLAN = {
    "implants.which": "Medtronic, left chest",
    "implants.dependent": "no",
    "implants.plan": "Magnet; agreed with Dr Khan, device clinic",
    "implants.pad": "right thigh",
    "implants.back_on_by": "room",
}


def judged(answers: dict[str, Any], key: str = "rfa-lumbar") -> dict[str, Finding]:
    findings = implants.judge(facts_of(answers, key=key))
    assert all(one.effect is Effect.STOPS for one in findings)
    return {one.key: one for one in findings}


@pytest.mark.parametrize("device", ["pacemaker", "icd", "stimulator", "pump", "another"])
def test_a_device_beside_radiofrequency_waits_for_the_physician(device: str) -> None:
    device_answer = {"implants.any": [device]}
    finding = judged({**device_answer, **PLAN})["implant.radiofrequency"]
    assert finding.result is Result.CANNOT_DECIDE
    assert finding.sentence == f"Radiofrequency beside: {device}. The plan is to be signed."
    assert set(PLAN.values()) - {"no"} <= {seen.value for seen in finding.inputs}
    bare = judged(device_answer)["implant.radiofrequency"]
    assert "maker and model" in bare.sentence
    assert ("depends on the pacing" in bare.sentence) is (device in ("pacemaker", "icd"))
    assert "implant.radiofrequency" not in judged(device_answer, key="scs-trial")


@pytest.mark.parametrize(
    ("link_id", "value", "words"),
    [
        ("implants.which", "", "maker and model"),
        ("implants.dependent", "unknown", "depends on the pacing"),
        ("implants.dependent", "not-asked", "depends on the pacing"),
        ("implants.plan", " ", "the plan and who agreed"),
        ("implants.pad", None, "where the return pad goes"),
        ("implants.back_on_by", "not-asked", "turns therapies back on"),
    ],
)
def test_what_the_plan_lacks_is_said(link_id: str, value: Any, words: str) -> None:
    answers = {"implants.any": ["icd"], **PLAN, link_id: value}
    assert words in judged(answers)["implant.radiofrequency"].sentence


@pytest.mark.parametrize("devices", [None, [], ["not-asked"], ["unknown"]])
def test_not_asked_cannot_be_decided(devices: Any) -> None:
    assert judged({"implants.any": devices})["implant.not-asked"].result is Result.CANNOT_DECIDE


@pytest.mark.parametrize("devices", [["none"], ["metal"]])
def test_no_active_device_stops_nothing(devices: list[str]) -> None:
    (finding,) = judged({"implants.any": devices}).values()
    assert (finding.key, finding.result) == ("implant.not-asked", Result.MET)


def after_radiofrequency(house: House, body: dict[str, Json], decide: bool = True) -> str:
    case_id = house.booked()
    wanted = Wanted("rfa-lumbar", (parse_target("left medial-branch L3,L4"),))
    ordering.change_order(house.ledger, house.front_desk, case_id, Change(procedures=(wanted,)))
    for step in (house.arrived, house.checked):
        step(case_id)
    answers.answer(house.ledger, house.nurse, case_id, "implants", body)
    if decide:
        key, words = "implant.radiofrequency", "Magnet on, device clinic checks afterwards"
        overriding.override(house.ledger, house.physician, case_id, key, "corrected", words)
    for step in (house.made_ready, house.timed_out, house.done, house.recovered):
        step(case_id)
    return case_id


def due(house: House, case_id: str) -> Finding | None:
    findings = unmet(house.ledger.outcome(case_id).findings, Stage.FOLLOW_UP)
    return next((one for one in findings if one.key == "discharge.device-on"), None)


def test_therapies_are_on_again_before_the_patient_leaves(house: House) -> None:
    case_id = after_radiofrequency(house, {"implants.any": ["icd"], **PLAN})
    finding = due(house, case_id)
    assert finding is not None
    assert "icd" in finding.sentence
    for answer in ("no", "not-needed"):
        body: dict[str, Json] = {"discharge.device_on": answer}
        answers.answer(house.ledger, house.nurse, case_id, "discharge", body)
        assert due(house, case_id) is not None
    yes: dict[str, Json] = {"discharge.device_on": "yes"}
    answers.answer(house.ledger, house.nurse, case_id, "discharge", yes)
    assert due(house, case_id) is None


@pytest.mark.parametrize(
    ("body", "decide"),
    [
        ({"implants.any": ["icd"], **PLAN, "implants.back_on_by": "not-changed"}, True),
        ({"implants.any": ["metal"]}, False),
        ({"implants.any": ["none"]}, False),
    ],
)
def test_what_was_never_turned_off_is_not_asked_about(
    house: House, body: dict[str, Json], decide: bool
) -> None:
    assert due(house, after_radiofrequency(house, body, decide)) is None


def test_an_implant_that_the_sign_out_calls_still_off_is_due_after_any_procedure(
    house: House,
) -> None:
    case_id = house.at_discharge()
    assert due(house, case_id) is None
    body: dict[str, Json] = {
        "section": "sign-out",
        "link_id": "sign_out.any_of",
        "value": ["implant"],
        "form": "",
    }
    house.ledger.record(
        house.nurse, [Act(subject=case_subject(case_id), kind=Kind.ANSWERED, body=body)]
    )
    assert due(house, case_id) is not None
