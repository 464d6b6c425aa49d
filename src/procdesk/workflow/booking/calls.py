"""Calls: before the visit the same questions at the planned time, and who was reached."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from procdesk.domain.entry import Json, Kind
from procdesk.domain.finding import Finding
from procdesk.domain.relief.follow_up_call import PRE_VISIT, calls_before
from procdesk.domain.staff import CLINICAL, Role, Staff
from procdesk.domain.stage import Stage
from procdesk.domain.visit.case import Case, PhoneCall
from procdesk.rules.register.hazards import hazard_of
from procdesk.workflow.ledger import Act, Ledger, Outcome, case_act
from procdesk.workflow.refused import Refused
from procdesk.workflow.stages import allowed, still_open

ESCORT = "escort"
DAYS_AHEAD = 7
REACHED = {"patient": "The patient", "other": "Somebody else", "nobody": "Nobody"}


@dataclass(frozen=True, slots=True)
class CallQuestion:
    """One question of the call, answered yes, no, or not asked."""

    key: str
    question: str


@dataclass(frozen=True, slots=True)
class Planned:
    """The planned hour, what would stop then by what is known now, and what nobody asked yet."""

    at: datetime
    stops: tuple[Finding, ...]
    not_asked: tuple[Finding, ...]


ASKS = (
    CallQuestion("unwell", "Fever, an infection, or an antibiotic now?"),
    CallQuestion("changed", "Any new medicine, fall, or hospital stay since the order?"),
    CallQuestion("escort", "Does an adult take the patient home?"),
    CallQuestion("told", "Told what to bring, and whom to ask about medicines?"),
)
"""Medicines and allergies are asked on their own pages, which the call leads to."""


def due(ledger: Ledger) -> tuple[Outcome, ...]:
    """Cases of the next days whose patient was not reached yet, by day and time."""
    today = ledger.today()
    cases = (
        case
        for ahead in range(1, DAYS_AHEAD + 1)
        for case in ledger.cases_on(today + timedelta(days=ahead))
    )
    open_ = (one for one in cases if one.stage is Stage.BOOKED and not one.closed)
    return tuple(
        ledger.outcome(case.id)
        for case in open_
        if not any(call.reached == "patient" for call in calls_before(case))
    )


def record(  # whom a call reached and what was said
    ledger: Ledger,
    person: Staff,
    case_id: str,
    reached: str,
    replies: Mapping[str, str],
    words: str = "",
) -> Outcome:
    """Record a pre-visit call, also one that reached nobody. Raises Refused."""
    still_open(ledger, case_id)
    allowed(person, CLINICAL | {Role.FRONT_DESK}, "record a call")
    if reached not in REACHED:
        raise Refused("Say who was reached.", field="reached")
    if reached == "patient":
        missing = next((one for one in ASKS if not replies.get(one.key)), None)
        if missing:
            raise Refused(f"Still to be answered: {missing.question.lower()}", field=missing.key)
    answers: dict[str, Json] = {one.key: replies[one.key] for one in ASKS if replies.get(one.key)}
    return ledger.act(person, case_id, _made(case_id, PRE_VISIT, reached, answers, words))


def escort(case: Case) -> tuple[str, str] | None:
    """Name and phone of who takes the patient home, as said at arrival; None if nobody does."""
    name, phone = case.value("arrival.escort_name"), case.value("escort.phone")
    return (str(name), str(phone or "")) if name else None


def call_escort(ledger: Ledger, person: Staff, case_id: str, reached: str) -> Outcome:
    """The escort was called to fetch the patient: `other` if they were reached, else `nobody`."""
    still_open(ledger, case_id)
    allowed(person, CLINICAL | {Role.FRONT_DESK}, "record a call")
    if escort(ledger.case(case_id)) is None:
        raise Refused("Nobody was named to take the patient home: open Arrival.")
    return ledger.act(person, case_id, _made(case_id, ESCORT, reached, {}, ""))


def to_escort(case: Case) -> tuple[PhoneCall, ...]:
    """The calls to who takes the patient home, oldest first."""
    return tuple(call for call in case.calls if call.kind == ESCORT)


def _made(case_id: str, call: str, reached: str, answers: Mapping[str, Json], words: str) -> Act:
    body: dict[str, Json] = {
        "call": call,
        "reached": reached,
        "told": dict(answers),
        "text": words.strip(),
    }
    return case_act(case_id, Kind.CALL_MADE, body)


def at_planned_time(ledger: Ledger, case_id: str) -> Planned | None:
    """Return the stops that the same rules find at the planned hour; None while none is set.

    Only of what can be asked on the phone: side, consent, vital signs and papers wait for the day.
    """
    at = ledger.case(case_id).order.scheduled_at
    if at is None:
        return None
    findings = ledger.outcome(case_id, at).findings
    stops = [one for one in findings if one.stops and _can_be_asked_now(one)]
    known = tuple(one for one in stops if one.inputs)
    return Planned(at, known, tuple(one for one in stops if not one.inputs))


def _can_be_asked_now(finding: Finding) -> bool:
    """Return whether a patient can say something about it on the phone."""
    hazard = hazard_of(finding.key)
    return hazard is not None and hazard.phone
