"""A form page shows what the last visit said, and one press confirms it."""

from desk.conftest import Open
from desk.shell.test_screens import cut, overlapping
from desk.walk import settle, texts
from procdesk.desk.pages.form import FormPage
from procdesk.desk.widgets.button import Button
from procdesk.domain.entry import Json
from procdesk.workflow import answers
from procdesk.workflow.sections import SECTIONS
from support.small_clinic import House


def test_one_press_confirms_what_was_said_last_time(house: House, open_desk: Open) -> None:
    patient_id = house.patient()
    first = house.booked(patient_id)
    answers.answer(
        house.ledger, house.nurse, first, "implants", {"implants.any": ["pacemaker", "metal"]}
    )
    house.clock.forward(days=90)
    second = house.booked(patient_id)
    desk = open_desk(house, house.nurse)
    desk.open_case(second)
    assert desk.frame is not None
    desk.frame.open_section("implants")
    settle()
    page = desk.frame.page
    assert isinstance(page, FormPage)
    assert any("Last visit, Mon 23 Nov 2026: Pacemaker, Metal" in text for text in texts(desk))
    assert page.view.response.answers == {}
    same = next(b for b in page.findChildren(Button) if b.text() == "Still so")
    same.click()
    devices = page.view.response.get("implants.any")
    assert [one["code"] for one in devices if isinstance(one, dict)] == ["pacemaker", "metal"]


def test_every_form_page_fits_the_smallest_window(house: House, open_desk: Open) -> None:
    case_id = house.booked()
    desk = open_desk(house, house.physician)
    desk.open_case(case_id)
    assert desk.frame is not None
    forms = [section.key for section in SECTIONS if section.stage and section.form]
    for width, height in ((1280, 800), (1440, 900)):
        desk.resize(width, height)
        for key in forms:
            desk.frame.open_section(key)
            settle()
            assert cut(desk) == [], key
            assert overlapping(desk) == [], key


def test_a_cleared_answer_stays_cleared_through_a_lock_and_is_taken_back(
    house: House, open_desk: Open
) -> None:
    case_id = house.booked()
    body: dict[str, Json] = {"briefing.concerns": "a heavy coat", "briefing.equipment": "probe"}
    answers.answer(house.ledger, house.nurse, case_id, "briefing", body)
    desk = open_desk(house, house.nurse)
    desk.open_case(case_id)
    frame = desk.frame
    assert frame is not None
    frame.open_section("briefing")
    assert isinstance(frame.page, FormPage)
    concerns = frame.page.view.inputs[(), "briefing.concerns"]
    concerns.put("")
    concerns.edited.emit("")
    frame.open_section("order")
    frame.open_section("briefing")
    page = frame.page
    assert isinstance(page, FormPage)
    assert page.view.inputs[(), "briefing.concerns"].text == ""
    assert page.view.inputs[(), "briefing.equipment"].text == "probe"
    taken_back = {link_id for _rows, link_id in page.view.response.taken_back()}
    assert taken_back == {"briefing.concerns"}
