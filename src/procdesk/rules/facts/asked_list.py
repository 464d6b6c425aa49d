"""Row by row: whether everything that anybody names was asked about today, to the end."""

from collections.abc import Sequence

from procdesk.domain.finding import Finding, Input, Result
from procdesk.domain.medicines.medication import Allergy, Confirmation, Medication
from procdesk.domain.visit.list_confirmation import asked_to_end
from procdesk.rules.facts.facts import Facts
from procdesk.rules.register.hazard import Hazard


def asked_row_by_row(
    facts: Facts, not_asked: Hazard, words: str, rows: Sequence[Allergy] | Sequence[Medication]
) -> Finding:
    """Judge the asking: met when the patient named no more today and no row is left over.

    `words` are what is asked about, as a sentence begins.
    """
    asked = asked_to_end(facts.case, not_asked.section)
    open_ = [row for row in rows if row.confirmation is Confirmation.PROPOSED]
    sentence = f"{words} were asked row by row."
    if open_:
        names = ", ".join(row.text for row in open_)
        sentence = f"{words} not asked about yet: {names}."
    elif asked is None:
        sentence = f"{words} have not been asked yet."
    # Before anybody asked there is no input: what a feed says is no answer.
    left = tuple(Input("not asked about", f"{r.text}, from {r.source}", r.at) for r in open_)
    return not_asked.finding(
        result=Result.MET if asked and not open_ else Result.CANNOT_DECIDE,
        sentence=sentence,
        clears="Ask about each row, then say that there are no others; where nobody can say, a "
        "physician decides.",
        inputs=(facts.input("asked", "complete", asked), *left) if asked else (),
    )
