"""Sections: which ones a procedure asks, with sedation and without, and what closes each."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from procdesk import app
from procdesk.domain.decision import NEXT
from procdesk.domain.entry import Json
from procdesk.domain.section_key import SectionKey
from procdesk.domain.stage import Stage, StatementKind
from procdesk.domain.targets.target import parse_target
from procdesk.domain.visit.case import (
    Answer,
    Attestation,
    Case,
    Decision,
    DiaryBack,
    Noted,
    Order,
    OrderedProcedure,
    PhoneCall,
    Recorded,
    Sheet,
    Statement,
)
from procdesk.questionnaire.load import load
from procdesk.questionnaire.response import Response
from procdesk.workflow.answers import complete_form
from procdesk.workflow.case.section_states import states
from procdesk.workflow.refused import Refused
from procdesk.workflow.sections import SECTIONS, sections
from support.small_clinic import House

REFERENCE = app.reference()
AT = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
WHEN = Recorded("entry", "adeyemi", AT, AT)
PLACES = (parse_target("left medial-branch L3,L4"),)

ASKED = {
    "baseline diabetes pregnancy infection implants papers briefing diary-back": (
        "pns-implant pns-trial pump-implant pump-refill scs-lead-pull scs-trial "
        "vertebral-augmentation"
    ),
    "baseline diabetes pregnancy infection implants papers briefing": "discography scs-implant",
    "baseline diabetes pregnancy infection papers briefing diary-back": (
        "esi-caudal esi-interlaminar-cervical esi-interlaminar-lumbar esi-interlaminar-thoracic "
        "facet-injection-cervical facet-injection-lumbar facet-injection-thoracic "
        "si-joint-injection tfesi-cervical tfesi-lumbar tfesi-thoracic"
    ),
    "baseline pregnancy infection papers briefing diary-back": "epidural-blood-patch",
    "baseline pregnancy implants papers briefing diary-back": (
        "genicular-rfa rfa-cervical rfa-lumbar rfa-thoracic si-lateral-branch-rfa"
    ),
    "baseline pregnancy papers briefing diary-back": (
        "genicular-block intercostal-block lumbar-sympathetic-block mbb-cervical mbb-lumbar "
        "mbb-thoracic si-lateral-branch-block stellate-ganglion-block"
    ),
    "diabetes pregnancy infection papers briefing diary-back": "bursa-injection joint-injection",
    "infection papers briefing diary-back": "prp-injection viscosupplementation",
    "pregnancy papers briefing diary-back": "celiac-plexus-block",
    "pregnancy papers briefing": (
        "ganglion-impar-block head-botulinum hypogastric-plexus-block peripheral-nerve-block "
        "trigeminal-block"
    ),
    "diary-back": "occipital-nerve-block trigger-point not-known",
}
"""The sections beside the floor, with the procedures that ask them; a diary comes back of what
nobody knows."""

ROWS = [(key, extra.split()) for extra, keys in ASKED.items() for key in keys.split()]
EVERY = [
    *("order", "pre-visit", "identity", "arrival", "escort", "baseline", "site", "vitals"),
    *("allergies", "medicines", "diabetes", "pregnancy", "infection", "implants", "sedation"),
    *("papers", "consent", "ready", "briefing", "time-out", "procedure-record", "sign-out"),
    *("note", "recovery", "discharge", "aftercare", "teach-back", "follow-up-call"),
    *("diary-back", "relief"),
]
CHOSEN = {
    *("escort", "baseline", "diabetes", "pregnancy", "infection", "implants", "sedation"),
    *("papers", "briefing", "diary-back"),
}
STAGES = {
    Stage.BOOKED: "order pre-visit",
    Stage.ARRIVED: "identity arrival escort",
    Stage.READY: "ready briefing",
    Stage.TIME_OUT: "time-out",
    Stage.PROCEDURE: "procedure-record sign-out note",
    Stage.RECOVERY: "recovery",
    Stage.DISCHARGE: "discharge aftercare teach-back",
    Stage.FOLLOW_UP: "follow-up-call diary-back relief",
    Stage.CLOSED: "",
}


def a_case(key: str, sedation: str = "none") -> Case:
    return Case("case", order=Order((OrderedProcedure(key, "", (), sedation),)))


def asked(case: Case) -> list[str]:
    return [section.key for stage in Stage for section in sections(stage, case, REFERENCE)]


def test_every_procedure_has_its_row() -> None:
    assert sorted(key for key, _ in ROWS) == sorted([*REFERENCE.procedures, "not-known"])


@pytest.mark.parametrize(("key", "extra"), ROWS)
def test_a_procedure_asks_its_sections_in_the_order_of_the_day(key: str, extra: list[str]) -> None:
    plain = [section for section in EVERY if section not in CHOSEN or section in extra]
    assert asked(a_case(key)) == plain
    sedated = {*plain, "escort", "sedation"}
    assert asked(a_case(key, "moderate")) == [one for one in EVERY if one in sedated]


def test_each_stage_has_its_sections() -> None:
    case = a_case("pump-implant", "deep")
    for stage, keys in STAGES.items():
        assert [section.key for section in sections(stage, case, REFERENCE)] == keys.split()


def test_what_two_procedures_ask_is_asked_of_their_case() -> None:
    both = Order((OrderedProcedure("trigger-point", ""), OrderedProcedure("scs-implant", "")))
    alone = set(asked(a_case("scs-implant"))) | set(asked(a_case("trigger-point")))
    assert set(asked(Case("case", order=both))) == alone


def answered(*link_ids: str, value: Json = "complete") -> Case:
    answers = {one: (Answer("any", one, value, "", WHEN),) for one in link_ids}
    return replace(CASE, answers=answers)


def attested(meaning: str) -> Case:
    return replace(CASE, attestations=(Attestation(meaning, "", "", "", {}, "", WHEN),))


def called(kind: str) -> Case:
    return replace(CASE, calls=(PhoneCall(kind, "patient", {}, "", WHEN),))


def stated(kind: StatementKind) -> Case:
    return replace(CASE, statements={kind: (Statement(kind, None, (), (), "", "", WHEN),)})


CASE = a_case("pump-implant", "moderate")
NEEDLE_OUT = (Noted("needle_out", "", WHEN),)
DIARY = Sheet("7", "diary", "", "handed_over", WHEN, ({}, {}))
CLOSED_BY = {
    "order": replace(
        CASE, order=Order((OrderedProcedure("mbb-lumbar", "", PLACES),), recorded=WHEN)
    ),
    "pre-visit": called("pre-visit"),
    "identity": answered("arrival.identity"),
    "site": stated(StatementKind.WORDS),
    "consent": stated(StatementKind.CONSENT),
    "allergies": answered("allergies.asked"),
    "medicines": answered("medicines.asked"),
    "ready": attested("ready"),
    "time-out": attested("time_out"),
    "note": attested("note"),
    "discharge": attested("discharge"),
    "procedure-record": replace(answered("procedure-record.completed"), events=NEEDLE_OUT),
    "aftercare": replace(CASE, sheets=(Sheet("6", "aftercare", "", "handed_over", WHEN),)),
    "teach-back": replace(
        CASE,
        answers={
            "teach-back.completed": (Answer("teach-back", "teach-back.completed", {}, "", WHEN),),
            "teach-back.about": (Answer("teach-back", "teach-back.about", ["diary"], "", WHEN),),
        },
    ),
    "follow-up-call": called("follow-up"),
    "relief": replace(CASE, decisions=(Decision(NEXT, "repeat", "", WHEN),)),
}
"""The case in which this section is done, and no other; every other one is a form."""


def done(case: Case) -> list[str]:
    """The sections of a case that are done, by key."""
    every = (one for stage in Stage for one in sections(stage, case, REFERENCE))
    return [one.key for one in every if one.closed_by(one, case, REFERENCE) == WHEN]


def test_nothing_is_done_before_anything_is_recorded() -> None:
    assert done(CASE) == []


@pytest.mark.parametrize("key", [one for one in EVERY if one != "diary-back"])
def test_a_section_is_closed_by_what_it_asks_and_closes_no_other(key: str) -> None:
    case = CLOSED_BY.get(key) or answered(f"{key}.completed", value={})
    assert done(case) == [key]


def test_a_diary_is_back_when_each_of_its_pages_is() -> None:
    first, second = (DiaryBack("7", "diary-block", page, (), "back", WHEN) for page in (1, 2))
    handed = replace(CASE, sheets=(DIARY,))
    assert "diary-back" not in done(replace(handed, diaries=(first,)))
    assert "diary-back" in done(replace(handed, diaries=(first, second)))


def test_a_call_that_reached_nobody_closes_nothing() -> None:
    nobody = PhoneCall("follow-up", "nobody", {}, "", WHEN)
    assert done(replace(CASE, calls=(nobody,))) == []


def test_the_needle_alone_closes_the_record_where_no_x_ray_may_be_taken() -> None:
    dry = replace(a_case("trigger-point"), events=NEEDLE_OUT)
    assert done(dry) == ["procedure-record"]
    assert done(replace(CASE, events=NEEDLE_OUT)) == []


def test_a_teach_back_is_done_when_all_that_is_due_was_asked() -> None:
    assert done(answered("teach-back.completed", value={})) == []


def test_a_case_goes_on_without_the_call_before_the_visit_and_without_nothing_else() -> None:
    waiting = [one for stage in Stage for one in states(CASE, (), REFERENCE, stage)]
    free = [one.section.key for one in waiting if not one.holds_up]
    assert free == [SectionKey.PRE_VISIT]


def test_the_front_desk_fills_in_the_forms_of_the_arrival_and_no_other(house: House) -> None:
    front = {section.key for section in SECTIONS if house.front_desk.may(section.filled_in_by)}
    assert front == {SectionKey.ARRIVAL, SectionKey.ESCORT}
    case_id = house.booked()
    empty = Response(load(app.form_bytes("arrival")))
    for key in sorted(front):
        with pytest.raises(Refused, match="Still to be answered"):
            complete_form(house.ledger, house.front_desk, case_id, key, empty)
    with pytest.raises(Refused, match="switch the person"):
        complete_form(house.ledger, house.front_desk, case_id, SectionKey.VITALS, empty)
