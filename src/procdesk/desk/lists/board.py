"""Board: a day's cases by stage, what each waits for, and when; it opens on today."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from procdesk.desk.lists.board_rows import board_rows, day_shown
from procdesk.desk.lists.board_table import BoardModel, BoardTable
from procdesk.desk.look.theme import sized
from procdesk.desk.session.session import Session
from procdesk.desk.widgets.button import Button
from procdesk.desk.widgets.field import Field
from procdesk.desk.widgets.labels import Words, column, ground, row


def _day_title(session: Session, ahead: int) -> str:
    """Return the day in words: today is only today; any other stands with its date."""
    day = day_shown(session, ahead)
    near = {0: "Today", 1: "Tomorrow, ", -1: "Yesterday, "}.get(ahead, "")
    return f"{near}{day:%a} {day.day} {day:%b}" if ahead else near


class Board(QWidget):
    """The board. `opened` a case; `import_asked` a day list, `add_on_asked` who is not on it."""

    opened = Signal(str)
    import_asked = Signal()
    add_on_asked = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session, self._ahead = session, 0
        self.setProperty("ground", "sheet")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        whole = column(self, 0, 0)
        whole.addWidget(self._head())
        self._model = BoardModel()
        self.table = BoardTable()
        self.table.setModel(self._model)
        head = self.table.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setHighlightSections(False)
        head.setStretchLastSection(True)
        whole.addWidget(self.table, 1)
        self._empty = Words("", "section")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        whole.addWidget(self._empty, 1)
        self.table.chosen.connect(self.opened)
        self.setFocusProxy(self.table)

    def _head(self) -> QWidget:
        head = ground("sheet")
        layout = row(head, 24)
        layout.setContentsMargins(24, 12, 24, 12)
        self.title = Words("Today", "title", wraps=False)
        layout.addWidget(self.title)
        for words, days in (("Day before", -1), ("Day after", 1)):
            layout.addWidget(Button(words, act=partial(self._step, days)))
        self.search = Field("Find a patient of this day", hint="name or number")
        self.search.setFixedWidth(208)
        self.search.edited.connect(lambda _text: self.refresh())
        layout.addWidget(self.search)
        layout.addStretch(1)
        layout.addWidget(Button("Book an add-on", icon="plus", act=self.add_on_asked))
        layout.addWidget(Button("Import a day list", icon="file", act=self.import_asked))
        return head

    def show_today(self) -> None:
        """Show today again, from whatever day was looked at."""
        self._step(-self._ahead)

    def _step(self, days: int) -> None:
        self._ahead += days
        self.refresh()

    def refresh(self) -> None:
        """Read the day again; what is chosen stays."""
        title = _day_title(self._session, self._ahead)
        self.title.setText(title)
        self.table.setAccessibleName(f"Cases of {title[:1].lower()}{title[1:]}")
        rows = board_rows(self._session, self.search.text, self._ahead)
        changed = rows != self._model.rows
        self._model.show_rows(rows)
        self.table.setVisible(bool(rows))
        self._empty.setVisible(not rows)
        if self.search.text:
            self._empty.setText("Nobody of this day's list has this name.")
        elif self._ahead:
            self._empty.setText("No cases on this day.")
        else:
            self._empty.setText("No cases today yet. Import the day list to begin.")
        if changed:
            self._span()

    def _span(self) -> None:
        rows = self._model.rows
        self.table.lay_rows(rows, QFontMetrics(sized(self.font(), "body", QFont.Weight.DemiBold)))
        first = next((number for number, row in enumerate(rows) if row.case_id), None)
        if first is not None:
            self.table.setCurrentIndex(self._model.index(first, 0))

    def resizeEvent(self, _event: QResizeEvent) -> None:
        """Share the width among the columns; the place gives way last."""
        self.table.share_width(self.width() - 16)
        self._span()
