"""Bundle condition: a problem of a patient as another system names it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BundleCondition:
    """One problem that is not said to be over, in every name and code that the bundle has."""

    text: str
    codes: frozenset[str] = frozenset()
