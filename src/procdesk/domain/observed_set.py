"""Observed set: what was measured of a patient at one moment. Every set is kept."""

from collections.abc import Mapping
from dataclasses import dataclass

from procdesk.domain.case import Case, Observation, Recorded


@dataclass(frozen=True, slots=True)
class ObservedSet:
    """One set; `recorded` says who took it and when. Two values of one kind both stay."""

    recorded: Recorded
    values: Mapping[str, tuple[Observation, ...]]

    def told(self, name: str) -> str:
        """What stands for a value: it with its unit, a dash if it was not taken."""
        return ", ".join(map(self.value_told, self.values.get(name, ()))) or "–"

    @staticmethod
    def value_told(seen: Observation) -> str:
        """One value with its unit; a score has none."""
        return str(seen.value) if seen.unit.startswith("{") else f"{seen.value} {seen.unit}"

    def latest(self, name: str) -> Observation | None:
        """The value of this kind that was written down last."""
        return next(iter(self.values.get(name, ())[-1:]), None)


def by_moment(
    case: Case, prefix: str
) -> tuple[tuple[Recorded, Mapping[str, tuple[Observation, ...]]], ...]:
    """What was measured under a prefix, by the time at which it was taken, the earliest first."""
    found: dict[object, dict[str, tuple[Observation, ...]]] = {}
    for seen in case.observations:
        if seen.code.startswith(prefix):
            values = found.setdefault(seen.recorded.at, {})
            name = seen.code.removeprefix(prefix)
            values[name] = (*values.get(name, ()), seen)
    sets = ((next(iter(v.values()))[0].recorded, v) for v in found.values())
    return tuple(sorted(sets, key=lambda one: one[0].at))
