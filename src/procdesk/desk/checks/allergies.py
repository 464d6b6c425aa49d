"""Allergies: asked row by row; what a misspelt name may mean is proposed and taken by one press."""

from functools import partial

from PySide6.QtWidgets import QVBoxLayout

from procdesk.desk.pages.rows import RowAnswer, RowsPage
from procdesk.desk.widgets.button import Button
from procdesk.desk.widgets.choices import Choices
from procdesk.desk.widgets.field import Field
from procdesk.domain.medicines.medication import Allergy, Confirmation
from procdesk.domain.visit.list_confirmation import allergy_rows
from procdesk.workflow.checks import medicines
from procdesk.workflow.ledger import Outcome


class AllergiesPage(RowsPage[Allergy]):
    """The allergies with their reactions, and beside one not recognised what it may mean."""

    title = "Allergies"
    noun = "allergy"
    has = "Has it"
    has_not = "Does not have it"
    ask_also = (
        "Ask also about latex, chlorhexidine, iodine, contrast, numbing drugs, steroid, tape."
    )

    def rows(self, outcome: Outcome) -> tuple[Allergy, ...]:
        return allergy_rows(outcome.case, outcome.patient)

    def asked_too(self, allergy: Allergy | None) -> tuple[Field | Choices, ...]:
        field = Field(f"Reaction to {allergy.text}" if allergy else "Reaction")
        field.put(allergy.reaction if allergy else "")
        return (field,)

    def described(self, allergy: Allergy) -> str:
        known = allergy.substance or allergy.confirmation is not Confirmation.CONFIRMED
        return ". ".join(filter(None, (allergy.reaction, "" if known else "Not recognised")))

    def record_row(self, answer: RowAnswer[Allergy]) -> object:
        """Record an answer; a reaction that was not asked anew stays as told before."""
        before = answer.row.reaction if answer.row else ""
        return medicines.confirm_allergy(
            self.session.ledger,
            self.session.person,
            self.case_id,
            row_id=answer.row.id if answer.row else "",
            text=answer.text,
            reaction=answer.more[0] if answer.more else before,
            confirmation=answer.answer,
        )

    def _ask_below(self, allergy: Allergy, layout: QVBoxLayout) -> None:
        for name in self.session.ledger.reference.substance_meant(allergy.text):
            act = partial(self.record, medicines.renamed_allergy, allergy, name)
            layout.addWidget(Button(f"Did you mean {name}?", act=act))
