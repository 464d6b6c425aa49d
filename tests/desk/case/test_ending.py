"""Ending a case: each honest way out asks its own form, and nothing ends by half."""

import pytest

from desk.conftest import Open
from desk.pages.at_page import TO_ROOM, AtPage, at_page, taken
from procdesk.workflow.case.ending import WAYS, ways_out
from support.small_clinic import House


def at_ending(house: House, open_desk: Open, *steps: str) -> AtPage:
    return at_page(house, open_desk, taken(house, *steps), "ending", house.nurse)


@pytest.mark.parametrize("steps", [(), ("arrived",), TO_ROOM, (*TO_ROOM, "done")])
def test_only_the_ways_out_that_are_true_are_offered(
    house: House, open_desk: Open, steps: tuple[str, ...]
) -> None:
    page = at_ending(house, open_desk, *steps)
    offered = {way for way in WAYS if page.hands.sees(f"How does it end? {WAYS[way].words}")}
    assert offered == set(ways_out(house.ledger.case(page.case_id)))


def test_a_way_out_is_recorded_with_its_answers_once(house: House, open_desk: Open) -> None:
    page = at_ending(house, open_desk, "arrived")
    page.hands.press("How does it end? Cancelled before the needle")
    page.hands.press("What is the cause? A medicine was not stopped")
    page.hands.press("Was the patient told what happens next? Yes")
    page.hands.write("Why, in words", "apixaban this morning")
    page.hands.press("End the case so")
    assert page.kinds == ["case_ended"]
    [body] = page.bodies("case_ended")
    assert (body["end"], body["reason"]) == ("cancelled", "apixaban this morning")
    assert body["told"] == {"cause": "a medicine was not stopped", "told": "yes"}


def test_without_a_way_and_without_its_reason_nothing_ends(house: House, open_desk: Open) -> None:
    page = at_ending(house, open_desk)
    page.hands.press("End the case so")
    assert "Choose how it ends." in page.hands.reads()
    page.hands.press("How does it end? Did not come")
    page.hands.press("Was the patient called? Reached")
    page.hands.press("End the case so")
    assert page.kinds == []
    assert not house.ledger.case(page.case_id).closed


def test_another_way_asks_its_own_and_keeps_nothing_of_the_first(
    house: House, open_desk: Open
) -> None:
    page = at_ending(house, open_desk)
    page.hands.press("How does it end? Moved to another day")
    assert page.hands.has_field("New day and time, if known")
    page.hands.press("How does it end? Did not come")
    assert not page.hands.has_field("New day and time, if known")


def test_the_filled_button_keeps_the_case_open(house: House, open_desk: Open) -> None:
    page = at_ending(house, open_desk)
    page.hands.press("How does it end? Did not come")
    page.hands.press("Keep the case open")
    assert page.kinds == []
    assert "How does it end?" not in page.hands.reads()


def test_the_front_desk_cancels_nothing_clinical(house: House, open_desk: Open) -> None:
    page = at_page(house, open_desk, taken(house, "arrived"), "ending", house.front_desk)
    page.hands.press("How does it end? Cancelled before the needle")
    page.hands.press("What is the cause? No longer indicated")
    page.hands.press("Was the patient told what happens next? Yes")
    page.hands.write("Why, in words", "no longer wanted")
    page.hands.press("End the case so")
    assert page.kinds == []
