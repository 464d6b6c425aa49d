"""Deciding: what a physician decides after the visit, with reason; its date is the entry's."""

from procdesk.domain.decision import DECISIONS, NEXT
from procdesk.domain.entry import Json, Kind
from procdesk.domain.relief.follow_up_call import open_red_flags, reached
from procdesk.domain.staff import PHYSICIAN_ONLY, Staff
from procdesk.rules.register import hazards
from procdesk.workflow.ledger import Act, Ledger, Outcome, case_act
from procdesk.workflow.refused import Refused
from procdesk.workflow.stages import allowed


def decide(ledger: Ledger, person: Staff, case_id: str, decision: str, reason: str) -> Outcome:
    """Record what is done next. An earlier decision stays and shows. Raises Refused."""
    allowed(person, PHYSICIAN_ONLY, "decide what is next")
    if not ledger.case(case_id).took_place:
        raise Refused("Nothing was done in this visit, so there is nothing to compare.")
    if decision not in DECISIONS:
        raise Refused("Choose what is decided.", field="decision")
    return _record(ledger, person, case_id, NEXT, decision, reason)


def close_signs(ledger: Ledger, person: Staff, case_id: str, reason: str) -> Outcome:
    """Close every sign that is open in this case, with one reason for what was done.

    Raises Refused where no sign is open and nothing was left unasked.
    """
    allowed(person, PHYSICIAN_ONLY, "close a sign of an emergency")
    case = ledger.case(case_id)
    calls = {call.recorded.entry_id for call, _signs in open_red_flags(case)}
    finding = next(
        (f for f in ledger.outcome(case_id).findings if f.key == hazards.RED_FLAG_TOLD.key), None
    )
    if finding is None or not finding.stops:
        raise Refused("No sign is open in this case.")
    calls.add(reached(case)[-1].recorded.entry_id)
    acts = [_act(case_id, call, "closed", _stripped(reason)) for call in sorted(calls)]
    return ledger.act(person, case_id, *acts)


def _record(
    ledger: Ledger, person: Staff, case_id: str, about: str, decision: str, reason: str
) -> Outcome:
    return ledger.act(person, case_id, _act(case_id, about, decision, _stripped(reason)))


def _stripped(reason: str) -> str:
    if not reason.strip():
        raise Refused("Write the reason.", field="reason")
    return reason.strip()


def _act(case_id: str, about: str, decision: str, reason: str) -> Act:
    body: dict[str, Json] = {"about": about, "decision": decision, "reason": reason}
    return case_act(case_id, Kind.DECIDED, body)
