"""Rows of the board: a day's cases in their groups, each in words; no side before its time."""

from dataclasses import dataclass
from datetime import date, timedelta

from procdesk.desk.pages.case_summary import procedure_name, short_person, stage_marks, waits_for
from procdesk.desk.pictures.strip import StageMark
from procdesk.desk.session.environment import spoken_time
from procdesk.desk.session.session import Session
from procdesk.domain.stage import Stage
from procdesk.domain.targets.target import Side, every_side, places
from procdesk.workflow.checks.site import may_be_read
from procdesk.workflow.ledger import Outcome

_GROUPS = (
    ("In a room", (Stage.TIME_OUT, Stage.PROCEDURE)),
    ("Recovery", (Stage.RECOVERY, Stage.DISCHARGE)),
    ("Being prepared", (Stage.ARRIVED, Stage.CHECKS, Stage.READY)),
    ("Expected", (Stage.BOOKED,)),
    ("Left", ()),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardRow:
    """One case as the board says it, or the head of a group (`case_id` empty).

    `sides` holds every side of the order, each once; it is empty until a side may be read.
    """

    case_id: str
    title: str
    time: str = ""
    below_name: str = ""
    where: str = ""
    below_where: str = ""
    sides: tuple[Side, ...] = ()
    room: str = ""
    marks: tuple[StageMark, ...] = ()
    stage: str = ""
    waits: str = ""
    how: str = "plain"


def board_rows(session: Session, wanted: str = "", ahead: int = 0) -> list[BoardRow]:
    """Return the rows of a day, `ahead` days from today, in their groups.

    A side stands only where it may be read.
    """
    ledger = session.ledger
    outcomes = [ledger.outcome(case.id) for case in ledger.cases_on(day_shown(session, ahead))]
    matching = [outcome for outcome in outcomes if _matches(outcome, wanted)]
    rows: list[BoardRow] = []
    for title, of_group in _GROUPS:
        here = [one for one in matching if not _left(one) and one.case.stage in of_group]
        if title == "Left":
            here += [one for one in matching if _left(one)]
        if here:
            rows.append(BoardRow(case_id="", title=f"{title}  {len(here)}"))
            rows += [_row(session, one) for one in here]
    return rows


def day_shown(session: Session, ahead: int) -> date:
    """Return the day that lies `ahead` days from today, by the clinic's clock."""
    return session.here.date() + timedelta(days=ahead)


def _left(outcome: Outcome) -> bool:
    return outcome.case.closed or outcome.case.stage is Stage.FOLLOW_UP


def _matches(outcome: Outcome, wanted: str) -> bool:
    name = outcome.patient.name.formal.casefold()
    mrn = outcome.patient.mrn.casefold()
    return all(word in name or word in mrn for word in wanted.casefold().split())


def _row(session: Session, outcome: Outcome) -> BoardRow:
    case, patient = outcome.case, outcome.patient
    readable = may_be_read(case, session.person) and bool(case.order.targets)
    at = case.order.scheduled_at
    waits, how = waits_for(session, outcome)
    marks = stage_marks(outcome, session.zone)
    stage = marks[min(case.stage.place, len(marks) - 1)]
    named = procedure_name(session, case)
    return BoardRow(
        case_id=case.id,
        title=patient.name.formal,
        time=spoken_time(at, session.zone) if at else "",
        below_name=short_person(patient, session.here, case.identity_confirmed),
        where=places(case.order.targets) if readable else named,
        below_where=named if readable else "",
        sides=every_side(case.order.targets) if readable else (),
        room=case.order.room,
        marks=marks,
        stage=f"{stage.name} {stage.below}".strip(),
        waits=waits,
        how=how,
    )
