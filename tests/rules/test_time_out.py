"""When a time-out is too old: judged from the reading that stands, and from needles after it."""

from datetime import timedelta

import pytest

from house import TARGETS, House
from procdesk.domain.entry import Kind, case_subject
from procdesk.domain.target import Side
from procdesk.workflow import procedure, site, time_out
from procdesk.workflow.ledger import Act
from procdesk.workflow.refused import Refused


def read_again(house: House, case_id: str) -> None:
    time_out.read_again(house.ledger, house.nurse, case_id)
    house.read_aloud(case_id, Side.LEFT)
    time_out.sign(house.ledger, house.nurse, case_id, "nurse", house.signer(house.nurse))


def needle(house: House, case_id: str) -> None:
    procedure.note(house.ledger, house.nurse, case_id, "needle_in")


def in_the_room(house: House) -> str:
    case_id = house.booked()
    for step in (house.arrived, house.checked, house.made_ready, house.timed_out):
        step(case_id)
    house.clock.forward(minutes=2)
    needle(house, case_id)
    site.image_shows(house.ledger, house.nurse, case_id, TARGETS)
    return case_id


def test_a_needle_of_the_first_position_does_not_keep_the_second_reading_fresh(
    house: House,
) -> None:
    case_id = in_the_room(house)
    house.clock.forward(minutes=3)
    read_again(house, case_id)
    house.clock.forward(minutes=11)
    with pytest.raises(Refused, match="expired without a needle"):
        house.treated(case_id)
    read_again(house, case_id)
    needle(house, case_id)
    house.clock.forward(minutes=11)
    house.treated(case_id)


def test_one_needle_after_the_reading_keeps_it_fresh_for_all_that_follow(house: House) -> None:
    case_id = in_the_room(house)
    house.clock.forward(minutes=30)
    needle(house, case_id)
    house.treated(case_id)


def test_a_needle_that_is_still_to_come_keeps_nothing_fresh(house: House) -> None:
    case_id = house.booked()
    for step in (house.arrived, house.checked, house.made_ready, house.timed_out):
        step(case_id)
    later = house.clock.at + timedelta(hours=1)
    act = Act(case_subject(case_id), Kind.EVENT_NOTED, {"event": "needle_in", "text": ""}, later)
    house.ledger.record(house.nurse, [act])
    site.image_shows(house.ledger, house.nurse, case_id, TARGETS)
    house.clock.forward(minutes=11)
    with pytest.raises(Refused, match="expired without a needle"):
        house.treated(case_id)
