"""Window: first run or sign-in, then the open desk."""

from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from procdesk.desk.focus_ring import FocusRing
from procdesk.desk.parts import Parts
from procdesk.desk.screens.sign_in import SignIn


class Window(QMainWindow):
    """Sign-in first and light; the screens after it are loaded and built when they are opened."""

    def __init__(self, parts: Parts, founded: bool) -> None:
        super().__init__()
        self._parts = parts
        self._desk: QWidget | None = None
        self.setWindowTitle("procdesk")
        self.setMinimumSize(1280, 800)
        self.resize(1440, 900)
        self._stack = QStackedWidget()
        self.setCentralWidget(self._stack)
        self._ring = FocusRing(self)
        if founded:
            self._show_sign_in()
        else:
            self._show_first_run()

    def _show_first_run(self) -> None:
        from procdesk.desk.screens.first_run import FirstRun

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
        from procdesk.desk.open_desk import OpenDesk
        from procdesk.desk.session import Session
        from procdesk.workflow.opening import Opened

        assert isinstance(opened, Opened)
        session = Session.opened(self._parts, opened)
        session.keys.hold(opened.person.user, opened.signing_key, session.ledger.now())
        self._desk = desk = OpenDesk(session)
        self._put(desk)
        desk.show_board()

    def closeEvent(self, event: QCloseEvent) -> None:
        """What is being typed is kept before the window goes."""
        from procdesk.desk.open_desk import OpenDesk

        if isinstance(self._desk, OpenDesk):
            self._desk.put_away()
        super().closeEvent(event)
