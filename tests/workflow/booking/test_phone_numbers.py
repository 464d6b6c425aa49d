"""Numbers told on the phone: what is asked follows the diaries, and none is left out in silence."""

from collections.abc import Iterable, Mapping
from datetime import timedelta

import pytest

from procdesk.domain.entry import Json, Kind
from procdesk.domain.stage import End
from procdesk.domain.targets.target import parse_target
from procdesk.workflow.after import diaries, discharge, follow_up
from procdesk.workflow.after.comparison import compared
from procdesk.workflow.after.follow_up import CallAnswers
from procdesk.workflow.booking import ordering
from procdesk.workflow.booking.ordering import Change, Wanted
from procdesk.workflow.case import amending, ending, physician_worklist
from procdesk.workflow.refused import Refused
from support.printed_diary import (
    diary_of,
    goes_home,
    left_after_block,
    page,
    radiofrequency,
    typed,
)
from support.small_clinic import House

PLAIN = dict.fromkeys(("weak", "bladder", "fever", "headache", "breath"), "no")
PEG = ["peg.intensity", "peg.enjoyment", "peg.activity"]


def answers_of(values: Mapping[str, str], **more: object) -> CallAnswers:
    return CallAnswers(reached="patient", answers=PLAIN, values=values, **more)  # type: ignore[arg-type]


def record(house: House, case_id: str, call: CallAnswers) -> None:
    follow_up.record(house.ledger, house.nurse, case_id, call)


@pytest.mark.parametrize(
    ("key", "target", "asked"),
    [
        # The diaries of clinical.md 2: Dx hours after a block, Tr two weeks to three months.
        ("mbb-lumbar", "left medial-branch L3,L4", ["diary.pain", "diary.gone"]),
        ("trigger-point", "left muscle trapezius", ["diary.worst"]),
        ("rfa-lumbar", "left medial-branch L3,L4", ["diary.worst", *PEG]),
        ("si-joint-injection", "left si-joint", ["diary.pain", "diary.gone", "diary.worst"]),
        ("discography", "midline disc L4-L5", []),
    ],
)
def test_the_phone_asks_for_what_the_diary_asks(
    house: House, key: str, target: str, asked: Iterable[str]
) -> None:
    case_id = house.booked()
    change = Change(procedures=(Wanted(key, (parse_target(target),)),))
    ordering.change_order(house.ledger, house.front_desk, case_id, change)
    questions = follow_up.asked_values(house.ledger, house.ledger.case(case_id))
    assert [one.code for one in questions] == asked


def test_nobody_is_called_about_a_visit_that_is_not_over(house: House) -> None:
    case_id = house.booked()
    with pytest.raises(Refused, match="has not left yet"):
        record(house, case_id, answers_of({}))
    ending.end(
        house.ledger,
        house.nurse,
        case_id,
        End.CANCELLED,
        {"cause": "unwell or infection", "told": "yes", "reason": "fever"},
    )
    record(house, case_id, answers_of({}))
    assert len(house.ledger.case(case_id).calls) == 1


def test_a_number_stands_between_the_end_of_the_procedure_and_now(house: House) -> None:
    case_id = left_after_block(house)
    goes_home(house, case_id)
    end = house.ledger.case(case_id).event("needle_out")
    assert end is not None
    ended, now, minute = end.recorded.at, house.clock.at, timedelta(minutes=1)
    for at, words in ((now + minute, "still to come"), (ended - minute, "before the end")):
        with pytest.raises(Refused, match=words) as refused:
            record(house, case_id, answers_of({"diary.pain": "2"}, at=at))
        assert refused.value.field == "at"
    assert house.ledger.case(case_id).calls == ()
    record(house, case_id, answers_of({"diary.pain": "2"}, at=ended))
    assert house.ledger.case(case_id).calls[0].readings[0].at == ended


def test_a_number_that_this_visit_does_not_ask_for_is_not_left_out(house: House) -> None:
    """Hazard: the procedure was changed while somebody typed, and what was told is gone."""
    case_id = left_after_block(house)
    goes_home(house, case_id)
    radiofrequency(house, case_id)
    with pytest.raises(Refused, match="write it in words") as refused:
        record(house, case_id, answers_of({"diary.pain": "2", "diary.gone": " "}))
    assert refused.value.field == "diary.pain"
    assert house.ledger.case(case_id).calls == ()


def in_error(house: House, case_id: str) -> None:
    """The end of the procedure should never have been noted."""
    end = house.ledger.case(case_id).event("needle_out")
    assert end is not None
    entry_id = end.recorded.entry_id
    amending.entered_in_error(house.ledger, house.nurse, case_id, entry_id, "another patient")


def test_without_an_end_no_number_is_kept_and_a_diary_still_waits_for_a_decision(
    house: House,
) -> None:
    """Hazard: a diary is back and nobody decides, since the end of the procedure is struck."""
    case_id = left_after_block(house)
    number = goes_home(house, case_id)
    expected = page(house, number)
    diaries.enter(house.ledger, house.nurse, expected, *typed(expected, {"diary.pain/1": "2"}))
    in_error(house, case_id)
    with pytest.raises(Refused, match="end of the procedure is not recorded"):
        record(house, case_id, answers_of({"diary.pain": "2"}))
    record(house, case_id, answers_of({}))
    waits = physician_worklist.for_person(house.ledger, house.physician)
    decide = [one for one in waits if one.section == "relief"]
    assert [one.words for one in decide] == ["Decide what is next: not enough data"]


def test_no_early_call_is_due_after_what_has_no_hours_diary(house: House) -> None:
    case_id = left_after_block(house)
    goes_home(house, case_id)
    radiofrequency(house, case_id)
    house.clock.forward(hours=4)
    assert follow_up.calls_due(house.ledger) == ()
    house.clock.forward(days=1)
    assert [one.what for one in follow_up.calls_due(house.ledger)] == [
        "call on the next day, not called yet"
    ]


def test_weeks_without_a_word_are_not_enough_data_and_say_what_is_missing(house: House) -> None:
    case_id = left_after_block(house)
    radiofrequency(house, case_id)
    comparison = compared(house.ledger, house.ledger.case(case_id))
    assert (comparison.block, comparison.enough) == (None, False)
    assert (
        comparison.why_not
        == "No week has enough days, and there are not two PEG scores to compare."
    )


def test_without_a_diary_there_is_no_rate(house: House) -> None:
    assert follow_up.return_rate(house.ledger) == "No diary was handed over yet."


def test_a_diary_of_newer_pages_is_not_guessed_at(house: House) -> None:
    """Hazard: a ring of another paper is read as a value of this one."""
    case_id = left_after_block(house)
    goes_home(house, case_id)
    newer: dict[str, Json] = {"form": "diary-block", "part": "1", "version": 99, "lines": []}
    discharge.sheet_made(
        house.ledger,
        house.nurse,
        case_id,
        kind="diary",
        number="9K3QPX2M9D",
        sha256="ab",
        geometry={"pages": [newer]},
    )
    discharge.sheet_is(house.ledger, house.nurse, case_id, "9K3QPX2M9D", "handed_over")
    with pytest.raises(Refused, match="no page 1 that can be entered here"):
        page(house, "9K3QPX2M9D")
    sheet = house.ledger.case(case_id).sheets[-1]
    assert follow_up.ends_at(sheet) is None
    assert len(follow_up.diaries_out(house.ledger)) == 1
    assert house.ledger.case(case_id).diaries == ()


def test_a_diary_whose_making_was_struck_is_filed_nowhere(house: House) -> None:
    case_id = left_after_block(house)
    number = diary_of(house, case_id)
    made, handed = (
        next(e.id for e in house.ledger.case(case_id).entries if e.kind == kind)
        for kind in (Kind.SHEET_MADE, Kind.SHEET_HANDED_OVER)
    )
    with pytest.raises(Refused, match="Later entries rest on this one"):
        amending.entered_in_error(house.ledger, house.nurse, case_id, made, "another patient's")
    for entry in (handed, made):
        amending.entered_in_error(house.ledger, house.nurse, case_id, entry, "another patient's")
    with pytest.raises(Refused, match=f"record of the sheet {number} cannot be read"):
        page(house, number)
