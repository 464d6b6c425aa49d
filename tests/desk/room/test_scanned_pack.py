"""What was scanned of a pack belongs to the drug that it was scanned for, and to no other.

Hazard: a drug is recorded with the lot, expiry and trade item number of another one, and the next
scan of that pack proposes the wrong drug.
"""

from decimal import Decimal
from pathlib import Path

import pytest

from desk.conftest import Open
from desk.shell.test_scanner import PACK, scan
from procdesk.demo.hands import Hands
from procdesk.desk.room.drugs_given import DrugsGiven
from procdesk.desk.room.procedure import ProcedurePage
from procdesk.desk.shell.open_desk import OpenDesk
from procdesk.domain.visit.case import DrugGiven
from procdesk.workflow.room import procedure
from support.small_clinic import House

GTIN, LOT, EXPIRY = "00614141123452", "7F2210", "2027-04-30"
SAYS = "Lot and expiry were of another drug"


@pytest.fixture
def case_id(house: House) -> str:
    made = house.booked()
    for step in (house.arrived, house.checked, house.made_ready, house.timed_out):
        step(made)
    procedure.note(house.ledger, house.nurse, made, "needle_in")
    return made


def give_from_pack(house: House, case_id: str) -> None:
    """Make the pack one that the clinic knows today."""
    lidocaine = procedure.DrugLine(
        act="skin", drug="lidocaine", strength="1 %", volume_ml=Decimal(2), gtin=GTIN
    )
    procedure.give(house.ledger, house.nurse, case_id, **lidocaine)


def lines(desk: OpenDesk) -> DrugsGiven:
    assert desk.frame is not None
    page = desk.frame.page
    assert isinstance(page, ProcedurePage)
    return page.drugs


def scanned(house: House, open_desk: Open, tmp_path: Path, case_id: str) -> tuple[OpenDesk, Hands]:
    desk = open_desk(house, house.nurse)
    desk.open_case(case_id)
    lines(desk).volume.line.setFocus()
    scan(PACK)
    return desk, Hands(desk, tmp_path)


def pack_in_line(desk: OpenDesk) -> tuple[str, str]:
    return lines(desk).lot.text, lines(desk).expiry.text


def last_pack(house: House, case_id: str) -> tuple[str, str, str, str]:
    drug: DrugGiven = house.ledger.case(case_id).drugs[-1]
    return drug.drug, drug.gtin, drug.lot, drug.expiry


def record(hands: Hands) -> None:
    hands.press("Given for Skin")
    hands.write("Volume", "1")
    hands.press("Record this drug")


def test_another_drug_typed_by_hand_lets_the_pack_go_and_says_so(
    house: House, open_desk: Open, tmp_path: Path, case_id: str
) -> None:
    give_from_pack(house, case_id)
    desk, hands = scanned(house, open_desk, tmp_path, case_id)
    assert pack_in_line(desk) == (LOT, EXPIRY)
    hands.write("Drug", "bupivacaine")
    hands.write("Volume", "1")
    assert pack_in_line(desk) == ("", "")
    assert SAYS in hands.reads()
    record(hands)
    assert last_pack(house, case_id) == ("bupivacaine", "", "", "")


def test_another_strength_is_another_pack(
    house: House, open_desk: Open, tmp_path: Path, case_id: str
) -> None:
    give_from_pack(house, case_id)
    desk, hands = scanned(house, open_desk, tmp_path, case_id)
    hands.write("Strength", "2 %")
    hands.write("Volume", "1")
    assert pack_in_line(desk) == ("", "")


@pytest.mark.parametrize("drug", ["lidocaine", " Lidocaine"])
def test_the_drug_that_it_was_scanned_for_keeps_it(
    house: House, open_desk: Open, tmp_path: Path, case_id: str, drug: str
) -> None:
    desk, hands = scanned(house, open_desk, tmp_path, case_id)
    hands.write("Drug", "lidocaine")
    hands.write("Strength", "1 %")
    hands.write("Drug", drug)
    hands.write("Volume", "1")
    assert pack_in_line(desk) == (LOT, EXPIRY)
    record(hands)
    assert last_pack(house, case_id) == (drug.strip(), GTIN, LOT, EXPIRY)


def test_a_pack_that_is_not_known_belongs_to_the_first_drug_in_the_line(
    house: House, open_desk: Open, tmp_path: Path, case_id: str
) -> None:
    desk, hands = scanned(house, open_desk, tmp_path, case_id)
    hands.write("Drug in one line", "skin lidocaine 1 % 2 mL")
    hands.write("Volume", "1")
    assert pack_in_line(desk) == (LOT, EXPIRY)
    hands.write("Drug in one line", "skin ropivacaine 1 % 2 mL")
    hands.write("Lot", "R5")
    hands.press("Record this drug")
    assert SAYS in hands.reads()
    assert not house.ledger.case(case_id).drugs
    hands.press("Record this drug")
    assert last_pack(house, case_id) == ("ropivacaine", "", "R5", "")


def test_it_is_remembered_for_which_drug_over_a_switch_of_persons(
    house: House, open_desk: Open, tmp_path: Path, case_id: str
) -> None:
    give_from_pack(house, case_id)
    desk, hands = scanned(house, open_desk, tmp_path, case_id)
    desk.show_board()
    desk.open_case(case_id)
    assert pack_in_line(desk) == (LOT, EXPIRY)
    hands.write("Drug", "bupivacaine")
    hands.write("Volume", "1")
    assert pack_in_line(desk) == ("", "")


def test_a_pack_that_is_not_known_takes_out_the_drug_of_the_pack_before(
    house: House, open_desk: Open, tmp_path: Path, case_id: str
) -> None:
    give_from_pack(house, case_id)
    desk, _ = scanned(house, open_desk, tmp_path, case_id)
    assert lines(desk).drug.text == "lidocaine"
    scan("]d201096149999999961727043010OTHER")
    assert (lines(desk).drug.text, lines(desk).strength.text) == ("", "")
    assert pack_in_line(desk)[0] == "OTHER"
