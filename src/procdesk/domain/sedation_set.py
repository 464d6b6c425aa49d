"""Sedation set: what was observed at one moment under sedation. Every set is kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from procdesk.domain.case import Case, Observation, Recorded

PREFIX = "sedation_record."
"""How the linkIds of the form begin."""

COLUMNS: Mapping[str, str] = {
    "systolic": "Systolic",
    "diastolic": "Diastolic",
    "pulse": "Pulse",
    "spo2": "Oxygen",
    "respiratory_rate": "Breaths",
    "co2": "Exhaled CO2",
    "responds": "Responds",
}
"""What a set may hold, in the order in which it is listed."""

_SAID = {"pulse": "pulse", "spo2": "oxygen", "respiratory_rate": "breaths", "co2": "exhaled CO2"}
_MMHG = " mmHg"

RESPONDS: Mapping[Decimal, str] = {
    Decimal(2): "fully awake",
    Decimal(1): "rouses when called",
    Decimal(0): "does not respond",
}
"""Points of the form's answers as people say them (clinical.md 5.1, consciousness)."""


@dataclass(frozen=True, slots=True)
class SedationSet:
    """One set; `recorded` says who took it and when. Two values of one kind both stay."""

    recorded: Recorded
    values: Mapping[str, tuple[Observation, ...]]

    def told(self, name: str) -> str:
        """What stands under a column: the value with its unit, a dash if it was not taken."""
        return ", ".join(map(_told, self.values.get(name, ()))) or "–"

    @property
    def words(self) -> str:
        """The set in one line, with what was not taken."""
        upper, lower = self.told("systolic"), self.told("diastolic")
        pressure = f"{upper.removesuffix(_MMHG)}/{lower}" if upper.endswith(_MMHG) else "–"
        parts = (f"{said} {self.told(name)}" for name, said in _SAID.items())
        return ", ".join((f"blood pressure {pressure}", *parts, self.told("responds")))


def sedation_sets(case: Case) -> tuple[SedationSet, ...]:
    """The sets by the time at which they were taken."""
    found: dict[object, dict[str, tuple[Observation, ...]]] = {}
    for seen in case.observations:
        if seen.code.startswith(PREFIX):
            values = found.setdefault(seen.recorded.at, {})
            name = seen.code.removeprefix(PREFIX)
            values[name] = (*values.get(name, ()), seen)
    sets = (SedationSet(next(iter(v.values()))[0].recorded, v) for v in found.values())
    return tuple(sorted(sets, key=lambda one: one.recorded.at))


def _told(seen: Observation) -> str:
    if seen.code == f"{PREFIX}responds":
        return RESPONDS.get(seen.value, str(seen.value))
    return f"{seen.value} {seen.unit}"
