"""The time-out on the screen: who speaks is said, the mark is answered by its side."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel
from shiboken6 import isValid

from desk.conftest import Open
from desk.walk import settle
from procdesk.demo.hands import Hands
from procdesk.desk.room.second_display import TimeOutFar, second_display
from procdesk.desk.room.time_out import TimeOutScreen
from procdesk.desk.room.time_out_items import seconds_taken
from procdesk.desk.shell.open_desk import OpenDesk
from procdesk.domain.stage import Stage, StatementKind, TimeOutItem
from procdesk.domain.targets.target import Side, parse_target
from procdesk.rules.protocol.time_out import answers
from procdesk.workflow.booking import ordering
from procdesk.workflow.booking.ordering import Change, Wanted
from support.small_clinic import PASSWORD, House


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


def test_what_this_desk_recorded_is_not_drawn_again_under_a_finger(
    house: House, open_desk: Open, tmp_path: Path
) -> None:
    hands, case_id = at_the_mark(house, open_desk, tmp_path)
    desk, held = hands.window, hands.find("Seen LEFT")
    assert isinstance(desk, OpenDesk)
    desk.catch_up()
    settle()
    assert isValid(held)
    assert held.isVisible()
    house.reacts(case_id, "Latex", "hives")
    desk.catch_up()
    settle()
    assert hands.sees("Seen LEFT")
    assert "Latex" in hands.reads()


def test_the_signed_time_out_leads_to_the_needle_and_the_needle_begins_the_procedure(
    house: House, open_desk: Open, tmp_path: Path
) -> None:
    hands, case_id = at_the_mark(house, open_desk, tmp_path)
    hands.press("Seen LEFT")
    for _ in range(7):
        hands.press("Agreed aloud")
    hands.write("Password to sign", PASSWORD, enter=True)
    case = house.ledger.case(case_id)
    mark = case.statement(StatementKind.MARK_SEEN)
    assert mark is not None
    assert mark.side is Side.LEFT
    answer = case.value("time_out.position")
    assert isinstance(answer, dict)
    assert (answer["said_by"], answer["heard_by"]) == ("Dr L. Okafor", "M. Adeyemi")
    assert case.stage is Stage.TIME_OUT
    hands.press("Needle in now")
    case = house.ledger.case(case_id)
    assert case.stage is Stage.PROCEDURE
    assert case.event("needle_in") is not None


def test_a_restart_in_the_middle_resumes_in_view_and_is_read_again(
    house: House, open_desk: Open, tmp_path: Path
) -> None:
    _hands, case_id = at_the_mark(house, open_desk, tmp_path)
    house.clock.forward(minutes=1)
    desk = open_desk(house, house.nurse)  # after a power cut
    desk.resume()
    hands = Hands(desk, tmp_path)
    hands.photograph("resumed")
    assert "Is this the patient?" in hands.reads()
    assert "read from the start" in hands.reads()
    assert house.ledger.case(case_id).answers["time_out.patient"][-1].value is None
    hands.press("Leave to the case")
    assert desk.session.parts.preference("time_out") == ""


def test_what_another_desk_changes_meanwhile_shows_in_what_is_read(
    house: House, open_desk: Open, tmp_path: Path
) -> None:
    hands, case_id = at_the_mark(house, open_desk, tmp_path)
    change = Change(procedures=(Wanted("mbb-lumbar", (parse_target("left medial-branch L2,L3"),)),))
    ordering.change_order(
        house.ledger, house.physician, case_id, replace(change, reason="seen on the images")
    )
    assert isinstance(hands.window, OpenDesk)
    hands.window.catch_up()
    settle()
    assert "L2, L3 medial branches" in hands.reads()


def test_a_second_display_shows_what_is_read_and_nothing_to_press(
    house: House, open_desk: Open, tmp_path: Path
) -> None:
    hands, case_id = at_the_mark(house, open_desk, tmp_path)
    assert isinstance(hands.window, OpenDesk)
    beside = hands.window
    far = TimeOutFar(beside.session, beside)
    far.resize(1920, 1080)
    outcome = house.ledger.outcome(case_id)
    far.show_items(outcome, (TimeOutItem.SITE,))
    far.grab().save(str(tmp_path / "far.png"))
    words = " ".join(one.text() for one in far.findChildren(QLabel))
    assert "Is this the side and level?" in words
    assert "L3, L4 medial branches" in words
    assert not far.findChildren(QAbstractButton)
    far.show_items(outcome, ())
    assert "Every item was said" in " ".join(one.text() for one in far.findChildren(QLabel))
    assert second_display(beside.session, beside) is None  # one display here


def test_it_can_be_read_again_after_its_last_item(
    house: House, open_desk: Open, tmp_path: Path
) -> None:
    hands, case_id = at_the_mark(house, open_desk, tmp_path)
    hands.press("Seen LEFT")
    for _ in range(7):
        hands.press("Agreed aloud")
    hands.press("Read again from the start")
    assert "Is this the patient?" in hands.reads()
    assert not hands.sees("Agreed aloud"), "nobody has spoken in this reading"
    assert isinstance(QApplication.focusWidget(), TimeOutScreen), "no key may answer"
    hands.press("Dr L. Okafor agrees aloud")
    answer = house.ledger.case(case_id).value("time_out.patient")
    assert isinstance(answer, dict)
    assert (answer["said_by"], answer["heard_by"]) == ("Dr L. Okafor", "M. Adeyemi")
    assert hands.sees("Agreed aloud")
    hands.press("Leave to the case")
    assert hands.sees("Open the time-out")


def test_the_seconds_of_the_first_item_count_from_its_own_reading(
    house: House, open_desk: Open, tmp_path: Path
) -> None:
    hands, case_id = at_the_mark(house, open_desk, tmp_path)
    house.clock.forward(minutes=4)
    hands.press("Read again from the start")
    house.clock.forward(seconds=7)
    hands.press("Dr L. Okafor agrees aloud")
    outcome = house.ledger.outcome(case_id)
    seconds = seconds_taken(outcome.case, answers(house.ledger.facts(outcome)))
    assert seconds == {TimeOutItem.PATIENT: 7}


def test_a_desk_that_remembers_a_case_of_another_store_comes_up_on_the_list_of_the_day(
    house: House, open_desk: Open
) -> None:
    desk = open_desk(house, house.nurse)
    desk.session.parts.keep("time_out", "0" * 32)
    desk.show_board()
    desk.resume()
    assert desk.current_screen() is desk.board
    assert desk.session.parts.preference("time_out") == ""
