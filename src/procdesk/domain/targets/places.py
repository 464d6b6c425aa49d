"""Target places: which level each structure can have, and what a single number of it means.

Every maker gives targets still without their side, and raises NotRead where a level could be read
in two ways. Source of the maps: clinical.md 2 and 2.1.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from procdesk.domain.targets.target import (
    SEGMENTS,
    VERTEBRAE,
    Side,
    Structure,
    Target,
    nerve_at_bone,
)
from procdesk.domain.targets.tokens import NotRead, Token
from procdesk.domain.targets.words import STRUCTURE_OF_NAME, Meaning

SHARING = ("medial-branch", "dorsal-ramus", "lateral-branch", "third-occipital")
"""Nerves that share the side that is said once of all."""

UNLEVELLED = ("third-occipital", "sacral-ala")

Made = list[Target]
Maker = Callable[[Sequence[Token], Sequence[Token]], Made]


def made(what: str, levels: Sequence[Token], words: Sequence[Token]) -> Made:
    """Return the targets of one structure at these levels. Raises NotRead."""
    return _MAKERS[what](levels, words)


def named(what: Token, levels: Sequence[Token], words: Iterable[Token]) -> Made:
    """Return the targets that a name stands for. Raises NotRead."""
    names = what.value.split("|")
    structure = STRUCTURE_OF_NAME.get(names[0])
    if structure is None or any(one not in STRUCTURE_OF_NAME for one in names):
        raise NotRead(f"“{what.text}” is not known")
    nouns = {one.value for one in words if one.meaning is Meaning.NOUN}
    acts = {one.value for one in words if one.meaning is Meaning.ACT}
    if nouns - {structure.value}:
        raise NotRead(f"“{what.text}” is no {', '.join(sorted(nouns - {structure.value}))}")
    unsaid = structure in _NEEDS_NOUN and not nouns and "refill" not in acts
    if unsaid and what.text == names[0].casefold() and "occipital" not in what.text:
        raise NotRead(f"“{what.text}” alone may be a nerve, a tendon or a place")
    wanted = _levels_of(names[0], what.text, levels)
    return [
        Target(structure=structure, side=Side.MIDLINE, levels=wanted, name=name) for name in names
    ]


_NEEDS_NOUN = (Structure.NERVE, Structure.TENDON, Structure.POCKET)
_LEVELS_OF_NAME = {
    "stellate": ("C6", "C7"),
    "lumbar sympathetic": ("L2", "L3", "L4"),
    "celiac": ("T12", "L1"),
    "splanchnic": ("T12", "L1"),
}
"""Source: clinical.md 2. Without its level such a place is not said."""


def _levels_of(name: str, text: str, levels: Sequence[Token]) -> tuple[str, ...]:
    if name in _LEVELS_OF_NAME:
        return _single(levels, _LEVELS_OF_NAME[name], f"the {name} block")
    if STRUCTURE_OF_NAME[name] is Structure.LEAD:
        return _segments(levels, "the catheter")
    _no_levels(levels, text)
    return ()


def _single(levels: Sequence[Token], known: Iterable[str], what: str) -> tuple[str, ...]:
    """Return single levels, each one that this can have. Raises NotRead."""
    if not levels:
        raise NotRead(f"the level of {what} is not said")
    for level in levels:
        if len(level.levels) > 1:
            raise NotRead(f"“{level.text.upper()}” may be one joint or two levels of {what}")
        if level.levels[0] not in known:
            raise NotRead(f"{level.levels[0]} is no level of {what}")
    return _sorted(one.levels[0] for one in levels)


def _segments(levels: Sequence[Token], what: str) -> tuple[str, ...]:
    """Return segments between two neighbours. Raises NotRead."""
    if not levels:
        raise NotRead(f"the level of {what} is not said")
    for level in levels:
        if "-".join(level.levels) not in SEGMENTS:
            raise NotRead(f"“{level.text.upper()}” is not one segment, as {what} needs")
    return _sorted("-".join(one.levels) for one in levels)


def _sorted(levels: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(levels), key=lambda level: VERTEBRAE.index(level.split("-")[0])))


def _no_levels(levels: Sequence[Token], what: str) -> None:
    if levels:
        raise NotRead(f"{what} has no level, and {levels[0].text.upper()} is said")


def _facets(levels: Sequence[Token], _words: Sequence[Token]) -> Made:
    """Read a range that ends at S1 as the joints in between: no joint lies below it."""
    joints: list[Token] = []
    for level in levels:
        inside = _down_to_sacrum(level.levels) if level.levels[1:] == ("S1",) else []
        joints += [replace(level, levels=tuple(pair.split("-"))) for pair in inside] or [level]
    return _at(Structure.FACET_JOINT, _segments(joints, "a facet joint"))


def _down_to_sacrum(ends: Sequence[str]) -> list[str]:
    """Return the joints of a range in the low back; nothing where a transitional one is named."""
    if ends[0] not in ("L1", "L2", "L3", "L4", "L5"):
        return []
    return [one for one in SEGMENTS if ends[0] <= one[:2] <= "L5" and "L6" not in one]


def _at(structure: Structure, levels: tuple[str, ...] = (), name: str = "") -> Made:
    return [Target(structure=structure, side=Side.MIDLINE, levels=levels, name=name)]


_MEDIAL = frozenset(VERTEBRAE) - {"C1", "C2", "L6", "S1", "S2", "S3", "S4", "S5"}


def _medial(levels: Sequence[Token], _words: Sequence[Token]) -> Made:
    return _branches(_single(levels, _MEDIAL, "medial branches"))


def _branches(levels: Sequence[str]) -> Made:
    """Make the branches; at L5 the nerve is the dorsal ramus (clinical.md 2.1)."""
    branches = tuple(one for one in levels if one != "L5")
    targets = _at(Structure.MEDIAL_BRANCH, branches) if branches else []
    return [*targets, *(_at(Structure.DORSAL_RAMUS, ("L5",)) if "L5" in levels else [])]


def _ramus(levels: Sequence[Token], _words: Sequence[Token]) -> Made:
    return _at(Structure.DORSAL_RAMUS, _single(levels, ("L5",), "the dorsal ramus"))


def _third_occipital(levels: Sequence[Token], _words: Sequence[Token]) -> Made:
    _no_levels(levels, "the third occipital nerve")
    return _at(Structure.NERVE, name="third occipital")


def _lateral(levels: Sequence[Token], _words: Sequence[Token]) -> Made:
    """Read a range as every level in it: no joint has such a name."""
    single = [replace(one, levels=(inside,)) for one in levels for inside in _inside(one.levels)]
    known = ("S1", "S2", "S3", "S4")
    return _at(Structure.LATERAL_BRANCH, _single(single, known, "lateral branches"))


def _inside(ends: Sequence[str]) -> Sequence[str]:
    return VERTEBRAE[VERTEBRAE.index(ends[0]) : VERTEBRAE.index(ends[-1]) + 1]


def _foramina(levels: Sequence[Token], _words: Sequence[Token]) -> Made:
    """Read a single level as the nerve that leaves there: C6 by C5-C6, L5 by L5-S1."""
    if not levels:
        raise NotRead("the level of the foramen is not said")
    foramina: list[str] = []
    for level in levels:
        pair = len(level.levels) > 1
        foramina += _segments([level], "a foramen") if pair else [_way_out(level.levels[0])]
    return _at(Structure.FORAMEN, _sorted(foramina))


def _roots(levels: Sequence[Token], words: Sequence[Token]) -> Made:
    """Read a root as one nerve; a segment would name two of them."""
    _single(levels, VERTEBRAE, "nerve roots")
    return _foramina(levels, words)


def _way_out(nerve: str) -> str:
    """Return the foramen of a nerve. Source: clinical.md 2, TFESI: C2-3 … C7-T1 are C3 to C8."""
    if nerve[0] == "S" and nerve != "S5":
        return nerve
    if nerve == "C8":
        return "C7-T1"
    end = 1 if nerve[0] == "C" else 0
    segments = [one for one in SEGMENTS if one.split("-")[end] == nerve and "L6" not in one]
    if not segments:
        raise NotRead(f"by which foramen {nerve} leaves is not known")
    return segments[0]


def _epidural(levels: Sequence[Token], words: Sequence[Token]) -> Made:
    """Read an epidural in the middle only: at a side it may be at the laminae or a foramen."""
    if not any(one.value == Side.MIDLINE for one in words):
        raise NotRead("an epidural may be interlaminar or transforaminal, and it is not said")
    return _at(Structure.EPIDURAL_SPACE, _segments(levels, "an epidural"))


def _caudal(levels: Sequence[Token], _words: Sequence[Token]) -> Made:
    _no_levels(levels, "a caudal epidural")
    return _at(Structure.CAUDAL)


def _si_joint(levels: Sequence[Token], _words: Sequence[Token]) -> Made:
    _no_levels(levels, "a sacroiliac joint")
    return _at(Structure.SI_JOINT)


def _lead(levels: Sequence[Token], words: Sequence[Token]) -> Made:
    """Require the entry of a lead that is placed; one that is pulled is the one there."""
    placed = any(one.value in ("trial", "implant") for one in words)
    return _at(Structure.LEAD, _segments(levels, "the lead") if levels or placed else ())


_BODIES = frozenset(VERTEBRAE) - {"C8", "L6", "S2", "S3", "S4", "S5"}


def _body(levels: Sequence[Token], _words: Sequence[Token]) -> Made:
    return _at(Structure.VERTEBRAL_BODY, _single(levels, _BODIES, "a vertebral body"))


def _segment(structure: Structure, what: str) -> Maker:
    return lambda levels, _words: _at(structure, _segments(levels, what))


def _bone(name: str) -> Maker:
    """Make the reader of a bony target: the nerve that lies on it (clinical.md 2.1)."""

    def make(levels: Sequence[Token], _words: Sequence[Token]) -> Made:
        bones = _single(levels, VERTEBRAE, f"the {name}")
        nerves = {bone: nerve_at_bone(name, bone) for bone in bones}
        unknown = [bone for bone, nerve in nerves.items() if not nerve]
        if unknown:
            raise NotRead(f"which nerve lies at the {unknown[0]} {name} is not known for sure")
        return _branches(_sorted(nerves.values()))

    return make


def _ala(levels: Sequence[Token], _words: Sequence[Token]) -> Made:
    _no_levels(levels, "the sacral ala")
    return _branches(["L5"])


def _joint_line(levels: Sequence[Token], _words: Sequence[Token]) -> Made:
    """Read the line of the joint, which has a nerve only at C2-3."""
    if [one.levels for one in levels] != [("C2", "C3")]:
        raise NotRead("a joint line is a target only at C2-3")
    return _at(Structure.NERVE, name="third occipital")


_MAKERS: Mapping[str, Maker] = {
    "facet-joint": _facets,
    "medial-branch": _medial,
    "dorsal-ramus": _ramus,
    "lateral-branch": _lateral,
    "third-occipital": _third_occipital,
    "foramen": _foramina,
    "nerve-root": _roots,
    "epidural-space": _segment(Structure.EPIDURAL_SPACE, "an epidural"),
    "epidural": _epidural,
    "caudal": _caudal,
    "disc": _segment(Structure.DISC, "a disc"),
    "vertebral-body": _body,
    "si-joint": _si_joint,
    "lead": _lead,
    "transverse-process": _bone("transverse process"),
    "articular-pillar": _bone("articular pillar"),
    "sacral-ala": _ala,
    "joint-line": _joint_line,
}
