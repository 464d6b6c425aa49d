"""Calls: who is to be called before the visit, and one call with its questions."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from procdesk.desk.pages.case_summary import procedure_name
from procdesk.desk.pages.page import Page
from procdesk.desk.pages.screen import Screen, list_row, two_lines
from procdesk.desk.session.environment import spoken_day, spoken_time
from procdesk.desk.session.session import Session
from procdesk.desk.widgets.button import Button
from procdesk.desk.widgets.choices import YES_NO_NOT_ASKED, Choices
from procdesk.desk.widgets.labels import Words, clear, column, left, line
from procdesk.desk.widgets.long_field import LongField
from procdesk.domain.relief.follow_up_call import calls_before
from procdesk.domain.section_key import SectionKey
from procdesk.domain.visit.case import PhoneCall
from procdesk.workflow.booking import calls
from procdesk.workflow.ledger import Outcome


class CallsScreen(Screen):
    """The worklist of the next days. `opened` tells the case whose patient is called."""

    opened = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__(session, "Calls before the visit", gap=0)
        self._list = column(self.content, gap=0)

    def refresh(self) -> None:
        """Show the list anew."""
        clear(self._list)
        outcomes = calls.due(self.session.ledger)
        text = f"{len(outcomes)} to call for the next {calls.DAYS_AHEAD} days."
        if not outcomes:
            text = "Everybody who is booked for the next days was reached, or nobody is booked."
        self._list.addWidget(Words(text, "hint"))
        for number, outcome in enumerate(outcomes, 1):
            self._list.addWidget(self._row(number, outcome))
            self._list.addWidget(line())

    def _row(self, number: int, outcome: Outcome) -> QWidget:
        holder, layout = list_row(12)
        case, patient = outcome.case, outcome.patient
        zone, at = self.session.zone, case.order.scheduled_at
        when = f"{spoken_day(at, zone)}, {spoken_time(at, zone)}" if at else "no day"
        layout.addWidget(Words(when, "question"), 3)
        layout.addLayout(two_lines(patient.name.formal, procedure_name(self.session, case)), 4)
        layout.addWidget(Words(patient.phone or "no phone known", "body"), 2)
        layout.addWidget(Words(_tries(calls_before(case)), "hint"), 2)
        act = partial(self.opened.emit, case.id)
        layout.addWidget(Button(f"{number}. Call {patient.name.family}", act=act))
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
        self._planned = column(self.content, gap=12)
        self.reached = self.ask("reached", Choices("Who was reached?", calls.REACHED))
        self.asked = {one.key: Choices(one.question, YES_NO_NOT_ASKED) for one in calls.ASKS}
        for key, choices in self.asked.items():
            self.ask(key, choices)
        self.words = self.ask("words", LongField("What else was said (may stay empty)"))
        self.content.addLayout(
            left(
                Button("Ask about medicines", act=partial(self.leads.emit, SectionKey.MEDICINES)),
                Button("Ask about allergies", act=partial(self.leads.emit, SectionKey.ALLERGIES)),
                gap=12,
            )
        )
        self._open = column(self.content, gap=12)
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
        answers = {key: one.text for key, one in self.asked.items()}
        self.record(calls.record, self.reached.text, answers, self.words.text)
