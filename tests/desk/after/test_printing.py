"""The papers at the desk: printing never blocks, and sent, jammed and handed over are apart."""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest
from pytestqt.qtbot import QtBot

from desk.conftest import Open
from procdesk.demo.hands import Hands
from procdesk.desk.session.printing import Printing
from procdesk.desk.shell.open_desk import OpenDesk
from procdesk.domain.entry import Json
from procdesk.domain.stage import Stage
from procdesk.domain.visit.case import Sheet
from procdesk.paper.signed_pdf import check_pdf
from procdesk.paper.spooler import Fate, GoesOn, Printer, Printout, SpoolerDead
from procdesk.records.errors import NotSaved
from procdesk.workflow import answers
from procdesk.workflow.after import discharge
from support.small_clinic import PASSWORD, House

Print = Callable[[bytes, str, str, GoesOn], Printout]


def at_the_papers(house: House, open_desk: Open, tmp_path: Path, **seams: object) -> Hands:
    """A case whose discharge is ordered, its papers open, with a printer of the test's own."""
    case_id = house.booked()
    steps = (
        house.arrived, house.checked, house.made_ready, house.timed_out, house.done,
        house.recovered,
    )  # fmt: skip
    for step in steps:
        step(case_id)
    discharge.order(house.ledger, house.physician, case_id, house.signer(house.physician))
    desk = open_desk(house, house.nurse)
    session = desk.session
    session.parts = replace(session.parts, **seams)  # type: ignore[arg-type]
    desk.open_case(case_id)
    hands = Hands(desk, tmp_path)
    hands.press("Aftercare")
    return hands


def sheets(house: House) -> tuple[Sheet, ...]:
    (case,) = house.ledger.cases_on(house.clock.at.date())
    return case.sheets


def states(house: House) -> list[tuple[str, str]]:
    return [(sheet.kind, sheet.state) for sheet in sheets(house)]


def test_a_jam_voids_the_number_and_the_reprint_goes_to_another_printer_under_a_new_one(
    house: House, open_desk: Open, tmp_path: Path
) -> None:
    asked: list[tuple[str, str]] = []

    def print_pdf(_pdf: bytes, title: str, printer: str, _goes_on: GoesOn) -> Printout:
        asked.append((title.split()[0], printer))
        jams = title.startswith("diary") and printer == ""
        return Printout(Fate.SPOILED, "room1 stopped: paper jam.") if jams else Printout(Fate.SENT)

    two = (Printer("room2"), Printer("room3", "it is stopped (no toner)"))
    hands = at_the_papers(house, open_desk, tmp_path, print_pdf=print_pdf, printers=lambda: two)
    hands.press("Print the papers")
    hands.wait_to_read("room1 stopped: paper jam.")
    assert states(house) == [("aftercare", "sent"), ("diary", "jammed")]
    hands.press("Choose another printer")
    hands.wait_to_read("room3 cannot print: it is stopped (no toner).")
    hands.press("Print at room2")
    hands.press("Print again at room2")
    hands.wait_to_read("sent to the printer", times=2)
    assert asked[-1] == ("diary", "room2")
    assert states(house)[2:] == [("diary", "sent")]
    assert len({sheet.number for sheet in sheets(house)}) == 3
    hands.press("Handed over to the patient")
    assert [state for _kind, state in states(house)] == ["handed_over", "jammed", "handed_over"]


def prints(*_: object) -> Printout:
    return Printout(Fate.SENT)


_SAID_BACK = (
    "Said what would make them call 911? Yes",
    "Said when to mark the diary? Yes",
    "Said when they may drive? Yes",
)
_TOGETHER = "Papers handed over: the patient leaves"


def test_who_said_back_what_the_sheet_says_leaves_with_the_papers_in_one_press(
    house: House, open_desk: Open, tmp_path: Path
) -> None:
    hands = at_the_papers(house, open_desk, tmp_path, print_pdf=prints, printers=tuple)
    hands.press("Print the papers")
    hands.wait_to_read("sent to the printer", times=2)
    assert not hands.sees(_TOGETHER), "nothing was said back yet"
    hands.press("The patient leaves")
    assert "has not been handed over" in hands.reads()
    hands.press("Teach-back")
    for button in _SAID_BACK:
        hands.press(button)
    hands.photograph("leaves")
    hands.press(_TOGETHER)
    assert states(house) == [("aftercare", "handed_over"), ("diary", "handed_over")]
    (case,) = house.ledger.cases_on(house.clock.at.date())
    assert case.stage is Stage.FOLLOW_UP


def test_a_refused_leaving_hands_nothing_over_and_no_paper_leaves_unprinted(
    house: House, open_desk: Open, tmp_path: Path
) -> None:
    hands = at_the_papers(house, open_desk, tmp_path, print_pdf=prints, printers=tuple)
    hands.press("Teach-back")
    for button in _SAID_BACK:
        hands.press(button)
    assert not hands.sees(_TOGETHER), "nothing is printed"
    hands.press("Aftercare")
    hands.press("Print the papers")
    hands.wait_to_read("sent to the printer", times=2)
    (case,) = house.ledger.cases_on(house.clock.at.date())
    body: dict[str, Json] = {"discharge.needle_dry": "no"}
    answers.answer(house.ledger, house.nurse, case.id, "discharge", body)
    hands.press(_TOGETHER)
    assert "Needle spots" in hands.reads()
    assert states(house) == [("aftercare", "sent"), ("diary", "sent")]


def test_the_desk_goes_on_while_a_printer_works_and_a_person_can_cancel(
    house: House, open_desk: Open, tmp_path: Path
) -> None:
    def print_pdf(_pdf: bytes, _title: str, _printer: str, goes_on: GoesOn) -> Printout:
        while goes_on("At room1, 3 s: warming up"):
            Event().wait(0.01)
        return Printout(Fate.SPOILED, "You cancelled it.")

    hands = at_the_papers(house, open_desk, tmp_path, print_pdf=print_pdf, printers=tuple)
    hands.press("Print the papers")
    hands.wait_to_read("Aftercare: At room1, 3 s: warming up")
    hands.press("Handed over to the patient")
    assert "still at work" in hands.reads()
    hands.press("Cancel printing")
    hands.wait_to_read("You cancelled it.")
    assert states(house) == [("aftercare", "jammed"), ("diary", "made")]


def test_a_print_that_ends_after_its_page_was_left_is_recorded_for_who_pressed(
    house: House, open_desk: Open, tmp_path: Path, qtbot: QtBot
) -> None:
    let = Event()

    def print_pdf(*_: object) -> Printout:
        let.wait(60)
        return Printout(Fate.SENT)

    hands = at_the_papers(house, open_desk, tmp_path, print_pdf=print_pdf, printers=tuple)
    hands.press("Print the papers")
    desk = hands.window
    assert isinstance(desk, OpenDesk)
    desk.show_board()
    running = desk.session.printing
    assert isinstance(running, Printing)
    with qtbot.waitSignal(running.ended, timeout=60_000):
        let.set()
    assert states(house) == [("aftercare", "sent"), ("diary", "sent")]
    assert {sheet.recorded.by for sheet in sheets(house)} == {"adeyemi"}


def test_a_sheet_that_no_printer_took_keeps_its_number(
    house: House, open_desk: Open, tmp_path: Path
) -> None:
    def printers() -> tuple[Printer, ...]:
        raise SpoolerDead("The print system of this desk does not run.")

    refused = Printout(Fate.REFUSED, "This desk knows no printer room9.")
    hands = at_the_papers(
        house, open_desk, tmp_path, print_pdf=lambda *_: refused, printers=printers
    )
    hands.press("Print the papers")
    hands.wait_to_read("knows no printer room9")
    assert states(house) == [("aftercare", "made"), ("diary", "made")]
    hands.press("Choose another printer")
    hands.wait_to_read("does not run. Save the papers.")


def test_the_desk_loads_the_spooler_with_its_first_print() -> None:
    script = (
        "import sys; from pathlib import Path; from procdesk import app; "
        "app.desk_parts(Path('x'), app.clock()); print('procdesk.paper.spooler' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"


def test_a_room_has_its_printer(house: House) -> None:
    clinic = house.ledger.clinic
    assert clinic.printer("Room 1") == ""
    with_default = replace(clinic, settings={"printer.default": "front"})
    assert with_default.printer("Room 1") == "front"
    rooms = replace(clinic, settings={"printer.default": {"Room 1": "room1", "": "front"}})
    assert rooms.printer("Room 1") == "room1"
    assert rooms.printer("Room 2") == "front"


def test_a_physician_saves_a_signed_copy_from_the_papers_of_a_case(
    house: House, open_desk: Open, tmp_path: Path
) -> None:
    hands = at_the_papers(
        house, open_desk, tmp_path, save_as=lambda name: tmp_path / "saved" / name
    )
    hands.press("More")
    hands.press("Papers")
    hands.write("Password to sign", PASSWORD)
    hands.photograph("signed-copy")
    hands.press("Save a signed copy")
    assert "Saved in" in hands.reads()
    (saved,) = (tmp_path / "saved").iterdir()
    copy = check_pdf(saved.read_bytes())
    assert (copy.name, copy.problems) == ("Dr L. Okafor", ())


def test_a_sheet_that_was_printed_and_not_recorded_is_not_printed_again_under_its_number(
    house: House, open_desk: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Hazard: two papers with one number, of which one may be an older page."""
    hands = at_the_papers(house, open_desk, tmp_path, print_pdf=prints, printers=tuple)
    with monkeypatch.context() as fault:
        fault.setattr(discharge, "sheet_is", full)
        hands.press("Print the papers")
        hands.wait_to_read("The disk is full")
    printed = {sheet.number for sheet in sheets(house) if sheet.kind == "aftercare"}
    hands.press("Print the papers")
    hands.wait_to_read("sent to the printer", times=2)
    sent = {sheet.number for sheet in sheets(house) if sheet.state == "sent"}
    assert not sent & printed
    assert {s.state for s in sheets(house) if s.number in printed} == {"voided"}


def full(*_: object) -> None:
    raise NotSaved("The disk is full, so this is not saved.")
