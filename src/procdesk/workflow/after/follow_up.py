"""Follow-up: calls after the visit, what waits for whom, and how many diaries come back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from procdesk.domain.entry import Json, Kind, case_subject
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
from procdesk.workflow.ledger import Act, Ledger, Outcome
from procdesk.workflow.refused import Refused
from procdesk.workflow.stages import allowed

_CHECK_IN = timedelta(hours=2)
_STILL_SHOWN = timedelta(days=7)
THERAPY_ON = "discharge.therapy_on"
"""The answer that holds the day on which therapy starts again, as YYYY-MM-DD."""
_WHO = CLINICAL | {Role.FRONT_DESK}


@dataclass(frozen=True, slots=True, kw_only=True)
class CallAnswers:
    """What was said on the phone. `at` is the moment that the values are about, None for now."""

    reached: str
    answers: Mapping[str, str]
    values: Mapping[str, str]
    at: datetime | None = None
    words: str = ""


def asked_values(ledger: Ledger, case: Case) -> tuple[Question, ...]:
    """The numbers that this case is asked for on the phone: the same as on its diaries."""
    kinds = diary_kinds(ledger, case)
    found: list[Question] = []
    if BLOCK in kinds:
        gone = Question(GONE, "How much of the pain was gone at its best, in %", _hundred())
        found += [Question(PAIN, "Pain with the test move", QUESTIONS[BLOCK][0].values), gone]
    if DAYS in kinds or WEEKS in kinds:
        found.append(QUESTIONS[DAYS][0])
    if WEEKS in kinds:
        found += PEG_QUESTIONS
    return tuple(found)


def _hundred() -> tuple[tuple[str, str], ...]:
    return tuple((str(k), str(k)) for k in range(101))


def record(ledger: Ledger, person: Staff, case_id: str, told: CallAnswers) -> Outcome:
    """Record a call after the visit, also one that reached nobody. Raises Refused.

    A value about now was heard when it was felt, so its time is observed; one about a moment
    before is recalled. A value without its question being one of the case is refused.
    """
    allowed(person, _WHO, "record a call")
    case, now = ledger.case(case_id), ledger.now()
    _is_home(case)
    if told.reached not in REACHED:
        raise Refused("Say who was reached.", field="reached")
    if told.reached != "nobody":
        _complete(told)
    readings = _readings(ledger, case, told, now)
    asked = (*RED_FLAGS, *OTHERS, *WORDS)
    answers: dict[str, Json] = {
        one.key: told.answers[one.key].strip() for one in asked if told.answers.get(one.key)
    }
    body: dict[str, Json] = {
        "call": FOLLOW_UP,
        "reached": told.reached,
        "told": answers,
        "text": told.words.strip(),
        "readings": readings,
    }
    return ledger.act(person, case_id, Act(case_subject(case_id), Kind.CALL_MADE, body))


def _is_home(case: Case) -> None:
    if case.stage.place < Stage.FOLLOW_UP.place and not case.closed:
        raise Refused("The patient has not left yet: this is asked after the visit.")


def _complete(told: CallAnswers) -> None:
    """Every sign is asked or said not to be."""
    for one in RED_FLAGS:
        if told.answers.get(one.key) not in (YES, NO, NOT_ASKED):
            raise Refused(f"Still to be answered: {one.question.lower()}", field=one.key)


def _readings(ledger: Ledger, case: Case, told: CallAnswers, now: datetime) -> list[Json]:
    at, asked = told.at or now, asked_values(ledger, case)
    if at > now:
        raise Refused("That moment is still to come.", field="at")
    _is_asked(told, asked)
    end = case.event("needle_out")
    found: list[Json] = []
    for one in asked:
        typed = told.values.get(one.code, "").strip()
        if not typed:
            continue
        if end is None:
            raise Refused(
                "The end of the procedure is not recorded, so a number stands at no hour: write it "
                "in words.",
                field=one.code,
            )
        if at < end.recorded.at:
            raise Refused("That moment lies before the end of the procedure.", field="at")
        try:
            value = one.read(typed)
        except ValueError as problem:
            raise Refused(f"{problem}.", field=one.code) from None
        moment = at.astimezone(UTC).isoformat()
        observed = told.at is None
        found.append({"code": one.code, "value": value, "at": moment, "observed": observed})
    if found and told.reached == "nobody":
        raise Refused("Nobody was reached, so nobody told these numbers.", field="reached")
    return found


def _is_asked(told: CallAnswers, asked: Sequence[Question]) -> None:
    """No number that was told is left out in silence."""
    known = {one.code for one in asked}
    for code, typed in told.values.items():
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
    found = (
        Waits(ledger.outcome(case.id), sign.question, call.recorded.at, SectionKey.FOLLOW_UP_CALL)
        for case in cases
        for call, signs in open_red_flags(case)
        for sign in signs
    )
    return tuple(sorted(found, key=lambda one: one.since))


def calls_due(ledger: Ledger) -> tuple[Waits, ...]:
    """Who is to be called now: two hours after a block, and everybody from the next day on.

    The call after 24 hours is clinical.md 6.4, the check-in after a block paper.md 4.
    """
    found = []
    for case in followed(ledger):
        left = _left_at(case)
        words = _call_due(ledger, case, left)
        if words:
            found.append(Waits(ledger.outcome(case.id), words, left, SectionKey.FOLLOW_UP_CALL))
    return tuple(found)


def _left_at(case: Case) -> datetime:
    """When the patient of a case at follow-up left."""
    return case.stages[-1][1].at


def _call_due(ledger: Ledger, case: Case, left: datetime) -> str:
    """Which call is due and what became of it so far; empty if none is."""
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
    found = []
    for case in followed(ledger):
        for sheet in case.sheets:
            end, left = ends_at(sheet), missing_pages(case, sheet)
            if sheet.state == "handed_over" and end is not None and left:
                words = f"page {', '.join(map(str, left))} of {len(sheet.pages)}"
                found.append(Waits(ledger.outcome(case.id), words, end, SectionKey.DIARY_BACK))
    return tuple(sorted(found, key=lambda one: one.since))


def therapy_ahead(ledger: Ledger) -> tuple[Waits, ...]:
    """Whose therapy starts again, from a week ago on, by its day."""
    today = ledger.now().astimezone(ledger.clinic.zone).date()
    found = []
    for case in followed(ledger):
        told = case.value(THERAPY_ON)
        if not isinstance(told, str) or not told:
            continue
        on = date.fromisoformat(told)
        if on >= today - _STILL_SHOWN:
            words = f"therapy starts again {on:%a} {on.day} {on:%b %Y}"
            at = _left_at(case)
            found.append((on, Waits(ledger.outcome(case.id), words, at, SectionKey.FOLLOW_UP_CALL)))
    return tuple(one for _on, one in sorted(found, key=lambda pair: pair[0]))


def lateness(since: datetime, now: datetime) -> str:
    """How long ago a moment was, or when it comes: in days."""
    days = (now - since) // timedelta(days=1)
    if now < since:
        ahead = (since - now) // timedelta(days=1)
        return f"runs {ahead} more day{'' if ahead == 1 else 's'}" if ahead else "runs until today"
    return f"ended {days} day{'' if days == 1 else 's'} ago" if days else "ended today"


def return_rate(ledger: Ledger) -> str:
    """How many diaries are back, of all that were handed over."""
    out, back = ledger.journal.diaries_back()
    if not out:
        return "No diary was handed over yet."
    return f"{back} of {out} diaries that were handed over are back."


def decisions_due(ledger: Ledger, cases: Sequence[Case]) -> tuple[Waits, ...]:
    """Cases of which a diary is back, and no decision on what is next."""
    found = []
    for case in cases:
        one = compared(ledger, case)
        if case.diaries and one.decision is None:
            words = "Decide what is next" + ("" if one.enough else ": not enough data")
            at = (case.event("needle_out") or case.diaries[0]).recorded.at
            found.append(Waits(ledger.outcome(case.id), words, at, SectionKey.RELIEF))
    return tuple(found)
