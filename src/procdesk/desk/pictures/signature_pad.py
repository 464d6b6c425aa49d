"""Signature pad: a name written on the screen by finger, pen or mouse."""

import json

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QTouchEvent
from PySide6.QtWidgets import QFrame, QWidget

from procdesk.desk.look.theme import Look
from procdesk.desk.widgets.button import Button
from procdesk.desk.widgets.labels import Words, column, left

WIDE, HIGH = 1000, 250
"""The pad's own units: whole numbers, so that the same strokes are the same bytes."""
_LEAST_POINTS = 8
"""Fewer points are a slip of the hand and no signature."""


class SignaturePad(QWidget):
    """A field for a signature; `edited` after each stroke; `text` is JSON: [[x, y, x, y, …], …]."""

    edited = Signal(str)

    def __init__(self, label: str) -> None:
        super().__init__()
        self.label = label
        layout = column(self, 0, 8)
        layout.addWidget(Words(label, "question"))
        self._area = _Area(label)
        self._area.drawn.connect(lambda: self.edited.emit(self.text))
        layout.addWidget(self._area)
        again = Button("Sign again", act=lambda: self.put(""))
        layout.addLayout(left(again))

    @property
    def signed(self) -> bool:
        """Return whether enough is written to be a signature."""
        return sum(len(one) for one in self._area.strokes) >= 2 * _LEAST_POINTS

    @property
    def strokes(self) -> tuple[tuple[int, ...], ...]:
        """Return the strokes, each a list of points."""
        return tuple(map(tuple, self._area.strokes))

    @property
    def text(self) -> str:
        """Return the strokes as JSON; empty while nothing is written."""
        return json.dumps(self._area.strokes) if self._area.strokes else ""

    def put(self, text: str) -> None:
        """Show strokes that `text` gave, or an empty pad."""
        self._area.strokes = json.loads(text) if text else []
        self._area.update()


class _Area(QFrame):
    """The white field that is written on."""

    drawn = Signal()

    def __init__(self, label: str) -> None:
        super().__init__()
        self.strokes: list[list[int]] = []
        self.setProperty("kind", "card")
        self.setFixedHeight(200)
        self.setAccessibleName(f"{label}; the paper can be signed instead")
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)

    def event(self, event: QEvent) -> bool:
        """Let a finger write, and not scroll the page."""
        if isinstance(event, QTouchEvent) and event.points():
            self._put(event.points()[0].position(), event.type() == QEvent.Type.TouchBegin)
            return True
        if event.type() == QEvent.Type.TouchEnd:
            self.drawn.emit()
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._put(event.position(), True)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._put(event.position(), False)

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self.drawn.emit()

    def _put(self, at: QPointF, begins: bool) -> None:
        if begins or not self.strokes:
            self.strokes.append([])
        x = min(max(round(at.x() * WIDE / self.width()), 0), WIDE)
        y = min(max(round(at.y() * HIGH / self.height()), 0), HIGH)
        self.strokes[-1] += [x, y]
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(Look.theme.line), 2))
        base = self.height() * 3 // 4
        painter.drawLine(24, base, self.width() - 24, base)
        painter.setPen(QPen(QColor(Look.theme.ink), 3))
        across, down = self.width() / WIDE, self.height() / HIGH
        for stroke in self.strokes:
            pairs = zip(stroke[::2], stroke[1::2], strict=True)
            painter.drawPolyline([QPointF(x * across, y * down) for x, y in pairs])
