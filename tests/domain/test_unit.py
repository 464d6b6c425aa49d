"""Units: conversions both ways, bounds of an entry, and the words of what a clinic is shown.

°F by definition; 1 lb is 0.45359237 kg exactly; 18.0156 mg/dL of glucose are one mmol/L.
"""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from procdesk.domain.clinic.clinic import Clinic
from procdesk.domain.clinic.clinic_units import adopted_words, as_recorded
from procdesk.domain.unit import (
    CELSIUS,
    FAHRENHEIT,
    GLUCOSE,
    KILOGRAM,
    LB,
    LENGTH,
    MG_DL,
    MMOL_L,
    PRESSURE,
    RATE,
    TEMPERATURE,
    WEIGHT,
    Unit,
    convert,
    unit_named,
)
from procdesk.domain.visit.case import Observation, Recorded
from procdesk.domain.visit.measured_value import UNITS

METRIC = Clinic(
    settings={"units.temperature": "°C", "units.weight": "lb", "units.glucose": "mmol/L"}
)
AT = datetime(2026, 11, 23, 14, tzinfo=UTC)
SEEN = Observation(
    "vitals.temperature",
    Decimal("98.6"),
    "°F",
    Recorded(entry_id="e", by="n", at=AT, recorded_at=AT),
)


@pytest.mark.parametrize(
    ("value", "unit", "other", "words"),
    [
        ("98.6", FAHRENHEIT, CELSIUS, "37 °C"),
        ("100.4", FAHRENHEIT, CELSIUS, "38 °C"),
        ("100.3", FAHRENHEIT, CELSIUS, "37.9 °C"),
        ("37.5", CELSIUS, FAHRENHEIT, "99.5 °F"),
        ("-40", CELSIUS, FAHRENHEIT, "-40 °F"),
        ("185", LB, KILOGRAM, "83.9 kg"),
        ("83.9", KILOGRAM, LB, "185 lb"),
        ("1", LB, KILOGRAM, "0.5 kg"),
        ("5.6", MMOL_L, MG_DL, "101 mg/dL"),
        ("70", MG_DL, MMOL_L, "3.9 mmol/L"),
        ("250", MG_DL, MMOL_L, "13.9 mmol/L"),
        ("180", MG_DL, MMOL_L, "10 mmol/L"),
    ],
)
def test_a_value_is_said_in_another_unit_as_people_round_it(
    value: str, unit: Unit, other: Unit, words: str
) -> None:
    assert other.in_words(convert(Decimal(value), unit, other)) == words


@pytest.mark.parametrize(("unit", "other"), [(FAHRENHEIT, CELSIUS), (LB, KILOGRAM)])
def test_what_people_type_comes_back_from_the_other_unit(unit: Unit, other: Unit) -> None:
    for tenths in range(770, 1131):
        value = Decimal(tenths) / 10
        assert unit.rounded(convert(convert(value, unit, other), other, unit)) == value


def test_an_adopted_number_of_the_rules_is_met_exactly_in_fahrenheit() -> None:
    """No rounding lies between a value at a number and the number: at, under, over."""
    for tenths in range(370, 381):
        limit = Decimal(tenths) / 10
        typed = convert(limit, CELSIUS, FAHRENHEIT)
        assert FAHRENHEIT.to_rules(typed) == limit
        step = Decimal("0.01")
        assert FAHRENHEIT.to_rules(typed - step) < limit < FAHRENHEIT.to_rules(typed + step)


@pytest.mark.parametrize(
    ("low", "high", "own", "unit", "within"),
    [
        ("77", "113", FAHRENHEIT, CELSIUS, ("25", "45")),
        ("25", "45", CELSIUS, FAHRENHEIT, ("77", "113")),
        ("2", "400", KILOGRAM, LB, ("4.5", "881.8")),
        ("10", "1500", MG_DL, MMOL_L, ("0.6", "83.2")),
    ],
)
def test_bounds_in_another_unit_are_never_wider(
    low: str, high: str, own: Unit, unit: Unit, within: tuple[str, str]
) -> None:
    least, most = unit.within(Decimal(low), Decimal(high), own)
    assert (least, most) == tuple(map(Decimal, within))
    assert convert(least, unit, own) >= Decimal(low)
    assert convert(most, unit, own) <= Decimal(high)


def test_what_was_recorded_keeps_its_unit_with_the_clinics_beside_it() -> None:
    assert as_recorded(Clinic(), SEEN) == "98.6 °F"
    assert as_recorded(METRIC, SEEN) == "98.6 °F (37 °C)"
    assert as_recorded(METRIC, replace(SEEN, unit="[degF]")) == "98.6 [degF] (37 °C)"
    assert as_recorded(METRIC, replace(SEEN, unit="K")) == "98.6 K"
    pressure = replace(SEEN, code="vitals.systolic", value=Decimal(120), unit="mmHg")
    assert as_recorded(METRIC, pressure) == "120 mmHg"


@pytest.mark.parametrize(
    ("value", "unit", "usual", "metric"),
    [
        ("38", "°C", "100.4 °F (38 °C)", "38 °C"),
        ("250", "mg/dL", "250 mg/dL", "13.88 mmol/L (250 mg/dL)"),
        ("45", "kg", "45 kg", "99.21 lb (45 kg)"),
        ("300", "mg", "300 mg", "300 mg"),
        ("110", "/min", "110 /min", "110 /min"),
    ],
)
def test_an_adopted_number_is_said_in_the_clinics_unit(
    value: str, unit: str, usual: str, metric: str
) -> None:
    assert adopted_words(Clinic(), value, unit) == usual
    assert adopted_words(METRIC, value, unit) == metric


IN_THE_RULES = (
    (PRESSURE, "16", "kPa", "120.00992"),  # 1 kPa is 7.50062 mmHg
    (LENGTH, "70", "in", "177.80"),
    (LENGTH, "1.78", "m", "178.00"),
    (WEIGHT, "83900", "g", "83.900"),
    (WEIGHT, "185", "lb", "83.91458845"),
    (TEMPERATURE, "100.4", "°F", "38"),
    (GLUCOSE, "10", "mmol/L", "180.156"),
)
"""Units, a value in one of them, and the value in the first of them, by which the rules go."""


@pytest.mark.parametrize(("units", "value", "written", "amount"), IN_THE_RULES)
def test_a_value_in_another_unit_is_judged_in_that_of_the_rules(
    units: tuple[Unit, ...], value: str, written: str, amount: str
) -> None:
    unit = unit_named(units, written)
    assert unit is not None
    assert unit.to_rules(Decimal(value)) == Decimal(amount)


def test_no_unit_of_a_code_is_without_its_row_above() -> None:
    others = {unit for units in UNITS.values() for unit in units[1:]}
    assert others == {unit_named(units, written) for units, _, written, _ in IN_THE_RULES}


@pytest.mark.parametrize(
    ("units", "code", "unit"),
    [
        (LENGTH, "[in_i]", "in"),
        (WEIGHT, "[lb_av]", "lb"),
        (TEMPERATURE, "[degF]", "°F"),
        (TEMPERATURE, "Cel", "°C"),
        (PRESSURE, "mm[Hg]", "mmHg"),
        (RATE, "{beats}/min", "/min"),
    ],
)
def test_a_unit_is_read_by_its_code_too(units: tuple[Unit, ...], code: str, unit: str) -> None:
    assert unit_named(units, code) is unit_named(units, unit) is not None


def test_the_first_unit_of_a_code_is_that_of_the_rules() -> None:
    for units in UNITS.values():
        assert units[0].to_rules(Decimal(7)) == units[0].from_rules(Decimal(7)) == 7
        assert all(unit_named(units, unit.words) is unit for unit in units)
