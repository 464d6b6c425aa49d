"""Target: where, exactly. One function makes the string that every screen and page prints."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Side(StrEnum):
    """Which side of the patient."""

    LEFT = "left"
    RIGHT = "right"
    BILATERAL = "bilateral"
    MIDLINE = "midline"

    @property
    def word(self) -> str:
        """The whole word in capitals; a side is never shown as a letter."""
        return self.value.upper()


class Structure(StrEnum):
    """What the needle goes to (a closed list)."""

    FACET_JOINT = "facet-joint"
    MEDIAL_BRANCH = "medial-branch"
    DORSAL_RAMUS = "dorsal-ramus"
    LATERAL_BRANCH = "lateral-branch"
    FORAMEN = "foramen"
    EPIDURAL_SPACE = "epidural-space"
    CAUDAL = "caudal"
    DISC = "disc"
    VERTEBRAL_BODY = "vertebral-body"
    SI_JOINT = "si-joint"
    JOINT = "joint"
    BURSA = "bursa"
    TENDON = "tendon"
    MUSCLE = "muscle"
    NERVE = "nerve"
    GANGLION = "ganglion"
    PLEXUS = "plexus"
    INTERCOSTAL_SPACE = "intercostal-space"
    LEAD = "lead"
    POCKET = "pocket"
    HEAD_FACE = "head-face"


NERVES = frozenset({Structure.MEDIAL_BRANCH, Structure.DORSAL_RAMUS, Structure.LATERAL_BRANCH})

_PLAIN = {
    Structure.FACET_JOINT: ("facet joint", "facet joints"),
    Structure.MEDIAL_BRANCH: ("medial branch", "medial branches"),
    Structure.DORSAL_RAMUS: ("dorsal ramus", "dorsal rami"),
    Structure.LATERAL_BRANCH: ("lateral branch", "lateral branches"),
    Structure.FORAMEN: ("foramen", "foramina"),
    Structure.EPIDURAL_SPACE: ("epidural space", "epidural spaces"),
    Structure.SI_JOINT: ("sacroiliac joint", "sacroiliac joints"),
    Structure.VERTEBRAL_BODY: ("vertebral body", "vertebral bodies"),
}

VERTEBRAE = tuple(
    [f"C{n}" for n in range(1, 9)]
    + [f"T{n}" for n in range(1, 13)]
    + [f"L{n}" for n in range(1, 7)]
    + [f"S{n}" for n in range(1, 6)]
)
"""Levels from head to tail. C8 is a nerve, L6 a transitional vertebra."""

_ORDER = {level: place for place, level in enumerate(VERTEBRAE)}


@dataclass(frozen=True, slots=True)
class Target:
    """One structure on one side; `levels` are nerves (L3, L4) or segments (L4-L5)."""

    structure: Structure
    side: Side
    levels: tuple[str, ...] = ()
    name: str = ""
    approach: str = ""
    counted_from: str = ""

    @property
    def where(self) -> str:
        """Level and structure in words, without the side: "L3, L4 medial branches"."""
        one, many = _PLAIN.get(self.structure, (self.structure.value.replace("-", " "),) * 2)
        plural = len(self.levels) > 1 or self.side is Side.BILATERAL
        place = self.name or (many if plural else one)
        text = " ".join(filter(None, (", ".join(self.levels), place)))
        return f"{text}, counted from {self.counted_from}" if self.counted_from else text

    @property
    def words(self) -> str:
        """The one string that order, consent, time-out, record and sheet all print."""
        return f"{self.side.word} {self.where}"

    @property
    def region(self) -> str:
        """The region a patient or a mark can speak of."""
        if not self.levels:
            return _REGION_OF_STRUCTURE.get(self.structure, self.name)
        return _REGION_OF_LETTER[self.levels[0][0]]


_REGION_OF_LETTER = {"C": "neck", "T": "upper back", "L": "low back", "S": "low back"}
_REGION_OF_STRUCTURE = {
    Structure.SI_JOINT: "low back",
    Structure.CAUDAL: "low back",
    Structure.INTERCOSTAL_SPACE: "chest",
    Structure.HEAD_FACE: "head",
}

REGIONS = (
    "head",
    "neck",
    "shoulder and arm",
    "chest",
    "upper back",
    "low back",
    "buttock",
    "hip",
    "thigh and knee",
    "lower leg",
    "foot",
)
"""What a patient may point at."""

RADIATES_FROM = {
    "low back": frozenset({"low back", "buttock", "hip", "thigh and knee", "lower leg", "foot"}),
    "neck": frozenset({"neck", "head", "shoulder and arm", "upper back"}),
    "upper back": frozenset({"upper back", "chest"}),
}
"""Where pain of a region is felt: "my leg" does not contradict a low back target."""


def as_words(targets: Iterable[Target]) -> str:
    """All targets of a procedure in one line."""
    return "; ".join(target.words for target in targets)


def shared_side(targets: Iterable[Target]) -> Side | None:
    """The one side that all targets have, or None."""
    sides = {target.side for target in targets}
    return sides.pop() if len(sides) == 1 else None


def joints_of_nerves(levels: Iterable[str]) -> tuple[str, ...]:
    """Lumbar facet joints that a set of medial branches (L5: dorsal ramus) serves completely.

    Source: clinical.md 2.1 (joint L4-L5 = L3 + L4 medial branches; L5-S1 = L4 + L5 ramus).
    """
    have = set(levels)
    return tuple(joint for joint, nerves in _LUMBAR_JOINTS.items() if nerves <= have)


def nerves_of_joints(joints: Iterable[str]) -> tuple[str, ...]:
    """The nerves that serve these lumbar facet joints, head to tail; unknown joints give none."""
    nerves = set[str]().union(*(_LUMBAR_JOINTS.get(joint, frozenset()) for joint in joints))
    return tuple(sorted(nerves, key=_ORDER.__getitem__))


_LUMBAR_JOINTS = {
    "L1-L2": frozenset({"T12", "L1"}),
    "L2-L3": frozenset({"L1", "L2"}),
    "L3-L4": frozenset({"L2", "L3"}),
    "L4-L5": frozenset({"L3", "L4"}),
    "L5-S1": frozenset({"L4", "L5"}),
}


class TargetTextProblem(ValueError):
    """A target text that does not follow SIDE STRUCTURE LEVEL; the message says what is wrong."""


_LEVEL = re.compile(r"([CTLS])(\d{1,2})(?:-([CTLS])(\d{1,2}))?")


def parse_target(text: str) -> Target:
    """Read "left medial-branch L3,L4" (the form of names.md). Raises TargetTextProblem."""
    words = text.strip().split()
    if len(words) < 2:
        raise TargetTextProblem("a target needs a side and a structure: SIDE STRUCTURE LEVEL")
    try:
        side, structure = Side(words[0].lower()), Structure(words[1].lower())
    except ValueError as error:
        raise TargetTextProblem(f"{error}: write SIDE STRUCTURE LEVEL") from None
    levels = [level for word in words[2:] for level in word.upper().split(",") if level]
    if levels and all(map(_is_level, levels)):
        return Target(structure, side, tuple(levels))
    return Target(structure, side, name=" ".join(words[2:]))


def target_text(target: Target) -> str:
    """The form that parse_target reads."""
    rest = ",".join(target.levels) or target.name
    return f"{target.side.value} {target.structure.value} {rest}".rstrip()


def _is_level(text: str) -> bool:
    match = _LEVEL.fullmatch(text)
    if match is None:
        return False
    ends = [match[1] + match[2]] + ([match[3] + match[4]] if match[3] else [])
    return all(end in _ORDER for end in ends)
