"""The front desk: arrivals and papers in two presses, settings and the pack of a paper day."""

from dataclasses import replace
from pathlib import Path

from desk.conftest import Open, OpenClinic
from procdesk.demo.hands import Hands
from procdesk.domain.clinic.settings import ROOM_NAMES
from procdesk.domain.stage import Stage
from procdesk.paper.spooler import Fate, Printout
from support.small_clinic import House


def test_an_arrival_takes_two_presses(house: House, open_desk: Open, tmp_path: Path) -> None:
    case_id = house.booked()
    desk = open_desk(house, house.front_desk)
    desk.show_board()
    hands = Hands(desk, tmp_path)
    hands.open_row("ABERNATHY")
    hands.press("The patient is here")
    assert hands.interactions == 2
    assert house.ledger.case(case_id).stage is Stage.ARRIVED


def test_discharge_papers_lie_two_presses_from_the_board(
    house: House, open_desk: Open, tmp_path: Path
) -> None:
    house.at_discharge()
    desk = open_desk(house, house.front_desk)
    session = desk.session
    session.parts = replace(session.parts, print_pdf=lambda *_: Printout(Fate.SENT))
    desk.show_board()
    hands = Hands(desk, tmp_path)
    hands.open_row("ABERNATHY")
    hands.press("Print the papers")
    assert hands.interactions == 2
    hands.wait_to_read("sent to the printer", times=2)


def test_an_administrator_saves_settings_on_their_page(
    house: House, open_clinic: OpenClinic
) -> None:
    _desk, hands = open_clinic(house, house.administrator, "Settings")
    hands.write("Rooms, with commas between", "Room 1, Room 9")
    hands.press("Save these settings")
    assert "The settings are saved." in hands.reads()
    assert house.ledger.clinic.setting(ROOM_NAMES) == ("Room 1", "Room 9")


def test_the_pack_of_a_paper_day_is_saved_by_one_press(
    house: House, open_clinic: OpenClinic
) -> None:
    house.booked()
    _desk, hands = open_clinic(house, house.nurse, "This desk")
    hands.press("Save the pack of today")
    assert "Saved in" in hands.reads()
    hands.press("Save the pack of tomorrow")
    assert "no case on that day" in hands.reads()


def test_blank_forms_are_saved_by_one_press_with_no_case_in_the_store(
    house: House, open_clinic: OpenClinic, tmp_path: Path
) -> None:
    desk, hands = open_clinic(house, house.front_desk, "This desk")
    session = desk.session
    session.parts = replace(session.parts, save_as=lambda name: tmp_path / "saved" / name)
    hands.press("Save the blank forms")
    hands.photograph("this-desk")
    assert "Saved in" in hands.reads()
    assert (tmp_path / "saved" / "downtime-pack.pdf").read_bytes().startswith(b"%PDF")


def test_a_pack_goes_to_the_printer_under_a_title_that_names_nobody(
    house: House, open_clinic: OpenClinic
) -> None:
    house.booked()
    desk, hands = open_clinic(house, house.nurse, "This desk")
    printed: list[tuple[bytes, str]] = []

    def print_pdf(pdf: bytes, title: str, _printer: str, _goes_on: object) -> Printout:
        printed.append((pdf, title))
        fate = Fate.SENT if len(printed) == 1 else Fate.REFUSED
        return Printout(fate, "" if fate is Fate.SENT else "No printer answers.")

    desk.session.parts = replace(desk.session.parts, print_pdf=print_pdf)
    hands.press("Print the pack of today")
    hands.wait_to_read("It is at the printer.")
    hands.press("Print the blank forms")
    hands.wait_to_read("No printer answers.")
    assert [title for _pdf, title in printed] == ["emergency-pack-2026-11-23", "downtime-pack"]
    assert all(pdf.startswith(b"%PDF") for pdf, _title in printed)
