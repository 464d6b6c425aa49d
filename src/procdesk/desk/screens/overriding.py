"""Overriding: one stop, its reason in code and words, and a held button."""

from PySide6.QtCore import Signal

from procdesk.desk.screens.page import Page
from procdesk.desk.session import Session
from procdesk.desk.widgets.choices import Choice, Choices
from procdesk.desk.widgets.field import Field
from procdesk.desk.widgets.finding_card import FindingCard
from procdesk.desk.widgets.hold import HoldButton
from procdesk.desk.widgets.long_field import LongField
from procdesk.desk.widgets.sign_panel import SignPanel
from procdesk.desk.widgets.words import Words
from procdesk.domain.finding import Finding
from procdesk.workflow import overriding
from procdesk.workflow.ledger import Outcome


class OverridePage(Page):
    """Leaving the stop in place is the easy button."""

    left = Signal()

    def __init__(self, session: Session, outcome: Outcome, finding: Finding) -> None:
        super().__init__(session, outcome, f"override-{finding.key}", "Decide with a reason")
        self._finding = finding
        card = FindingCard(finding, may_override=False)
        card.cleared.connect(self.left)
        self.content.addWidget(card)
        reasons = [Choice(key, words.capitalize()) for key, words in overriding.REASONS.items()]
        self.code = Choices("Reason", reasons, per_row=2)
        self.reason = LongField("In words; this is printed in the record")
        self._panel = SignPanel(
            session, f"For {outcome.patient.name.formal}", finding.overridable_by
        )
        self.stood_in = Field("Who stood in for the patient (nobody, if nobody did)")
        self.stood_in.hide()
        self.code.edited.connect(lambda code: self.stood_in.setVisible(code == "not_possible"))
        for one in (self.code, self.stood_in, self.reason, self._panel):
            self.content.addWidget(one)
        self.keep("code", self.code)
        self.keep("reason", self.reason)
        self.keep("stood_in", self.stood_in)
        text = "It stands only while the facts shown above stay as they are."
        self.content.addWidget(Words(text, "hint"))
        leave = self.primary("Leave the stop in place", self.left.emit)
        leave.setAutoDefault(False)
        hold = HoldButton(f"Hold to let {outcome.patient.name.family} pass this stop")
        hold.held.connect(self._held)
        self.buttons.insert(0, hold)

    def _held(self) -> None:
        session = self.session

        def act() -> None:
            overriding.override(
                session.ledger,
                self._panel.signer().person,
                self.case_id,
                self._finding.key,
                self.code.text,
                self.reason.text,
                self.stood_in.text,
            )

        if self.attempt(act):
            self.left.emit()
