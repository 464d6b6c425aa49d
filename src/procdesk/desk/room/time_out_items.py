"""Time-out items: what each asks the room, and what of the record the room answers to."""

from dataclasses import dataclass

from procdesk.desk.pages.case_summary import allergies
from procdesk.desk.session.session import Session
from procdesk.domain.finding import Result
from procdesk.domain.stage import Stage, StatementKind, TimeOutItem
from procdesk.domain.targets.target import Target
from procdesk.domain.visit.case import Answer, Case
from procdesk.rules.register import hazards
from procdesk.workflow.ledger import Outcome
from procdesk.workflow.room.time_out import ASKED

_IN_ONE_SENTENCE = {
    TimeOutItem.PATIENT: "Are patient, procedure, side and position right?",
    TimeOutItem.ALLERGIES: "Is this right about allergies and blood thinners?",
    TimeOutItem.EQUIPMENT: "Is everything needed here, and nobody has a concern?",
}
"""What is asked where several items are read at once, by the first of them."""


def asked(items: tuple[TimeOutItem, ...]) -> str:
    """The question to the room about what is read at once."""
    return (ASKED if len(items) == 1 else _IN_ONE_SENTENCE)[items[0]]


def named(items: tuple[TimeOutItem, ...]) -> str:
    """What is read at once, by name: "Patient, procedure, site"."""
    return ", ".join(one.value.replace("_", " ") for one in items).capitalize()


@dataclass(frozen=True, slots=True)
class Read:
    """What is read aloud: words, or places with their plates."""

    words: str = ""
    targets: tuple[Target, ...] = ()


def read(session: Session, outcome: Outcome, item: TimeOutItem) -> Read:
    """What the record holds under an item; empty where the room looks at itself."""
    case, patient = outcome.case, outcome.patient
    match item:
        case TimeOutItem.SITE | TimeOutItem.MARK_SEEN:
            return Read(targets=case.order.targets)
        case TimeOutItem.PATIENT:
            born = patient.birth_date
            told = f"born {born:%d %b %Y}" if born else "birth date not known"
            return Read(f"{patient.name.formal}\n{told}")
        case TimeOutItem.PROCEDURE:
            known = session.ledger.reference.procedures
            kinds = (known[p.key].name for p in case.order.procedures if p.key in known)
            return Read("; ".join(kinds))
        case TimeOutItem.CONSENT:
            consent = case.statement(StatementKind.CONSENT)
            return Read(f"signed by {consent.said_by}" if consent else "not entered")
        case TimeOutItem.ALLERGIES:
            return Read(allergies(case, patient))
        case TimeOutItem.BLOOD_THINNER:
            return Read(_blood_thinners(outcome))
    return Read()


def seconds_taken(case: Case, said: dict[TimeOutItem, Answer]) -> dict[TimeOutItem, int]:
    """How long each item took: since the one before it, the first since the time-out opened.

    Items that were answered in one sentence took the same seconds.
    """
    entered = case.entered_stage(Stage.TIME_OUT)
    before = entered.at if entered else None
    taken: dict[TimeOutItem, int] = {}
    for at in sorted({answer.recorded.at for answer in said.values()}):
        seconds = int((at - before).total_seconds()) if before else 0
        taken |= {item: seconds for item, one in said.items() if one.recorded.at == at}
        before = at
    return taken


def _blood_thinners(outcome: Outcome) -> str:
    """What was found of each; that medicines were asked only where somebody did not."""
    found = [
        f
        for f in outcome.findings
        if f.key.startswith("anticoagulant.")
        and (f.key != hazards.ANTICOAGULANT_NOT_ASKED.key or f.result is not Result.MET)
    ]
    return "; ".join(f.sentence for f in found) or "none taken, asked today"
