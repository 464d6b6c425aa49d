"""A desk on a small clinic, opened by whoever a test says."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from house import PASSWORD, Clock, House
from procdesk import app
from procdesk.desk.open_desk import OpenDesk
from procdesk.desk.session import Session
from procdesk.domain.staff import Staff
from procdesk.workflow import people

Open = Callable[[House, Staff], OpenDesk]


@pytest.fixture(autouse=True)
def _gone_after_each_test(qapp: QApplication) -> Iterator[None]:
    """Let what a test closed be deleted: every widget left over slows down each that follows."""
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def open_desk(qtbot: QtBot, tmp_path: Path, clock: Clock) -> Open:
    app.start_qt()

    def opened(house: House, person: Staff) -> OpenDesk:
        parts = app.desk_parts(tmp_path, clock)
        staff, _key = people.sign_in(house.ledger, person.user, PASSWORD)
        desk = OpenDesk(Session(parts, house.ledger, staff, house.store_key))
        qtbot.addWidget(desk)
        desk.resize(1280, 800)
        desk.show()
        desk.show_board()
        QApplication.processEvents()
        return desk

    return opened
