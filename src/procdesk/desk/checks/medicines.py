"""Medicines: asked row by row; of a blood thinner also what its row needs, and its clock."""

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from procdesk.desk.checks.row_lists import MEDICINES
from procdesk.desk.pages.rows import RowsPage
from procdesk.desk.pictures.dose_clock import DoseClock, Moments
from procdesk.desk.session.session import Session
from procdesk.desk.widgets.button import Button
from procdesk.desk.widgets.choices import Choice, Choices
from procdesk.desk.widgets.field import Field
from procdesk.desk.widgets.labels import Words, clear, column, line, row
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


class MedicinesPage(RowsPage[Medication]):
    """The rows; below them blood values, and where a blood thinner is listed its clock."""

    def __init__(self, session: Session, outcome: Outcome, key: str) -> None:
        self._clocks = column(gap=16)
        self._labs, self._factors = _Labs(), _Factors()
        self._typed: dict[str, str] = {}
        super().__init__(session, outcome, key, MEDICINES)
        self.content.addWidget(line())
        self.content.addWidget(self._factors)
        self.content.addLayout(self._clocks)
        self.content.addWidget(line())
        self.content.addWidget(Words("Blood values, if there are any", "question"))
        self.content.addLayout(self._labs.layout)
        self._labs.add.clicked.connect(self._measured)
        for name, one in self._labs.inputs.items():
            self.keep(name, one)
        self._factors.asked.edited.connect(self._factored_at_once)
        self._factors.record.clicked.connect(self._factored)
        self.keep("factors", self._factors.asked)
        self._factors.setVisible(self._clocks.count() > 0)

    def show_outcome(self, outcome: Outcome) -> None:
        """Rows and clocks anew; what is typed stays."""
        super().show_outcome(outcome)
        clear(self._clocks)
        found = anticoagulants.on_the_clock(self.session.ledger, outcome)
        if self._factors.parentWidget() is not None:  # alone it would be a window of its own
            self._factors.setVisible(bool(found))
        self._factors.show_answer(outcome.case.value(FACTORS_ASKED))
        for one in found:
            self._show_clock(one)

    # --- a row

    def _ask_below(self, one: Medication, layout: QVBoxLayout) -> None:
        """What a name may mean; of a blood thinner what its row needs, once it is taken."""
        ledger = self.session.ledger
        for name in ledger.reference.meant(one.text, one.rxnorm):
            yes = Button(f"Did you mean {name}?")
            yes.clicked.connect(partial(self._meant, one, name))
            layout.addWidget(yes)
        if one.confirmation in (Confirmation.PROPOSED, Confirmation.DENIED):
            return
        asked = anticoagulants.needs(ledger, one)
        if asked.ways:
            layout.addWidget(self._ways(one, asked.ways))
        if asked.agreement:
            self._ask_agreement(one, layout)

    def _meant(self, one: Medication, name: str) -> None:
        session = self.session
        self.attempt(
            lambda: anticoagulants.renamed(session.ledger, session.person, self.case_id, one, name)
        )

    def _ways(self, one: Medication, ways: tuple[str, ...]) -> Choices:
        """Which row holds: a person says it, it is never read from the dose."""
        per_row = 3 if all(len(way) <= _SHORT for way in ways) else 1
        choices = [Choice(way, way[:1].upper() + way[1:]) for way in ways]
        found = Choices(f"How is {one.text} taken?", [*choices, _NOBODY], per_row=per_row)
        found.put(one.taken_as)
        session = self.session
        found.edited.connect(
            lambda way: self.attempt(
                lambda: anticoagulants.record_way(
                    session.ledger, session.person, self.case_id, one, way
                )
            )
        )
        return found

    def _ask_agreement(self, one: Medication, layout: QVBoxLayout) -> None:
        if one.agreed_on is not None:
            told = f"Agreed with {one.agreed_with}, {one.agreed_on:%d %b %Y}"
            layout.addWidget(Words(told, "hint"))
            return
        by = Field(f"Prescriber who agreed on {one.text}")
        on = Field("Agreed on which day", hint="yesterday, 11/20")
        fields = row(gap=16)
        for name, field in (("by", by), ("on", on)):
            fields.addWidget(field, 1)
            self._remember(f"agreed_{name}.{one.id}", field)
            field.entered.connect(lambda: self._agreed(one, by, on))
        layout.addLayout(fields)

    def _remember(self, key: str, field: Field) -> None:
        """What is typed in a row outlives the drawing of the row, and is part of the draft."""
        field.put(self._typed.get(key, ""))
        field.edited.connect(partial(self._typed.__setitem__, key))
        field.edited.connect(self.start_draft)

    def draft_fields(self) -> dict[str, str]:
        """The fields below, and what is typed in the rows."""
        return super().draft_fields() | {key: text for key, text in self._typed.items() if text}

    def put_draft(self, fields: dict[str, str]) -> None:
        """Show what `draft_fields` gave, the rows drawn anew."""
        super().put_draft(fields)
        self._typed = {key: text for key, text in fields.items() if key.startswith("agreed_")}
        if self._typed:
            self.show_outcome(self.outcome)

    def _agreed(self, one: Medication, by: Field, on: Field) -> None:
        session = self.session
        if by.text and on.text:
            self.attempt(
                lambda: anticoagulants.record_agreement(
                    session.ledger, session.person, self.case_id, one, by.text, on.text
                )
            )

    # --- the clocks

    def _factored_at_once(self, _told: str) -> None:
        """Only an answer that stands alone is whole by one press."""
        if self._factors.asked.settled:
            self._factored()

    def _factored(self) -> None:
        session, told = self.session, self._factors.asked.text
        self.attempt(
            lambda: anticoagulants.factors(
                session.ledger, session.person, self.case_id, list(filter(None, told.split("|")))
            )
        )

    def _show_clock(self, one: DrugClock) -> None:
        kind, state = _STATES[one.result]
        name = one.drug.replace("-", " ").capitalize()
        head = row(gap=16)
        head.addWidget(Words(f"{name} clock", "section"))
        head.addWidget(Words(f"bleeding risk {one.risk.words}", "hint"), 1)
        head.addWidget(Words(state, kind, wraps=False))
        self._clocks.addLayout(head)
        for medicine, told in zip(one.medicines, one.clocks, strict=False):
            self._show_line(medicine, told)

    def _show_line(self, medicine: Medication, told: HoldClock) -> None:
        self._clocks.addWidget(Words(f"{medicine.text}: {told.words}.", "body"))
        last = medicine.last_dose.latest_at
        if last is None or told.earliest is None:
            return
        session, planned = self.session, self.outcome.case.order.scheduled_at
        now = session.ledger.now()
        moments = Moments(last, told.earliest, now, planned, session.zone, now >= told.earliest)
        self._clocks.addWidget(DoseClock(moments))

    # --- blood values

    def _measured(self) -> None:
        session, labs = self.session, self._labs
        lab = next((one for one in anticoagulants.LABS if one.code == labs.which.text), None)
        if lab is None:
            labs.which.complain("Choose which value it is.")
            return
        if self.attempt(
            lambda: anticoagulants.measure(
                session.ledger, session.person, self.case_id, lab, labs.amount.text, labs.taken.text
            )
        ):
            for one in labs.inputs.values():
                one.put("")


class _Labs:
    """One blood value at a time: which, how much, and when the blood was taken."""

    def __init__(self) -> None:
        units = {one.code: one.shown_unit for one in anticoagulants.LABS}
        names = [
            Choice(one.code, ", ".join(filter(None, (one.name, units[one.code]))))
            for one in anticoagulants.LABS
        ]
        self.which = Choices("", names)
        self.which.name_answers("Blood value")
        self.amount = Field("Value")
        self.taken = Field("Blood taken at", hint="today 7 am, yesterday 15:00")
        self.add = Button("Add this value", icon="plus")
        self.taken.entered.connect(self.add.click)
        self.layout = column(gap=12)
        self.layout.addWidget(self.which)
        fields = row(gap=16)
        for one in (self.amount, self.taken):
            fields.addWidget(one, 1)
        self.layout.addLayout(fields)
        foot = row()
        foot.addWidget(self.add)
        foot.addStretch(1)
        self.layout.addLayout(foot)

    @property
    def inputs(self) -> dict[str, Choices | Field]:
        """What is kept as a draft and emptied after a value was added."""
        return {"lab": self.which, "lab_value": self.amount, "lab_taken": self.taken}


class _Factors(QWidget):
    """What raises the bleeding risk; asked only where a blood thinner is listed."""

    def __init__(self) -> None:
        super().__init__()
        layout = column(self, 0, 12)
        self.asked = Choices("What raises the bleeding risk?", _FACTORS, per_row=2, many=True)
        layout.addWidget(self.asked)
        self.record = Button("Record these")
        foot = row()
        foot.addWidget(self.record)
        foot.addStretch(1)
        layout.addLayout(foot)
        self._shown: Json = None

    def show_answer(self, told: Json) -> None:
        """What was recorded; what is being pressed stays until the record says something new."""
        if told != self._shown and isinstance(told, list):
            self._shown = told
            self.asked.put("|".join(map(str, told)))
