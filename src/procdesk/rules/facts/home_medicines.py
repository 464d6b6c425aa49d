"""Home medicines: those of the list that are of a kind, also where nobody is sure of them."""

from collections.abc import Iterable

from procdesk.domain.finding import Input
from procdesk.domain.medicines.medication import Medication
from procdesk.rules.facts.facts import Facts


def listed(facts: Facts, *kinds: str) -> tuple[Medication, ...]:
    """Return the medicines of one of these kinds that may be taken, or were until lately."""
    return tuple(
        row
        for row in facts.case.recent_medications
        if any(facts.reference.of_kind(row, kind) for kind in kinds)
    )


def listed_inputs(facts: Facts, *kinds: str) -> tuple[Input, ...]:
    """Return them as inputs: what was written, by whom and when."""
    return tuple(
        Input("medicine", row.text, row.at, facts.clinic.name_of(row.by))
        for row in listed(facts, *kinds)
    )


def names(rows: Iterable[Medication]) -> str:
    """Return their names as written, each once."""
    return ", ".join(dict.fromkeys(row.text for row in rows))
