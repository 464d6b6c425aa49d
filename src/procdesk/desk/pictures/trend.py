"""Trend: pressure, pulse and pain over the columns of the flowsheet, as a picture."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from procdesk.desk.look.theme import Look, sized
from procdesk.domain.clinic.recovery_range import RecoveryRange

_PRESSURE_PX, _PAIN_PX, _GAP_PX, _EDGE_PX = 150, 60, 14, 8
_CARET_PX, _DOT_PX = 7, 4
_STEP = 40
_PAIN_TICKS = (0, 5, 10)


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendPoint:
    """One column in numbers: mmHg, beats per minute, pain of 10; None where it was not taken."""

    systolic: float | None = None
    diastolic: float | None = None
    pulse: float | None = None
    pain_rest: float | None = None
    pain_moving: float | None = None


class Trend(QWidget):
    """The first column is what was so before the needle; it stands apart by a dashed line.

    Everything in it stands in numbers below it too, the range of the upper pressure in words.
    """

    def __init__(
        self, readings: Sequence[TrendPoint], range_: RecoveryRange, left_px: int, column_px: int
    ) -> None:
        super().__init__()
        self._range = range_
        self._readings, self._left_px, self._column_px = tuple(readings), left_px, column_px
        self.setAccessibleName("Trend of pressure, pulse and pain; the numbers stand below")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._low, self._high = _ends(self._readings, range_)

    def sizeHint(self) -> QSize:
        wide = self._left_px + self._column_px * len(self._readings)
        return QSize(wide, _PRESSURE_PX + _GAP_PX + _PAIN_PX + 2 * _EDGE_PX)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(sized(self.font(), "tick"))
        self._paint_range(painter)
        self._paint_scales(painter)
        for at, reading in enumerate(self._readings):
            self._paint_pressure(painter, at, reading)
        theme = Look.theme
        self._paint_line(painter, lambda reading: reading.pulse, self._of_pressure, theme.trace2)
        self._paint_line(painter, lambda reading: reading.pain_rest, self._of_pain, theme.trace3)
        for at, reading in enumerate(self._readings):
            self._paint_dots(painter, at, reading)

    def _x(self, at: int) -> float:
        return self._left_px + self._column_px * (at + 0.5)

    def _of_pressure(self, value: float) -> float:
        part = (value - self._low) / (self._high - self._low)
        return _EDGE_PX + _PRESSURE_PX * (1 - part)

    def _of_pain(self, value: float) -> float:
        return _EDGE_PX + _PRESSURE_PX + _GAP_PX + _PAIN_PX * (1 - value / 10)

    def _paint_range(self, painter: QPainter) -> None:
        """Paint the range in which the upper pressure is as before, with an edge in every theme."""
        if self._range.low is None or self._range.high is None:
            return
        theme, left = Look.theme, self._left_px + self._column_px
        top, bottom = self._of_pressure(self._range.high), self._of_pressure(self._range.low)
        band = QRectF(left, top, self.width() - left, bottom - top)
        painter.fillRect(band, QColor(theme.met_soft))
        painter.setPen(QPen(QColor(theme.met), 1.4, Qt.PenStyle.DashLine))
        for y in (top, bottom):
            painter.drawLine(QPointF(left, y), QPointF(self.width(), y))

    def _paint_scales(self, painter: QPainter) -> None:
        theme = Look.theme
        top, bottom = self._of_pressure(self._high), self._of_pain(0)
        for value in range(self._low, self._high + 1, _STEP):
            self._paint_tick(painter, value, self._of_pressure(value))
        for value in _PAIN_TICKS:
            self._paint_tick(painter, value, self._of_pain(value))
        painter.setPen(QPen(QColor(theme.edge), 1, Qt.PenStyle.DashLine))
        x = self._left_px + self._column_px
        painter.drawLine(QPointF(x, top), QPointF(x, bottom))
        names = (
            ("Blood pressure", "mmHg", theme.trace1, top),
            ("Pulse", "per min", theme.trace2, top + 44),
            ("Pain", "filled at rest,", theme.trace3, self._of_pain(10)),
            ("", "hollow moving", theme.trace3, self._of_pain(10) + 14),
        )
        for name, below, colour, y in names:
            self._name(painter, name, below, colour, y)

    def _paint_tick(self, painter: QPainter, value: int, y: float) -> None:
        theme = Look.theme
        painter.setPen(QPen(QColor(theme.grid), 1))
        painter.drawLine(QPointF(self._left_px, y), QPointF(self.width(), y))
        painter.setPen(QColor(theme.ink2))
        at = QRectF(self._left_px - 44, y - 8, 36, 16)
        painter.drawText(
            at, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, f"{value}"
        )

    def _name(self, painter: QPainter, name: str, below: str, colour: str, y: float) -> None:
        painter.setPen(QColor(colour))
        painter.setFont(sized(self.font(), "small", self.font().Weight.DemiBold))
        painter.drawText(QRectF(0, y - 4, 130, 18), Qt.AlignmentFlag.AlignLeft, name)
        painter.setFont(sized(self.font(), "tick"))
        painter.setPen(QColor(Look.theme.ink2))
        painter.drawText(QRectF(0, y + 13, 130, 16), Qt.AlignmentFlag.AlignLeft, below)

    def _paint_pressure(self, painter: QPainter, at: int, reading: TrendPoint) -> None:
        """Paint a bar between two carets that point at the upper and at the lower value."""
        painter.setPen(QPen(QColor(Look.theme.trace1), 1.8))
        x = self._x(at)
        ends = [
            (self._of_pressure(value), towards)
            for value, towards in ((reading.systolic, -1), (reading.diastolic, 1))
            if value is not None
        ]
        for y, towards in ends:
            back = y + towards * _CARET_PX
            painter.drawLine(QPointF(x - _CARET_PX, back), QPointF(x, y))
            painter.drawLine(QPointF(x, y), QPointF(x + _CARET_PX, back))
        if len(ends) > 1:
            painter.drawLine(QPointF(x, ends[0][0]), QPointF(x, ends[1][0]))

    def _paint_line(
        self,
        painter: QPainter,
        value: Callable[[TrendPoint], float | None],
        y: Callable[[float], float],
        colour: str,
    ) -> None:
        """Join neighbours only, and nothing to what was before the needle: a gap stays a gap."""
        painter.setPen(QPen(QColor(colour), 1.8))
        for at in range(1, len(self._readings) - 1):
            here, there = value(self._readings[at]), value(self._readings[at + 1])
            if here is not None and there is not None:
                painter.drawLine(QPointF(self._x(at), y(here)), QPointF(self._x(at + 1), y(there)))

    def _paint_dots(self, painter: QPainter, at: int, reading: TrendPoint) -> None:
        theme, x = Look.theme, self._x(at)
        if reading.pulse is not None:
            painter.setPen(QPen(QColor(theme.sheet), 1.5))
            painter.setBrush(QColor(theme.trace2))
            painter.drawEllipse(QPointF(x, self._of_pressure(reading.pulse)), _DOT_PX, _DOT_PX)
        painter.setPen(QPen(QColor(theme.trace3), 1.8))
        for value, filled in ((reading.pain_rest, True), (reading.pain_moving, False)):
            if value is not None:
                painter.setBrush(QColor(theme.trace3 if filled else theme.sheet))
                aside = -_DOT_PX - 2 if filled else _DOT_PX + 2
                y = self._of_pain(value)
                box = QRectF(x + aside - _DOT_PX, y - _DOT_PX, 2 * _DOT_PX, 2 * _DOT_PX)
                painter.drawRect(box)


def _ends(readings: Sequence[TrendPoint], range_: RecoveryRange) -> tuple[int, int]:
    """Return the axis's ends: from a tick below everything to a tick above it."""
    values = [
        value
        for reading in readings
        for value in (reading.systolic, reading.diastolic, reading.pulse)
        if value is not None
    ]
    values += [end for end in (range_.low, range_.high) if end is not None]
    low = int(min([*values, 60]) // _STEP) * _STEP
    high = -int(-max([*values, 140]) // _STEP) * _STEP
    return low, high
