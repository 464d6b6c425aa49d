"""Patients, waiting and add-ons: found across days, nothing shown too early, booked by hand."""

from pathlib import Path

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desk.conftest import Open
from desk.walk import settle, texts
from procdesk.demo.hands import Hands
from procdesk.domain.stage import Stage
from procdesk.workflow import stages
from support.small_clinic import House


def hands(desk: QWidget, tmp_path: Path) -> Hands:
    return Hands(desk, tmp_path)


def test_a_patient_is_found_on_any_day_and_the_visits_open(
    house: House, open_desk: Open, tmp_path: Path
) -> None:
    case_id = house.whole()
    house.clock.forward(days=30)
    desk = open_desk(house, house.nurse)
    person = hands(desk, tmp_path)
    person.press("Patients")
    person.write("Any patient", "aber")
    person.press("Open ABERNATHY, Ruth")
    words = person.reads()
    assert "Penicillin" in words
    assert "L3, L4 medial branches" in words
    person.press("Open visit 1")
    assert desk.frame is not None
    assert desk.frame.case_id == case_id


def test_a_side_stays_hidden_on_the_page_of_a_patient_who_has_not_spoken(
    house: House, open_desk: Open, tmp_path: Path
) -> None:
    case_id = house.booked()
    stages.enter(house.ledger, house.front_desk, case_id, Stage.ARRIVED)
    desk = open_desk(house, house.nurse)
    person = hands(desk, tmp_path)
    person.press("Patients")
    person.write("Any patient", "abernathy")
    hits = " ".join(texts(desk))
    assert "1947" not in hits
    assert "00286641" not in hits
    person.press("Open ABERNATHY, Ruth")
    settle()
    words = " ".join(texts(desk))
    assert "LEFT" not in words
    assert "L3" not in words
    assert "Level and side hidden" in words


def test_what_waits_for_the_physician_is_one_list_and_leads_there(
    house: House, open_desk: Open, tmp_path: Path
) -> None:
    case_id = house.booked()
    house.arrived(case_id)
    house.checked(case_id)
    stages.enter(house.ledger, house.nurse, case_id, Stage.READY)
    assert not hands(open_desk(house, house.nurse), tmp_path).sees("Waiting for me")
    desk = open_desk(house, house.physician)
    person = hands(desk, tmp_path)
    person.press("Waiting for me")
    assert "Mark and attest" in person.reads()
    person.press("1. Attest Abernathy")
    assert desk.frame is not None
    assert desk.frame.open_key == "ready"


def test_a_walk_in_is_registered_and_booked_by_hand(
    house: House, open_desk: Open, tmp_path: Path, qtbot: QtBot
) -> None:
    desk = open_desk(house, house.front_desk)
    person = hands(desk, tmp_path)
    person.press("Book an add-on")
    person.press("Book this patient")
    assert "Write the time" in person.reads()
    person.write("Time today", "11:30")
    person.write("Family name", "Walker")
    person.write("First name", "Ida")
    person.write("Birth date", "1990-02-03")
    person.press("Sex, as registered Female")
    person.press("Room Room 2")
    person.press("Operator Dr L. Okafor")
    person.press("Book this patient")
    assert desk.frame is not None
    case = desk.frame.outcome.case
    assert case.order.room == "Room 2"
    assert desk.frame.outcome.patient.name.formal == "WALKER, Ida"
    assert "papers.not-mapped" in {f.key for f in desk.frame.outcome.findings if f.stops}
