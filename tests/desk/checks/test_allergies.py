"""The allergies page: what a name may mean is taken by one press; a dose that meets one is kept."""

from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QAbstractButton, QApplication

from desk.conftest import Open
from desk.walk import settle
from procdesk.demo.hands import Hands
from procdesk.domain.finding import Finding
from procdesk.domain.targets.target import parse_target
from procdesk.workflow.booking import ordering
from procdesk.workflow.booking.ordering import Change, Wanted
from procdesk.workflow.checks import medicines
from support.small_clinic import House


def at(house: House, open_desk: Open, pictures: Path, case_id: str, section: str) -> Hands:
    desk = open_desk(house, house.nurse)
    desk.open_case(case_id)
    assert desk.frame is not None
    desk.frame.open_section(section)
    QApplication.processEvents()
    return Hands(desk, pictures)


def findings(house: House, case_id: str) -> dict[str, Finding]:
    return {one.key: one for one in house.ledger.outcome(case_id).findings}


def test_a_misspelt_substance_is_asked_about_and_taken_by_one_press(
    house: House, open_desk: Open, tmp_path: Path
) -> None:
    case_id = house.booked()
    house.arrived(case_id)
    hands = at(house, open_desk, tmp_path, case_id, "allergies")
    hands.write("Name", "Chlorhexidin")
    hands.write("Reaction", "hives", enter=True)
    settle()
    assert findings(house, case_id)["allergy.not-recognised"].stops
    hands.photograph("did-you-mean")
    hands.press("Did you mean chlorhexidine?")
    settle()
    assert "allergy.not-recognised" not in findings(house, case_id)
    assert "allergy.chlorhexidine" in findings(house, case_id)
    (row,) = house.ledger.case(case_id).allergies
    assert (row.text, row.reaction) == ("Chlorhexidine", "hives")
    assert not hands.sees("Did you mean chlorhexidine?")


@pytest.mark.parametrize("text", ["Penicillin", "Shellfish", "Zorvex"])
def test_what_is_known_or_like_nothing_is_not_asked_about(
    house: House, open_desk: Open, tmp_path: Path, text: str
) -> None:
    case_id = house.booked()
    house.arrived(case_id)
    house.reacts(case_id, text, "")
    hands = at(house, open_desk, tmp_path, case_id, "allergies")
    shown = hands.window.findChildren(QAbstractButton)
    assert not [one.text() for one in shown if one.text().startswith("Did you mean")]


def test_the_call_shows_to_whoever_calls_what_would_stop(
    house: House, open_desk: Open, tmp_path: Path
) -> None:
    case_id = house.booked()
    wanted = Wanted("mbb-lumbar", (parse_target("left medial-branch L3,L4"),), "moderate")
    ordering.change_order(house.ledger, house.front_desk, case_id, Change(procedures=(wanted,)))
    house.clock.forward(days=-1)
    house.reacts(case_id, "X-ray dye", "severe hives")
    house.takes(case_id, "Percocet")
    medicines.no_more(house.ledger, house.nurse, case_id, "allergies")
    hands = at(house, open_desk, tmp_path, case_id, "pre-visit")
    words = hands.reads()
    assert "What would stop at the planned time" in words
    assert "Earlier reaction to X-ray dye, severe" in words
    assert "Taken at home, and sedation is planned: Percocet." in words
    assert "Not known yet: possible pregnancy." in words
    assert "LEFT" not in words
    hands.photograph("call")
    assert QImage(str(next(tmp_path.glob("*call.png")))).width() == 1280
