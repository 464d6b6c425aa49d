"""Block diary: one page for eight hours, its rings where the reader of scans expects them.

The geometry is data, made by the same numbers that draw the page, and stored with the sheet.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from procdesk.domain.case import Case, Observation
from procdesk.paper.codes import MARKER_MM, MARKERS_MM, draw_markers, draw_number, draw_qr, payload
from procdesk.paper.facts import SheetSource, clock, day, test_move
from procdesk.paper.finish import finish
from procdesk.paper.page import BOLD, MEDIUM, PT, Paper, plain_lines, width_mm

FORM, VERSION = "BLKC", 1
HOURS = 8
_FIRST_ROW_MM, _ROW_MM = 95.65, 14.3
_RIGHT_MM = 177.5
_YES_NO = {"did": (143.5, 153.5), "pill": (163.5, 173.5)}
_GONE_Y, _MARKED_Y = 215.9, 227.9
_MARKED = ((60.0, "each time"), (100.0, "some later"), (140.0, "all at one time"))


@dataclass(frozen=True, slots=True)
class Ring:
    """One bubble: which question and value, its centre and radius in mm from the frame."""

    question: str
    value: str
    x_mm: float
    y_mm: float
    radius_mm: float


def rings() -> tuple[Ring, ...]:
    """All 134 bubbles of the page."""
    found = []
    for row in range(HOURS):
        y = _FIRST_ROW_MM + _ROW_MM * row
        found += [Ring(f"pain.{row + 1}", str(k), 41 + 9 * k, y, 3.05) for k in range(11)]
        for name, places in _YES_NO.items():
            values = zip(("yes", "no"), places, strict=True)
            found += [Ring(f"{name}.{row + 1}", value, x, y, 3.05) for value, x in values]
    found += [Ring("gone", str(10 * k), 41 + 11.88 * k, _GONE_Y, 3.6) for k in range(11)]
    found += [Ring("marked", words, x, _MARKED_Y, 3.2) for x, words in _MARKED]
    return tuple(found)


def geometry() -> dict[str, Any]:
    """What is stored with each printed diary; numbers are text, in mm."""
    return {
        "form": FORM,
        "version": VERSION,
        "frame_mm": ["190", "259"],
        "markers": [[str(x), str(y)] for x, y in MARKERS_MM],
        "marker_mm": str(MARKER_MM),
        "rings": [
            [one.question, one.value, f"{one.x_mm:.2f}", f"{one.y_mm:.2f}", f"{one.radius_mm:.2f}"]
            for one in rings()
        ],
    }


def block_diary(source: SheetSource) -> bytes:
    """The diary as a PDF. It names nobody. Raises SheetRefused before the end is recorded."""
    paper = Paper(
        source.clinic.setting("clinic.paper"), "My block diary", source.fonts, over=source.over
    )
    draw_markers(paper)
    _head(paper, source)
    _staff(paper, source)
    _rows(paper, source.ended_at, source)
    _last_lines(paper, source)
    return finish(paper)


def _head(paper: Paper, source: SheetSource) -> None:
    paper.say("H1", 13, 8, "My block diary – today", 21)
    year = source.ended_at.astimezone(source.zone).year
    told = f"{day(source.ended_at, source.zone)} {year}. Mark one line at each time."
    paper.say("P", 13, 16, told, 12.5)
    words = "Do the test move first. **Missed a time? Leave it empty.**"
    paper.flow(13, 21.5, 130, words)
    paper.box((13, 25.5, 132, 11.5), 1, 2)
    _examples(paper, 31.2)
    draw_qr(paper, (151, 0), 25, payload(source.number, 1, source.macs[0]), "q")
    draw_number(paper, 163.5, 29.2, source.number, 11)
    with paper.tagged("P"):
        paper.put(163.5, 33, "page 1 of 1", 9, anchor="centre")


def _examples(paper: Paper, y: float) -> None:
    with paper.tagged("P"):
        paper.put(16, y + 1, "Dark pen.  Good", 10.5, bold=True)
    with paper.tagged("P"):
        paper.put(65, y + 1, "Not", 10.5, bold=True)
    paper.flow(98, y - 1, 46, "**Wrong? Fill the right one and write OK next to it.**", 9.5, 11)
    with paper.artefact():
        canvas = paper.canvas
        for x in (50, 58, 77, 85):
            _ring(paper, x, y, 2.9)
        canvas.circle(paper.x(50), paper.y(y), 2.9 * PT, fill=1)
        canvas.setLineWidth(1.6)
        for dx in (1, -1):
            ends = (paper.x(58 - 2 * dx), paper.y(y - 2), paper.x(58 + 2 * dx), paper.y(y + 2))
            canvas.line(*ends)
        canvas.line(paper.x(75.5), paper.y(y), paper.x(77), paper.y(y + 1.6))
        canvas.line(paper.x(77), paper.y(y + 1.6), paper.x(80), paper.y(y - 3))
        canvas.circle(paper.x(85), paper.y(y), 0.8 * PT, fill=1)


def _staff(paper: Paper, source: SheetSource) -> None:
    paper.box((12, 41, 166, 25.5), 1.5)
    paper.say("P", 15, 46, "Taken by staff – nothing to do here", 12)
    side = "; ".join(f"{t.side.word} {t.region}" for t in source.case.order.targets)
    with paper.tagged("P"):
        ended = clock(source.ended_at, source.zone)
        paper.put(175, 46, f"Block ended {ended} · {side}", 10.5, anchor="right")
    for at, (label, seen) in enumerate(readings(source.case, source.ended_at)):
        x = 15 + at * 55
        paper.say("P", x, 53, label, 11)
        with paper.tagged("P"):
            told = clock(seen.recorded.at, source.zone) if seen else "not taken"
            paper.put(x, 58, told, 11)
        if seen:
            with paper.tagged("P"):
                paper.put(x + 26, 58, f"{seen.value}", 24, bold=True)
                paper.put(x + 38, 58, "of 10", 11)
    _test_move(paper, test_move(source.case) or "the move that hurts most")


def _test_move(paper: Paper, words: str) -> None:
    """One line in large type; what is longer has two smaller lines between the same neighbours."""
    label, lines, size, y = "Test move: ", [words], 12.5, 72.5
    left = 12.5 + width_mm(label, BOLD, size)
    if width_mm(words, MEDIUM, size) > _RIGHT_MM - left:
        size, y = 11, 71.2
        lines = plain_lines(words, _RIGHT_MM - left, size, 2)
    with paper.tagged("P"):
        paper.put(12.5, y, label, bold=True)
        for at, line in enumerate(lines):
            paper.put(left, y + 4.6 * at, line, size)


def readings(case: Case, ended_at: datetime) -> list[tuple[str, Observation | None]]:
    """Pain with the test move before, and the staff's readings about 15 and 30 min after.

    A reading counts for the time to which it lies nearest, within 8 minutes.
    """
    before = [one for one in case.observations if one.code == "baseline.nrs_moving"]
    found: list[tuple[str, Observation | None]] = [("Before", before[-1] if before else None)]
    after = [one for one in case.observations if one.code == "recovery.pain_moving"]
    for minutes in (15, 30):
        due = ended_at + timedelta(minutes=minutes)
        near = [one for one in after if abs(one.recorded.at - due) <= timedelta(minutes=8)]
        nearest = min(near, key=lambda one: abs(one.recorded.at - due), default=None)
        found.append((f"{minutes} min after", nearest))
    return found


def _rows(paper: Paper, ended_at: datetime, source: SheetSource) -> None:
    paper.say("P", 12.5, 82, "Time", 11.5)
    paper.say("P", 38, 82, "Pain with the test move", 11.5)
    with paper.tagged("P"):
        paper.put(38, 86, "0 = none", 9.5, bold=True)
        paper.put(134, 86, "10 = worst", 9.5, bold=True, anchor="right")
    for name, words in (("did", "Did the move"), ("pill", "Pain pill")):
        yes, no = _YES_NO[name]
        with paper.tagged("P"):
            paper.put((yes + no) / 2, 82, words, 9.5, bold=True, anchor="centre")
            paper.put(yes, 86, "yes", 9.5, bold=True, anchor="centre")
            paper.put(no, 86, "no", 9.5, bold=True, anchor="centre")
    paper.rule(88.5, 0.8, (12, 178))
    for row in range(HOURS):
        y = _FIRST_ROW_MM + _ROW_MM * row
        at = ended_at + timedelta(hours=row + 1)
        paper.say("P", 12.5, y + 1.4, clock(at, source.zone), 13)
        paper.rule(y + _ROW_MM / 2, 0.8, (12, 178))
    with paper.tagged("Figure"):
        for ring in rings():
            _ring(paper, ring.x_mm, ring.y_mm, ring.radius_mm)
            if ring.value.isdigit():
                size = 9.5 if ring.question.startswith("pain") else 9
                paper.put(ring.x_mm, ring.y_mm + 1.2, ring.value, size, bold=True, anchor="centre")


def _last_lines(paper: Paper, source: SheetSource) -> None:
    paper.say("P", 12.5, 208.5, "At its best today, how much of the pain was gone?", 12)
    with paper.tagged("P"):
        paper.put(12.5, 215, "0 = none of it", 9.5, bold=True)
        paper.put(12.5, 219, "100 = all of it", 9.5, bold=True)
    paper.rule(222.5, 0.8, (12, 178))
    paper.say("P", 12.5, 229, "I marked these:", 12)
    for x, words in _MARKED:
        with paper.tagged("P"):
            paper.put(x + 5, 229.2, words, 11)
    clinic = source.clinic
    until = clock(source.ended_at + timedelta(hours=HOURS), source.zone)
    words = f"No extra pain pills until {until}. If you need one, take it and mark “yes”."
    with paper.tagged("P"):
        paper.put(95, 237.5, words, 11, bold=True, anchor="centre")
    phones = (clinic.setting("clinic.phone_day"), clinic.setting("clinic.phone_night"))
    words = f"Bring this page back. Call us: {phones[0]}   Nights: {phones[1]}"
    with paper.tagged("P"):
        paper.put(95, 243, words, 11, bold=True, anchor="centre")
    with paper.tagged("P"):
        words = f"Diary {FORM} · form version {VERSION} · no name on this page on purpose"
        paper.put(13, 256, words, 9)


def _ring(paper: Paper, x_mm: float, y_mm: float, radius_mm: float) -> None:
    paper.canvas.setLineWidth(1.25)
    paper.canvas.circle(paper.x(x_mm), paper.y(y_mm), radius_mm * PT)
