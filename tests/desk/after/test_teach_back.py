"""The teach-back on the desk asks what this patient's sheet speaks of, and nothing else."""

from pathlib import Path

from desk.conftest import Open
from desk.walk import settle
from procdesk.demo.hands import Hands
from support.recovery_cases import CHANGED, take
from support.small_clinic import House

SIGNS = "Said what would make them call 911? Yes"
RESTART = "Said when to start the blood thinner again? Yes"
LIMB = "Said by when the weak limb must be well? Yes"
DIARY = "Said when to mark the diary? Yes"
DRIVING = "Said when they may drive? Yes"
EVERY = (SIGNS, RESTART, LIMB, DIARY, DRIVING)


def at_teach_back(house: House, open_desk: Open, pictures: Path, case_id: str) -> Hands:
    desk = open_desk(house, house.nurse)
    desk.open_case(case_id)
    assert desk.frame is not None
    desk.frame.open_section("teach-back")
    settle()
    return Hands(desk, pictures)


def asked(hands: Hands) -> list[str]:
    return [one for one in EVERY if hands.sees(one)]


def test_a_test_block_asks_of_the_signs_the_diary_and_driving(
    house: House, open_desk: Open, tmp_path: Path
) -> None:
    case_id = house.at_discharge()
    hands = at_teach_back(house, open_desk, tmp_path, case_id)
    assert asked(hands) == [SIGNS, DIARY, DRIVING]
    for topic in (DRIVING, DIARY):
        hands.press(topic)
    assert house.ledger.case(case_id).answer("teach-back.completed") is None
    hands.press(SIGNS)
    hands.press("Record teach-back")
    case = house.ledger.case(case_id)
    assert case.answer("teach-back.completed") is not None
    assert case.value("teach-back.about") == ["diary", "driving"]


def test_a_blood_thinner_and_a_weak_limb_are_asked_of_as_soon_as_the_record_holds_them(
    house: House, open_desk: Open, tmp_path: Path
) -> None:
    case_id = house.at_discharge()
    house.takes(case_id, "Eliquis 5 mg")
    take(house, case_id, **CHANGED)
    hands = at_teach_back(house, open_desk, tmp_path, case_id)
    hands.photograph("teach-back-of-five")
    assert asked(hands) == list(EVERY)
    for topic in EVERY:
        hands.press(topic)
    case = house.ledger.case(case_id)
    assert [case.value(f"teach-back.{one}") for one in ("restart", "limb")] == ["yes", "yes"]


def test_while_there_can_be_no_sheet_driving_is_asked(house: House, open_desk: Open) -> None:
    case_id = house.booked()
    desk = open_desk(house, house.nurse)
    assert desk.session.sheets().restricts_driving(house.ledger.outcome(case_id))
