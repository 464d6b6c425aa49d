"""Hold button: held for a second and a half before it counts, by touch, mouse or key."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent

from procdesk.desk.look.theme import Look
from procdesk.desk.timing import TIME, Timer
from procdesk.desk.widgets.button import Button

HOLD_MS = 1500
_TICK_MS = 30
_KEYS = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class HoldButton(Button):
    """A button that must be held: `held` after `HOLD_MS`; letting go or losing focus cancels."""

    held = Signal()

    def __init__(self, text: str, kind: str = "stop") -> None:
        super().__init__(text, kind)
        self._since_ms = 0
        self._tick = Timer(self, _TICK_MS, self._ticked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in _KEYS:
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            self._begin()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() not in _KEYS:
            super().keyReleaseEvent(event)
        elif not event.isAutoRepeat():
            self._cancel()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self._begin()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        self._cancel()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._cancel()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the bar along the bottom, which fills while the button is held."""
        super().paintEvent(event)
        if self._tick.is_running:
            wide = round(self.width() * min(1.0, self._held_ms / HOLD_MS))
            QPainter(self).fillRect(0, self.height() - 6, wide, 6, QColor(Look.theme.stop))

    @property
    def _held_ms(self) -> int:
        return TIME.now_ms() - self._since_ms

    def _begin(self) -> None:
        self._since_ms = TIME.now_ms()
        self._tick.start()

    def _cancel(self) -> None:
        self._tick.stop()
        self.update()

    def _ticked(self) -> None:
        self.update()
        if self._held_ms >= HOLD_MS:
            self._tick.stop()
            self.held.emit()
