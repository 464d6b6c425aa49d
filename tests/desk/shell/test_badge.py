"""A badge names whoever acts at the desk; it signs nothing, and no patient is taken for one."""

from pathlib import Path

import pytest

from desk.conftest import Open, OpenClinic
from procdesk.demo.hands import Hands
from procdesk.desk.clinic.clinic import ClinicScreen
from procdesk.desk.room.time_out import TimeOutScreen
from procdesk.desk.shell.open_desk import OpenDesk
from procdesk.records.keys import WrongPassword
from procdesk.workflow.clinic import people
from procdesk.workflow.refused import Refused
from support.small_clinic import PASSWORD, House

NURSES, FRONTS = "B-7Q2M-4410", "B-9XK1-0072"


def given(house: House) -> None:
    people.give_badge(house.ledger, house.nurse, PASSWORD, NURSES)
    people.give_badge(house.ledger, house.front_desk, PASSWORD, FRONTS)


def acting(desk: OpenDesk) -> str:
    return desk.session.person.user


def test_a_scan_changes_who_acts_and_the_page_stays(
    house: House, open_desk: Open, tmp_path: Path
) -> None:
    given(house)
    case_id = house.booked()
    house.arrived(case_id)
    desk = open_desk(house, house.front_desk)
    desk.open_case(case_id)
    hands = Hands(desk, tmp_path)
    hands.scan(f"]C0{NURSES}")
    assert acting(desk) == "adeyemi"
    assert desk.frame is not None
    assert desk.frame.case_id == case_id
    assert house.ledger.case(case_id).events == ()  # not compared as a wristband


def test_a_badge_opens_the_asking_desk_and_an_unknown_code_does_not(
    house: House, open_desk: Open, tmp_path: Path
) -> None:
    given(house)
    desk = open_desk(house, house.front_desk)
    hands = Hands(desk, tmp_path)
    hands.press("Lock")
    hands.scan("]C0B-0000-0000")
    assert desk.current_screen() is desk.switch
    hands.scan(f"]C0{NURSES}")
    assert desk.current_screen() is desk.board
    assert acting(desk) == "adeyemi"


def test_nobody_is_changed_in_the_middle_of_the_time_out(
    house: House, open_desk: Open, tmp_path: Path
) -> None:
    given(house)
    case_id = house.booked()
    for step in (house.arrived, house.checked, house.made_ready):
        step(case_id)
    desk = open_desk(house, house.nurse)
    desk.open_case(case_id)
    hands = Hands(desk, tmp_path)
    hands.press("Open the time-out")
    hands.scan(f"]C0{FRONTS}")
    assert acting(desk) == "adeyemi"
    assert isinstance(desk.current_screen(), TimeOutScreen)
    assert "does not change during the time-out" in desk.band.accessibleName()


def test_a_badge_is_given_by_password_and_scan_on_the_page_of_the_staff(
    house: House, open_clinic: OpenClinic
) -> None:
    desk, hands = open_clinic(house, house.nurse, "Staff")
    hands.scan(f"]C0{FRONTS}")  # without the password it is nobody's
    assert people.by_badge(house.ledger, FRONTS) is None
    hands.write("Your password", PASSWORD)
    hands.photograph("own-badge")
    hands.scan(f"]C0{NURSES}")
    assert people.by_badge(house.ledger, NURSES) == house.nurse
    screen = desk.current_screen()
    assert isinstance(screen, ClinicScreen)
    assert "This badge is M. Adeyemi's from now on." in screen.band.accessibleName()


def test_a_badge_has_one_owner_and_goes_with_them(house: House) -> None:
    given(house)
    with pytest.raises(WrongPassword):
        people.give_badge(house.ledger, house.nurse, "somebody else's", "B-1")
    with pytest.raises(Refused, match="another person's"):
        people.give_badge(house.ledger, house.nurse, PASSWORD, FRONTS)
    people.give_badge(house.ledger, house.nurse, PASSWORD, "B-new")
    assert people.by_badge(house.ledger, NURSES) is None  # the lost one opens nothing
    people.disable(house.ledger, house.administrator, "adeyemi")
    with pytest.raises(Refused, match="no longer works here"):
        people.by_badge(house.ledger, "B-new")
