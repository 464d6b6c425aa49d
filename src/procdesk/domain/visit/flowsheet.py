"""Flowsheet: the sets of recovery beside what was so before the needle."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from procdesk.domain.visit.case import Case, Observation
from procdesk.domain.visit.observed_set import ObservedSet, by_moment

PREFIX = "recovery."
"""How the linkIds of the form begin."""

LIMBS: Mapping[str, str] = {
    "left_leg": "Left leg",
    "right_leg": "Right leg",
    "left_arm": "Left arm",
    "right_arm": "Right arm",
}

ROWS: Mapping[str, str] = {
    "systolic": "Systolic",
    "diastolic": "Diastolic",
    "pulse": "Pulse",
    "spo2": "Oxygen",
    "respiratory_rate": "Breathing",
    "pain_rest": "Pain at rest",
    "pain_moving": "Pain moving",
    "limbs": "Arms and legs",
    **LIMBS,
}
"""The values that a set may hold, in the order in which they are read."""

_BEFORE = {
    **{name: f"vitals.{name}" for name in ("systolic", "diastolic", "pulse", "spo2")},
    "respiratory_rate": "vitals.respiratory_rate",
    "pain_rest": "baseline.nrs_rest",
    "pain_moving": "baseline.nrs_moving",
}

_LIMB_WORDS = ("as before", "numb", "weak", "weak and numb", "cannot move")
LIMB_POINTS: Mapping[Decimal, str] = {Decimal(at): one for at, one in enumerate(_LIMB_WORDS)}
"""Points of the form's answers about one limb as people say them."""

_ALL_WORDS = {Decimal(0): "as before", Decimal(1): "changed"}
_BASELINE = {"weak": "weak", "numb": "numb", "both": "weak and numb", "neither": "neither"}


class FlowSet(ObservedSet):
    """One set of recovery."""

    __slots__ = ()

    @staticmethod
    def value_words(observation: Observation) -> str:
        """Return a value with its unit, what was seen of a limb in words."""
        name = observation.code.removeprefix(PREFIX)
        if name in LIMBS:
            return LIMB_POINTS.get(observation.value, str(observation.value))
        if name == "limbs":
            return _ALL_WORDS.get(observation.value, str(observation.value))
        return ObservedSet.value_words(observation)

    @property
    def late(self) -> bool:
        """Written down a minute or more after it was taken."""
        return (self.recorded.recorded_at - self.recorded.at).total_seconds() >= 60

    @property
    def changed(self) -> tuple[str, ...]:
        """The limbs that are not as before the needle; all in one word if only that was said."""
        named = tuple(name for name in LIMBS if self._points(name))
        return named or (("limbs",) if self._points("limbs") else ())

    def _points(self, name: str) -> Decimal:
        observation = self.latest(name)
        return observation.value if observation else Decimal(0)


@dataclass(frozen=True, slots=True)
class Flowsheet:
    """The values of before the needle, by the names of ROWS, and the sets since, by time."""

    before: Mapping[str, Observation]
    limbs_before: Mapping[str, str]
    sets: tuple[FlowSet, ...]

    def words_before(self, name: str) -> str:
        """Return the words of the column of the time before the needle."""
        observation = self.before.get(name)
        return (
            ObservedSet.value_words(observation)
            if observation
            else self.limbs_before.get(name, "–")
        )

    @property
    def rows(self) -> tuple[str, ...]:
        """The names that anything is known of; a limb only where a set says something of it."""
        return tuple(
            name
            for name in ROWS
            if any(name in one.values for one in self.sets)
            or (name not in LIMBS and name in self.before)
        )


def flowsheet(case: Case) -> Flowsheet:
    """Return the flowsheet of a case; values of before are the last that were taken."""
    before = {name: case.latest(code) for name, code in _BEFORE.items()}
    limbs = {name: _BASELINE.get(str(case.value(f"baseline.{name}"))) for name in LIMBS}
    return Flowsheet(
        {name: seen for name, seen in before.items() if seen},
        {name: words for name, words in limbs.items() if words},
        tuple(FlowSet(*one) for one in by_moment(case, PREFIX)),
    )


def limbs_changed(case: Case) -> tuple[str, ...]:
    """Return the limbs that are not as before the needle.

    They are those of the last set that looked at them, and of a leg's latest Bromage score.
    """
    scored = tuple(
        leg
        for leg in ("left_leg", "right_leg")
        if (score := case.latest(f"bromage.{leg}")) is not None and score.value > 0
    )
    looked = (one for one in reversed(flowsheet(case).sets) if one.words_of("limbs") != "–")
    last = next(looked, None)
    return tuple(dict.fromkeys((*scored, *(last.changed if last else ()))))
