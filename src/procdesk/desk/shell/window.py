"""Window: first run or sign-in, then the open desk."""

from typing import TYPE_CHECKING

from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QWidget

from procdesk.desk.look import theme
from procdesk.desk.look.focus_ring import FocusRing
from procdesk.desk.session.environment import Parts
from procdesk.desk.shell.sign_in import SignIn
from procdesk.desk.timing import soon
from procdesk.desk.widgets.fault_band import FaultBand
from procdesk.desk.widgets.labels import own_column

if TYPE_CHECKING:
    from procdesk.desk.session.session import Session
    from procdesk.desk.shell.open_desk import OpenDesk


class Window(QMainWindow):
    """Sign-in first and light; the screens after it are loaded and built when they are opened."""

    def __init__(self, parts: Parts, founded: bool) -> None:
        super().__init__()
        self._parts = parts
        self._desk: QWidget | None = None
        self.setWindowTitle("procdesk")
        self.setMinimumSize(1280, 800)
        self.resize(1440, 900)
        centre, whole = own_column(0)
        self._fault = FaultBand()
        whole.addWidget(self._fault)
        self._stack = QStackedWidget()
        whole.addWidget(self._stack, 1)
        self.setCentralWidget(centre)
        self._ring = FocusRing(self)
        if founded:
            self._show_sign_in()
            if parts.preference("opens_itself"):
                soon(self, self._open_by_itself)
        else:
            self._show_first_run()

    def _show_first_run(self) -> None:
        from procdesk.desk.shell.first_run import FirstRun

        first = FirstRun(self._parts)
        first.done.connect(self._show_sign_in)
        self._put(first)

    def _show_sign_in(self) -> None:
        sign_in = SignIn(self._parts)
        sign_in.opened.connect(self._open)
        self._put(sign_in)
        sign_in.setFocus()

    def _put(self, screen: QWidget) -> None:
        self._stack.addWidget(screen)
        self._stack.setCurrentWidget(screen)
        self._ring.raise_()

    def _open(self, opened: object) -> None:
        from procdesk.desk.session.session import Session
        from procdesk.workflow.clinic.opening import OpenedStore

        assert isinstance(opened, OpenedStore)
        self._show_desk(Session.opened(self._parts, opened)).resume()

    def _open_by_itself(self) -> None:
        """Open the record after the first paint; the desk then asks who is here."""
        from procdesk.desk.session.session import Session
        from procdesk.workflow.clinic.opening import open_by_itself

        parts = self._parts
        opened = open_by_itself(parts.home, parts.reference(), parts.clock, parts.new_id)
        if opened is not None:
            self._show_desk(Session.opened(parts, opened)).lock()

    def _show_desk(self, session: "Session") -> "OpenDesk":
        from procdesk.desk.shell.open_desk import OpenDesk

        self._desk = desk = OpenDesk(session)
        desk.theme_asked.connect(lambda name: self._change_theme(session, name))
        self._put(desk)
        desk.show_board()
        return desk

    def _change_theme(self, session: "Session", name: str) -> None:
        """Build the desk anew: icons and paintings are made in the colours of a theme."""
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        before = self._desk
        theme.apply(application, self._parts.resources, name)
        self._parts.keep("theme", name)
        self._show_desk(session)
        if before is not None:
            self._stack.removeWidget(before)
            before.deleteLater()

    def show_fault(self, number: str) -> None:
        """Say an error of ours above whatever is in front, until a person closes it."""
        self._fault.show_fault(number, self._is_recorded())

    def _is_recorded(self) -> bool | None:
        """Return whether the last press recorded anything; None if that is not known."""
        from procdesk.desk.shell.open_desk import OpenDesk
        from procdesk.workflow.clinic.opening import USER_ERRORS

        if not isinstance(self._desk, OpenDesk):
            return None
        try:
            return self._desk.recorded_by_press()
        except USER_ERRORS:
            return None

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep what is being typed before the window goes."""
        from procdesk.desk.shell.open_desk import OpenDesk

        if isinstance(self._desk, OpenDesk):
            self._desk.put_away()
        super().closeEvent(event)
