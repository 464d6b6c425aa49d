"""Bundle record: what a FHIR bundle says of one patient beside who they are, as plain facts."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from procdesk.domain.feeds.condition import BundleCondition
from procdesk.domain.feeds.feed import PatientFacts
from procdesk.domain.medicines.medication import Medication


@dataclass(frozen=True, slots=True)
class BundleMeasurement:
    """One observation by its LOINC code; `value` is None where it is no plain number."""

    loinc: str
    value: Decimal | None
    unit: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class BundleProcedure:
    """A procedure that was done, in every name that the bundle has for it; `at` may be missing."""

    text: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class BundleDose:
    """A drug that was given somewhere, with its dose as written; `at` may be missing."""

    text: str
    dose: str
    at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleRecord:
    """All of it. `medications` may count still: also what was stopped, with its last dose."""

    patient: PatientFacts
    medications: tuple[Medication, ...] = ()
    conditions: tuple[BundleCondition, ...] = ()
    measured: tuple[BundleMeasurement, ...] = ()
    done: tuple[BundleProcedure, ...] = ()
    given: tuple[BundleDose, ...] = ()
