"""Recovery range: between which upper pressures a patient is as before, by the adopted row."""

from dataclasses import dataclass
from math import ceil, floor
from typing import Final

from procdesk.domain.catalogue.catalogue import Reference
from procdesk.domain.clinic.adopted_limit import in_force
from procdesk.domain.clinic.clinic import Clinic
from procdesk.domain.visit.flowsheet import Flowsheet
from procdesk.domain.visit.measured_value import in_unit_of_rules

_NONE: Final = "No range of upper pressure is drawn"


@dataclass(frozen=True, slots=True)
class RecoveryRange:
    """`low` and `high` in mmHg, both None where there is none; `words` says which, or why not."""

    low: float | None
    high: float | None
    words: str


def recovery_range(clinic: Clinic, reference: Reference, sheet: Flowsheet) -> RecoveryRange:
    """Return the basis of `discharge.pressure`: this patient's value before, the clinic's row."""
    row, before = in_force(clinic, reference, "discharge", "systolic-change"), sheet.before
    systolic = before.get("systolic")
    if row.value is None:
        return RecoveryRange(None, None, f"{_NONE}: the clinic's number for it is {row.problem}.")
    if systolic is None:
        return RecoveryRange(None, None, f"{_NONE}: none was measured before the needle.")
    amount, wrong = in_unit_of_rules(systolic)
    if wrong:
        return RecoveryRange(None, None, f"{_NONE}: the value before the needle {wrong}.")
    part = amount * row.value / 100
    low, high = amount - part, amount + part
    whole = f"{ceil(low)} to {floor(high)}"  # the whole numbers that lie in it
    words = f"Range drawn: upper pressure {whole} mmHg, within {row.words} of before the needle."
    return RecoveryRange(float(low), float(high), words)
