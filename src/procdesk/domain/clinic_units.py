"""Units of a clinic: in which a value is asked for and said. What was recorded keeps its own."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from procdesk.domain.case import Observation
from procdesk.domain.clinic import Clinic
from procdesk.domain.measured_value import UNITS
from procdesk.domain.settings import UNITS_GLUCOSE, UNITS_TEMPERATURE, UNITS_WEIGHT, Choice
from procdesk.domain.unit import GLUCOSE, TEMPERATURE, WEIGHT, Unit, convert, unit_named

_CHOSEN: Final[Mapping[tuple[Unit, ...], Choice]] = {
    TEMPERATURE: UNITS_TEMPERATURE,
    GLUCOSE: UNITS_GLUCOSE,
    WEIGHT: UNITS_WEIGHT,
}
"""What a clinic chooses the unit of, and the setting that says which."""


def unit_chosen(clinic: Clinic, units: tuple[Unit, ...]) -> Unit | None:
    """The clinic's unit among these; None where no clinic chooses."""
    row = _CHOSEN.get(units)
    return unit_named(units, clinic.setting(row)) if row else None


def unit_asked(clinic: Clinic, code: str) -> Unit | None:
    """The unit in which this clinic asks for a value; None where the form alone says it."""
    return unit_chosen(clinic, UNITS.get(code, ()))


def as_recorded(clinic: Clinic, seen: Observation) -> str:
    """A value as it was recorded, with what it is in the clinic's unit where that is another."""
    words = f"{seen.value.normalize():f} {seen.unit}"
    to, unit = unit_asked(clinic, seen.code), unit_named(UNITS.get(seen.code, ()), seen.unit)
    if to is None or unit is None or unit is to:
        return words
    return f"{words} ({to.said(convert(seen.value, unit, to))})"


def adopted_words(clinic: Clinic, value: Decimal, written: str) -> str:
    """An adopted number in the clinic's unit, with the number that was adopted beside it.

    It has one decimal more than people type, so that a value at its edge does not read as equal.
    """
    words = f"{value.normalize():f} {written}"
    for units in _CHOSEN:
        to, unit = unit_chosen(clinic, units), unit_named(units, written)
        if to and unit and unit is not to:
            return f"{to.said(convert(value, unit, to), more=1)} ({words})"
    return words
