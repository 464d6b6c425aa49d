"""Later messages about facts that are known already, and their silence."""

from dataclasses import replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest

from procdesk.domain.feeds.feed import (
    BookingAct,
    BookingFacts,
    FeedParse,
    MergeFacts,
    Message,
    PatientFacts,
)
from procdesk.domain.feeds.feed import FeedFacts as Told
from procdesk.domain.medicines.medication import Allergy, Medication
from procdesk.domain.stage import Stage
from procdesk.domain.targets.target import parse_target
from procdesk.domain.visit.patient import Identifier, Name, Sex
from procdesk.interop.read import read
from procdesk.workflow.booking import arrival
from procdesk.workflow.booking.ordering import Change, Wanted, change_order
from procdesk.workflow.feeds.imported_people import find_patient
from procdesk.workflow.feeds.importing import take
from support.small_clinic import House

NUMBER = (Identifier("1234", "hospital", "MR"),)
RUTH = PatientFacts(Name("Abernathy", "Ruth"), NUMBER, date(1947, 3, 14), Sex.FEMALE)


def tell(house: House, *facts: Told) -> tuple[str, ...]:
    """Take in one message; gives what a person has to decide."""
    number = house.ledger.new_id()
    message = Message("test", number, number, "T", facts)
    return take(house.ledger, FeedParse("test", (message,)), "f")[0].decide


def booking(house: House, text: str) -> BookingFacts:
    at = house.clock.at + timedelta(hours=1)
    return BookingFacts(RUTH, BookingAct.BOOK, "A1", text, at)


def stops(house: House, case_id: str) -> set[str]:
    return {one.key for one in house.ledger.outcome(case_id).findings if one.stops}


@pytest.mark.parametrize("deceased", [True, False])
def test_only_who_says_so_changes_whether_somebody_lives(house: House, deceased: bool) -> None:
    tell(house, replace(RUTH, deceased=True))
    tell(house, replace(RUTH, phone="555-0100", sex=Sex.UNKNOWN))
    patient = house.ledger.patient(find_patient(house.ledger, NUMBER))
    assert (patient.deceased, patient.sex, patient.phone) == (True, Sex.FEMALE, "555-0100")
    tell(house, replace(RUTH, deceased=deceased))
    assert house.ledger.patient(patient.id).deceased is deceased


@pytest.mark.parametrize(
    ("fields", "deceased"),
    [("||", None), ("|20260101|", True), ("||Y", True), ("||N", False), ("|20260101|N", False)],
)
def test_a_message_without_a_word_of_death_says_nothing(fields: str, deceased: bool | None) -> None:
    pid = "PID|1||1234^^^hospital^MR||Abernathy^Ruth||19470314|F" + "|" * 20 + fields
    raw = f"MSH|^~\\&|a|b|c|d|20261123||ADT^A08|1|P|2.5\r{pid}\r".encode()
    (message,) = read(raw, ZoneInfo("UTC")).messages
    (facts,) = message.facts
    assert isinstance(facts, PatientFacts)
    assert facts.deceased is deceased


def test_another_text_from_the_scheduling_system_is_another_order(house: House) -> None:
    """Hazard: the referrer corrects the side, and the desk goes on with the old one."""
    tell(house, booking(house, "LEFT L3 L4 MBB"))
    case_id = house.ledger.journal.case_of("A1")
    target = parse_target("left medial-branch L3,L4")
    arrival.map_procedure(house.ledger, house.nurse, case_id, "mbb-lumbar", (target,))
    tell(house, booking(house, "LEFT L3 L4 MBB"))
    assert "papers.not-mapped" not in stops(house, case_id)
    tell(house, booking(house, "RIGHT L3 L4 MBB"))
    case = house.ledger.case(case_id)
    assert (case.procedure_text, case.order.targets) == ("RIGHT L3 L4 MBB", ())
    assert "papers.not-mapped" in stops(house, case_id)
    wanted = Wanted("mbb-lumbar", (parse_target("right medial-branch L3,L4"),))
    change_order(house.ledger, house.nurse, case_id, Change(procedures=(wanted,)))
    assert "papers.not-mapped" not in stops(house, case_id)
    assert house.ledger.case(case_id).stage is Stage.BOOKED


def test_what_the_merged_record_knew_is_asked_about(house: House) -> None:
    old = (Identifier("99", "hospital", "MR"),)
    known = replace(
        RUTH,
        identifiers=old,
        allergies=(Allergy("1", "Latex"),),
        medications=(Medication("1", "Warfarin"),),
    )
    tell(house, known)
    tell(house, replace(RUTH, allergies=(Allergy("2", "Penicillin"),)))
    tell(house, MergeFacts(RUTH, old))
    patient = house.ledger.patient(find_patient(house.ledger, old))
    assert patient.id == find_patient(house.ledger, NUMBER)
    assert {one.text for one in patient.allergies} == {"Penicillin", "Latex"}
    assert [one.text for one in patient.medications] == ["Warfarin"]
