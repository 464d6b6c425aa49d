"""Overriding: one stop, its reason in code and words, and a held button."""

from procdesk.desk.pages.page import Page
from procdesk.desk.pages.sign_panel import SignPanel
from procdesk.desk.session.session import Session
from procdesk.desk.widgets.choices import Choice, Choices
from procdesk.desk.widgets.field import Field
from procdesk.desk.widgets.finding_card import FindingCard
from procdesk.desk.widgets.hold_button import HoldButton
from procdesk.desk.widgets.labels import Words, clear, column
from procdesk.desk.widgets.long_field import LongField
from procdesk.domain.finding import Finding
from procdesk.workflow.case import overriding
from procdesk.workflow.ledger import Act, Outcome
from procdesk.workflow.refused import Refused


class OverridePage(Page):
    """The decision on one stop; leaving it in place is the easy button.

    With a `dose` the stop is what the case would be if it were given.
    """

    def __init__(
        self, session: Session, outcome: Outcome, finding: Finding, dose: Act | None = None
    ) -> None:
        super().__init__(session, outcome, f"override-{finding.key}", "Decide with a reason")
        self._finding, self._dose = finding, dose
        self._card = column(self.content)
        self._show_card()
        reasons = [Choice(key, words.capitalize()) for key, words in overriding.REASONS.items()]
        self.code = Choices("Reason", reasons, per_row=2)
        self.reason = LongField("In words; this is printed in the record")
        self._panel = SignPanel(
            session, f"For {outcome.patient.name.formal}", finding.overridable_by
        )
        self.stood_in = Field("Who stood in for the patient (nobody, if nobody did)")
        self.stood_in.hide()
        self.code.edited.connect(self._ask_who_stood_in)
        for widget in (self.code, self.stood_in, self.reason, self._panel):
            self.content.addWidget(widget)
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

    def show_outcome(self, outcome: Outcome) -> None:
        """Show a stop anew that changed while it was read: nobody decides on what is gone."""
        super().show_outcome(outcome)
        if self._dose:
            ledger, person = self.session.ledger, self.session.person
            outcome = ledger.preview(person, self.case_id, [self._dose])
        now = next((one for one in outcome.findings if one.key == self._finding.key), None)
        if now is None or now.overridden_by:
            return
        if overriding.same(now, self._finding, outcome.case):
            return
        self._finding = now
        self._show_card()
        self.complain("This has changed while you were reading: read it again.")

    def put_draft(self, fields: dict[str, str]) -> None:
        """Show a kept draft, with the question that its reason asks."""
        super().put_draft(fields)
        self._ask_who_stood_in(self.code.text)

    def _ask_who_stood_in(self, code: str) -> None:
        self.stood_in.setVisible(code == "not_possible")

    def _show_card(self) -> None:
        clear(self._card)
        card = FindingCard(self._finding, may_override=False)
        card.cleared.connect(self.left)
        self._card.addWidget(card)

    def _held(self) -> None:
        session = self.session

        def act() -> None:
            self._still_as_read()
            overriding.override(
                session.ledger,
                self._panel.signer().person,
                self.case_id,
                self._finding.key,
                self.code.text,
                self.reason.text,
                self.stood_in.text,
                self._dose,
            )

        if self.attempt(act):
            self.left.emit()

    def _still_as_read(self) -> None:
        """Raise Refused if another desk changed the facts after they were last shown here."""
        shown = self._finding
        self.show_outcome(self.session.ledger.outcome(self.case_id))
        if self._finding is not shown:
            raise Refused("This has changed while you were reading: read it again.")
