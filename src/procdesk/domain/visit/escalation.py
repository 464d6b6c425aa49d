"""Escalation: the card of an event that goes wrong, and what of it was done in a case."""

import msgspec

from procdesk.domain.resource_file import Status, decode
from procdesk.domain.visit.case import Case, Noted

PREFIX = "escalation."
"""How the events of a card begin: then the card's key, then the step's id."""
OPENED, CLOSED, SAID = "opened", "closed", "said"


class Step(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One thing to do."""

    id: str
    words: str
    status: Status
    source: str


class Card(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An event with its signs, when it comes (empty where no source says it), and what is done."""

    key: str
    title: str
    signs: str
    timing: str
    steps: tuple[Step, ...]


def cards_from(raw: bytes) -> dict[str, Card]:
    """Return the cards of resources/escalation/cards.json by key. Raises ResourceRefused."""
    cards = decode(raw, tuple[Card, ...], "escalation/cards.json")
    return {card.key: card for card in cards}


def event_of(card: str, step: str) -> str:
    """The name under which a step of a card is noted."""
    return f"{PREFIX}{card}.{step}"


def noted(case: Case, card: str) -> tuple[Noted, ...]:
    """Return the notes of a card since it was last opened, by time; none if it never was."""
    notes: list[Noted] = []
    for note in case.events:
        if note.event == event_of(card, OPENED):
            notes = [note]
        elif note.event.startswith(f"{PREFIX}{card}."):
            notes.append(note)
    return tuple(notes)


def is_open(case: Case, card: str) -> bool:
    """Opened, and closed by nobody since."""
    notes = noted(case, card)
    return bool(notes) and all(one.event != event_of(card, CLOSED) for one in notes)


def open_cards(case: Case) -> tuple[str, ...]:
    """The keys of the cards that are open, in the order in which they were first opened."""
    events = (one.event for one in case.events if one.event.startswith(PREFIX))
    keys = dict.fromkeys(name.split(".")[1] for name in events)
    return tuple(key for key in keys if is_open(case, key))
