"""The order page: two procedures, sedation, and a change that says what it voids first."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desk.conftest import Open, OpenOrder
from procdesk.demo.hands import Hands
from procdesk.domain.stage import Stage
from procdesk.domain.targets.target import Side
from procdesk.workflow import stages
from procdesk.workflow.booking import arrival
from procdesk.workflow.ledger import STATION_STAFF
from support.small_clinic import TARGETS, House


def test_two_procedures_with_sedation_become_one_order(house: House, open_order: OpenOrder) -> None:
    case_id = house.booked()
    hands = open_order(house, house.front_desk, case_id)
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
    house: House, open_order: OpenOrder
) -> None:
    case_id = house.booked()
    for step in (house.arrived, house.checked, house.made_ready):
        step(case_id)
    hands = open_order(house, house.physician, case_id)
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


def test_another_room_is_set_without_touching_the_rest(house: House, open_order: OpenOrder) -> None:
    case_id = house.booked()
    for step in (house.arrived, house.checked, house.made_ready):
        step(case_id)
    hands = open_order(house, house.nurse, case_id)
    hands.press("Room Room 2")
    assert "This change voids" not in hands.reads()
    hands.press("Set this order")
    case = house.ledger.case(case_id)
    assert case.order.room == "Room 2"
    assert case.attestation("ready") is not None


def imported(house: House) -> str:
    text, at = "Rt. L5 TFESI", house.clock.at
    booked = arrival.book(
        house.ledger,
        STATION_STAFF,
        house.patient(),
        procedure_text=text,
        scheduled_at=at,
        room="Room 1",
    )
    return booked.case.id


def test_what_a_text_says_is_taken_by_one_press(house: House, open_order: OpenOrder) -> None:
    case_id = imported(house)
    hands = open_order(house, house.front_desk, case_id)
    assert "This text can be read as" in hands.reads()
    assert house.ledger.case(case_id).order.targets == ()
    hands.press("Set Transforaminal epidural steroid injection, lumbar, RIGHT L5-S1 foramen")
    order = house.ledger.case(case_id).order
    assert order.words == "RIGHT L5-S1 foramen"
    assert order.procedures[0].key == "tfesi-lumbar"


@pytest.mark.parametrize("here", [False, True])
def test_who_asks_the_patient_reads_no_proposal(
    house: House, open_order: OpenOrder, here: bool
) -> None:
    """Hazard: the side is read before the patient has said it."""
    case_id = imported(house)
    if here:
        stages.enter(house.ledger, house.front_desk, case_id, Stage.ARRIVED)
    words = open_order(house, house.nurse, case_id).reads()
    assert "can be read as" not in words
    assert "RIGHT" not in words
    assert "Rt." not in words


def test_the_last_order_is_one_press_and_no_key_pressed_once_too_often_takes_it(
    house: House, open_desk: Open, tmp_path: Path
) -> None:
    first = house.whole()
    house.clock.forward(days=14)
    patient_id = house.ledger.case(first).patient_id
    again = arrival.book(
        *(house.ledger, house.front_desk, patient_id),
        procedure_text="",
        scheduled_at=house.clock.at,
        room="Room 1",
        operator="okafor",
    ).case.id
    desk = open_desk(house, house.front_desk)
    desk.open_case(again)
    hands = Hands(desk, tmp_path)
    held = QApplication.focusWidget()
    assert held is not None
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Space):
        QTest.keyClick(held, key)
    assert not house.ledger.case(again).order.targets
    hands.press("Set Medial branch block, lumbar, LEFT L3, L4 medial branches")
    ordered = house.ledger.case(again).order
    assert ordered.targets == TARGETS
