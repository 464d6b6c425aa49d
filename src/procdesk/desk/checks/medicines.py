"""Medicines: asked row by row; of a blood thinner also what its row needs, and its clock."""

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from procdesk.desk.checks.medicine_rows import MedicineRows
from procdesk.desk.pictures.dose_clock import DoseClock, Moments
from procdesk.desk.session.session import Session
from procdesk.desk.widgets.button import Button
from procdesk.desk.widgets.choices import Choice, Choices
from procdesk.desk.widgets.field import Field
from procdesk.desk.widgets.labels import Words, clear, column, left, line, row
from procdesk.domain.entry import Json
from procdesk.domain.finding import Result
from procdesk.domain.medicines.medication import Confirmation, Medication
from procdesk.rules.bleeding.anticoagulants import DrugClock
from procdesk.rules.bleeding.bleeding_class import FACTOR_CODES, FACTORS_ASKED
from procdesk.rules.bleeding.hold_clock import HoldClock
from procdesk.workflow.checks import anticoagulants
from procdesk.workflow.ledger import Outcome

_NOBODY = Choice("unknown", "Nobody can say", unknown=True)
_FACTORS = (
    *(Choice(code, name[:1].upper() + name[1:]) for code, name in FACTOR_CODES.items()),
    Choice("none", "None of these", alone=True),
    Choice("unknown", "Nobody can say", unknown=True, alone=True),
)
_SHORT = 24
"""Up to so many letters answers stand beside each other."""

_STATES = {
    Result.MET: ("met", "Meets the adopted rule"),
    Result.NOT_MET: ("stop", "Does not meet the adopted rule"),
    Result.CANNOT_DECIDE: ("look", "Cannot decide"),
}


class MedicinesPage(MedicineRows):
    """The medicines; below them blood values, and of a blood thinner its clock."""

    def __init__(self, session: Session, outcome: Outcome, key: str) -> None:
        self._clocks = column(gap=16)
        self._labs, self._factors = _Labs(), _Factors()
        super().__init__(session, outcome, key)
        self.content.addWidget(line())
        self.content.addWidget(self._factors)
        self.content.addLayout(self._clocks)
        self.content.addWidget(line())
        self.content.addWidget(Words("Blood values, if there are any", "question"))
        self.content.addLayout(self._labs.layout)
        self._labs.add.clicked.connect(self._add_value)
        for name, field in self._labs.inputs.items():
            self.keep(name, field)
        self._factors.asked.edited.connect(self._record_lone_factor)
        self._factors.record.clicked.connect(self._record_factors)
        self.keep("factors", self._factors.asked)
        self._factors.setVisible(self._clocks.count() > 0)

    def show_outcome(self, outcome: Outcome) -> None:
        """Draw rows and clocks anew; what is typed stays."""
        super().show_outcome(outcome)
        clear(self._clocks)
        clocks = anticoagulants.on_the_clock(self.session.ledger, outcome)
        if self._factors.parentWidget() is not None:  # alone it would be a window of its own
            self._factors.setVisible(bool(clocks))
        self._factors.show_answer(outcome.case.value(FACTORS_ASKED))
        for clock in clocks:
            self._show_clock(clock)

    # --- a row

    def _ask_below(self, medicine: Medication, layout: QVBoxLayout) -> None:
        """Propose what a name may mean; ask what a blood thinner in use needs for its row."""
        ledger = self.session.ledger
        for name in ledger.reference.meant(medicine.text, medicine.rxnorm):
            act = partial(self.record, anticoagulants.renamed, medicine, name)
            layout.addWidget(Button(f"Did you mean {name}?", act=act))
        if medicine.confirmation in (Confirmation.PROPOSED, Confirmation.DENIED):
            return
        asked = anticoagulants.needs(ledger, medicine)
        if asked.ways:
            layout.addWidget(self._ways(medicine, asked.ways))
        if asked.agreement:
            self._ask_agreement(medicine, layout)

    def _ways(self, medicine: Medication, ways: tuple[str, ...]) -> Choices:
        """Ask which row of the rule holds: a person says it, it is never read from the dose."""
        per_row = 3 if all(len(way) <= _SHORT for way in ways) else 1
        choices = [Choice(way, way[:1].upper() + way[1:]) for way in ways]
        answers = Choices(f"How is {medicine.text} taken?", [*choices, _NOBODY], per_row=per_row)
        answers.put(medicine.taken_as)
        answers.edited.connect(lambda way: self.record(anticoagulants.record_way, medicine, way))
        return answers

    def _ask_agreement(self, medicine: Medication, layout: QVBoxLayout) -> None:
        if medicine.agreed_on is not None:
            agreement = f"Agreed with {medicine.agreed_with}, {medicine.agreed_on:%d %b %Y}"
            layout.addWidget(Words(agreement, "hint"))
            return
        by = Field(f"Prescriber who agreed on {medicine.text}")
        on = Field("Agreed on which day", hint="yesterday, 11/20")
        fields = row(gap=16)
        for name, field in (("by", by), ("on", on)):
            fields.addWidget(field, 1)
            self.remember(f"row.agreed_{name}.{medicine.id}", field)
            field.entered.connect(lambda: self._record_agreement(medicine, by, on))
        layout.addLayout(fields)

    def _record_agreement(self, medicine: Medication, by: Field, on: Field) -> None:
        if by.text and on.text:
            self.record(anticoagulants.record_agreement, medicine, by.text, on.text)

    # --- the clocks

    def _record_lone_factor(self, _answer: str) -> None:
        """Record an answer that stands alone: only that is whole by one press."""
        if self._factors.asked.settled:
            self._record_factors()

    def _record_factors(self) -> None:
        codes = self._factors.asked.text.split("|")
        self.record(anticoagulants.factors, list(filter(None, codes)))

    def _show_clock(self, drug_clock: DrugClock) -> None:
        kind, state = _STATES[drug_clock.result]
        name = drug_clock.drug.replace("-", " ").capitalize()
        head = row(gap=16)
        head.addWidget(Words(f"{name} clock", "section"))
        head.addWidget(Words(f"bleeding risk {drug_clock.risk.words}", "hint"), 1)
        head.addWidget(Words(state, kind, wraps=False))
        self._clocks.addLayout(head)
        for medicine, clock in zip(drug_clock.medicines, drug_clock.clocks, strict=False):
            self._show_line(medicine, clock)

    def _show_line(self, medicine: Medication, clock: HoldClock) -> None:
        self._clocks.addWidget(Words(f"{medicine.text}: {clock.words}.", "body"))
        last = medicine.last_dose.latest_at
        if last is None or clock.earliest is None:
            return
        session, planned = self.session, self.outcome.case.order.scheduled_at
        now = session.ledger.now()
        moments = Moments(
            last=last,
            earliest=clock.earliest,
            now=now,
            planned=planned,
            zone=session.zone,
            met=now >= clock.earliest,
        )
        self._clocks.addWidget(DoseClock(moments))

    # --- blood values

    def _add_value(self) -> None:
        labs = self._labs
        lab = next((one for one in anticoagulants.LABS if one.code == labs.which.text), None)
        if lab is None:
            labs.which.complain("Choose which value it is.")
            return
        if self.record(anticoagulants.measure, lab, labs.amount.text, labs.taken_at.text):
            for field in labs.inputs.values():
                field.put("")


class _Labs:
    """One blood value at a time: which, how much, and when the blood was taken."""

    def __init__(self) -> None:
        units = {one.code: one.shown_unit for one in anticoagulants.LABS}
        names = [
            Choice(lab.code, ", ".join(filter(None, (lab.name, units[lab.code]))))
            for lab in anticoagulants.LABS
        ]
        self.which = Choices("", names)
        self.which.name_answers("Blood value")
        self.amount = Field("Value")
        self.taken_at = Field("Blood taken at", hint="today 7 am, yesterday 15:00")
        self.add = Button("Add this value", icon="plus")
        self.taken_at.entered.connect(self.add.click)
        self.layout = column(gap=12)
        self.layout.addWidget(self.which)
        fields = row(gap=16)
        for field in (self.amount, self.taken_at):
            fields.addWidget(field, 1)
        self.layout.addLayout(fields)
        self.layout.addLayout(left(self.add))

    @property
    def inputs(self) -> dict[str, Choices | Field]:
        """The inputs by their draft keys, kept as a draft and emptied after a value was added."""
        return {"lab": self.which, "lab_value": self.amount, "lab_taken": self.taken_at}


class _Factors(QWidget):
    """The factors that raise the bleeding risk; asked only where a blood thinner is listed."""

    def __init__(self) -> None:
        super().__init__()
        layout = column(self, 0, 12)
        self.asked = Choices("What raises the bleeding risk?", _FACTORS, per_row=2, many=True)
        layout.addWidget(self.asked)
        self.record = Button("Record these")
        layout.addLayout(left(self.record))
        self._shown: Json = None

    def show_answer(self, answer: Json) -> None:
        """Show the recorded answer; what is being pressed stays until the record changes."""
        if answer != self._shown and isinstance(answer, list):
            self._shown = answer
            self.asked.put("|".join(map(str, answer)))
