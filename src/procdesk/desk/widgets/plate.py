"""Side plate: the one sign for a side. A whole word, and a bar where that side is."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from procdesk.desk.look.theme import Look
from procdesk.domain.targets.target import Side


def paint_plate(
    painter: QPainter, at: QRectF, side: Side, ordered_only: bool, word: float = 0.5
) -> None:
    """Paint a plate: solid when agreed so far, dashed while only ordered.

    `word` is the share of the height that the word's type size takes.
    """
    theme = Look.theme
    ink = QColor(theme.ink)
    pen = QPen(ink, 2)
    if ordered_only:
        pen.setDashPattern([4, 3])
    painter.setPen(pen)
    painter.setBrush(QColor(theme.sheet))
    frame = at.adjusted(1, 1, -1, -1)
    painter.drawRoundedRect(frame, 3, 3)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    bar = at.height() * 0.24
    if side in (Side.LEFT, Side.BILATERAL):
        painter.drawRect(QRectF(at.left(), at.top(), bar, at.height()))
    if side in (Side.RIGHT, Side.BILATERAL):
        painter.drawRect(QRectF(at.right() - bar, at.top(), bar, at.height()))
    if side is Side.MIDLINE:
        painter.drawRect(QRectF(at.center().x() - bar / 4, at.top(), bar / 2, bar * 0.8))
    painter.setPen(ink)
    font = QFont(painter.font())
    font.setPixelSize(round(at.height() * word))
    font.setWeight(QFont.Weight.Bold)
    font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 0.6)
    painter.setFont(font)
    painter.drawText(at, Qt.AlignmentFlag.AlignCenter, side.word)


class SidePlate(QWidget):
    """The plate as a widget, in any height."""

    def __init__(self, side: Side, *, height_px: int = 36, word: float = 0.5) -> None:
        super().__init__()
        self.side, self._height, self._word = side, height_px, word
        self.setAccessibleName(side.word)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return a width that is enough for BILATERAL, so that every plate is as wide."""
        return QSize(round(self._height * (3.9 if self._word <= 0.5 else 5)), self._height)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_plate(painter, QRectF(self.rect()), self.side, ordered_only=False, word=self._word)
