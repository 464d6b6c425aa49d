"""Long field: several lines of words with their label and their problem. Not in the first paint."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit

from procdesk.desk.widgets.field import Labelled, any_text


class LongField(Labelled):
    """A labelled text of several lines; Tab leaves it."""

    edited = Signal(str)

    def __init__(self, label: str, hint: str = "", check: Callable[[str], str] = any_text) -> None:
        self.area = QPlainTextEdit()
        self.area.setTabChangesFocus(True)
        self.area.setFixedHeight(84)
        self.area.setPlaceholderText(hint)
        super().__init__(label, self.area, check)
        self.area.textChanged.connect(lambda: self.edited.emit(self.text))

    @property
    def text(self) -> str:
        """Return the text of the field, without blanks around it."""
        return self.area.toPlainText().strip()

    def put(self, text: str) -> None:
        """Show a text."""
        if text != self.area.toPlainText():
            self.area.setPlainText(text)
