"""Medication and Allergy: the one truth that rules and sheets read; forms only edit it."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Confirmation(StrEnum):
    """How far a row can be relied on."""

    PROPOSED = "proposed"  # a feed or an earlier visit says so; counts for nothing yet
    CONFIRMED = "confirmed"  # a person asked and wrote it down
    DENIED = "denied"  # a person asked; the patient does not take or have it
    UNKNOWN = "unknown"  # a person asked; nobody can say
    STOPPED = "stopped"  # a person asked; taken before and not now, so it may still work


class Standing(StrEnum):
    """The use of a medicine as another system knows it."""

    IN_USE = "in use"
    STOPPED = "stopped?"  # stopped, on hold, completed, intended or not known
    GIVEN = "given"  # a dose was administered


class Precision(StrEnum):
    """How precisely the patient knows when the last dose was."""

    TIME = "time"
    PART_OF_DAY = "part_of_day"
    DAY = "day"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class LastDose:
    """The last dose as the patient knows it.

    `latest_at` is the latest moment it can have been: rules count from there and say so.
    """

    precision: Precision
    latest_at: datetime | None = None
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Medication:
    """One medicine. `ingredient` is the key of resources/drugs/, empty when not recognised.

    `taken_as` is the way of taking it where the adopted rules know several (low dose, secondary
    prevention). `agreed_with` is the prescriber who agreed to stopping it, `agreed_on` when.
    `standing` is what a feed said; it is never kept.
    """

    id: str
    text: str
    ingredient: str = ""
    dose: str = ""
    last_dose: LastDose = LastDose(Precision.UNKNOWN)
    confirmation: Confirmation = Confirmation.PROPOSED
    source: str = ""
    by: str = ""
    at: datetime | None = None
    rxnorm: str = ""
    taken_as: str = ""
    agreed_with: str = ""
    agreed_on: date | None = None
    standing: Standing = Standing.IN_USE


@dataclass(frozen=True, slots=True, kw_only=True)
class Allergy:
    """One allergy. `substance` is the key of resources/drugs/, empty when not recognised."""

    id: str
    text: str
    substance: str = ""
    reaction: str = ""
    confirmation: Confirmation = Confirmation.PROPOSED
    source: str = ""
    by: str = ""
    at: datetime | None = None
