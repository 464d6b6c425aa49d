"""Follow-up: diaries that came back, calls that are due, diaries out; the longest waiting first."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from procdesk.desk.pages.case_summary import procedure_name
from procdesk.desk.pages.screen import Screen, list_row, two_lines
from procdesk.desk.session.environment import spoken_day
from procdesk.desk.session.session import Session
from procdesk.desk.widgets.button import Button
from procdesk.desk.widgets.field import Field
from procdesk.desk.widgets.labels import Words, clear, column, left, line
from procdesk.domain.section_key import SectionKey
from procdesk.workflow.after import diaries, follow_up
from procdesk.workflow.after.follow_up import Waits
from procdesk.workflow.clinic.opening import USER_ERRORS, message_of


class FollowUpScreen(Screen):
    """Lists after the visit. `opened`: a case and its page; `diary_found`: a diary's page."""

    opened = Signal(str, str)
    diary_found = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__(session, "After the visit", gap=12)
        self.number = Field("Number on the diary", hint="typed, or its code scanned")
        self.number.entered.connect(self._find)
        self.content.addWidget(self.number)
        self.content.addLayout(left(Button("Enter this diary", "filled", act=self._find)))
        self._lists = column(self.content, gap=0)
        self.setFocusProxy(self.number)

    def take_code(self, text: str) -> None:
        """Find the diary whose code was scanned."""
        self.number.put(text)
        self._find()

    def refresh(self) -> None:
        """Show the lists anew."""
        ledger = self.session.ledger
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
        holder, layout = list_row(10)
        case, patient = visit.outcome.case, visit.outcome.patient
        layout.addLayout(two_lines(patient.name.formal, procedure_name(self.session, case)), 4)
        layout.addWidget(Words(patient.phone or "no phone known", "body"), 2)
        layout.addLayout(two_lines(visit.what, self._since(visit), "body"), 3)
        act = partial(self.opened.emit, case.id, visit.section)
        layout.addWidget(Button(f"{number}. {verb} {patient.name.family}", act=act))
        return holder

    def _since(self, visit: Waits) -> str:
        if visit.section == SectionKey.DIARY_BACK:
            return follow_up.lateness(visit.since, self.session.ledger.now())
        return f"since {spoken_day(visit.since, self.session.zone)}"

    def _find(self) -> None:
        session = self.session
        try:
            expected = diaries.find(session.ledger, session.store_key, self.number.text)
        except USER_ERRORS as trouble:
            self.band.show_words(message_of(trouble))
            return
        self.diary_found.emit(expected)
