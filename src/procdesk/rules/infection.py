"""Infection: fever, skin, elsewhere, antibiotics."""

from procdesk.domain.finding import Finding
from procdesk.rules.facts import Facts
from procdesk.rules.lead import Lead, asked, found

_LEAD = Lead(
    "infection",
    "infection.any_now",
    "signs of infection",
    "infection.not-asked",
    "infection.possible",
    "Temperature, infection, antibiotic; unconfirmed, the clinic verifies",
)


def judge(facts: Facts) -> tuple[Finding, ...]:
    """Nothing unless a procedure of the order has this section."""
    if not facts.asks("infection"):
        return ()
    return (asked(facts, _LEAD), *found(facts, _LEAD))
