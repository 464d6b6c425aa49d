"""The not-agreed site: all statements side by side, one press, what it voids, a signature."""

from pathlib import Path

import pytest

from desk.conftest import Open
from procdesk.demo.hands import Hands
from procdesk.domain.staff import Staff
from procdesk.domain.stage import Stage, StatementKind
from procdesk.domain.targets.target import Side
from procdesk.workflow.checks import site
from support.small_clinic import PASSWORD, House

WORDS = "Which statement holds? Patient's own words: RIGHT low back “here”"
ORDER = "Which statement holds? Order: LEFT L3, L4 medial branches"
REASON = "Why this one holds; this is printed in the record"


@pytest.fixture
def says_right(house: House) -> str:
    case_id = house.booked()
    house.arrived(case_id)
    house.checked(case_id)
    site.patient_says(
        house.ledger,
        house.nurse,
        case_id,
        words="here",
        side=Side.RIGHT,
        regions=("low back",),
        said_by="patient",
    )
    return case_id


def at_site(house: House, open_desk: Open, tmp_path: Path, case_id: str, person: Staff) -> Hands:
    desk = open_desk(house, person)
    desk.open_case(case_id)
    assert desk.frame is not None
    desk.frame.open_section("site")
    return Hands(desk, tmp_path)


def test_a_physician_says_which_holds_and_reads_what_that_voids(
    house: House, open_desk: Open, tmp_path: Path, says_right: str
) -> None:
    hands = at_site(house, open_desk, tmp_path, says_right, house.physician)
    assert "this is void" not in hands.reads()  # nothing is chosen by itself
    hands.press("Sign which statement holds")
    assert "Choose which statement holds" in hands.reads()
    hands.press(ORDER)
    assert "the patient's own words of M. Adeyemi" in hands.reads()
    hands.press(WORDS)
    words = hands.reads()
    assert "the consent of M. Adeyemi (LEFT L3, L4 medial branches)" in words
    assert "a physician sets the order anew" in words
    hands.write("Password to sign", PASSWORD)
    hands.press("Sign which statement holds")
    assert "Write the reason in words" in hands.reads()
    hands.write(REASON, "seen with the patient")
    hands.write("PIN to sign", "2468")
    hands.press("Sign which statement holds")
    case = house.ledger.case(says_right)
    assert case.order.targets == ()
    assert case.statement(StatementKind.CONSENT) is None
    assert "The site is not agreed" not in hands.reads()
    assert case.stage is Stage.CHECKS


def test_at_a_nurses_desk_the_physician_signs_and_the_desk_stays_the_nurses(
    house: House, open_desk: Open, tmp_path: Path, says_right: str
) -> None:
    hands = at_site(house, open_desk, tmp_path, says_right, house.nurse)
    hands.press(ORDER)
    hands.write(REASON, "asked again with the images")
    hands.write("Password to sign", PASSWORD)
    hands.press("Sign which statement holds")
    case = house.ledger.case(says_right)
    assert case.entries[-1].author == "okafor"
    assert not case.patient_has_spoken
    assert "LEFT" not in hands.reads()  # the patient is asked again, by who may not read the side


def test_every_statement_stands_there_also_the_mark_after_draping(
    house: House, open_desk: Open, tmp_path: Path
) -> None:
    case_id = house.booked()
    for step in (house.arrived, house.checked, house.made_ready):
        step(case_id)
    house.read_aloud(case_id, Side.RIGHT)
    hands = at_site(house, open_desk, tmp_path, case_id, house.physician)
    assert "Mark seen after draping" in hands.reads()
    assert "Stop. The site is not agreed." in hands.reads()
