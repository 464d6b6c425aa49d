"""Curve: readings on one axis, named at their ends; no line where a reading is missing."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from procdesk.desk.look.theme import Look, sized

_HEIGHT_PX, _TOP_PX, _FOOT_PX, _LEFT_PX, _RIGHT_PX = 300, 14, 34, 58, 170
_MARK_PX = 5.0


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """One reading: `x` and `y` on the axes; filled if staff saw or heard it at that time.

    `joined` to the reading before it: nothing is missing in between.
    """

    x: float
    y: float
    filled: bool
    joined: bool


@dataclass(frozen=True, slots=True)
class Series:
    """The readings of one procedure, with its name and a line under it."""

    name: str
    below: str
    marks: tuple[CurvePoint, ...]


@dataclass(frozen=True, slots=True)
class Axes:
    """The marks at the axes: ticks with their words; dashed lines at `lines`."""

    x_ticks: tuple[tuple[float, str], ...]
    y_ticks: tuple[tuple[float, str], ...]
    lines: tuple[float, ...] = ()


class Curve(QWidget):
    """A picture; everything in it stands in words beside it too, and in `words`."""

    def __init__(self, series: Sequence[Series], axes: Axes, words: str) -> None:
        super().__init__()
        self._series, self._axes = tuple(series), axes
        self.setAccessibleName(words)
        self.setFixedHeight(_HEIGHT_PX)
        self.setMinimumWidth(520)
        self.setMaximumWidth(860)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def _plot(self) -> QRectF:
        wide = self.width() - _LEFT_PX - _RIGHT_PX
        return QRectF(_LEFT_PX, _TOP_PX, wide, _HEIGHT_PX - _TOP_PX - _FOOT_PX)

    def _at(self, x: float, y: float) -> QPointF:
        plot, xs, ys = self._plot, self._axes.x_ticks, self._axes.y_ticks
        right = (x - xs[0][0]) / (xs[-1][0] - xs[0][0])
        up = (y - ys[0][0]) / (ys[-1][0] - ys[0][0])
        return QPointF(plot.left() + right * plot.width(), plot.bottom() - up * plot.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_axes(painter)
        for number, series in enumerate(self._series):
            self._paint_series(painter, series, number)
        self._paint_names(painter)

    def _paint_axes(self, painter: QPainter) -> None:
        theme, plot = Look.theme, self._plot
        painter.setFont(sized(self.font(), "small"))
        for y, words in self._axes.y_ticks:
            at = self._at(self._axes.x_ticks[0][0], y).y()
            dashed = y in self._axes.lines
            style = Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine
            painter.setPen(QPen(QColor(theme.ink3 if dashed else theme.grid), 1, style))
            painter.drawLine(QPointF(plot.left(), at), QPointF(plot.right(), at))
            painter.setPen(QColor(theme.ink2))
            box = QRectF(0, at - 10, _LEFT_PX - 8, 20)
            painter.drawText(
                box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, words
            )
        painter.setPen(QPen(QColor(theme.ink2), 1))
        painter.drawLine(plot.bottomLeft(), plot.bottomRight())
        for x, words in self._axes.x_ticks:
            at_x = self._at(x, self._axes.y_ticks[0][0]).x()
            painter.drawLine(QPointF(at_x, plot.bottom()), QPointF(at_x, plot.bottom() + 5))
            box = QRectF(at_x - 40, plot.bottom() + 8, 80, 20)
            painter.drawText(box, Qt.AlignmentFlag.AlignHCenter, words)

    def _colour(self, number: int) -> QColor:
        return QColor(Look.theme.trace2 if number else Look.theme.trace1)

    def _paint_series(self, painter: QPainter, series: Series, number: int) -> None:
        style = Qt.PenStyle.DashLine if number else Qt.PenStyle.SolidLine
        painter.setPen(QPen(self._colour(number), 2, style))
        for before, mark in pairwise(series.marks):
            if mark.joined:
                painter.drawLine(self._at(before.x, before.y), self._at(mark.x, mark.y))
        painter.setPen(QPen(self._colour(number), 2))
        for mark in series.marks:
            painter.setBrush(self._colour(number) if mark.filled else QColor(Look.theme.sheet))
            at, box = self._at(mark.x, mark.y), 2 * _MARK_PX
            frame = QRectF(at.x() - _MARK_PX, at.y() - _MARK_PX, box, box)
            if number:
                painter.drawRect(frame)
            else:
                painter.drawEllipse(frame)

    def _paint_names(self, painter: QPainter) -> None:
        """Paint each name at the end of its line, moved apart where two end at one place."""
        free = -100.0
        ends = [(self._at(series.marks[-1].x, series.marks[-1].y), n, series)
                for n, series in enumerate(self._series) if series.marks]  # fmt: skip
        for end, number, series in sorted(ends, key=lambda end: end[0].y()):
            top = max(end.y() - 18, free)
            left = end.x() + 12
            painter.setPen(self._colour(number))
            painter.setFont(sized(self.font(), "small", self.font().Weight.DemiBold))
            painter.drawText(QPointF(left, top + 14), series.name)
            painter.setPen(QColor(Look.theme.ink2))
            painter.setFont(sized(self.font(), "small"))
            painter.drawText(QPointF(left, top + 32), series.below)
            free = top + 40
