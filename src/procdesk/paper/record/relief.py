"""Relief page: one or two blocks for the chart, as curve and numbers. It draws no conclusion."""

from collections.abc import Sequence
from datetime import timedelta
from itertools import pairwise

from procdesk.domain.clinic.settings import CLINIC_NAME
from procdesk.domain.decision import DECISIONS, NEXT
from procdesk.domain.relief.course import course
from procdesk.domain.relief.relief import JOINED, BlockRelief, block_relief, settings_of
from procdesk.domain.relief.relief_words import clinic_line, course_lines, rows, treatment_doses
from procdesk.domain.targets.target import as_words
from procdesk.domain.visit.case import Case, Decision
from procdesk.domain.visit.patient_reading import Source
from procdesk.paper.drawing.flowing_pages import RECORD, Pages, counted, record_foot
from procdesk.paper.drawing.page import PT, Document
from procdesk.paper.drawing.sheet_source import (
    SheetSource,
    born,
    day_with_year,
    full_name,
    new_paper,
    procedures,
    who,
)

_LEFT_MM, _RIGHT_MM, _STEP_MM = 20.0, 176.0, 4.8
_RADIUS_MM = 1.7
_HOUR = timedelta(hours=1)
_BEFORE = -0.75
"""The place of the reading before the block, in hours: its true time is in the record."""


def relief(source: SheetSource) -> bytes:
    """Return one page as a PDF. Raises SheetRefused before the end, and where it does not fit."""
    _ = source.ended_at
    return counted(lambda total: _draw(source, total), 1)


def _draw(source: SheetSource, total: int) -> Document:
    paper = new_paper(source, "What came of it", over=source.demo)
    made = f"made {day_with_year(source.made_at, source.zone)}"
    pages = Pages(paper, who(source), record_foot(f"{who(source)} · {made}", total), RECORD)
    _head(pages, source)
    cases = [one for one in (source.block_before, source.case) if one is not None]
    settings = settings_of(source.clinic)
    blocks = [(case, block_relief(case, settings)) for case in cases]
    is_block = any(
        "diary-block" in kind.diaries for kind in procedures(source.case, source.reference)
    )
    if is_block:
        _curve(pages, [block for _case, block in blocks])
        _numbers(pages, source, blocks)
        pages.say(
            "Relief is (before - now) / before, with the test move; below 0 is worse than before. "
            f"{clinic_line(settings)} This page shows the numbers and draws no conclusion. "
            "Readings are never joined across a missing mark, and nothing is filled in."
        )
    _weeks(pages, source)
    _decisions(pages, source)
    pages.foot()
    return paper


def _head(pages: Pages, source: SheetSource) -> None:
    paper = pages.paper
    paper.say("H1", 0, 6, "What came of it", 19)
    paper.write(190, 6, f"{source.clinic.setting(CLINIC_NAME)} · for the chart", 10, anchor="right")
    paper.say("P", 3, 16.5, full_name(source.patient), 13)
    paper.write(187, 16.5, born(source), 10.5, anchor="right")
    name = "; ".join(one.name for one in procedures(source.case, source.reference))
    heading = f"**{name} · {as_words(source.case.order.targets)}**"
    below = paper.flow(3, 23.5, 184, heading, 10.5, 12.5)
    paper.box((0, 10, 190, below - 10), 1.5)
    pages.y = below + 7


def _curve(pages: Pages, blocks: Sequence[BlockRelief]) -> None:
    """Draw pain with the test move against hours; filled where staff saw or heard it."""
    paper, top = pages.paper, pages.y + 5
    paper.say("H2", 0, pages.y, "Pain with the test move, 0 none to 10 worst", 11)
    last = max((one.after / _HOUR for block in blocks for one in block.points), default=8.0)
    hours = range(9) if last <= 8 else range(0, int(last) + 4, 3)
    for value in range(11):
        y = top + (10 - value) * _STEP_MM
        if value in (0, 5, 10):
            paper.rule(y, 0.8, (_LEFT_MM, _RIGHT_MM))
        paper.write(_LEFT_MM - 4, y + 1, str(value), 8.8, bold=True, anchor="right")
    foot = top + 10 * _STEP_MM
    ticks = [(_BEFORE, "before"), *((float(hour), f"{hour} h") for hour in hours)]
    for at, words in ticks:
        paper.write(_x(at, hours[-1]), foot + 4.5, words, 8.8, bold=True, anchor="centre")
    for number, block in enumerate(blocks):
        _series(paper, block, number, (top, hours[-1]))
    pages.y = foot + 9.5
    for number, block in enumerate(blocks):
        _unmarked(pages, block, f"Block {number + 1}: " if len(blocks) > 1 else "", hours[-1])
    _key(pages, blocks)


def _x(hour: float, last: int) -> float:
    return _LEFT_MM + 6 + (hour - _BEFORE) * (_RIGHT_MM - _LEFT_MM - 12) / (last - _BEFORE)


def _series(paper: Document, block: BlockRelief, number: int, place: tuple[float, int]) -> None:
    """Draw one block; the second has squares and a thick line, to differ in a copy too."""
    top, last = place
    marks = [(one.after, float(one.pain), one.reading.observed) for one in block.points]
    if block.before is not None and block.before.number is not None:
        marks.insert(0, (timedelta(0), float(block.before.number), True))
    points = []
    for at, (after, pain, is_observed) in enumerate(marks):
        first = at == 0 and block.before is not None
        x = _x(_BEFORE if first else after / _HOUR, last)
        points.append((x, top + (10 - pain) * _STEP_MM, is_observed, after))
    canvas = paper.canvas
    with paper.tagged("Figure"):
        canvas.setLineWidth(2.2 if number else 1)
        for start, end in pairwise(points):
            if end[3] - start[3] <= JOINED:
                canvas.line(paper.x(start[0]), paper.y(start[1]), paper.x(end[0]), paper.y(end[1]))
        canvas.setLineWidth(1.25)
        for x, y, is_observed, _after in points:
            _mark(paper, (x, y), number, is_observed)


def _mark(paper: Document, at: tuple[float, float], number: int, is_observed: bool) -> None:
    """Draw a circle or a square, on white where nobody saw it, so that no line runs through it."""
    canvas, radius = paper.canvas, _RADIUS_MM * PT
    x, y = paper.x(at[0]), paper.y(at[1])
    canvas.setFillGray(0 if is_observed else 1)
    if number:
        canvas.rect(x - radius, y - radius, 2 * radius, 2 * radius, fill=1)
    else:
        canvas.circle(x, y, radius, fill=1)
    canvas.setFillGray(0)


def _unmarked(pages: Pages, block: BlockRelief, name: str, last: int) -> None:
    """Draw a cross under the axis for each line of the paper that has no mark."""
    if not block.unmarked:
        return
    paper = pages.paper
    with paper.tagged("P"):
        paper.put(0, pages.y, f"{name}no mark", 8.8, bold=True)
        for hour in block.unmarked:
            paper.put(_x(hour / _HOUR, last), pages.y, "x", 10, bold=True, anchor="centre")
    pages.y += 5


def _key(pages: Pages, blocks: Sequence[BlockRelief]) -> None:
    shapes = (
        "Block 1: circles, thin line. Block 2: squares, thick line. " if len(blocks) > 1 else ""
    )
    pages.say(
        f"{shapes}Filled: seen or heard by staff at that time. Open: told later or from the paper "
        "diary, time not observed."
    )


def _numbers(pages: Pages, source: SheetSource, blocks: Sequence[tuple[Case, BlockRelief]]) -> None:
    wide = 128 / len(blocks)
    places = [(0.0, 58.0), *((61 + (wide + 1) * at, wide - 2) for at in range(len(blocks)))]
    pages.title("Numbers")
    names = [
        f"**{_name(source, block, at, len(blocks))}**" for at, (_c, block) in enumerate(blocks)
    ]
    pages.row(("", *names), places)
    pages.row(("Given", *(treatment_doses(case) for case, _block in blocks)), places)
    for pairs in zip(*(rows(block) for _case, block in blocks), strict=True):
        pages.row((pairs[0][0], *(value for _name, value in pairs)), places)
    whys = [block.why_not for _case, block in blocks]
    if any(whys):
        pages.row(("Enough data", *(f"**no:** {why}" if why else "yes" for why in whys)), places)
    pages.row(("Phone", *(_phone(block) for _case, block in blocks)), places)


def _name(source: SheetSource, block: BlockRelief, number: int, count: int) -> str:
    if block.ended_at is None:
        return "End not recorded"
    at = day_with_year(block.ended_at, source.zone)
    return f"Block {number + 1} · {at}" if count > 1 else at


def _phone(block: BlockRelief) -> str:
    """Return every pain that was reported on the phone."""
    points = [one for one in block.points if one.reading.source is Source.PHONE]
    parts = (
        f"{point.pain} at {point.after / _HOUR:.1f} h"
        + ("" if point.reading.observed else " (recalled)")
        for point in points
    )
    return ", ".join(parts) or "no reading"


def _weeks(pages: Pages, source: SheetSource) -> None:
    lines = list(course_lines(course(source.case, source.zone)))
    if lines:
        pages.section("Weeks", lines)


def _decisions(pages: Pages, source: SheetSource) -> None:
    made = [one for one in source.case.decisions if one.about == NEXT]
    lines = [_decision_words(source, one) for one in made]
    pages.section("What the physician decided", lines or ["Nothing is decided yet."])


def _decision_words(source: SheetSource, decision: Decision) -> str:
    by = source.clinic.name_of(decision.recorded.by)
    at = day_with_year(decision.recorded.at, source.zone)
    what = DECISIONS.get(decision.decision, decision.decision)
    return f"**{what}**, {at}, {by}: {decision.reason}"
