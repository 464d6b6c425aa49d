"""All entries: the one way to correct a case that has ended, and where its refusal leads to."""

from pathlib import Path

import pytest

from desk.conftest import Open
from procdesk.demo.hands import Hands
from procdesk.domain.stage import End
from procdesk.workflow import answers
from procdesk.workflow.case import ending
from procdesk.workflow.refused import Refused
from support.small_clinic import House


def test_a_case_that_has_ended_leads_to_where_a_wrong_entry_is_marked(
    house: House, open_desk: Open, tmp_path: Path
) -> None:
    case_id = house.booked()
    pulse = {"vitals.pulse": ("72", "/min")}
    wrong = answers.measure(house.ledger, house.nurse, case_id, pulse).case.entries[-1]
    reasons = {"called": "not reached", "reason": "nobody answers"}
    ending.end(house.ledger, house.front_desk, case_id, End.NO_SHOW, reasons)
    with pytest.raises(Refused) as refused:
        answers.measure(house.ledger, house.nurse, case_id, pulse)
    page = "All entries"
    assert page in refused.value.words
    desk = open_desk(house, house.physician)
    desk.open_case(case_id)
    hands = Hands(desk, tmp_path)
    hands.press(page)
    hands.write("Why an entry is wrong, in words", "of another patient")
    number = house.ledger.case(case_id).entries.index(wrong) + 1
    hands.press(f"Entry {number} is wrong")
    assert wrong.id in house.ledger.case(case_id).in_error
