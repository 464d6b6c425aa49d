"""Sedation: asked about in full, and what was answered looked at by the physician.

The ASA class is a physician's to say (clinical.md 4): whoever writes it down names who said it.
"""

from typing import Final

from procdesk.domain.finding import Finding, Input, Result
from procdesk.domain.staff import PHYSICIAN_ONLY
from procdesk.rules.facts.facts import Facts
from procdesk.rules.facts.home_medicines import listed, listed_inputs, names
from procdesk.rules.facts.screening_question import (
    NOBODY_KNOWS,
    PLAIN,
    Lead,
    answer_codes,
    asked,
    needs_physician,
)
from procdesk.rules.register import hazards

_LEAD = Lead(
    "sedation.depth",
    "planned depth of sedation",
    hazards.SEDATION_NOT_ASKED,
    hazards.SEDATION_CONCERN,
)
_ASA, _SAID_BY = "sedation.asa", "sedation.asa_said_by"
_TAKES: Final = "sedation.takes"
_KINDS: Final = ("opioid", "benzodiazepine")
_PLAIN: Final[dict[str, tuple[frozenset[str], str]]] = {
    _ASA: (frozenset("123456"), "ASA class"),
    "sedation.airway": (frozenset({"plain"}), "airway"),
    "sedation.apnea": (frozenset({"no"}), "sleep apnea"),
    "sedation.iv_access": (frozenset({"yes"}), "no vein access"),
    "sedation.capnography": (frozenset({"yes"}), "no capnography"),
    "sedation.reversal": (frozenset({"yes"}), "no reversal at hand"),
}
"""Answers that nobody looks at again: linkId -> (codes, words for every other answer)."""


def judge(facts: Facts) -> tuple[Finding, ...]:
    """Judge nothing while no sedation is planned."""
    if not facts.sedated:
        return ()
    begun = bool(answer_codes(facts, _LEAD.link_id))
    home = _with_opioid(facts)
    concerns = [link for link in _PLAIN if _to_look_at(facts, link, begun)]
    if not concerns:
        return asked(facts, _LEAD), home
    words = ", ".join(_words(facts, link) for link in concerns)
    sentence = f"To be looked at before sedation: {words}."
    answered = tuple(one for link in concerns for one in _inputs(facts, link))
    return asked(facts, _LEAD), home, needs_physician(facts, _LEAD, sentence, answered)


def _to_look_at(facts: Facts, link_id: str, begun: bool) -> bool:
    """Return whether it is a concern, is unknown, or has no answer where one is due."""
    answered = answer_codes(facts, link_id)
    if link_id == _ASA and answered and not _said_by_a_physician(facts):
        return True
    return not answered <= _PLAIN[link_id][0] if answered else begun


def _said_by_a_physician(facts: Facts) -> bool:
    """Return whether a physician wrote the class down, or one of the staff is named beside it."""
    answer, staff = facts.case.answer(_ASA), facts.clinic.staff
    if answer and (by := staff.get(answer.recorded.by)) and by.roles & PHYSICIAN_ONLY:
        return True
    named = {one.casefold().strip() for one in answer_codes(facts, _SAID_BY)}
    known = (one for one in staff.values() if one.may(PHYSICIAN_ONLY))
    return any({one.name.casefold(), one.user.casefold()} & named for one in known)


def _words(facts: Facts, link_id: str) -> str:
    words = _PLAIN[link_id][1]
    if (
        link_id != _ASA
        or not answer_codes(facts, _ASA) <= _PLAIN[_ASA][0]
        or not answer_codes(facts, _ASA)
    ):
        return words
    name = ", ".join(answer_codes(facts, _SAID_BY))
    named = f"“{name}” is no physician of this clinic" if name else "no physician is named"
    return f"{words}, {named} who says it"


def _with_opioid(facts: Facts) -> Finding:
    """Judge an opioid or a benzodiazepine at home, by the medicines and by what was answered."""
    answer, on_list = facts.case.answer(_TAKES), listed(facts, *_KINDS)
    codes = answer_codes(facts, _TAKES)
    taken = sorted(codes - PLAIN - NOBODY_KNOWS)
    if taken or on_list:
        what = ", ".join(filter(None, (*taken, names(on_list))))
        result, words = Result.CANNOT_DECIDE, f"Taken at home, and sedation is planned: {what}."
    elif codes and not codes & NOBODY_KNOWS:
        result, words = Result.MET, "No opioid and no benzodiazepine at home."
    else:
        result, words = Result.CANNOT_DECIDE, "Not known yet: an opioid or benzodiazepine at home."
    answered = (
        (facts.input("taken at home", ", ".join(sorted(codes)), answer.recorded),) if answer else ()
    )
    return hazards.SEDATION_OPIOID.finding(
        result=result,
        sentence=words,
        clears="A physician decides with a reason, or the answer is corrected.",
        inputs=(*answered, *listed_inputs(facts, *_KINDS)),
    )


def _inputs(facts: Facts, link_id: str) -> tuple[Input, ...]:
    answer = facts.case.answer(link_id)
    codes = ", ".join(sorted(answer_codes(facts, link_id)))
    return (facts.input(_PLAIN[link_id][1], codes, answer.recorded),) if answer else ()
