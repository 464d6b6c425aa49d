"""Scores: what recovery offers beside its sets, and what was scored so far. None stops anything."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from procdesk.domain.catalogue.catalogue import Reference
from procdesk.domain.clinic.clinic import Clinic
from procdesk.domain.clinic.settings import RECOVERY_SCORE
from procdesk.domain.relief.diary import WEEKS
from procdesk.domain.section_key import SectionKey
from procdesk.domain.targets.target import Structure, Target
from procdesk.domain.visit.case import Case, Observation
from procdesk.workflow.sections import Section, section

_NEAR_THE_CORD = frozenset({Structure.EPIDURAL_SPACE, Structure.CAUDAL, Structure.FORAMEN})
_ABOVE_THE_LEGS = frozenset(
    ("low back", "buttock", "hip", "groin", "thigh and knee", "lower leg", "foot")
)


def _always(_case: Case, _reference: Reference) -> bool:
    return True


def _if_sedated(case: Case, _reference: Reference) -> bool:
    return case.sedated


def _if_legs_may_be_blocked(case: Case, _reference: Reference) -> bool:
    return legs_may_be_blocked(case.order.targets)


def _if_asked_again(case: Case, reference: Reference) -> bool:
    """Of the week that has passed, where a diary asks the same again later."""
    kinds = (reference.procedures.get(ordered.key) for ordered in case.order.procedures)
    return any(kind is not None and WEEKS in kind.diaries for kind in kinds)


@dataclass(frozen=True, slots=True)
class Score:
    """A score: its section, when recovery offers it, and whether a patient may leave by it.

    `codes` maps each code that is shown to the words before it, for a score without a total.
    """

    section: Section
    offered_when: Callable[[Case, Reference], bool] = _always
    is_to_leave: bool = False
    codes: Mapping[str, str] = field(default_factory=dict)


SCORES = (
    Score(section(SectionKey.ALDRETE), is_to_leave=True),
    Score(section(SectionKey.PADSS), is_to_leave=True),
    Score(section(SectionKey.MPADSS), is_to_leave=True),
    Score(
        section(SectionKey.BROMAGE),
        _if_legs_may_be_blocked,
        codes={"bromage.left_leg": "left leg ", "bromage.right_leg": "right leg "},
    ),
    Score(section(SectionKey.RASS), _if_sedated, codes={"rass.level": ""}),
    Score(section(SectionKey.NEWS2), _if_sedated),
    Score(section(SectionKey.PEG), _if_asked_again, codes={"peg.mean": "mean "}),
)
"""Pages that are opened from recovery; they belong to no stage's list of what is due."""

_BY_KEY: dict[str, Score] = {score.section.key: score for score in SCORES}


def offered(case: Case, reference: Reference, clinic: Clinic) -> tuple[Section, ...]:
    """Return the scores that apply; to leave by, only the clinic's own once it chose one."""
    chosen = clinic.setting(RECOVERY_SCORE)
    return tuple(
        score.section
        for score in SCORES
        if score.offered_when(case, reference)
        and not (score.is_to_leave and chosen and score.section.key != chosen)
    )


def legs_may_be_blocked(targets: Iterable[Target]) -> bool:
    """Return whether local anaesthetic at one of these places may reach the nerves of a leg."""
    return any(one.structure in _NEAR_THE_CORD or one.region in _ABOVE_THE_LEGS for one in targets)


def scored(case: Case, key: str) -> tuple[tuple[datetime, str], ...]:
    """Every time at which this score was complete, with its words; the earliest first."""
    codes = _BY_KEY[key].codes or {f"{key}.total": ""}
    scores: dict[datetime, list[str]] = {}
    for observation in sorted(case.observations, key=lambda row: row.recorded.at):
        if observation.code in codes:
            words = f"{codes[observation.code]}{_value(observation)}"
            scores.setdefault(observation.recorded.at, []).append(words)
    return tuple((at, ", ".join(words)) for at, words in scores.items())


def asks_for(case: Case, key: str) -> str:
    """Return what the last complete score asks for, in its form's words; empty where none."""
    words = case.value(f"{key}.trigger")
    return str(words) if words else ""


def is_open(case: Case, key: str) -> bool:
    """Recorded, and never yet complete: it has no value then."""
    return case.value(f"{key}.completed") is not None and not scored(case, key)


def _value(observation: Observation) -> str:
    if observation.code == "rass.level":
        return f"{observation.value:+}" if observation.value else "0"
    return (
        f"{observation.value} {observation.unit}"
        if not observation.unit.startswith("{")
        else str(observation.value)
    )
