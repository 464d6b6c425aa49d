"""What came of it: everybody reads, a physician decides with a reason, once."""

import pytest

from desk.conftest import Open
from desk.pages.at_page import AtPage, at_page
from procdesk.domain.decision import DECISIONS
from procdesk.domain.staff import Staff
from support.small_clinic import House


def at_relief(house: House, open_desk: Open, person: Staff) -> AtPage:
    return at_page(house, open_desk, house.whole(), "relief", person)


@pytest.mark.parametrize(("key", "words"), DECISIONS.items())
def test_each_decision_is_recorded_with_its_reason_once(
    house: House, open_desk: Open, key: str, words: str
) -> None:
    page = at_relief(house, open_desk, house.physician)
    page.hands.press(f"What is next? {words}")
    page.hands.write("The reason", "80 % for two days")
    page.hands.press("Record this decision")
    assert page.bodies("decided") == [
        {"about": "next", "decision": key, "reason": "80 % for two days"}
    ]
    page.reopen("relief")
    page.hands.press("Record this decision")
    assert len(page.bodies("decided")) == 1


@pytest.mark.parametrize(
    ("decides", "reason", "refusal"),
    [(False, "80 %", "Choose what is decided."), (True, "", "Write the reason.")],
)
def test_half_a_decision_is_refused_and_what_was_entered_stays(
    house: House, open_desk: Open, decides: bool, reason: str, refusal: str
) -> None:
    page = at_relief(house, open_desk, house.physician)
    first = next(iter(DECISIONS.values()))
    if decides:
        page.hands.press(f"What is next? {first}")
    page.hands.write("The reason", reason)
    page.hands.press("Record this decision")
    assert page.kinds == []
    assert refusal in page.hands.reads()
    assert page.hands._find(f"What is next? {first}").isChecked() is decides


def test_who_is_no_physician_reads_and_is_asked_nothing(house: House, open_desk: Open) -> None:
    page = at_relief(house, open_desk, house.nurse)
    assert "A physician decides what is next." in page.hands.reads()
    assert not page.hands.sees("Record this decision")
    assert not page.hands.has_field("The reason")
