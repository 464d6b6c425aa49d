"""The front desk books the next visit without typing who the patient is."""

from dataclasses import replace
from pathlib import Path

import pypdfium2

from desk.conftest import Open
from procdesk.demo.hands import Hands
from procdesk.desk.shell.open_desk import OpenDesk
from support.small_clinic import House

BOOKED = "Next visit: Mon 07 Dec 2026 09:30, Room 1, Dr L. Okafor"


def fills_in(hands: Hands) -> None:
    hands.write("Day", "2026-12-07")
    hands.write("Time", "09:30")
    hands.press("Room Room 1")
    hands.press("Operator Dr L. Okafor")
    hands.write("Procedure, as the physician names it", "second test block")


def open_aftercare(house: House, open_desk: Open, tmp_path: Path) -> tuple[OpenDesk, Hands]:
    house.at_discharge()
    desk = open_desk(house, house.front_desk)
    session = desk.session
    session.parts = replace(session.parts, save_as=lambda name: tmp_path / "saved" / name)
    hands = Hands(desk, tmp_path)
    hands.open_row("ABERNATHY")
    return desk, hands


def sheet(tmp_path: Path) -> str:
    path = next((tmp_path / "saved").glob("aftercare-*.pdf"))
    with pypdfium2.PdfDocument(path.read_bytes()) as document:
        words = " ".join(page.get_textpage().get_text_range() for page in document)
    return " ".join(words.split())


def test_the_next_visit_is_booked_from_the_papers_and_stands_on_the_sheet(
    house: House, open_desk: Open, tmp_path: Path
) -> None:
    _desk, hands = open_aftercare(house, open_desk, tmp_path)
    assert "No next visit is booked." in hands.reads()
    hands.press("Book the next visit")
    fills_in(hands)
    hands.photograph("next-visit")
    hands.press("Book this visit")
    hands.photograph("next-visit-booked")
    assert "The visit is booked." in hands.reads()
    assert BOOKED in hands.reads()
    hands.press("Back to the papers")
    assert BOOKED in hands.reads()
    hands.photograph("aftercare-next-visit")
    hands.press("Save the papers")
    assert "Next visit Mon 7 Dec, 9:30 AM" in sheet(tmp_path)


def test_no_visit_booked_is_no_line_on_the_sheet(
    house: House, open_desk: Open, tmp_path: Path
) -> None:
    _desk, hands = open_aftercare(house, open_desk, tmp_path)
    hands.press("Save the papers")
    assert "Next visit" not in sheet(tmp_path)


def test_what_is_missing_is_said_and_nothing_is_booked(
    house: House, open_desk: Open, tmp_path: Path
) -> None:
    desk, hands = open_aftercare(house, open_desk, tmp_path)
    hands.press("More")
    hands.press("Book the next visit")
    for name, words, problem in (
        ("Day", "next week", "Write the day as 2026-12-07."),
        ("Day", "2026-11-20", "Write the time as 14:05."),
        ("Time", "09:30", "Choose the room."),
    ):
        hands.write(name, words)
        hands.press("Book this visit")
        assert problem in hands.reads()
    hands.press("Room Room 1")
    hands.press("Operator Dr L. Okafor")
    hands.press("Book this visit")
    assert "That day has passed." in hands.reads()
    assert desk.frame is not None
    patient_id = desk.frame.outcome.patient.id
    assert len(house.ledger.journal.cases_of(patient_id)) == 1


def test_it_is_booked_from_the_page_of_the_patient_and_shows_there_and_on_its_day(
    house: House, open_desk: Open, tmp_path: Path
) -> None:
    house.whole()
    desk = open_desk(house, house.front_desk)
    hands = Hands(desk, tmp_path)
    hands.press("Patients")
    hands.write("Any patient", "abern")
    hands.press("Open ABERNATHY, Ruth")
    hands.press("Book the next visit")
    hands.photograph("add-on-ahead")
    fills_in(hands)
    hands.press("Book this patient")
    hands.press("Board")
    hands.press("Patients")
    hands.write("Any patient", "abern")
    hands.press("Open ABERNATHY, Ruth")
    hands.photograph("patient-next-visit")
    assert "Mon 07 Dec 2026 09:30" in hands.reads()
    house.clock.forward(days=14)
    hands.press("Board")
    hands.open_row("ABERNATHY")
    assert house.ledger.now().date().isoformat() == "2026-12-07"
    assert hands.sees("The patient is here")
