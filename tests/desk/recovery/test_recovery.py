"""Recovery on the screen: the flowsheet with its trend, and all bays at once by name."""

from pathlib import Path

from desk.conftest import Open
from desk.shell.test_screens import cut, overlapping
from desk.walk import settle
from procdesk.demo.hands import Hands
from procdesk.desk.recovery.recovery import TICK_MS, RecoveryPage
from procdesk.desk.shell.open_desk import OpenDesk
from procdesk.desk.timing import TIME
from procdesk.desk.widgets.labels import Words
from procdesk.domain.visit.flowsheet import flowsheet
from procdesk.questionnaire.definition import option_words
from procdesk.workflow.recovery import bays
from support.recovery_cases import CHANGED, WHOLE, in_recovery, take
from support.small_clinic import House


def opened(
    house: House, open_desk: Open, case_id: str, tmp_path: Path
) -> tuple[Hands, RecoveryPage]:
    desk = open_desk(house, house.nurse)
    desk.open_case(case_id)
    settle()
    assert desk.frame is not None
    page = desk.frame.page
    assert isinstance(page, RecoveryPage)
    return Hands(desk, tmp_path), page


def test_an_empty_flowsheet_says_what_is_due(house: House, open_desk: Open, tmp_path: Path) -> None:
    hands, _page = opened(house, open_desk, in_recovery(house), tmp_path)
    words = hands.reads()
    assert "No set yet. The first is due on arrival in the bay." in words
    assert "Next set: due now" in words
    assert "not confirmed" in words


def test_a_late_set_and_a_weak_leg_are_marked_in_words(
    house: House, open_desk: Open, tmp_path: Path
) -> None:
    case_id = in_recovery(house)
    take(house, case_id, **CHANGED)
    house.clock.forward(minutes=20)
    hands, page = opened(house, open_desk, case_id, tmp_path)
    desk = hands.window
    assert isinstance(desk, OpenDesk)
    hands.press("Arms and legs as before the procedure? As before")
    at = house.clock.at.astimezone(house.ledger.clinic.zone)
    hands.write("Taken at, if not now", f"{at:%H}:{at.minute - 2:02}")
    hands.write("All in one line", "124/76 66 97 1 2", enter=True)
    _first, second = flowsheet(house.ledger.case(case_id)).sets
    assert second.late
    words = hands.reads()
    assert "▲ weak" in words
    assert f"entered {at:%H:%M}" in words
    assert "124/76" in words
    assert "Range drawn: upper pressure" in words
    assert page.taken_at.text == ""
    assert cut(desk) == []
    assert overlapping(desk) == []


def test_arms_and_legs_may_be_said_behind_the_numbers(
    house: House, open_desk: Open, tmp_path: Path
) -> None:
    case_id = in_recovery(house)
    hands, page = opened(house, open_desk, case_id, tmp_path)
    hands.write("All in one line", "124/76 66 97 1 2", enter=True)
    assert flowsheet(house.ledger.case(case_id)).sets == ()  # of arms and legs nothing is said
    hands.write("All in one line", "124/76 66 97 1 2 As before")
    [limbs] = page.view.response.get("recovery.limbs")
    assert option_words(limbs) == "As before"
    hands.enter("All in one line")
    case = house.ledger.case(case_id)
    assert len(flowsheet(case).sets) == 1
    observation = case.latest("recovery.limbs")
    assert observation is not None
    assert observation.value == 0
    hands.write("All in one line", "1 2 3 4 5 6 7 as before")
    assert "7 numbers for 6 values" in hands.reads()


def test_the_time_of_watching_is_met_while_nobody_records(
    house: House, open_desk: Open, tmp_path: Path
) -> None:
    case_id = in_recovery(house)
    take(house, case_id, **WHOLE)
    hands, _page = opened(house, open_desk, case_id, tmp_path)
    assert "May leave when: 4 of 5 met" in hands.reads()
    house.clock.forward(minutes=14)
    TIME.forward(TICK_MS)
    assert "4 of 5 met" in hands.reads()
    house.clock.forward(minutes=1)
    TIME.forward(TICK_MS)
    assert "5 of 5 met" in hands.reads()


def test_earlier_sets_are_a_press_away(house: House, open_desk: Open, tmp_path: Path) -> None:
    case_id = in_recovery(house)
    for number in range(7):
        take(house, case_id, **{**WHOLE, "pulse": str(60 + number)})
        house.clock.forward(minutes=1)
    hands, page = opened(house, open_desk, case_id, tmp_path)
    assert "2 earlier sets are not shown here" in hands.reads()
    assert not any(one.text() == "60" for one in page.findChildren(Words))
    hands.press("Earlier sets")
    assert "earlier sets are not shown" not in hands.reads()
    assert "2 newer sets are not shown here" in hands.reads()
    hands.press("Earlier sets")
    assert "newer sets are not shown" not in hands.reads()
    assert "2 earlier sets are not shown here" in hands.reads()


def test_a_quick_set_is_entered_under_the_name_of_who_lies_there(
    house: House, open_desk: Open, tmp_path: Path
) -> None:
    case_id = in_recovery(house)
    desk = open_desk(house, house.nurse)
    hands = Hands(desk, tmp_path)
    hands.press("Recovery")
    assert "ABERNATHY, Ruth" in hands.reads()
    hands.press("Where does ABERNATHY, Ruth lie? Bay 2")
    assert bays.free(house.ledger) == ("Bay 1",)
    hands.write("ABERNATHY, Ruth: pressure", "118/70 64 997", enter=True)
    assert "ABERNATHY, Ruth: Oxygen saturation" in hands.reads()
    assert flowsheet(house.ledger.case(case_id)).sets == ()
    hands.write("ABERNATHY, Ruth: pressure", "1 2 3 4 5 6 7", enter=True)
    assert "7 numbers for 6 values" in hands.reads()
    hands.write("ABERNATHY, Ruth: pressure", "118/70 64 97 2 4", enter=True)
    words = hands.reads()
    assert "118/70 mmHg" in words
    assert "due in 15 min" in words
    assert "Arms and legs: not checked yet" in words
    hands.press("Whole set and flowsheet of ABERNATHY")
    assert desk.frame is not None
    assert isinstance(desk.frame.page, RecoveryPage)


def test_nobody_in_recovery_is_said(house: House, open_desk: Open, tmp_path: Path) -> None:
    hands = Hands(open_desk(house, house.nurse), tmp_path)
    hands.press("Recovery")
    assert "Nobody is in recovery now." in hands.reads()


def test_what_another_desk_records_shows_and_a_half_typed_set_stays(
    house: House, open_desk: Open, tmp_path: Path
) -> None:
    case_id = in_recovery(house)
    desk = open_desk(house, house.nurse)
    hands = Hands(desk, tmp_path)
    hands.press("Recovery")
    hands.write("ABERNATHY, Ruth: pressure", "118/70")
    take(house, case_id, **CHANGED)
    desk.catch_up()
    settle()
    assert "right leg weak" in hands.reads()
    field = hands.find_field("ABERNATHY, Ruth: pressure")
    assert field.text() == "118/70"  # type: ignore[union-attr]


def test_a_set_that_another_desk_records_empties_no_field(
    house: House, open_desk: Open, tmp_path: Path
) -> None:
    """Hazard: a set and its time are lost while somebody else charts the same patient."""
    case_id = in_recovery(house)
    hands, page = opened(house, open_desk, case_id, tmp_path)
    hands.write("All in one line", "124/76 66 97")
    hands.write("Taken at", "09:58")
    take(house, case_id, **CHANGED)
    assert "No set yet" in hands.reads()
    page.show_outcome(house.ledger.outcome(case_id))
    settle()
    assert "No set yet" not in hands.reads()
    assert page.line is not None
    assert page.line.line.text == "124/76 66 97"
    assert page.taken_at.text == "09:58"
