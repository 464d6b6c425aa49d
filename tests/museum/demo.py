"""More stories for the museum: the demo's morning, what it shows, and what is put right later."""

from datetime import UTC
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from procdesk import app
from procdesk.commands.demo import DemoClock
from procdesk.demo.hands import Hands
from procdesk.demo.seed import PASSWORD, seed
from procdesk.demo.story import Story
from procdesk.domain.entry import Json, Kind
from procdesk.interop.read import read
from procdesk.records.keys import unlock
from procdesk.workflow import answers
from procdesk.workflow.after import discharge
from procdesk.workflow.case import amending, exporting
from procdesk.workflow.feeds.importing import take
from stories.conftest import START, open_demo
from support import small_clinic

MESSAGES = (
    """MSH|^~\\&|EHR|LAKE|DESK|LAKE|20261123090000||ADT^A40|40|P|2.4
PID|1||777^^^clinic^MR||Abernathy^Ruth||19470314|F
MRG|00286641^^^clinic^MR
""",
    """MSH|^~\\&|EHR|LAKE|DESK|LAKE|20261123090100||ADT^A60|60|P|2.4
PID|1||777^^^clinic^MR||Abernathy^Ruth||19470314|F
""",
)
"""Two records are one person, and something that is not among what is applied."""


def test_day(tmp_path: Path) -> None:
    seed(tmp_path / "store", DemoClock(app.clock(START)().astimezone(UTC)))


def test_story(tmp_path: Path, qtbot: QtBot) -> None:
    window, clock = open_demo(tmp_path / "store", qtbot, tmp_path)
    story = Story(Hands(window, None), clock.wait)
    story.sign_in()
    story.whole_case()
    story.save_record()
    story.stopped_case()
    story.after_visit()


def seeded(home: Path, monkeypatch: pytest.MonkeyPatch) -> small_clinic.House:
    """The demo clinic, with the acts of the tests' clinic."""
    clock = small_clinic.Clock()
    seed(home, clock)
    monkeypatch.setattr(small_clinic, "PASSWORD", PASSWORD)
    key = unlock(home, "admin", PASSWORD)
    ledger = app.open_ledger(home, key, clock)
    staff = (ledger.clinic.staff[user] for user in ("admin", "adeyemi", "okafor", "reyes"))
    return small_clinic.House(ledger, clock, key, "", *staff)


def test_put_right(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Amended twice, marked as wrong, papers jammed and void, records merged, a file taken out."""
    clinic = seeded(tmp_path / "store", monkeypatch)
    ledger, nurse = clinic.ledger, clinic.nurse
    case_id = clinic.at_discharge()
    sizes = {"vitals.weight": ("60", "kg"), "vitals.height": ("170", "cm")}
    answers.measure(ledger, nurse, case_id, sizes)
    pulse = ledger.case(case_id).latest("vitals.pulse")
    assert pulse is not None
    for value in ("77", "76"):
        change: dict[str, Json] = {"value": value}
        amending.amend(ledger, nurse, case_id, pulse.recorded.entry_id, change, "misread")
    pressure = ledger.case(case_id).latest("recovery.systolic")
    assert pressure is not None
    amending.entered_in_error(ledger, nurse, case_id, pressure.recorded.entry_id, "another bed")
    for number, state in (("7K3QPX2M9A", "jammed"), ("7K3QPX2M9B", "voided")):
        discharge.sheet_made(ledger, nurse, case_id, kind="aftercare", number=number, sha256="ab")
        discharge.sheet_is(ledger, nurse, case_id, number, state)
    exporting.case_file(ledger, clinic.physician, case_id)
    for message in MESSAGES:
        take(ledger, read(message.replace("\n", "\r").encode(), ledger.clinic.zone), message[:99])
    kinds = {entry.kind for entry in ledger.journal.since(0)}
    assert kinds >= {Kind.AMENDED, Kind.ENTERED_IN_ERROR, Kind.SHEET_JAMMED, Kind.SHEET_VOIDED}
    assert kinds >= {Kind.EXPORTED, Kind.PATIENTS_MERGED, Kind.MESSAGE_SET_ASIDE}
    ledger.journal.store.close()
