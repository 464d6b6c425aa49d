"""Diary by week: twelve weeks on one side, the PEG at three of them on the other."""

from procdesk.paper.diary.diary_parts import (
    ELEVEN,
    LEFT_MM,
    LIVE_MM,
    ROW_RADIUS_MM,
    PrintedPage,
    Ring,
    bring_back,
    draw_marked,
    draw_rings,
    foot,
    head,
    marked,
    pain_row,
    ring_row,
)
from procdesk.paper.drawing.page import Document
from procdesk.paper.drawing.sheet_source import SheetSource

_FIRST_ROW_MM, _ROW_MM = 57.4, 14.3
_DID_X = (147.0, 158.0, 169.0)
_PEG_TOP_MM, _PEG_MM, _ASKED_MM = 44.0, 61.0, 17.2
_MARKED_X, _MARKED_Y = (60.0, 100.0, 140.0), 235.0


def rings(place: PrintedPage) -> tuple[Ring, ...]:
    """Return every bubble of the page."""
    bubbles = _peg_rings(place) if place.page.part == "peg" else _week_rings(place)
    return (*bubbles, *marked(place, _MARKED_X, _MARKED_Y))


def _week_rings(place: PrintedPage) -> list[Ring]:
    pain, did = place.page.questions
    bubbles = []
    for row, line in enumerate(place.page.lines):
        y = _FIRST_ROW_MM + _ROW_MM * row
        bubbles += pain_row(pain.code, line.key, y)
        values = (value for value, _words in did.values)
        bubbles += ring_row(did.code, line.key, values, _DID_X, y, ROW_RADIUS_MM)
    return bubbles


def _peg_rings(place: PrintedPage) -> list[Ring]:
    values, xs = [str(k) for k in ELEVEN], [43.2 + 11.8 * k for k in ELEVEN]
    return [
        ring
        for block, line in enumerate(place.page.lines)
        for row, question in enumerate(place.page.questions)
        for ring in ring_row(question.code, line.key, values, xs, _asked_y(block, row) + 7.2, 3.5)
    ]


def _asked_y(block: int, row: int) -> float:
    """Return the baseline of a question of the PEG, in mm."""
    return _PEG_TOP_MM + _PEG_MM * block + 12 + _ASKED_MM * row


def draw(paper: Document, source: SheetSource, place: PrintedPage) -> None:
    """Draw one side. It names nobody."""
    text = place.text.weeks
    if place.page.part == "peg":
        head(paper, source, place, text.peg_title, (text.peg_how, text.peg_mark))
        _peg(paper, place)
    else:
        head(paper, source, place, text.title, (text.how, text.missed))
        _weeks(paper, place)
    draw_rings(paper, rings(place))
    draw_marked(paper, place, marked(place, _MARKED_X, _MARKED_Y))
    bring_back(paper, source, place, 244.5)
    foot(paper, place)


def _weeks(paper: Document, place: PrintedPage) -> None:
    text, did = place.text.weeks, place.page.questions[1]
    paper.say("P", 38, 43, text.pain, 11.5)
    with paper.tagged("P"):
        paper.put(38, 47.2, text.none, 9.5, bold=True)
        paper.put(134, 47.2, text.worst, 9.5, bold=True, anchor="right")
    with paper.tagged("P"):
        name = place.text.questions[did.code].name
        paper.put(_DID_X[1], 43, name, 9.5, bold=True, anchor="centre")
        for x, (_value, words) in zip(_DID_X, did.values, strict=True):
            paper.put(x, 47.2, words, 9.5, bold=True, anchor="centre")
    paper.rule(50.2, 1.6, LIVE_MM)
    for row, line in enumerate(place.page.lines):
        y = _FIRST_ROW_MM + _ROW_MM * row
        paper.say("P", LEFT_MM, y - 0.4, text.week.format(number=line.key), 12)
        paper.say("P", LEFT_MM, y + 4.4, place.dates.day(line.at), 10)
        paper.rule(y + _ROW_MM / 2, 0.8, LIVE_MM)


def _peg(paper: Document, place: PrintedPage) -> None:
    for block, line in enumerate(place.page.lines):
        top = _PEG_TOP_MM + _PEG_MM * block
        paper.rule(top, 1.6, LIVE_MM)
        paper.say("H2", LEFT_MM, top + 6, line.label, 14)
        for row, words in enumerate(place.text.weeks.peg):
            paper.say("P", LEFT_MM, _asked_y(block, row), words, 11)
