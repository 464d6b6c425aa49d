"""After the visit: calls, signs that stay open, diaries out, and the physician's decision."""

from collections.abc import Mapping
from datetime import timedelta

import pytest

from procdesk.domain.clinic.settings import ANAESTHETIC_WINDOW
from procdesk.domain.entry import Json
from procdesk.domain.finding import Result
from procdesk.domain.stage import Stage
from procdesk.domain.visit.patient_reading import Source
from procdesk.workflow import answers
from procdesk.workflow.after import diaries, follow_up, next_step
from procdesk.workflow.after.comparison import compared
from procdesk.workflow.after.follow_up import CallAnswers
from procdesk.workflow.case import ending, physician_worklist
from procdesk.workflow.clinic import settings
from procdesk.workflow.refused import Refused
from support.printed_diary import goes_home, left_after_block, page, typed
from support.small_clinic import House

PLAIN = dict.fromkeys(("weak", "bladder", "fever", "headache", "breath"), "no")


@pytest.fixture
def home(house: House) -> tuple[str, str]:
    case_id = left_after_block(house)
    return case_id, goes_home(house, case_id)


def called(
    house: House, case_id: str, answers: Mapping[str, str], values: Mapping[str, str] | None = None
) -> None:
    call = CallAnswers(reached="patient", answers={**PLAIN, **answers}, values=values or {})
    follow_up.record(house.ledger, house.nurse, case_id, call)


def finding(house: House, case_id: str) -> Result | None:
    findings = house.ledger.outcome(case_id).findings
    return next((one.result for one in findings if one.key == "red-flag.told"), None)


def test_a_call_is_due_on_the_next_day_until_somebody_is_reached(
    house: House, home: tuple[str, str]
) -> None:
    case_id, _number = home
    assert follow_up.calls_due(house.ledger) == ()
    house.clock.forward(days=1)
    assert [one.what for one in follow_up.calls_due(house.ledger)] == [
        "call on the next day, not called yet"
    ]
    follow_up.record(
        house.ledger, house.nurse, case_id, CallAnswers(reached="nobody", answers={}, values={})
    )
    assert [one.what for one in follow_up.calls_due(house.ledger)] == [
        "call on the next day, tried once"
    ]
    called(house, case_id, {})
    assert follow_up.calls_due(house.ledger) == ()


def test_every_sign_is_asked_or_said_not_to_be(house: House, home: tuple[str, str]) -> None:
    call = CallAnswers(
        reached="patient", answers={key: PLAIN[key] for key in list(PLAIN)[:4]}, values={}
    )
    with pytest.raises(Refused, match="breathing"):
        follow_up.record(house.ledger, house.nurse, home[0], call)


@pytest.mark.parametrize("sign", list(PLAIN))
def test_a_sign_stays_open_until_a_physician_closes_it(
    house: House, home: tuple[str, str], sign: str
) -> None:
    case_id, _number = home
    called(house, case_id, {sign: "yes"})
    called(house, case_id, {})  # a later no does not take it away
    assert finding(house, case_id) is Result.NOT_MET
    with pytest.raises(Refused, match="Told on the phone"):
        ending.complete(house.ledger, house.nurse, case_id)
    waits = physician_worklist.for_person(house.ledger, house.physician)
    assert [(one.section, one.outcome.case.id) for one in waits] == [("follow-up-call", case_id)]
    with pytest.raises(Refused, match="physician"):
        next_step.close_signs(house.ledger, house.nurse, case_id, "seen")
    with pytest.raises(Refused, match="reason"):
        next_step.close_signs(house.ledger, house.physician, case_id, " ")
    next_step.close_signs(house.ledger, house.physician, case_id, "Seen today, MRI without finding")
    assert finding(house, case_id) is Result.MET
    assert ending.complete(house.ledger, house.nurse, case_id).case.stage is Stage.CLOSED


def test_a_sign_that_is_told_again_after_it_was_closed_is_open_again(
    house: House, home: tuple[str, str]
) -> None:
    case_id, _number = home
    called(house, case_id, {"fever": "yes"})
    next_step.close_signs(house.ledger, house.physician, case_id, "Seen, no fever")
    called(house, case_id, {"fever": "yes"})
    assert finding(house, case_id) is Result.NOT_MET


def test_what_was_not_asked_cannot_be_decided_and_stops(
    house: House, home: tuple[str, str]
) -> None:
    case_id, _number = home
    called(house, case_id, {"headache": "not asked"})
    assert finding(house, case_id) is Result.CANNOT_DECIDE
    with pytest.raises(Refused, match="Not asked on the phone: headache"):
        ending.complete(house.ledger, house.nurse, case_id)
    called(house, case_id, {})
    assert finding(house, case_id) is Result.MET


def test_a_number_told_on_the_phone_keeps_its_source_and_whether_it_was_heard_then(
    house: House, home: tuple[str, str]
) -> None:
    case_id, _number = home
    end = house.ledger.case(case_id).event("needle_out")
    assert end is not None
    house.clock.forward(hours=2)
    called(house, case_id, {}, {"diary.pain": "2", "diary.gone": "85"})
    before = CallAnswers(
        reached="patient",
        answers=PLAIN,
        values={"diary.pain": "1"},
        at=end.recorded.at + timedelta(hours=1),
    )
    follow_up.record(house.ledger, house.nurse, case_id, before)
    now, recalled = (call.readings for call in house.ledger.case(case_id).calls)
    assert [(one.code, one.value, one.source, one.observed) for one in now] == [
        ("diary.pain", "2", Source.PHONE, True),
        ("diary.gone", "85", Source.PHONE, True),
    ]
    assert [(one.value, one.observed) for one in recalled] == [("1", False)]
    assert recalled[0].at - end.recorded.at == timedelta(hours=1)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (
            CallAnswers(reached="nobody", answers={}, values={"diary.pain": "2"}),
            "Nobody was reached",
        ),
        (CallAnswers(reached="patient", answers=PLAIN, values={"diary.pain": "11"}), "0 to 10"),
        (CallAnswers(reached="", answers=PLAIN, values={}), "who was reached"),
    ],
)
def test_a_call_that_says_nothing_true_is_refused(
    house: House, home: tuple[str, str], call: CallAnswers, words: str
) -> None:
    with pytest.raises(Refused, match=words):
        follow_up.record(house.ledger, house.nurse, home[0], call)
    assert house.ledger.case(home[0]).calls == ()


def test_diaries_out_and_the_rate_at_which_they_come_back(
    house: House, home: tuple[str, str]
) -> None:
    _case_id, number = home
    assert [one.what for one in follow_up.diaries_out(house.ledger)] == ["page 1 of 1"]
    assert follow_up.return_rate(house.ledger) == "0 of 1 diaries that were handed over are back."
    house.clock.forward(days=3)
    since = follow_up.diaries_out(house.ledger)[0].since
    assert follow_up.lateness(since, house.clock()) == "ended 2 days ago"
    expected = page(house, number)
    once, again = typed(expected, {"diary.pain/1": "2"})
    diaries.enter(house.ledger, house.front_desk, expected, once, again)
    assert follow_up.diaries_out(house.ledger) == ()
    assert follow_up.return_rate(house.ledger) == "1 of 1 diaries that were handed over are back."


def test_the_decision_waits_for_a_physician_and_stays_with_reason_and_date(
    house: House, home: tuple[str, str]
) -> None:
    case_id, number = home
    expected = page(house, number)
    once, again = typed(expected, {"diary.pain/1": "2"})
    diaries.enter(house.ledger, house.front_desk, expected, once, again)
    waits = physician_worklist.for_person(house.ledger, house.physician)
    assert [(one.words, one.section) for one in waits] == [("Decide what is next", "relief")]
    with pytest.raises(Refused, match="physician"):
        next_step.decide(house.ledger, house.nurse, case_id, "repeat", "second block")
    for decision, reason in (("", "why"), ("repeat", "")):
        with pytest.raises(Refused):
            next_step.decide(house.ledger, house.physician, case_id, decision, reason)
    next_step.decide(house.ledger, house.physician, case_id, "repeat", "75 % for an hour")
    next_step.decide(house.ledger, house.physician, case_id, "reassess", "the patient called")
    latest = compared(house.ledger, house.ledger.case(case_id)).decision
    assert latest is not None
    assert (latest.decision, latest.reason) == ("reassess", "the patient called")
    assert latest.recorded.by == "okafor"
    assert len(house.ledger.case(case_id).decisions) == 2
    assert physician_worklist.for_person(house.ledger, house.physician) == ()


def test_a_sign_is_not_taken_away_by_whoever_wrote_it_down(
    house: House, home: tuple[str, str]
) -> None:
    from procdesk.workflow.case import amending

    case_id, _number = home
    called(house, case_id, {"fever": "yes"})
    call = house.ledger.case(case_id).calls[0].recorded.entry_id
    with pytest.raises(Refused, match="physician"):
        amending.entered_in_error(house.ledger, house.nurse, case_id, call, "no")
    with pytest.raises(Refused, match="physician"):
        amending.amend(house.ledger, house.nurse, case_id, call, {"told": {}}, "no")
    assert finding(house, case_id) is Result.NOT_MET


def test_a_block_is_called_after_two_hours_and_again_on_the_next_day(
    house: House, home: tuple[str, str]
) -> None:
    case_id, _number = home
    end = house.ledger.case(case_id).event("needle_out")
    assert end is not None
    house.clock.at = end.recorded.at + timedelta(minutes=119)
    assert follow_up.calls_due(house.ledger) == ()
    house.clock.forward(minutes=1)
    due = follow_up.calls_due(house.ledger)
    assert [one.what for one in due] == ["check-in after the block, not called yet"]
    called(house, case_id, {})
    assert follow_up.calls_due(house.ledger) == ()
    house.clock.forward(days=1)
    assert len(follow_up.calls_due(house.ledger)) == 1


def test_a_sign_of_a_case_that_has_ended_is_not_lost(house: House, home: tuple[str, str]) -> None:
    case_id, _number = home
    ending.complete(house.ledger, house.nurse, case_id)
    called(house, case_id, {"breath": "yes"})
    assert [one.outcome.case.id for one in follow_up.signs_open(house.ledger)] == [case_id]
    waits = physician_worklist.for_person(house.ledger, house.physician)
    assert [one.section for one in waits] == ["follow-up-call"]
    next_step.close_signs(house.ledger, house.physician, case_id, "Sent to the hospital")
    assert follow_up.signs_open(house.ledger) == ()


def add_up_visits(house: House) -> None:
    """Let the clinic add up the local anaesthetic of a day: a second visit can be judged."""
    hours = {ANAESTHETIC_WINDOW.name: "24"}
    settings.change(house.ledger, house.administrator, hours)


def test_a_diary_without_enough_data_waits_for_a_decision_too(
    house: House, home: tuple[str, str]
) -> None:
    add_up_visits(house)
    case_id = left_after_block(house, "0", ("0",))
    number = goes_home(house, case_id)
    diaries.enter(house.ledger, house.nurse, page(house, number), {}, {}, state="empty")
    waits = physician_worklist.for_person(house.ledger, house.physician)
    assert [one.words for one in waits] == ["Decide what is next: not enough data"]


def test_who_goes_back_to_therapy_is_listed_by_day_until_a_week_after(house: House) -> None:
    ledger = house.ledger
    add_up_visits(house)
    case_ids = []
    for day in ("2026-12-07", "2026-12-01", ""):
        case_id = left_after_block(house)
        therapy: dict[str, Json] = {"discharge.therapy_on": day} if day else {}
        answers.answer(ledger, house.nurse, case_id, "discharge", therapy)
        goes_home(house, case_id)
        case_ids.append(case_id)
    listed = follow_up.therapy_ahead(ledger)
    assert [one.outcome.case.id for one in listed] == [case_ids[1], case_ids[0]]
    assert listed[0].what == "therapy starts again Tue 1 Dec 2026"
    house.clock.forward(days=16)
    assert [one.outcome.case.id for one in follow_up.therapy_ahead(ledger)] == [case_ids[0]]
