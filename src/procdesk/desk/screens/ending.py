"""Ending: the ways out of a case, each with its reason."""

from PySide6.QtCore import Signal

from procdesk.desk.screens.page import Page
from procdesk.desk.session import Session
from procdesk.desk.widgets.choices import Choice, Choices
from procdesk.desk.widgets.field import LongField
from procdesk.desk.widgets.words import Words
from procdesk.domain.stage import End
from procdesk.workflow import stages
from procdesk.workflow.ledger import Outcome
from procdesk.workflow.refused import Refused

_WORDS = {
    End.RESCHEDULED: "Moved to another day",
    End.NO_SHOW: "Did not come",
    End.CANCELLED: "Cancelled before the needle",
    End.ABORTED: "Stopped after the needle",
    End.TRANSFERRED: "Transferred to a hospital",
    End.LEFT_AGAINST_ADVICE: "Left against advice",
}


class EndingPage(Page):
    """Nothing is deleted: the case stays with how and why it ended."""

    left = Signal()

    def __init__(self, session: Session, outcome: Outcome) -> None:
        super().__init__(session, outcome, "ending", "End this case")
        text = "What was recorded stays. An ended case takes no more entries but corrections."
        self.content.addWidget(Words(text, "hint"))
        ways = [Choice(one.value, words) for one, words in _WORDS.items()]
        self.how = Choices("How does it end?", ways, per_row=2)
        self.reason = LongField("Why, in words")
        self.content.addWidget(self.how)
        self.content.addWidget(self.reason)
        self.keep("how", self.how)
        self.keep("reason", self.reason)
        self.secondary("End the case so", self._end)
        self.primary("Keep the case open", self.left.emit)

    def _end(self) -> None:
        session = self.session

        def act() -> None:
            if not self.how.text:
                raise Refused("Choose how it ends.")
            how = End(self.how.text)
            stages.end(session.ledger, session.person, self.case_id, how, self.reason.text)

        if self.attempt(act):
            self.left.emit()
