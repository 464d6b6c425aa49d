"""Event words: what was noted, as a person reads it."""

from procdesk.domain.case import WRISTBAND_DIFFERS, Noted
from procdesk.domain.escalation import CLOSED, OPENED, PREFIX

EVENTS = {
    "needle_in": "Needle in",
    "needle_out": "Needle out",
    "emergency": "Emergency",
    WRISTBAND_DIFFERS: "Scanned",
}


def event_words(one: Noted) -> str:
    """What happened and what was said of it; a step of a card stands in its own words."""
    if one.event.startswith(PREFIX):
        what = one.event.rpartition(".")[2]
        return {OPENED: "Card opened: ", CLOSED: "Card closed: "}.get(what, "") + one.text
    words = EVENTS.get(one.event, one.event.replace("_", " ").capitalize())
    return f"{words}: {one.text}" if one.text else words
