"""The front desk calls who takes the patient home; it is kept and voids nothing."""

from pathlib import Path

from desk.conftest import Open
from procdesk.demo.hands import Hands
from procdesk.domain.entry import Json
from procdesk.domain.relief.follow_up_call import calls_before
from procdesk.workflow import answers
from procdesk.workflow.after import discharge
from procdesk.workflow.booking import calls
from support.small_clinic import House


def test_the_escort_is_called_from_the_page_of_the_papers(
    house: House, open_desk: Open, tmp_path: Path
) -> None:
    ledger, case_id = house.ledger, house.booked()
    house.arrived(case_id)
    body: dict[str, Json] = {"arrival.escort": "yes", "arrival.escort_name": "Daniel, her son"}
    answers.answer(ledger, house.nurse, case_id, "arrival", body)
    for step in (house.checked, house.made_ready, house.timed_out, house.done, house.recovered):
        step(case_id)
    discharge.order(ledger, house.physician, case_id, house.signer(house.physician))
    desk = open_desk(house, house.front_desk)
    desk.open_case(case_id)
    hands = Hands(desk, tmp_path)
    hands.photograph("papers")
    assert "Daniel, her son" in hands.reads()
    hands.press("No answer")
    hands.press("The escort is told")
    assert "did not answer" in hands.reads()
    assert ": is told" in hands.reads()
    case = ledger.case(case_id)
    assert [one.reached for one in calls.to_escort(case)] == ["nobody", "other"]
    assert calls_before(case) == ()
    signed = case.attestation("discharge")
    assert signed is not None
    assert not case.changed_since(signed)
