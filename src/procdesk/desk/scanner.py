"""Scanner: a keyboard wedge. What it types goes to nobody's field and presses nobody's button.

The symbology identifier's bracket begins a scan; keys that follow faster than a hand are it.
"""

from PySide6.QtCore import QCoreApplication, QElapsedTimer, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent

from procdesk.interop.barcode import Vial, Wristband, read_barcode

NOT_HERE = "No page here takes a scan: open identity for a wristband, the record for a pack."

_BEGINS = "]"
_GAP_MS = 60
"""A wedge types a sign in 1 to 20 ms; a hand does not keep that up."""
_SHORTEST = 5
_TWICE_MS = 1000
_ENDS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)


class Scanner(QObject):
    """`scanned` with everything between the bracket and the end, the bracket included."""

    scanned = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._typed = ""
        self._held: list[tuple[QObject, QKeyEvent]] = []
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(_GAP_MS)
        self._quiet.timeout.connect(self._gone_quiet)
        self._last = ""
        self._since_last = QElapsedTimer()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """True for a key that belongs to a scan: nobody else sees it."""
        if event.type() not in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            return False
        assert isinstance(event, QKeyEvent)
        if event.type() == QEvent.Type.KeyRelease:
            return bool(self._typed)
        if not self._typed:
            return self._begin(watched, event)
        self._quiet.start()
        if event.key() in _ENDS:
            self._end()
        else:
            self._hold(watched, event)
        return True

    def _begin(self, watched: QObject, event: QKeyEvent) -> bool:
        if event.text() != _BEGINS or event.isAutoRepeat():
            return False
        self._hold(watched, event)
        self._quiet.start()
        return True

    def _hold(self, watched: QObject, event: QKeyEvent) -> None:
        self._typed += event.text()
        kept = QKeyEvent(event.type(), event.key(), event.modifiers(), event.text())
        self._held.append((watched, kept))

    def _gone_quiet(self) -> None:
        """A hand typed the bracket: it gets its signs back. A scan without its end still counts."""
        if len(self._typed) >= _SHORTEST:
            self._end()
            return
        held, self._held, self._typed = self._held, [], ""
        app = QCoreApplication.instance()
        assert app is not None
        app.removeEventFilter(self)
        for watched, event in held:
            QCoreApplication.sendEvent(watched, event)
        app.installEventFilter(self)

    def _end(self) -> None:
        text, self._typed, self._held = self._typed, "", []
        self._quiet.stop()
        again = text == self._last and self._since_last.isValid()
        if again and self._since_last.elapsed() < _TWICE_MS:
            return
        self._last = text
        self._since_last.start()
        self.scanned.emit(text)


def take_scan(page: object, text: str, mrn_pattern: str) -> bool:
    """Hand a scan to the page that asks for it; False where none does. Raises Unusable."""
    from procdesk.desk.screens.identity import IdentityPage
    from procdesk.desk.screens.procedure import ProcedurePage

    found = read_barcode(text, mrn_pattern)
    if isinstance(found, Vial) and isinstance(page, ProcedurePage):
        page.take_vial(found)
    elif isinstance(found, Wristband) and isinstance(page, IdentityPage):
        page.take_wristband(found.number)
    else:
        return False
    return True
