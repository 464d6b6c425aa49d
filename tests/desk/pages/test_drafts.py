"""Words typed beside the stages are there again after a lock, with the questions around them."""

from pathlib import Path

from desk.conftest import Open
from desk.walk import settle
from procdesk.demo.hands import Hands
from procdesk.desk.case.back_entry import BackEntryPage
from procdesk.desk.case.ending import EndingPage
from procdesk.desk.case.overriding import OverridePage
from procdesk.desk.timing import TIME
from procdesk.desk.widgets.choices import Choices
from procdesk.workflow import drafting
from support.small_clinic import House


def test_half_a_way_out_is_kept(house: House, open_desk: Open) -> None:
    case_id = house.booked()
    desk = open_desk(house, house.front_desk)
    desk.open_case(case_id)
    frame = desk.frame
    assert frame is not None
    frame.open_section("ending")
    page = frame.page
    assert isinstance(page, EndingPage)
    page.how.button("rescheduled").click()
    by = page.answers["by"]
    assert isinstance(by, Choices)
    by.button("the clinic").click()
    page.answers["reason"].put("the pump is not here yet")
    page.keep_draft()
    frame.open_section("ending")
    again = frame.page
    assert isinstance(again, EndingPage)
    assert again is not page
    assert again.how.text == "rescheduled"
    texts = {key: one.text for key, one in again.answers.items()}
    assert texts == {"by": "the clinic", "when": "", "reason": "the pump is not here yet"}
    assert house.ledger.case(case_id).end is None


def test_a_kept_reason_asks_who_stood_in_again(house: House, open_desk: Open) -> None:
    case_id = house.booked()
    house.arrived(case_id)
    desk = open_desk(house, house.physician)
    desk.open_case(case_id)
    frame = desk.frame
    assert frame is not None
    frame.override("vitals.missing")
    page = frame.page
    assert isinstance(page, OverridePage)
    page.code.button("not_possible").click()
    page.keep_draft()
    frame.override("vitals.missing")
    assert isinstance(frame.page, OverridePage)
    assert frame.page.code.text == "not_possible"
    assert not frame.page.stood_in.isHidden()


def test_a_line_of_paper_half_typed_is_kept_when_another_part_is_recorded(
    house: House, open_desk: Open, tmp_path: Path
) -> None:
    case_id = house.booked()
    house.arrived(case_id)
    desk = open_desk(house, house.nurse)
    desk.open_case(case_id)
    frame = desk.frame
    assert frame is not None
    frame.open_section("back-entry")
    page = frame.page
    assert isinstance(page, BackEntryPage)
    page.seen_by.put("Dr L. Okafor")
    page.at.put("09:40")
    page.drug.put("bupivacaine")
    page.event_.button("needle_in").click()
    Hands(desk, tmp_path).press("Record what happened")
    assert house.ledger.case(case_id).event("needle_in")
    assert (page.event_.text, page.drug.text) == ("", "bupivacaine")
    page.keep_draft()
    frame.open_section("back-entry")
    again = frame.page
    assert isinstance(again, BackEntryPage)
    assert (again.at.text, again.drug.text) == ("09:40", "bupivacaine")
    assert again.seen_by.text == "Dr L. Okafor"


def test_the_press_that_records_the_words_leaves_no_draft_of_them(
    house: House, open_desk: Open, tmp_path: Path
) -> None:
    """Hazard: a side that was recorded, and voided since, stands in the map again."""
    case_id = house.booked()
    house.arrived(case_id)
    desk = open_desk(house, house.nurse)
    desk.open_case(case_id)
    assert desk.frame is not None
    desk.frame.open_section("site")
    hands = Hands(desk, tmp_path)
    hands.press("RIGHT low back")
    hands.press("Said by Patient")
    TIME.forward(400)
    settle()
    assert drafting.draft(house.ledger, house.nurse, case_id, "site") is None
