"""Follow-up: calls after the visit, what waits for whom, and how many diaries come back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from procdesk.domain.entry import Json, Kind
from procdesk.domain.relief.diary import DAYS, PEG_QUESTIONS, QUESTIONS, WEEKS, Question, page_from
from procdesk.domain.relief.follow_up_call import (
    FOLLOW_UP,
    NO,
    NOT_ASKED,
    OTHERS,
    RED_FLAGS,
    WORDS,
    YES,
    calls_after,
    open_red_flags,
)
from procdesk.domain.section_key import SectionKey
from procdesk.domain.staff import CLINICAL, Role, Staff
from procdesk.domain.stage import Stage
from procdesk.domain.visit.case import Case, PhoneCall, Sheet
from procdesk.domain.visit.patient_reading import GONE, PAIN
from procdesk.workflow.after.comparison import BLOCK, compared, diary_kinds
from procdesk.workflow.booking.calls import REACHED
from procdesk.workflow.ledger import Ledger, Outcome, case_act
from procdesk.workflow.refused import Refused
from procdesk.workflow.stages import allowed

_CHECK_IN = timedelta(hours=2)
_STILL_SHOWN = timedelta(days=7)
THERAPY_ON = "discharge.therapy_on"
"""The answer that holds the day on which therapy starts again, as YYYY-MM-DD."""
_WHO = CLINICAL | {Role.FRONT_DESK}


@dataclass(frozen=True, slots=True, kw_only=True)
class CallAnswers:
    """The answers of a call. `at` is the moment that the values are about, None for now."""

    reached: str
    answers: Mapping[str, str]
    values: Mapping[str, str]
    at: datetime | None = None
    words: str = ""


def asked_values(ledger: Ledger, case: Case) -> tuple[Question, ...]:
    """The numbers that this case is asked for on the phone: the same as on its diaries."""
    kinds = diary_kinds(ledger, case)
    questions: list[Question] = []
    if BLOCK in kinds:
        gone = Question(
            code=GONE, words="How much of the pain was gone at its best, in %", values=_hundred()
        )
        questions += [
            Question(code=PAIN, words="Pain with the test move", values=QUESTIONS[BLOCK][0].values),
            gone,
        ]
    if DAYS in kinds or WEEKS in kinds:
        questions.append(QUESTIONS[DAYS][0])
    if WEEKS in kinds:
        questions += PEG_QUESTIONS
    return tuple(questions)


def _hundred() -> tuple[tuple[str, str], ...]:
    return tuple((str(k), str(k)) for k in range(101))


def record(ledger: Ledger, person: Staff, case_id: str, call: CallAnswers) -> Outcome:
    """Record a call after the visit, also one that reached nobody. Raises Refused.

    A value about now was heard when it was felt, so its time is observed; one about a moment
    before is recalled. A value without its question being one of the case is refused.
    """
    allowed(person, _WHO, "record a call")
    case, now = ledger.case(case_id), ledger.now()
    _is_home(case)
    if call.reached not in REACHED:
        raise Refused("Say who was reached.", field="reached")
    if call.reached != "nobody":
        _complete(call)
    readings = _readings(ledger, case, call, now)
    asked = (*RED_FLAGS, *OTHERS, *WORDS)
    answers: dict[str, Json] = {
        question.key: call.answers[question.key].strip()
        for question in asked
        if call.answers.get(question.key)
    }
    body: dict[str, Json] = {
        "call": FOLLOW_UP,
        "reached": call.reached,
        "told": answers,
        "text": call.words.strip(),
        "readings": readings,
    }
    return ledger.act(person, case_id, case_act(case_id, Kind.CALL_MADE, body))


def _is_home(case: Case) -> None:
    if case.stage.place < Stage.FOLLOW_UP.place and not case.closed:
        raise Refused("The patient has not left yet: this is asked after the visit.")


def _complete(call: CallAnswers) -> None:
    """Every sign is asked or said not to be."""
    for sign in RED_FLAGS:
        if call.answers.get(sign.key) not in (YES, NO, NOT_ASKED):
            raise Refused(f"Still to be answered: {sign.question.lower()}", field=sign.key)


def _readings(ledger: Ledger, case: Case, call: CallAnswers, now: datetime) -> list[Json]:
    at, asked = call.at or now, asked_values(ledger, case)
    if at > now:
        raise Refused("That moment is still to come.", field="at")
    _is_asked(call, asked)
    end = case.event("needle_out")
    readings: list[Json] = []
    for question in asked:
        typed = call.values.get(question.code, "").strip()
        if not typed:
            continue
        if end is None:
            raise Refused(
                "The end of the procedure is not recorded, so a number stands at no hour: write it "
                "in words.",
                field=question.code,
            )
        if at < end.recorded.at:
            raise Refused("That moment lies before the end of the procedure.", field="at")
        try:
            value = question.read(typed)
        except ValueError as problem:
            raise Refused(f"{problem}.", field=question.code) from None
        moment = at.astimezone(UTC).isoformat()
        observed = call.at is None
        readings.append({"code": question.code, "value": value, "at": moment, "observed": observed})
    if readings and call.reached == "nobody":
        raise Refused("Nobody was reached, so nobody told these numbers.", field="reached")
    return readings


def _is_asked(call: CallAnswers, asked: Sequence[Question]) -> None:
    """No number that was told is left out in silence."""
    known = {one.code for one in asked}
    for code, typed in call.values.items():
        if typed.strip() and code not in known:
            raise Refused("This visit has no such number: write it in words.", field=code)


@dataclass(frozen=True, slots=True)
class Waits:
    """One line of the follow-up list: what it waits for, since when, and the page of it."""

    outcome: Outcome
    what: str
    since: datetime
    section: str


def followed(ledger: Ledger) -> tuple[Case, ...]:
    """The cases whose patients have left and that nobody closed, the oldest first."""
    ids = ledger.journal.cases_at(Stage.FOLLOW_UP.value)
    cases = (ledger.case(one) for one in ids)
    return tuple(one for one in cases if one.stage is Stage.FOLLOW_UP and not one.closed)


def signs_open(ledger: Ledger) -> tuple[Waits, ...]:
    """Every sign of an emergency that no physician has closed, also of a case that has ended."""
    cases = (ledger.case(one) for one in ledger.journal.cases_with_signs())
    rows = (
        Waits(ledger.outcome(case.id), sign.question, call.recorded.at, SectionKey.FOLLOW_UP_CALL)
        for case in cases
        for call, signs in open_red_flags(case)
        for sign in signs
    )
    return tuple(sorted(rows, key=lambda row: row.since))


def calls_due(ledger: Ledger) -> tuple[Waits, ...]:
    """Return who is to be called: two hours after a block, everybody from the next day on.

    The call after 24 hours is clinical.md 6.4, the check-in after a block paper.md 4.
    """
    rows = []
    for case in followed(ledger):
        left = _left_at(case)
        words = _call_due(ledger, case, left)
        if words:
            rows.append(Waits(ledger.outcome(case.id), words, left, SectionKey.FOLLOW_UP_CALL))
    return tuple(rows)


def _left_at(case: Case) -> datetime:
    """Return the time at which the patient of a case at follow-up left."""
    return case.stages[-1][1].at


def _call_due(ledger: Ledger, case: Case, left: datetime) -> str:
    """Return in words the call that is due and its attempts so far; empty if none is."""
    zone, now = ledger.clinic.zone, ledger.now()
    end, day = case.event("needle_out"), left.astimezone(zone).date()
    made = calls_after(case)
    next_day = [one for one in made if one.recorded.at.astimezone(zone).date() > day]
    if now.astimezone(zone).date() > day:
        return "" if _reached(next_day) else _tried(next_day, "call on the next day")
    if end is None or BLOCK not in diary_kinds(ledger, case):
        return ""
    if now < end.recorded.at + _CHECK_IN:
        return ""
    return "" if _reached(made) else _tried(made, "check-in after the block")


def _reached(made: Sequence[PhoneCall]) -> bool:
    return any(one.reached != "nobody" for one in made)


def _tried(made: Sequence[PhoneCall], name: str) -> str:
    times = "once" if len(made) == 1 else f"{len(made)} times"
    return f"{name}, tried {times}" if made else f"{name}, not called yet"


def ends_at(sheet: Sheet) -> datetime | None:
    """The moment of the last line of a diary; None if no page of it can be read any more."""
    try:
        pages = [page_from(one) for one in sheet.pages]
    except (KeyError, ValueError, TypeError):
        return None
    return max((line.at for page in pages for line in page.lines), default=None)


def missing_pages(case: Case, sheet: Sheet) -> tuple[int, ...]:
    """The pages of a diary that are not back."""
    back = {one.page for one in case.diaries if one.sheet == sheet.number}
    return tuple(n for n in range(1, len(sheet.pages) + 1) if n not in back)


def diaries_out(ledger: Ledger) -> tuple[Waits, ...]:
    """Diaries handed over of which a page is not back, by when their last line is over."""
    rows = []
    for case in followed(ledger):
        for sheet in case.sheets:
            end, left = ends_at(sheet), missing_pages(case, sheet)
            if sheet.state == "handed_over" and end is not None and left:
                words = f"page {', '.join(map(str, left))} of {len(sheet.pages)}"
                rows.append(Waits(ledger.outcome(case.id), words, end, SectionKey.DIARY_BACK))
    return tuple(sorted(rows, key=lambda row: row.since))


def therapy_ahead(ledger: Ledger) -> tuple[Waits, ...]:
    """Return the cases whose therapy starts again, from a week ago on, by its day."""
    today = ledger.today()
    rows = []
    for case in followed(ledger):
        day = case.value(THERAPY_ON)
        if not isinstance(day, str) or not day:
            continue
        on = date.fromisoformat(day)
        if on >= today - _STILL_SHOWN:
            words = f"therapy starts again {on:%a} {on.day} {on:%b %Y}"
            at = _left_at(case)
            rows.append((on, Waits(ledger.outcome(case.id), words, at, SectionKey.FOLLOW_UP_CALL)))
    return tuple(one for _on, one in sorted(rows, key=lambda pair: pair[0]))


def lateness(since: datetime, now: datetime) -> str:
    """Return in words the days since a moment, or until it."""
    days = (now - since) // timedelta(days=1)
    if now < since:
        ahead = (since - now) // timedelta(days=1)
        return f"runs {ahead} more day{'' if ahead == 1 else 's'}" if ahead else "runs until today"
    return f"ended {days} day{'' if days == 1 else 's'} ago" if days else "ended today"


def return_rate(ledger: Ledger) -> str:
    """Return the count of diaries back, and of all that were handed over."""
    out, back = ledger.journal.diaries_back()
    if not out:
        return "No diary was handed over yet."
    return f"{back} of {out} diaries that were handed over are back."


def decisions_due(ledger: Ledger, cases: Sequence[Case]) -> tuple[Waits, ...]:
    """Cases of which a diary is back, and no decision on what is next."""
    rows = []
    for case in cases:
        comparison = compared(ledger, case)
        if case.diaries and comparison.decision is None:
            words = "Decide what is next" + ("" if comparison.enough else ": not enough data")
            at = (case.event("needle_out") or case.diaries[0]).recorded.at
            rows.append(Waits(ledger.outcome(case.id), words, at, SectionKey.RELIEF))
    return tuple(rows)
