"""Contrast: an earlier reaction needs a physician's order, by how severe it was."""

from collections.abc import Sequence
from typing import Final

from procdesk.domain.finding import Finding, Input, Result
from procdesk.domain.medicines.medication import Allergy, Confirmation
from procdesk.domain.medicines.spelling import plain
from procdesk.domain.medicines.substances import SEVERITIES, severity
from procdesk.rules.facts.facts import Facts
from procdesk.rules.register import hazards

_FAMILY: Final = "allergy"
_ELECTIVE: Final = (
    "Elective: prednisone {prednisone} by mouth {prednisone-first}, {prednisone-second} and "
    "{prednisone-last} before, if wanted with diphenhydramine {diphenhydramine} "
    "{diphenhydramine-before} before; or methylprednisolone {methylprednisolone} by mouth "
    "{methylprednisolone-first} and {methylprednisolone-last} before."
)
_ACCELERATED: Final = (
    "Accelerated: methylprednisolone {accelerated-methylprednisolone} or hydrocortisone "
    "{accelerated-hydrocortisone} into a vein now and every {accelerated-every}, with "
    "diphenhydramine; it takes {accelerated-takes}."
)


def finding(facts: Facts, rows: Sequence[Allergy]) -> Finding:
    """Judge the reaction as far as it is known, by the adopted rows; a physician orders."""
    how = [severity(plain(f"{row.text} {row.reaction}")) for row in rows]
    sure = any(row.confirmation is Confirmation.CONFIRMED for row in rows)
    names = ", ".join(row.text for row in rows)
    who = f"Earlier reaction to {names}" if sure else f"Nobody can say if {names} gave a reaction"
    limit = facts.limit(_FAMILY, "premedicate-from")
    if "" in how:
        sentence = f"{who}; how severe it was is not known, and contrast may be used."
        clears = "Ask if it was mild, moderate or severe; then a physician orders what is given."
    else:
        worst = max(how, key=SEVERITIES.index)
        sentence = f"{who}, {worst}, and contrast may be used. {_asked_for(facts, worst)}"
        clears = f"A physician orders premedication or another agent. {_figures(facts)}"
    return hazards.ALLERGY_CONTRAST.finding(
        result=Result.CANNOT_DECIDE,
        sentence=sentence,
        clears=clears,
        inputs=(allergy_input(facts, one) for one in rows),
        limit=limit,
    )


def _asked_for(facts: Facts, worst: str) -> str:
    """Say whether the clinic's row asks for premedication after a reaction as bad as that."""
    limit = facts.limit(_FAMILY, "premedicate-from")
    if limit.value is None:
        return f"From which reaction on premedication is due: {limit.problem}."
    due = SEVERITIES.index(worst) + 1 >= limit.value
    return f"The clinic's row asks for {'' if due else 'no '}premedication after it."


def _figures(facts: Facts) -> str:
    """Return the regimens in the clinic's adopted numbers, or a sentence that there are none.

    One number that is missing withholds its whole line: half a regimen is worse than none.
    """
    return " ".join(_line(facts, name, line) for name, line in _LINES.items())


_LINES: Final = {"elective": _ELECTIVE, "accelerated": _ACCELERATED}


def _line(facts: Facts, name: str, line: str) -> str:
    names = [part.partition("}")[0] for part in line.split("{")[1:]]
    limits = {one: facts.limit(_FAMILY, one) for one in names}
    if problem := next((one.problem for one in limits.values() if one.value is None), ""):
        return f"Numbers for {name} premedication: {problem}."
    for key, limit in limits.items():
        line = line.replace(f"{{{key}}}", limit.words)
    return line


def allergy_input(facts: Facts, row: Allergy) -> Input:
    """Return one allergy with its reaction, who wrote it down and when."""
    value = f"{row.text}, {row.reaction}" if row.reaction else row.text
    return Input("allergy", value, row.at, facts.clinic.name_of(row.by))
