"""Dose clock: one blood thinner on a line of time: last dose, what has passed, earliest, now."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from procdesk.desk.look.theme import Look, sized

_LEVEL_PX, _TRACK_PX, _DAYS_PX = 44, 36, 26
_TRACK_TOP = 3 * _LEVEL_PX + 8
_HEIGHT_PX = _TRACK_TOP + _TRACK_PX + 22 + _DAYS_PX + 6
_EDGE_PX = 10
_AFTER = 0.18
"""How much of the line lies behind what is shown last, as a share."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moments:
    """The marks of the line. `planned` is None where no hour is set, `met` whether it passed."""

    last: datetime
    earliest: datetime
    now: datetime
    planned: datetime | None
    zone: ZoneInfo
    met: bool

    @property
    def words(self) -> str:
        """Return the whole line in one sentence, for whoever does not see it."""
        planned = f", planned {self.spoken(self.planned)}" if self.planned else ""
        return (
            f"Last dose {self.spoken(self.last)}, earliest by the row "
            f"{self.spoken(self.earliest)}, now {self.spoken(self.now)}{planned}."
        )

    def spoken(self, at: datetime) -> str:
        """Return a moment as Mon 23 Nov 21:30."""
        here = at.astimezone(self.zone)
        return f"{here:%a} {here.day} {here:%b} {here:%H:%M}"

    def short(self, at: datetime) -> str:
        """Return Mon 21:30 while the line is shorter than a week, else 23 Nov 21:30."""
        here, (start, end) = at.astimezone(self.zone), self.ends
        if end - start < timedelta(days=6):
            return f"{here:%a} {here:%H:%M}"
        return f"{here.day} {here:%b} {here:%H:%M}"

    @property
    def ends(self) -> tuple[datetime, datetime]:
        """Return the first and the last moment of the line."""
        shown = [self.last, self.earliest, self.now, *([self.planned] if self.planned else [])]
        first, last = min(shown), max(shown)
        span = max(last - first, timedelta(hours=6))
        return first - span * 0.06, first + span * (1 + _AFTER)

    def days(self) -> Iterator[tuple[datetime, datetime]]:
        """Yield the days of the line by the clinic's clock, each as its beginning and its end."""
        start, end = self.ends
        at = start
        while at < end:
            midnight = at.astimezone(self.zone).replace(hour=0, minute=0, second=0, microsecond=0)
            # The next day begins at its own midnight, which may be 23 or 25 hours away.
            following = (midnight + timedelta(days=1)).astimezone(start.tzinfo)
            yield at, min(following, end)
            at = following


class DoseClock(QWidget):
    """The line as a picture; everything in it stands in words beside it too."""

    def __init__(self, moments: Moments) -> None:
        super().__init__()
        self.moments = moments
        self.setAccessibleName(moments.words)
        self.setFixedHeight(_HEIGHT_PX)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def _x(self, at: datetime) -> float:
        start, end = self.moments.ends
        return _EDGE_PX + (self.width() - 2 * _EDGE_PX) * ((at - start) / (end - start))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_track(painter)
        self._paint_days(painter)
        self._paint_marks(painter)

    def _span(self, start: datetime, other: datetime, top: float, height: float) -> QRectF:
        left = self._x(start)
        return QRectF(left, top, self._x(other) - left, height)

    def _paint_track(self, painter: QPainter) -> None:
        theme, moments = Look.theme, self.moments
        whole = self._span(*moments.ends, _TRACK_TOP, _TRACK_PX)
        painter.setPen(QPen(QColor(theme.line), 1))
        painter.setBrush(QColor(theme.well))
        painter.drawRect(whole)
        passed = self._span(moments.last, min(moments.now, moments.ends[1]), _TRACK_TOP, _TRACK_PX)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.ink2))
        painter.drawRect(passed)
        if moments.now < moments.earliest:
            open_ = self._span(moments.now, moments.earliest, _TRACK_TOP, _TRACK_PX)
            painter.setPen(QPen(QColor(theme.stop), 2))
            painter.setBrush(QColor(theme.stop_soft))
            painter.drawRect(open_)
            painter.setBrush(QBrush(QColor(theme.stop), Qt.BrushStyle.BDiagPattern))
            painter.drawRect(open_)
        self._say_passed(painter, passed)

    def _say_passed(self, painter: QPainter, passed: QRectF) -> None:
        hours, seconds = divmod(int((self.moments.now - self.moments.last).total_seconds()), 3600)
        words = f"{hours} h {seconds // 60} min since the last dose"
        painter.setFont(sized(self.font(), "body", self.font().Weight.DemiBold))
        if painter.fontMetrics().horizontalAdvance(words) + 16 > passed.width():
            words = f"{hours} h"
        if painter.fontMetrics().horizontalAdvance(words) + 8 <= passed.width():
            painter.setPen(QColor(Look.theme.sheet))
            painter.drawText(passed, Qt.AlignmentFlag.AlignCenter, words)

    def _paint_days(self, painter: QPainter) -> None:
        theme, moments = Look.theme, self.moments
        top = _TRACK_TOP + _TRACK_PX + 22
        painter.setFont(sized(self.font(), "small"))
        today = moments.now.astimezone(moments.zone).date()
        for start, end in moments.days():
            here, box = start.astimezone(moments.zone), self._span(start, end, top, _DAYS_PX)
            painter.setPen(QPen(QColor(theme.line), 1))
            painter.setBrush(QColor(theme.act_soft if here.date() == today else theme.well))
            painter.drawRect(box)
            name = f"{here:%a} {here.day}" + (", today" if here.date() == today else "")
            if painter.fontMetrics().horizontalAdvance(name) + 6 > box.width():
                name = f"{here.day}"
            if painter.fontMetrics().horizontalAdvance(name) + 4 <= box.width():
                painter.setPen(QColor(theme.ink2))
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, name)

    def _paint_marks(self, painter: QPainter) -> None:
        """Paint lines, then labels on their own ground, so that no line runs through a word."""
        theme, moments = Look.theme, self.moments
        rows = [
            _Mark(at=moments.last, label="Last dose", colour=theme.ink, level=2),
            _Mark(
                at=moments.earliest,
                label="Earliest by the row",
                colour=theme.met if moments.met else theme.stop,
                level=2,
            ),
            _Mark(at=moments.now, label="Now", colour=theme.ink, level=1),
        ]
        if moments.planned:
            rows.append(
                _Mark(at=moments.planned, label="Planned", colour=theme.act, level=0, dashed=True)
            )
        for mark in rows:
            style = Qt.PenStyle.DashLine if mark.dashed else Qt.PenStyle.SolidLine
            painter.setPen(QPen(QColor(mark.colour), 2, style))
            x = round(self._x(mark.at))
            painter.drawLine(x, mark.level * _LEVEL_PX + 20, x, _TRACK_TOP + _TRACK_PX + 22)
        ends = [0.0, 0.0, 0.0]
        for mark in rows:
            ends[mark.level] = self._say(painter, mark, ends[mark.level])
        painter.setPen(QPen(QColor(theme.ink), 2))
        painter.setBrush(QColor(theme.sheet))
        at = self._x(moments.last)
        painter.drawEllipse(QRectF(at - 6, _TRACK_TOP + _TRACK_PX / 2 - 6, 12, 12))

    def _say(self, painter: QPainter, mark: "_Mark", free_from: float) -> float:
        """Paint a label over its line, off the edges and off its neighbour; return its end."""
        name, bold = sized(self.font(), "small"), self.font().Weight.DemiBold
        clock, text = sized(self.font(), "body", bold), self.moments.short(mark.at)
        widths = [
            QFontMetricsF(font).horizontalAdvance(words) + 8
            for font, words in ((name, mark.label), (clock, text))
        ]
        wide = max(widths)
        left = max(min(self._x(mark.at) - wide / 2, self.width() - wide), free_from)
        top = mark.level * _LEVEL_PX
        painter.fillRect(QRectF(left, top, wide, _LEVEL_PX - 4), QColor(Look.theme.sheet))
        painter.setPen(QColor(mark.colour))
        for offset, words, font in ((0, mark.label, name), (17, text, clock)):
            painter.setFont(font)
            at = QRectF(left, top + offset, wide, 22)
            painter.drawText(at, Qt.AlignmentFlag.AlignHCenter, words)
        return left + wide + 6


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mark:
    """A moment with its words and colour; `level` is the line of words, 0 on top."""

    at: datetime
    label: str
    colour: str
    level: int
    dashed: bool = False
