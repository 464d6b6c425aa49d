"""Site map: body regions and the lumbar spine, as a picture beside an equivalent list.

The list is the control and holds the focus order; the picture mirrors it and can be pressed.
"Patient's LEFT" stands above its own edge: the view is from behind, so left is left.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from procdesk.desk.theme import Look, sized
from procdesk.desk.widgets.button import Button
from procdesk.desk.widgets.words import Words, column, row

LEFT, RIGHT = "left", "right"


@dataclass(frozen=True, slots=True)
class Part:
    """One named part of a picture: a path on each side, in a 200 × 400 field."""

    name: str
    label: str
    paths: dict[str, QPainterPath] = field(default_factory=dict)


def _closed(points: Sequence[tuple[float, float]], round_: float) -> QPainterPath:
    """A closed outline whose corners are rounded by a share of their edges, 0 to 1."""
    path = QPainterPath()
    ends = [QPointF(*one) for one in points]
    for at, corner in enumerate(ends):
        before, after = ends[at - 1], ends[(at + 1) % len(ends)]
        start = corner + (before - corner) * (round_ / 2)
        path.lineTo(start) if at else path.moveTo(start)
        path.quadTo(corner, corner + (after - corner) * (round_ / 2))
    path.closeSubpath()
    return path


def _both(points: Sequence[tuple[float, float]], round_: float = 0.7) -> dict[str, QPainterPath]:
    """A path on the patient's left, seen from behind, and its mirror on the right."""
    mirrored = [(200 - x, y) for x, y in points]
    return {LEFT: _closed(points, round_), RIGHT: _closed(mirrored, round_)}


BODY = tuple(
    Part(name, label, _both(points))
    for name, label, points in (
        ("head", "head", [(100, 4), (80, 4), (78, 30), (84, 50), (100, 54)]),
        ("neck", "neck", [(100, 52), (88, 52), (88, 66), (76, 74), (100, 76)]),
        (
            "shoulder and arm",
            "shoulder and arm",
            [(80, 72), (54, 74), (46, 96), (40, 150), (30, 204), (38, 210), (52, 158), (66, 96)],
        ),
        ("upper back", "upper back", [(100, 76), (78, 74), (64, 92), (70, 136), (100, 136)]),
        ("low back", "low back", [(100, 136), (70, 136), (72, 158), (66, 180), (100, 180)]),
        ("buttock", "buttock", [(100, 180), (66, 180), (62, 206), (66, 224), (98, 226)]),
        ("thigh and knee", "thigh and knee", [(98, 226), (65, 224), (70, 300), (93, 300)]),
        ("lower leg", "lower leg", [(93, 300), (70, 300), (68, 330), (77, 372), (90, 372)]),
        ("foot", "foot", [(90, 372), (77, 372), (66, 394), (91, 394)]),
    )
)
"""Regions of the body from behind, as a patient may point at them."""


def _vertebra(number: int) -> dict[str, QPainterPath]:
    top = 14 + number * 63
    return _both(
        [
            (100, top),
            (72, top + 2),
            (70, top + 12),
            (26, top + 8),
            (22, top + 20),
            (68, top + 28),
            (72, top + 52),
            (88, top + 44),
            (100, top + 58),
        ],
        0.4,
    )


SPINE = tuple(
    Part(level, level, _vertebra(number))
    for number, level in enumerate(("T12", "L1", "L2", "L3", "L4", "L5"))
)
"""Lumbar levels from behind: each side is the place of that level's medial branch."""


class _Picture(QWidget):
    """The drawing; pressing a part on a side tells which."""

    pressed = Signal(str, str)

    def __init__(self, parts: tuple[Part, ...]) -> None:
        super().__init__()
        self._parts = parts
        self.chosen: set[tuple[str, str]] = set()
        self.setMinimumSize(150, 360)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("Picture of the list beside it")

    def _place(self) -> tuple[float, float, float]:
        scale = min(self.width() / 200, (self.height() - 30) / 400)
        return scale, (self.width() - 200 * scale) / 2, 30

    def mousePressEvent(self, event: QMouseEvent) -> None:
        scale, left, top = self._place()
        at = QPointF((event.position().x() - left) / scale, (event.position().y() - top) / scale)
        for part in self._parts:
            for side, path in part.paths.items():
                if path.contains(at):
                    self.pressed.emit(part.name, side)
                    return

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = Look.theme
        painter.fillRect(self.rect(), QColor(theme.desk))
        painter.setFont(sized(self.font(), "small", self.font().Weight.DemiBold))
        painter.setPen(QColor(theme.ink))
        words = QRectF(8, 4, self.width() - 16, 22)
        painter.drawText(words, Qt.AlignmentFlag.AlignLeft, "patient's LEFT")
        painter.drawText(words, Qt.AlignmentFlag.AlignRight, "patient's RIGHT")
        scale, left, top = self._place()
        painter.translate(left, top)
        painter.scale(scale, scale)
        for part in self._parts:
            for side, path in part.paths.items():
                self._paint_part(painter, path, (part.name, side) in self.chosen, 1 / scale)

    def _paint_part(self, painter: QPainter, path: QPainterPath, on: bool, px: float) -> None:
        theme = Look.theme
        painter.setPen(QPen(QColor(theme.act if on else theme.edge), (2.5 if on else 1.2) * px))
        painter.setBrush(QColor(theme.act_soft if on else theme.well))
        painter.drawPath(path)
        if on:
            painter.setBrush(QBrush(QColor(theme.act), Qt.BrushStyle.BDiagPattern))
            painter.drawPath(path)


class SiteMap(QWidget):
    """Picture and list in one; `edited` after every press."""

    edited = Signal(str)

    def __init__(self, parts: tuple[Part, ...]) -> None:
        super().__init__()
        self._parts = parts
        self._picture = _Picture(parts)
        self._buttons: dict[tuple[str, str], Button] = {}
        layout = row(self, 0)
        layout.addWidget(self._picture, 5)
        holder = QWidget()
        list_ = column(holder, 12, 6)
        list_.addWidget(Words("The same, as a list", "strong"))
        grid = QGridLayout()
        grid.setSpacing(6)
        for number, part in enumerate(parts):
            self._add(grid, number, part)
        list_.addLayout(grid)
        list_.addStretch(1)
        layout.addWidget(holder, 6)
        self._picture.pressed.connect(self._press)

    def _add(self, grid: QGridLayout, number: int, part: Part) -> None:
        for at, side in enumerate((LEFT, RIGHT)):
            button = Button(f"{side.upper()} {part.label}", "place")
            button.setCheckable(True)
            button.toggled.connect(lambda on, key=(part.name, side): self._toggled(key, on))
            self._buttons[part.name, side] = button
            grid.addWidget(button, number, at)
            grid.setColumnStretch(at, 1)

    @property
    def chosen(self) -> tuple[tuple[str, str], ...]:
        """The chosen parts as (name, side), head to tail."""
        return tuple(key for key, button in self._buttons.items() if button.isChecked())

    @property
    def text(self) -> str:
        """The chosen parts as text, for a draft."""
        return "|".join(f"{side} {name}" for name, side in self.chosen)

    def put(self, text: str) -> None:
        """Choose what the text names."""
        wanted = set(text.split("|"))
        for (name, side), button in self._buttons.items():
            button.setChecked(f"{side} {name}" in wanted)

    def button(self, name: str, side: str) -> Button:
        """The list's button of a part."""
        return self._buttons[name, side]

    def _press(self, name: str, side: str) -> None:
        self._buttons[name, side].toggle()

    def _toggled(self, key: tuple[str, str], on: bool) -> None:
        (self._picture.chosen.add if on else self._picture.chosen.discard)(key)
        self._picture.update()
        self.edited.emit(self.text)
