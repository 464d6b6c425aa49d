"""Scanner: a keyboard wedge. What it types goes to nobody's field and presses nobody's button.

The symbology identifier's bracket begins a scan; keys that follow faster than a hand are it.
"""

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from shiboken6 import isValid

from procdesk.desk.pages.page import Page
from procdesk.desk.session.session import Session
from procdesk.desk.timing import TIME, Timer
from procdesk.domain.clinic.settings import MRN_PATTERN
from procdesk.interop.barcode import UnusableCode, Vial, Wristband, read_barcode
from procdesk.workflow.booking import wristband
from procdesk.workflow.booking.wristband import Whose
from procdesk.workflow.clinic.opening import USER_ERRORS, message_of

NOT_HERE = (
    "No page here takes a scan: open the case for a wristband, its record for a pack, Clinic for "
    "your badge."
)

_AGREES = "This wristband is this patient's: the numbers agree."
_STILL_TWO = " Identity still takes what the patient says."
_DIFFERS = {
    Whose.ANOTHERS: "This wristband is not this patient's: its number is another patient's. "
    "Find out who is here before anything is done.",
    Whose.NOBODYS: "This wristband is not known to be this patient's: nobody is registered here "
    "with its number. Find out who is here before anything is done.",
}
_IN_RECORD = " It stands in the record of this case."

_BEGINS = "]"
GAP_MS = 60
"""A wedge types a sign in 1 to 20 ms; a hand does not keep that up."""
_SHORTEST = 5
_TWICE_MS = 1000
_ENDS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)


class Scanner(QObject):
    """The scanner of this desk; `scanned` carries everything from the bracket to the end."""

    scanned = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._typed = ""
        self._held: list[tuple[QObject, QKeyEvent]] = []
        self._quiet = Timer(self, GAP_MS, self._gone_quiet, once=True)
        self._last, self._last_ms = "", 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Return True for a key that belongs to a scan: nobody else sees it."""
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
        copy = QKeyEvent(event.type(), event.key(), event.modifiers(), event.text())
        self._held.append((watched, copy))

    def _gone_quiet(self) -> None:
        """Give a bracket typed by hand its signs back; a scan without its end still counts."""
        if len(self._typed) >= _SHORTEST:
            self._end()
            return
        held, self._held, self._typed = self._held, [], ""
        app = QCoreApplication.instance()
        assert app is not None
        app.removeEventFilter(self)
        try:
            for watched, event in held:
                if isValid(watched):  # else the page changed meanwhile: the sign is nobody's
                    QCoreApplication.sendEvent(watched, event)
        finally:
            app.installEventFilter(self)

    def _end(self) -> None:
        text, self._typed, self._held = self._typed, "", []
        self._quiet.stop()
        if text == self._last and TIME.now_ms() - self._last_ms < _TWICE_MS:
            return
        self._last, self._last_ms = text, TIME.now_ms()
        self.scanned.emit(text)


ScanReply = tuple[str, str]
"""A sentence for the band of the desk and its kind; no words where the page shows it all."""


def take_scan(session: Session, page: Page | None, case_id: str, text: str) -> ScanReply:
    """Hand a scan to the page that asks for it; a wristband is compared on every page of a case.

    `page` and `case_id` are empty where no case is open; the time-out has no page.
    """
    from procdesk.desk.room.procedure import ProcedurePage

    try:
        code = read_barcode(text, session.ledger.clinic.setting(MRN_PATTERN))
    except UnusableCode as problem:
        return str(problem), "look"
    if isinstance(code, Wristband) and case_id:
        return _take_wristband(session, page, case_id, code.number)
    if isinstance(code, Vial) and isinstance(page, ProcedurePage):
        page.drugs.take_vial(code)
        return "", "look"
    return NOT_HERE, "look"


def _take_wristband(session: Session, page: Page | None, case_id: str, number: str) -> ScanReply:
    """Reply whether a wristband is this patient's; of anybody else nothing is said."""
    from procdesk.desk.booking.identity import IdentityPage

    owner = wristband.whose(session.ledger, case_id, number)
    confirmed = session.ledger.case(case_id).identity_confirmed
    if isinstance(page, IdentityPage) and owner is not Whose.ANOTHERS:
        page.take_wristband(number)
        if not confirmed:
            return "", "look"
    if owner is Whose.THIS:
        return f"{_AGREES}{'' if confirmed else _STILL_TWO}", "met"
    try:
        is_noted = wristband.note_near_miss(session.ledger, session.person, case_id, owner)
    except USER_ERRORS as trouble:
        return (
            f"{_DIFFERS[owner]} This could not be kept in the record: {message_of(trouble)}",
            "stop",
        )
    return f"{_DIFFERS[owner]}{_IN_RECORD if is_noted else ''}", "stop"
