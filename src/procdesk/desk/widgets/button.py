"""Button: a verb and its object. One filled button a page."""

from collections.abc import Callable

from PySide6.QtCore import QSize, SignalInstance
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy

from procdesk.desk.look.theme import Look


class Button(QPushButton):
    """A button for mouse, finger, Space or Enter; a press does its `act`, or emits that signal.

    `kind`: plain, filled, stop, view, rail, key.
    """

    def __init__(
        self,
        text: str,
        kind: str = "plain",
        icon: str = "",
        act: Callable[..., object] | SignalInstance | None = None,
    ) -> None:
        super().__init__(text)
        if act is not None:
            self.clicked.connect(act)
        self.setAutoDefault(False)
        self.setProperty("kind", kind)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        if icon:
            from procdesk.desk.look import icons  # not needed for the first paint

            theme = Look.theme
            colour = {"filled": theme.on_act, "stop": theme.stop}.get(kind, theme.ink)
            self.setIcon(icons.icon(icon, colour))
            self.setIconSize(QSize(20, 20))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press by Enter as by Space; a held key presses once."""
        from PySide6.QtCore import Qt  # not needed for the first paint

        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self.click()
            return
        super().keyPressEvent(event)
