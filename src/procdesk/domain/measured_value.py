"""Measured values: a value in the unit that rules go by, or why it is none."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from procdesk.domain.case import Observation

MMOL_GLUCOSE: Final = Decimal("18.0156")
"""mg/dL in one mmol/L: the molar mass of glucose is 180.156 g/mol."""

_PRESSURE = {"mmHg": Decimal(1), "mm[Hg]": Decimal(1), "kPa": Decimal("7.50062")}
_WARMTH = {"°C": Decimal(1), "Cel": Decimal(1), "°F": Decimal(1), "[degF]": Decimal(1)}
_RATE = dict.fromkeys(("/min", "1/min", "{beats}/min", "{Beats}/min"), Decimal(1))
_WEIGHT = {
    "kg": Decimal(1),
    "g": Decimal("0.001"),
    **dict.fromkeys(("lb", "[lb_av]"), Decimal("0.45359237")),
}
_LENGTH = {
    "cm": Decimal(1),
    "m": Decimal(100),
    **dict.fromkeys(("in", "[in_i]"), Decimal("2.54")),
}
_UNITS: Mapping[str, Mapping[str, Decimal]] = {
    "vitals.systolic": _PRESSURE,
    "vitals.diastolic": _PRESSURE,
    "vitals.pulse": _RATE,
    "vitals.spo2": {"%": Decimal(1)},
    "vitals.spo2_usual": {"%": Decimal(1)},
    "vitals.temperature": _WARMTH,
    "infection.temperature": _WARMTH,
    "vitals.weight": _WEIGHT,
    "vitals.height": _LENGTH,
    "diabetes.glucose": {"mg/dL": Decimal(1), "mmol/L": MMOL_GLUCOSE},
    "recovery.systolic": _PRESSURE,
    "recovery.spo2": {"%": Decimal(1)},
}
"""Code -> unit -> factor to the unit of the rules; any other unit cannot be decided."""

_CAN_BE = {
    **dict.fromkeys(("vitals.systolic", "recovery.systolic"), (20, 300)),
    "vitals.diastolic": (10, 200),
    "vitals.pulse": (10, 300),
    **dict.fromkeys(("vitals.spo2", "vitals.spo2_usual", "recovery.spo2"), (30, 100)),
    **dict.fromkeys(("vitals.temperature", "infection.temperature"), (25, 45)),
    "vitals.weight": (2, 400),
    "vitals.height": (40, 260),
    "diabetes.glucose": (10, 1500),
}
"""Code -> what a person can have, in the unit of the rules, as wide as the forms take it.

No clinical limit: a value beyond it is a slip of the pen or in another unit, and passes nothing.
"""
_FAHRENHEIT = ("°F", "[degF]")


def in_unit_of_rules(seen: Observation) -> tuple[Decimal, str]:
    """The amount in the unit of the rules; and in words what is wrong with it, empty if nothing."""
    factor = _UNITS[seen.code].get(seen.unit)
    if factor is None:
        return seen.value, f"is recorded in “{seen.unit}”, which is not converted"
    fahrenheit = seen.unit in _FAHRENHEIT
    amount = (seen.value - 32) * 5 / 9 if fahrenheit else seen.value * factor
    low, high = _CAN_BE[seen.code]
    if not low <= amount <= high:
        return amount, f"{seen.value.normalize():f} {seen.unit} is no value"
    return amount, ""
