"""Time-out items: what each asks the room, and what of the record the room answers to."""

from dataclasses import dataclass

from procdesk.desk.pages.case_summary import allergies
from procdesk.desk.session.session import Session
from procdesk.domain.finding import Result
from procdesk.domain.stage import StatementKind, TimeOutItem
from procdesk.domain.targets.target import Target
from procdesk.domain.visit.case import Answer, Case
from procdesk.rules.protocol.time_out import reading_began
from procdesk.rules.register import hazards
from procdesk.workflow.ledger import Outcome
from procdesk.workflow.room.time_out import ASKED

_IN_ONE_SENTENCE = {
    TimeOutItem.PATIENT: "Are patient, procedure, side and position right?",
    TimeOutItem.ALLERGIES: "Is this right about allergies and blood thinners?",
    TimeOutItem.EQUIPMENT: "Is everything needed here, and nobody has a concern?",
}
"""The question where several items are read at once, by the first of them."""


def question_to_room(items: tuple[TimeOutItem, ...]) -> str:
    """Return the question to the room about what is read at once."""
    return (ASKED if len(items) == 1 else _IN_ONE_SENTENCE)[items[0]]


def item_names(items: tuple[TimeOutItem, ...]) -> str:
    """Return the names of what is read at once: "Patient, procedure, site"."""
    return ", ".join(one.value.replace("_", " ") for one in items).capitalize()


@dataclass(frozen=True, slots=True)
class ItemContent:
    """The content of an item that is read aloud: words, or places with their plates."""

    words: str = ""
    targets: tuple[Target, ...] = ()


def read(session: Session, outcome: Outcome, item: TimeOutItem) -> ItemContent:
    """Return what the record holds under an item; empty where the room looks at itself."""
    case, patient = outcome.case, outcome.patient
    match item:
        case TimeOutItem.SITE | TimeOutItem.MARK_SEEN:
            return ItemContent(targets=case.order.targets)
        case TimeOutItem.PATIENT:
            born = patient.birth_date
            birth = f"born {born:%d %b %Y}" if born else "birth date not known"
            return ItemContent(f"{patient.name.formal}\n{birth}")
        case TimeOutItem.PROCEDURE:
            known = session.ledger.reference.procedures
            kinds = (known[p.key].name for p in case.order.procedures if p.key in known)
            return ItemContent("; ".join(kinds))
        case TimeOutItem.CONSENT:
            consent = case.statement(StatementKind.CONSENT)
            return ItemContent(f"signed by {consent.said_by}" if consent else "not entered")
        case TimeOutItem.ALLERGIES:
            return ItemContent(allergies(case, patient))
        case TimeOutItem.BLOOD_THINNER:
            return ItemContent(_blood_thinners(outcome))
    return ItemContent()


def seconds_taken(case: Case, answers: dict[TimeOutItem, Answer]) -> dict[TimeOutItem, int]:
    """Return the seconds of each item since the one before it, or since the reading began.

    Items that were answered in one sentence took the same seconds.
    """
    before = reading_began(case)
    durations: dict[TimeOutItem, int] = {}
    for at in sorted({answer.recorded.at for answer in answers.values()}):
        seconds = int((at - before).total_seconds()) if before else 0
        durations |= {item: seconds for item, one in answers.items() if one.recorded.at == at}
        before = at
    return durations


def _blood_thinners(outcome: Outcome) -> str:
    """Return the findings on blood thinners; "not asked" only where somebody did not ask."""
    findings = [
        f
        for f in outcome.findings
        if f.key.startswith("anticoagulant.")
        and (f.key != hazards.ANTICOAGULANT_NOT_ASKED.key or f.result is not Result.MET)
    ]
    return "; ".join(f.sentence for f in findings) or "none taken, asked today"
