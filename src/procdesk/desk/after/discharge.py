"""Discharge: what is seen before leaving, and the physician's order by signature."""

from PySide6.QtWidgets import QWidget

from procdesk.desk.pages.form import FormPage
from procdesk.desk.pages.sign_panel import SignPanel
from procdesk.desk.recovery.criteria import Criteria
from procdesk.desk.session.environment import spoken_time
from procdesk.desk.session.session import Session
from procdesk.desk.widgets.button import Button
from procdesk.desk.widgets.labels import Words, clear, column, left, own_column
from procdesk.domain.staff import PHYSICIAN_ONLY
from procdesk.workflow.after import discharge
from procdesk.workflow.ledger import Outcome


class DischargePage(FormPage):
    """The questions before leaving, and below them the physician's order."""

    def __init__(self, session: Session, outcome: Outcome, key: str) -> None:
        super().__init__(session, outcome, key)
        self._order = column(gap=12)
        self._criteria = Criteria(session.zone)
        self.above.addWidget(self._criteria)
        self.content.addSpacing(24)
        self.content.addLayout(self._order)
        self.show_outcome(outcome)

    def show_outcome(self, outcome: Outcome) -> None:
        """Show who ordered the discharge, or where to sign."""
        super().show_outcome(outcome)
        self.view.ask("discharge.device_on", discharge.device_is_asked(outcome))
        self._criteria.show_findings(outcome.findings)
        clear(self._order)
        self._order.addWidget(Words("The physician's order to discharge", "question"))
        signed = outcome.case.attestation("discharge")
        if signed is not None:
            at = spoken_time(signed.recorded.at, self.session.zone)
            self._order.addWidget(Words(f"Ordered by {signed.name} {at}.", "met"))
        else:
            self._order.addWidget(self._order_form())

    def _order_form(self) -> QWidget:
        holder, layout = own_column(12)
        self._panel = SignPanel(self.session, "The patient may leave as recorded.", PHYSICIAN_ONLY)
        layout.addWidget(self._panel)
        self._panel.entered.connect(self._sign)
        sign = Button("Order the discharge", act=self._sign)
        layout.addLayout(left(sign))
        return holder

    def _sign(self) -> None:
        def act() -> None:
            signer = self._panel.signer()
            discharge.order(self.session.ledger, signer.person, self.case_id, signer)

        self.attempt(act)
