"""Event words: what was noted, as a person reads it."""

from procdesk.domain.visit.case import WRISTBAND_DIFFERS, Noted
from procdesk.domain.visit.escalation import CLOSED, OPENED, PREFIX

IN_WORDS = "event"
"""Something that only its own words say."""

EVENTS = {
    "needle_in": "Needle in",
    "needle_out": "Needle out",
    "time_out_on_paper": "Time-out read and signed on paper",
    IN_WORDS: "Something else",
    "emergency": "Emergency",
    WRISTBAND_DIFFERS: "Scanned",
}
"""Every event in words; the steps of the cards have their own."""

ON_PAPER = ("needle_in", "needle_out", "time_out_on_paper", IN_WORDS)
"""The events that somebody may enter from paper."""


def event_words(note: Noted) -> str:
    """Return the event and the words noted with it; a step of a card has its own words."""
    if note.event.startswith(PREFIX):
        what = note.event.rpartition(".")[2]
        return {OPENED: "Card opened: ", CLOSED: "Card closed: "}.get(what, "") + note.text
    words = EVENTS.get(note.event, note.event.replace("_", " ").capitalize())
    if note.event == IN_WORDS:
        return note.text or words
    return f"{words}: {note.text}" if note.text else words
