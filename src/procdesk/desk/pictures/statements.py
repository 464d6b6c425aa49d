"""Statements: what each source says about where, side by side, none marked as the wrong one."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from procdesk.desk.look import icons
from procdesk.desk.look.theme import Look
from procdesk.desk.widgets.labels import Words, column, row
from procdesk.desk.widgets.plate import SidePlate
from procdesk.domain.targets.target import Side


@dataclass(frozen=True, slots=True)
class StatementShown:
    """One source: its name, every side that it says, where in words, by whom and when.

    Without a `by` the source has not spoken yet.
    """

    source: str
    sides: tuple[Side, ...] = ()
    where: str = ""
    by: str = ""


_CARD_PX = 200


class Statements(QWidget):
    """All sources in their order, all framed alike where they differ."""

    def __init__(self, statements: Sequence[StatementShown], differ: bool) -> None:
        super().__init__()
        layout = row(self, 8)
        for number, statement in enumerate(statements):
            if number and differ and statement.by:
                sign = Words("", wraps=False)
                sign.setPixmap(icons.pixmap("neq", Look.theme.stop, 24))
                layout.addWidget(sign)
            layout.addWidget(_box(statement, differ) if statement.by else _waiting(statement), 1)


def _frame(source: str, kind: str) -> tuple[QFrame, QVBoxLayout]:
    frame = QFrame()
    frame.setProperty("kind", kind)
    frame.setMinimumHeight(_CARD_PX)
    layout = column(frame, 14, 6)
    layout.addWidget(Words(source.capitalize(), "question"))
    return frame, layout


def _box(statement: StatementShown, differ: bool) -> QFrame:
    frame, layout = _frame(statement.source, "differs" if differ else "card")
    for side in statement.sides:
        layout.addWidget(SidePlate(side), 0, Qt.AlignmentFlag.AlignLeft)
    if not statement.sides:
        layout.addWidget(Words("cannot say", "strong"))
    layout.addWidget(Words(statement.where, "body"))
    layout.addStretch(1)
    layout.addWidget(Words(statement.by, "small"))
    return frame


def _waiting(statement: StatementShown) -> QFrame:
    frame, layout = _frame(statement.source, "waiting")
    layout.addWidget(Words("not yet", "hint"))
    layout.addStretch(1)
    return frame
