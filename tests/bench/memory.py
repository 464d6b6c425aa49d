"""Memory: a desk in a process of its own; prints MB with a case open, after a sheet, after 12 h."""

import tempfile
from pathlib import Path

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from procdesk import app
from procdesk.desk.session.session import Session
from procdesk.desk.shell.open_desk import OpenDesk
from procdesk.workflow import answers
from procdesk.workflow.clinic import people
from support.small_clinic import PASSWORD, Clock, House, build_house

_HOURS = 12
_SETS_AN_HOUR = 12


def resident_mb() -> float:
    """Return the memory in MB that the system counts for this process."""
    status = Path("/proc/self/status").read_text("utf-8")
    line = next(one for one in status.splitlines() if one.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


def settle() -> None:
    """Process events like a running event loop, deferred deletions included."""
    QApplication.processEvents()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def chart(house: House, desk: OpenDesk, clock: Clock) -> None:
    """A set of observations every five minutes, a fresh case every hour, drawn each time."""
    for _hour in range(_HOURS):
        case_id = house.booked()
        house.arrived(case_id)
        house.checked(case_id)
        desk.open_case(case_id)
        for number in range(_SETS_AN_HOUR):
            clock.forward(minutes=5)
            value = {"vitals.pulse": (str(60 + number), "/min")}
            answers.measure(house.ledger, house.nurse, case_id, value)
            desk.catch_up()
            settle()


def main() -> None:
    """Three numbers."""
    app.start_qt()
    with tempfile.TemporaryDirectory() as folder:
        clock = Clock()
        house = build_house(Path(folder) / "store", clock)
        nurse, _key = people.sign_in(house.ledger, "adeyemi", PASSWORD)
        parts = app.desk_parts(Path(folder), clock)
        desk = OpenDesk(Session(parts, house.ledger, nurse, house.store_key))
        desk.resize(1440, 900)
        desk.show()
        case_id = house.whole()
        desk.open_case(case_id)
        settle()
        print(resident_mb())
        assert desk.frame is not None
        desk.frame.open_section("aftercare")
        settle()
        print(resident_mb())
        chart(house, desk, clock)
        print(resident_mb())
        house.ledger.journal.store.close()


if __name__ == "__main__":
    main()
