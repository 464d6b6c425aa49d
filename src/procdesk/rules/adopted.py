"""Adopted figures: one row of the set that the clinic goes by in a family, or why there is none."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from procdesk.domain.finding import PolicyRef
from procdesk.rules.facts import Facts

NOT_ADOPTED: Final = "this clinic has not adopted a rule set for it"


@dataclass(frozen=True, slots=True)
class Figure:
    """A row as adopted. `problem` says why nothing may be judged by it, empty if something may.

    `value` is in `unit`; `words` are what a row says besides its number.
    """

    value: Decimal | None = None
    unit: str = ""
    words: str = ""
    source: str = ""
    policy: PolicyRef | None = None
    problem: str = NOT_ADOPTED


def figure(facts: Facts, family: str, name: str) -> Figure:
    """The row of that name in the family's adopted set, as it is signed for."""
    chosen = facts.clinic.adopted(family)
    rules = facts.reference.policies.get(chosen.name) if chosen else None
    done = facts.clinic.adoption(rules) if rules else None
    if rules is None or done is None:
        return Figure()
    row = next((one for one in rules.rows if one.get("name") == name), None)
    if row is None:
        return Figure(source=rules.source, problem="the adopted set has no row for it")
    value = Decimal(row["value"]) if row["value"] is not None else None
    return Figure(
        value,
        row["unit"],
        row.get("words", ""),
        row["source"],
        PolicyRef(row["id"], rules.version, done.by_name),
        "" if value is not None else "the clinic has adopted it without a value",
    )
