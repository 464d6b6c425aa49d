"""Ending: the ways out of a case, each with its own short form, and the emergency."""

from collections.abc import Mapping
from dataclasses import dataclass

from procdesk.domain.entry import Json, Kind
from procdesk.domain.staff import CLINICAL, PHYSICIAN_ONLY, Role, Staff
from procdesk.domain.stage import End, Stage
from procdesk.domain.visit.case import Case
from procdesk.workflow.ledger import Ledger, Outcome, case_act
from procdesk.workflow.refused import Refused
from procdesk.workflow.stages import allowed, entering, still_open

_FRONT_TOO = CLINICAL | {Role.FRONT_DESK}


@dataclass(frozen=True, slots=True)
class EndingQuestion:
    """One question of a short form: its key, its words, and its answers if it is not free text."""

    key: str
    question: str
    answers: tuple[str, ...] = ()
    may_stay_empty: bool = False


@dataclass(frozen=True, slots=True)
class Way:
    """One way out: its words, who may take it, and what it asks."""

    words: str
    who: frozenset[Role]
    asks: tuple[EndingQuestion, ...]


_WHY = EndingQuestion("reason", "Why, in words")
WAYS: Mapping[End, Way] = {
    End.RESCHEDULED: Way(
        "Moved to another day",
        _FRONT_TOO,
        (
            EndingQuestion("by", "Who asked for it?", ("the patient", "the clinic")),
            EndingQuestion("when", "New day and time, if known", may_stay_empty=True),
            _WHY,
        ),
    ),
    End.NO_SHOW: Way(
        "Did not come",
        _FRONT_TOO,
        (
            EndingQuestion(
                "called", "Was the patient called?", ("reached", "not reached", "not called")
            ),
            _WHY,
        ),
    ),
    End.CANCELLED: Way(
        "Cancelled before the needle",
        CLINICAL,
        (
            EndingQuestion(
                "cause",
                "What is the cause?",
                (
                    "unwell or infection",
                    "a medicine was not stopped",
                    "nobody takes the patient home",
                    "the patient does not want it",
                    "no longer indicated",
                    "staff, room or equipment",
                ),
            ),
            EndingQuestion("told", "Was the patient told what happens next?", ("yes", "not yet")),
            _WHY,
        ),
    ),
    End.ABORTED: Way(
        "Stopped after the needle",
        PHYSICIAN_ONLY,
        (
            EndingQuestion(
                "cause",
                "What is the cause?",
                (
                    "the patient asked to stop",
                    "a reaction or an event",
                    "the target could not be reached",
                    "equipment failed",
                ),
            ),
            EndingQuestion("treated", "Was any of the treatment dose given?", ("yes", "no")),
            _WHY,
        ),
    ),
    End.TRANSFERRED: Way(
        "Transferred to a hospital",
        PHYSICIAN_ONLY,
        (
            EndingQuestion("to", "To which hospital"),
            EndingQuestion("taken_over_by", "Who took over"),
            EndingQuestion("how", "How does the patient travel?", ("ambulance", "other transport")),
            EndingQuestion(
                "family", "Was the escort or family told?", ("yes", "nobody reached", "not yet")
            ),
            _WHY,
        ),
    ),
    End.LEFT_AGAINST_ADVICE: Way(
        "Left against advice",
        CLINICAL,
        (
            EndingQuestion(
                "risks", "Were the risks explained?", ("yes", "the patient left before")
            ),
            EndingQuestion("explained_by", "Who explained them", may_stay_empty=True),
            EndingQuestion("form", "Was the form signed?", ("signed", "refused", "left before")),
            EndingQuestion("papers", "Were papers handed over?", ("yes", "refused", "left before")),
            _WHY,
        ),
    ),
}


def care_was_given(case: Case) -> bool:
    """Return whether a needle was in or a drug was given: then nothing can be cancelled."""
    return case.event("needle_in") is not None or bool(case.drugs)


def ways_out(case: Case) -> tuple[End, ...]:
    """The honest ways out of a case as it stands, in the order of the day."""
    if case.closed:
        return ()
    booked, here = case.stage is Stage.BOOKED, case.stage.place > Stage.BOOKED.place
    has_begun, recovering = care_was_given(case), case.stage.place >= Stage.RECOVERY.place
    open_ways = {
        End.RESCHEDULED: not has_begun and not recovering,
        End.NO_SHOW: booked and not has_begun,
        End.CANCELLED: not has_begun and not recovering,
        End.ABORTED: has_begun and not recovering,
        End.TRANSFERRED: here,
        End.LEFT_AGAINST_ADVICE: here,
    }
    return tuple(way for way, is_open in open_ways.items() if is_open)


def end(ledger: Ledger, person: Staff, case_id: str, how: End, typed: Mapping[str, str]) -> Outcome:
    """End a case on a way out, with the answers of its short form.

    A case that is aborted after the needle goes on to recovery: care and a true sheet all the
    same. Raises Refused if care given forbids that way or an answer is missing.
    """
    still_open(ledger, case_id)
    case = ledger.case(case_id)
    if how not in ways_out(case):
        raise Refused(_why_not(case, how))
    way = WAYS[how]
    allowed(person, way.who, f"end a case as {how.value.replace('_', ' ')}")
    missing = [one for one in way.asks if not typed.get(one.key, "").strip()]
    needed = next((one for one in missing if not one.may_stay_empty), None)
    if needed is not None:
        raise Refused(f"Still to be answered: {needed.question.lower()}", field=needed.key)
    answers: dict[str, Json] = {
        question.key: typed[question.key].strip()
        for question in way.asks
        if typed.get(question.key, "").strip()
    }
    body: dict[str, Json] = {"end": how.value, "reason": answers.pop("reason"), "told": answers}
    acts = [case_act(case_id, Kind.CASE_ENDED, body)]
    if how is End.ABORTED:
        acts.append(entering(case_id, Stage.RECOVERY))
    return ledger.act(person, case_id, *acts)


def complete(ledger: Ledger, person: Staff, case_id: str) -> Outcome:
    """Close a case whose patient has left; one that was aborted keeps how it ended."""
    still_open(ledger, case_id)
    allowed(person, _FRONT_TOO, "close a case")
    case = ledger.case(case_id)
    if case.stage is not Stage.FOLLOW_UP:
        raise Refused("A case is closed after the patient has left.")
    acts = [entering(case_id, Stage.CLOSED)]
    if case.end is None:
        body: dict[str, Json] = {"end": End.COMPLETED.value, "reason": ""}
        acts.append(case_act(case_id, Kind.CASE_ENDED, body))
    return ledger.act(person, case_id, *acts)


def emergency(ledger: Ledger, person: Staff, case_id: str, what: str) -> Outcome:
    """Chart later: recovery opens at once, from every stage. What was skipped stays open."""
    still_open(ledger, case_id)
    allowed(person, _FRONT_TOO, "call an emergency")
    case = ledger.case(case_id)
    if case.stage.place >= Stage.RECOVERY.place:
        raise Refused("Recovery is open already: note what happens there.")
    body: dict[str, Json] = {"event": "emergency", "text": what.strip()}
    return ledger.act(
        person,
        case_id,
        case_act(case_id, Kind.EVENT_NOTED, body),
        entering(case_id, Stage.RECOVERY),
    )


def _why_not(case: Case, how: End) -> str:
    if how in (End.RESCHEDULED, End.NO_SHOW, End.CANCELLED) and care_was_given(case):
        return (
            "Care was given, so the case cannot be cancelled: choose stopped after the needle, and "
            "the patient goes to recovery with a true sheet."
        )
    open_ways = " or ".join(WAYS[one].words.lower() for one in ways_out(case))
    return f"This case cannot end so now. It can end as: {open_ways}."
