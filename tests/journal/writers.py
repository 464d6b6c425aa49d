"""Every writer of the workflow, called on the small clinic with each field that it can write."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from procdesk import app
from procdesk.domain.feeds.feed import (
    BookingAct,
    BookingFacts,
    FeedFacts,
    FeedParse,
    MergeFacts,
    Message,
    PatientFacts,
    SetAside,
)
from procdesk.domain.medicines.medication import Allergy, LastDose, Medication, Precision
from procdesk.domain.relief.follow_up_call import NO, RED_FLAGS
from procdesk.domain.staff import Role
from procdesk.domain.stage import End, Stage
from procdesk.domain.targets.target import Side
from procdesk.domain.visit.patient import Identifier, Name, Sex
from procdesk.workflow import answers, stages
from procdesk.workflow.after import diaries, discharge, follow_up, next_step
from procdesk.workflow.booking import booking, calls, ordering
from procdesk.workflow.case import amending, back_entry, ending, exporting, overriding
from procdesk.workflow.checks import site
from procdesk.workflow.clinic import adopting, local_procedures, people
from procdesk.workflow.feeds.importing import take
from support.printed_diary import goes_home, left_after_block, page, typed
from support.small_clinic import CHEAP, PASSWORD, TARGETS, House
from workflow.clinic.test_local_procedures import OURS
from workflow.test_forms import filled

RUTH = PatientFacts(
    name=Name("Ng", "An"),
    identifiers=(Identifier("77", "hospital", "MR"),),
    birth_date=date(1980, 1, 2),
    sex=Sex.FEMALE,
    phone="555-0123",
    language="es",
    deceased=False,
    allergies=(Allergy(id="a1", text="Penicillin", reaction="rash", source="EHR"),),
    medications=(
        Medication(id="m1", text="Warfarin", last_dose=LastDose(Precision.UNKNOWN), source="EHR"),
    ),
)

PEG = ("peg.intensity", "peg.enjoyment", "peg.activity")


def write_all(house: House) -> None:
    """Write every kind of entry that the program writes."""
    of_the_clinic(house)
    by_feeds(house)
    before_the_day(house)
    of_a_whole_visit(house)
    of_exceptions(house)


def of_the_clinic(house: House) -> None:
    """Write what stands about staff, own procedures and texts."""
    ledger, chief, key = house.ledger, house.administrator, house.store_key
    new = people.NewStaff(
        user="smit", name="J. Smit", roles=frozenset({Role.TECHNOLOGIST}), password=PASSWORD
    )
    people.add(ledger, chief, key, new, CHEAP)
    people.give_badge(ledger, house.nurse, PASSWORD, "B-1")
    people.reset(ledger, chief, key, "smit", f"{PASSWORD} again", "1357", CHEAP)
    people.disable(ledger, chief, "smit")
    local_procedures.define(ledger, house.physician, OURS)
    texts, signer = app.sheet_texts(), house.signer(house.physician)
    shipped, english = texts["es/aftercare"], texts["en/aftercare"]
    own = shipped.replace(b'"version"', b' "version"', 1)
    adopting.review(
        ledger, house.physician, "es/aftercare", own, signer, shipped=shipped, beside=english
    )


def by_feeds(house: House) -> None:
    """Write what messages tell: a patient, a visit and its changes, a merge, what is set aside."""
    ledger, nurse = house.ledger, house.nurse
    visit = BookingFacts(
        patient=RUTH,
        act=BookingAct.BOOK,
        external_id="B1",
        procedure_text="LEFT L3 L4 MBB",
        scheduled_at=house.clock.at + timedelta(hours=1),
        room="Room 1",
        operator="okafor",
        visit="V17",
        account="A4",
    )
    told(house, visit)
    case_id = ledger.journal.case_of("B1")
    wanted = ordering.Wanted("mbb-lumbar", TARGETS)
    ordering.change_order(ledger, nurse, case_id, ordering.Change(procedures=(wanted,)))
    stages.enter(ledger, house.front_desk, case_id, Stage.ARRIVED)
    later = visit.scheduled_at + timedelta(hours=1)
    told(house, replace(visit, scheduled_at=later, room="Room 2", operator="Lang P"))
    told(house, replace(visit, procedure_text="RIGHT L3 L4 MBB"))
    other = replace(RUTH, identifiers=(Identifier("78", "hospital", "MR"),))
    told(house, other)
    told(house, MergeFacts(RUTH, other.identifiers))
    take(ledger, FeedParse("test", set_aside=(SetAside("message 2", "nobody can read it"),)), "f")


def told(house: House, facts: FeedFacts) -> None:
    """Take one message in."""
    number = house.ledger.new_id()
    message = Message(sender="EHR", message_id=number, sha256=number, kind="T", facts=(facts,))
    take(house.ledger, FeedParse("test", (message,)), number)


def before_the_day(house: House) -> None:
    """Write what is booked and asked by hand, and a visit that is called off."""
    ledger, front = house.ledger, house.front_desk
    born = date(1961, 5, 20)
    patient_id = booking.register(
        ledger, front, family="Ortega", given="Luis", birth_date=born, sex="male", mrn="9"
    )
    case_id = booking.visit(
        ledger, front, patient_id, at=house.clock.at, room="Room 1", operator="okafor"
    ).case.id
    change = ordering.Change(
        procedures=(ordering.Wanted("mbb-lumbar", TARGETS),),
        operator="lang",
        room="Room 2",
        scheduled_at=house.clock.at + timedelta(days=1),
        reason="the room is closed",
        transitional="none",
    )
    ordering.change_order(ledger, front, case_id, change)
    calls.record(ledger, front, case_id, "patient", {one.key: "no" for one in calls.ASKS})
    why = {"by": "the patient", "reason": "a cold"}
    ending.end(ledger, front, case_id, End.RESCHEDULED, why)


def of_a_whole_visit(house: House) -> None:
    """Write a block with its form, papers, diary, call and decision, and what is put right."""
    ledger, nurse, physician = house.ledger, house.nurse, house.physician
    case_id = left_after_block(house)
    number = goes_home(house, case_id)
    for other, state in (
        ("7K3QPX2M9A", "jammed"),
        ("7K3QPX2M9B", "voided"),
        ("7K3QPX2M9C", "sent"),
    ):
        discharge.sheet_made(ledger, nurse, case_id, kind="label", number=other, sha256="ab")
        discharge.sheet_is(ledger, nurse, case_id, other, state)
    expected = page(house, number)
    diaries.enter(ledger, nurse, expected, *typed(expected, {"diary.pain/1": "2"}))
    call = follow_up.CallAnswers(
        reached="patient",
        answers={one.key: NO for one in RED_FLAGS},
        values={"diary.pain": "2"},
    )
    follow_up.record(ledger, nurse, case_id, call)
    next_step.decide(ledger, physician, case_id, "repeat", "four hours without pain")
    pulse, pressure = (
        ledger.case(case_id).latest(f"vitals.{one}") for one in ("pulse", "systolic")
    )
    assert pulse is not None
    assert pressure is not None
    amending.amend(ledger, nurse, case_id, pulse.recorded.entry_id, {"value": "77"}, "misread")
    amending.entered_in_error(ledger, nurse, case_id, pressure.recorded.entry_id, "another bed")
    exporting.case_file(ledger, physician, case_id)


def of_exceptions(house: House) -> None:
    """Write a stop that is passed, a conflict that is resolved, a form, and a visit on paper."""
    ledger, nurse, physician = house.ledger, house.nurse, house.physician
    case_id = house.booked()
    stages.enter(ledger, house.front_desk, case_id, Stage.ARRIVED)
    overriding.override(
        ledger,
        physician,
        case_id,
        "identity.not-compared",
        "not_possible",
        "cannot speak",
        "her daughter",
    )
    stages.enter(ledger, nurse, case_id, Stage.CHECKS)
    house.checked(case_id, Side.RIGHT)
    words = next(iter(site.resolutions(ledger.case(case_id))))
    site.resolve(ledger, case_id, words, "the images say so", house.signer(physician))
    paper = back_entry.DowntimePaper("M. Adeyemi", house.clock.at)
    back_entry.record_stage(ledger, nurse, case_id, paper, Stage.RECOVERY)
    back_entry.record_event(ledger, nurse, case_id, paper, "needle_out")
    back_entry.record_drug(
        *(ledger, nurse, case_id, paper),
        act="skin",
        drug="lidocaine",
        strength="10 mg/mL",
        volume_ml=Decimal(1),
    )
    peg = filled(app.form_bytes("peg"), dict.fromkeys(PEG, 3))
    answers.complete_form(ledger, nurse, case_id, "recovery", peg)
