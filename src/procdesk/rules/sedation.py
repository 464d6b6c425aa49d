"""Sedation: asked about in full, and what was answered looked at by the physician."""

from procdesk.domain.finding import Finding, Input
from procdesk.rules.facts import Facts
from procdesk.rules.lead import NOBODY_KNOWS, PLAIN, Lead, asked, needs_physician, told

_LEAD = Lead(
    "sedation",
    "sedation.depth",
    "planned depth of sedation",
    "sedation.not-asked",
    "sedation.concern",
    "ASA 2021 statement, 2024 multisociety on GLP-1; the rest is unconfirmed",
)
_YES, _ASKED_AFTER_YES = "sedation.glp1", "sedation.glp1_risk"
_CONCERNS: dict[str, tuple[frozenset[str], str]] = {
    "sedation.airway": (frozenset({"concern"}), "airway"),
    "sedation.apnea": (frozenset({"treated", "untreated"}), "sleep apnea"),
    "sedation.takes": (frozenset({"opioid", "benzodiazepine"}), "opioid or benzodiazepine"),
    _YES: (frozenset(), "GLP-1 drug"),
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
    begun = bool(told(facts, _LEAD.link_id))
    concerns = [link for link in _CONCERNS if _to_look_at(facts, link, begun)]
    if not concerns:
        return (asked(facts, _LEAD),)
    words = ", ".join(_CONCERNS[link][1] for link in concerns)
    sentence = f"To be looked at before sedation: {words}."
    answered = tuple(one for link in concerns for one in _inputs(facts, link))
    return asked(facts, _LEAD), needs_physician(facts, _LEAD, sentence, answered)


def _to_look_at(facts: Facts, link_id: str, begun: bool) -> bool:
    """A concern, an unknown, or no answer where one is due: none of them lets it pass."""
    answered = told(facts, link_id)
    if answered:
        return bool(answered & (_CONCERNS[link_id][0] | NOBODY_KNOWS))
    if link_id == _ASKED_AFTER_YES:
        return bool(told(facts, _YES) - PLAIN - NOBODY_KNOWS)
    return begun


def _inputs(facts: Facts, link_id: str) -> tuple[Input, ...]:
    answer = facts.case.answer(link_id)
    codes = ", ".join(sorted(told(facts, link_id)))
    return (facts.seen(_CONCERNS[link_id][1], codes, answer.recorded),) if answer else ()
