"""Spine map: vertebrae and sacrum from behind; each region of the spine is its own small map."""

from collections.abc import Iterable, Sequence

from PySide6.QtGui import QPainterPath

from procdesk.desk.widgets.paths import (
    HEIGHT,
    LEFT,
    MIDLINE,
    RIGHT,
    Part,
    Points,
    View,
    both,
    outline,
)
from procdesk.domain.target import VERTEBRAE

_HALF = ((0, 0), (28, 2), (30, 14), (74, 10), (78, 24), (32, 34), (28, 60), (12, 52), (0, 66))
"""Half a vertebra with its transverse process: out from the midline, down from its top, of 72."""

_SACRUM_TAPER = 0.14


def regions(levels: Sequence[str]) -> list[tuple[str, ...]]:
    """Levels by region of the spine, head to tail; a single one joins its neighbour below."""
    found: list[tuple[str, ...]] = []
    for letter in "CTLS":
        here = tuple(level for level in levels if level.startswith(letter))
        if here and found and len(found[-1]) == 1:
            here = (*found.pop(), *here)
        if here:
            found.append(here)
    if len(found) > 1 and len(found[-1]) == 1:
        last = found.pop()
        found[-1] = (*found[-1], *last)
    return found


def spine_view(named: Iterable[tuple[str, str]], sides: Sequence[str]) -> View:
    """The picture of these parts, given as (name, level), with the sides that can be chosen."""
    parts = list(named)
    rows = _rows([level for _name, level in parts])
    step = (HEIGHT - 24) / len(rows)
    tops = {level: 12 + at * step for at, level in enumerate(rows)}
    drawn = []
    for name, level in parts:
        first, _, second = level.partition("-")
        paths = _between(tops[second], step) if second else _vertebra(first, tops[first], step)
        drawn.append(Part(name, {side: path for side, path in paths.items() if side in sides}))
    ground = [half for row in rows for half in _vertebra(row, tops[row], step).values()]
    return View("From behind", tuple(drawn), tuple(ground))


def _rows(levels: Iterable[str]) -> list[str]:
    """Every vertebra from the first to the last that the levels name."""
    ends = [VERTEBRAE.index(end) for level in levels for end in level.split("-")]
    span = VERTEBRAE[min(ends) : max(ends) + 1]
    named = {end for level in levels for end in level.split("-")}
    # C8 and L6 are drawn only where they are meant: C8 is a nerve, L6 a transitional vertebra.
    return [one for one in span if one not in ("C8", "L6") or one in named]


def _vertebra(level: str, top: float, step: float) -> dict[str, QPainterPath]:
    scale = step / 72
    wide = min(1.0, 0.35 + scale)
    if level.startswith("S"):
        return _sacral(int(level[1:]), top, step)
    points = [(100 - x * wide, top + y * scale) for x, y in _HALF]
    return both(points, 0.4)


def _sacral(number: int, top: float, step: float) -> dict[str, QPainterPath]:
    """A piece of the sacrum: a wedge that narrows from S1 down."""
    upper, lower = (70 * (1 - _SACRUM_TAPER * at) for at in (number - 1, number))
    points: Points = [(100, top), (100 - upper, top), (100 - lower, top + step), (100, top + step)]
    return both(points, 0.15)


def _between(top: float, step: float) -> dict[str, QPainterPath]:
    """The space above a vertebra: one piece a side, and one in the middle."""
    high, low = top - step * 0.22, top + step * 0.16
    side = both([(84, high), (52, high), (52, low), (84, low)], 0.5)
    middle = outline([(86, high), (114, high), (114, low), (86, low)], 0.5)
    return {LEFT: side[LEFT], MIDLINE: middle, RIGHT: side[RIGHT]}
