"""A desk on a small clinic, opened by whoever a test says."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk.pages.gone import gone
from procdesk import app
from procdesk.demo.hands import Hands
from procdesk.desk.session.session import Session
from procdesk.desk.shell.open_desk import OpenDesk
from procdesk.desk.timing import TIME
from procdesk.domain.staff import Staff
from procdesk.workflow.clinic import people
from support.small_clinic import PASSWORD, Clock, House
from support.stray_windows import watch

Open = Callable[[House, Staff], OpenDesk]
OpenClinic = Callable[[House, Staff, str], tuple[OpenDesk, Hands]]
OpenOrder = Callable[[House, Staff, str], Hands]


@pytest.fixture(autouse=True)
def _time_stands() -> None:
    """Only a test moves the desk's time, however busy the machine is."""
    TIME.hold()


@pytest.fixture(autouse=True)
def _gone_after_each_test(qapp: QApplication) -> Iterator[None]:
    """Let what a test closed be deleted: every widget left over slows down each that follows."""
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def open_desk(qtbot: QtBot, tmp_path: Path, clock: Clock) -> Iterator[Open]:
    app.start_qt()
    stray = watch()
    held = set[str]()

    def opened(house: House, person: Staff) -> OpenDesk:
        parts = app.desk_parts(tmp_path, clock)
        staff, _key = people.sign_in(house.ledger, person.user, PASSWORD)
        desk = OpenDesk(Session(parts, house.ledger, staff, house.store_key))
        qtbot.addWidget(desk, before_close_func=lambda desk: held.update(gone(desk)))
        desk.resize(1280, 800)
        desk.show()
        desk.show_board()
        QApplication.processEvents()
        return desk

    yield opened
    assert stray.names == []
    assert held == set(), "held after its deletion"


@pytest.fixture
def open_clinic(open_desk: Open, tmp_path: Path) -> OpenClinic:
    """The desk at a page of the clinic screen, and the hands that went there."""

    def opened(house: House, person: Staff, page: str) -> tuple[OpenDesk, Hands]:
        desk = open_desk(house, person)
        hands = Hands(desk, tmp_path)
        hands.press("Clinic")
        hands.press(f"Clinic {page}")
        return desk, hands

    return opened


@pytest.fixture
def open_order(open_desk: Open, tmp_path: Path) -> OpenOrder:
    """Hands at the order page of a case."""

    def opened(house: House, person: Staff, case_id: str) -> Hands:
        desk = open_desk(house, person)
        desk.open_case(case_id)
        assert desk.frame is not None
        desk.frame.open_section("order")
        return Hands(desk, tmp_path)

    return opened
