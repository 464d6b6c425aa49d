"""The call after the visit: every sign asked, a yes says what it may be, and who closes it."""

import pytest

from desk.conftest import Open
from desk.pages.at_page import AtPage, at_page
from procdesk.domain.relief.follow_up_call import OTHERS, RED_FLAGS
from procdesk.domain.staff import Staff
from support.small_clinic import House

FIRST = RED_FLAGS[0]


def on_the_phone(house: House, open_desk: Open, person: Staff) -> AtPage:
    return at_page(house, open_desk, house.whole(), "follow-up-call", person)


def answer(page: AtPage, sign: str = "No") -> None:
    """Reach the patient, the first sign as said, everything else no."""
    page.hands.press("Who was reached? The patient")
    page.hands.press(f"{FIRST.question} {sign}")
    for question in (*RED_FLAGS[1:], *OTHERS):
        page.hands.press(f"{question.question} No")


def test_a_call_is_recorded_once_with_every_answer(house: House, open_desk: Open) -> None:
    page = on_the_phone(house, open_desk, house.nurse)
    answer(page)
    page.hands.write("What else was said", "sleeps well")
    page.hands.press("Record this call")
    [body] = page.bodies("call_made")
    assert (body["call"], body["reached"], body["text"]) == ("follow-up", "patient", "sleeps well")
    assert body["told"] == dict.fromkeys([one.key for one in (*RED_FLAGS, *OTHERS)], "no")
    page.reopen("follow-up-call")
    page.hands.press("Record this call")
    assert len(page.bodies("call_made")) == 1
    assert "Say who was reached." in page.hands.reads()


def test_a_sign_that_nobody_asked_of_is_said_at_its_question(house: House, open_desk: Open) -> None:
    page = on_the_phone(house, open_desk, house.nurse)
    page.hands.press("Who was reached? The patient")
    page.hands.press("Record this call")
    assert page.kinds == []
    assert page.hands._find("Who was reached? The patient").isChecked()


def test_a_call_that_reached_nobody_needs_no_answers(house: House, open_desk: Open) -> None:
    page = on_the_phone(house, open_desk, house.nurse)
    page.hands.press("Who was reached? Nobody")
    page.hands.press("Record this call")
    [body] = page.bodies("call_made")
    assert (body["reached"], body["told"]) == ("nobody", {})


@pytest.mark.parametrize("answer_", ["Yes", "No", "Not asked"])
def test_only_a_yes_says_what_it_may_be(house: House, open_desk: Open, answer_: str) -> None:
    page = on_the_phone(house, open_desk, house.nurse)
    assert FIRST.then not in page.hands.reads()
    page.hands.press(f"{FIRST.question} {answer_}")
    assert (FIRST.then in page.hands.reads()) is (answer_ == "Yes")


def test_a_sign_stays_until_a_physician_closes_it_with_a_reason(
    house: House, open_desk: Open
) -> None:
    page = on_the_phone(house, open_desk, house.physician)
    assert not page.hands.sees("Close these signs")
    answer(page, "Yes")
    page.hands.press("Record this call")
    page.reopen("follow-up-call")
    page.hands.press("Close these signs")
    assert "Write the reason." in page.hands.reads()
    assert page.bodies("decided") == []
    page.hands.write("What was done about it", "sent to the emergency room")
    page.hands.press("Close these signs")
    [body] = page.bodies("decided")
    assert (body["decision"], body["reason"]) == ("closed", "sent to the emergency room")
    page.reopen("follow-up-call")
    assert not page.hands.sees("Close these signs")


def test_who_is_no_physician_cannot_close_a_sign(house: House, open_desk: Open) -> None:
    page = on_the_phone(house, open_desk, house.nurse)
    answer(page, "Yes")
    page.hands.press("Record this call")
    read = page.reopen("follow-up-call")
    assert FIRST.then in read
    assert not page.hands.sees("Close these signs")


def test_what_is_typed_about_a_sign_stays_when_another_desk_writes(
    house: House, open_desk: Open
) -> None:
    page = on_the_phone(house, open_desk, house.physician)
    answer(page, "Yes")
    page.hands.press("Record this call")
    page.reopen("follow-up-call")
    page.hands.write("What was done about it", "called the surgeon")
    house.reacts(page.case_id, "Latex", "hives")
    page.catch_up()
    page.reopen("follow-up-call")
    field = page.hands._find_field("What was done about it")
    assert field.toPlainText() == "called the surgeon"  # type: ignore[union-attr]
