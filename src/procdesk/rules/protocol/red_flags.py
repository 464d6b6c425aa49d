"""Red flags: what is new since the order was written."""

from procdesk.domain.finding import Finding
from procdesk.domain.section_key import SectionKey
from procdesk.rules.facts.facts import Facts
from procdesk.rules.facts.screening_question import Lead, asked, concerns
from procdesk.rules.register import hazards

_AS_BEFORE = frozenset({"known-weakness"})
_LEAD = Lead(
    "baseline.signs", "red flags since the order", hazards.RED_FLAG_NOT_ASKED, hazards.RED_FLAG_NEW
)


def judge(facts: Facts) -> tuple[Finding, ...]:
    """Judge nothing unless a procedure of the order has this section."""
    if not facts.asks(SectionKey.BASELINE):
        return ()
    return (asked(facts, _LEAD), *concerns(facts, _LEAD, _AS_BEFORE))
