"""Order: a person says once what an imported procedure text means."""

from PySide6.QtWidgets import QWidget

from procdesk.desk.screens.page import Page
from procdesk.desk.session import Session
from procdesk.desk.widgets.button import Button
from procdesk.desk.widgets.procedure_list import ProcedureList
from procdesk.desk.widgets.target_picker import TargetPicker
from procdesk.desk.widgets.words import Words, clear, column
from procdesk.domain.target import as_words
from procdesk.workflow import arrival, site
from procdesk.workflow.ledger import Outcome
from procdesk.workflow.refused import Refused


class OrderPage(Page):
    """The text as it came, then procedure and target; hidden from whoever asks the patient."""

    def __init__(self, session: Session, outcome: Outcome) -> None:
        super().__init__(session, outcome, "order", "What is ordered")
        self._picker: TargetPicker | None = None
        if not site.may_map(outcome.case, session.person):
            text = (
                "The order names side and level, and whoever asks the patient must not have read "
                "them. A physician, or the front desk before the patient arrives, maps it."
            )
            self.content.addWidget(Words(text, "body"))
            return
        self.content.addWidget(Words("As it came from the scheduling system", "small"))
        raw = outcome.case.procedure_text or "no text came"
        self.content.addWidget(Words(f"“{raw}”", "section"))
        if outcome.case.order.targets:
            text = f"Understood as: {as_words(outcome.case.order.targets)}"
            self.content.addWidget(Words(text, "question"))
        self._propose()
        kinds = session.ledger.reference.procedures.values()
        self.procedure = ProcedureList("Which procedure is it?", kinds)
        self.content.addWidget(self.procedure)
        self._target = column(gap=12)
        self.content.addLayout(self._target)
        self.procedure.edited.connect(self._chosen)
        self.primary("Set this order", self._set)

    def _propose(self) -> None:
        """What the same text meant before, to be taken by one press."""
        session = self.session
        before = arrival.proposal(session.ledger, self.case_id)
        if before is None or self.outcome.case.order.targets:
            return
        kind = session.ledger.reference.procedure(before.key)
        self.content.addWidget(Words("This text was understood before as", "small"))
        take = Button(f"Set {kind.name}, {as_words(before.targets)}")
        take.clicked.connect(
            lambda: self.attempt(
                lambda: arrival.map_procedure(
                    session.ledger, session.person, self.case_id, before.key, before.targets
                )
            )
        )
        self.content.addWidget(take)

    def _chosen(self, key: str) -> None:
        clear(self._target)
        self._picker = None
        if not key:
            return
        self._picker = TargetPicker(self.session.ledger.reference.procedure(key))
        holder: QWidget = self._picker
        self._target.addWidget(holder)

    def _set(self) -> None:
        ledger, person = self.session.ledger, self.session.person

        def act() -> None:
            if self._picker is None:
                raise Refused("Choose the procedure first.")
            targets = self._picker.targets
            arrival.map_procedure(ledger, person, self.case_id, self.procedure.text, targets)

        self.attempt(act)
