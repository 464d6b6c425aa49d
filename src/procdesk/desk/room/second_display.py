"""Time-out from afar: what the room answers to, large; also alone on a second display."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QGuiApplication
from PySide6.QtWidgets import QWidget

from procdesk.desk.pictures.room_display import (
    LEVEL_PX,
    SIDE_PX,
    SMALLEST_PX,
    STATEMENT_PX,
    far_px,
    far_words,
)
from procdesk.desk.room.time_out_items import question_to_room, read
from procdesk.desk.session.session import Session
from procdesk.desk.widgets.labels import clear, column, own_column, row
from procdesk.desk.widgets.plate import SidePlate
from procdesk.domain.stage import TimeOutItem
from procdesk.domain.targets.target import Side, Target, every_side
from procdesk.workflow.ledger import Outcome


def reading(
    session: Session, outcome: Outcome, items: Sequence[TimeOutItem], size: QSize
) -> list[QWidget]:
    """Return what the room answers to, large, with the plate where a side belongs to it.

    What is read in one sentence stands on one page: each of its words in a line.
    """
    widgets: list[QWidget] = []
    in_sentence = len(items) > 1
    for content in (read(session, outcome, one) for one in items):
        sides = every_side(content.targets)
        widgets += [_place(s, [t for t in content.targets if t.side is s], size) for s in sides]
        if content.words:
            words = content.words.replace("\n", ", ") if in_sentence else content.words
            px = SMALLEST_PX if in_sentence else far_px(STATEMENT_PX, size)
            widgets.append(far_words(words, px))
    return widgets


class TimeOutFar(QWidget):
    """A window that only shows: nothing on it can be pressed, and it goes with the time-out."""

    def __init__(self, session: Session, beside: QWidget) -> None:
        super().__init__(beside, Qt.WindowType.Window | Qt.WindowType.FramelessWindowHint)
        self._session = session
        self.setProperty("ground", "sheet")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setWindowTitle("procdesk: time-out")
        self._content = column(self, 40, 24)

    def show_items(self, outcome: Outcome, items: tuple[TimeOutItem, ...]) -> None:
        """Show the question and what it is about; a word when every item was said."""
        clear(self._content)
        self._content.addStretch(1)
        words = question_to_room(items) if items else "Every item was said and heard."
        self._content.addWidget(far_words(words, SMALLEST_PX, QFont.Weight.DemiBold))
        for widget in reading(self._session, outcome, items, self.size()):
            self._content.addWidget(widget)
        self._content.addStretch(1)


def second_display(session: Session, beside: QWidget) -> TimeOutFar | None:
    """Return the window on a second display, None where this desk has only one."""
    own = QGuiApplication.primaryScreen()
    other = next((one for one in QGuiApplication.screens() if one is not own), None)
    if other is None:
        return None
    window = TimeOutFar(session, beside)
    window.setGeometry(other.geometry())
    window.showFullScreen()
    return window


def _place(side: Side, targets: Sequence[Target], size: QSize) -> QWidget:
    """Return the plate, and below it each level on this side in words."""
    holder, layout = own_column(12)
    high_px = far_px(SIDE_PX, size) * 3 // 2
    middle = row()
    middle.addStretch(1)
    middle.addWidget(SidePlate(side, height_px=high_px, word=0.66))
    middle.addStretch(1)
    layout.addLayout(middle)
    for target in targets:
        layout.addWidget(far_words(target.where, far_px(LEVEL_PX, size)))
    return holder
