"""Amending: the only ways to correct the record. The old value stays and shows."""

from collections.abc import Mapping

from procdesk.domain.entry import Entry, Json, Kind
from procdesk.domain.relief.follow_up_call import FOLLOW_UP
from procdesk.domain.staff import CLINICAL, PHYSICIAN_ONLY, Staff
from procdesk.workflow.ledger import Ledger, Outcome, case_act, leaves_unread
from procdesk.workflow.refused import Refused
from procdesk.workflow.room.procedure import ACTS
from procdesk.workflow.stages import allowed


def amend(
    ledger: Ledger,
    person: Staff,
    case_id: str,
    entry_id: str,
    change: Mapping[str, Json],
    reason: str,
) -> Outcome:
    """Replace parts of an entry's body; the entry itself stays and is shown struck through.

    `change` holds the fields of the entry's kind that differ (docs/journal.md).

    Raises Refused if nobody could read it then, or if what it becomes would have been stopped.
    """
    case = ledger.case(case_id)
    entry = case.as_corrected(_entry(ledger, case_id, entry_id))
    _why(person, reason, entry)
    corrected: dict[str, Json] = {**entry.body, **change}
    if entry.kind == Kind.DRUG_GIVEN and corrected.get("act") not in ACTS:
        raise Refused("Say what the drug was given for.", field="act")
    body: dict[str, Json] = {"of": entry_id, "body": corrected, "reason": reason.strip()}
    act = case_act(case_id, Kind.AMENDED, body)
    if leaves_unread(case, ledger.preview(person, case_id, [act]).case):
        raise Refused(f"This cannot be read as what it was: correct {_named(change)} again.")
    return ledger.act(person, case_id, act)


def entered_in_error(
    ledger: Ledger, person: Staff, case_id: str, entry_id: str, reason: str
) -> Outcome:
    """Say that an entry should never have been made: the only deletion, and it shows."""
    _why(person, reason, _entry(ledger, case_id, entry_id))
    body: dict[str, Json] = {"of": entry_id, "reason": reason.strip()}
    act = case_act(case_id, Kind.ENTERED_IN_ERROR, body)
    if leaves_unread(ledger.case(case_id), ledger.preview(person, case_id, [act]).case):
        raise Refused("Later entries rest on this one: mark those as wrong first.")
    return ledger.act(person, case_id, act)


def _entry(ledger: Ledger, case_id: str, entry_id: str) -> Entry:
    entries = ledger.case(case_id).entries
    entry = next((entry for entry in entries if entry.id == entry_id), None)
    if entry is None:
        raise Refused("This entry is not part of the case.")
    if entry.kind in _FINAL:
        raise Refused("This cannot be amended: record what is true now.")
    return entry


_FINAL = (
    *(Kind.CASE_OPENED, Kind.STAGE_ENTERED, Kind.ATTESTED, Kind.AMENDED),
    Kind.CONFLICT_RESOLVED,
)


def _named(change: Mapping[str, Json]) -> str:
    return ", ".join(one.replace("_", " ") for one in change)


def _why(person: Staff, reason: str, entry: Entry) -> None:
    """Hazard: a sign told on the phone is not taken away by whoever wrote it down."""
    after_visit = entry.kind == Kind.CALL_MADE and entry.body.get("call") == FOLLOW_UP
    if after_visit or entry.kind == Kind.DECIDED:
        allowed(person, PHYSICIAN_ONLY, "correct a call after the visit, or a decision")
    allowed(person, CLINICAL, "correct the record")
    if not reason.strip():
        raise Refused("Say why it is corrected.", field="reason")
