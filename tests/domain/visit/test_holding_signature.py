"""A signature holds or does not: what a rule says of it, the paper says too."""

from procdesk.domain.finding import Result
from procdesk.workflow.after import discharge
from procdesk.workflow.case import amending, back_entry
from procdesk.workflow.case.back_entry import DowntimePaper
from procdesk.workflow.room import procedure
from support.small_clinic import House

SALINE = procedure.DrugLine(act="other", drug="saline", strength="0.9 %", volume_ml=None)


def test_what_changed_and_was_changed_back_after_a_later_signature_is_signed_again(
    house: House,
) -> None:
    case_id = house.booked()
    for step in (house.arrived, house.checked, house.made_ready, house.timed_out, house.done):
        step(case_id)
    signer = house.signer(house.physician)
    procedure.sign_note(house.ledger, house.physician, case_id, signer)
    paper = DowntimePaper("Dr L. Okafor", house.clock.at)
    dose = back_entry.record_drug(house.ledger, house.nurse, case_id, paper, **SALINE)
    given = dose.case.entries[-1]
    procedure.sign_note(house.ledger, house.physician, case_id, signer)
    case = house.ledger.case(case_id)
    notes = [one for one in case.attestations if one.meaning == "note"]
    assert [case.holds(one) for one in notes] == [False] * (len(notes) - 1) + [True]
    why = "this drug was of another patient"
    case = amending.entered_in_error(house.ledger, house.nurse, case_id, given.id, why).case
    first, last = notes[-2:]
    assert not case.changed_since(first)
    assert (case.holds(first), case.holds(last), case.attestation("note")) == (False, False, None)


def test_an_order_to_discharge_that_something_changed_after_says_so(house: House) -> None:
    case_id = house.booked()
    steps = (house.arrived, house.checked, house.made_ready, house.timed_out, house.done)
    for step in (*steps, house.recovered):
        step(case_id)
    discharge.order(house.ledger, house.physician, case_id, house.signer(house.physician))
    paper = DowntimePaper("Dr L. Okafor", house.clock.at)
    outcome = back_entry.record_drug(house.ledger, house.nurse, case_id, paper, **SALINE)
    (finding,) = (one for one in outcome.findings if one.key == "discharge.ordered")
    assert finding.result is not Result.MET
    assert finding.sentence == "Something changed after a physician ordered the discharge."
