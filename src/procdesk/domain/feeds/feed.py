"""Plain facts of a message, a bundle or a day list. Storing them is workflow's."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TypeAlias

from procdesk.domain.feeds.condition import BundleCondition
from procdesk.domain.medicines.medication import Allergy, Medication
from procdesk.domain.visit.patient import Identifier, Name, Sex


class BookingAct(StrEnum):
    """The acts of a message on a booking."""

    BOOK = "book"
    CHANGE = "change"
    CANCEL = "cancel"
    NO_SHOW = "no_show"


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientFacts:
    """One patient as another system knows them. None means that it says nothing."""

    name: Name
    identifiers: tuple[Identifier, ...]
    birth_date: date | None = None
    sex: Sex = Sex.UNKNOWN
    phone: str = ""
    language: str = ""
    deceased: bool | None = None
    allergies: tuple[Allergy, ...] | None = None
    medications: tuple[Medication, ...] | None = None
    conditions: tuple[BundleCondition, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BookingFacts:
    """One appointment. `external_id` is the other system's own number of it; `visit` and
    `account` are its numbers of the visit and of its bill.
    """

    patient: PatientFacts
    act: BookingAct
    external_id: str
    procedure_text: str
    scheduled_at: datetime
    room: str = ""
    operator: str = ""
    visit: str = ""
    account: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitFacts:
    """A visit told by a feed. `cancelled`: it is taken back (A11).

    Which visit is meant stands in its number, the number of its account, or its time.
    """

    patient: PatientFacts
    cancelled: bool = False
    visit: str = ""
    account: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class MergeFacts:
    """Two records of one person: the second is folded into the first (A40)."""

    survivor: PatientFacts
    merged: tuple[Identifier, ...]


FeedFacts: TypeAlias = PatientFacts | BookingFacts | VisitFacts | MergeFacts


def patient_of(facts: FeedFacts) -> PatientFacts:
    """Return the patient that any kind of facts is about."""
    if isinstance(facts, PatientFacts):
        return facts
    return facts.survivor if isinstance(facts, MergeFacts) else facts.patient


@dataclass(frozen=True, slots=True)
class SetAside:
    """A part that could not be used: its place and what would mend it. Names no patient."""

    place: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One message, bundle or line with its identity: same sender, id and content is a duplicate.

    `place` is where in the file it stands.
    """

    sender: str
    message_id: str
    sha256: str
    kind: str
    facts: tuple[FeedFacts, ...]
    place: str = "file"


@dataclass(frozen=True, slots=True)
class FeedParse:
    """All of a file: what can be used, and what was set aside with its reason."""

    kind: str
    messages: tuple[Message, ...] = ()
    set_aside: tuple[SetAside, ...] = ()


class Unreadable(Exception):
    """A part of the input cannot be used; the rest goes on."""

    def __init__(self, place: str, reason: str) -> None:
        super().__init__(reason)
        self.set_aside = SetAside(place, reason)
