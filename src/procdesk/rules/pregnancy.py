"""Pregnancy: asked before X-ray."""

from procdesk.domain.finding import Finding
from procdesk.rules.facts import Facts
from procdesk.rules.lead import Lead, asked, found

_LEAD = Lead(
    "pregnancy",
    "pregnancy.could_be",
    "possible pregnancy",
    "pregnancy.not-asked",
    "pregnancy.possible",
    "Asked per policy before X-ray; unconfirmed, the clinic verifies",
)


def judge(facts: Facts) -> tuple[Finding, ...]:
    """Nothing unless a procedure of the order has this section."""
    if not facts.asks("pregnancy"):
        return ()
    return (asked(facts, _LEAD), *found(facts, _LEAD))
