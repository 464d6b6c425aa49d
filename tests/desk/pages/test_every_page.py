"""Every page of the register: typed in, disturbed, left, opened again and reached by key."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from desk.conftest import Open
from desk.pages.typing_in import answers_of, choose, fill, page_of
from desk.walk import controls, settle
from procdesk.desk.case.page_register import PAGES
from procdesk.desk.shell.open_desk import OpenDesk
from procdesk.domain.entry import Json
from procdesk.domain.staff import Staff
from support.small_clinic import House

STEPS = ("arrived", "checked", "made_ready", "timed_out", "done", "recovered", "discharged")

FEED: dict[str, Json] = {
    "allergies": [{"id": "a1", "text": "Latex", "reaction": "", "source": "hospital"}],
    "medications": [{"id": "m1", "text": "Lisinopril 10 mg", "source": "hospital"}],
}
"""What a feed knows of the patient, which the checks ask row by row."""


def at(
    house: House, open_desk: Open, reached: str, person: Staff, **known: Json
) -> tuple[OpenDesk, str]:
    """Return a desk at a case on which the steps up to this one are done."""
    case_id = house.booked(house.patient(**known))
    for step in STEPS[: STEPS.index(reached) + 1]:
        getattr(house, step)(case_id)
    desk = open_desk(house, person)
    desk.open_case(case_id)
    return desk, case_id


def of(house: House, case_id: str, person: Staff) -> list[str]:
    """Return the kinds of what a person recorded on a case."""
    return [one.kind for one in house.ledger.case(case_id).entries if one.author == person.user]


@pytest.mark.parametrize(("reached", "known"), [("arrived", FEED), ("done", {})])
def test_what_is_typed_stays_whatever_another_desk_writes_and_is_back_after_leaving(
    house: House, open_desk: Open, reached: str, known: dict[str, Json]
) -> None:
    """Hazard: a set comes back without the time that was typed beside it."""
    desk, case_id = at(house, open_desk, reached, house.physician, **known)
    recorded = of(house, case_id, house.physician)
    lost: list[str] = []
    for number, key in enumerate(PAGES):
        page = page_of(desk.frame, key)
        choose(page)
        fill(page)
        before = answers_of(page)
        house.reacts(case_id, f"Latex {number}", "hives")
        desk.catch_up()
        settle()
        for when, after in (
            ("another desk", answers_of(page_of(desk.frame))),
            ("leaving", answers_of(page_of(desk.frame, key))),
        ):
            lost += [f"{key}, {when}: {name}" for name in before if after.get(name) != before[name]]
    assert lost == []
    assert of(house, case_id, house.physician) == recorded, "typing records nothing"


@pytest.mark.parametrize("reached", ["arrived", "checked", "timed_out", "discharged"])
def test_reading_every_page_records_nothing(house: House, open_desk: Open, reached: str) -> None:
    desk, case_id = at(house, open_desk, reached, house.nurse)
    before = house.ledger.case(case_id).entries
    for key in PAGES:
        page_of(desk.frame, key)
        desk.catch_up()
        assert house.ledger.case(case_id).entries == before, key


def reached_by_tab(window: QWidget) -> Iterator[QWidget]:
    """Press Tab until the focus is where it began, or nowhere new."""
    seen: set[int] = set()
    while (held := QApplication.focusWidget()) is not None and id(held) not in seen:
        seen.add(id(held))
        yield held
        QTest.keyClick(held, Qt.Key.Key_Tab)


def with_their_group(widgets: list[QWidget]) -> set[QWidget]:
    """Return these, and the answers that the arrows lead to from them."""
    reached = set(widgets)
    for widget in widgets:
        group = widget.group() if isinstance(widget, QAbstractButton) else None
        if group is not None:
            reached |= set(group.buttons())
    return reached


@pytest.mark.parametrize("reached", ["checked", "done"])
def test_keys_alone_reach_every_control_of_every_page(
    house: House, open_desk: Open, reached: str
) -> None:
    desk, _case_id = at(house, open_desk, reached, house.physician)
    missed: list[str] = []
    for key in PAGES:
        page = page_of(desk.frame, key)
        near = with_their_group(list(reached_by_tab(desk)))
        missed += [
            f"{key}: {one.accessibleName()}"
            for one in controls(page)
            if one.isEnabled() and one not in near
        ]
    assert missed == []
