"""Allergies: asked row by row; what a misspelt name may mean is proposed and taken by one press."""

from functools import partial

from PySide6.QtWidgets import QVBoxLayout

from procdesk.desk.checks.row_lists import ALLERGIES
from procdesk.desk.pages.rows import RowsPage
from procdesk.desk.session.session import Session
from procdesk.desk.widgets.button import Button
from procdesk.domain.medicines.medication import Allergy
from procdesk.workflow.checks import medicines
from procdesk.workflow.ledger import Outcome


class AllergiesPage(RowsPage[Allergy]):
    """The allergies, and beside one that is not recognised what it may mean."""

    def __init__(self, session: Session, outcome: Outcome, key: str) -> None:
        super().__init__(session, outcome, key, ALLERGIES)

    def _ask_below(self, allergy: Allergy, layout: QVBoxLayout) -> None:
        for name in self.session.ledger.reference.substance_meant(allergy.text):
            yes = Button(f"Did you mean {name}?")
            yes.clicked.connect(partial(self._rename, allergy, name))
            layout.addWidget(yes)

    def _rename(self, allergy: Allergy, name: str) -> None:
        session = self.session
        self.attempt(
            lambda: medicines.renamed_allergy(
                session.ledger, session.person, self.case_id, allergy, name
            )
        )
