"""Windows: no part of a page may show as a window of its own before it has its place."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget

from procdesk.desk.shell.open_desk import OpenDesk
from procdesk.desk.shell.window import Window


class StrayWindows(QObject):
    """Notes every widget that shows as a window and is neither the desk nor a list that pops up."""

    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Show and isinstance(watched, QWidget) and _strays(watched):
            self.names.append(f"{type(watched).__name__} {watched.accessibleName()}")
        return False


def _strays(widget: QWidget) -> bool:
    plain = widget.windowType() is Qt.WindowType.Window
    return widget.isWindow() and plain and not isinstance(widget, (OpenDesk, Window))


def watch() -> StrayWindows:
    """Begin to look."""
    app = QApplication.instance()
    assert app is not None
    watcher = StrayWindows()
    app.installEventFilter(watcher)
    return watcher
