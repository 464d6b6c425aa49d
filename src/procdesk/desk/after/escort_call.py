"""Escort call: who takes the patient home, and whether they were called."""

from functools import partial

from PySide6.QtWidgets import QWidget

from procdesk.desk.pages.page import Page
from procdesk.desk.session.environment import spoken_time
from procdesk.desk.widgets.button import Button
from procdesk.desk.widgets.labels import Words, clear, column, row
from procdesk.domain.visit.case import PhoneCall
from procdesk.workflow.booking import calls
from procdesk.workflow.ledger import Outcome

_REACHED = {"other": "is told", "nobody": "did not answer"}


class EscortCall(QWidget):
    """Name and phone as said at arrival, every call so far, and two buttons for the next."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self._layout = column(self, 0, 8)

    def show_outcome(self, outcome: Outcome) -> None:
        """Show the calls as they were made."""
        clear(self._layout)
        escort = calls.escort(outcome.case)
        self._layout.addWidget(Words("Who takes the patient home", "question"))
        if escort is None:
            self._layout.addWidget(Words("Nobody was named at arrival.", "hint"))
            return
        self._layout.addWidget(Words(", ".join(filter(None, escort)), "body"))
        for call in calls.to_escort(outcome.case):
            self._layout.addWidget(Words(self._words(call), "hint"))
        line = row(self._layout)
        for reached, words in (("other", "The escort is told"), ("nobody", "No answer")):
            act = partial(self._page.record, calls.call_escort, reached)
            line.addWidget(Button(words, act=act))

    def _words(self, call: PhoneCall) -> str:
        at = spoken_time(call.recorded.at, self._page.session.zone)
        return f"Called {at}: {_REACHED.get(call.reached, call.reached)}"
