"""Ordering: what is to be done, by whom, where and when; and what a change would void."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from procdesk.domain.entry import CLINIC, Json, Kind
from procdesk.domain.staff import CLINICAL, PHYSICIAN_ONLY, Role, Staff
from procdesk.domain.stage import Stage
from procdesk.domain.targets.target import TRANSITIONAL, USUAL, Target, target_text
from procdesk.domain.visit.case import Case
from procdesk.workflow.ledger import Act, Ledger, Outcome, case_act
from procdesk.workflow.refused import Refused
from procdesk.workflow.stages import allowed, still_open

_WHO = CLINICAL | {Role.FRONT_DESK}
SEDATIONS = ("none", "light", "moderate", "deep")
_SIGNED = {
    "ready": "the physician's attestation that the case is ready",
    "time_out": "the time-out as signed",
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """One procedure of an order: its key, its targets, and the sedation that is planned."""

    key: str
    targets: tuple[Target, ...]
    sedation: str = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A change of an order; None leaves a part as it is."""

    procedures: tuple[Wanted, ...] | None = None
    operator: str | None = None
    room: str | None = None
    scheduled_at: datetime | None = None
    reason: str = ""
    transitional: str | None = None


@dataclass(frozen=True, slots=True)
class Ordered:
    """The procedures of an earlier visit, and the time it was booked for."""

    procedures: tuple[Wanted, ...]
    at: datetime


def ordered_last(ledger: Ledger, case: Case) -> Ordered | None:
    """The order of the patient's last visit, as a proposal; None where it cannot be said again."""
    for visit in reversed(ledger.earlier(case)):
        order = visit.order
        known = all(p.key in ledger.reference.procedures and p.targets for p in order.procedures)
        if order.procedures and known and order.scheduled_at:
            wanted = (Wanted(p.key, p.targets, p.sedation) for p in order.procedures)
            return Ordered(tuple(wanted), order.scheduled_at)
    return None


def change_order(ledger: Ledger, person: Staff, case_id: str, change: Change) -> Outcome:
    """Change the order. Raises Refused for a target that a procedure cannot have, or without a
    reason once the patient is here.
    """
    return ledger.act(person, case_id, *_acts(ledger, person, case_id, change))


def would_void(ledger: Ledger, person: Staff, case_id: str, change: Change) -> tuple[str, ...]:
    """Return in words what the change would void, before it is made or its reason is written.

    Raises Refused for a change that could not be made.
    """
    acts = _acts(ledger, person, case_id, replace(change, reason=change.reason or "not written"))
    before, after = ledger.outcome(case_id), ledger.preview(person, case_id, acts)
    signatures = [
        words
        for meaning, words in _SIGNED.items()
        if before.case.attestation(meaning) and not after.case.attestation(meaning)
    ]
    stopped = {one.key for one in before.findings if one.stops}
    stops = [one.sentence for one in after.findings if one.stops and one.key not in stopped]
    return (*signatures, *stops)


def _acts(ledger: Ledger, person: Staff, case_id: str, change: Change) -> list[Act]:
    still_open(ledger, case_id)
    case = ledger.case(case_id)
    _may(person, case, change)
    body: dict[str, Json] = {}
    if change.procedures is not None:
        _possible(ledger, change.procedures)
        body["procedures"] = [_order_body(case, one) for one in change.procedures]
    if change.transitional not in (None, USUAL, *TRANSITIONAL):
        raise Refused("Say what is unusual about the bones.", field="transitional")
    for name in ("operator", "room", "transitional"):
        value = getattr(change, name)
        if value is not None and value != getattr(case.order, name):
            body[name] = value
    if change.scheduled_at is not None:
        body["scheduled_at"] = change.scheduled_at.isoformat()
    if change.reason.strip():
        body["reason"] = change.reason.strip()
    return [
        case_act(case_id, Kind.ORDER_SET, body),
        *_remembered(ledger, case, change),
    ]


def _may(person: Staff, case: Case, change: Change) -> None:
    """Once the patient is here, what is done to them is the physician's to change."""
    allowed(person, _WHO, "change an order")
    known = any(one.key for one in case.order.procedures)
    if (change.procedures is None and change.transitional is None) or not known:
        return
    if case.stage.place >= Stage.PROCEDURE.place:
        raise Refused("The procedure has begun: record what was done, target by target.")
    if case.stage is not Stage.BOOKED:
        allowed(person, PHYSICIAN_ONLY, "change procedure, side or level of a patient who is here")
        if not change.reason.strip():
            raise Refused(
                "Say why it is changed: the reason is part of the record.", field="reason"
            )


def _possible(ledger: Ledger, wanted: Sequence[Wanted]) -> None:
    if not wanted:
        raise Refused("Choose the procedure and its target.", field="targets")
    for procedure in wanted:
        kind = ledger.reference.procedure(procedure.key)
        wrong = [target.words for target in procedure.targets if not kind.allows(target)]
        if wrong or not procedure.targets:
            why = f": {'; '.join(wrong)} is not one." if wrong else "."
            raise Refused(f"{kind.name} needs a target that it can have{why}", field="targets")
        if not kind.allows_together(procedure.targets):
            raise Refused(f"{kind.name} is done on one side at a time.", field="targets")
        if procedure.sedation not in SEDATIONS:
            raise Refused("Choose which sedation is planned.", field="sedation")


def _order_body(case: Case, procedure: Wanted) -> Json:
    return {
        "key": procedure.key,
        "text": case.procedure_text,
        "targets": [target_text(target) for target in procedure.targets],
        "sedation": procedure.sedation,
    }


def _remembered(ledger: Ledger, case: Case, change: Change) -> list[Act]:
    """Return the act that keeps how an imported text was understood, as a later proposal."""
    if not case.procedure_text or not change.procedures or len(change.procedures) > 1:
        return []
    order = _order_body(case, change.procedures[0])
    if ledger.clinic.known_texts.get(case.procedure_text) == order:
        return []
    known: dict[str, Json] = {"text": case.procedure_text, "order": order}
    return [Act(subject=CLINIC, kind=Kind.PROCEDURE_DEFINED, body=known)]
