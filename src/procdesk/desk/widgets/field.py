"""Field: one typed value with its label, its unit inside, and its problem in words."""

from abc import abstractmethod
from collections.abc import Callable, Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from procdesk.desk.widgets.labels import Words, column, restyle

_MEASURED_PX = 320
"""A measured value needs no more; its unit stays beside it."""


def any_text(_text: str) -> str:
    """Find nothing wrong with any text."""
    return ""


class _Line(QLineEdit):
    """A line with its unit at the right."""

    left = Signal()

    def __init__(self, unit: str) -> None:
        super().__init__()
        self._unit = Words(unit, "hint", wraps=False)
        self._unit.setParent(self)
        self._unit.setAccessibleName("")
        if unit:
            self._unit.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            self.setTextMargins(0, 0, self._unit.sizeHint().width() + 16, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        size = self._unit.sizeHint()
        self._unit.setGeometry(
            self.width() - size.width() - 14,
            (self.height() - size.height()) // 2,
            size.width(),
            size.height(),
        )

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()


class Labelled(QWidget):
    """Something typed under its label. `check` gives the problem with a text in words, or "".

    It is asked only after the field was left. What was typed is always kept.
    """

    def __init__(self, label: str, typed: QWidget, check: Callable[[str], str]) -> None:
        super().__init__()
        self.label, self._typed, self._check = label, typed, check
        self._caption = Words(label, "question")
        self._caption.setBuddy(typed)
        typed.setAccessibleName(label)
        self._problem = Words("", "small-stop")
        self._problem.hide()
        self._parts = column(self, 0, 6)
        for part in (self._caption, typed, self._problem):
            self._parts.addWidget(part)
        self.setFocusProxy(typed)

    @property
    @abstractmethod
    def text(self) -> str:
        """Return what is typed, without blanks around it."""

    def complain(self, words: str) -> None:
        """Show a problem at the field; an empty string takes it away."""
        self._problem.setText(words)
        self._problem.setVisible(bool(words))
        self._typed.setProperty("state", "wrong" if words else "")
        restyle(self._typed)

    def problem(self) -> str:
        """Return and show in words what is wrong with the text."""
        words = self._check(self.text) if self.text else ""
        self.complain(words)
        return words


class Field(Labelled):
    """A labelled line. `edited` at every keystroke (for the draft), `left` when it was left,
    `entered` by the Enter key.
    """

    edited = Signal(str)
    left = Signal()
    entered = Signal()

    def __init__(
        self,
        label: str,
        *,
        unit: str = "",
        hint: str = "",
        check: Callable[[str], str] = any_text,
    ) -> None:
        self.line = _Line(unit)
        self.line.setPlaceholderText(hint)
        super().__init__(label, self.line, check)
        if unit:
            self.line.setAccessibleName(f"{label}, {unit}")
        self.understood = Words("", "strong")
        self.understood.hide()
        self._parts.insertWidget(2, self.understood)
        self.line.textEdited.connect(self.edited)
        self.line.left.connect(self._left)
        self.line.returnPressed.connect(self.entered)
        self.measured = bool(unit)
        if self.measured:
            self.setMaximumWidth(_MEASURED_PX)

    def rename(self, label: str) -> None:
        """Ask for something else in the same line."""
        self.label = label
        self._caption.setText(label)
        self.line.setAccessibleName(label)

    def propose(self, words: Iterable[str]) -> None:
        """Offer the words that go on as what was typed does."""
        completer = QCompleter(list(words), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.line.setCompleter(completer)

    def hide_typing(self) -> None:
        """Show dots for what is typed: a password or a PIN."""
        self.line.setEchoMode(QLineEdit.EchoMode.Password)

    @property
    def text(self) -> str:
        """Return the text of the field, without blanks around it."""
        return self.line.text().strip()

    def put(self, text: str) -> None:
        """Show a text."""
        self.line.setText(text)

    def spell(self, words: str) -> None:
        """Show how the text is understood; an empty string takes it away."""
        self.understood.setText(words)
        self.understood.setVisible(bool(words))

    def _left(self) -> None:
        self.problem()
        self.left.emit()
