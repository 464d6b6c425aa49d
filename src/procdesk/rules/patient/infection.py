"""Infection: systemic, at the site, dental, recent MRSA, and antibiotics taken now (clinical.md 4).

Fever by its number stands in `vitals`. All of it is the physician's decision.
"""

from typing import Final

from procdesk.domain.finding import Finding
from procdesk.domain.section_key import SectionKey
from procdesk.rules.facts.facts import Facts
from procdesk.rules.facts.home_medicines import listed, listed_inputs, names
from procdesk.rules.facts.screening_question import (
    Lead,
    answer_codes,
    asked,
    more_than_plain,
    needs_physician,
    spoken,
)
from procdesk.rules.register import hazards

_LEAD = Lead(
    "infection.any_now",
    "signs of infection",
    hazards.INFECTION_NOT_ASKED,
    hazards.INFECTION_POSSIBLE,
)
_KIND: Final = "antibiotic"
_OF_ANTIBIOTIC: Final = {
    "infection.antibiotic": "which antibiotic",
    "infection.antibiotic_for": "what it is for",
    "infection.antibiotic_ends": "its last day",
}
_DETAILS: Final = {"infection.where": "where and since when", **_OF_ANTIBIOTIC}


def judge(facts: Facts) -> tuple[Finding, ...]:
    """Judge where a procedure has this section; there an antibiotic of the list speaks too."""
    if not facts.asks(SectionKey.INFECTION):
        return ()
    return (asked(facts, _LEAD), *_possible(facts))


def _possible(facts: Facts) -> tuple[Finding, ...]:
    """Return a stop for what was answered, and for an antibiotic that only the medicines name."""
    codes, on_list = more_than_plain(facts, _LEAD), listed(facts, _KIND)
    if not codes and not on_list:
        return ()
    parts = [f"Answered for {_LEAD.name}: {spoken(codes)}"] if codes else []
    parts += [f"among the medicines: {names(on_list)}"] if on_list else []
    if _KIND in codes or on_list:
        open_ = [
            name for link_id, name in _OF_ANTIBIOTIC.items() if not answer_codes(facts, link_id)
        ]
        parts += [f"not told yet: {', '.join(open_)}"] if open_ else []
    sentence = "; ".join(parts)
    sentence = f"{sentence[:1].upper()}{sentence[1:]}."
    inputs = (*facts.answer_inputs(_DETAILS), *listed_inputs(facts, _KIND))
    return (needs_physician(facts, _LEAD, sentence, inputs),)
