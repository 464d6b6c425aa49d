"""An error of ours is said on whatever is in front and logged without a value; nothing sticks."""

import gc
import re
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEventLoop, QMetaObject, QObject, QTimer, Slot, qCritical, qWarning
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desk.after.test_printing import at_the_papers, prints, states
from desk.conftest import Open
from desk.walk import settle
from procdesk import app
from procdesk.demo.hands import Hands
from procdesk.desk.session.fault_log import FaultLog, fault_lines
from procdesk.desk.session.faults import Faults
from procdesk.desk.session.worker import Worker
from procdesk.desk.shell.open_desk import OpenDesk
from procdesk.desk.shell.sign_in import SignIn
from procdesk.desk.shell.window import Window
from procdesk.desk.timing import TIME
from procdesk.domain.staff import Staff
from procdesk.paper.spooler import GoesOn, Printout
from procdesk.workflow import drafting
from procdesk.workflow.clinic.opening import OpenedStore
from support.small_clinic import PASSWORD, House

WRONG = "Something went wrong in the program."
NOTHING = f"{WRONG} What you entered is still here; nothing of this press was recorded. Number "
RECORDED = f"{WRONG} This press was recorded, in part or whole"
DRAFT_MS = 300
FIRST = {
    "Name of the clinic": "Test Clinic",
    "Time zone": "America/New_York",
    "Phone by day": "555-0100",
    "Phone at night": "555-0101",
    "Your name": "A. Admin",
    "Your user name": "admin",
    "Your password": PASSWORD,
    "The same password": PASSWORD,
    "Your PIN": "2468",
}
NAME = "Wolfeschlegelsteinhausenbergerdorff"
"""Stands in the message of each error here, and may stand nowhere else."""


def fails(*_: object, **__: object) -> Printout:
    raise KeyError(NAME)


class Wards:
    """A window that hears of errors; what it says and what its log holds."""

    def __init__(self, house: House, home: Path, qtbot: QtBot) -> None:
        self.house, self.home, self.log = house, home, home / "log" / "faults.log"
        self._qtbot = qtbot

    def starts(self, *, founded: bool = True) -> Hands:
        app.start_qt()
        parts = app.desk_parts(self.home, self.house.clock)
        self.window = Window(replace(parts, clinic_name=lambda _home: "Test Clinic"), founded)
        self._qtbot.addWidget(self.window)
        self.window.show()
        settle()
        return Hands(self.window, None)

    def opens(self, person: Staff) -> Hands:
        hands = self.starts()
        sign_in = self.window.findChild(SignIn)
        assert sign_in is not None
        sign_in.opened.emit(OpenedStore(self.house.ledger, person, self.house.store_key))
        settle()
        return hands

    def opens_case(self, person: Staff, case_id: str, section: str) -> Hands:
        hands = self.opens(person)
        desk = self.window.findChild(OpenDesk)
        assert desk is not None
        desk.open_case(case_id)
        assert desk.frame is not None
        desk.frame.open_section(section)
        settle()
        return hands

    def show(self, number: str) -> None:
        self.window.show_fault(number)

    def taken(self, numbers: list[str]) -> list[str]:
        """The faults that were logged, each with its number and without a value."""
        settle()
        text, taken = self.log.read_text("utf-8"), list(numbers)
        numbers.clear()
        assert NAME not in text
        assert all(number in text for number in taken)
        return taken


@pytest.fixture
def ward(house: House, tmp_path: Path, qtbot: QtBot) -> Iterator[Wards]:
    """Errors that are provoked here come to our hooks, and would fail the test in pytest's own."""
    made = Wards(house, tmp_path, qtbot)
    with qtbot.captureExceptions(), Faults(made.log.parent, made.show):
        yield made


def test_it_is_said_at_the_first_run(
    ward: Wards, monkeypatch: pytest.MonkeyPatch, faults: list[str]
) -> None:
    hands = ward.starts(founded=False)
    monkeypatch.setattr("procdesk.workflow.clinic.founding.found_clinic", fails)
    for name, words in FIRST.items():
        hands.write(name, words)
    hands.press("Paper in the printers Letter")
    hands.press("Set up and make the recovery key")
    assert WRONG in hands.reads()
    assert len(ward.taken(faults)) == 1


def test_it_is_said_at_the_sign_in_and_stays_until_it_is_closed(
    ward: Wards, monkeypatch: pytest.MonkeyPatch, faults: list[str]
) -> None:
    hands = ward.starts()
    monkeypatch.setattr("procdesk.workflow.clinic.opening.open_with_password", fails)
    hands.write("User name", "reyes")
    hands.press("Open the desk")
    (number,) = ward.taken(faults)
    assert f"{WRONG} Try once more" in hands.reads()
    assert f"Number {number}" in hands.reads()
    hands.press("Close this message")
    assert WRONG not in hands.reads()
    hands.press("Open the desk")
    assert f"Number {number}" in hands.reads(), "the same fault has the same number"
    assert ward.taken(faults) == [number]


def test_it_is_said_on_the_board(
    ward: Wards, monkeypatch: pytest.MonkeyPatch, faults: list[str]
) -> None:
    hands = ward.opens(ward.house.nurse)
    monkeypatch.setattr("procdesk.desk.lists.calls.CallsScreen.refresh", fails)
    hands.press("Calls")
    (number,) = ward.taken(faults)
    assert f"{NOTHING}{number}" in hands.reads()
    assert "desk/shell/open_desk.py:" in ward.log.read_text("utf-8")


def test_it_is_said_on_the_lock(
    ward: Wards, monkeypatch: pytest.MonkeyPatch, faults: list[str]
) -> None:
    hands = ward.opens(ward.house.nurse)
    hands.press("Lock")
    monkeypatch.setattr("procdesk.workflow.clinic.people.switch", fails)
    hands.press(ward.house.nurse.title)
    hands.press("Act as this person")
    (number,) = ward.taken(faults)
    assert f"{NOTHING}{number}" in hands.reads()
    assert "Who is here?" in hands.reads()


def test_what_was_typed_stays_when_recording_it_fails(
    ward: Wards, monkeypatch: pytest.MonkeyPatch, faults: list[str], qtbot: QtBot
) -> None:
    house = ward.house
    case_id = house.booked()
    house.arrived(case_id)
    hands = ward.opens_case(house.nurse, case_id, "vitals")
    entries = len(house.ledger.case(case_id).entries)
    with monkeypatch.context() as broken:
        broken.setattr("procdesk.workflow.answers.complete_form", fails)
        hands.write("All in one line", "132/78 70 98", enter=True)
        (number,) = ward.taken(faults)
    assert f"{NOTHING}{number}" in hands.reads()
    fields = [one.text() for one in ward.window.findChildren(QLineEdit) if one.isVisible()]
    assert "132/78 70 98" in fields
    TIME.forward(DRAFT_MS)
    assert drafting.draft(house.ledger, house.nurse, case_id, "vitals") is not None
    assert len(house.ledger.case(case_id).entries) == entries
    hands.press("Record vital signs")
    assert house.ledger.case(case_id).latest("vitals.pulse") is not None


def test_what_fails_after_recording_does_not_say_that_nothing_was_recorded(
    ward: Wards, monkeypatch: pytest.MonkeyPatch, faults: list[str]
) -> None:
    house = ward.house
    case_id = house.booked()
    house.arrived(case_id)
    hands = ward.opens_case(house.nurse, case_id, "vitals")
    monkeypatch.setattr("procdesk.desk.case.frame.CaseFrame.refresh", fails)
    hands.write("All in one line", "132/78 70 98", enter=True)
    ward.taken(faults)
    assert house.ledger.case(case_id).latest("vitals.pulse") is not None
    assert RECORDED in hands.reads()


def test_it_is_said_in_the_time_out(
    ward: Wards, monkeypatch: pytest.MonkeyPatch, faults: list[str]
) -> None:
    house = ward.house
    case_id = house.booked()
    for step in (house.arrived, house.checked, house.made_ready):
        step(case_id)
    hands = ward.opens_case(house.nurse, case_id, "ready")
    hands.press("Open the time-out")
    monkeypatch.setattr("procdesk.workflow.room.time_out.say", fails)
    hands.press("Dr L. Okafor agrees aloud")
    (number,) = ward.taken(faults)
    assert f"{NOTHING}{number}" in hands.reads()
    assert "Is this the patient?" in hands.reads()


@pytest.fixture
def _pythons_own_hooks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pytest would hear of what is provoked in a thread, and fail the test."""
    monkeypatch.setattr(threading, "excepthook", threading.__excepthook__)
    monkeypatch.setattr(sys, "unraisablehook", sys.__unraisablehook__)


@pytest.mark.usefixtures("_pythons_own_hooks")
def test_threads_and_what_nobody_can_raise_are_said_too(
    house: House,
    tmp_path: Path,
    qtbot: QtBot,
    faults: list[str],
    capsys: pytest.CaptureFixture[str],
) -> None:
    class Falls:
        def __del__(self) -> None:
            fails()

    ward = Wards(house, tmp_path, qtbot)
    hands = ward.starts()
    with Faults(ward.log.parent, ward.show):
        thread = threading.Thread(target=fails)
        thread.start()
        thread.join()
        (of_thread,) = ward.taken(faults)
        assert f"Number {of_thread}" in hands.reads()
        Falls()
        gc.collect()
        (of_falling,) = ward.taken(faults)
        assert f"Number {of_falling}" in hands.reads()
    assert NAME not in capsys.readouterr().err


class Mistaken(QObject):
    """Qt warns of its slot in a category of its own, `qt.core…`."""

    @Slot()
    def on_nothing_clicked(self) -> None: ...


@pytest.mark.no_qt_log
def test_what_qt_warns_of_is_said_without_its_words(
    house: House, tmp_path: Path, qtbot: QtBot, faults: list[str]
) -> None:
    ward = Wards(house, tmp_path, qtbot)
    hands = ward.starts()
    with Faults(ward.log.parent, ward.show):
        for warn in (qCritical, qWarning):
            warn(NAME)
            (number,) = ward.taken(faults)
            assert f"Number {number}" in hands.reads()
            hands.press("Close this message")
        QMetaObject.connectSlotsByName(Mistaken())
        qWarning("This plugin does not support raise()")
        assert len(ward.taken(faults)) == 1
        assert WRONG not in hands.reads(), "what the platform lacks is no error of the desk"


def test_a_painting_that_fails_for_ever_is_said_once(ward: Wards, faults: list[str]) -> None:
    class Cracked(QWidget):
        def paintEvent(self, _event: QPaintEvent) -> None:
            fails()

    hands = ward.opens(ward.house.nurse)
    cracked = Cracked(ward.window)
    cracked.resize(400, 400)
    cracked.show()
    for _ in range(50):
        settle()
    paints = len(ward.taken(faults))
    assert f"{WRONG}" in hands.reads()
    assert paints < 10
    for _ in range(50):
        settle()
    assert faults == []
    cracked.hide()


def test_what_fails_while_it_is_said_is_logged_and_not_said_again(
    tmp_path: Path, qtbot: QtBot, faults: list[str]
) -> None:
    shown: list[str] = []

    def show(number: str) -> None:
        shown.append(number)
        fails()

    app.start_qt()
    with qtbot.captureExceptions(), Faults(tmp_path, show):
        QTimer.singleShot(0, fails)
        for _ in range(20):
            settle()
    assert len(faults) == 2
    assert shown == faults[:1]
    faults.clear()


def test_the_hooks_that_stood_before_hear_it_too(
    tmp_path: Path, qtbot: QtBot, faults: list[str]
) -> None:
    """Pytest's hooks hear of every error too: no test is green because the desk said it."""
    app.start_qt()
    with qtbot.captureExceptions() as errors:
        with Faults(tmp_path, lambda _number: None) as heard:
            QTimer.singleShot(0, fails)
            settle()
        assert [kind for kind, *_ in errors] == [KeyError]
    assert heard.log.path.exists()
    faults.clear()


def test_a_worker_that_fails_ends(qtbot: QtBot) -> None:
    app.start_qt()
    ends: list[str] = []
    worker = Worker(fails, failed=lambda: ends.append("failed"))
    worker.ended.connect(lambda _value: ends.append("ended"))
    with qtbot.captureExceptions() as errors:
        ended = QEventLoop()
        worker.destroyed.connect(ended.quit)
        worker.start()
        ended.exec()
    assert ends == ["failed"]
    assert [kind for kind, *_ in errors] == [KeyError]


def test_a_print_that_fails_leaves_the_printer_free(
    house: House, open_desk: Open, tmp_path: Path, qtbot: QtBot
) -> None:
    works: list[Callable[..., Printout]] = [fails, prints, prints]

    def print_pdf(pdf: bytes, title: str, printer: str, goes_on: GoesOn) -> Printout:
        return works.pop(0)(pdf, title, printer, goes_on)

    hands = at_the_papers(house, open_desk, tmp_path, print_pdf=print_pdf, printers=tuple)
    with qtbot.captureExceptions() as errors:
        hands.press("Print the papers")
        hands.wait_to_read("Whether the sheet was printed is not known.")
    assert [kind for kind, *_ in errors] == [KeyError]
    assert states(house)[0] == ("aftercare", "jammed")
    assert not hands.sees("Cancel printing")
    hands.press("Print again")
    hands.wait_to_read("sent to the printer", times=2)


def test_a_printed_sheet_that_cannot_be_recorded_leaves_the_printer_free(
    house: House,
    open_desk: Open,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    hands = at_the_papers(house, open_desk, tmp_path, print_pdf=prints, printers=tuple)
    hands.press("Save the papers as files")  # makes them
    with qtbot.captureExceptions() as errors, monkeypatch.context() as broken:
        broken.setattr("procdesk.workflow.after.discharge.sheet_is", fails)
        hands.press("Print the papers")
        hands.wait_to_read("could not be recorded")
    assert [kind for kind, *_ in errors] == [KeyError]
    assert not hands.sees("Cancel printing")
    hands.press("Print the papers")
    hands.wait_to_read("sent to the printer", times=2)


def test_printers_that_cannot_be_listed_are_said(
    house: House, open_desk: Open, tmp_path: Path, qtbot: QtBot
) -> None:
    hands = at_the_papers(house, open_desk, tmp_path, print_pdf=prints, printers=fails)
    with qtbot.captureExceptions() as errors:
        hands.press("Choose another printer")
        hands.wait_to_read("The printers could not be listed.")
    assert [kind for kind, *_ in errors] == [KeyError]
    assert hands.sees("Choose another printer")


def test_the_packs_of_a_day_can_be_printed_after_one_failed(
    house: House, open_desk: Open, tmp_path: Path, qtbot: QtBot
) -> None:
    works: list[Callable[..., Printout]] = [fails, prints]

    def print_pdf(pdf: bytes, title: str, printer: str, goes_on: GoesOn) -> Printout:
        return works.pop(0)(pdf, title, printer, goes_on)

    desk = open_desk(house, house.administrator)
    session = desk.session
    session.parts = replace(session.parts, print_pdf=print_pdf)
    hands = Hands(desk, tmp_path)
    hands.press("Clinic")
    hands.press("Clinic This desk")
    with qtbot.captureExceptions() as errors:
        hands.press("Print the blank forms")
        hands.wait_to_read("Whether it was printed is not known")
    assert [kind for kind, *_ in errors] == [KeyError]
    hands.press("Print the blank forms")
    hands.wait_to_read("It is at the printer.")


def at_the_time_out(ward: Wards) -> tuple[Hands, OpenDesk]:
    """Open the time-out of a case that is ready, and let the physician agree to who it is."""
    house = ward.house
    case_id = house.booked()
    for step in (house.arrived, house.checked, house.made_ready):
        step(case_id)
    hands = ward.opens_case(house.nurse, case_id, "ready")
    hands.press("Open the time-out")
    hands.press("Dr L. Okafor agrees aloud")
    desk = ward.window.findChild(OpenDesk)
    assert desk is not None
    return hands, desk


def test_an_item_that_cannot_be_drawn_is_said_and_drawn_once_it_can(
    ward: Wards, monkeypatch: pytest.MonkeyPatch, faults: list[str]
) -> None:
    """Showing the band draws the screen anew, and fails again: its words stand all the same."""
    hands, _desk = at_the_time_out(ward)
    with monkeypatch.context() as broken:
        broken.setattr("procdesk.desk.room.time_out.TimeOutScreen._show_items", fails)
        hands.press("Agreed aloud")
        numbers = ward.taken(faults)
        assert WRONG in hands.reads()
        assert any(f"Number {number}" in hands.reads() for number in numbers)
        assert not hands.sees("Agreed aloud")
    hands.press("Close this message")
    settle()
    assert hands.sees("Agreed aloud"), "the screen is laid out anew, and the item is there"
    faults.clear()


@pytest.mark.parametrize("press", ["Lock", "Board"])
def test_a_draft_that_cannot_be_kept_keeps_nobody_and_is_not_lost(
    ward: Wards, monkeypatch: pytest.MonkeyPatch, faults: list[str], press: str
) -> None:
    case_id = ward.house.booked()
    ward.house.arrived(case_id)
    hands = ward.opens_case(ward.house.nurse, case_id, "vitals")
    desk = ward.window.findChild(OpenDesk)
    assert desk is not None
    with monkeypatch.context() as broken:
        broken.setattr(drafting, "keep", fails)
        hands.write("Systolic", "131")
        hands.press(press)
        settle()
        assert (desk.current_screen() is desk.switch) is (press == "Lock")
        assert not hands.sees("Record vital signs")
        assert ward.taken(faults)
        assert NOTHING in hands.reads()
    desk.open_case(case_id)
    assert desk.frame is not None
    desk.frame.open_section("vitals")
    settle()
    typed = [field.text() for field in desk.frame.findChildren(QLineEdit)]
    assert "131" in typed
    desk.put_away()
    draft = drafting.draft(ward.house.ledger, ward.house.nurse, case_id, "vitals")
    assert draft is not None, "it is tried again"
    assert "131" in draft.fields.values()
    assert desk.session.unkept == {}


def turns_later(turns: int, act: Callable[[], object]) -> None:
    """Do this when the desk has taken up its events so many times."""
    QTimer.singleShot(0, act if turns == 1 else lambda: turns_later(turns - 1, act))


def test_the_open_desk_hears_until_its_window_is_closed(
    house: House, tmp_path: Path, qtbot: QtBot, faults: list[str]
) -> None:
    parts = app.desk_parts(tmp_path, house.clock)
    words: list[str] = []
    app.start_qt()
    others = {id(widget) for widget in QApplication.topLevelWidgets()}

    def look() -> None:
        windows = (w for w in QApplication.topLevelWidgets() if id(w) not in others)
        try:
            (window,) = (widget for widget in windows if isinstance(widget, Window))
        except ValueError:  # end, so that it is said
            QApplication.exit(1)
            raise
        words.append(Hands(window, None).reads())
        window.close()

    with qtbot.captureExceptions() as errors:
        turns_later(5, fails)
        turns_later(10, look)
        assert app.run_desk(parts, tmp_path / "log") == 0
    (number,) = faults
    faults.clear()
    assert f"Number {number}" in words[0]
    assert [kind for kind, *_ in errors] == [KeyError]


def provoke(act: Callable[[], object]) -> KeyError:
    try:
        act()
    except KeyError as error:
        return error
    raise AssertionError("it did not fail")


def test_the_log_holds_types_files_and_lines_of_an_error_and_its_cause(
    tmp_path: Path, faults: list[str]
) -> None:
    def rests_on() -> None:
        try:
            fails()
        except KeyError as error:
            raise KeyError("also") from error

    log = FaultLog(tmp_path)
    number = log.write(fault_lines(provoke(rests_on)))
    at, *lines = log.path.read_text("utf-8").splitlines()
    assert f" {number} procdesk " in at
    kinds = [line.strip() for line in lines if ":" not in line]
    assert kinds == ["builtins.KeyError", "builtins.KeyError"]
    places = [line.strip() for line in lines if ":" in line]
    assert {place.split(":")[0] for place in places} == {"desk/session/test_faults.py"}
    assert log.write(fault_lines(provoke(fails))) != number
    faults.clear()


def test_the_log_stays_small(tmp_path: Path, faults: list[str]) -> None:
    """The newest faults are in the log itself; what is older than three more files is gone."""
    log = FaultLog(tmp_path)
    for number in range(50):
        log.write([f"kind {number}", "a place " * 3000])
    names = ("faults.log", "faults.log.1", "faults.log.2", "faults.log.3")
    assert {path.name for path in tmp_path.iterdir()} == {*names}
    texts = [(tmp_path / name).read_text("utf-8") for name in reversed(names)]
    assert all(100_000 < len(text) <= 200_000 for text in texts[:-1])
    kinds = [int(number) for text in texts for number in re.findall(r"kind (\d+)", text)]
    assert kinds == list(range(kinds[0], 50))
    assert "kind 49" in texts[-1]
    faults.clear()


def test_an_error_that_comes_back_is_written_ten_times(tmp_path: Path, faults: list[str]) -> None:
    log = FaultLog(tmp_path)
    for _ in range(100):
        log.write(["the same"])
    log.write(["another"])
    lines = log.path.read_text("utf-8").splitlines()
    assert [line.strip() for line in lines[1::2]] == ["the same"] * 10 + ["another"]
    faults.clear()


def test_a_disk_that_refuses_leaves_the_number(tmp_path: Path, faults: list[str]) -> None:
    (tmp_path / "log").write_text("a file stands where the folder should be", "utf-8")
    log = FaultLog(tmp_path / "log")
    assert len(log.write(["kind"])) == 4
    faults.clear()


def test_what_is_said_after_a_fault_leads_nowhere_that_is_not_there(
    ward: Wards, monkeypatch: pytest.MonkeyPatch, faults: list[str]
) -> None:
    """At the lock no case is open, so nobody is sent to the entries of one."""
    hands = ward.opens(ward.house.nurse)
    desk = ward.window.findChild(OpenDesk)
    assert desk is not None
    desk.lock()
    monkeypatch.setattr(desk, "recorded_by_press", lambda: True)
    ward.window.show_fault("7F3A")
    faults.clear()
    assert RECORDED in hands.reads()
    assert "All entries" not in hands.reads()
