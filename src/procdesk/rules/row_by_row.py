"""Row by row: whether everything that anybody names was asked about today, to the end."""

from collections.abc import Sequence
from dataclasses import dataclass

from procdesk.domain.asking import asked_to_end
from procdesk.domain.finding import Effect, Finding, Input, Result
from procdesk.domain.medication import Allergy, Confirmation, Medication
from procdesk.domain.staff import PHYSICIAN_ONLY
from procdesk.rules.facts import Facts


@dataclass(frozen=True, slots=True)
class AskedList:
    """A list that is asked: its section, the finding's key, its words, the source."""

    section: str
    key: str
    words: str
    source: str = ""


def asked_row_by_row(
    facts: Facts, of: AskedList, rows: Sequence[Allergy] | Sequence[Medication]
) -> Finding:
    """Met when the patient named no more today and no row of any source is left over."""
    asked = asked_to_end(facts.case, of.section)
    open_ = [row for row in rows if row.confirmation is Confirmation.PROPOSED]
    sentence = f"{of.words} were asked row by row."
    if open_:
        names = ", ".join(row.text for row in open_)
        sentence = f"{of.words} not asked about yet: {names}."
    elif asked is None:
        sentence = f"{of.words} have not been asked yet."
    # Before anybody asked there is no input: what a feed says is no answer.
    left = tuple(Input("not asked about", f"{r.text}, from {r.source}", r.at) for r in open_)
    return Finding(
        of.key,
        Effect.STOPS,
        Result.MET if asked and not open_ else Result.CANNOT_DECIDE,
        sentence,
        "Ask about each row, then say that there are no others; where nobody can say, a "
        "physician decides.",
        of.section,
        (facts.seen("asked", "complete", asked), *left) if asked else (),
        of.source,
        overridable_by=PHYSICIAN_ONLY,
    )
