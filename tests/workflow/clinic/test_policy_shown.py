"""A set that changed after it was signed is adopted by nobody, and says what changed."""

from dataclasses import replace

from msgspec import structs

from procdesk.domain.entry import CLINIC, Json, Kind
from procdesk.domain.finding import Result
from procdesk.workflow import answers
from procdesk.workflow.clinic import adopting, policy_shown
from procdesk.workflow.ledger import Act, Ledger
from support.small_clinic import House


def with_other_vitals(house: House) -> None:
    """The next release ships another number."""
    known = house.ledger.reference.policies
    rows = tuple(
        {**row, "value": "55"} if row["name"] == "pulse-low" else row
        for row in known["vitals"].rows
    )
    other = structs.replace(known["vitals"], version="2", rows=rows)
    reference = replace(house.ledger.reference, policies={**known, "vitals": other})
    house.ledger = Ledger(house.ledger.journal, reference, house.clock, house.ledger.new_id)


def test_what_was_signed_holds_only_for_the_rows_that_were_read(house: House) -> None:
    with_other_vitals(house)
    ledger = house.ledger
    rules = adopting.rule_set(ledger, "vitals")
    assert adopting.state(ledger, rules) == "changed since it was adopted, so it is not adopted"
    (past,) = policy_shown.history(ledger, rules)
    assert (past.version, past.holds) == ("1", False)
    assert past.changed == "changed since: vitals.pulse-low"
    now = policy_shown.values_now(ledger, rules)
    assert now["vitals.spo2-low"] == "94", "what the clinic set is proposed again"
    assert policy_shown.would_change(ledger, rules, now) == ("the row vitals.pulse-low changed",)

    case_id = house.booked()
    house.arrived(case_id)
    answers.measure(ledger, house.nurse, case_id, {"vitals.pulse": ("70", "/min")})
    findings = {one.key: one for one in ledger.outcome(case_id).findings}
    assert findings["vitals.not-adopted"].result is Result.CANNOT_DECIDE
    assert findings["vitals.not-adopted"].stops

    numbers = policy_shown.set_by_clinic(rules, now)
    adopting.adopt(ledger, house.physician, rules, house.signer(house.physician), numbers)
    assert adopting.state(ledger, rules) == "adopted by Dr L. Okafor"
    assert [one.holds for one in policy_shown.history(ledger, rules)] == [True, False]
    findings = {one.key: one for one in ledger.outcome(case_id).findings}
    assert findings["vitals.heart-rate"].result is Result.MET


def test_an_adoption_that_kept_no_rows_says_so(house: House) -> None:
    body: dict[str, Json] = {
        "name": "asra-pain-2018",
        "version": "1",
        "sha256": "00",
        "by_name": "Dr L. Okafor",
    }
    house.ledger.record(house.physician, [Act(CLINIC, Kind.POLICY_ADOPTED, body)])
    rules = adopting.rule_set(house.ledger, "asra-pain-2018")
    (past,) = policy_shown.history(house.ledger, rules)
    assert past.changed == "which rows were read then was not kept"
    assert policy_shown.would_change(house.ledger, rules, {}) == ()


def test_every_set_has_a_family_that_is_shown(house: House) -> None:
    shown = [one for sets in policy_shown.by_family(house.ledger).values() for one in sets]
    assert {one.key for one in shown} == set(house.ledger.reference.policies)


def test_what_would_be_decided_otherwise_today_is_said_before_it_is_signed(house: House) -> None:
    ledger = house.ledger
    case_id = house.booked()
    house.arrived(case_id)
    answers.measure(ledger, house.nurse, case_id, {"vitals.spo2": ("93", "%")})
    rules = adopting.rule_set(ledger, "vitals")
    now = policy_shown.values_now(ledger, rules)
    assert policy_shown.today_if(ledger, rules, now) == ()
    (words,) = policy_shown.today_if(ledger, rules, {**now, "vitals.spo2-low": "93"})
    assert words == "ABERNATHY, Ruth, Vitals, saturation: not met → met"
    (words,) = policy_shown.today_if(ledger, rules, {**now, "vitals.spo2-low": ""})
    assert words == "ABERNATHY, Ruth, Vitals, saturation: not met → cannot decide, stops"
    house.clock.forward(days=1)
    assert policy_shown.today_if(ledger, rules, {**now, "vitals.spo2-low": "93"}) == ()
