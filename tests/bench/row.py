"""One row of the bench: a value against a bound that was measured in the same run."""

import json
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """`ratio` is value / bound; it holds when it is not above the goal."""

    name: str
    value: float
    unit: str
    bound: float
    ratio: float
    goal: float
    holds: bool

    def json_line(self) -> str:
        """One JSON line."""
        return json.dumps(asdict(self))


def row(name: str, value: float, unit: str, bound: float, goal: float) -> Row:
    """A row from its value and its bound."""
    ratio = value / bound
    return Row(name, round(value, 5), unit, round(bound, 5), round(ratio, 3), goal, ratio <= goal)


def seconds(act: Callable[[], object]) -> float:
    """How long one call takes."""
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def median(values: Sequence[float]) -> float:
    """The middle value."""
    return statistics.median(values)


def percentile(values: Sequence[float], part: float) -> float:
    """The value below which that part of all lies."""
    return sorted(values)[min(len(values) - 1, int(len(values) * part))]
