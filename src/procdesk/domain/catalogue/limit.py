"""Limits: numbers that a clinic adopts, each with its unit, bounds, source and status.

A value is None where no authority sets one: the clinic's physician sets it when adopting.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from procdesk.domain.finding import Effect, PolicyRef

FAMILIES: Final = (
    *("vitals", "glucose", "local-anaesthetic", "steroid", "exposure", "discharge"),
    *("allergy", "pregnancy", "fasting"),
)
"""Families whose sets hold limits."""

UNITS: Final = frozenset(
    {"mmHg", "/min", "%", "°C", "mg/dL", "mg/kg", "mg", "mL", "kg", "kg/m2", "days", "s"}
    | {"mGy", "Gy.cm2", "sessions", "medicines", "min", "points", "0 or 1", "h", "years", "grade"}
)
NOT_ADOPTED: Final = "not adopted"
NO_VALUE: Final = "adopted without a value"

_STATUSES = ("C", "S", "U")
_KEYS = {"id", "name", "value", "unit", "bounds", "effect", "status", "source"}


@dataclass(frozen=True, slots=True)
class Limit:
    """One row. `value`, `low` and `high` are in `unit`; both bounds may be adopted."""

    id: str
    name: str
    value: Decimal | None
    unit: str
    low: Decimal
    high: Decimal
    effect: Effect
    status: str
    source: str

    def __post_init__(self) -> None:
        if self.value is not None and not self.low <= self.value <= self.high:
            raise ValueError(f"{self.name} can be from {self.bounds}, not {self.value:f}")

    @property
    def bounds(self) -> str:
        """What may be adopted, in words."""
        return f"{self.low:f} to {self.high:f} {self.unit}"

    def set_to(self, words: str) -> "Limit":
        """The row with the value that a clinic gives it. Raises ValueError, in words."""
        try:
            value = Decimal(words)
        except InvalidOperation:
            raise ValueError(f"{self.name}: “{words}” is no number") from None
        if not value.is_finite():
            raise ValueError(f"{self.name}: “{words}” is no number")
        return replace(self, value=value)


@dataclass(frozen=True, slots=True)
class InForce:
    """A limit as the clinic goes by it now, `said` in the clinic's unit.

    Without a `value`, `problem` says why there is none.
    """

    value: Decimal | None
    problem: str
    limit: Limit | None = None
    policy: PolicyRef | None = None
    said: str = ""

    @property
    def words(self) -> str:
        """The number with its unit, or why there is none."""
        return self.problem or self.said


def limit_set(rows: Iterable[Mapping[str, Any]]) -> dict[str, Limit]:
    """The rows of a set by their names. Raises ValueError, naming the row that is off."""
    found: dict[str, Limit] = {}
    for row in rows:
        try:
            one = _limit(row)
        except (ValueError, KeyError, TypeError, InvalidOperation) as problem:
            raise ValueError(f"row {row.get('id', '?')}: {problem}") from None
        if one.name in found:
            raise ValueError(f"row {one.id}: a second {one.name}")
        found[one.name] = one
    return found


def _limit(row: Mapping[str, Any]) -> Limit:
    if row.keys() != _KEYS:
        raise ValueError(f"missing or not known: {sorted(row.keys() ^ _KEYS)}")
    if row["unit"] not in UNITS or row["status"] not in _STATUSES:
        raise ValueError(f"unit “{row['unit']}”, status “{row['status']}”")
    low, high = (_number(bound) for bound in row["bounds"])
    value = None if row["value"] is None else _number(row["value"])
    effect = Effect(row["effect"])
    told = (row["unit"], low, high, effect, row["status"], row["source"])
    return Limit(row["id"], row["name"], value, *told)


def _number(words: object) -> Decimal:
    """Numbers are written as text, so that no float rounds them."""
    if not isinstance(words, str):
        raise TypeError(f"{words!r} is not written as text")
    number = Decimal(words)
    if not number.is_finite():
        raise ValueError(f"“{words}” is no number")
    return number
