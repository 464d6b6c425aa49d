"""The open line of drugs: recorded whole and once, refused in words, and never with half a dose."""

import pytest

from desk.conftest import Open
from desk.pages.at_page import TO_ROOM, AtPage, at_page, taken
from procdesk.workflow.checks import site
from support.small_clinic import TARGETS, House

LINE = {
    "Drug": "lidocaine",
    "Strength": "1 %",
    "Volume, mL": "2.5",
    "Route": "subcutaneous",
    "Lot": "B17",
    "Expiry": "2027-04",
}


def in_the_room(house: House, open_desk: Open) -> AtPage:
    return at_page(house, open_desk, taken(house, *TO_ROOM), "procedure-record", house.nurse)


def write(page: AtPage, **changed: str) -> None:
    for name, words in {**LINE, **changed}.items():
        page.hands.write(name, words)


def test_a_line_is_recorded_with_all_it_says_and_once(house: House, open_desk: Open) -> None:
    page = in_the_room(house, open_desk)
    page.hands.press("Given for Skin")
    write(page)
    page.hands.press("Record this drug")
    page.hands.press("Record this drug")
    assert page.kinds == ["drug_given"]
    [body] = page.bodies("drug_given")
    assert body == {
        "act": "skin",
        "drug": "lidocaine",
        "strength": "1 %",
        "volume_ml": "2.5",
        "route": "subcutaneous",
        "lot": "B17",
        "expiry": "2027-04",
        "gtin": "",
        "target": "",
    }
    assert "2.5 mL" in page.hands.reads()
    assert "Say what the drug was given for." in page.hands.reads(), "the line is empty again"


def test_one_line_and_enter_records_the_same(house: House, open_desk: Open) -> None:
    page = in_the_room(house, open_desk)
    page.hands.write("Drug in one line", "skin lidocaine 1 % 2 mL", enter=True)
    [body] = page.bodies("drug_given")
    line = [body[name] for name in ("act", "drug", "strength", "volume_ml")]
    assert line == ["skin", "lidocaine", "1 %", "2"]
    page.hands.enter("Drug in one line")
    assert page.kinds == ["drug_given"]


@pytest.mark.parametrize(
    ("volume", "words"),
    [
        ("0", "A volume is more than 0."),
        ("-2", "A volume is more than 0."),
        ("about 2", "Write a number, such as 36.6."),
        ("2 mL", "Write a number, such as 36.6."),
    ],
)
def test_a_volume_that_is_none_is_said_at_its_field_and_nothing_is_recorded(
    house: House, open_desk: Open, volume: str, words: str
) -> None:
    page = in_the_room(house, open_desk)
    page.hands.press("Given for Skin")
    write(page, **{"Volume, mL": volume})
    page.hands.press("Record this drug")
    assert words in page.hands.reads()
    assert page.kinds == []


@pytest.mark.parametrize(
    ("missing", "words"),
    [("act", "Say what the drug was given for."), ("Drug", "Write which drug was given.")],
)
def test_a_line_without_its_purpose_or_its_drug_is_refused(
    house: House, open_desk: Open, missing: str, words: str
) -> None:
    page = in_the_room(house, open_desk)
    if missing != "act":
        page.hands.press("Given for Skin")
    write(page, **({missing: " "} if missing != "act" else {}))
    page.hands.press("Record this drug")
    assert words in page.hands.reads()
    assert page.kinds == []


def test_enter_in_half_a_line_goes_to_what_is_open(house: House, open_desk: Open) -> None:
    page = in_the_room(house, open_desk)
    page.hands.press("Given for Skin")
    page.hands.write("Drug", "lidocaine", enter=True)
    focused = page.hands.window.focusWidget()
    assert focused is not None
    assert focused.accessibleName() == "Strength"
    assert page.kinds == []


def test_the_treatment_dose_waits_for_the_image_and_takes_what_was_picked_from_it(
    house: House, open_desk: Open
) -> None:
    page = in_the_room(house, open_desk)
    page.hands.press("Given for Treatment")
    write(page, Drug="bupivacaine", Strength="0.5 %", Route="perineural")
    page.hands.press("Record this drug")
    assert page.kinds == []
    assert "image" in page.hands.reads()
    for name in ("LEFT L3", "LEFT L4"):
        page.hands.press(name)
    page.hands.press("Record this drug")
    assert page.kinds == ["statement_made", "event_noted", "drug_given"]
    [image] = page.bodies("statement_made")
    assert image["statement"] == "image"
    [needle] = page.bodies("event_noted")
    assert needle["event"] == "needle_in", "a treatment dose goes through a needle"


def test_a_treatment_dose_at_another_level_is_stopped(house: House, open_desk: Open) -> None:
    page = in_the_room(house, open_desk)
    page.hands.press("Given for Treatment")
    write(page, Drug="bupivacaine", Strength="0.5 %")
    page.hands.press("RIGHT L3")
    page.hands.press("Record this drug")
    assert page.bodies("drug_given") == []
    assert house.ledger.case(page.case_id).drugs == ()


def test_what_another_desk_gives_shows_and_the_typed_line_stays(
    house: House, open_desk: Open
) -> None:
    page = in_the_room(house, open_desk)
    page.hands.press("Given for Skin")
    write(page)
    site.image_shows(house.ledger, house.nurse, page.case_id, TARGETS)
    house.treated(page.case_id)
    assert "bupivacaine 0.5 %" in page.catch_up()
    page.hands.press("Record this drug")
    assert [body["drug"] for body in page.bodies("drug_given")] == ["bupivacaine", "lidocaine"]


def test_the_front_desk_records_no_drug(house: House, open_desk: Open) -> None:
    case_id = taken(house, *TO_ROOM)
    page = at_page(house, open_desk, case_id, "procedure-record", house.front_desk)
    page.hands.press("Given for Skin")
    write(page)
    page.hands.press("Record this drug")
    assert page.kinds == []
    assert "record a drug" in page.hands.reads()
