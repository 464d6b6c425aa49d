"""Rows: a list that is asked row by row. What a feed says is only a proposal."""

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Generic, TypeVar

from PySide6.QtWidgets import QFrame, QVBoxLayout

from procdesk.desk.pages.page import Page
from procdesk.desk.session.environment import spoken_time
from procdesk.desk.session.session import Session
from procdesk.desk.widgets.button import Button
from procdesk.desk.widgets.choices import Choice, Choices
from procdesk.desk.widgets.field import Field
from procdesk.desk.widgets.labels import Words, clear, column, left, row
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


class RowsPage(Page, Generic[Row]):
    """One card a row with its answers; below, what else the patient names.

    A kind of list is a class: its words, what is asked of a row, how a row is recorded.
    """

    title: str
    noun: str
    has: str
    has_not: str
    has_stopped = ""
    """Empty where nothing can be stopped."""
    ask_also: str

    @abstractmethod
    def rows(self, outcome: Outcome) -> tuple[Row, ...]:
        """Return the rows of this list, also those that are only proposed."""

    @abstractmethod
    def asked_too(self, item: Row | None, /) -> tuple[Field | Choices, ...]:
        """Return the inputs of a row with what is known of it; None: the patient adds it."""

    @abstractmethod
    def described(self, item: Row, /) -> str:
        """Return what is known of a row beside its name."""

    @abstractmethod
    def record_row(self, answer: RowAnswer[Row]) -> object:
        """Record an answer. Raises USER_ERRORS."""

    def __init__(self, session: Session, outcome: Outcome, key: str) -> None:
        super().__init__(session, outcome, key, self.title)
        self._typed: dict[str, str] = {}
        self._rows = column(self.content, gap=12)
        self.content.addWidget(Words(f"Another {self.noun}, as the patient says it", "question"))
        self.content.addWidget(Words(self.ask_also, "hint"))
        self.text = self.ask("text", Field("Name"))
        self.more = self.asked_too(None)
        self.content.addLayout(_fields(self.more))
        for control in self.more:
            if isinstance(control, Field):
                control.entered.connect(self._added)
        self._add = Button(f"Add this {self.noun}", icon="plus", act=self._added)
        self.content.addLayout(left(self._add))
        for number, control in enumerate(self.more):
            self.keep(f"more{number}", control)
        self.primary(f"The patient names no more {key}", self._no_more)
        self.show_outcome(outcome)

    def show_outcome(self, outcome: Outcome) -> None:
        """Show all rows anew; what is being typed stays."""
        super().show_outcome(outcome)
        clear(self._rows)
        shown = self.rows(outcome)
        for item in shown:
            self._rows.addWidget(self._card(item))
        if not shown:
            text = f"No {self.noun} is known from a feed or an earlier visit."
            self._rows.addWidget(Words(text, "hint"))

    def _card(self, item: Row) -> QFrame:
        card = QFrame()
        card.setProperty("kind", "card")
        layout = column(card, 16, 12)
        head = row(gap=16)
        head.addWidget(Words(item.text, "question"), 1)
        head.addWidget(Words(self._state(item), "hint"))
        layout.addLayout(head)
        about = self.described(item)
        if about:
            layout.addWidget(Words(about, "hint"))
        more = self.asked_too(item) if item.confirmation is Confirmation.PROPOSED else ()
        layout.addLayout(_fields(more))
        for number, field in enumerate(more):
            self.remember(f"row.{number}.{item.id}", field)
            answered = field.edited if isinstance(field, Choices) else field.entered
            answered.connect(lambda *_: self._asked_whole(item, more))
        answers = [
            Choice(Confirmation.CONFIRMED.value, self.has),
            Choice(Confirmation.DENIED.value, self.has_not),
            Choice(Confirmation.UNKNOWN.value, "Nobody can say", unknown=True),
        ]
        if self.has_stopped:
            answers.insert(1, Choice(Confirmation.STOPPED.value, self.has_stopped))
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

    def remember(self, key: str, control: Field | Choices) -> None:
        """Keep what is typed in a row when the row is drawn anew, and as part of the draft."""
        control.put(self._typed.get(key, control.text))
        control.edited.connect(partial(self._typed.__setitem__, key))
        control.edited.connect(self.start_draft)

    def draft_fields(self) -> dict[str, str]:
        """Return the fields below, and what is typed in the rows."""
        return super().draft_fields() | {key: text for key, text in self._typed.items() if text}

    def put_draft(self, fields: dict[str, str]) -> None:
        """Show what `draft_fields` gave, the rows drawn anew."""
        super().put_draft(fields)
        self._typed.update({key: text for key, text in fields.items() if key.startswith("row.")})
        if self._typed:
            self.show_outcome(self.outcome)

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
        if self._recorded(RowAnswer(item, item.text, Confirmation(value), more)):
            self._typed = {k: text for k, text in self._typed.items() if not k.endswith(item.id)}
        else:
            self.show_outcome(self.outcome)

    def _recorded(self, answer: RowAnswer[Row]) -> bool:
        return self.attempt(lambda: self.record_row(answer))

    def _added(self) -> None:
        more = tuple(field.text for field in self.more)
        if self._recorded(RowAnswer(None, self.text.text, Confirmation.CONFIRMED, more)):
            for field in (self.text, *self.more):
                field.put("")
            self.text.setFocus()

    def _no_more(self) -> None:
        if self.text.text:
            self.text.complain("Add it or clear it first.")
            self.complain("A name is typed below and not added yet.")
            return
        self.record(medicines.no_more, self.section)


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
