"""No row of medicines or allergies passes in silence: unsure, unknown, left over, told before."""

from dataclasses import replace

import pytest
from msgspec import structs

from procdesk.domain.entry import Json, Kind, case_subject, patient_subject
from procdesk.domain.finding import Finding, Result
from procdesk.domain.medicines.medication import Confirmation
from procdesk.domain.stage import Stage
from procdesk.rules.register.gates import unmet
from procdesk.workflow import stages
from procdesk.workflow.checks import medicines
from procdesk.workflow.clinic import adopting
from procdesk.workflow.ledger import STATION_STAFF, Act, Ledger
from support.small_clinic import House

UNSURE = Confirmation.UNKNOWN


def findings(house: House, case_id: str) -> dict[str, Finding]:
    return {one.key: one for one in house.ledger.outcome(case_id).findings}


def checked(house: House, patient_id: str = "") -> str:
    case_id = house.booked(patient_id)
    house.arrived(case_id)
    house.checked(case_id)
    assert not unmet(house.ledger.outcome(case_id).findings, Stage.READY)
    return case_id


def allergic(house: House, case_id: str, text: str, sure: Confirmation) -> None:
    medicines.confirm_allergy(
        house.ledger,
        house.nurse,
        case_id,
        row_id="",
        text=text,
        reaction="",
        confirmation=sure,
    )


@pytest.mark.parametrize(
    ("text", "key"),
    [("Eliquis 5 mg", "anticoagulant.apixaban"), ("Zorvex", "anticoagulant.not-recognised")],
)
def test_a_medicine_of_which_nobody_can_say_stops(house: House, text: str, key: str) -> None:
    case_id = checked(house)
    house.takes(case_id, text, UNSURE)
    finding = findings(house, case_id)[key]
    assert finding.stops
    assert text in finding.sentence
    assert key in {one.key for one in unmet(findings(house, case_id).values(), Stage.READY)}


def test_who_does_not_take_it_is_not_stopped(house: House) -> None:
    case_id = checked(house)
    house.takes(case_id, "Eliquis 5 mg", Confirmation.DENIED)
    house.takes(case_id, "Metformin", UNSURE)
    assert not unmet(findings(house, case_id).values(), Stage.READY)


def test_every_blood_thinner_of_one_line_is_judged(house: House) -> None:
    case_id = checked(house)
    house.takes(case_id, "aspirin 81 and Plavix")
    by_key = findings(house, case_id)
    assert by_key["anticoagulant.aspirin"].stops
    assert by_key["anticoagulant.clopidogrel"].stops


def test_an_unknown_name_beside_a_known_one_stops(house: House) -> None:
    case_id = checked(house)
    for text in ("Metformin and Zorvex", "Eliquis, Zorvex"):
        house.takes(case_id, text)
    by_key = findings(house, case_id)
    assert by_key["anticoagulant.apixaban"].stops
    unknown = by_key["anticoagulant.not-recognised"]
    assert unknown.stops
    assert unknown.sentence.endswith(": Eliquis, Zorvex, Metformin and Zorvex.")


def test_two_rows_of_one_blood_thinner_are_both_shown(house: House) -> None:
    case_id = checked(house)
    house.takes(case_id, "Eliquis 5 mg")
    house.takes(case_id, "apixaban, from the other doctor")
    (finding,) = (f for key, f in findings(house, case_id).items() if key.endswith(".apixaban"))
    medicines = [one.value for one in finding.inputs if one.name == "medicine"]
    assert medicines == ["Eliquis 5 mg", "apixaban, from the other doctor"]


def test_a_thinner_of_which_this_desk_has_no_row_stops_by_its_name(house: House) -> None:
    case_id = checked(house)
    house.takes(case_id, "Rivaroxaban")
    ledger = house.ledger
    drugs = {k: v for k, v in ledger.reference.drugs.items() if k != "rivaroxaban"}
    older = replace(ledger.reference, drugs=drugs)
    house.ledger = Ledger(ledger.journal, older, house.clock, ledger.new_id)
    assert findings(house, case_id)["anticoagulant.rivaroxaban"].stops


def test_an_allergy_of_which_nobody_can_say_is_seen(house: House) -> None:
    case_id = checked(house)
    allergic(house, case_id, "latex or povidone iodine", UNSURE)
    allergic(house, case_id, "the red pills", UNSURE)
    by_key = findings(house, case_id)
    assert by_key["allergy.not-recognised"].stops
    for key in ("allergy.latex", "allergy.iodine-prep"):
        assert by_key[key].result is Result.CANNOT_DECIDE
        assert "Nobody can say" in by_key[key].sentence


def test_what_a_feed_tells_after_the_list_was_done_opens_it_again(house: House) -> None:
    patient_id = house.patient()
    case_id = checked(house, patient_id)
    body: dict[str, Json] = {
        "medications": [{"id": "f1", "text": "Warfarin", "source": "the pharmacy"}],
        "allergies": [{"id": "f2", "text": "Latex", "source": "the hospital"}],
    }
    house.ledger.record(
        STATION_STAFF,
        [Act(subject=patient_subject(patient_id), kind=Kind.PATIENT_UPDATED, body=body)],
    )
    by_key = findings(house, case_id)
    assert by_key["anticoagulant.not-asked"].sentence.endswith("not asked about yet: Warfarin.")
    assert by_key["allergy.not-asked"].sentence == "Allergies not asked about yet: Latex."
    open_ = {one.key for one in unmet(by_key.values(), Stage.READY)}
    assert open_ == {"anticoagulant.not-asked", "allergy.not-asked"}


def test_a_list_done_on_the_phone_is_asked_again_on_the_day(house: House) -> None:
    """Also where there was no row to ask again: the patient may take something since then."""
    case_id = house.booked()
    for name in ("medicines", "allergies"):
        medicines.no_more(house.ledger, house.nurse, case_id, name)
    house.clock.forward(days=7)
    stages.enter(house.ledger, house.front_desk, case_id, Stage.ARRIVED)
    keys = ("anticoagulant.not-asked", "allergy.not-asked")
    assert all(findings(house, case_id)[key].stops for key in keys)
    for name in ("medicines", "allergies"):
        medicines.no_more(house.ledger, house.nurse, case_id, name)
    assert not any(findings(house, case_id)[key].stops for key in keys)


@pytest.mark.parametrize("value", [None, "", "unknown", False])
def test_only_to_the_end_is_asked(house: House, value: Json) -> None:
    case_id = checked(house)
    for name in ("medicines", "allergies"):
        body: dict[str, Json] = {"section": name, "link_id": f"{name}.asked", "value": value}
        old = house.ledger.case(case_id).answers[f"{name}.asked"][0].recorded.entry_id
        act = Act(subject=case_subject(case_id), kind=Kind.ANSWERED, body=body, replaces=(old,))
        house.ledger.record(house.nurse, [act])
    for key in ("anticoagulant.not-asked", "allergy.not-asked"):
        assert findings(house, case_id)[key].stops, key


def test_of_two_sets_of_a_family_the_one_adopted_last_holds(house: House) -> None:
    ledger, physician = house.ledger, house.physician
    first = adopting.rule_set(ledger, "asra-pain-2018")
    rows = tuple({**row, "low": "12 days"} if "low" in row else row for row in first.rows)
    second = structs.replace(first, key="local", version="7", rows=rows)
    both = replace(
        ledger.reference,
        policies={**ledger.reference.policies, first.key: first, second.key: second},
    )
    house.ledger = ledger = Ledger(ledger.journal, both, house.clock, ledger.new_id)
    case_id = checked(house)
    house.takes(case_id, "ibuprofen 400 mg")
    assert adopting.would_replace(ledger, first) == ""
    for rules in (first, second, first, second):
        adopting.adopt(ledger, physician, rules, house.signer(physician))
        policy = findings(house, case_id)["anticoagulant.ibuprofen"].policy
        assert policy is not None
        assert policy.version == rules.version
        assert [one.family for one in ledger.clinic.policies.values()].count(rules.family) == 1
    assert adopting.would_replace(ledger, second) == ""
    words = "Adopting it replaces local, adopted by Dr L. Okafor."
    assert adopting.would_replace(ledger, first) == words
    assert adopting.state(ledger, first) == "draft, not adopted"
    without = replace(ledger.reference, policies={first.key: first})
    house.ledger = Ledger(ledger.journal, without, house.clock, ledger.new_id)
    assert "not adopted a rule" in findings(house, case_id)["anticoagulant.ibuprofen"].sentence


def test_rows_that_changed_since_they_were_signed_are_not_adopted(house: House) -> None:
    ledger = house.ledger
    rules = adopting.rule_set(ledger, "asra-pain-2018")
    adopting.adopt(ledger, house.physician, rules, house.signer(house.physician))
    case_id = checked(house)
    house.takes(case_id, "ibuprofen 400 mg")
    assert findings(house, case_id)["anticoagulant.ibuprofen"].policy is not None
    looser = tuple({**row, "low": "no stop"} if "low" in row else row for row in rules.rows)
    changed = replace(ledger.reference, policies={rules.key: structs.replace(rules, rows=looser)})
    house.ledger = Ledger(ledger.journal, changed, house.clock, ledger.new_id)
    finding = findings(house, case_id)["anticoagulant.ibuprofen"]
    assert finding.stops
    assert "has not adopted a rule set" in finding.sentence
