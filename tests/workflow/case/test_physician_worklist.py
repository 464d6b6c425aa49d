"""The worklist: for a physician and nobody else, and the discharge until it is ordered."""

from procdesk.workflow.after import discharge
from procdesk.workflow.case import physician_worklist
from support.small_clinic import House


def test_a_discharge_waits_for_the_physician_until_it_is_ordered(house: House) -> None:
    case_id = house.at_discharge()
    due = physician_worklist.for_person(house.ledger, house.physician)
    assert [(one.words, one.section, one.outcome.case.id) for one in due] == [
        ("Order the discharge", "discharge", case_id)
    ]
    for person in (house.nurse, house.front_desk, house.administrator):
        assert physician_worklist.for_person(house.ledger, person) == ()
    discharge.order(house.ledger, house.physician, case_id, house.signer(house.physician))
    assert physician_worklist.for_person(house.ledger, house.physician) == ()
