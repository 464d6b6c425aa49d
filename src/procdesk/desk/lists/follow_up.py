"""Follow-up: diaries that came back, calls that are due, diaries out; the longest waiting first."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from procdesk.desk.pages.case_summary import procedure_name
from procdesk.desk.session.environment import spoken_day
from procdesk.desk.session.session import Session
from procdesk.desk.widgets.band import Band
from procdesk.desk.widgets.button import Button
from procdesk.desk.widgets.field import Field
from procdesk.desk.widgets.labels import Words, clear, column, left, line, row
from procdesk.desk.widgets.scroll import Scroll
from procdesk.domain.section_key import SectionKey
from procdesk.workflow.after import diaries, follow_up
from procdesk.workflow.after.follow_up import Waits
from procdesk.workflow.clinic.opening import USER_ERRORS, message_of


class FollowUpScreen(QWidget):
    """Lists after the visit. `opened`: a case and its page; `diary_found`: a diary's page."""

    opened = Signal(str, str)
    diary_found = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        whole = column(self, 0, 0)
        self.band = Band()
        whole.addWidget(self.band)
        page = Scroll(gap=12)
        whole.addWidget(page)
        page.content.addWidget(Words("After the visit", "title"))
        self.number = Field("Number on the diary", hint="typed, or its code scanned")
        self.number.entered.connect(self._find)
        page.content.addWidget(self.number)
        find = Button("Enter this diary", "filled")
        find.clicked.connect(self._find)
        page.content.addLayout(left(find))
        self._lists = column(gap=0)
        page.content.addLayout(self._lists)
        self.setFocusProxy(self.number)

    def take_code(self, text: str) -> None:
        """Find the diary whose code was scanned."""
        self.number.put(text)
        self._find()

    def refresh(self) -> None:
        """Show the lists anew."""
        ledger = self._session.ledger
        clear(self._lists)
        self._list("Signs of an emergency, open", follow_up.signs_open(ledger), "Open")
        self._list("Calls due", follow_up.calls_due(ledger), "Call")
        self._list("Diaries out", follow_up.diaries_out(ledger), "See diary of")
        self._list("Back to therapy", follow_up.therapy_ahead(ledger), "See")
        self._lists.addWidget(Words(follow_up.return_rate(ledger), "hint"))

    def _list(self, title: str, visits: Sequence[Waits], verb: str) -> None:
        self._lists.addSpacing(16)
        self._lists.addWidget(Words(f"{title}: {len(visits) or 'none'}", "section"))
        for number, visit in enumerate(visits, 1):
            self._lists.addWidget(self._row(number, visit, verb))
            self._lists.addWidget(line())

    def _row(self, number: int, visit: Waits, verb: str) -> QWidget:
        holder = QWidget()
        layout = row(holder, 24)
        layout.setContentsMargins(0, 10, 0, 10)
        who = column(gap=2)
        who.addWidget(Words(visit.outcome.patient.name.formal, "question"))
        who.addWidget(Words(procedure_name(self._session, visit.outcome.case), "hint"))
        layout.addLayout(who, 4)
        layout.addWidget(Words(visit.outcome.patient.phone or "no phone known", "body"), 2)
        when = column(gap=2)
        when.addWidget(Words(visit.what, "body"))
        when.addWidget(Words(self._since(visit), "hint"))
        layout.addLayout(when, 3)
        go = Button(f"{number}. {verb} {visit.outcome.patient.name.family}")
        go.clicked.connect(lambda: self.opened.emit(visit.outcome.case.id, visit.section))
        layout.addWidget(go)
        return holder

    def _since(self, visit: Waits) -> str:
        if visit.section == SectionKey.DIARY_BACK:
            return follow_up.lateness(visit.since, self._session.ledger.now())
        return f"since {spoken_day(visit.since, self._session.zone)}"

    def _find(self) -> None:
        session = self._session
        try:
            expected = diaries.find(session.ledger, session.store_key, self.number.text)
        except USER_ERRORS as trouble:
            self.band.show_words(message_of(trouble))
            return
        self.diary_found.emit(expected)
