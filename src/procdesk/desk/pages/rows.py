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


@dataclass(frozen=True, slots=True, kw_only=True)
class RowList(Generic[Row]):
    """A kind of list: its words, what is asked of a row, how a row is recorded.

    `has_stopped` is empty where nothing can be stopped.

    `asked_too` takes the row, None for one that the patient adds; what is known of the row stands
    in the fields already. `record` takes session and case id, and raises USER_ERRORS.
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
        for control in self.more:
            if isinstance(control, Field):
                control.entered.connect(self._added)
        self._add = Button(f"Add this {of.noun}", icon="plus")
        self._add.clicked.connect(self._added)
        line = row()
        line.addWidget(self._add)
        line.addStretch(1)
        self.content.addLayout(line)
        self.keep("text", self.text)
        for number, control in enumerate(self.more):
            self.keep(f"more{number}", control)
        self.primary(f"The patient names no more {key}", self._no_more)
        self.show_outcome(outcome)

    def show_outcome(self, outcome: Outcome) -> None:
        """Show all rows anew; what is typed below stays."""
        super().show_outcome(outcome)
        clear(self._rows)
        shown = self._of.rows(outcome)
        for item in shown:
            self._rows.addWidget(self._card(item))
        if not shown:
            text = f"No {self._of.noun} is known from a feed or an earlier visit."
            self._rows.addWidget(Words(text, "hint"))

    def _card(self, item: Row) -> QFrame:
        card = QFrame()
        card.setProperty("kind", "card")
        layout = column(card, 16, 12)
        head = row(gap=16)
        head.addWidget(Words(item.text, "question"), 1)
        head.addWidget(Words(self._state(item), "hint"))
        layout.addLayout(head)
        about = self._of.described(self.session, item)
        if about:
            layout.addWidget(Words(about, "hint"))
        more = self._of.asked_too(item) if item.confirmation is Confirmation.PROPOSED else ()
        layout.addLayout(_fields(more))
        for field in more:
            answered = field.edited if isinstance(field, Choices) else field.entered
            answered.connect(lambda *_: self._asked_whole(item, more))
        answers = [
            Choice(Confirmation.CONFIRMED.value, self._of.has),
            Choice(Confirmation.DENIED.value, self._of.has_not),
            Choice(Confirmation.UNKNOWN.value, "Nobody can say", unknown=True),
        ]
        if self._of.has_stopped:
            answers.insert(1, Choice(Confirmation.STOPPED.value, self._of.has_stopped))
        choices = Choices("", answers, per_row=len(answers))
        choices.setAccessibleName(item.text)
        choices.name_answers(item.text)
        if item.confirmation is not Confirmation.PROPOSED:
            choices.put(item.confirmation.value)
        choices.edited.connect(
            lambda value: self._answered(item, value, tuple(field.text for field in more))
        )
        layout.addWidget(choices)
        self._ask_below(item, layout)
        return card

    def _ask_below(self, item: Row, layout: QVBoxLayout) -> None:
        """Add what this kind of list asks of a row besides; here nothing."""

    def _asked_whole(self, item: Row, more: tuple[Field | Choices, ...]) -> None:
        """Confirm the row once dose and day, or the reaction, are entered: the patient has it."""
        answers = tuple(field.text for field in more)
        if answers[0] and any(answers[1:] or answers):
            self._answered(item, Confirmation.CONFIRMED.value, answers)

    def _state(self, item: Row) -> str:
        if item.confirmation is Confirmation.PROPOSED:
            return f"from {item.source}, not asked yet" if item.source else "not asked yet"
        by = self.session.ledger.clinic.name_of(item.by)
        return f"asked by {by} {spoken_time(item.at, self.session.zone)}" if item.at else by

    def _answered(self, item: Row, value: str, more: tuple[str, ...]) -> None:
        if not self._recorded(RowAnswer(item, item.text, Confirmation(value), more)):
            self.show_outcome(self.outcome)

    def _recorded(self, answer: RowAnswer[Row]) -> bool:
        return self.attempt(lambda: self._of.record(self.session, self.case_id, answer))

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


def _fields(controls: Sequence[Field | Choices]) -> QVBoxLayout:
    """Lay out fields side by side, answers below."""
    layout, line = column(gap=12), row(gap=16)
    layout.addLayout(line)
    for control in controls:
        if isinstance(control, Field):
            line.addWidget(control, 1)
        else:
            layout.addWidget(control)
    return layout
