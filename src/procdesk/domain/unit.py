"""Units: what a value may be measured in, and how it becomes one in the unit of the rules."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from typing import Final

MMOL_GLUCOSE: Final = Decimal("18.0156")
"""mg/dL in one mmol/L: the molar mass of glucose is 180.156 g/mol."""

POUND: Final = Decimal("0.45359237")
"""kg in one lb, exact by its definition (international yard and pound agreement, 1959)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A unit as people write it, with its other spellings.

    A value minus `zero`, times `times`, divided by `by` is in the unit of the rules. `places` are
    the decimals that people say.
    """

    words: str
    spellings: tuple[str, ...] = ()
    zero: Decimal = Decimal(0)
    times: Decimal = Decimal(1)
    by: Decimal = Decimal(1)
    places: int = 0

    def to_rules(self, value: Decimal) -> Decimal:
        """Return the value in the unit of the rules, as exact as 28 digits are."""
        return (value - self.zero) * self.times / self.by

    def from_rules(self, amount: Decimal) -> Decimal:
        """Return an amount of the rules in this unit, not rounded."""
        return amount * self.by / self.times + self.zero

    def rounded(self, value: Decimal, how: str = ROUND_HALF_UP, more: int = 0) -> Decimal:
        """Return the value with as many decimals as people say, or some more."""
        return value.quantize(Decimal(1).scaleb(-self.places - more), how)

    def in_words(self, value: Decimal, more: int = 0) -> str:
        """Return a value in this unit in words, rounded as people say it."""
        return f"{plain(self.rounded(value, more=more))} {self.words}"

    def within(self, low: Decimal, high: Decimal, unit: "Unit") -> tuple[Decimal, Decimal]:
        """Return bounds of another unit in this one, rounded so that none is wider."""
        least, most = (convert(bound, unit, self) for bound in (low, high))
        return self.rounded(least, ROUND_CEILING), self.rounded(most, ROUND_FLOOR)


def convert(value: Decimal, unit: Unit, to: Unit) -> Decimal:
    """Return a value in another unit, not rounded; in the same unit it is the value itself."""
    return value if unit is to else to.from_rules(unit.to_rules(value))


def plain(value: Decimal) -> str:
    """Return a number without noughts at its end."""
    return f"{value.normalize():f}"


def unit_named(units: Sequence[Unit], written: str) -> Unit | None:
    """Return the unit that is written so."""
    return next((one for one in units if written in (one.words, *one.spellings)), None)


CELSIUS: Final = Unit(words="°C", spellings=("Cel",), places=1)
FAHRENHEIT: Final = Unit(
    words="°F", spellings=("[degF]",), zero=Decimal(32), times=Decimal(5), by=Decimal(9), places=1
)
KILOGRAM: Final = Unit(words="kg", places=1)
GRAM: Final = Unit(words="g", times=Decimal("0.001"))
LB: Final = Unit(words="lb", spellings=("[lb_av]",), times=POUND, places=1)
MG_DL: Final = Unit(words="mg/dL")
MMOL_L: Final = Unit(words="mmol/L", times=MMOL_GLUCOSE, places=1)

TEMPERATURE: Final = (CELSIUS, FAHRENHEIT)
WEIGHT: Final = (KILOGRAM, LB, GRAM)
GLUCOSE: Final = (MG_DL, MMOL_L)
PRESSURE: Final = (
    Unit(words="mmHg", spellings=("mm[Hg]",)),
    Unit(words="kPa", times=Decimal("7.50062")),
)
RATE: Final = (Unit(words="/min", spellings=("1/min", "{beats}/min", "{Beats}/min")),)
PERCENT: Final = (Unit(words="%"),)
LENGTH: Final = (
    Unit(words="cm"),
    Unit(words="m", times=Decimal(100)),
    Unit(words="in", spellings=("[in_i]",), times=Decimal("2.54")),
)
