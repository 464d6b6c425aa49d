"""Whoever signs or decides does so on what stands there now, also when another desk wrote it."""

from datetime import datetime
from decimal import Decimal

import pytest

from desk.conftest import Open
from desk.walk import settle, texts
from procdesk.desk.case import page_register
from procdesk.desk.case.overriding import OverridePage
from procdesk.desk.pages.sign_panel import SignPanel
from procdesk.desk.room.note import NotePage
from procdesk.desk.widgets.hold_button import HoldButton
from procdesk.domain.medicines.medication import Confirmation, LastDose, Precision
from procdesk.workflow.checks import medicines
from procdesk.workflow.refused import Refused
from procdesk.workflow.room import procedure
from procdesk.workflow.room.procedure import DrugLine
from support.small_clinic import PASSWORD, Clock, House


def test_the_record_shows_what_another_desk_wrote_before_it_is_signed(
    house: House, open_desk: Open
) -> None:
    case_id = house.booked()
    for step in (house.arrived, house.checked, house.made_ready, house.timed_out):
        step(case_id)
    for event in ("needle_in", "needle_out"):
        procedure.note(house.ledger, house.nurse, case_id, event)
    desk = open_desk(house, house.physician)
    desk.open_case(case_id)
    frame = desk.frame
    assert frame is not None
    frame.open_section("note")
    assert isinstance(frame.page, NotePage)
    procedure.note(house.ledger, house.nurse, case_id, "event", "fainted for a moment")
    assert not any("fainted" in text for text in texts(frame.page))
    frame.refresh()
    settle()
    assert any("fainted for a moment" in text for text in texts(frame.page))


def test_a_stop_that_changed_while_it_was_read_is_read_again(house: House, open_desk: Open) -> None:
    case_id = house.booked()
    house.arrived(case_id)
    house.checked(case_id)

    def takes(text: str) -> None:
        medicines.confirm_medicine(
            house.ledger,
            house.nurse,
            case_id,
            row_id="",
            text=text,
            dose="",
            last_dose=LastDose(Precision.UNKNOWN),
            confirmation=Confirmation.CONFIRMED,
        )

    takes("Zorvex")
    desk = open_desk(house, house.physician)
    desk.open_case(case_id)
    frame = desk.frame
    assert frame is not None
    frame.override("anticoagulant.not-recognised")
    page = frame.page
    assert isinstance(page, OverridePage)
    takes("Quillox")
    page.code.put("benefit")
    page.reason.put("seen and discussed")
    panel, hold = page.findChild(SignPanel), page.buttons[0]
    assert panel is not None
    assert isinstance(hold, HoldButton)
    panel.secret.put(PASSWORD)
    hold.held.emit()
    settle()
    assert not house.ledger.case(case_id).overrides
    assert any("Quillox" in text for text in texts(page))
    assert any("read it again" in text for text in texts(page))
    hold.held.emit()
    assert len(house.ledger.case(case_id).overrides) == 1


def test_a_physician_decides_about_a_dose_while_the_clock_runs(
    house: House, open_desk: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Hazard: the needle is in, and no decision about the dose can be taken."""
    case_id = house.booked()
    for step in (house.arrived, house.checked, house.made_ready, house.timed_out):
        step(case_id)
    procedure.note(house.ledger, house.nurse, case_id, "needle_in")

    def running(clock: Clock) -> datetime:
        clock.forward(seconds=1)
        return clock.at

    monkeypatch.setattr(Clock, "__call__", running)
    line: DrugLine = {
        "act": "skin",
        "drug": "lidocaine",
        "strength": "1 %",
        "volume_ml": Decimal(25),
    }
    with pytest.raises(Refused):
        procedure.give(house.ledger, house.nurse, case_id, **line)
    session = open_desk(house, house.physician).session
    dose = procedure.dose(case_id, **line)
    page = page_register.deciding_dose(session, case_id, "local-anaesthetic.dose", dose)
    assert isinstance(page, OverridePage)
    page.code.put("benefit")
    page.reason.put("Weighs about 90 kg, two sites.")
    panel, hold = page.findChild(SignPanel), page.buttons[0]
    assert panel is not None
    assert isinstance(hold, HoldButton)
    panel.secret.put(PASSWORD)
    hold.held.emit()
    assert len(house.ledger.case(case_id).overrides) == 1
    procedure.give(house.ledger, house.nurse, case_id, **line)
