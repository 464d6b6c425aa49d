"""One line: a set of measured values typed at once, as they are read off a monitor."""

import re
from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from procdesk.desk.widgets.field import Field
from procdesk.desk.widgets.words import Words, column

_BETWEEN = re.compile(r"[\s/;]+")


class OneLine(QWidget):
    """`typed` with the numbers so far, in the order of the fields below; `entered` with Enter.

    The numbers stand in their own fields while they are typed, so a slip in the order is seen.
    """

    typed = Signal(list)
    entered = Signal()

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__()
        self._count = len(names)
        layout = column(self, 0, 4)
        self.line = Field("All in one line", hint="with blanks or / between")
        layout.addWidget(self.line)
        layout.addWidget(Words(" · ".join(names), "hint"))
        self.setFocusProxy(self.line)
        self.line.edited.connect(self._typed)
        self.line.entered.connect(self._entered)

    def empty(self) -> None:
        """Ready for the next set."""
        self.line.put("")
        self.line.complain("")

    def _numbers(self) -> list[str]:
        return [one for one in _BETWEEN.split(self.line.text) if one]

    def _too_many(self) -> str:
        count = len(self._numbers())
        return f"{count} numbers for {self._count} values." if count > self._count else ""

    def _typed(self, _text: str) -> None:
        self.line.complain(self._too_many())
        numbers = self._numbers()[: self._count]
        self.typed.emit(numbers + [""] * (self._count - len(numbers)))

    def _entered(self) -> None:
        if self._numbers() and not self._too_many():
            self.entered.emit()
