"""Identity is typed in one line as it is said, and stands in its fields before it is compared."""

from pathlib import Path

import pytest

from desk.conftest import Open
from procdesk.demo.hands import Hands
from procdesk.desk.booking.identity import IdentityPage, name_and_birth
from procdesk.domain.stage import Stage
from procdesk.workflow import stages
from support.small_clinic import House


@pytest.mark.parametrize(
    ("line", "name", "birth"),
    [
        ("Ruth Abernathy 1947-03-14", "Ruth Abernathy", "1947-03-14"),
        ("Abernathy, Ruth, 03/14/1947", "Abernathy, Ruth", "03/14/1947"),
        ("Ruth Abernathy", "Ruth Abernathy", ""),
        ("1947-03-14", "", "1947-03-14"),
        ("", "", ""),
    ],
)
def test_a_name_ends_where_the_first_digit_stands(line: str, name: str, birth: str) -> None:
    assert name_and_birth(line) == [name, birth]


def test_what_is_typed_in_one_line_stands_in_its_fields_and_is_compared(
    house: House, open_desk: Open, tmp_path: Path
) -> None:
    case_id = house.booked()
    stages.enter(house.ledger, house.front_desk, case_id, Stage.ARRIVED)
    desk = open_desk(house, house.front_desk)
    desk.open_case(case_id)
    assert desk.frame is not None
    page = desk.frame.page
    assert isinstance(page, IdentityPage)
    hands = Hands(desk, tmp_path)
    hands.write("All in one line", "Ruth Abernathy 03/15/1947")
    assert (page.name.text, page.birth.text) == ("Ruth Abernathy", "03/15/1947")
    hands.press("How was it checked? Said by the patient")
    assert house.ledger.case(case_id).value("arrival.identity") == "differs"
    assert house.ledger.case(case_id).value("arrival.identity.differing") == "birth date"
