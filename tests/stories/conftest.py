"""A day at the demo clinic's desk: real screens, a clock that waits, pictures of each step."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from journal.bodies import entry_faults
from journal.doc import NOW
from procdesk import app
from procdesk.commands.demo import DemoClock
from procdesk.demo.hands import Hands
from procdesk.demo.seed import seed
from procdesk.demo.steps import Steps, Visitor
from procdesk.desk.shell.open_desk import OpenDesk
from procdesk.desk.shell.window import Window
from procdesk.desk.timing import TIME
from procdesk.domain.visit.case import Case, DrugGiven
from procdesk.paper.spooler import Fate, Printout
from procdesk.workflow.ledger import Ledger
from support.stray_windows import watch

START = "2026-11-23T08:00-05:00"
PICTURES = os.environ.get("PROCDESK_STORY_PICTURES", "")
"""A folder that keeps the pictures, to be looked at; without it none is taken."""


@dataclass
class Day(Steps):
    """The steps, and what a story adds to them."""

    window: Window
    clock: DemoClock

    def __init__(self, window: Window, clock: DemoClock, pictures: Path | None) -> None:
        super().__init__(Hands(window, pictures), clock.wait)
        self.window, self.clock = window, clock

    def books(self, who: Visitor, at: str, room: str = "Room 1", sex: str = "Female") -> None:
        """An add-on through the front desk's page; the case is open after it."""
        hands = self.hands
        hands.press("Board")
        hands.press("Book an add-on")
        hands.write("Time today", at)
        hands.write("Family name", who.family)
        hands.write("First name", who.given)
        hands.write("Birth date", who.born)
        hands.press(f"Sex, as registered {sex}")
        hands.press(f"Room {room}")
        hands.press("Operator Dr L. Okafor")
        hands.press("Book this patient")
        self.order(who)

    def peg_before(self, pain: str, life: str, activity: str) -> None:
        """The PEG of the week that has passed, asked in recovery."""
        hands = self.hands
        hands.press("PEG")
        hands.write("Pain on average, 0 none to 10 worst", pain)
        hands.write("How much pain took from enjoying life, 0 nothing to 10 everything", life)
        hands.write(
            "How much pain took from general activity, 0 nothing to 10 everything", activity
        )
        hands.press("Record this score")

    def decides(self, finding: str, code: str, reason: str, stood_in: str = "") -> None:
        """A physician lets one stop pass, at the nurse's desk, with a reason and a held button."""
        hands = self.hands
        if not hands.sees(f"Decide: {finding}"):
            hands.press("All findings")
        hands.press(f"Decide: {finding}")
        hands.photograph("decide")
        hands.press(f"Reason {code}")
        if stood_in:
            hands.write("Who stood in for the patient", stood_in)
        hands.write("In words; this is printed in the record", reason)
        self.sign(enter=False)
        hands.hold("Hold to let")

    def comes(self, who: Visitor, saying: Visitor | None = None) -> None:
        """From the door to the patient's own words, which may differ from the order."""
        self.arrive(who)
        self.to_checks()
        self.baseline()
        self.says(saying or who)

    def through_the_room(self, who: Visitor, act: str, drug: str, strength: str) -> None:
        """Ready to the signed note."""
        self.ready(who)
        self.time_out(who)
        if self.hands.sees("Record what the image shows"):
            self.hands.press("Needle in now")  # elsewhere the first treatment dose notes it
        self.image(who)
        self.gives(act, drug, strength, "1.0")
        self.needle_out()
        self.sign_out()

    @property
    def case(self) -> Case:
        """The case that is open."""
        assert self.desk.frame is not None
        return self.desk.frame.outcome.case

    @property
    def desk(self) -> OpenDesk:
        """The desk that somebody opened."""
        desk = self.window.findChild(OpenDesk)
        assert desk is not None
        return desk

    def given(self) -> tuple[DrugGiven, ...]:
        """The drugs of the case that is open."""
        return self.case.drugs

    def goes_home(self, minutes: int) -> None:
        """One set in the bay, the order, and the papers that go home."""
        self.observe(minutes, "2")
        self.leaves_the_bay()
        self.papers()
        assert "The patient has left" in self.hands.reads()


def open_demo(home: Path, qtbot: QtBot, saved: Path) -> tuple[Window, DemoClock]:
    """The demo clinic's window as it stands in the morning; nothing is really printed."""
    TIME.hold()
    clock = DemoClock(app.clock(START)().astimezone(UTC))
    seed(home, clock)
    app.start_qt()
    parts = replace(
        app.desk_parts(home, clock),
        print_pdf=lambda *_: Printout(Fate.SENT),
        printers=tuple,
        save_as=lambda name: saved / name,
    )
    window = app.open_window(parts)
    window.show()
    qtbot.addWidget(window)
    return window, clock


@pytest.fixture
def day(tmp_path: Path, qtbot: QtBot, request: pytest.FixtureRequest) -> Iterator[Day]:
    stray = watch()
    window, clock = open_demo(tmp_path / "store", qtbot, tmp_path)
    pictures = Path(PICTURES) / request.node.name if PICTURES else None
    if pictures is not None:
        pictures.mkdir(parents=True, exist_ok=True)
    visit_day = Day(window, clock, pictures)
    visit_day.sign_in()
    yield visit_day
    assert stray.names == []
    assert set(undescribed(visit_day.desk.session.ledger)) == set()


def undescribed(ledger: Ledger) -> Iterator[str]:
    """Yield whatever a day wrote that docs/journal.md does not say."""
    for entry in ledger.journal.since(0):
        yield from entry_faults(entry, NOW)
