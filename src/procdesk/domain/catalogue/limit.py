"""Limits: numbers that a clinic adopts, each with its unit, bounds, source and status.

A value is None where no authority sets one: the clinic's physician sets it when adopting.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal, get_args

import msgspec

from procdesk.domain.finding import Effect, PolicyRef
from procdesk.domain.resource_file import Number, ResourceRefused, Status, typed

LimitFamily = Literal[
    "vitals",
    "glucose",
    "local-anaesthetic",
    "steroid",
    "exposure",
    "discharge",
    "allergy",
    "pregnancy",
    "fasting",
]
FAMILIES: Final[tuple[str, ...]] = get_args(LimitFamily)
"""Families whose sets hold limits."""

_Measured = Literal["mmHg", "/min", "%", "°C", "mg/dL", "kg", "kg/m2"]
_Amount = Literal["mg", "mg/kg", "mL", "mGy", "Gy.cm2", "sessions", "medicines"]
_Other = Literal["s", "min", "h", "days", "years", "points", "grade", "0 or 1"]
NOT_ADOPTED: Final = "not adopted"
NO_VALUE: Final = "adopted without a value"


class Limit(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One row. `value` and both `bounds` are in `unit`; both bounds may be adopted."""

    id: str
    name: str
    value: Number | None
    unit: _Measured | _Amount | _Other
    bounds: tuple[Number, Number]
    effect: Effect
    status: Status
    source: str

    def __post_init__(self) -> None:
        if self.low > self.high:
            raise ValueError(f"{self.name} has bounds that run backwards")
        if self.value is not None and not self.low <= self.value <= self.high:
            raise ValueError(f"{self.name} can be from {self.range_words}, not {self.value:f}")

    @property
    def low(self) -> Decimal:
        """The smallest number that may be adopted."""
        return self.bounds[0]

    @property
    def high(self) -> Decimal:
        """The largest number that may be adopted."""
        return self.bounds[1]

    @property
    def range_words(self) -> str:
        """The numbers that may be adopted, in words."""
        return f"{self.low:f} to {self.high:f} {self.unit}"

    def set_to(self, words: str) -> "Limit":
        """The row with the value that a clinic gives it. Raises ValueError, in words."""
        try:
            value = Number.read(words)
        except ValueError as problem:
            raise ValueError(f"{self.name}: {problem}") from None
        return msgspec.structs.replace(self, value=value)


@dataclass(frozen=True, slots=True, kw_only=True)
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


def limit_set(rows: Iterable[Mapping[str, object]]) -> dict[str, Limit]:
    """Return the rows of a set by their names. Raises ResourceRefused with the path of a row."""
    limits: dict[str, Limit] = {}
    for at, row in enumerate(rows):
        limit = typed(row, Limit, f"$.rows[{at}]")
        if limit.name in limits:
            raise ResourceRefused(f"$.rows[{at}].name: a second {limit.name}")
        limits[limit.name] = limit
    return limits
