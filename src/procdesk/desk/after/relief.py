"""Relief: what came of a procedure, and what the physician decides; the reason stands beside it."""

from procdesk.desk.pages.page import Page
from procdesk.desk.pages.relief_comparison import ReliefComparison
from procdesk.desk.session.session import Session
from procdesk.desk.widgets.choices import Choices
from procdesk.desk.widgets.labels import Words, clear, column, line
from procdesk.desk.widgets.long_field import LongField
from procdesk.domain.decision import DECISIONS
from procdesk.domain.staff import PHYSICIAN_ONLY
from procdesk.workflow.after import next_step
from procdesk.workflow.ledger import Outcome


class ReliefPage(Page):
    """The results, which everybody reads, and the physician's decision."""

    def __init__(self, session: Session, outcome: Outcome, key: str) -> None:
        super().__init__(session, outcome, key, "What came of it")
        self._shown = column(self.content, gap=12)
        self.secondary("Save this page for the chart", lambda: self.save("relief", self._paper))
        self._may = session.person.may(PHYSICIAN_ONLY)
        if self._may:
            self._ask()
        else:
            self.content.addWidget(Words("A physician decides what is next.", "hint"))
        self.show_outcome(outcome)

    def _ask(self) -> None:
        self.content.addWidget(line())
        self.decision = self.ask("decision", Choices("What is next?", DECISIONS))
        self.reason = self.ask("reason", LongField("The reason"))
        self.primary("Record this decision", self._decide)

    def show_outcome(self, outcome: Outcome) -> None:
        """Draw curve, numbers and the decisions so far anew."""
        super().show_outcome(outcome)
        clear(self._shown)
        self._shown.addWidget(ReliefComparison(self.session, outcome.case))

    def _decide(self) -> None:
        if self.record(next_step.decide, self.decision.text, self.reason.text):
            self.decision.put("")
            self.reason.put("")

    def _paper(self) -> bytes:
        return self.session.sheets().pdf(self.outcome, "relief")
