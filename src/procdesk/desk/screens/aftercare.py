"""Aftercare: the real pages, made from what happened; printed, handed over."""

from procdesk.desk.screens.page import Page
from procdesk.desk.session import Session
from procdesk.desk.widgets.words import column
from procdesk.workflow.ledger import Outcome


class AftercarePage(Page):
    """Made, sent and handed over are three facts."""

    def __init__(self, session: Session, outcome: Outcome) -> None:
        super().__init__(session, outcome, "aftercare", "The aftercare sheet")
        self._body = column(gap=12)
        self.content.addLayout(self._body)
