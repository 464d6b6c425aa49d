"""Recovery on the record: every set as a column, its trend drawn over the same columns."""

from collections.abc import Sequence
from dataclasses import dataclass

from procdesk.domain.clinic.recovery_range import RecoveryRange, recovery_range
from procdesk.domain.visit.flowsheet import ROWS, FlowSet, Flowsheet
from procdesk.paper.drawing.flowing_pages import Pages
from procdesk.paper.drawing.page import Document
from procdesk.paper.drawing.sheet_source import SheetSource, clock

_NAME_MM, _COLUMN_MM, _PER_BLOCK = 38, 25, 5
_HIGH_MM, _PAIN_MM, _GAP_MM = 32, 14, 4
_STEP, _CARET_MM, _DOT_MM = 40, 1.6, 1.6
_TITLE_MM = 18
_SIZE = 8.5


@dataclass(frozen=True, slots=True)
class _Column:
    """One column: its head, its cells by name, and the numbers of the trend."""

    head: str
    below: str
    cells: dict[str, str]
    numbers: dict[str, float]


def recovery_part(pages: Pages, source: SheetSource, sheet: Flowsheet, title: str) -> None:
    """Draw every set; the values before the needle stand first in every block of columns."""
    pages.room(_block_mm(pages, sheet) + _TITLE_MM)
    pages.title(title)
    before = _Column(
        "before",
        "the needle",
        {name: sheet.words_before(name) for name in sheet.rows},
        {name: float(value.value) for name, value in sheet.before.items()},
    )
    range_ = recovery_range(source.clinic, source.reference, sheet)
    columns = [_column(source, sheet, one) for one in sheet.sets]
    for at in range(0, len(columns), _PER_BLOCK):
        _block(pages, sheet, range_, [before, *columns[at : at + _PER_BLOCK]])


def _column(source: SheetSource, sheet: Flowsheet, flow_set: FlowSet) -> _Column:
    by = source.clinic.name_of(flow_set.recorded.by)
    if flow_set.late:
        by = f"entered {clock(flow_set.recorded.recorded_at, source.zone)}"
    numbers = {name: float(value.value) for name in ROWS if (value := flow_set.latest(name))}
    cells = {name: flow_set.words_of(name) for name in sheet.rows}
    return _Column(clock(flow_set.recorded.at, source.zone), by, cells, numbers)


def _block(
    pages: Pages, sheet: Flowsheet, range_: RecoveryRange, columns: Sequence[_Column]
) -> None:
    pages.room(_block_mm(pages, sheet))
    _trend(pages, range_, columns)
    pages.row((range_.words,), ((0, 190),))
    places = [(0, _NAME_MM - 2)]
    places += [(_NAME_MM + at * _COLUMN_MM, _COLUMN_MM - 2) for at in range(len(columns))]
    pages.row(("Taken at", *(f"**{one.head}**" for one in columns)), places)
    pages.row(("By", *(one.below for one in columns)), places)
    for name in sheet.rows:
        pages.row((ROWS[name], *(one.cells[name] for one in columns)), places)


def _block_mm(pages: Pages, sheet: Flowsheet) -> float:
    rows = len(sheet.rows) + 3
    return _HIGH_MM + _GAP_MM + _PAIN_MM + 8 + rows * (pages.line_mm + 1.2)


def _trend(pages: Pages, range_: RecoveryRange, columns: Sequence[_Column]) -> None:
    """Draw pressure as a bar between carets, pulse as dots on a line, pain as squares below."""
    paper, top = pages.paper, pages.y
    scale = _Scale(columns, range_, top)
    right = _NAME_MM + _COLUMN_MM * len(columns)
    for value in range(scale.low, scale.high + 1, _STEP):
        _tick(paper, value, scale.y(value), right)
    for value in (0, 5, 10):
        _tick(paper, value, scale.pain_y(value), right)
    with paper.tagged("P"):
        paper.put(0, top + 5, "Pressure: bar. Pulse: dots.", _SIZE)
        paper.put(0, scale.pain_y(10) + 2, "Pain: filled at rest,", _SIZE)
        paper.put(0, scale.pain_y(10) + 6, "hollow moving", _SIZE)
    paper.upright(_NAME_MM + _COLUMN_MM, top, scale.pain_y(0))
    for end in (range_.low, range_.high):
        if end is not None:
            paper.dashed(scale.y(end), (_NAME_MM + _COLUMN_MM, right))
    for at, column in enumerate(columns):
        _draw(paper, scale, scale.x(at), column)
    _line(paper, scale, columns)
    pages.y = scale.pain_y(0) + 7


class _Scale:
    """The scale of the trend: the place of a value on the page, in mm."""

    def __init__(self, columns: Sequence[_Column], range_: RecoveryRange, top_mm: float) -> None:
        names = ("systolic", "diastolic", "pulse")
        values = [one.numbers[n] for one in columns for n in names if n in one.numbers]
        values += [end for end in (range_.low, range_.high) if end is not None]
        self.low = int(min([*values, 60]) // _STEP) * _STEP
        self.high = -int(-max([*values, 140]) // _STEP) * _STEP
        self._top = top_mm

    def x(self, at: int) -> float:
        return _NAME_MM + _COLUMN_MM * (at + 0.5) - 4

    def y(self, value: float) -> float:
        return self._top + _HIGH_MM * (self.high - value) / (self.high - self.low)

    def pain_y(self, value: float) -> float:
        return self._top + _HIGH_MM + _GAP_MM + _PAIN_MM * (10 - value) / 10


def _tick(paper: Document, value: int, y_mm: float, right_mm: float) -> None:
    paper.rule(y_mm, 0.3, (_NAME_MM, right_mm))
    paper.write(_NAME_MM - 2, y_mm + 1, str(value), 7.5, anchor="right")


def _draw(paper: Document, scale: _Scale, x: float, column: _Column) -> None:
    ends = []
    for name, towards in (("systolic", -1), ("diastolic", 1)):
        if name in column.numbers:
            y = scale.y(column.numbers[name])
            ends.append(y)
            _caret(paper, x, y, towards)
    if len(ends) == 2:
        paper.upright(x, min(ends), max(ends))
    if "pulse" in column.numbers:
        paper.square(x - _DOT_MM / 2, scale.y(column.numbers["pulse"]) - _DOT_MM / 2, _DOT_MM)
    if "pain_rest" in column.numbers:
        paper.square(x - 2.4, scale.pain_y(column.numbers["pain_rest"]) - _DOT_MM / 2, _DOT_MM)
    if "pain_moving" in column.numbers:
        y = scale.pain_y(column.numbers["pain_moving"])
        paper.box((x + 0.8, y - _DOT_MM / 2, _DOT_MM, _DOT_MM), 0.8)


def _caret(paper: Document, x: float, y: float, towards: int) -> None:
    high = 0 if towards < 0 else 250
    box = (x - _CARET_MM, y - _CARET_MM if towards < 0 else y, 2 * _CARET_MM, _CARET_MM)
    paper.strokes(box, [(0, high, 500, 250 - high, 1000, high)])


def _line(paper: Document, scale: _Scale, columns: Sequence[_Column]) -> None:
    """Join the pulse between neighbours, never to the value before the needle."""
    for at in range(1, len(columns) - 1):
        here, there = (columns[at + step].numbers.get("pulse") for step in (0, 1))
        if here is not None and there is not None:
            start, end = scale.y(here), scale.y(there)
            top, high = min(start, end), abs(start - end)
            falls = (0, 250) if end > start else (250, 0)
            box = (scale.x(at), top, float(_COLUMN_MM), high)
            paper.strokes(box, [(0, falls[0], 1000, falls[1])])
