"""Consent: what stands on the signed paper, read off and entered, never copied from the order."""

from procdesk.desk.screens.page import Page
from procdesk.desk.session import Session
from procdesk.desk.widgets.field import Field
from procdesk.desk.widgets.target_picker import TargetPicker
from procdesk.desk.widgets.words import Words
from procdesk.domain.case import Case
from procdesk.domain.target import Target
from procdesk.workflow import site
from procdesk.workflow.ledger import Outcome


def pickers(session: Session, case: Case) -> list[TargetPicker]:
    """One picker for each ordered procedure that is known."""
    known = session.ledger.reference.procedures
    return [TargetPicker(known[one.key]) for one in case.order.procedures if one.key in known]


def picked(one: list[TargetPicker]) -> tuple[Target, ...]:
    """All targets of all pickers."""
    return tuple(target for picker in one for target in picker.targets)


class ConsentPage(Page):
    """Opens only after the patient's own words."""

    def __init__(self, session: Session, outcome: Outcome) -> None:
        super().__init__(session, outcome, "consent", "What the signed consent says")
        self._pickers: list[TargetPicker] = []
        if not outcome.case.patient_has_spoken:
            self.complain("The patient's own words come first: open Site.")
            return
        text = "Read it from the paper with the patient. The program compares it with the rest."
        self.content.addWidget(Words(text, "hint"))
        self._pickers = pickers(session, outcome.case)
        if not self._pickers:
            self.complain("What is ordered is not known yet: open Order.")
            return
        for number, one in enumerate(self._pickers):
            self.content.addWidget(one)
            self.keep(f"target{number}", one)
        self.signed_by = Field("Signed by, as the name stands on the paper")
        self.content.addWidget(self.signed_by)
        self.signed_by.entered.connect(self._enter)
        self.keep("signed_by", self.signed_by)
        self.primary("Enter what the consent says", self._enter)

    def _enter(self) -> None:
        ledger, person = self.session.ledger, self.session.person
        targets, signed_by = picked(self._pickers), self.signed_by.text
        self.attempt(lambda: site.consent_names(ledger, person, self.case_id, targets, signed_by))
