"""Rows: a list that is asked row by row. What a feed says is only a proposal."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from PySide6.QtWidgets import QFrame, QVBoxLayout

from procdesk.desk.pages.page import Page
from procdesk.desk.session.environment import spoken_time
from procdesk.desk.session.session import Session
from procdesk.desk.widgets.button import Button
from procdesk.desk.widgets.choices import Choice, Choices
from procdesk.desk.widgets.field import Field
from procdesk.desk.widgets.labels import Words, clear, column, row
from procdesk.domain.medicines.medication import Allergy, Confirmation, Medication
from procdesk.workflow.checks import medicines
from procdesk.workflow.ledger import Outcome

Row = TypeVar("Row", Allergy, Medication)


@dataclass(frozen=True, slots=True)
class RowAnswer(Generic[Row]):
    """One row as asked: the row if it was known, its name, the answer, and what was asked too."""

    row: Row | None
    text: str
    answer: Confirmation
    more: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RowList(Generic[Row]):
    """What makes a list of rows: its words, what is asked of a row, how a row is recorded.

    `has_stopped` is empty where nothing can be stopped.

    `asked_too` takes the row, None for one that the patient adds; what is known of the row stands
    in the fields already. `record` takes session and case id, and raises TROUBLE.
    """

    section: str
    title: str
    noun: str
    has: str
    has_not: str
    has_stopped: str
    ask_also: str
    rows: Callable[[Outcome], tuple[Row, ...]]
    asked_too: Callable[[Row | None], tuple[Field | Choices, ...]]
    described: Callable[[Session, Row], str]
    record: Callable[[Session, str, RowAnswer[Row]], object]


class RowsPage(Page, Generic[Row]):
    """One card a row with its answers; below, what else the patient names."""

    def __init__(self, session: Session, outcome: Outcome, key: str, of: RowList[Row]) -> None:
        super().__init__(session, outcome, key, of.title)
        self._of: RowList[Row] = of
        self._rows = column(gap=12)
        self.content.addLayout(self._rows)
        self.content.addWidget(Words(f"Another {of.noun}, as the patient says it", "question"))
        self.content.addWidget(Words(of.ask_also, "hint"))
        self.text = Field("Name")
        self.more = of.asked_too(None)
        self.content.addWidget(self.text)
        self.content.addLayout(_fields(self.more))
        for one in self.more:
            if isinstance(one, Field):
                one.entered.connect(self._added)
        self._add = Button(f"Add this {of.noun}", icon="plus")
        self._add.clicked.connect(self._added)
        line = row()
        line.addWidget(self._add)
        line.addStretch(1)
        self.content.addLayout(line)
        self.keep("text", self.text)
        for number, one in enumerate(self.more):
            self.keep(f"more{number}", one)
        self.primary(f"The patient names no more {key}", self._no_more)
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
        layout.addLayout(_fields(more))
        for field in more:
            answered = field.edited if isinstance(field, Choices) else field.entered
            answered.connect(lambda *_: self._asked_whole(one, more))
        answers = [
            Choice(Confirmation.CONFIRMED.value, self._of.has),
            Choice(Confirmation.DENIED.value, self._of.has_not),
            Choice(Confirmation.UNKNOWN.value, "Nobody can say", unknown=True),
        ]
        if self._of.has_stopped:
            answers.insert(1, Choice(Confirmation.STOPPED.value, self._of.has_stopped))
        asked = Choices("", answers, per_row=len(answers))
        asked.setAccessibleName(one.text)
        asked.name_answers(one.text)
        if one.confirmation is not Confirmation.PROPOSED:
            asked.put(one.confirmation.value)
        asked.edited.connect(
            lambda value: self._answered(one, value, tuple(field.text for field in more))
        )
        layout.addWidget(asked)
        self._ask_below(one, layout)
        return card

    def _ask_below(self, one: Row, layout: QVBoxLayout) -> None:
        """What a kind of list asks of a row besides; nothing where it has nothing to ask."""

    def _asked_whole(self, one: Row, more: tuple[Field | Choices, ...]) -> None:
        """Who tells dose and day, or the reaction, takes it or has it: that confirms the row."""
        told = tuple(field.text for field in more)
        if told[0] and any(told[1:] or told):
            self._answered(one, Confirmation.CONFIRMED.value, told)

    def _state(self, one: Row) -> str:
        if one.confirmation is Confirmation.PROPOSED:
            return f"from {one.source}, not asked yet" if one.source else "not asked yet"
        by = self.session.ledger.clinic.name_of(one.by)
        return f"asked by {by} {spoken_time(one.at, self.session.zone)}" if one.at else by

    def _answered(self, one: Row, value: str, more: tuple[str, ...]) -> None:
        if not self._recorded(RowAnswer(one, one.text, Confirmation(value), more)):
            self.show_outcome(self.outcome)

    def _recorded(self, told: RowAnswer[Row]) -> bool:
        return self.attempt(lambda: self._of.record(self.session, self.case_id, told))

    def _added(self) -> None:
        more = tuple(field.text for field in self.more)
        if self._recorded(RowAnswer(None, self.text.text, Confirmation.CONFIRMED, more)):
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


def _fields(asked: Sequence[Field | Choices]) -> QVBoxLayout:
    """Fields side by side, answers below."""
    found, line = column(gap=12), row(gap=16)
    found.addLayout(line)
    for one in asked:
        if isinstance(one, Field):
            line.addWidget(one, 1)
        else:
            found.addWidget(one)
    return found
