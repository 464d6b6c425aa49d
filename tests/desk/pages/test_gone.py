"""No page holds an input that is gone: after whatever redraws it, its draft can still be kept."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from desk.conftest import Open
from desk.pages.gone import gone
from procdesk.demo.hands import Hands
from procdesk.desk.case.page_register import PAGES
from procdesk.desk.shell.open_desk import VIEWS
from procdesk.domain.staff import PHYSICIAN_ONLY
from support.small_clinic import House

STEPS = ("arrived", "checked", "made_ready", "timed_out", "done", "recovered")


@pytest.mark.parametrize("reached", [0, 2, len(STEPS)])
def test_every_page_of_a_case_can_be_redrawn_and_kept(
    house: House, open_desk: Open, reached: int
) -> None:
    """At each stage: drawn, drawn anew as when another desk wrote, and written to the store."""
    case_id = house.booked()
    for step in STEPS[:reached]:
        getattr(house, step)(case_id)
    person = house.physician if reached == len(STEPS) else house.nurse
    desk = open_desk(house, person)
    desk.open_case(case_id)
    frame = desk.frame
    assert frame is not None
    for key in PAGES:
        frame.reopen(key)
        page = frame.page
        assert page is not None
        page.show_outcome(frame.outcome)
        assert gone(desk) == set(), key
        page.keep_draft()
        page.draft_fields()


def test_every_view_can_be_left_and_opened_again(
    house: House, open_desk: Open, tmp_path: Path
) -> None:
    desk = open_desk(house, house.physician)
    hands = Hands(desk, tmp_path)
    assert house.physician.may(PHYSICIAN_ONLY)
    for view in (*VIEWS, *reversed(VIEWS)):
        if hands.sees(view):
            hands.press(view)
        assert gone(desk) == set(), view


def test_every_page_of_the_clinic_can_be_left(
    house: House, open_desk: Open, tmp_path: Path
) -> None:
    desk = open_desk(house, house.administrator)
    hands = Hands(desk, tmp_path)
    hands.press("Clinic")
    for page in ("Settings", "Staff", "Rule sets", "Sheet texts", "Procedures", "This desk"):
        hands.press(f"Clinic {page}")
        assert gone(desk) == set(), page


class Plain:
    """A plain object of the desk."""

    __module__ = "procdesk.desk.pages.page"

    def __init__(self, widget: QWidget) -> None:
        self.widget = widget

    def show(self) -> None:
        """Show the widget."""


@pytest.mark.parametrize(
    "hold",
    [
        *(Plain, lambda widget: Plain(widget).show, lambda widget: lambda: widget),
        *(lambda widget: [{"key": (widget,)}], lambda widget: partial(print, widget)),
    ],
)
def test_what_holds_a_widget_that_is_gone_is_seen(
    qtbot: QtBot, hold: Callable[[QWidget], object]
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    widget = QWidget(window)
    window.holder = hold(widget)  # type: ignore[attr-defined]
    assert gone(window) == set()
    delete(widget)
    assert gone(window) == {"QWidget.holder"}
