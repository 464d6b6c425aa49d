"""Visits that a feed takes back, books anew, or changes while the patient is here."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from procdesk.domain.feeds.feed import (
    BookingAct,
    BookingFacts,
    FeedParse,
    Message,
    PatientFacts,
    VisitFacts,
)
from procdesk.domain.feeds.feed import FeedFacts as Told
from procdesk.domain.stage import End, Stage
from procdesk.domain.visit.case import Case
from procdesk.domain.visit.patient import Identifier, Name, Sex
from procdesk.interop.read import read
from procdesk.workflow import stages
from procdesk.workflow.booking import ordering
from procdesk.workflow.case import back_entry, ending
from procdesk.workflow.feeds.importing import MessageOutcome, take
from support.small_clinic import TARGETS, House

NUMBER = (Identifier("1234", "hospital", "MR"),)
RUTH = PatientFacts(Name("Abernathy", "Ruth"), NUMBER, date(1947, 3, 14), Sex.FEMALE)
TEXT = "LEFT L3 L4 MBB"


def tell(house: House, *facts: Told) -> MessageOutcome:
    number = house.ledger.new_id()
    message = Message("test", number, number, "T", facts, "message 1")
    return take(house.ledger, FeedParse("test", (message,)), "f")[0]


def booking(house: House, number: str = "A1", days: int = 0, **changes: Any) -> BookingFacts:
    at = house.clock.at + timedelta(days=days, hours=1)
    facts = BookingFacts(RUTH, BookingAct.BOOK, number, TEXT, at, "Room 1", "Okafor L")
    return replace(facts, **changes)


def case(house: House, number: str = "A1") -> Case:
    return house.ledger.case(house.ledger.journal.case_of(number))


def taken_back(house: House, days: int = 0, visit: str = "", account: str = "") -> MessageOutcome:
    at = house.clock.at + timedelta(days=days)
    return tell(house, VisitFacts(RUTH, True, visit, account, at))


def open_numbers(house: House, *numbers: str) -> list[str]:
    return [one for one in numbers if not case(house, one).closed]


def test_a_visit_taken_back_leaves_the_other_bookings(house: House) -> None:
    """Hazard: one admission is taken back and the operation of next month is gone."""
    for number, days in (("A1", 0), ("A2", 30)):
        tell(house, booking(house, number, days))
    assert taken_back(house).decide == ()
    assert open_numbers(house, "A1", "A2") == ["A2"]


@pytest.mark.parametrize("name", ["visit", "account"])
def test_a_number_says_which_visit_is_meant(house: House, name: str) -> None:
    for number, days in (("A1", 0), ("A2", 30)):
        tell(house, booking(house, number, days, **{name: f"V-{number}"}))
    assert taken_back(house, days=0, **{name: "V-A2"}).decide == ()
    assert open_numbers(house, "A1", "A2") == ["A1"]
    assert taken_back(house, days=0, **{name: "V-A2"}).decide == ()
    assert open_numbers(house, "A1", "A2") == ["A1"]


def test_a_number_of_another_house_touches_nothing(house: House) -> None:
    tell(house, booking(house, visit="V1"))
    assert taken_back(house, visit="V9").decide == ()
    assert not case(house).closed


@pytest.mark.parametrize("days", [0, 3])
def test_where_it_is_not_clear_which_a_person_decides(house: House, days: int) -> None:
    tell(house, booking(house, "A1"))
    tell(house, booking(house, "A2"))
    (why,) = taken_back(house, days).decide
    assert "does not say which of this patient's bookings" in why
    assert open_numbers(house, "A1", "A2") == ["A1", "A2"]
    aside = house.ledger.clinic.set_aside[-1].body
    assert (aside["place"], aside["reason"]) == ("message 1", why)


def test_who_is_not_booked_here_is_nobodys_question(house: House) -> None:
    assert taken_back(house).decide == ()


@pytest.mark.parametrize("act", [BookingAct.CANCEL, BookingAct.NO_SHOW, None])
def test_who_is_here_is_not_cancelled_behind_the_desk(house: House, act: BookingAct | None) -> None:
    tell(house, booking(house))
    stages.enter(house.ledger, house.front_desk, case(house).id, Stage.ARRIVED)
    outcome = tell(house, replace(booking(house), act=act)) if act else taken_back(house)
    assert "has begun here: nothing was ended" in outcome.decide[0]
    assert not case(house).closed


MESSAGE = (
    "MSH|^~\\&|a|b|c|d|20261123||ADT^A11|1|P|2.5\r"
    "PID|1||1234^^^hospital^MR||Abernathy^Ruth||19470314|F||||||||||ACC7\r"
    "PV1|1|O|||||||||||||||||V5|||||||||||||||||||||||||202611230930\r"
)


@pytest.mark.parametrize(
    ("left_out", "at"),
    [("nothing", "2026-11-23T09:30:00-05:00"), ("202611230930", "2026-11-23T00:00:00-05:00")],
)
def test_a_message_says_which_visit_it_means(left_out: str, at: str) -> None:
    raw = MESSAGE.replace(left_out, "").encode()
    (message,) = read(raw, ZoneInfo("America/New_York")).messages
    (facts,) = message.facts
    assert isinstance(facts, VisitFacts)
    assert (facts.cancelled, facts.visit, facts.account) == (True, "V5", "ACC7")
    assert facts.at is not None
    assert facts.at.isoformat() == at


@pytest.mark.parametrize("days", [0, 7])
def test_what_was_cancelled_and_is_booked_again_is_a_new_visit(house: House, days: int) -> None:
    """Hazard: the patient comes and is on nobody's board."""
    tell(house, booking(house))
    tell(house, replace(booking(house), act=BookingAct.CANCEL))
    gone = case(house)
    assert gone.end is End.CANCELLED
    assert tell(house, booking(house, days=days)).decide == ()
    again = case(house)
    assert again.id != gone.id
    assert (again.closed, again.external_id) == (False, "A1")
    assert house.ledger.case(gone.id) == gone
    day = (house.clock.at + timedelta(days=days)).astimezone(house.ledger.clinic.zone).date()
    assert again in house.ledger.cases_on(day)
    tell(house, booking(house, days=days, room="Room 2"))
    assert case(house).id == again.id
    assert case(house).order.room == "Room 2"


def test_what_a_person_moved_comes_back_only_with_something_new(house: House) -> None:
    tell(house, booking(house))
    reasons = {"by": "the patient", "reason": "has a cold"}
    ending.end(house.ledger, house.nurse, case(house).id, End.RESCHEDULED, reasons)
    gone = case(house)
    tell(house, booking(house))
    assert case(house).id == gone.id
    tell(house, booking(house, days=5))
    assert case(house).id != gone.id


def test_a_visit_that_is_over_is_not_changed(house: House) -> None:
    tell(house, booking(house))
    over = case(house)
    reasons = {"risks": "yes", "form": "signed", "papers": "yes", "reason": "did not want to wait"}
    stages.enter(house.ledger, house.front_desk, over.id, Stage.ARRIVED)
    ending.end(house.ledger, house.nurse, over.id, End.LEFT_AGAINST_ADVICE, reasons)
    assert tell(house, booking(house)).decide == ()
    assert "a visit that is over here" in tell(house, booking(house, days=9)).decide[0]
    assert case(house).order == over.order


def test_before_the_patient_came_the_schedule_counts(house: House) -> None:
    tell(house, booking(house))
    tell(house, booking(house, days=1, room="Room 2", operator="Lang P"))
    order = case(house).order
    assert (order.room, order.operator) == ("Room 2", "Lang P")
    assert order.scheduled_at == house.clock.at + timedelta(days=1, hours=1)


def test_what_a_message_repeats_does_not_undo_what_a_person_set(house: House) -> None:
    tell(house, booking(house))
    change = ordering.Change(operator="okafor", room="Room 2")
    ordering.change_order(house.ledger, house.front_desk, case(house).id, change)
    tell(house, booking(house, days=1))
    assert (case(house).order.operator, case(house).order.room) == ("okafor", "Room 2")


def findings(house: House, case_id: str) -> dict[str, str]:
    return {one.key: one.sentence for one in house.ledger.outcome(case_id).findings}


def test_under_a_patient_who_is_here_a_change_is_proposed(house: House) -> None:
    """Hazard: hour, room or operator change behind the back of those who signed for them."""
    tell(house, booking(house))
    case_id = case(house).id
    change = ordering.Change(
        procedures=(ordering.Wanted("mbb-lumbar", TARGETS),), operator="okafor"
    )
    ordering.change_order(house.ledger, house.nurse, case_id, change)
    house.arrived(case_id)
    house.checked(case_id)
    house.made_ready(case_id)
    before = case(house)
    tell(house, booking(house, days=1, room="Room 2", operator="Lang P"))
    after = case(house)
    assert replace(after.order, proposed={}) == before.order
    assert after.attestation("ready")
    assert findings(house, case_id)["papers.rescheduled"] == (
        "Told by the scheduling system since the patient came, and not changed here: "
        "time 24 Nov 2026 11:00, room Room 2, operator Lang P."
    )
    tell(house, booking(house, days=1, room="Room 2", operator="Lang P"))
    assert case(house) == after
    tell(house, booking(house, room="Room 1", operator="okafor"))
    assert "papers.rescheduled" not in findings(house, case_id)


def test_a_person_who_sets_the_order_puts_the_proposal_away(house: House) -> None:
    tell(house, booking(house))
    case_id = case(house).id
    stages.enter(house.ledger, house.front_desk, case_id, Stage.ARRIVED)
    tell(house, booking(house, room="Room 2"))
    assert "papers.rescheduled" in findings(house, case_id)
    change = ordering.Change(reason="Room 2 is being cleaned")
    ordering.change_order(house.ledger, house.front_desk, case_id, change)
    assert "papers.rescheduled" not in findings(house, case_id)
    assert case(house).stage is Stage.ARRIVED


def test_another_patients_appointment_number_moves_nobody(house: House) -> None:
    tell(house, booking(house))
    other = replace(RUTH, name=Name("Ng", "An"), identifiers=(Identifier("9", "hospital", "MR"),))
    outcome = tell(house, replace(booking(house, days=1), patient=other))
    assert outcome.what == "not taken"
    assert "another patient's booking" in outcome.decide[0]
    assert case(house).order.scheduled_at == house.clock.at + timedelta(hours=1)


def test_another_text_under_a_patient_who_is_here_keeps_what_was_proposed(house: House) -> None:
    """Hazard: the new hour was told, a second message comes, and the hour is forgotten."""
    tell(house, booking(house))
    case_id = case(house).id
    stages.enter(house.ledger, house.front_desk, case_id, Stage.ARRIVED)
    tell(house, booking(house, room="Room 2"))
    tell(house, booking(house, room="Room 2", procedure_text="RIGHT L3 L4 MBB"))
    order = case(house).order
    assert case(house).procedure_text == "RIGHT L3 L4 MBB"
    assert [(one.key, one.targets) for one in order.procedures] == [("", ())]
    assert (order.room, order.proposed) == ("Room 1", {"room": "Room 2"})
    assert "papers.rescheduled" in findings(house, case_id)


@pytest.mark.parametrize("act", [BookingAct.CANCEL, BookingAct.NO_SHOW, None])
def test_who_was_treated_on_paper_is_not_taken_back_by_a_feed(
    house: House, act: BookingAct | None
) -> None:
    tell(house, booking(house))
    paper = back_entry.DowntimePaper("Dr L. Okafor", house.clock.at)
    back_entry.record_event(house.ledger, house.nurse, case(house).id, paper, "needle_in")
    outcome = tell(house, replace(booking(house), act=act)) if act else taken_back(house)
    assert "has begun here: nothing was ended" in outcome.decide[0]
    assert not case(house).closed
