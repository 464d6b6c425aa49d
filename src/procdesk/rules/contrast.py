"""Contrast: an earlier reaction needs a physician's order, by how severe it was."""

from collections.abc import Sequence
from typing import Final

from procdesk.domain.catalogue import plain
from procdesk.domain.finding import Effect, Finding, Input, Result
from procdesk.domain.medication import Allergy, Confirmation
from procdesk.domain.staff import PHYSICIAN_ONLY
from procdesk.domain.substances import severity
from procdesk.rules.adopted import NOT_ADOPTED, Figure, figure
from procdesk.rules.facts import Facts

SUBJECT: Final = "contrast"
SOURCE: Final = "ACR manual as reproduced: elective and accelerated premedication"
_FAMILY: Final = "allergy"
_WORST: Final = ("mild", "moderate", "severe")


def finding(facts: Facts, rows: Sequence[Allergy]) -> Finding:
    """What is known of the reaction, and what the adopted rows say; a physician orders."""
    how = [severity(plain(f"{row.text} {row.reaction}")) for row in rows]
    sure = any(row.confirmation is Confirmation.CONFIRMED for row in rows)
    names = ", ".join(row.text for row in rows)
    who = f"Earlier reaction to {names}" if sure else f"Nobody can say if {names} gave a reaction"
    if "" in how:
        sentence = f"{who}; how severe it was is not known."
        clears = "Ask if it was mild, moderate or severe; a physician orders what is given before."
        return _stop(facts, rows, sentence, clears, Figure())
    worst = max(how, key=_WORST.index)
    row = figure(facts, _FAMILY, worst)
    adopted = f"the adopted row says “{row.words}”" if row.words else row.problem
    sentence = f"{who}, {worst}; contrast may be used, and {adopted}."
    return _stop(facts, rows, sentence, _order(facts), row)


def _order(facts: Facts) -> str:
    """What a physician may order, only from rows that the clinic adopted."""
    told = {
        name: row.words
        for name in ("elective", "accelerated")
        if (row := figure(facts, _FAMILY, name)).policy
    }
    words = "; ".join(f"{name}: {what}" for name, what in told.items())
    return f"A physician orders it, or another agent. {words or NOT_ADOPTED.capitalize()}."


def _stop(
    facts: Facts, rows: Sequence[Allergy], sentence: str, clears: str, row: Figure
) -> Finding:
    return Finding(
        f"allergy.{SUBJECT}",
        Effect.STOPS,
        Result.CANNOT_DECIDE,
        sentence,
        clears,
        "allergies",
        tuple(told(facts, one) for one in rows),
        row.source or SOURCE,
        row.policy,
        overridable_by=PHYSICIAN_ONLY,
    )


def told(facts: Facts, row: Allergy) -> Input:
    """One allergy with its reaction, who wrote it down and when."""
    value = f"{row.text}, {row.reaction}" if row.reaction else row.text
    return Input("allergy", value, row.at, facts.clinic.name_of(row.by))
