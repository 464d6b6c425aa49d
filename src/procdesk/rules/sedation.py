"""Sedation: asked about in full, and what was answered looked at by the physician."""

from procdesk.domain.finding import Finding
from procdesk.rules.facts import Facts
from procdesk.rules.lead import NOBODY_KNOWS, Lead, asked, needs_physician, told

_LEAD = Lead(
    "sedation",
    "sedation.depth",
    "planned depth of sedation",
    "sedation.not-asked",
    "sedation.concern",
    "ASA 2021 statement, 2024 multisociety on GLP-1; the rest is unconfirmed",
)
_CONCERNS = {
    "sedation.airway": (frozenset({"concern"}), "airway"),
    "sedation.apnea": (frozenset({"treated", "untreated"}), "sleep apnea"),
    "sedation.takes": (frozenset({"opioid", "benzodiazepine"}), "opioid or benzodiazepine"),
    "sedation.glp1_risk": (frozenset({"raising", "high-dose", "symptoms"}), "GLP-1 drug"),
    "sedation.iv_access": (frozenset({"no"}), "no vein access"),
    "sedation.capnography": (frozenset({"no", "cannot"}), "no capnography"),
    "sedation.reversal": (frozenset({"no"}), "no reversal at hand"),
}
"""Answers that a physician looks at: linkId -> (codes, words)."""


def judge(facts: Facts) -> tuple[Finding, ...]:
    """Nothing while no sedation is planned."""
    if not facts.sedated:
        return ()
    concerns = [
        words
        for link_id, (codes, words) in _CONCERNS.items()
        if told(facts, link_id) & (codes | NOBODY_KNOWS)
    ]
    if not concerns:
        return (asked(facts, _LEAD),)
    sentence = f"To be looked at before sedation: {', '.join(concerns)}."
    return asked(facts, _LEAD), needs_physician(facts, _LEAD, sentence)
