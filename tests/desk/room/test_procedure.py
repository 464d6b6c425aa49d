"""The procedure's page: times by one press, the image as it was read, X-ray on request."""

import pytest

from desk.conftest import Open
from desk.pages.at_page import TO_ROOM, AtPage, at_page, taken
from support.small_clinic import TARGETS, House


def in_the_room(house: House, open_desk: Open) -> AtPage:
    return at_page(house, open_desk, taken(house, *TO_ROOM), "procedure-record", house.nurse)


def test_needle_in_and_out_are_noted_with_their_time(house: House, open_desk: Open) -> None:
    page = in_the_room(house, open_desk)
    assert "0:00" in page.hands.reads()
    page.hands.press("Needle in now")
    house.clock.forward(minutes=3, seconds=20)
    page.hands.press("Needle out now")
    case = house.ledger.case(page.case_id)
    begun, ended = case.event("needle_in"), case.event("needle_out")
    assert begun is not None
    assert ended is not None
    assert (ended.recorded.at - begun.recorded.at).total_seconds() == 200
    assert [body["event"] for body in page.bodies("event_noted")] == ["needle_in", "needle_out"]


def test_the_clock_runs_from_the_needle_and_stops_with_it(house: House, open_desk: Open) -> None:
    page = in_the_room(house, open_desk)
    page.hands.press("Needle in now")
    house.clock.forward(seconds=75)
    page.hands.window.catch_up()  # type: ignore[attr-defined]
    page.hands.press("Given for Skin")
    for _ in range(2):
        page.hands._settle()
    assert "Running" in page.hands.reads()


def test_the_image_is_recorded_with_its_targets_and_once(house: House, open_desk: Open) -> None:
    page = in_the_room(house, open_desk)
    page.hands.press("Record what the image shows")
    assert page.kinds == [], "nothing is picked"
    assert "Choose where the image shows the needle." in page.hands.reads()
    for name in ("LEFT L3", "LEFT L4"):
        page.hands.press(name)
    page.hands.press("Record what the image shows")
    [body] = page.bodies("statement_made")
    assert (body["statement"], body["targets"]) == ("image", ["left medial-branch L3,L4"])
    page.hands.press("Needle in now")
    page.hands.press("Needle out now")
    assert len(page.bodies("statement_made")) == 1, "what is recorded already is not again"
    image = house.ledger.case(page.case_id).statement("image")  # type: ignore[arg-type]
    assert image is not None
    assert image.targets == TARGETS


def test_the_end_takes_along_what_was_picked_from_the_image(house: House, open_desk: Open) -> None:
    page = in_the_room(house, open_desk)
    page.hands.press("Needle in now")
    page.hands.press("LEFT L3")
    page.hands.press("Needle out now")
    assert page.kinds[:2] == ["event_noted", "statement_made"]
    assert page.bodies("event_noted")[-1]["event"] == "needle_out"


@pytest.mark.parametrize("event", ["Needle in now", "Needle out now"])
def test_before_the_time_out_no_needle_is_noted(house: House, open_desk: Open, event: str) -> None:
    case_id = taken(house, "arrived", "checked")
    page = at_page(house, open_desk, case_id, "procedure-record", house.nurse)
    page.hands.press(event)
    assert page.kinds == []
    assert "The needle belongs to the procedure, after the time-out." in page.hands.reads()


@pytest.mark.parametrize("event", ["Needle in now", "Needle out now"])
def test_the_front_desk_notes_no_needle(house: House, open_desk: Open, event: str) -> None:
    case_id = taken(house, *TO_ROOM)
    page = at_page(house, open_desk, case_id, "procedure-record", house.front_desk)
    page.hands.press(event)
    assert page.kinds == []
    assert "note what happened" in page.hands.reads()
