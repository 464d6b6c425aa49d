"""Teach-back: what the patient says back in their own words, of what their sheet speaks of."""

from procdesk.desk.pages.form import FormPage
from procdesk.desk.session.session import Session
from procdesk.workflow import teach_back
from procdesk.workflow.ledger import Outcome


class TeachBackPage(FormPage):
    """The questions of teach-back: the emergency signs always, the rest as this visit has it."""

    def __init__(self, session: Session, outcome: Outcome, key: str) -> None:
        super().__init__(session, outcome, key)
        self.show_outcome(outcome)

    def show_outcome(self, outcome: Outcome) -> None:
        """Set what is asked by what the record says now."""
        super().show_outcome(outcome)
        driving = self.session.sheets().restricts_driving(outcome)
        reference = self.session.ledger.reference
        self.view.tell(teach_back.ABOUT, teach_back.about(outcome.case, reference, driving=driving))
