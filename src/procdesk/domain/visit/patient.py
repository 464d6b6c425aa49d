"""Patient: who somebody is, and what other systems say about them until a person confirms it."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from procdesk.domain.entry import Entry
from procdesk.domain.medicines.medication import Allergy, Medication


class Sex(StrEnum):
    """Sex as registered."""

    FEMALE = "female"
    MALE = "male"
    OTHER = "other"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Name:
    """Family and given names as registered."""

    family: str
    given: str

    @property
    def formal(self) -> str:
        """SURNAME, Given: how a patient is called on every screen and page."""
        return f"{self.family.upper()}, {self.given}" if self.given else self.family.upper()


@dataclass(frozen=True, slots=True)
class Identifier:
    """A number from a named system. `kind` is `MR` for the clinic's record number."""

    value: str
    system: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Patient:
    """One person in the clinic's care. `deceased` stops everything."""

    id: str
    name: Name = Name("", "")
    birth_date: date | None = None
    sex: Sex = Sex.UNKNOWN
    identifiers: tuple[Identifier, ...] = ()
    phone: str = ""
    language: str = ""
    deceased: bool = False
    merged_into: str = ""
    allergies: tuple[Allergy, ...] = ()
    medications: tuple[Medication, ...] = ()
    not_understood: tuple[Entry, ...] = field(default=())

    @property
    def mrn(self) -> str:
        """The clinic's record number, or an empty string."""
        return next((i.value for i in self.identifiers if i.kind == "MR"), "")

    def age_years(self, on: datetime) -> int | None:
        """Return whole years on that day in its own time zone."""
        if self.birth_date is None:
            return None
        before = (on.month, on.day) < (self.birth_date.month, self.birth_date.day)
        return on.year - self.birth_date.year - before
