"""The time-out on the screen: who speaks is said, the mark is answered by its side."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desk.conftest import Open
from house import PASSWORD, House
from procdesk.demo.hands import Hands
from procdesk.domain.stage import Stage, StatementKind
from procdesk.domain.target import Side


def at_the_mark(house: House, open_desk: Open, pictures: Path) -> tuple[Hands, str]:
    case_id = house.booked()
    for step in (house.arrived, house.checked, house.made_ready):
        step(case_id)
    desk = open_desk(house, house.nurse)
    desk.open_case(case_id)
    hands = Hands(desk, pictures)
    hands.press("Open the time-out")
    assert not hands.sees("Agreed aloud")  # nobody has spoken yet
    hands.press("Dr L. Okafor agrees aloud")
    for _ in range(2):
        hands.press("Agreed aloud")
    return hands, case_id


def test_no_key_pressed_once_too_often_says_which_side_the_mark_shows(
    house: House, open_desk: Open, tmp_path: Path
) -> None:
    hands, case_id = at_the_mark(house, open_desk, tmp_path)
    assert hands.sees("Seen LEFT")
    held = QApplication.focusWidget()
    assert held is not None
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Return):
        QTest.keyClick(held, key)
    case = house.ledger.case(case_id)
    assert case.statement(StatementKind.MARK_SEEN) is None
    assert case.answer("time_out.mark_seen") is None


def test_the_signed_time_out_leads_to_the_needle_and_the_needle_begins_the_procedure(
    house: House, open_desk: Open, tmp_path: Path
) -> None:
    hands, case_id = at_the_mark(house, open_desk, tmp_path)
    hands.press("Seen LEFT")
    for _ in range(7):
        hands.press("Agreed aloud")
    hands.write("Password to sign", PASSWORD, enter=True)
    case = house.ledger.case(case_id)
    seen = case.statement(StatementKind.MARK_SEEN)
    assert seen is not None
    assert seen.side is Side.LEFT
    answer = case.value("time_out.position")
    assert isinstance(answer, dict)
    assert (answer["said_by"], answer["heard_by"]) == ("Dr L. Okafor", "M. Adeyemi")
    assert case.stage is Stage.TIME_OUT
    hands.press("Needle in now")
    case = house.ledger.case(case_id)
    assert case.stage is Stage.PROCEDURE
    assert case.event("needle_in") is not None
