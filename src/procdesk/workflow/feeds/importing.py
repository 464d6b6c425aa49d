"""Importing: what feeds say becomes the station's entries; a message twice changes nothing."""

from collections.abc import Iterable
from dataclasses import dataclass

from procdesk.domain.entry import CLINIC, Json, Kind
from procdesk.domain.feeds.feed import (
    BookingFacts,
    FeedFacts,
    FeedParse,
    Message,
    PatientFacts,
    SetAside,
    VisitFacts,
)
from procdesk.records.journal import in_batches
from procdesk.workflow.feeds.imported_people import NotTaken, merging, registering
from procdesk.workflow.feeds.imported_visits import Decided, booking, visiting
from procdesk.workflow.ledger import STATION_STAFF, Act, Ledger


@dataclass(frozen=True, slots=True)
class MessageOutcome:
    """The outcome of one message: `duplicate`, `applied`, `id re-used` (applied all the same), or
    `not taken`. `decide` is what a person has to decide.
    """

    message: Message
    what: str
    decide: tuple[str, ...] = ()


def take(ledger: Ledger, reading: FeedParse, file_sha256: str) -> tuple[MessageOutcome, ...]:
    """Apply every message of a reading, and keep what was set aside or is to be decided."""
    outcomes = tuple(_take(ledger, message) for message in reading.messages)
    decide = [SetAside(one.message.place, why) for one in outcomes for why in one.decide]
    _set_aside(ledger, [*reading.set_aside, *decide], file_sha256)
    return outcomes


def _set_aside(ledger: Ledger, aside: Iterable[SetAside], file_sha256: str) -> None:
    known = {
        tuple(e.body.get(name) for name in ("file", "place", "reason"))
        for e in ledger.clinic.set_aside
    }
    acts = [
        Act(
            CLINIC,
            Kind.MESSAGE_SET_ASIDE,
            {"file": file_sha256, "place": part.place, "reason": part.reason},
        )
        for part in aside
        if (file_sha256, part.place, part.reason) not in known
    ]
    for batch in in_batches(acts):
        ledger.record(STATION_STAFF, batch)


def _take(ledger: Ledger, message: Message) -> MessageOutcome:
    """Each of its facts is recorded before the next is looked at: it may be of a new patient."""
    known = ledger.clinic.messages.get(f"{message.sender}|{message.message_id}", "")
    digests = set(known.split())
    if message.sha256 in digests:
        return MessageOutcome(message, "duplicate")
    decide: list[str] = []
    for facts in message.facts:
        try:
            acts, why = _applying(ledger, facts)
        except NotTaken as problem:
            return MessageOutcome(message, "not taken", (*decide, str(problem)))
        ledger.record(STATION_STAFF, acts)
        decide += [why] if why else []
    received: dict[str, Json] = {
        "sender": message.sender,
        "message_id": message.message_id,
        "sha256": " ".join([*sorted(digests), message.sha256]),
        "kind": message.kind,
    }
    ledger.record(STATION_STAFF, [Act(CLINIC, Kind.MESSAGE_RECEIVED, received)])
    return MessageOutcome(message, "id re-used" if digests else "applied", tuple(decide))


def _applying(ledger: Ledger, facts: FeedFacts) -> Decided:
    match facts:
        case PatientFacts():
            return registering(ledger, facts)[1], ""
        case VisitFacts():
            return visiting(ledger, facts)
        case BookingFacts():
            return booking(ledger, facts)
    return merging(ledger, facts), ""
