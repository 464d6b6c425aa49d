"""Blanks: questions of a form and empty tables to fill in by hand; nothing is ever pre-ticked."""

from collections.abc import Iterator, Sequence
from itertools import accumulate

from procdesk.paper.drawing.flowing_pages import Pages
from procdesk.paper.drawing.page import MEDIUM, PT, Document, width_mm
from procdesk.questionnaire.definition import Item, Questionnaire, option_words

_ASKED_MM, _ANSWER_MM, _END_MM = 68.0, 71.0, 190.0
_BOX_MM, _GAP_MM, _LINE_MM = 3.0, 4.5, 5.2
_SIZE, _LEADING = 9.2, 11.6


def questions(
    pages: Pages, form: Questionnaire, opened: Sequence[str] = (), left_out: Sequence[str] = ()
) -> None:
    """Draw every question of a form that a person answers; those that another opens are set in.

    A question in `opened` counts as opened already; one in `left_out` goes with what it opens.
    """
    for item, left in _asked(form, opened, left_out):
        _question(pages, item, left)


def questions_mm(
    paper: Document, form: Questionnaire, opened: Sequence[str] = (), left_out: Sequence[str] = ()
) -> float:
    """Return the height of these questions on the page, in mm."""
    return sum(_high_of(paper, item, left) for item, left in _asked(form, opened, left_out))


def _asked(
    form: Questionnaire, opened: Sequence[str], left_out: Sequence[str]
) -> Iterator[tuple[Item, float]]:
    """Yield each question that stands on paper, and how far it is set in, in mm."""
    for item in form.items:
        opens = {one.question for one in item.conditions}
        gone = item.link_id in (*opened, *left_out) or not opens.isdisjoint(left_out)
        if item.answerable and not (item.hidden or item.calculated or gone):
            yield item, 4.0 if opens.difference(opened) else 0.0


def _high_of(paper: Document, item: Item, left: float) -> float:
    asked = len(paper.lines(item.text, _ASKED_MM - left, _SIZE)) * _LEADING / PT
    rows = len(_wrapped([option_words(one) for one in item.options]))
    return max(asked + 1.5, rows * _LINE_MM + 1, 6.8)


def _question(pages: Pages, item: Item, left: float) -> None:
    high = _high_of(pages.paper, item, left)
    rows = _wrapped([option_words(one) for one in item.options])
    pages.room(high)
    pages.paper.flow(left, pages.y, _ASKED_MM - left, item.text, _SIZE, _LEADING)
    for number, row in enumerate(rows):
        _options(pages, row, pages.y + number * _LINE_MM)
    if not rows:
        _line(pages, item.unit)
    pages.y += high


def _wrapped(words: Sequence[str]) -> list[list[tuple[float, str]]]:
    """Return the options in rows, each with its x in mm."""
    rows: list[list[tuple[float, str]]] = []
    x = _END_MM
    for option in words:
        wide = _BOX_MM + 1.5 + width_mm(option, MEDIUM, _SIZE)
        if x + wide > _END_MM:
            rows.append([])
            x = _ANSWER_MM
        rows[-1].append((x, option))
        x += wide + _GAP_MM
    return rows


def _options(pages: Pages, row: Sequence[tuple[float, str]], y: float) -> None:
    for x, words in row:
        pages.paper.box((x, y - 2.7, _BOX_MM, _BOX_MM), 0.9)
        pages.paper.write(x + _BOX_MM + 1.5, y, words, _SIZE)


def _line(pages: Pages, unit: str) -> None:
    wide = width_mm(unit, MEDIUM, _SIZE) + 2 if unit else 0
    pages.paper.rule(pages.y + 1, 0.6, (_ANSWER_MM, _END_MM - wide))
    if unit:
        pages.paper.write(_END_MM, pages.y, unit, _SIZE, anchor="right")


def table(
    pages: Pages,
    heads: Sequence[str],
    wide_mm: Sequence[float],
    firsts: Sequence[str],
    high_mm: float = 8,
) -> None:
    """Draw an empty table, a row for each of `firsts`, which is its first cell; never parted."""
    rows = [([one], max(high_mm, _high(pages.paper, [one], wide_mm[:1]))) for one in firsts]
    if heads:
        rows.insert(0, ([*heads], _high(pages.paper, heads, wide_mm)))
    pages.room(sum(high for _cells, high in rows) + 2)
    top = y = pages.y - 3.5
    for cells, high in rows:
        _row(pages, cells, wide_mm, y)
        y += high
        pages.paper.rule(y, 0.6)
    pages.paper.rule(top, 1.2)
    for x in accumulate(wide_mm, initial=0.0):
        pages.paper.upright(x, top, y)
    pages.y = y + 6


def _row(pages: Pages, cells: Sequence[str], wide_mm: Sequence[float], top: float) -> None:
    x = 0.0
    for words, wide in zip(cells, wide_mm, strict=False):
        if words:
            pages.paper.flow(x + 1, top + 4, wide - 2, words, _SIZE, _LEADING)
        x += wide


def _high(paper: Document, cells: Sequence[str], wide_mm: Sequence[float]) -> float:
    pairs = zip(cells, wide_mm, strict=False)
    lines = max(len(paper.lines(words, wide - 2, _SIZE)) for words, wide in pairs)
    return lines * _LEADING / PT + 1.8
