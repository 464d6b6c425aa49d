"""Calls: who is to be called before the visit, and one call with its questions."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from procdesk.desk.pages.case_summary import procedure_name
from procdesk.desk.pages.page import Page
from procdesk.desk.session.environment import spoken_day, spoken_time
from procdesk.desk.session.session import Session
from procdesk.desk.widgets.button import Button
from procdesk.desk.widgets.choices import Choice, Choices
from procdesk.desk.widgets.labels import Words, clear, column, line, row
from procdesk.desk.widgets.long_field import LongField
from procdesk.desk.widgets.scroll import Scroll
from procdesk.domain.relief.follow_up_call import calls_before
from procdesk.domain.section_key import SectionKey
from procdesk.domain.visit.case import PhoneCall
from procdesk.workflow.booking import calls
from procdesk.workflow.ledger import Outcome

_YES_NO = (
    Choice("yes", "Yes"),
    Choice("no", "No"),
    Choice("not asked", "Not asked", unknown=True),
)


class CallsScreen(QWidget):
    """The worklist of the next days. `opened` tells the case whose patient is called."""

    opened = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        whole = column(self, 0, 0)
        self._page = Scroll(gap=0)
        whole.addWidget(self._page)

    def refresh(self) -> None:
        """Show the list anew."""
        clear(self._page.content)
        self._page.content.addWidget(Words("Calls before the visit", "title"))
        outcomes = calls.due(self._session.ledger)
        text = f"{len(outcomes)} to call for the next {calls.DAYS_AHEAD} days."
        if not outcomes:
            text = "Everybody who is booked for the next days was reached, or nobody is booked."
        self._page.content.addWidget(Words(text, "hint"))
        for number, outcome in enumerate(outcomes, 1):
            self._page.content.addWidget(self._row(number, outcome))
            self._page.content.addWidget(line())

    def _row(self, number: int, outcome: Outcome) -> QWidget:
        holder = QWidget()
        layout = row(holder, 24)
        layout.setContentsMargins(0, 12, 0, 12)
        zone, at = self._session.zone, outcome.case.order.scheduled_at
        when = f"{spoken_day(at, zone)}, {spoken_time(at, zone)}" if at else "no day"
        layout.addWidget(Words(when, "question"), 3)
        who = column(gap=2)
        who.addWidget(Words(outcome.patient.name.formal, "question"))
        who.addWidget(Words(procedure_name(self._session, outcome.case), "hint"))
        layout.addLayout(who, 4)
        layout.addWidget(Words(outcome.patient.phone or "no phone known", "body"), 2)
        layout.addWidget(Words(_tries(calls_before(outcome.case)), "hint"), 2)
        go = Button(f"{number}. Call {outcome.patient.name.family}")
        go.clicked.connect(lambda: self.opened.emit(outcome.case.id))
        layout.addWidget(go)
        return holder


def _tries(made: tuple[PhoneCall, ...]) -> str:
    count = len(made)
    return f"tried {count} {'time' if count == 1 else 'times'}" if count else "not called yet"


class CallPage(Page):
    """The call before the visit: what would stop at the planned hour, and what is asked."""

    def __init__(self, session: Session, outcome: Outcome, key: str) -> None:
        super().__init__(session, outcome, key, "The call before the visit")
        phone = outcome.patient.phone or "No phone is known."
        self.content.addWidget(Words(phone, "section"))
        self._planned = column(gap=12)
        self.content.addLayout(self._planned)
        reached = [Choice(key, words) for key, words in calls.REACHED.items()]
        self.reached = Choices("Who was reached?", reached, per_row=3)
        self.asked = {one.key: Choices(one.question, _YES_NO) for one in calls.ASKS}
        self.words = LongField("What else was said (may stay empty)")
        for control in (self.reached, *self.asked.values(), self.words):
            self.content.addWidget(control)
        ways = row(gap=12)
        for key, words in (
            (SectionKey.MEDICINES, "Ask about medicines"),
            (SectionKey.ALLERGIES, "Ask about allergies"),
        ):
            go = Button(words)
            go.clicked.connect(lambda _=False, key=key: self.leads.emit(key))
            ways.addWidget(go)
        ways.addStretch(1)
        self.content.addLayout(ways)
        for key, choices in (("reached", self.reached), *self.asked.items()):
            self.keep(key, choices)
        self.keep("words", self.words)
        self._open = column(gap=12)
        self.content.addLayout(self._open)
        self.primary("Record this call", self._record)
        self.show_outcome(outcome)

    def show_outcome(self, outcome: Outcome) -> None:
        """Show earlier calls, and what the rules say of the planned hour."""
        super().show_outcome(outcome)
        clear(self._planned)
        clear(self._open)
        session = self.session
        for call in calls_before(outcome.case):
            when = f"{spoken_day(call.recorded.at, session.zone)}"
            words = f"{when}: reached {calls.REACHED.get(call.reached, call.reached).lower()}"
            self._planned.addWidget(Words(words, "hint"))
        planned = calls.at_planned_time(session.ledger, self.case_id)
        if planned is None:
            self._planned.addWidget(Words("No hour is planned, so nothing is judged.", "hint"))
        else:
            self._show_planned(planned)

    def _show_planned(self, planned: calls.Planned) -> None:
        """Show what would stop then with what clears it; below, what is still to be asked.

        Sentences only: an input may name a side, and whoever calls may ask for it on the day.
        """
        zone = self.session.zone
        when = f"{spoken_day(planned.at, zone)}, {spoken_time(planned.at, zone)}"
        self._planned.addWidget(Words(f"What would stop at the planned time, {when}", "question"))
        for finding in planned.stops:
            self._planned.addWidget(Words(finding.sentence, "look"))
            self._planned.addWidget(Words(finding.clears, "hint"))
        if not planned.stops:
            self._planned.addWidget(Words("Nothing of what is known so far.", "body"))
        if planned.not_asked:
            self._open.addWidget(Words("Not asked yet, and asked on the day", "question"))
            words = " ".join(one.sentence for one in planned.not_asked)
            self._open.addWidget(Words(words, "body"))

    def _record(self) -> None:
        session = self.session
        answers = {key: one.text for key, one in self.asked.items()}
        self.attempt(
            lambda: calls.record(
                session.ledger,
                session.person,
                self.case_id,
                self.reached.text,
                answers,
                self.words.text,
            )
        )
