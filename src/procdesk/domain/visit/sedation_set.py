"""Sedation set: what was observed at one moment under sedation."""

from collections.abc import Mapping
from decimal import Decimal

from procdesk.domain.visit.case import Case, Observation
from procdesk.domain.visit.observed_set import ObservedSet, by_moment

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
"""The values that a set may hold, in the order in which they are listed."""

_NAMES = {"pulse": "pulse", "spo2": "oxygen", "respiratory_rate": "breaths", "co2": "exhaled CO2"}
_MMHG = " mmHg"

RESPONDS: Mapping[Decimal, str] = {
    Decimal(2): "fully awake",
    Decimal(1): "rouses when called",
    Decimal(0): "does not respond",
}
"""Points of the form's answers as people say them (clinical.md 5.1, consciousness)."""


class SedationSet(ObservedSet):
    """The observations of one moment under sedation."""

    __slots__ = ()

    @staticmethod
    def value_words(observation: Observation) -> str:
        """Return a value with its unit, an answer in words."""
        if observation.code == f"{PREFIX}responds":
            return RESPONDS.get(observation.value, str(observation.value))
        return ObservedSet.value_words(observation)

    @property
    def words(self) -> str:
        """The set in one line, with what was not taken."""
        pair = self.words_of("systolic"), self.words_of("diastolic")
        pressure = "–" if pair == ("–", "–") else f"{pair[0].removesuffix(_MMHG)}/{pair[1]}"
        parts = (f"{words} {self.words_of(name)}" for name, words in _NAMES.items())
        return ", ".join((f"blood pressure {pressure}", *parts, self.words_of("responds")))


def sedation_sets(case: Case) -> tuple[SedationSet, ...]:
    """Return the sets, by the time at which they were taken."""
    return tuple(SedationSet(*one) for one in by_moment(case, PREFIX))
