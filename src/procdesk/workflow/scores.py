"""Scores: what recovery offers beside its sets, and what was scored so far. None stops anything."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from procdesk.domain.case import Case, Observation
from procdesk.domain.catalogue import Reference
from procdesk.domain.clinic import Clinic
from procdesk.domain.diary import WEEKS
from procdesk.domain.settings import RECOVERY_SCORE
from procdesk.domain.target import Structure, Target
from procdesk.workflow.sections import Section

SCORES = (
    Section("aldrete", "Aldrete score", "aldrete"),
    Section("padss", "PADSS", "padss"),
    Section("mpadss", "PADSS, modified", "mpadss"),
    Section("bromage", "Bromage scale", "bromage"),
    Section("rass", "RASS", "rass"),
    Section("news2", "NEWS2", "news2"),
    Section("peg", "PEG", "peg"),
)
"""Pages that are opened from recovery; they belong to no stage's list of what is due."""

_TO_LEAVE = frozenset({"aldrete", "padss", "mpadss"})
_IF_SEDATED = frozenset({"rass", "news2"})
_NEAR_THE_CORD = frozenset({Structure.EPIDURAL_SPACE, Structure.CAUDAL, Structure.FORAMEN})
_ABOVE_THE_LEGS = frozenset(
    ("low back", "buttock", "hip", "groin", "thigh and knee", "lower leg", "foot")
)

_COUNTED: Mapping[str, Mapping[str, str]] = {
    "bromage": {"bromage.left_leg": "left leg ", "bromage.right_leg": "right leg "},
    "rass": {"rass.level": ""},
    "peg": {"peg.mean": "mean "},
}
"""What is shown of a score that has no total: its codes, and the words before each."""


def score(key: str) -> Section | None:
    """The score of that key."""
    return next((one for one in SCORES if one.key == key), None)


def offered(case: Case, reference: Reference, clinic: Clinic) -> tuple[Section, ...]:
    """The scores that apply; of those to leave by only the clinic's own, once it chose one.

    The PEG before, of the week that has passed, where a diary asks it again later.
    """
    without = set[str]() if case.sedated else set(_IF_SEDATED)
    if chosen := clinic.setting(RECOVERY_SCORE):
        without |= _TO_LEAVE - {chosen}
    known = (reference.procedures.get(one.key) for one in case.order.procedures)
    if not any(WEEKS in kind.diaries for kind in known if kind):
        without.add("peg")
    if not legs_may_be_blocked(case.order.targets):
        without.add("bromage")
    return tuple(one for one in SCORES if one.key not in without)


def legs_may_be_blocked(targets: Iterable[Target]) -> bool:
    """Whether local anaesthetic at one of these places may reach the nerves of a leg."""
    return any(one.structure in _NEAR_THE_CORD or one.region in _ABOVE_THE_LEGS for one in targets)


def scored(case: Case, key: str) -> tuple[tuple[datetime, str], ...]:
    """Every time at which this score was complete, with its words; the earliest first."""
    codes = _COUNTED.get(key, {f"{key}.total": ""})
    found: dict[datetime, list[str]] = {}
    for seen in sorted(case.observations, key=lambda one: one.recorded.at):
        if seen.code in codes:
            words = f"{codes[seen.code]}{_value(seen)}"
            found.setdefault(seen.recorded.at, []).append(words)
    return tuple((at, ", ".join(words)) for at, words in found.items())


def asks_for(case: Case, key: str) -> str:
    """What the last complete score asks for in its own words, where its form says so."""
    told = case.value(f"{key}.trigger")
    return str(told) if told else ""


def is_open(case: Case, key: str) -> bool:
    """Recorded, and never yet complete: it has no value then."""
    return case.value(f"{key}.completed") is not None and not scored(case, key)


def _value(seen: Observation) -> str:
    if seen.code == "rass.level":
        return f"{seen.value:+}" if seen.value else "0"
    return f"{seen.value} {seen.unit}" if not seen.unit.startswith("{") else str(seen.value)
