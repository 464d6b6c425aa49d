"""Lead question: asked or not, and an answer that a physician has to look at."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from procdesk.domain.finding import Finding, Input, Result
from procdesk.rules.facts.facts import Facts
from procdesk.rules.register.hazard import Hazard

NOBODY_KNOWS: Final = frozenset({"unknown", "not-asked", "declined"})
PLAIN: Final = frozenset({"none", "no"})


@dataclass(frozen=True, slots=True)
class Lead:
    """The question that opens a section, and the hazards of no answer and of one that is a concern.

    `name` is what it asks about, as the room says it.
    """

    link_id: str
    name: str
    not_asked: Hazard
    concern: Hazard

    @property
    def section(self) -> str:
        """The section that it opens."""
        return self.not_asked.section


def answer_codes(facts: Facts, link_id: str) -> frozenset[str]:
    """Return the codes that were answered; none while nobody answered or two answers differ.

    A blank is no answer.
    """
    value = facts.case.value(link_id)
    codes = value if isinstance(value, list) else [value]
    return frozenset(str(code) for code in codes if code is not None and str(code).strip())


def asked(facts: Facts, lead: Lead) -> Finding:
    """Judge whether the question was asked and answered; unknown and declined are no answer."""
    codes = answer_codes(facts, lead.link_id)
    open_ = not codes or bool(codes & NOBODY_KNOWS)
    answered = spoken(codes)
    sentence = f"Not known yet: {lead.name}."
    if codes and open_:
        sentence = f"Nobody can say yet: {lead.name} ({answered})."
    return lead.not_asked.finding(
        result=Result.CANNOT_DECIDE if open_ else Result.MET,
        sentence=sentence if open_ else f"Asked: {lead.name}.",
        clears="Ask and enter the answer, or a physician decides.",
        inputs=_inputs(facts, lead),
    )


def concerns(
    facts: Facts, lead: Lead, harmless: frozenset[str] = frozenset()
) -> tuple[Finding, ...]:
    """Stop for a physician when an answer is more than the plain ones and the harmless ones.

    An answer that another version of a form gives is none of them, so it stops.
    """
    codes = more_than_plain(facts, lead, harmless)
    if not codes:
        return ()
    return (needs_physician(facts, lead, f"Answered for {lead.name}: {spoken(codes)}."),)


def more_than_plain(
    facts: Facts, lead: Lead, harmless: frozenset[str] = frozenset()
) -> frozenset[str]:
    """Return the codes that a physician looks at."""
    return answer_codes(facts, lead.link_id) - PLAIN - NOBODY_KNOWS - harmless


def spoken(codes: Iterable[str]) -> str:
    """Return codes as words."""
    return ", ".join(sorted(codes)).replace("-", " ")


def needs_physician(
    facts: Facts, lead: Lead, sentence: str, more: tuple[Input, ...] = ()
) -> Finding:
    """Return a stop that only a physician's decision clears; `more` is what it rests on besides."""
    return lead.concern.finding(
        result=Result.CANNOT_DECIDE,
        sentence=sentence,
        clears="A physician decides with a reason, or the answer is corrected.",
        inputs=(*_inputs(facts, lead), *more),
    )


def _inputs(facts: Facts, lead: Lead) -> tuple[Input, ...]:
    answer = facts.case.answer(lead.link_id)
    if answer is None:
        return ()
    return (
        facts.input(
            lead.name, ", ".join(sorted(answer_codes(facts, lead.link_id))), answer.recorded
        ),
    )
