"""Block diary: one page for eight hours, its rings where the reader of scans expects them."""

from datetime import datetime, timedelta

from procdesk.domain.clinic.settings import PHONE_DAY, PHONE_NIGHT
from procdesk.domain.relief.diary import DiaryLine
from procdesk.domain.visit.case import Case, Observation
from procdesk.domain.visit.patient_reading import GONE
from procdesk.paper.diary.diary_parts import (
    ELEVEN,
    LIVE_MM,
    RIGHT_MM,
    ROW_RADIUS_MM,
    PrintedPage,
    Ring,
    centred,
    draw_marked,
    draw_rings,
    foot,
    head,
    marked,
    pain_row,
    ring_row,
)
from procdesk.paper.drawing.page import BOLD, MEDIUM, Document, fitting, plain_lines, width_mm
from procdesk.paper.drawing.sheet_source import SheetSource, test_move

_FIRST_ROW_MM, _ROW_MM = 95.65, 14.3
_YES_NO = {"diary.did": (143.5, 153.5), "diary.pill": (163.5, 173.5)}
_GONE_Y, _MARKED_Y = 215.9, 227.9
_MARKED_X = (60.0, 100.0, 140.0)


def rings(place: PrintedPage) -> tuple[Ring, ...]:
    """Return all 134 bubbles of the page."""
    pain, *asked = place.page.questions
    bubbles = []
    for row, line in enumerate(place.page.lines):
        y = _FIRST_ROW_MM + _ROW_MM * row
        bubbles += pain_row(pain.code, line.key, y)
        for question in asked:
            xs = _YES_NO[question.code]
            bubbles += ring_row(question.code, line.key, ("yes", "no"), xs, y, ROW_RADIUS_MM)
    gone = [str(10 * k) for k in ELEVEN]
    bubbles += ring_row(GONE, "", gone, [41 + 11.88 * k for k in ELEVEN], _GONE_Y, 3.6)
    return (*bubbles, *marked(place, _MARKED_X, _MARKED_Y))


def draw(paper: Document, source: SheetSource, place: PrintedPage) -> None:
    """Draw one page. It names nobody. Raises SheetRefused before the end is recorded."""
    text = place.text.block
    how = text.how.format(day=place.dates.with_year(source.ended_at))
    head(paper, source, place, text.title, (how, text.missed))
    _staff(paper, source, place)
    _rows(paper, place)
    _last_lines(paper, source, place)
    foot(paper, place)


def _staff(paper: Document, source: SheetSource, place: PrintedPage) -> None:
    text, clock = place.text.block, place.dates.clock
    paper.box((12, 41, 166, 25.5), 1.5)
    paper.say("P", 15, 46, text.by_staff, 12)
    with paper.tagged("P"):
        ended = text.ended.format(time=clock(source.ended_at))
        words = f"{ended} · {_places(source, place)}"
        beside = 158 - width_mm(text.by_staff, BOLD, 12)
        paper.put(175, 46, words, fitting(words, 10.5, beside, 7.5), anchor="right")
    for at, (minutes, reading) in enumerate(readings(source.case, source.ended_at)):
        x = 15 + at * 55
        label = text.after.format(minutes=minutes) if minutes else text.before
        paper.write(x, 53, label, 11, bold=True, within=26)
        paper.write(x, 58, clock(reading.recorded.at) if reading else text.not_taken, 11)
        if reading:
            with paper.tagged("P"):
                paper.put(x + 26, 58, f"{reading.value}", 24, bold=True)
                paper.put(x + 38, 58, text.of_ten, 11)
    _test_move(paper, f"{text.test_move} ", test_move(source.case) or text.worst_move)


def _places(source: SheetSource, place: PrintedPage) -> str:
    """Return the places of the block in the words of the page."""
    text = place.text
    return "; ".join(
        text.block.place.format(
            side=text.sides[target.side.value],
            region=text.regions.get(target.region, target.region),
        )
        for target in source.case.order.targets
    )


def _test_move(paper: Document, label: str, words: str) -> None:
    """Draw one line in large type, or two smaller ones between the same neighbours."""
    lines, size, y = [words], 12.5, 72.5
    left = 12.5 + width_mm(label, BOLD, size)
    if width_mm(words, MEDIUM, size) > RIGHT_MM - left:
        size, y = 11, 71.2
        lines = plain_lines(words, RIGHT_MM - left, size, 2)
    with paper.tagged("P"):
        paper.put(12.5, y, label, bold=True)
        for at, line in enumerate(lines):
            paper.put(left, y + 4.6 * at, line, size)


def readings(case: Case, ended_at: datetime) -> list[tuple[int, Observation | None]]:
    """Return pain with the test move before (minute 0) and about 15 and 30 minutes after.

    A reading counts for the time to which it lies nearest, within 8 minutes.
    """
    before = [one for one in case.observations if one.code == "baseline.nrs_moving"]
    pairs: list[tuple[int, Observation | None]] = [(0, before[-1] if before else None)]
    after = [one for one in case.observations if one.code == "recovery.pain_moving"]
    for minutes in (15, 30):
        due = ended_at + timedelta(minutes=minutes)
        near = [one for one in after if abs(one.recorded.at - due) <= timedelta(minutes=8)]
        nearest = min(near, key=lambda reading: abs(reading.recorded.at - due), default=None)
        pairs.append((minutes, nearest))
    return pairs


def _rows(paper: Document, place: PrintedPage) -> None:
    text = place.text.block
    paper.say("P", 12.5, 82, text.time, 11.5)
    paper.say("P", 38, 82, text.pain, 11.5)
    with paper.tagged("P"):
        paper.put(38, 86, text.none, 9.5, bold=True)
        paper.put(134, 86, text.worst, 9.5, bold=True, anchor="right")
    for question in place.page.questions[1:]:
        yes, no = _YES_NO[question.code]
        asked = place.text.questions[question.code]
        with paper.tagged("P"):
            middle = (yes + no) / 2
            paper.put(middle, 82, asked.name, 9.5, bold=True, anchor="centre", within=24)
            paper.put(yes, 86, asked.values["yes"], 9.5, bold=True, anchor="centre")
            paper.put(no, 86, asked.values["no"], 9.5, bold=True, anchor="centre")
    paper.rule(88.5, 0.8, LIVE_MM)
    for row, line in enumerate(place.page.lines):
        y = _FIRST_ROW_MM + _ROW_MM * row
        _label(paper, line, y, text.new_time)
        paper.rule(y + _ROW_MM / 2, 0.8, LIVE_MM)
    draw_rings(paper, rings(place)[:-3])


def _label(paper: Document, line: DiaryLine, y: float, new_time: str) -> None:
    """Draw the time of a line; where the clocks change in between, "new time" stands under it."""
    clock_time = line.label.removesuffix(f" {new_time}")
    paper.say("P", 12.5, y + 1.4, clock_time, 13)
    if clock_time != line.label:
        paper.say("P", 12.5, y + 5.4, new_time, 9.5)


def _last_lines(paper: Document, source: SheetSource, place: PrintedPage) -> None:
    text, every = place.text.block, place.text.every_page
    paper.say("P", 12.5, 208.5, text.gone, 12)
    with paper.tagged("P"):
        paper.put(12.5, 215, text.gone_none, 9.5, bold=True)
        paper.put(12.5, 219, text.gone_all, 9.5, bold=True)
    paper.rule(222.5, 0.8, LIVE_MM)
    last = marked(place, _MARKED_X, _MARKED_Y)
    draw_rings(paper, last)
    draw_marked(paper, place, last)
    until = place.dates.clock(source.ended_at + timedelta(hours=len(place.page.lines)))
    centred(paper, 237.5, text.no_pills.format(time=until))
    setting = source.clinic.setting
    call = every.call.format(phone=setting(PHONE_DAY))
    nights = every.nights.format(phone=setting(PHONE_NIGHT))
    centred(paper, 243, f"{text.bring} {call}   {nights}")
