"""Units of a clinic: in which a value is asked for and said. What was recorded keeps its own."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from procdesk.domain.clinic.clinic import Clinic
from procdesk.domain.clinic.settings import (
    UNITS_GLUCOSE,
    UNITS_TEMPERATURE,
    UNITS_WEIGHT,
    ChoiceSetting,
)
from procdesk.domain.unit import (
    GLUCOSE,
    MG_DL,
    TEMPERATURE,
    WEIGHT,
    Unit,
    convert,
    plain,
    unit_named,
)
from procdesk.domain.visit.case import Case, Observation
from procdesk.domain.visit.measured_value import UNITS

_CHOSEN: Final[Mapping[tuple[Unit, ...], ChoiceSetting]] = {
    TEMPERATURE: UNITS_TEMPERATURE,
    GLUCOSE: UNITS_GLUCOSE,
    WEIGHT: UNITS_WEIGHT,
}
"""The units among which a clinic chooses -> the setting that holds the choice."""


GLUCOSE_NUMBERS: Final = ("sugar_high", "sugar_low")
"""The numbers of sheet texts that are a glucose; a text holds them in mg/dL."""


def unit_chosen(clinic: Clinic, units: tuple[Unit, ...]) -> Unit | None:
    """Return the clinic's unit among these; None where no clinic chooses."""
    row = _CHOSEN.get(units)
    return unit_named(units, clinic.setting(row)) if row else None


def unit_asked(clinic: Clinic, code: str) -> Unit | None:
    """Return the unit in which this clinic asks for a value; None where the form alone says it."""
    return unit_chosen(clinic, UNITS.get(code, ()))


def unit_in_case(clinic: Clinic, case: Case, code: str) -> Unit | None:
    """Return the unit in which a case is asked: that of its record, so none changes meaning."""
    asked, latest = unit_asked(clinic, code), case.latest(code)
    return (latest and asked and unit_named(UNITS[code], latest.unit)) or asked


def as_recorded(clinic: Clinic, observation: Observation, more: int = 0) -> str:
    """Return a value as recorded, with what it is in the clinic's unit where that is another.

    That has so many decimals more than people type.
    """
    words = f"{plain(observation.value)} {observation.unit}"
    to, unit = (
        unit_asked(clinic, observation.code),
        unit_named(UNITS.get(observation.code, ()), observation.unit),
    )
    if to is None or unit is None or unit is to:
        return words
    return f"{words} ({to.in_words(convert(observation.value, unit, to), more)})"


def glucose_words(clinic: Clinic, mg_dl: Decimal) -> str:
    """Return a glucose of a sheet text as a bare number in the clinic's unit."""
    unit = unit_chosen(clinic, GLUCOSE) or MG_DL
    return plain(mg_dl if unit is MG_DL else unit.rounded(convert(mg_dl, MG_DL, unit)))


def in_clinics_unit(clinic: Clinic, number: str, written: str) -> str:
    """Return a number of the rules in the clinic's unit; empty where it stands in it already.

    It has one decimal more than people type, so that a value at its edge does not read as equal.
    """
    for units in _CHOSEN:
        to, unit = unit_chosen(clinic, units), unit_named(units, written)
        if to and unit and unit is not to:
            return to.in_words(convert(Decimal(number), unit, to), more=1)
    return ""


def adopted_words(clinic: Clinic, number: str, written: str) -> str:
    """Return a number of the rules in the clinic's unit, with the number itself beside it."""
    other, words = in_clinics_unit(clinic, number, written), f"{number} {written}"
    return f"{other} ({words})" if other else words
