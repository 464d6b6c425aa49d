"""Escalating: an event's card is opened by anybody, done step by step, closed by a physician."""

from procdesk.domain.entry import Json, Kind
from procdesk.domain.staff import CLINICAL, PHYSICIAN_ONLY, Role, Staff
from procdesk.domain.stage import Stage
from procdesk.domain.visit.escalation import CLOSED, OPENED, SAID, Card, event_of, is_open
from procdesk.workflow.ledger import Ledger, Outcome, case_act
from procdesk.workflow.refused import Refused
from procdesk.workflow.stages import allowed

_ANYBODY = CLINICAL | {Role.FRONT_DESK}


def open_card(ledger: Ledger, person: Staff, case_id: str, card: Card) -> Outcome:
    """Something happens: the card is open from now on. One that is open stays as it is.

    Also after the visit has ended: what comes later comes by phone.
    """
    allowed(person, _ANYBODY, "open the card of an event")
    case = ledger.case(case_id)
    if case.stage is Stage.CLOSED:
        raise Refused("This case is closed: open the patient's newest case.")
    if is_open(case, card.key):
        return ledger.outcome(case_id)
    return _note(ledger, person, case_id, event_of(card.key, OPENED), card.title)


def step_done(ledger: Ledger, person: Staff, case_id: str, card: Card, step_id: str) -> Outcome:
    """A step was done now, in the words that it had."""
    words = next(one.words for one in card.steps if one.id == step_id)
    return _during(ledger, person, case_id, card, step_id, words)


def say(ledger: Ledger, person: Staff, case_id: str, card: Card, words: str) -> Outcome:
    """Note what else was seen or done now. Raises Refused if it is empty."""
    if not words.strip():
        raise Refused("Write what was seen or done.", field="said")
    return _during(ledger, person, case_id, card, SAID, words.strip())


def close(ledger: Ledger, person: Staff, case_id: str, card: Card, became: str) -> Outcome:
    """A physician closes the card with what became of it. Raises Refused."""
    allowed(person, PHYSICIAN_ONLY, "close the card of an event")
    if not became.strip():
        raise Refused("Write what became of it: it is part of the record.", field="became")
    return _during(ledger, person, case_id, card, CLOSED, became.strip())


def _during(
    ledger: Ledger, person: Staff, case_id: str, card: Card, what: str, words: str
) -> Outcome:
    allowed(person, _ANYBODY, "note what was done")
    if not is_open(ledger.case(case_id), card.key):
        raise Refused("This card is not open: open it first.")
    return _note(ledger, person, case_id, event_of(card.key, what), words)


def _note(ledger: Ledger, person: Staff, case_id: str, event: str, text: str) -> Outcome:
    body: dict[str, Json] = {"event": event, "text": text}
    return ledger.act(person, case_id, case_act(case_id, Kind.EVENT_NOTED, body))
