"""Event words: what was noted, as a person reads it."""

from procdesk.domain.visit.case import WRISTBAND_DIFFERS, Noted
from procdesk.domain.visit.escalation import CLOSED, OPENED, PREFIX


def event_words(note: Noted) -> str:
    """Return the event and the words noted with it; a step of a card has its own words."""
    if note.event.startswith(PREFIX):
        what = note.event.rpartition(".")[2]
        return {OPENED: "Card opened: ", CLOSED: "Card closed: "}.get(what, "") + note.text
    named = note.event.replace("_", " ").capitalize()
    words = "Scanned" if note.event == WRISTBAND_DIFFERS else named
    return f"{words}: {note.text}" if note.text else words
