"""Relief: what came of a procedure, and what the physician decides; the reason stands beside it."""

from procdesk.desk.pages.page import Page
from procdesk.desk.pages.relief_comparison import ReliefComparison
from procdesk.desk.session.session import Session
from procdesk.desk.widgets.choices import Choice, Choices
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
        self._shown = column(gap=12)
        self.content.addLayout(self._shown)
        self.secondary("Save this page for the chart", self._save)
        self._may = session.person.may(PHYSICIAN_ONLY)
        if self._may:
            self._ask()
        else:
            self.content.addWidget(Words("A physician decides what is next.", "hint"))
        self.show_outcome(outcome)

    def _ask(self) -> None:
        self.content.addWidget(line())
        ways = [Choice(key, words) for key, words in DECISIONS.items()]
        self.decision = Choices("What is next?", ways, per_row=3)
        self.reason = LongField("The reason")
        self.content.addWidget(self.decision)
        self.content.addWidget(self.reason)
        self.keep("decision", self.decision)
        self.keep("reason", self.reason)
        self.primary("Record this decision", self._decide)

    def show_outcome(self, outcome: Outcome) -> None:
        """Draw curve, numbers and the decisions so far anew."""
        super().show_outcome(outcome)
        clear(self._shown)
        self._shown.addWidget(ReliefComparison(self.session, outcome.case))

    def _decide(self) -> None:
        session = self.session

        def act() -> None:
            next_step.decide(
                session.ledger,
                session.person,
                self.case_id,
                self.decision.text,
                self.reason.text,
            )

        if self.attempt(act):
            self.decision.put("")
            self.reason.put("")

    def _save(self) -> None:
        session = self.session

        def act() -> None:
            pdf = session.sheets().pdf(self.outcome, "relief")
            session.save(f"relief-{self.case_id[:6]}.pdf", pdf)

        if self.attempt(act):
            folder = session.parts.save_as("").parent
            self.band.show_words(f"Saved in {folder}.", "met")
