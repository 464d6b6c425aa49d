"""Observed set: what was measured of a patient at one moment. Every set is kept."""

from collections.abc import Mapping
from dataclasses import dataclass

from procdesk.domain.visit.case import Case, Observation, Recorded


@dataclass(frozen=True, slots=True)
class ObservedSet:
    """One set; `recorded` says who took it and when. Two values of one kind both stay."""

    recorded: Recorded
    values: Mapping[str, tuple[Observation, ...]]

    def words_of(self, name: str) -> str:
        """Return the words of a value with its unit, a dash if it was not taken."""
        return ", ".join(map(self.value_words, self.values.get(name, ()))) or "–"

    @staticmethod
    def value_words(observation: Observation) -> str:
        """Return one value with its unit; a score has none."""
        return (
            str(observation.value)
            if observation.unit.startswith("{")
            else f"{observation.value} {observation.unit}"
        )

    def latest(self, name: str) -> Observation | None:
        """Return the value of this kind that was written down last."""
        return next(iter(self.values.get(name, ())[-1:]), None)


def by_moment(
    case: Case, prefix: str
) -> tuple[tuple[Recorded, Mapping[str, tuple[Observation, ...]]], ...]:
    """Return the measurements under a prefix by the time at which they were taken."""
    by_time: dict[object, dict[str, tuple[Observation, ...]]] = {}
    for observation in case.observations:
        if observation.code.startswith(prefix):
            values = by_time.setdefault(observation.recorded.at, {})
            name = observation.code.removeprefix(prefix)
            values[name] = (*values.get(name, ()), observation)
    sets = ((next(iter(v.values()))[0].recorded, v) for v in by_time.values())
    return tuple(sorted(sets, key=lambda pair: pair[0].at))
