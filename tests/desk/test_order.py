"""The order page: two procedures, sedation, and a change that says what it voids first."""

from pathlib import Path

from desk.conftest import Open
from house import House
from procdesk.demo.hands import Hands
from procdesk.domain.target import Side


def test_two_procedures_with_sedation_become_one_order(
    house: House, open_desk: Open, tmp_path: Path
) -> None:
    case_id = house.booked()
    desk = open_desk(house, house.front_desk)
    desk.open_case(case_id)
    assert desk._frame is not None
    desk._frame.open_section("order")
    hands = Hands(desk, tmp_path)
    hands.press("Add another procedure")
    hands.press("Which is procedure 2? Sacroiliac joint injection")
    hands.press("RIGHT sacroiliac joint")
    hands.press("Sedation is planned for procedure 2")
    hands.press("Sedation for 2 Light")
    hands.press("Set this order")
    order = house.ledger.case(case_id).order
    assert [one.key for one in order.procedures] == ["mbb-lumbar", "si-joint-injection"]
    assert order.procedures[1].sedation == "light"
    assert order.procedures[1].targets[0].side is Side.RIGHT


def test_a_physician_changes_the_side_and_reads_what_that_voids(
    house: House, open_desk: Open, tmp_path: Path
) -> None:
    case_id = house.booked()
    for step in (house.arrived, house.checked, house.made_ready):
        step(case_id)
    desk = open_desk(house, house.physician)
    desk.open_case(case_id)
    assert desk._frame is not None
    desk._frame.open_section("order")
    hands = Hands(desk, tmp_path)
    for name in ("LEFT L3", "LEFT L4", "RIGHT L3", "RIGHT L4"):
        hands.press(name)
    words = hands.reads()
    assert "This change voids" in words
    assert "attestation" in words
    hands.press("Set this order")
    assert "Say why it is changed" in hands.reads()
    hands.write("Why it is changed", "the patient says the right")
    hands.press("Set this order")
    case = house.ledger.case(case_id)
    assert case.order.targets[0].side is Side.RIGHT
    assert case.attestation("ready") is None


def test_another_room_is_set_without_touching_the_rest(
    house: House, open_desk: Open, tmp_path: Path
) -> None:
    case_id = house.booked()
    for step in (house.arrived, house.checked, house.made_ready):
        step(case_id)
    desk = open_desk(house, house.nurse)
    desk.open_case(case_id)
    assert desk._frame is not None
    desk._frame.open_section("order")
    hands = Hands(desk, tmp_path)
    hands.press("Room Room 2")
    assert "This change voids" not in hands.reads()
    hands.press("Set this order")
    case = house.ledger.case(case_id)
    assert case.order.room == "Room 2"
    assert case.attestation("ready") is not None
