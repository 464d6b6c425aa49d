"""Table of the board: its columns, each with its words, its painting and the height it needs."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from procdesk.desk.lists.board_rows import BoardRow
from procdesk.desk.look import icons
from procdesk.desk.look.theme import Look, sized
from procdesk.desk.pages.case_summary import SHOWN_STAGES
from procdesk.desk.pictures.strip import StageProgress, paint_mark
from procdesk.desk.widgets.plate import paint_plate
from procdesk.domain.stage import Stage

GROUP_HEIGHT_PX, ROW_HEIGHT_PX = 30, 56
_PLATE_WIDTH_PX, _PLATE_HEIGHT_PX, _PLATE_STEP_PX = 86, 24, 28
Index = QModelIndex | QPersistentModelIndex


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


def _booked(painter: QPainter, at: QRectF, row: BoardRow) -> None:
    _text(painter, at.adjusted(24, 0, 0, 0), row.time, "body", Look.theme.ink)


def _plates(painter: QPainter, at: QRectF, row: BoardRow) -> None:
    agreed = row.marks[Stage.READY.place].mark in (StageProgress.DONE, StageProgress.NOW)
    first = at.center().y() - _PLATE_HEIGHT_PX / 2 - _PLATE_STEP_PX * (len(row.sides) - 1) / 2
    for number, side in enumerate(row.sides):
        top = first + _PLATE_STEP_PX * number
        plate = QRectF(at.left(), top, _PLATE_WIDTH_PX, _PLATE_HEIGHT_PX)
        paint_plate(painter, plate, side, ordered_only=not agreed)


def _room(painter: QPainter, at: QRectF, row: BoardRow) -> None:
    _text(painter, at, row.room, "body", Look.theme.ink)


def _track(painter: QPainter, at: QRectF, row: BoardRow) -> None:
    step, top = 19.0, at.center().y() - 10
    painter.setPen(QPen(QColor(Look.theme.edge), 1.2))
    painter.drawLine(
        QPointF(at.left() + 8, top), QPointF(at.left() + 8 + step * (len(SHOWN_STAGES) - 1), top)
    )
    for number, mark in enumerate(row.marks):
        centre = QPointF(at.left() + 8 + step * number, top)
        size = 14 if mark.mark in (StageProgress.NOW, StageProgress.STOPPED) else 10
        painter.setBrush(QColor(Look.theme.sheet))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawEllipse(centre, size / 2, size / 2)
        paint_mark(painter, centre, mark.mark, size)
    below = QRectF(at.left(), at.center().y(), at.width(), 22)
    _text(painter, below, row.stage, "small", Look.theme.ink2)


def _waits(painter: QPainter, at: QRectF, row: BoardRow) -> None:
    theme = Look.theme
    colour = {"stop": theme.stop, "look": theme.look}.get(row.how, theme.ink)
    left = 0
    if row.how != "plain":
        spot = QPointF(at.left(), at.center().y() - 9)
        painter.drawPixmap(spot, icons.pixmap(row.how, colour, 18))
        left = 26
    _text(painter, at.adjusted(left, 0, 0, 0), row.waits, "small", colour, row.how != "plain")


def _lines_px(words: str, width: int, metrics: QFontMetrics) -> int:
    lines = metrics.horizontalAdvance(words) // max(1, width - 12) + 1
    return ROW_HEIGHT_PX + (lines - 1) * metrics.lineSpacing()


def _plates_px(row: BoardRow, _width: int, _metrics: QFontMetrics) -> int:
    return ROW_HEIGHT_PX + (len(row.sides) - 1) * _PLATE_STEP_PX


def _one_line_px(_row: BoardRow, _width: int, _metrics: QFontMetrics) -> int:
    return ROW_HEIGHT_PX


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardColumn:
    """A column of the board.

    `share` is its part of the width in hundredths; `words` are for assistive technology;
    `height_px` is what a row needs in this width, so that nothing in it is cut.
    """

    title: str
    share: int
    words: Callable[[BoardRow], str]
    paint: Callable[[QPainter, QRectF, BoardRow], None]
    height_px: Callable[[BoardRow, int, QFontMetrics], int] = _one_line_px


def _joined(*parts: str) -> str:
    return ", ".join(filter(None, parts))


COLUMNS = (
    BoardColumn(title="Booked", share=6, words=lambda row: row.time, paint=_booked),
    BoardColumn(
        title="Patient",
        share=20,
        words=lambda row: _joined(row.title, row.below_name),
        paint=lambda painter, at, row: _two(painter, at, row.title, row.below_name),
        height_px=lambda row, width, metrics: _lines_px(row.title, width, metrics),
    ),
    BoardColumn(
        title="Where on the body",
        share=23,
        words=lambda row: _joined(row.where, row.below_where),
        paint=lambda painter, at, row: _two(painter, at, row.where, row.below_where, bold=False),
        height_px=lambda row, width, metrics: _lines_px(row.where, width, metrics),
    ),
    BoardColumn(
        title="Side",
        share=9,
        words=lambda row: _joined(*(side.word for side in row.sides)),
        paint=_plates,
        height_px=_plates_px,
    ),
    BoardColumn(title="Room", share=8, words=lambda row: row.room, paint=_room),
    BoardColumn(title="Stage", share=16, words=lambda row: row.stage, paint=_track),
    BoardColumn(
        title="Waits for",
        share=18,
        words=lambda row: row.waits,
        paint=_waits,
        height_px=lambda row, width, metrics: _lines_px(row.waits, width, metrics),
    ),
)


class BoardModel(QAbstractTableModel):
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
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return COLUMNS[index.column()].words(self.rows[index.row()])
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return COLUMNS[section].title
        return None


class _Delegate(QStyledItemDelegate):
    """The painter of columns, of the head of a group, and of the row that is chosen."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        assert isinstance(model, BoardModel)
        row = model.rows[index.row()]
        at = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = Look.theme
        if row.case_id and option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(at, QColor(theme.act_soft))
            if index.column() == 0:
                bar = QRectF(at.left(), at.top(), theme.bar_px, at.height())
                painter.fillRect(bar, QColor(theme.act))
        if not row.case_id:
            painter.fillRect(at, QColor(theme.desk))
            _text(painter, at.adjusted(24, 0, 0, 0), row.title, "small", theme.ink2, bold=True)
        else:
            COLUMNS[index.column()].paint(painter, at, row)
            painter.fillRect(QRectF(at.left(), at.bottom(), at.width(), 1), QColor(theme.line))
        painter.restore()


class BoardTable(QTableView):
    """The table of the board; Enter opens the row; a press does too."""

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

    def share_width(self, width: int) -> None:
        """Give each column its part of the width, in pixels."""
        for number, column in enumerate(COLUMNS):
            self.setColumnWidth(number, width * column.share // 100)

    def lay_rows(self, rows: list[BoardRow], metrics: QFontMetrics) -> None:
        """Make each row as high as its columns need; a group's head goes across all of them."""
        self.clearSpans()
        for number, row in enumerate(rows):
            self.setRowHeight(number, self._height_px(row, metrics))
            if not row.case_id:
                self.setSpan(number, 0, 1, len(COLUMNS))

    def _height_px(self, row: BoardRow, metrics: QFontMetrics) -> int:
        if not row.case_id:
            return GROUP_HEIGHT_PX
        return max(
            column.height_px(row, self.columnWidth(number), metrics)
            for number, column in enumerate(COLUMNS)
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(self.currentIndex().row())
            return
        super().keyPressEvent(event)

    def _choose(self, number: int) -> None:
        model = self.model()
        assert isinstance(model, BoardModel)
        if 0 <= number < len(model.rows) and model.rows[number].case_id:
            self.chosen.emit(model.rows[number].case_id)
