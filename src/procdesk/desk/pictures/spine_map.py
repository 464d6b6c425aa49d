"""Spine map: vertebrae and sacrum from behind; each region of the spine is its own small map."""

from collections.abc import Iterable, Sequence

from PySide6.QtGui import QPainterPath

from procdesk.desk.pictures.paths import (
    HEIGHT,
    LEFT,
    MIDLINE,
    RIGHT,
    PicturePart,
    Points,
    View,
    both,
    outline,
)
from procdesk.domain.targets.target import VERTEBRAE

_HALF = ((0, 0), (28, 2), (30, 14), (74, 10), (78, 24), (32, 34), (28, 60), (12, 52), (0, 66))
"""Half a vertebra with its transverse process: out from the midline, down from its top, of 72."""

_TALLEST = 80
_SACRUM_TAPER = 0.14

_BONE_OF_C8 = "T1"
"""There are seven cervical vertebrae: nerve C8 is met at T1 (clinical.md 2.1)."""


def regions(levels: Sequence[str]) -> list[tuple[str, ...]]:
    """Return levels by region, head to tail; a single level joins its neighbour below."""
    groups: list[tuple[str, ...]] = []
    for letter in "CTLS":
        here = tuple(level for level in levels if level.startswith(letter))
        if here and groups and len(groups[-1]) == 1:
            here = (*groups.pop(), *here)
        if here:
            groups.append(here)
    if len(groups) > 1 and len(groups[-1]) == 1:
        last = groups.pop()
        groups[-1] = (*groups[-1], *last)
    return groups


def spine_view(named: Iterable[tuple[str, str]], sides: Sequence[str]) -> View:
    """Return the picture of these parts, each (name, level), with the sides to choose from."""
    parts = [(name, level.replace("C8", _BONE_OF_C8)) for name, level in named]
    bones = _bones([level for _name, level in parts])
    step = min((HEIGHT - 24) / len(bones), _TALLEST)
    tops = {bone: 12 + at * step for at, bone in enumerate(bones)}
    drawn = []
    for name, level in parts:
        first, _, second = level.partition("-")
        paths = _between(tops[second], step) if second else _vertebra(first, tops[first], step)
        drawn.append(
            PicturePart(name, {side: path for side, path in paths.items() if side in sides})
        )
    ground = [half for bone in bones for half in _vertebra(bone, tops[bone], step).values()]
    labels = tuple((bone, top + step * 0.3) for bone, top in tops.items())
    return View(title="Back", parts=tuple(drawn), ground=tuple(ground), labels=labels)


def _bones(levels: Sequence[str]) -> list[str]:
    """Return every vertebra from the first to the last that the levels name."""
    ends = {VERTEBRAE.index(end) for level in levels for end in level.split("-")}
    span = range(min(ends), max(ends) + 1)
    # L6 is there only in some people, and is drawn only where it is meant.
    return [VERTEBRAE[at] for at in span if at in ends or VERTEBRAE[at] not in ("C8", "L6")]


def _vertebra(level: str, top: float, step: float) -> dict[str, QPainterPath]:
    scale = step / 72
    wide = min(1.0, 0.35 + scale)
    if level.startswith("S"):
        return _sacral(int(level[1:]), top, step)
    points = [(100 - x * wide, top + y * scale) for x, y in _HALF]
    return both(points, 0.4)


def _sacral(number: int, top: float, step: float) -> dict[str, QPainterPath]:
    """Return a piece of the sacrum by side: a wedge that narrows from S1 down."""
    upper, lower = (70 * (1 - _SACRUM_TAPER * at) for at in (number - 1, number))
    points: Points = [(100, top), (100 - upper, top), (100 - lower, top + step), (100, top + step)]
    return both(points, 0.15)


def _between(top: float, step: float) -> dict[str, QPainterPath]:
    """Return the space above a vertebra: one piece a side, and one in the middle."""
    high, low = top - step * 0.22, top + step * 0.16
    side = both([(84, high), (52, high), (52, low), (84, low)], 0.5)
    middle = outline([(86, high), (114, high), (114, low), (86, low)], 0.5)
    return {LEFT: side[LEFT], MIDLINE: middle, RIGHT: side[RIGHT]}
