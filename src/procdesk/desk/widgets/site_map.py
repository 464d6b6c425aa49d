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


def _quad(points: Sequence[tuple[float, float]]) -> QPainterPath:
    path = QPainterPath(QPointF(*points[0]))
    for one in points[1:]:
        path.lineTo(QPointF(*one))
    path.closeSubpath()
    return path


def _both(points: Sequence[tuple[float, float]]) -> dict[str, QPainterPath]:
    """A path on the patient's left, seen from behind, and its mirror on the right."""
    return {LEFT: _quad(points), RIGHT: _quad([(200 - x, y) for x, y in points])}


BODY = tuple(
    Part(name, label, _both(points))
    for name, label, points in (
        ("head", "head", [(100, 8), (86, 12), (80, 28), (86, 46), (100, 50)]),
        ("neck", "neck", [(100, 50), (88, 48), (87, 62), (70, 70), (100, 72)]),
        (
            "shoulder and arm",
            "shoulder and arm",
            [(70, 70), (50, 80), (42, 120), (30, 190), (38, 194), (52, 150), (60, 112), (64, 82)],
        ),
        ("upper back", "upper back", [(100, 72), (70, 72), (65, 90), (66, 132), (100, 132)]),
        ("low back", "low back", [(100, 132), (66, 132), (68, 176), (100, 176)]),
        ("buttock", "buttock", [(100, 176), (68, 176), (60, 208), (64, 222), (98, 222)]),
        ("thigh and knee", "thigh and knee", [(98, 222), (62, 222), (68, 300), (92, 300)]),
        ("lower leg", "lower leg", [(92, 300), (68, 300), (74, 372), (88, 372)]),
        ("foot", "foot", [(88, 372), (74, 372), (64, 390), (88, 392)]),
    )
)
"""Regions of the body from behind, as a patient may point at them."""


def _vertebra(number: int) -> dict[str, QPainterPath]:
    top = 28 + number * 58
    return _both(
        [
            (100, top),
            (74, top + 4),
            (72, top + 16),
            (44, top + 12),
            (42, top + 22),
            (72, top + 28),
            (74, top + 42),
            (100, top + 44),
        ]
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
        self.setMinimumSize(230, 420)
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
