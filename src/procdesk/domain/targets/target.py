"""Target: where, exactly. One function makes the string that every screen and page prints."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from procdesk.domain.targets.names import REGION_OF_NAME


class Side(StrEnum):
    """The side of the patient."""

    LEFT = "left"
    RIGHT = "right"
    BILATERAL = "bilateral"
    MIDLINE = "midline"

    @property
    def word(self) -> str:
        """The whole word in capitals; a side is never shown as a letter."""
        return self.value.upper()


class Structure(StrEnum):
    """The structure that the needle goes to (a closed list)."""

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
LEVELLED = NERVES | {
    Structure.FACET_JOINT,
    Structure.FORAMEN,
    Structure.EPIDURAL_SPACE,
    Structure.DISC,
    Structure.VERTEBRAL_BODY,
    Structure.GANGLION,
    Structure.PLEXUS,
    Structure.LEAD,
}
"""Structures that have a level of the spine; the others have a name, or there is one a side."""

_PLAIN = {
    Structure.FACET_JOINT: ("facet joint", "facet joints"),
    Structure.MEDIAL_BRANCH: ("medial branch", "medial branches"),
    Structure.DORSAL_RAMUS: ("dorsal ramus", "dorsal rami"),
    Structure.LATERAL_BRANCH: ("lateral branch", "lateral branches"),
    Structure.FORAMEN: ("foramen", "foramina"),
    Structure.EPIDURAL_SPACE: ("epidural space", "epidural spaces"),
    Structure.CAUDAL: ("caudal epidural space", "caudal epidural space"),
    Structure.DISC: ("disc", "discs"),
    Structure.VERTEBRAL_BODY: ("vertebral body", "vertebral bodies"),
    Structure.SI_JOINT: ("sacroiliac joint", "sacroiliac joints"),
    Structure.JOINT: ("joint", "joints"),
    Structure.BURSA: ("bursa", "bursae"),
    Structure.TENDON: ("tendon", "tendons"),
    Structure.MUSCLE: ("muscle", "muscles"),
    Structure.NERVE: ("nerve", "nerves"),
    Structure.GANGLION: ("ganglion", "ganglia"),
    Structure.PLEXUS: ("plexus", "plexus"),
    Structure.INTERCOSTAL_SPACE: ("intercostal space", "intercostal spaces"),
    Structure.LEAD: ("lead", "leads"),
    Structure.POCKET: ("pocket", "pockets"),
    Structure.HEAD_FACE: ("head and face", "head and face"),
}
_NAMED_ALONE = frozenset({Structure.LEAD, Structure.HEAD_FACE})

VERTEBRAE = tuple(
    [f"C{n}" for n in range(1, 9)]
    + [f"T{n}" for n in range(1, 13)]
    + [f"L{n}" for n in range(1, 7)]
    + [f"S{n}" for n in range(1, 6)]
)
"""Levels from head to tail. C8 is a nerve, L6 a transitional vertebra."""

TRANSITIONAL = {
    "l6": "a sixth lumbar vertebra (L6)",
    "sacralised-l5": "L5 joined to the sacrum (sacralised)",
    "lumbarised-s1": "S1 apart from the sacrum (lumbarised)",
    "11-ribs": "11 pairs of ribs",
    "13-ribs": "13 pairs of ribs",
}
"""Bones that make a level ambiguous until somebody says from where it is counted.

Source: clinical.md 2.1, last line (U).
"""

USUAL = "none"
"""A person said that the bones are usual."""

SEGMENTS = (
    *(f"C{n}-C{n + 1}" for n in range(2, 7)),
    "C7-T1",
    *(f"T{n}-T{n + 1}" for n in range(1, 12)),
    "T12-L1",
    *(f"L{n}-L{n + 1}" for n in range(1, 6)),
    "L5-S1",
    "L6-S1",
)
"""Two neighbours with a joint, a foramen, a space or a disc between; L6 only where it is."""

_ORDER = {level: place for place, level in enumerate(VERTEBRAE)}


@dataclass(frozen=True, slots=True, kw_only=True)
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
        """Level, name and structure in words, without the side: "L3, L4 medial branches"."""
        noun = _PLAIN[self.structure][len(self.levels) > 1 or self.side is Side.BILATERAL]
        if self.name and self.structure in _NAMED_ALONE:
            noun = ""
        text = " ".join(filter(None, (", ".join(self.levels), self.name, noun)))
        counted = f", counted from {self.counted_from}" if self.counted_from else ""
        approach = f", {self.approach} approach" if self.approach else ""
        return f"{text}{approach}{counted}"

    @property
    def uncounted(self) -> bool:
        """Return whether its levels still lack what they are counted from."""
        return bool(self.levels) and not self.counted_from

    @property
    def words(self) -> str:
        """The one string that order, consent, time-out, record and sheet all print."""
        return f"{self.side.word} {self.where}"

    @property
    def region(self) -> str:
        """The region a patient or a mark can speak of; empty if the name is not a known one."""
        if self.name:
            return REGION_OF_NAME.get(self.name, "")
        if not self.levels:
            return _REGION_OF_STRUCTURE.get(self.structure, "")
        letters = {end[0] for level in self.levels for end in level.split("-")}
        return next(region for letter, region in _REGION_OF_LETTER if letter in letters)


_REGION_OF_LETTER = (("C", "neck"), ("L", "low back"), ("S", "low back"), ("T", "upper back"))
"""C7-T1 is felt in the neck and T12-L1 in the low back, so T comes last."""

_REGION_OF_STRUCTURE = {
    Structure.SI_JOINT: "low back",
    Structure.CAUDAL: "low back",
    Structure.LEAD: "low back",
    Structure.INTERCOSTAL_SPACE: "chest",
    Structure.HEAD_FACE: "head",
}

REGIONS = (
    "head",
    "face",
    "neck",
    "shoulder and arm",
    "hand",
    "chest",
    "abdomen",
    "upper back",
    "low back",
    "buttock",
    "groin",
    "hip",
    "thigh and knee",
    "lower leg",
    "foot",
)
"""The regions that a patient may point at."""

_LEG = frozenset({"thigh and knee", "lower leg", "foot"})

RADIATES_FROM = {
    "head": frozenset({"head", "face", "neck"}),
    "face": frozenset({"face", "head"}),
    "neck": frozenset({"neck", "head", "face", "shoulder and arm", "hand", "upper back"}),
    "shoulder and arm": frozenset({"shoulder and arm", "hand", "neck"}),
    "hand": frozenset({"hand", "shoulder and arm"}),
    "chest": frozenset({"chest", "upper back", "abdomen"}),
    "abdomen": frozenset({"abdomen", "chest", "upper back", "low back", "groin"}),
    "upper back": frozenset({"upper back", "chest", "abdomen"}),
    "low back": frozenset({"low back", "buttock", "groin", "hip"}) | _LEG,
    "buttock": frozenset({"buttock", "low back", "groin", "hip"}) | _LEG,
    "groin": frozenset({"groin", "abdomen", "low back", "hip", "buttock", "thigh and knee"}),
    "hip": frozenset({"hip", "groin", "buttock", "thigh and knee"}),
    "thigh and knee": frozenset({"thigh and knee", "lower leg"}),
    "lower leg": frozenset({"lower leg", "foot"}),
    "foot": frozenset({"foot", "lower leg"}),
}
"""Region -> where its pain is felt: "my leg" does not contradict a low back target."""


def as_words(targets: Iterable[Target]) -> str:
    """Return all targets of a procedure in one line."""
    return "; ".join(target.words for target in targets)


def every_side(targets: Iterable[Target]) -> tuple[Side, ...]:
    """Return each side that the targets have, once, in their order."""
    return tuple(dict.fromkeys(target.side for target in targets))


def places(targets: Sequence[Target]) -> str:
    """Return where the targets are in one line; each with its side where they have several."""
    if len(every_side(targets)) > 1:
        return as_words(targets)
    return "; ".join(target.where for target in targets)


def joined_side(sides: Iterable[Side]) -> Side | None:
    """Return one side for what was pointed at: left and right are both; None if they differ."""
    distinct = set(sides)
    if distinct == {Side.LEFT, Side.RIGHT}:
        return Side.BILATERAL
    return distinct.pop() if len(distinct) == 1 else None


def nerves_of_joints(joints: Iterable[str]) -> tuple[str, ...]:
    """Return the nerves that serve these facet joints, head to tail; unknown joints give none.

    Source: clinical.md 2.1 (joint L4-L5 = L3 + L4 medial branches; L5-S1 = L4 + L5 ramus).
    """
    nerves = set[str]().union(*(_NERVES_OF_JOINT.get(joint, ()) for joint in joints))
    return tuple(sorted(nerves, key=lambda nerve: _ORDER.get(nerve, -1)))


_NERVES_OF_JOINT = {
    "C2-C3": ("third occipital",),
    **{f"C{n}-C{n + 1}": (f"C{n}", f"C{n + 1}") for n in range(3, 7)},
    "C7-T1": ("C7", "C8"),
    **{f"T{n}-T{n + 1}": (f"T{n - 1}", f"T{n}") for n in range(2, 12)},
    "T12-L1": ("T11", "T12"),
    "L1-L2": ("T12", "L1"),
    **{f"L{n}-L{n + 1}": (f"L{n - 1}", f"L{n}") for n in range(2, 5)},
    "L5-S1": ("L4", "L5"),
}
"""The map names no nerves for T1-T2: that joint is compared as a joint."""

MAPPED_JOINTS = tuple(_NERVES_OF_JOINT)
"""The joints whose nerves are known, head to tail."""


def nerve_at_bone(bone: str, level: str) -> str:
    """Return the nerve that lies at a bony target, empty where the source does not say it for sure.

    Source: clinical.md 2.1: pillars carry the nerve of the same number, a transverse process the
    nerve of the number above; T5 to T8 are variable.
    """
    if bone == "articular pillar":
        return level if level in ("C3", "C4", "C5", "C6", "C7") else ""
    place = _ORDER[level] - 1
    known = level == "T1" or (level[0] in "TL" and level not in ("L6", *_VARIABLE))
    return VERTEBRAE[place] if known and VERTEBRAE[place] not in _VARIABLE else ""


_VARIABLE = ("T5", "T6", "T7", "T8")


class TargetTextProblem(ValueError):
    """A target text that does not follow SIDE STRUCTURE LEVEL; the message says what is wrong."""


_LEVEL = re.compile(r"([CTLS])(\d{1,2})(?:-([CTLS])(\d{1,2}))?")


def parse_target(text: str) -> Target:
    """Read "left medial-branch L3,L4" (the form of names.md). Raises TargetTextProblem."""
    place, *notes = (part.strip() for part in text.split(";"))
    words = place.split()
    if len(words) < 2:
        raise TargetTextProblem("a target needs a side and a structure: SIDE STRUCTURE LEVEL")
    try:
        side, structure = Side(words[0].lower()), Structure(words[1].lower())
    except ValueError as error:
        raise TargetTextProblem(f"{error}: write SIDE STRUCTURE LEVEL") from None
    rest = words[2:]
    levels = list[str]()
    while rest and all(map(_is_level, split := rest[0].upper().strip(",").split(","))):
        levels += split
        rest = rest[1:]
    parts = dict(_note(note) for note in notes)
    return Target(
        structure=structure, side=side, levels=tuple(levels), name=" ".join(rest), **parts
    )


def target_text(target: Target) -> str:
    """Return the form that parse_target reads."""
    words = (target.side.value, target.structure.value, ",".join(target.levels), target.name)
    text = " ".join(filter(None, words))
    for words_, value in (("approach", target.approach), ("counted from", target.counted_from)):
        text += f"; {words_} {value.replace(';', ',')}" if value else ""
    return text


def _note(text: str) -> tuple[str, str]:
    for words, field in (("approach ", "approach"), ("counted from ", "counted_from")):
        if text.startswith(words):
            return field, text.removeprefix(words).strip()
    raise TargetTextProblem(f"{text!r} is neither “approach …” nor “counted from …”")


def _is_level(text: str) -> bool:
    match = _LEVEL.fullmatch(text)
    if match is None:
        return False
    ends = [match[1] + match[2]] + ([match[3] + match[4]] if match[3] else [])
    return all(end in _ORDER for end in ends)
