"""Diary parts: markers, code, sample marks, rings and last lines, which every page has.

The geometry is data, made by the same numbers that draw the page, and stored with the sheet.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from procdesk.domain.catalogue.diary_text import DiaryText, EveryPage
from procdesk.domain.clinic.settings import PHONE_DAY
from procdesk.domain.entry import Json
from procdesk.domain.relief.diary import DiaryPage
from procdesk.paper.drawing.codes import (
    MARKER_MM,
    MARKERS_MM,
    draw_markers,
    draw_number,
    draw_qr,
    payload,
)
from procdesk.paper.drawing.dates import Dates
from procdesk.paper.drawing.page import PT, Document, fitting
from procdesk.paper.drawing.sheet_source import SheetSource

LEFT_MM, RIGHT_MM = 12.5, 177.5
LIVE_MM = (12, 178)
CODES = {
    "diary-block": "BLKC",
    "diary-14-day": "D14C",
    "diary-weekly": "WK12",
    "diary-stimulator": "STIM",
}
"""The name of each form on its paper."""
ELEVEN = range(11)
"""Bubbles of a row from 0 to 10."""
ROW_RADIUS_MM = 3.05
"""The radius of a bubble in a line of a diary."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ring:
    """One bubble: its question, line and value, its centre and radius in mm from the frame."""

    code: str
    line: str
    value: str
    x_mm: float
    y_mm: float
    radius_mm: float
    words: str = ""
    """The words under it; a number stands inside."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedPage:
    """A page as it is printed: its questions, number, count of pages, text and dates."""

    page: DiaryPage
    number: int
    total: int
    text: DiaryText
    dates: Dates


def stored(place: PrintedPage, rings: Iterable[Ring]) -> dict[str, Json]:
    """Return the data stored of one page with its sheet; numbers are text, in mm.

    Keys: those of `DiaryPage.as_stored`, `page` (its number) and `rings`, each as code, line,
    value, x, y, radius.
    """
    circles: list[Json] = [
        [ring.code, ring.line, ring.value, *(f"{mm:.2f}" for mm in _circle(ring))] for ring in rings
    ]
    return {**place.page.as_stored(), "page": place.number, "rings": circles}


def _circle(ring: Ring) -> tuple[float, float, float]:
    return ring.x_mm, ring.y_mm, ring.radius_mm


def frame() -> dict[str, Json]:
    """Return the geometry of all pages: `frame_mm`, `markers` (each x, y) and `marker_mm`."""
    markers: list[Json] = [[str(x), str(y)] for x, y in MARKERS_MM]
    return {"frame_mm": ["190", "259"], "markers": markers, "marker_mm": str(MARKER_MM)}


def head(
    paper: Document, source: SheetSource, place: PrintedPage, title: str, lines: tuple[str, str]
) -> None:
    """Draw markers, title, two lines of instructions, sample marks, and the code of this page."""
    draw_markers(paper)
    paper.say("H1", 13, 8, title, 21)
    paper.flow(13, 16, 134, lines[0])
    paper.flow(13, 21.5, 134, lines[1])
    paper.box((13, 25.5, 132, 11.5), 1, 2)
    every = place.text.every_page
    _examples(paper, 31.2, every)
    mac = source.macs[place.number - 1]
    draw_qr(paper, (151, 0), 25, payload(source.number, place.number, mac), "q")
    draw_number(paper, 163.5, 29.2, source.number, 11)
    words = every.page.format(page=place.number, total=place.total)
    paper.write(163.5, 33, words, 9, anchor="centre")


def _examples(paper: Document, y: float, every: EveryPage) -> None:
    paper.write(16, y + 1, f"{every.dark_pen}  {every.good_mark}", 10.5, bold=True, within=30.8)
    paper.write(65, y + 1, every.bad_mark, 10.5, bold=True, within=8.8)
    paper.flow(98, y - 1, 46, every.wrong, 9.5, 11)
    with paper.artefact():
        canvas = paper.canvas
        for x in (50, 58, 77, 85):
            circle(paper, x, y, 2.9)
        canvas.circle(paper.x(50), paper.y(y), 2.9 * PT, fill=1)
        canvas.setLineWidth(1.6)
        for dx in (1, -1):
            ends = (paper.x(58 - 2 * dx), paper.y(y - 2), paper.x(58 + 2 * dx), paper.y(y + 2))
            canvas.line(*ends)
        canvas.line(paper.x(75.5), paper.y(y), paper.x(77), paper.y(y + 1.6))
        canvas.line(paper.x(77), paper.y(y + 1.6), paper.x(80), paper.y(y - 3))
        canvas.circle(paper.x(85), paper.y(y), 0.8 * PT, fill=1)


def draw_rings(paper: Document, rings: Iterable[Ring]) -> None:
    """Draw every bubble with its number inside or its word under it, as one figure."""
    with paper.tagged("Figure"):
        for ring in rings:
            circle(paper, ring.x_mm, ring.y_mm, ring.radius_mm)
            if ring.words:
                under = ring.y_mm + ring.radius_mm + 3.6
                paper.put(ring.x_mm, under, ring.words, 9.5, bold=True, anchor="centre")
            elif ring.value.isdigit():
                size = 9.5 if len(ring.value) < 3 else 9 if ring.radius_mm > 3.5 else 8
                paper.put(ring.x_mm, ring.y_mm + 1.2, ring.value, size, bold=True, anchor="centre")


def circle(paper: Document, x_mm: float, y_mm: float, radius_mm: float) -> None:
    """Draw the line of a bubble: thick enough to stay in a third copy."""
    paper.canvas.setLineWidth(1.25)
    paper.canvas.circle(paper.x(x_mm), paper.y(y_mm), radius_mm * PT)


def ring_row(
    code: str, line: str, values: Iterable[str], xs: Iterable[float], y_mm: float, radius_mm: float
) -> list[Ring]:
    """Return one ring for each value, side by side at these places."""
    return [
        Ring(code=code, line=line, value=value, x_mm=x, y_mm=y_mm, radius_mm=radius_mm)
        for value, x in zip(values, xs, strict=True)
    ]


def pain_row(code: str, line: str, y_mm: float) -> list[Ring]:
    """Return the rings of a line's pain, 0 to 10."""
    values, xs = [str(k) for k in ELEVEN], [41 + 9 * k for k in ELEVEN]
    return ring_row(code, line, values, xs, y_mm, ROW_RADIUS_MM)


def marked(place: PrintedPage, xs: tuple[float, float, float], y_mm: float) -> tuple[Ring, ...]:
    """Return the rings for the patient's answer to when the lines were marked, never a time."""
    question = place.page.last[-1]
    values = (value for value, _words in question.values)
    return tuple(ring_row(question.code, "", values, xs, y_mm, 3.2))


def draw_marked(paper: Document, place: PrintedPage, rings: tuple[Ring, ...]) -> None:
    """Draw the line of `marked`: each word at the right of its bubble."""
    paper.say("P", LEFT_MM, rings[0].y_mm + 1.1, place.text.every_page.marked, 12)
    words = place.text.marked(place.page.form)
    within = rings[1].x_mm - rings[0].x_mm - 9
    for ring in rings:
        paper.write(ring.x_mm + 5, ring.y_mm + 1.3, words[ring.value], 11, within=within)


def foot(paper: Document, place: PrintedPage) -> None:
    """Draw the name and version of the form; the page names nobody."""
    code, version = CODES[place.page.form], place.page.as_stored()["version"]
    words = place.text.every_page.form.format(code=code, version=version)
    paper.write(13, 256, words, 9)


def bring_back(paper: Document, source: SheetSource, place: PrintedPage, y_mm: float) -> None:
    """Draw one bold line: the visit to bring it to, if one is booked, and the number to call."""
    every, at = place.text.every_page, source.next_visit
    alone = place.total == 1
    if at is None:
        bring = every.bring_page if alone else every.bring_pages
    else:
        bring = every.bring_page_on if alone else every.bring_pages_on
        bring = bring.format(day=place.dates.at(at))
    call = every.call.format(phone=source.clinic.setting(PHONE_DAY))
    centred(paper, y_mm, f"{bring}   {call}")


def centred(paper: Document, y_mm: float, words: str) -> None:
    """Draw one bold line in the middle, smaller where a language needs more room."""
    size = fitting(words, 11, RIGHT_MM - LEFT_MM, 9)
    paper.write(95, y_mm, words, size, bold=True, anchor="centre")
