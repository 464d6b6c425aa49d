"""Stage strip: the nine stages across, each with its mark, its name and its time."""

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from procdesk.desk.look import icons
from procdesk.desk.look.theme import Look, sized


class StageProgress(StrEnum):
    """The state of a stage on the strip."""

    DONE = "done"
    NOW = "now"
    STOPPED = "stopped"
    AHEAD = "ahead"


@dataclass(frozen=True, slots=True)
class StageMark:
    """One stage of the strip: its words, its mark, and a line below."""

    name: str
    mark: StageProgress
    below: str = ""


def paint_mark(painter: QPainter, centre: QPointF, mark: StageProgress, size: float) -> None:
    """Paint a filled check for done, a dotted ring for now, an octagon for stopped, else a ring."""
    theme = Look.theme
    at = QRectF(centre.x() - size / 2, centre.y() - size / 2, size, size)
    if mark is StageProgress.STOPPED:
        painter.drawPixmap(at.topLeft(), icons.pixmap("stop", theme.stop, round(size)))
        return
    ink = QColor(theme.ink if mark is StageProgress.NOW else theme.ink2)
    painter.setPen(QPen(ink, 1.75))
    painter.setBrush(ink if mark is StageProgress.DONE else Qt.BrushStyle.NoBrush)
    painter.drawEllipse(at.adjusted(1, 1, -1, -1))
    if mark is StageProgress.NOW:
        painter.setBrush(ink)
        painter.drawEllipse(centre, size * 0.2, size * 0.2)
    if mark is StageProgress.DONE and size >= 14:
        small = round(size * 0.7)
        painter.drawPixmap(
            QPointF(centre.x() - small / 2, centre.y() - small / 2),
            icons.pixmap("check", theme.sheet, small),
        )


class StageStrip(QWidget):
    """The strip of stages, 56 px under the banner; its words are its accessible description."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(56)
        self._stages: tuple[StageMark, ...] = ()

    def show_stages(self, stages: tuple[StageMark, ...]) -> None:
        """Show the stages."""
        if stages == self._stages:
            return
        self._stages = stages
        words = [
            f"{stage.name}: {stage.mark.value}{', ' + stage.below if stage.below else ''}"
            for stage in stages
        ]
        self.setAccessibleName("Stages")
        self.setAccessibleDescription("; ".join(words))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = Look.theme
        painter.fillRect(self.rect(), QColor(theme.well))
        width = self.width() / max(1, len(self._stages))
        for at, stage in enumerate(self._stages):
            self._paint_stage(painter, QRectF(at * width, 0, width, 56), stage)
        painter.fillRect(QRectF(0, 55, self.width(), 1), QColor(theme.line))

    def _paint_stage(self, painter: QPainter, at: QRectF, stage: StageMark) -> None:
        theme = Look.theme
        if stage.mark in (StageProgress.NOW, StageProgress.STOPPED):
            painter.fillRect(at, QColor(theme.sheet))
            painter.fillRect(QRectF(at.left(), 0, at.width(), 3), QColor(theme.ink))
        paint_mark(painter, QPointF(at.left() + 22, 20), stage.mark, 18)
        now = stage.mark in (StageProgress.NOW, StageProgress.STOPPED)
        weight = self.font().Weight.DemiBold if now else self.font().Weight.Normal
        painter.setFont(sized(self.font(), "hint", weight))
        painter.setPen(QColor(theme.ink if stage.mark is not StageProgress.AHEAD else theme.ink2))
        painter.drawText(QPointF(at.left() + 38, 25), stage.name)
        painter.setFont(sized(self.font(), "tick"))
        painter.setPen(QColor(theme.stop if stage.mark is StageProgress.STOPPED else theme.ink2))
        painter.drawText(QPointF(at.left() + 38, 43), stage.below)
