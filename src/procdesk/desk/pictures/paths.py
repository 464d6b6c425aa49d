"""Paths: closed outlines on the patient's two sides, and the parts of a picture made of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainterPath

LEFT, RIGHT, MIDLINE = "left", "right", "midline"
Points = Sequence[tuple[float, float]]
WIDTH, HEIGHT = 200, 400
"""The field that every picture is drawn in."""


@dataclass(frozen=True, slots=True)
class PicturePart:
    """One named part of a picture: a path on each side where it can be chosen."""

    name: str
    paths: Mapping[str, QPainterPath] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """One picture. Seen from the front, the patient's left lies at the right edge.

    `labels` stand at the left edge, each with how far down.
    """

    title: str
    parts: tuple[PicturePart, ...]
    ground: tuple[QPainterPath, ...] = ()
    labels: tuple[tuple[str, float], ...] = ()
    from_front: bool = False


def outline(points: Points, round_: float) -> QPainterPath:
    """Return a closed outline whose corners are rounded by a share of their edges, 0 to 1."""
    path = QPainterPath()
    ends = [QPointF(*one) for one in points]
    for at, corner in enumerate(ends):
        before, after = ends[at - 1], ends[(at + 1) % len(ends)]
        start = corner + (before - corner) * (round_ / 2)
        path.lineTo(start) if at else path.moveTo(start)
        path.quadTo(corner, corner + (after - corner) * (round_ / 2))
    path.closeSubpath()
    return path


def both(points: Points, round_: float = 0.7) -> dict[str, QPainterPath]:
    """Return a path on the patient's left, seen from behind, and its mirror on the right."""
    mirrored = [(WIDTH - x, y) for x, y in points]
    return {LEFT: outline(points, round_), RIGHT: outline(mirrored, round_)}


def from_front(points: Points, round_: float = 0.7) -> dict[str, QPainterPath]:
    """Return the same seen from the front: the sides change places."""
    outline = both(points, round_)
    return {LEFT: outline[RIGHT], RIGHT: outline[LEFT]}
