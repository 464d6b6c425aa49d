"""Flow table: the sets of recovery as columns, the trend over them in the same columns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from procdesk.desk.pictures.trend import Trend, TrendPoint
from procdesk.desk.widgets.labels import Words, column, line
from procdesk.domain.clinic.recovery_range import RecoveryRange

_NAME_PX, COLUMN_PX, _ROW_PX = 168, 100, 30


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowColumn:
    """One column: two lines over it, what stands in its rows, which of them to look at."""

    head: str
    below: str
    cells: Mapping[str, str]
    unusual: frozenset[str]
    reading: TrendPoint


class FlowTable(QWidget):
    """The first column is what was so before the needle; the range of its trend is in words."""

    def __init__(
        self, rows: Mapping[str, str], columns: Sequence[FlowColumn], range_: RecoveryRange
    ) -> None:
        super().__init__()
        layout = column(self, 0, 4)
        readings = [one.reading for one in columns]
        layout.addWidget(Trend(readings, range_, _NAME_PX, COLUMN_PX))
        layout.addWidget(Words(range_.words, "hint"))
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(0)
        grid.setVerticalSpacing(0)
        grid.setColumnMinimumWidth(0, _NAME_PX)
        for at, flow in enumerate(columns, 1):
            grid.setColumnMinimumWidth(at, COLUMN_PX)
            grid.addWidget(_cell(flow.head, "strong"), 0, at)
            grid.addWidget(_cell(flow.below, "small"), 1, at)
        grid.addWidget(line("inkline"), 2, 0, 1, len(columns) + 1)
        for at, (name, words) in enumerate(rows.items()):
            place = 2 * at + 3
            grid.setRowMinimumHeight(place, _ROW_PX)
            grid.addWidget(Words(words, "hint", wraps=False), place, 0)
            for across, flow in enumerate(columns, 1):
                grid.addWidget(_value(flow, name), place, across)
            grid.addWidget(line(), place + 1, 0, 1, len(columns) + 1)
        grid.setColumnStretch(len(columns) + 1, 1)
        layout.addLayout(grid)


def _cell(words: str, kind: str) -> Words:
    cell = Words(words, kind)
    cell.setFixedWidth(COLUMN_PX)
    cell.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter)
    return cell


def _value(flow: FlowColumn, name: str) -> Words:
    """Put a sign, not only a colour, before an unusual value."""
    words = flow.cells.get(name, "–")
    return _cell(f"▲ {words}", "look") if name in flow.unusual else _cell(words, "body")
