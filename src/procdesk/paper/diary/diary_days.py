"""Diaries by day: one week on a side for 14 days, six days on a side for a stimulator trial."""

from dataclasses import dataclass

from procdesk.domain.relief.diary import DAYS, Question
from procdesk.paper.diary.diary_parts import (
    LEFT_MM,
    LIVE_MM,
    PrintedPage,
    Ring,
    bring_back,
    draw_marked,
    draw_rings,
    foot,
    head,
    marked,
    ring_row,
)
from procdesk.paper.drawing.page import Document, fitting
from procdesk.paper.drawing.sheet_source import SheetSource

_TOP_MM = 42.8
_NAME_MM, _LEAST = 14.4, 8.0
"""The width of a name between two rings in mm, and its least size in points."""
_MARKED_X, _MARKED_Y = (58.0, 100.0, 142.0), 240.5


@dataclass(frozen=True, slots=True)
class _Layout:
    """Heights in mm: of a day, of its rows of eleven within it, of its row of words."""

    day_mm: float
    rows_mm: tuple[float, ...]
    words_mm: float
    radius_mm: float


_FOURTEEN = _Layout(27.5, (7.0,), 17.8, 3.5)
_TRIAL = _Layout(32.0, (5.6, 14.8), 24.0, 3.1)


def _layout(place: PrintedPage) -> _Layout:
    return _FOURTEEN if place.page.form == DAYS else _TRIAL


def _x(slot: int) -> float:
    return 43.2 + 11.8 * slot


def rings(place: PrintedPage) -> tuple[Ring, ...]:
    """Return every bubble of the page: rows of eleven, then three words three times."""
    layout, bubbles = _layout(place), list[Ring]()
    for row, line in enumerate(place.page.lines):
        top, rest = _TOP_MM + layout.day_mm * row, place.page.questions
        for down, question in zip(layout.rows_mm, rest, strict=False):
            bubbles += _row(question, line.key, top + down, layout.radius_mm)
        for at, question in enumerate(rest[len(layout.rows_mm) :]):
            bubbles += _words(
                question, line.key, (1 + 4 * at, top + layout.words_mm), layout.radius_mm
            )
    return (*bubbles, *marked(place, _MARKED_X, _MARKED_Y))


def _row(question: Question, line: str, y: float, radius: float) -> list[Ring]:
    values = [value for value, _words in question.values]
    return ring_row(question.code, line, values, map(_x, range(len(values))), y, radius)


def _words(question: Question, line: str, at: tuple[int, float], radius: float) -> list[Ring]:
    first, y = at
    return [
        Ring(
            code=question.code,
            line=line,
            value=value,
            x_mm=_x(first + slot),
            y_mm=y,
            radius_mm=radius,
            words=words,
        )
        for slot, (value, words) in enumerate(question.values)
    ]


def draw(paper: Document, source: SheetSource, place: PrintedPage) -> None:
    """Draw one side. It names nobody."""
    first, last = (place.dates.day(place.page.lines[at].at) for at in (0, -1))
    text = place.text.days
    own = text if place.page.form == DAYS else place.text.stimulator
    how = text.how.format(first=first, last=last)
    head(paper, source, place, own.title.format(page=place.page.part), (how, own.missed))
    _scale(paper, place)
    for row in range(len(place.page.lines)):
        _day(paper, place, row)
    draw_rings(paper, rings(place))
    draw_marked(paper, place, marked(place, _MARKED_X, _MARKED_Y))
    bring_back(paper, source, place, 248)
    foot(paper, place)


def _scale(paper: Document, place: PrintedPage) -> None:
    text = place.text.days
    paper.say("P", LEFT_MM, 41.3, text.pain, 11)
    with paper.tagged("P"):
        paper.put(40, 41.3, text.none, 10.5)
        paper.put(150, 41.3, text.worst, 10.5, anchor="right")
    paper.rule(_TOP_MM, 1.6, LIVE_MM)


def _day(paper: Document, place: PrintedPage, row: int) -> None:
    """Draw the name of the day, the names of its questions, and the line under it."""
    layout, line = _layout(place), place.page.lines[row]
    top = _TOP_MM + layout.day_mm * row
    name, _, date = line.label.partition(" ")
    paper.say("P", LEFT_MM, top + layout.rows_mm[0] + 1.2, name, 12)
    paper.say("P", LEFT_MM, top + layout.rows_mm[0] + 5.8, date, 11)
    if len(layout.rows_mm) > 1:
        paper.flow(LEFT_MM, top + layout.rows_mm[1] + 1, 26, place.text.stimulator.gone, 9.5, 11)
    asked = place.page.questions[len(layout.rows_mm) :]
    for at, question in enumerate(asked):
        with paper.tagged("P"):
            right = _x(1 + 4 * at) - layout.radius_mm - 1.2
            name = place.text.questions[question.code].name
            _name(paper, name, right, top + layout.words_mm)
    paper.rule(top + layout.day_mm, 0.8, LIVE_MM)


def _name(paper: Document, words: str, right: float, y: float) -> None:
    """Draw a question's name left of its first bubble, in two lines where it has two words."""
    lines = words.split(" ", 1) if len(words) > 6 else [words]
    size = min(fitting(one, 10, _NAME_MM, _LEAST) for one in lines)
    for at, part in enumerate(lines):
        drop = 1.2 if len(lines) == 1 else -0.8 + 4 * at
        paper.put(right, y + drop, part, size, bold=True, anchor="right", within=_NAME_MM)
