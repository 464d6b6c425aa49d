"""Board: a day's cases by stage, what each waits for, and when; it opens on today."""

from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from procdesk.desk import icons
from procdesk.desk.parts import spoken_time
from procdesk.desk.screens.facts import (
    SHOWN_STAGES,
    procedure_name,
    short_person,
    stage_marks,
    waits_for,
)
from procdesk.desk.session import Session
from procdesk.desk.theme import Look, sized
from procdesk.desk.widgets.button import Button
from procdesk.desk.widgets.field import Field
from procdesk.desk.widgets.plate import paint_plate
from procdesk.desk.widgets.strip import Mark, StageMark, paint_mark
from procdesk.desk.widgets.words import Words, column, ground, row
from procdesk.domain.stage import Stage
from procdesk.domain.target import Side, Target
from procdesk.workflow.ledger import Outcome
from procdesk.workflow.site import may_be_read

HEADS = ("Booked", "Patient", "Where on the body", "Side", "Room", "Stage", "Waits for")
_GROUPS = (
    ("In a room", (Stage.TIME_OUT, Stage.PROCEDURE)),
    ("Recovery", (Stage.RECOVERY, Stage.DISCHARGE)),
    ("Being prepared", (Stage.ARRIVED, Stage.CHECKS, Stage.READY)),
    ("Expected", (Stage.BOOKED,)),
    ("Left", ()),
)
_GROUP_HEIGHT, _ROW_HEIGHT = 30, 56
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One case as the board says it, or the head of a group (`case_id` empty)."""

    case_id: str
    title: str
    time: str = ""
    below_name: str = ""
    where: str = ""
    below_where: str = ""
    target: Target | None = None
    room: str = ""
    marks: tuple[StageMark, ...] = ()
    stage: str = ""
    waits: str = ""
    how: str = "plain"

    @property
    def spoken(self) -> tuple[str, ...]:
        """Each column in words."""
        side = self.target.side.word if self.target else ""
        name = f"{self.title}, {self.below_name}" if self.below_name else self.title
        where = ", ".join(filter(None, (self.where, self.below_where)))
        return (self.time, name, where, side, self.room, self.stage, self.waits)


def board_rows(session: Session, wanted: str = "", ahead: int = 0) -> list[BoardRow]:
    """The rows of a day, `ahead` days from today, in their groups.

    A side stands only where it may be read.
    """
    ledger = session.ledger
    outcomes = [ledger.outcome(case.id) for case in ledger.cases_on(_day(session, ahead))]
    found = [one for one in outcomes if _matches(one, wanted)]
    rows: list[BoardRow] = []
    for title, of_group in _GROUPS:
        here = [one for one in found if not _left(one) and one.case.stage in of_group]
        if title == "Left":
            here += [one for one in found if _left(one)]
        if here:
            rows.append(BoardRow("", f"{title}  {len(here)}"))
            rows += [_row(session, one) for one in here]
    return rows


def _day(session: Session, ahead: int) -> date:
    return session.ledger.now().astimezone(session.zone).date() + timedelta(days=ahead)


def _day_title(session: Session, ahead: int) -> str:
    """The day in words: today is only today; any other stands with its date."""
    day = _day(session, ahead)
    near = {0: "Today", 1: "Tomorrow, ", -1: "Yesterday, "}.get(ahead, "")
    return f"{near}{day:%a} {day.day} {day:%b}" if ahead else near


def _left(outcome: Outcome) -> bool:
    return outcome.case.closed or outcome.case.stage is Stage.FOLLOW_UP


def _matches(outcome: Outcome, wanted: str) -> bool:
    name = outcome.patient.name.formal.casefold()
    return all(word in name or word in outcome.patient.mrn for word in wanted.casefold().split())


def _row(session: Session, outcome: Outcome) -> BoardRow:
    case, patient = outcome.case, outcome.patient
    now = session.ledger.now().astimezone(session.zone)
    readable = may_be_read(case, session.person) and bool(case.order.targets)
    at = case.order.scheduled_at
    waits, how = waits_for(session, outcome)
    marks = stage_marks(outcome, session.zone)
    stage = marks[min(case.stage.place, len(marks) - 1)]
    named = procedure_name(session, case)
    return BoardRow(
        case.id,
        patient.name.formal,
        spoken_time(at, session.zone) if at else "",
        short_person(patient, now, case.identity_confirmed),
        "; ".join(t.where for t in case.order.targets) if readable else named,
        named if readable else "",
        case.order.targets[0] if readable else None,
        case.order.room,
        marks,
        f"{stage.name} {stage.below}".strip(),
        waits,
        how,
    )


class _Model(QAbstractTableModel):
    """The rows for the view and for assistive technology."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[BoardRow] = []

    def show_rows(self, rows: list[BoardRow]) -> None:
        """Replace the rows if they changed."""
        if rows != self.rows:
            self.beginResetModel()
            self.rows = rows
            self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(HEADS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        one = self.rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return one.spoken[index.column()]
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return HEADS[section]
        return None


class _Delegate(QStyledItemDelegate):
    """Paints two lines, plate, track and what it waits for."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        assert isinstance(model, _Model)
        one = model.rows[index.row()]
        at = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = Look.theme
        if one.case_id and option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(at, QColor(theme.act_soft))
            if index.column() == 0:
                bar = QRectF(at.left(), at.top(), theme.bar_px, at.height())
                painter.fillRect(bar, QColor(theme.act))
        if not one.case_id:
            painter.fillRect(at, QColor(theme.desk))
            _text(painter, at.adjusted(24, 0, 0, 0), one.title, "small", theme.ink2, bold=True)
        else:
            self._paint_cell(painter, at, one, index.column())
            painter.fillRect(QRectF(at.left(), at.bottom(), at.width(), 1), QColor(theme.line))
        painter.restore()

    def _paint_cell(self, painter: QPainter, at: QRectF, one: BoardRow, column_: int) -> None:
        theme = Look.theme
        match HEADS[column_]:
            case "Booked":
                _text(painter, at.adjusted(24, 0, 0, 0), one.time, "body", theme.ink)
            case "Patient":
                _two(painter, at, one.title, one.below_name)
            case "Where on the body":
                _two(painter, at, one.where, one.below_where, bold=False)
            case "Side" if one.target:
                side: Side = one.target.side
                plate = QRectF(at.left(), at.center().y() - 12, 86, 24)
                agreed = one.marks[Stage.READY.place].mark in (Mark.DONE, Mark.NOW)
                paint_plate(painter, plate, side, ordered_only=not agreed)
            case "Room":
                _text(painter, at, one.room, "body", theme.ink)
            case "Stage":
                _track(painter, at, one)
            case "Waits for":
                _waits(painter, at, one)


def _text(
    painter: QPainter, at: QRectF, words: str, size: str, colour: str, bold: bool = False
) -> None:
    weight = QFont.Weight.DemiBold if bold else QFont.Weight.Normal
    painter.setFont(sized(painter.font(), size, weight))
    painter.setPen(QColor(colour))
    flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap
    painter.drawText(at.adjusted(0, 0, -8, 0), flags, words.replace("-", "-\N{ZERO WIDTH SPACE}"))


def _two(painter: QPainter, at: QRectF, first: str, second: str, bold: bool = True) -> None:
    theme = Look.theme
    if not second:
        _text(painter, at, first, "body", theme.ink, bold)
        return
    weight = QFont.Weight.DemiBold if bold else QFont.Weight.Normal
    metrics = QFontMetrics(sized(painter.font(), "body", weight))
    lines = metrics.horizontalAdvance(first) // max(1, int(at.width()) - 12) + 1
    high = lines * metrics.lineSpacing()
    top = QRectF(at.left(), at.center().y() - (high + 20) / 2, at.width(), high)
    _text(painter, top, first, "body", theme.ink, bold)
    below = QRectF(at.left(), top.bottom() + 1, at.width(), 20)
    _text(painter, below, second, "small", theme.ink2)


def _track(painter: QPainter, at: QRectF, one: BoardRow) -> None:
    step, top = 19.0, at.center().y() - 10
    painter.setPen(QPen(QColor(Look.theme.edge), 1.2))
    painter.drawLine(
        QPointF(at.left() + 8, top), QPointF(at.left() + 8 + step * (len(SHOWN_STAGES) - 1), top)
    )
    for number, mark in enumerate(one.marks):
        centre = QPointF(at.left() + 8 + step * number, top)
        size = 14 if mark.mark in (Mark.NOW, Mark.STOPPED) else 10
        painter.setBrush(QColor(Look.theme.sheet))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawEllipse(centre, size / 2, size / 2)
        paint_mark(painter, centre, mark.mark, size)
    below = QRectF(at.left(), at.center().y(), at.width(), 22)
    _text(painter, below, one.stage, "small", Look.theme.ink2)


def _waits(painter: QPainter, at: QRectF, one: BoardRow) -> None:
    theme = Look.theme
    colour = {"stop": theme.stop, "look": theme.look}.get(one.how, theme.ink)
    left = 0
    if one.how != "plain":
        spot = QPointF(at.left(), at.center().y() - 9)
        painter.drawPixmap(spot, icons.pixmap(one.how, colour, 18))
        left = 26
    _text(painter, at.adjusted(left, 0, 0, 0), one.waits, "small", colour, one.how != "plain")


class _Table(QTableView):
    """Enter opens the row; a press does too."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Cases of today")
        self.setShowGrid(False)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.setItemDelegate(_Delegate(self))
        self.clicked.connect(lambda index: self._choose(index.row()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(self.currentIndex().row())
            return
        super().keyPressEvent(event)

    def _choose(self, number: int) -> None:
        model = self.model()
        assert isinstance(model, _Model)
        if 0 <= number < len(model.rows) and model.rows[number].case_id:
            self.chosen.emit(model.rows[number].case_id)


class Board(QWidget):
    """`opened` a case; `import_asked` for a day list, `add_on_asked` for who is not on it."""

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
        self._model = _Model()
        self.table = _Table()
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
        self._title = Words("Today", "title", wraps=False)
        layout.addWidget(self._title)
        for words, days in (("Day before", -1), ("Day after", 1)):
            step = Button(words)
            step.clicked.connect(lambda _=False, days=days: self._step(days))
            layout.addWidget(step)
        self.search = Field("Find a patient of this day", hint="name or number")
        self.search.setFixedWidth(208)
        self.search.edited.connect(lambda _text: self.refresh())
        layout.addWidget(self.search)
        layout.addStretch(1)
        add_on = Button("Book an add-on", icon="plus")
        add_on.clicked.connect(self.add_on_asked)
        layout.addWidget(add_on)
        take_in = Button("Import a day list", icon="file")
        take_in.clicked.connect(self.import_asked)
        layout.addWidget(take_in)
        return head

    def show_today(self) -> None:
        """Back to today, from whatever day was looked at."""
        self._step(-self._ahead)

    def _step(self, days: int) -> None:
        self._ahead += days
        self.refresh()

    def refresh(self) -> None:
        """Read the day again; what is chosen stays."""
        title = _day_title(self._session, self._ahead)
        self._title.setText(title)
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
        self.table.clearSpans()
        first = -1
        for number, one in enumerate(self._model.rows):
            self.table.setRowHeight(number, self._height(one))
            if not one.case_id:
                self.table.setSpan(number, 0, 1, len(HEADS))
            elif first < 0:
                first = number
        if first >= 0:
            self.table.setCurrentIndex(self._model.index(first, 0))

    def _height(self, one: BoardRow) -> int:
        """A name or a reason is never cut: the row grows."""
        if not one.case_id:
            return _GROUP_HEIGHT
        metrics = QFontMetrics(sized(self.font(), "body", QFont.Weight.DemiBold))
        lines = [
            metrics.horizontalAdvance(words) // max(1, self.table.columnWidth(at) - 12) + 1
            for at, words in ((1, one.title), (2, one.where), (6, one.waits))
        ]
        return _ROW_HEIGHT + (max(lines) - 1) * metrics.lineSpacing()

    def resizeEvent(self, _event: QResizeEvent) -> None:
        """Columns in fixed parts of the width; the place gives way last."""
        width = self.width() - 16
        for number, part in enumerate((6, 20, 23, 9, 8, 16, 18)):
            self.table.setColumnWidth(number, width * part // 100)
        self._span()
