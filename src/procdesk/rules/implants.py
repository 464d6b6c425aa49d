"""Implants: an active device and radiofrequency need the physician's plan."""

from procdesk.domain.finding import Finding
from procdesk.rules.facts import Facts
from procdesk.rules.lead import Lead, asked, found

_ACTIVE = frozenset({"pacemaker", "icd", "stimulator", "pump"})
_LEAD = Lead(
    "implants",
    "implants.any",
    "devices in the body",
    "implant.not-asked",
    "implant.radiofrequency",
    "ASPN 2023 and ASA 2020 exist, practice varies; the plan is the physician's",
)


def judge(facts: Facts) -> tuple[Finding, ...]:
    """Asked where a procedure has this section; a device stops only with radiofrequency."""
    if not facts.asks("implants"):
        return ()
    radiofrequency = any(kind.family == "radiofrequency" for kind in facts.kinds)
    return (asked(facts, _LEAD), *(found(facts, _LEAD, _ACTIVE) if radiofrequency else ()))
