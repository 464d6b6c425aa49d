"""Reading: one value that a patient gave after the visit, by whom it reached the clinic, and when.

A time that stands on a paper is a claim; only what staff saw or heard was observed.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

PAIN, DID, PILL, GONE = "diary.pain", "diary.did", "diary.pill", "diary.gone"
"""Of a block: pain with the test move, whether it was done, a pill, what was gone in percent."""
WORST, WORST_WEEK = "diary.worst", "diary.worst_week"
"""The worst pain of a day and of a week."""
PEG = ("peg.intensity", "peg.enjoyment", "peg.activity")
"""The three questions of the PEG, as its form names them."""
MARKED = "diary.marked"
"""The answers to when the lines were marked: each time, some later, all at one time."""


class Source(StrEnum):
    """How a reading came to the clinic."""

    CLINIC = "clinic"
    PHONE = "phone"
    PAPER = "paper"


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientReading:
    """One value of one question. `at` is in UTC, so that spans are true spans at a clock change.

    `observed`: staff saw or heard it at that time. `entry_id` is the entry that it stands in.
    """

    code: str
    value: str
    at: datetime
    source: Source
    observed: bool
    entry_id: str = ""

    @property
    def number(self) -> Decimal | None:
        """The value as a number, None where it is a word."""
        try:
            return Decimal(self.value)
        except InvalidOperation:
            return None


def readings_from(
    rows: Iterable[Mapping[str, Any]], source: Source, entry_id: str
) -> list[PatientReading]:
    """Return the readings of an entry. Raises KeyError, ValueError or TypeError if one is none."""
    readings = []
    for row in rows:
        at = datetime.fromisoformat(row["at"])
        if at.tzinfo is None:
            raise ValueError("a time without its zone says nothing")
        observed = row["observed"] is True and source is not Source.PAPER
        readings.append(
            PatientReading(
                code=row["code"],
                value=row["value"],
                at=at.astimezone(UTC),
                source=source,
                observed=observed,
                entry_id=entry_id,
            )
        )
    return readings
