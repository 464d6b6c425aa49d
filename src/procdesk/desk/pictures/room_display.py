"""Room display: words, plate and progress that a room reads from three metres."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from procdesk.desk.look import icons
from procdesk.desk.look.theme import Look, sized
from procdesk.desk.widgets.labels import Words

SIDE_PX, LEVEL_PX, STATEMENT_PX, NAME_PX, SMALLEST_PX = 104, 88, 64, 50, 46
"""On 1920 × 1080; the smallest is the smallest that the room must answer to, on any screen."""
_DRAWN_FOR = QSize(1920, 1080)


def far_px(size_px: int, window: QSize) -> int:
    """Return a far size on this window: in proportion, never under the smallest."""
    scale = min(window.width() / _DRAWN_FOR.width(), window.height() / _DRAWN_FOR.height(), 1.0)
    return max(SMALLEST_PX, round(size_px * scale))


def far_words(text: str, size_px: int, weight: QFont.Weight = QFont.Weight.Bold) -> Words:
    """Return centred words of that size; they wrap rather than shrink."""
    words = Words(text, "far")
    words.setStyleSheet(f"font-size: {size_px}px; font-weight: {weight.value};")
    words.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return words


@dataclass(frozen=True, slots=True)
class ItemShown:
    """One item of the strip: its name, how long it took, whether it is read now."""

    name: str
    seconds: int | None
    now: bool
    agreed: bool = True


class ItemStrip(QWidget):
    """The items across: a bar each, filled when said, with its seconds."""

    def __init__(self, steps: Sequence[ItemShown]) -> None:
        super().__init__()
        self._steps = tuple(steps)
        self.setFixedHeight(64)
        self.setAccessibleName("Items of the time-out")
        names = (f"{one.name}: {_state(one)}" for one in self._steps)
        self.setAccessibleDescription("; ".join(names))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = self.width() / max(1, len(self._steps))
        for number, step in enumerate(self._steps):
            _paint_step(painter, QRectF(number * width, 8, width - 8, 56), step)


def _state(step: ItemShown) -> str:
    if step.now:
        return "read now"
    return "open" if step.seconds is None else f"said, {step.seconds} s"


def _paint_step(painter: QPainter, at: QRectF, step: ItemShown) -> None:
    theme = Look.theme
    is_answered = step.seconds is not None
    colour = theme.ink if step.now else (theme.met if step.agreed else theme.stop)
    painter.fillRect(
        QRectF(at.left(), at.top(), at.width(), 8),
        QColor(colour if is_answered or step.now else theme.line),
    )
    left = at.left()
    if is_answered:
        name = "check" if step.agreed else "stop"
        painter.drawPixmap(
            QRectF(left, at.top() + 17, 16, 16).topLeft(), icons.pixmap(name, colour, 16)
        )
        left += 20
    weight = QFont.Weight.Bold if step.now else QFont.Weight.Normal
    painter.setFont(sized(painter.font(), "hint", weight))
    painter.setPen(QColor(theme.ink if is_answered or step.now else theme.ink2))
    words = f"{step.name} {step.seconds} s" if is_answered else step.name
    room = QRectF(left, at.top() + 14, at.right() - left, 42)
    flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
    painter.drawText(room, flags, words)
