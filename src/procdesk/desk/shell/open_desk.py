"""Open desk: board, case, clinic and time-out of whoever acts; the clock; the lock."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from procdesk.desk.case.frame import CaseFrame
from procdesk.desk.lists.bays import BaysScreen
from procdesk.desk.lists.board import Board
from procdesk.desk.lists.physician_worklist import WaitingScreen
from procdesk.desk.pages.page import Page
from procdesk.desk.session.environment import spoken_time
from procdesk.desk.session.session import Session
from procdesk.desk.shell.scanner import Scanner, take_scan
from procdesk.desk.shell.switch import Switch
from procdesk.desk.timing import Timer
from procdesk.desk.widgets.band import Band
from procdesk.desk.widgets.bar import Bar
from procdesk.desk.widgets.labels import column
from procdesk.domain.clinic.settings import CLINIC_NAME, LOCK_MINUTES
from procdesk.domain.section_key import SectionKey
from procdesk.domain.staff import PHYSICIAN_ONLY, Staff
from procdesk.domain.stage import Stage
from procdesk.workflow.after.diaries import ExpectedPage
from procdesk.workflow.clinic import people
from procdesk.workflow.clinic.opening import USER_ERRORS, message_of
from procdesk.workflow.refused import Refused

if TYPE_CHECKING:
    from procdesk.desk.room.time_out import TimeOutScreen

VIEWS = (
    *("Board", "Recovery", "Case", "Patients", "Calls"),
    *("Follow-up", "Waiting for me", "Clinic"),
)
RESUMES = "time_out"
"""Under this name a desk keeps which case is read in its room: an id, nothing of anybody."""
_NOT_IN_TIME_OUT = "The person at the desk does not change during the time-out."
_NEVER_LOCKS = (Stage.TIME_OUT, Stage.PROCEDURE)
_TOUCHES = (
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.TouchBegin,
    QEvent.Type.Wheel,
)


class OpenDesk(QWidget):
    """Everything after the first sign-in. Heavier screens are built when they are opened."""

    theme_asked = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.frame: CaseFrame | None = None
        self._passing: QWidget | None = None
        self._newest = self._at_press = -1
        self._from_board = True
        self._was = session.person.user
        whole = column(self, 0, 0)
        demo = "DEMO · " if session.ledger.clinic.is_demo else ""
        self._bar = Bar(f"{demo}{session.ledger.clinic.setting(CLINIC_NAME)}", VIEWS)
        whole.addWidget(self._bar)
        self.band = Band()
        whole.addWidget(self.band)
        self._stack = QStackedWidget()
        whole.addWidget(self._stack, 1)
        self.board = Board(session)
        self.switch = Switch(session)
        for screen in (self.board, self.switch):
            self._stack.addWidget(screen)
        self._join()
        self._start_timers()

    def _join(self) -> None:
        self._bar.view.connect(self._show_view)
        self._bar.switch.connect(lambda: self._ask_who(may_leave=True))
        self._bar.lock.connect(self.lock)
        self.board.opened.connect(self.open_case)
        self.board.import_asked.connect(self._import)
        self.board.add_on_asked.connect(lambda: self._add_on(""))
        self.switch.switched.connect(self._switched)
        self.switch.left.connect(self._come_back)

    def _start_timers(self) -> None:
        self._tick = Timer(self, 1000, self.catch_up)
        self._tick.start()
        minutes = self.session.ledger.clinic.setting(LOCK_MINUTES)
        self._idle = Timer(self, minutes * 60_000, self._lock_if_idle, once=True)
        self._idle.start()
        app = QApplication.instance()
        assert app is not None
        app.installEventFilter(self)
        self._scanner = Scanner(self)
        self._scanner.scanned.connect(self._scanned)
        app.installEventFilter(self._scanner)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Keep the desk open for whatever a person does."""
        if event.type() in _TOUCHES:
            self._idle.start()
            self._at_press = self._newest
        return False

    def _scanned(self, text: str) -> None:
        """Take a scan: a badge switches the person, a pack is recorded, a wristband compared.

        A scan never opens another case.
        """
        screen = self.current_screen()
        if self._takes_badge(text) or screen is self.switch or self._takes_diary(text):
            return
        case_id = self.frame.case_id if self.frame is not None and self._in_case() else ""
        words, kind = take_scan(self.session, self._page(), case_id, text)
        self.band.show_words(words, kind)
        self.catch_up()

    def _takes_diary(self, text: str) -> bool:
        """Take the code of a diary in Follow-up or on its page; return whether it was taken."""
        from procdesk.desk.after.diary_back import DiaryBackPage
        from procdesk.desk.lists.follow_up import FollowUpScreen

        code = text[3:]
        for place in (self.current_screen(), self._page()):
            if isinstance(place, FollowUpScreen | DiaryBackPage) and code.startswith("PD1/"):
                place.take_code(code)
                return True
        return False

    def _page(self) -> Page | None:
        """Return the page of the case that is on the screen, if one is."""
        frame = self.frame
        return frame.page if frame is not None and self.current_screen() is frame else None

    def _takes_badge(self, text: str) -> bool:
        """Take a badge, but not in the time-out, where the room is read to; return whether."""
        from procdesk.desk.clinic.clinic import ClinicScreen

        screen, code = self.current_screen(), text[3:]
        if isinstance(screen, ClinicScreen) and screen.take_badge(code):
            return True
        try:
            owner = people.by_badge(self.session.ledger, code)
        except USER_ERRORS as trouble:
            self.band.show_words(message_of(trouble))
            return True
        if owner is not None and self._time_out is not None:
            self.band.show_words(_NOT_IN_TIME_OUT, "look")
        elif owner is not None:
            self._act_as(owner)
        return owner is not None

    def _act_as(self, person: Staff) -> None:
        """Let the owner of a badge act from now on, on the page that was open."""
        if self.current_screen() is not self.switch:
            self._put_aside()
        self.session.person = person
        self._come_back()

    @property
    def _time_out(self) -> "TimeOutScreen | None":
        """Return the time-out, while it is on the screen."""
        from procdesk.desk.room.time_out import TimeOutScreen

        screen = self.current_screen()
        return screen if isinstance(screen, TimeOutScreen) else None

    def _in_case(self) -> bool:
        """Return whether a case is on the screen: its pages, or its time-out."""
        return self.current_screen() is self.frame or self._time_out is not None

    def current_screen(self) -> QWidget | None:
        """Return the screen below the bar."""
        return self._stack.currentWidget()

    def show_board(self) -> None:
        """Show today's board, read again."""
        self.put_away()
        self.board.show_today()
        self._show(self.board, "Board")
        self.board.setFocus()

    def open_case(self, case_id: str) -> None:
        """Show a case in its frame; the time-out at once if that is where it is."""
        self.put_away()
        self._drop_frame()
        self.frame = CaseFrame(self.session, case_id)
        self.frame.time_out_asked.connect(self._open_time_out)
        self.frame.recorded.connect(self.catch_up)
        self._stack.addWidget(self.frame)
        self._show(self.frame, "Case")
        self.frame.setFocus()

    def _drop_frame(self) -> None:
        self._drop(self.frame)
        self.frame = None

    def _drop(self, screen: QWidget | None) -> None:
        if screen is not None:
            self._stack.removeWidget(screen)
            screen.hide()
            screen.deleteLater()

    def _show(self, screen: QWidget, view: str) -> None:
        self._bar.show()
        self.band.show_words("")
        self._bar.show_view(view)
        self._bar.may_view("Case", self.frame is not None)
        self._bar.may_view("Waiting for me", self.session.person.may(PHYSICIAN_ONLY))
        self._bar.show_person(self.session.person.title)
        self._stack.setCurrentWidget(screen)
        self._drop(self._passing)
        self._passing = None
        self.catch_up()

    def _show_view(self, view: str) -> None:
        shows = {
            "Board": self.show_board,
            "Recovery": self._bays,
            "Case": self._show_frame,
            "Patients": self._patients,
            "Calls": self._calls,
            "Follow-up": self._follow_up,
            "Waiting for me": self._waiting,
            "Clinic": self._clinic,
        }
        shows[view]()

    def _show_frame(self) -> None:
        if self.frame is not None:
            self.frame.refresh()
            self._show(self.frame, "Case")

    def _clinic(self) -> None:
        from procdesk.desk.clinic.clinic import ClinicScreen

        clinic = ClinicScreen(self.session)
        clinic.refresh()
        clinic.theme_asked.connect(self.theme_asked)
        self._show_once(clinic, "Clinic")

    def _show_once(self, screen: QWidget, view: str) -> None:
        """Show a screen that is built anew each time and gone when another shows."""
        self.put_away()
        self._stack.addWidget(screen)
        self._show(screen, view)
        self._passing = screen
        screen.setFocus()

    def _patients(self) -> None:
        from procdesk.desk.lists.patients import PatientsScreen

        screen = PatientsScreen(self.session)
        screen.opened.connect(self.open_case)
        screen.add_on.connect(self._add_on)
        screen.next_visit.connect(lambda patient_id: self._add_on(patient_id, ahead=True))
        self._show_once(screen, "Patients")

    def _bays(self) -> None:
        screen = BaysScreen(self.session)
        screen.refresh()
        screen.opened.connect(lambda case_id: self.open_section(case_id, SectionKey.RECOVERY))
        self._show_once(screen, "Recovery")

    def _calls(self) -> None:
        from procdesk.desk.lists.calls import CallsScreen

        screen = CallsScreen(self.session)
        screen.refresh()
        screen.opened.connect(lambda case_id: self.open_section(case_id, SectionKey.PRE_VISIT))
        self._show_once(screen, "Calls")

    def _follow_up(self) -> None:
        from procdesk.desk.lists.follow_up import FollowUpScreen

        screen = FollowUpScreen(self.session)
        screen.refresh()
        screen.opened.connect(self.open_section)
        screen.diary_found.connect(self._open_diary)
        self._show_once(screen, "Follow-up")

    def _open_diary(self, expected: ExpectedPage) -> None:
        """Open the page on the paper in hand, on the case that it was printed for."""
        from procdesk.desk.after.diary_back import DiaryBackPage

        self.open_section(expected.case.id, SectionKey.DIARY_BACK)
        page = self.frame.page if self.frame is not None else None
        assert isinstance(page, DiaryBackPage)
        page.show_expected(expected)

    def _waiting(self) -> None:
        screen = WaitingScreen(self.session)
        screen.refresh()
        screen.opened.connect(self.open_section)
        self._show_once(screen, "Waiting for me")

    def open_section(self, case_id: str, section: str) -> None:
        """Open a case at one of its sections."""
        self.open_case(case_id)
        assert self.frame is not None
        self.frame.open_section(section)

    def _add_on(self, patient_id: str, *, ahead: bool = False) -> None:
        from procdesk.desk.booking.add_on import AddOnScreen

        patient = self.session.ledger.patient(patient_id) if patient_id else None
        screen = AddOnScreen(self.session, patient, ahead=ahead)
        screen.booked.connect(self.open_case)
        screen.left.connect(self.show_board)
        self._show_once(screen, "Board")

    def _import(self) -> None:
        from procdesk.desk.clinic.importing import ImportScreen

        screen = ImportScreen(self.session)
        screen.left.connect(self.show_board)
        self._show_once(screen, "Board")

    def _open_time_out(self) -> None:
        from procdesk.desk.room.time_out import TimeOutScreen

        assert self.frame is not None
        screen = TimeOutScreen(self.session, self.frame.outcome)
        screen.left.connect(self._leave_time_out)
        screen.recorded.connect(lambda: self._time_out_recorded(screen))
        self._show_once(screen, "Case")
        self._bar.hide()
        self.session.parts.keep(RESUMES, self.frame.case_id)

    def _time_out_recorded(self, screen: "TimeOutScreen") -> None:
        assert self.frame is not None
        outcome = self.session.ledger.outcome(self.frame.case_id)
        if outcome.case.attestation("time_out") is None:
            screen.show_outcome(outcome)
        else:
            self._leave_time_out()

    def _leave_time_out(self) -> None:
        assert self.frame is not None
        self.session.parts.keep(RESUMES, "")
        self.open_case(self.frame.case_id)

    def resume(self) -> None:
        """Show the time-out again if this desk was restarted in its middle."""
        case_id = self.session.parts.preference(RESUMES)
        try:
            stage = self.session.ledger.case(case_id).stage if case_id else None
        except Refused:  # the desk remembers a case of another store
            self.session.parts.keep(RESUMES, "")
            return
        if stage is Stage.TIME_OUT:
            self.open_case(case_id)
            self._open_time_out()

    def catch_up(self) -> None:
        """Show the clock, and what another process wrote meanwhile."""
        session = self.session
        now = session.ledger.now()
        here = now.astimezone(session.zone)
        day = f"{here:%a} {here.day} {here:%b}   {spoken_time(now, session.zone)}"
        try:
            self._bar.show_state(session.ledger.saved(), day)
        except USER_ERRORS:
            self._bar.show_state("The store cannot be read", day)
            return
        newest = session.ledger.refresh()
        if newest == self._newest:
            return
        self._newest = newest
        if self.current_screen() is self.board:
            self.board.refresh()
        elif self.frame is not None and self.current_screen() is self.frame:
            self.frame.refresh()
        elif isinstance(self._passing, WaitingScreen | BaysScreen):
            self._passing.refresh()
        elif self.frame is not None and (time_out := self._time_out) is not None:
            time_out.follow(session.ledger.outcome(self.frame.case_id))

    def recorded_by_press(self) -> bool:
        """Return whether anything was recorded since the last press began."""
        return self.session.ledger.is_written_since(self._at_press)

    def put_away(self) -> None:
        """Keep what is being typed."""
        if self.frame is not None:
            self.frame.leave_page()

    def lock(self) -> None:
        """Hide all data until somebody says who they are, and forget every key."""
        self.session.keys.forget()
        self._ask_who(may_leave=False)

    def _lock_if_idle(self) -> None:
        if self.frame is not None and self.frame.outcome.case.stage in _NEVER_LOCKS:
            self._idle.start()
            return
        self.lock()

    def _put_aside(self) -> None:
        """Keep what is typed, and which page was open for whom."""
        self.put_away()
        self._was = self.session.person.user
        self._from_board = self.current_screen() is self.board

    def _ask_who(self, may_leave: bool) -> None:
        self._put_aside()
        self._bar.hide()
        self.switch.begin(may_leave)
        self._stack.setCurrentWidget(self.switch)

    def _come_back(self) -> None:
        """Show the page that was open; to another person what is next, if that page is done."""
        if self.frame is not None and not self._from_board:
            key, done = self.frame.open_key, self.frame.is_done(self.frame.open_key)
            self.open_case(self.frame.case_id)
            if not done or self.session.person.user == self._was:
                self.frame.reopen(key)
        else:
            self.show_board()

    def _switched(self) -> None:
        """Draw the case anew: what another person may read may differ."""
        self._come_back()
