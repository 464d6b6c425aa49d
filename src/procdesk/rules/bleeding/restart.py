"""Restart: nobody leaves with a blood thinner of which no physician said when it starts again."""

from procdesk.domain.finding import Finding, Input, Result
from procdesk.domain.stage import Stage
from procdesk.domain.visit.restart import starting_again
from procdesk.rules.facts.facts import Facts
from procdesk.rules.register import hazards

_MET = "It was said of each blood thinner when it starts again, or that it goes on."


def judge(facts: Facts) -> tuple[Finding, ...]:
    """Judge nothing before the discharge, or where no blood thinner starts again."""
    if not facts.reached(Stage.DISCHARGE):
        return ()
    rows = starting_again(facts.case, facts.reference)
    unsaid = [row for row, at in rows if at is None]
    if not rows:
        return ()
    names = ", ".join(row.text for row in unsaid)
    sentence = f"No physician has said when this starts again, or that it goes on: {names}."
    finding = hazards.RESTART_NOT_SAID.finding(
        result=Result.CANNOT_DECIDE if unsaid else Result.MET,
        sentence=sentence if unsaid else _MET,
        clears="A physician says day and time for each beside the note, or that it was not "
        "stopped.",
        inputs=(Input("blood thinner", row.text) for row, _at in rows),
    )
    return (finding,)
