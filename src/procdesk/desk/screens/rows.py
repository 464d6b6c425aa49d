"""Rows: a list that is asked row by row. What a feed says is only a proposal."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from PySide6.QtWidgets import QFrame

from procdesk.desk.parts import spoken_time
from procdesk.desk.screens.page import Page
from procdesk.desk.session import Session
from procdesk.desk.widgets.button import Button
from procdesk.desk.widgets.choices import Choice, Choices
from procdesk.desk.widgets.field import Field
from procdesk.desk.widgets.words import Words, clear, column, row
from procdesk.domain.medication import Allergy, Confirmation, Medication
from procdesk.workflow import medicines
from procdesk.workflow.ledger import Outcome

Row = TypeVar("Row", Allergy, Medication)


@dataclass(frozen=True, slots=True)
class Told(Generic[Row]):
    """One row as asked: the row if it was known, its name, the answer, and what was asked too."""

    row: Row | None
    text: str
    answer: Confirmation
    more: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RowList(Generic[Row]):
    """What makes a list of rows: its words, what is asked of a row, how a row is recorded.

    `asked_too` takes the row, None for one that the patient adds; what is known of the row stands
    in the fields already. `record` takes session and case id, and raises TROUBLE.
    """

    section: str
    title: str
    noun: str
    has: str
    has_not: str
    rows: Callable[[Outcome], tuple[Row, ...]]
    asked_too: Callable[[Row | None], tuple[Field | Choices, ...]]
    described: Callable[[Session, Row], str]
    record: Callable[[Session, str, Told[Row]], object]


class RowsPage(Page, Generic[Row]):
    """One card a row with its answers; below, what else the patient names."""

    def __init__(self, session: Session, outcome: Outcome, of: RowList[Row]) -> None:
        super().__init__(session, outcome, of.section, of.title)
        self._of: RowList[Row] = of
        self._rows = column(gap=12)
        self.content.addLayout(self._rows)
        self.content.addWidget(Words(f"Another {of.noun}, as the patient says it", "question"))
        self.text = Field("Name")
        self.more = of.asked_too(None)
        for one in (self.text, *self.more):
            self.content.addWidget(one)
        last = self.more[-1]
        if isinstance(last, Field):
            last.entered.connect(self._added)
        self._add = Button(f"Add this {of.noun}", icon="plus")
        self._add.clicked.connect(self._added)
        line = row()
        line.addWidget(self._add)
        line.addStretch(1)
        self.content.addLayout(line)
        self.keep("text", self.text)
        for number, one in enumerate(self.more):
            self.keep(f"more{number}", one)
        self.primary(f"The patient names no more {of.section}", self._no_more)
        self.show_outcome(outcome)

    def show_outcome(self, outcome: Outcome) -> None:
        """All rows anew; what is typed below stays."""
        super().show_outcome(outcome)
        clear(self._rows)
        shown = self._of.rows(outcome)
        for one in shown:
            self._rows.addWidget(self._card(one))
        if not shown:
            text = f"No {self._of.noun} is known from a feed or an earlier visit."
            self._rows.addWidget(Words(text, "hint"))

    def _card(self, one: Row) -> QFrame:
        card = QFrame()
        card.setProperty("kind", "card")
        layout = column(card, 16, 12)
        head = row(gap=16)
        head.addWidget(Words(one.text, "question"), 1)
        head.addWidget(Words(self._state(one), "hint"))
        layout.addLayout(head)
        about = self._of.described(self.session, one)
        if about:
            layout.addWidget(Words(about, "hint"))
        more = self._of.asked_too(one) if one.confirmation is Confirmation.PROPOSED else ()
        for field in more:
            layout.addWidget(field)
            if isinstance(field, Choices):
                field.edited.connect(lambda _: self._asked_whole(one, more))
        answers = (
            Choice(Confirmation.CONFIRMED.value, self._of.has),
            Choice(Confirmation.DENIED.value, self._of.has_not),
            Choice(Confirmation.UNKNOWN.value, "Nobody can say", unknown=True),
        )
        asked = Choices("", answers)
        asked.setAccessibleName(one.text)
        asked.name_answers(one.text)
        if one.confirmation is not Confirmation.PROPOSED:
            asked.put(one.confirmation.value)
        asked.edited.connect(
            lambda value: self._answered(one, value, tuple(field.text for field in more))
        )
        layout.addWidget(asked)
        return card

    def _asked_whole(self, one: Row, more: tuple[Field | Choices, ...]) -> None:
        """Who says when the last dose was takes it: that press confirms a row that is known."""
        told = tuple(field.text for field in more)
        if all(told):
            self._answered(one, Confirmation.CONFIRMED.value, told)

    def _state(self, one: Row) -> str:
        if one.confirmation is Confirmation.PROPOSED:
            return f"from {one.source}, not asked yet" if one.source else "not asked yet"
        by = self.session.ledger.clinic.name_of(one.by)
        return f"asked by {by} {spoken_time(one.at, self.session.zone)}" if one.at else by

    def _answered(self, one: Row, value: str, more: tuple[str, ...]) -> None:
        if not self._recorded(Told(one, one.text, Confirmation(value), more)):
            self.show_outcome(self.outcome)

    def _recorded(self, told: Told[Row]) -> bool:
        return self.attempt(lambda: self._of.record(self.session, self.case_id, told))

    def _added(self) -> None:
        more = tuple(field.text for field in self.more)
        if self._recorded(Told(None, self.text.text, Confirmation.CONFIRMED, more)):
            for field in (self.text, *self.more):
                field.put("")
            self.text.setFocus()

    def _no_more(self) -> None:
        session = self.session
        if self.text.text:
            self.text.complain("Add it or clear it first.")
            self.complain("A name is typed below and not added yet.")
            return
        self.attempt(
            lambda: medicines.no_more(session.ledger, session.person, self.case_id, self.section)
        )
