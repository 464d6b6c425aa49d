"""Long field: several lines of words with their label and their problem. Not in the first paint."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from procdesk.desk.widgets.field import any_text
from procdesk.desk.widgets.labels import Words, column, restyle


class _Text(QPlainTextEdit):
    """Several lines; Tab leaves it."""

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setFixedHeight(84)


class LongField(QWidget):
    """A labelled text of several lines."""

    edited = Signal(str)

    def __init__(self, label: str, hint: str = "", check: Callable[[str], str] = any_text) -> None:
        super().__init__()
        self.label = label
        self._check = check
        layout = column(self, 0, 6)
        caption = Words(label, "question")
        self.area = _Text()
        self.area.setAccessibleName(label)
        self.area.setPlaceholderText(hint)
        caption.setBuddy(self.area)
        self._problem = Words("", "small-stop")
        self._problem.hide()
        for part in (caption, self.area, self._problem):
            layout.addWidget(part)
        self.area.textChanged.connect(lambda: self.edited.emit(self.text))
        self.setFocusProxy(self.area)

    @property
    def text(self) -> str:
        """Return the text of the field, without blanks around it."""
        return self.area.toPlainText().strip()

    def put(self, text: str) -> None:
        """Show a text."""
        if text != self.area.toPlainText():
            self.area.setPlainText(text)

    def complain(self, words: str) -> None:
        """Show a problem under the text; an empty string takes it away."""
        self._problem.setText(words)
        self._problem.setVisible(bool(words))
        self.area.setProperty("state", "wrong" if words else "")
        restyle(self.area)

    def problem(self) -> str:
        """Return and show in words what is wrong with the text."""
        words = self._check(self.text) if self.text else ""
        self.complain(words)
        return words
