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
_ASKED_AFTER_YES = "sedation.glp1_risk"
_CONCERNS: dict[str, tuple[frozenset[str], str]] = {
    "sedation.airway": (frozenset({"concern"}), "airway"),
    "sedation.apnea": (frozenset({"treated", "untreated"}), "sleep apnea"),
    "sedation.takes": (frozenset({"opioid", "benzodiazepine"}), "opioid or benzodiazepine"),
    "sedation.glp1": (frozenset(), "GLP-1 drug"),
    _ASKED_AFTER_YES: (
        frozenset({"raising", "high-dose", "symptoms"}),
        "GLP-1 drug, delayed stomach",
    ),
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
        if _to_look_at(told(facts, link_id), codes, link_id)
    ]
    if not concerns or not told(facts, _LEAD.link_id):
        return (asked(facts, _LEAD),)
    sentence = f"To be looked at before sedation: {', '.join(concerns)}."
    return asked(facts, _LEAD), needs_physician(facts, _LEAD, sentence)


def _to_look_at(answered: frozenset[str], codes: frozenset[str], link_id: str) -> bool:
    """A concern, an unknown, or no answer where one is due: none of them lets it pass."""
    if not answered:
        return link_id != _ASKED_AFTER_YES
    return bool(answered & (codes | NOBODY_KNOWS))
