"""What was changed of an appointment comes back after a lock; what stands there is no draft."""

from desk.conftest import Open
from desk.pages.at_page import AtPage, at_page, taken
from desk.walk import settle
from procdesk.workflow import drafting
from procdesk.workflow.booking import ordering
from procdesk.workflow.booking.ordering import Change
from support.small_clinic import House


def at_order(house: House, open_desk: Open) -> AtPage:
    return at_page(house, open_desk, taken(house, "arrived"), "order", house.physician)


def test_only_what_was_changed_is_kept(house: House, open_desk: Open) -> None:
    """Hazard: a draft sets back the room that another desk chose meanwhile."""
    page = at_order(house, open_desk)
    page.hands.write("Why it is changed", "the other room is free")
    page.reopen("site")
    draft = drafting.draft(house.ledger, house.physician, page.case_id, "order")
    assert draft is not None
    assert draft.fields == {"reason": "the other room is free"}
    moved = Change(room="Room 2", reason="room 1 is being cleaned")
    ordering.change_order(house.ledger, house.nurse, page.case_id, moved)
    page.reopen("order")
    settle()
    assert page.hands._find("Room Room 2").isChecked()
    assert page.hands._find_field("Why").text() == "the other room is free"  # type: ignore[union-attr]


def test_a_time_that_was_typed_is_set_after_coming_back(house: House, open_desk: Open) -> None:
    page = at_order(house, open_desk)
    page.hands.write("Time", "14:05")
    page.hands.write("Why it is changed", "the operator is late")
    page.reopen("site")
    page.reopen("order")
    page.hands.press("Set this order")
    at = house.ledger.case(page.case_id).order.scheduled_at
    assert at is not None
    assert f"{at.astimezone(house.ledger.clinic.zone):%H:%M}" == "14:05"
    assert drafting.draft(house.ledger, house.physician, page.case_id, "order") is None
