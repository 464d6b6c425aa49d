"""Choices: big answers in rows. None is chosen until a person chose it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QSizePolicy, QWidget

from procdesk.desk.look import icons
from procdesk.desk.look.theme import Look
from procdesk.desk.widgets.button import Button
from procdesk.desk.widgets.labels import Words, column, table


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer: its value, its words, whether it says "unknown", and whether it stands alone."""

    value: str
    words: str
    unknown: bool = False
    alone: bool = False


YES_NO_NOT_ASKED = (
    Choice("yes", "Yes"),
    Choice("no", "No"),
    Choice("not asked", "Not asked", unknown=True),
)
"""The answers to what is asked on the phone."""


class Choices(QWidget):
    """One question with its answers. Keys 1 to 9 and arrows choose; `edited` tells the value.

    Plain answers may be a mapping of values to words.
    With `many`, several can be chosen and the values are joined by `|`.
    """

    edited = Signal(str)

    def __init__(
        self,
        question: str,
        choices: Sequence[Choice] | Mapping[str, str],
        *,
        per_row: int = 3,
        tall: bool = False,
        many: bool = False,
    ) -> None:
        super().__init__()
        self.question = question
        if isinstance(choices, Mapping):
            choices = [Choice(*pair) for pair in choices.items()]
        self._choices = tuple(choices)
        self._buttons: list[Button] = []
        # Qt keeps Tab and arrows from all but one button of a group, exclusive or not.
        self._group = None if many else QButtonGroup(self)
        layout = column(self, 0, 8)
        if question:
            layout.addWidget(Words(question, "question"))
        self._problem = Words("", "small-stop")
        self._problem.hide()
        grid = table(8, 8)
        layout.addLayout(grid)
        layout.addWidget(self._problem)
        for number, choice in enumerate(self._choices):
            button = self._button(choice, tall)
            self._buttons.append(button)
            if self._group is not None:
                self._group.addButton(button, number)
            button.toggled.connect(lambda on, number=number: self._toggled(number, on))
            button.clicked.connect(lambda _on, number=number: self._clicked(number))
            grid.addWidget(button, number // per_row, number % per_row)
        for at in range(min(per_row, len(self._choices))):
            grid.setColumnStretch(at, 1)
        if self._buttons:
            self.setFocusProxy(self._buttons[0])

    def _button(self, choice: Choice, tall: bool) -> Button:
        button = Button(choice.words, "answer")
        button.setCheckable(True)
        button.setMinimumWidth(0)
        button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        button.setProperty("tall", "yes" if tall else "no")
        button.setProperty("unknown", "yes" if choice.unknown else "no")
        button.setAccessibleName(f"{self.question} {choice.words}".strip())
        return button

    @property
    def text(self) -> str:
        """Return the chosen value, an empty string while none is chosen."""
        pairs = zip(self._buttons, self._choices, strict=True)
        chosen = (choice.value for button, choice in pairs if button.isChecked())
        return "|".join(chosen)

    def put(self, value: str) -> None:
        """Show an earlier answer; an empty string shows none."""
        wanted = value.split("|") if self._group is None else [value]
        if self._group is not None:
            self._group.setExclusive(False)
        for button, choice in zip(self._buttons, self._choices, strict=True):
            button.setChecked(bool(value) and choice.value in wanted)
        if self._group is not None:
            self._group.setExclusive(True)

    @property
    def settled(self) -> bool:
        """Return whether one press was the whole answer: of several allowed, more may follow."""
        chosen = [c for b, c in zip(self._buttons, self._choices, strict=True) if b.isChecked()]
        return bool(chosen) and (self._group is not None or all(one.alone for one in chosen))

    def complain(self, words: str) -> None:
        """Show a problem under the answers; an empty string takes it away."""
        self._problem.setText(words)
        self._problem.setVisible(bool(words))

    def name_answers(self, question: str) -> None:
        """Name the answers by a question that stands elsewhere on the page."""
        for button, choice in zip(self._buttons, self._choices, strict=True):
            button.setAccessibleName(f"{question} {choice.words}")

    def button(self, value: str) -> Button:
        """Return the button of a value. Raises StopIteration."""
        number = next(n for n, choice in enumerate(self._choices) if choice.value == value)
        return self._buttons[number]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose by the number keys."""
        number = event.key() - Qt.Key.Key_1
        if 0 <= number < len(self._choices) and not event.modifiers():
            self._buttons[number].click()
            return
        super().keyPressEvent(event)

    def _toggled(self, number: int, on: bool) -> None:
        theme = Look.theme
        button = self._buttons[number]
        colour = theme.sheet if self._choices[number].unknown else theme.on_act
        button.setIcon(icons.icon("check", colour) if on else icons.icon("check", "#00000000"))
        if not on:
            button.setIcon(type(button.icon())())

    def _clicked(self, number: int) -> None:
        if self._group is None and self._buttons[number].isChecked():
            self._part(self._choices[number])
        self.complain("")
        self.edited.emit(self.text)

    def _part(self, chosen: Choice) -> None:
        """Release what cannot stand beside this answer: "None of these" stands alone."""
        for button, choice in zip(self._buttons, self._choices, strict=True):
            if choice is not chosen and (chosen.alone or choice.alone):
                button.setChecked(False)
