"""Back-entry: what was done on paper while the desk could not be used. It records, never pretends.

Every entry says who saw the paper and when the thing was done. What was done has been done, so no
gate refuses it; what the rules find stays open and shows.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Unpack

from procdesk.domain.entry import Json, Kind
from procdesk.domain.staff import CLINICAL, Staff
from procdesk.domain.stage import Stage
from procdesk.domain.visit.event_words import IN_WORDS, ON_PAPER
from procdesk.workflow.ledger import Act, Ledger, Outcome, case_act
from procdesk.workflow.refused import Refused
from procdesk.workflow.room import procedure
from procdesk.workflow.room.procedure import DrugLine
from procdesk.workflow.stages import allowed, spoken, still_open

_OLDEST = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class DowntimePaper:
    """The person who saw the paper, and the clinical time that stands on it."""

    seen_by: str
    done_at: datetime


def record_stage(
    ledger: Ledger, person: Staff, case_id: str, paper: DowntimePaper, stage: Stage
) -> Outcome:
    """The case came to this stage on paper; stages between are passed over and say so."""
    case = ledger.case(case_id)
    if stage.place <= case.stage.place or stage is Stage.CLOSED:
        raise Refused(f"The case is at {spoken(case.stage)} already: choose a later stage.")
    act = case_act(case_id, Kind.STAGE_ENTERED, {"stage": stage.value})
    return _record(ledger, person, case_id, paper, act)


def record_event(
    ledger: Ledger, person: Staff, case_id: str, paper: DowntimePaper, event: str, words: str = ""
) -> Outcome:
    """Something that the paper says happened. Raises Refused for an event without words."""
    if event not in ON_PAPER:
        raise Refused("Choose what happened.", field="event")
    if event == IN_WORDS and not words.strip():
        raise Refused("Write what happened.", field="words")
    act = procedure.happening(case_id, event, words.strip())
    return _record(ledger, person, case_id, paper, act)


def record_drug(
    ledger: Ledger, person: Staff, case_id: str, paper: DowntimePaper, **line: Unpack[DrugLine]
) -> Outcome:
    """A drug that the paper says was given. Raises Refused for a line that does not say which."""
    act = procedure.checked_dose(ledger, ledger.case(case_id), **line)
    return _record(ledger, person, case_id, paper, act)


def _record(ledger: Ledger, person: Staff, case_id: str, paper: DowntimePaper, act: Act) -> Outcome:
    still_open(ledger, case_id)
    allowed(person, CLINICAL, "enter what was done on paper")
    if not paper.seen_by.strip():
        raise Refused("Say who saw the paper.", field="seen_by")
    if not ledger.now() - _OLDEST <= paper.done_at <= ledger.now():
        raise Refused("The time on the paper lies in the last seven days.", field="done_at")
    body: dict[str, Json] = {**act.body, "from_paper": {"seen_by": paper.seen_by.strip()}}
    return ledger.act(person, case_id, replace(act, body=body, done_at=paper.done_at))
