"""Importing on the screen: what cannot be taken in is said with its line and its name."""

from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from procdesk import app
from procdesk.demo.hands import Hands
from procdesk.desk.clinic.importing import ImportScreen
from procdesk.desk.session.session import Session
from procdesk.desk.widgets.labels import Words
from support.small_clinic import Clock, House

LIST = (
    "Date,Time,Last name,First name,DOB,MRN,Procedure\n"
    "2026-11-23,08:30,Li,Wei,1970-01-02,77,LEFT L3 L4 MBB\n"
    "2026-11-23,09:30,Ng,An,1981-03-04,77,RIGHT L4 TFESI\n"
    "23/11/2026,10:30,Ng,An,1981-03-04,78,RIGHT L4 TFESI\n"
)


def test_what_is_to_decide_stands_below_what_was_taken_in(
    house: House, tmp_path: Path, clock: Clock, qtbot: QtBot, qapp: QApplication
) -> None:
    app.start_qt()
    day = tmp_path / "day.csv"
    day.write_text(LIST, "utf-8")
    parts = app.desk_parts(tmp_path, clock)
    screen = ImportScreen(
        Session(
            parts=parts, ledger=house.ledger, person=house.front_desk, store_key=house.store_key
        )
    )
    qtbot.addWidget(screen)
    screen.show()
    hands = Hands(screen, tmp_path)

    def words() -> str:
        return " ".join(one.text() for one in screen.findChildren(Words))

    screen.path.put(str(day))
    hands.press("Read this file")
    assert "Can be taken in: 2 bookings, 2 patients" in words()
    assert "Set aside, line 4: date can be read in two ways" in words()
    hands.press("Take it in")
    assert "Taken in: 1 new, 0 known before. Not taken: 1." in words()
    assert "To decide, line 3, NG, An: Its record number belongs here to a patient" in words()
    assert len(house.ledger.cases_on(clock.at.date())) == 1
