"""Glucose: diabetes asked, and measured on the day. Limits are the clinic's, not ours."""

from procdesk.domain.finding import Finding
from procdesk.rules.facts import Facts
from procdesk.rules.lead import NOBODY_KNOWS, PLAIN, Lead, asked, needs_physician, told

_LEAD = Lead(
    "diabetes",
    "diabetes.type",
    "diabetes",
    "glucose.not-asked",
    "glucose.not-measured",
    "Even, Spine 2012: glucose rises after epidural steroid; no authority for a limit",
)


def judge(facts: Facts) -> tuple[Finding, ...]:
    """Nothing unless a procedure of the order has this section."""
    if not facts.asks("diabetes"):
        return ()
    diabetic = told(facts, _LEAD.link_id) - PLAIN - NOBODY_KNOWS
    if not diabetic or facts.today("diabetes.glucose"):
        return (asked(facts, _LEAD),)
    sentence = "The patient has diabetes and glucose has not been measured today."
    return asked(facts, _LEAD), needs_physician(facts, _LEAD, sentence)
