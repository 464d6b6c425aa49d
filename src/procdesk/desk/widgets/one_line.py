"""One line: what stands in several fields, typed at once as it is said or read off a monitor."""

import re
from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from procdesk.desk.widgets.field import Field
from procdesk.desk.widgets.labels import Words, column

_BETWEEN = re.compile(r"[\s/;]+")


def numbers(text: str) -> list[str]:
    """Return the parts of a set of numbers, as a monitor shows them."""
    return [one for one in _BETWEEN.split(text) if one]


class OneLine(QWidget):
    """`typed` with the parts so far, in the order of the fields below; `entered` with Enter.

    The parts stand in their own fields while they are typed, so a slip in the order is seen.
    `also` names what the line takes besides, read by its owner.
    """

    typed = Signal(list)
    entered = Signal()

    def __init__(
        self,
        names: Sequence[str],
        hint: str = "with blanks or / between",
        parts: Callable[[str], list[str]] = numbers,
        label: str = "All in one line",
        also: Sequence[str] = (),
    ) -> None:
        super().__init__()
        self._count, self._parts = len(names), parts
        layout = column(self, 0, 4)
        self.line = Field(label, hint=hint)
        layout.addWidget(self.line)
        layout.addWidget(Words(" · ".join((*names, *also)), "hint"))
        self.setFocusProxy(self.line)
        self.line.edited.connect(self._typed)
        self.line.entered.connect(self._entered)

    def empty(self) -> None:
        """Empty the line for the next set."""
        self.line.put("")
        self.line.complain("")

    def _too_many(self) -> str:
        count = len(self._parts(self.line.text))
        return f"{count} numbers for {self._count} values." if count > self._count else ""

    def _typed(self, text: str) -> None:
        self.line.complain(self._too_many())
        parts = self._parts(text)[: self._count]
        self.typed.emit(parts + [""] * (self._count - len(parts)))

    def _entered(self) -> None:
        if not self._parts(self.line.text):
            self.line.complain("It cannot be read as one whole." if self.line.text.strip() else "")
        elif not self._too_many():
            self.entered.emit()
