"""Measured values: a value in the unit that rules go by, or why it is none."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from procdesk.domain.unit import (
    GLUCOSE,
    LENGTH,
    PERCENT,
    PRESSURE,
    RATE,
    TEMPERATURE,
    WEIGHT,
    Unit,
    plain,
    unit_named,
)
from procdesk.domain.visit.case import Observation

UNITS: Final[Mapping[str, tuple[Unit, ...]]] = {
    "vitals.systolic": PRESSURE,
    "vitals.diastolic": PRESSURE,
    "vitals.pulse": RATE,
    "vitals.spo2": PERCENT,
    "vitals.spo2_usual": PERCENT,
    "vitals.temperature": TEMPERATURE,
    "infection.temperature": TEMPERATURE,
    "news2.temperature": TEMPERATURE,
    "vitals.weight": WEIGHT,
    "vitals.height": LENGTH,
    "diabetes.glucose": GLUCOSE,
    "recovery.systolic": PRESSURE,
    "recovery.spo2": PERCENT,
}
"""Code -> the units that are converted, that of the rules first; no other can be decided."""

_CAN_BE = {
    **dict.fromkeys(("vitals.systolic", "recovery.systolic"), (20, 300)),
    "vitals.diastolic": (10, 200),
    "vitals.pulse": (10, 300),
    **dict.fromkeys(("vitals.spo2", "vitals.spo2_usual", "recovery.spo2"), (30, 100)),
    **dict.fromkeys(("vitals.temperature", "infection.temperature", "news2.temperature"), (25, 45)),
    "vitals.weight": (2, 400),
    "vitals.height": (40, 260),
    "diabetes.glucose": (10, 1500),
}
"""Code -> what a person can have, in the unit of the rules, as wide as the forms take it.

No clinical limit: a value beyond it is a slip of the pen or in another unit, and passes nothing.
"""


def in_unit_of_rules(observation: Observation) -> tuple[Decimal, str]:
    """Return the amount in the unit of the rules, and in words what is wrong; empty if nothing."""
    unit = unit_named(UNITS[observation.code], observation.unit)
    if unit is None:
        return observation.value, f"is recorded in “{observation.unit}”, which is not converted"
    amount = unit.to_rules(observation.value)
    low, high = _CAN_BE[observation.code]
    if not low <= amount <= high:
        return amount, f"{plain(observation.value)} {observation.unit} is no value"
    return amount, ""
