"""Back-entry: what was done on paper while the desk could not be used. It records, never pretends.

Every entry says who saw the paper and when the thing was done. What was done has been done, so no
gate refuses it; what the rules find stays open and shows.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from procdesk.domain.entry import Json, Kind
from procdesk.domain.staff import CLINICAL, Staff
from procdesk.domain.stage import Stage
from procdesk.workflow.ledger import Ledger, Outcome, case_act
from procdesk.workflow.refused import Refused
from procdesk.workflow.room.procedure import ACTS
from procdesk.workflow.stages import allowed, spoken, still_open

EVENTS = {
    "needle_in": "Needle in",
    "needle_out": "Needle out",
    "time_out_on_paper": "Time-out read and signed on paper",
    "event": "Something else",
}
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
    return _record(ledger, person, case_id, paper, Kind.STAGE_ENTERED, {"stage": stage.value})


def record_event(
    ledger: Ledger, person: Staff, case_id: str, paper: DowntimePaper, event: str, words: str = ""
) -> Outcome:
    """Something that the paper says happened. Raises Refused for an event without words."""
    if event not in EVENTS:
        raise Refused("Choose what happened.", field="event")
    if event == "event" and not words.strip():
        raise Refused("Write what happened.", field="words")
    body: dict[str, Json] = {"event": event, "text": words.strip()}
    return _record(ledger, person, case_id, paper, Kind.EVENT_NOTED, body)


def record_drug(  # a drug on paper has this many parts
    ledger: Ledger,
    person: Staff,
    case_id: str,
    paper: DowntimePaper,
    *,
    act: str,
    drug: str,
    strength: str = "",
    volume_ml: Decimal | None = None,
    lot: str = "",
    expiry: str = "",
) -> Outcome:
    """A drug that the paper says was given."""
    if act not in ACTS:
        raise Refused("Say what the drug was given for.", field="act")
    if not drug.strip():
        raise Refused("Write which drug was given.", field="drug")
    body: dict[str, Json] = {
        "act": act,
        "drug": drug.strip(),
        "strength": strength.strip(),
        "volume_ml": str(volume_ml) if volume_ml is not None else "",
        "lot": lot.strip(),
        "expiry": expiry.strip(),
    }
    return _record(ledger, person, case_id, paper, Kind.DRUG_GIVEN, body)


def _record(
    ledger: Ledger,
    person: Staff,
    case_id: str,
    paper: DowntimePaper,
    kind: Kind,
    body: dict[str, Json],
) -> Outcome:
    still_open(ledger, case_id)
    allowed(person, CLINICAL, "enter what was done on paper")
    if not paper.seen_by.strip():
        raise Refused("Say who saw the paper.", field="seen_by")
    if not ledger.now() - _OLDEST <= paper.done_at <= ledger.now():
        raise Refused("The time on the paper lies in the last seven days.", field="done_at")
    from_paper: Json = {"seen_by": paper.seen_by.strip()}
    act = case_act(case_id, kind, {**body, "from_paper": from_paper}, paper.done_at)
    return ledger.act(person, case_id, act)
