"""Rail: the sections of the stage, each with its mark and what is open."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QButtonGroup, QWidget

from procdesk.desk.look import icons
from procdesk.desk.look.theme import Look
from procdesk.desk.widgets.button import Button
from procdesk.desk.widgets.labels import Words, clear, column


@dataclass(frozen=True, slots=True, kw_only=True)
class RailRow:
    """One section: key, title, done at (as text), and how many stops it holds.

    `plain` is a page to read, without a mark.
    """

    key: str
    title: str
    done: str = ""
    stops: int = 0
    plain: bool = False


RailPart = tuple[str, tuple[RailRow, ...]]
"""A head and its sections."""


class Rail(QWidget):
    """The rail of sections, 224 px at the left; `opened` carries the section that was pressed."""

    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setFixedWidth(224)
        self._layout = column(self, 0, 0)
        self._group = QButtonGroup(self)
        self._keys: list[str] = []
        self._shown: tuple[object, ...] = ()
        self._group.idClicked.connect(lambda number: self.opened.emit(self._keys[number]))

    def show_parts(self, parts: Sequence[RailPart], open_key: str) -> None:
        """Show the sections under their heads; one is open."""
        if (tuple(parts), open_key) == self._shown:
            return
        self._shown = (tuple(parts), open_key)
        for button in self._group.buttons():
            self._group.removeButton(button)
        clear(self._layout)
        self._keys = []
        for title, rows in parts:
            if title:
                head = Words(title, "small")
                head.setContentsMargins(20, 16, 12, 8)
                self._layout.addWidget(head)
            for part in rows:
                button = _button(part, part.key == open_key)
                self._group.addButton(button, len(self._keys))
                self._keys.append(part.key)
                self._layout.addWidget(button)
        self._layout.addStretch(1)


def _button(part: RailRow, is_open: bool) -> Button:
    theme = Look.theme
    below = f"{part.stops} to clear" if part.stops else part.done
    button = Button(f"{part.title}\n{below}".rstrip(), "rail")
    button.setAccessibleName(f"{part.title} {below}".rstrip())
    button.setCheckable(True)
    button.setChecked(is_open)
    if part.plain:
        return button
    if part.done and not part.stops:
        button.setIcon(icons.icon("dot", theme.met))
    elif part.stops and part.done:
        button.setIcon(icons.icon("stop", theme.stop))
    else:
        button.setIcon(icons.icon("unknown", theme.ink2))
    button.setIconSize(QSize(20, 20))
    return button
