"""Block diary: one page for eight hours, its rings where the reader of scans expects them."""

from datetime import datetime, timedelta

from procdesk.domain.case import Case, Observation
from procdesk.domain.diary import Line
from procdesk.domain.reading import GONE
from procdesk.domain.settings import PHONE_DAY, PHONE_NIGHT
from procdesk.paper.diary_parts import (
    LIVE_MM,
    RIGHT_MM,
    Place,
    Ring,
    draw_marked,
    draw_rings,
    foot,
    head,
    marked,
)
from procdesk.paper.facts import SheetSource, clock, day, test_move
from procdesk.paper.page import BOLD, MEDIUM, Paper, plain_lines, width_mm

_FIRST_ROW_MM, _ROW_MM = 95.65, 14.3
_YES_NO = {"diary.did": (143.5, 153.5), "diary.pill": (163.5, 173.5)}
_GONE_Y, _MARKED_Y = 215.9, 227.9
_MARKED_X = (60.0, 100.0, 140.0)
_NEW_TIME = " new time"


def rings(place: Place) -> tuple[Ring, ...]:
    """All 134 bubbles of the page."""
    pain, *asked = place.page.questions
    found = []
    for row, line in enumerate(place.page.lines):
        y = _FIRST_ROW_MM + _ROW_MM * row
        found += [Ring(pain.code, line.key, str(k), 41 + 9 * k, y, 3.05) for k in range(11)]
        for one in asked:
            values = zip(("yes", "no"), _YES_NO[one.code], strict=True)
            found += [Ring(one.code, line.key, value, x, y, 3.05) for value, x in values]
    found += [Ring(GONE, "", str(10 * k), 41 + 11.88 * k, _GONE_Y, 3.6) for k in range(11)]
    return (*found, *marked(place, _MARKED_X, _MARKED_Y))


def draw(paper: Paper, source: SheetSource, place: Place) -> None:
    """One page. It names nobody. Raises SheetRefused before the end is recorded."""
    year = source.ended_at.astimezone(source.zone).year
    told = f"{day(source.ended_at, source.zone)} {year}. Mark one line at each time."
    words = "Do the test move first. **Missed a time? Leave it empty.**"
    head(paper, source, place, "My block diary – today", (told, words))
    _staff(paper, source)
    _rows(paper, place)
    _last_lines(paper, source, place)
    foot(paper, place)


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
    if width_mm(words, MEDIUM, size) > RIGHT_MM - left:
        size, y = 11, 71.2
        lines = plain_lines(words, RIGHT_MM - left, size, 2)
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


def _rows(paper: Paper, place: Place) -> None:
    paper.say("P", 12.5, 82, "Time", 11.5)
    paper.say("P", 38, 82, "Pain with the test move", 11.5)
    with paper.tagged("P"):
        paper.put(38, 86, "0 = none", 9.5, bold=True)
        paper.put(134, 86, "10 = worst", 9.5, bold=True, anchor="right")
    for one in place.page.questions[1:]:
        yes, no = _YES_NO[one.code]
        with paper.tagged("P"):
            paper.put((yes + no) / 2, 82, one.words, 9.5, bold=True, anchor="centre")
            paper.put(yes, 86, "yes", 9.5, bold=True, anchor="centre")
            paper.put(no, 86, "no", 9.5, bold=True, anchor="centre")
    paper.rule(88.5, 0.8, LIVE_MM)
    for row, line in enumerate(place.page.lines):
        y = _FIRST_ROW_MM + _ROW_MM * row
        _label(paper, line, y)
        paper.rule(y + _ROW_MM / 2, 0.8, LIVE_MM)
    draw_rings(paper, rings(place)[:-3])


def _label(paper: Paper, line: Line, y: float) -> None:
    """The time of a line; where the clocks change in between, "new time" stands under it."""
    clock_time, new = line.label, ""
    if line.label.endswith(_NEW_TIME):
        clock_time, new = line.label.removesuffix(_NEW_TIME), _NEW_TIME.strip()
    paper.say("P", 12.5, y + 1.4, clock_time, 13)
    if new:
        paper.say("P", 12.5, y + 5.4, new, 9.5)


def _last_lines(paper: Paper, source: SheetSource, place: Place) -> None:
    paper.say("P", 12.5, 208.5, "At its best today, how much of the pain was gone?", 12)
    with paper.tagged("P"):
        paper.put(12.5, 215, "0 = none of it", 9.5, bold=True)
        paper.put(12.5, 219, "100 = all of it", 9.5, bold=True)
    paper.rule(222.5, 0.8, LIVE_MM)
    words_of = ("each time", "some later", "all at one time")
    last = marked(place, _MARKED_X, _MARKED_Y)
    draw_rings(paper, last)
    draw_marked(paper, last, words_of)
    clinic = source.clinic
    until = clock(source.ended_at + timedelta(hours=len(place.page.lines)), source.zone)
    words = f"No extra pain pills until {until}. If you need one, take it and mark “yes”."
    with paper.tagged("P"):
        paper.put(95, 237.5, words, 11, bold=True, anchor="centre")
    phones = (clinic.setting(PHONE_DAY), clinic.setting(PHONE_NIGHT))
    words = f"Bring this page back. Call us: {phones[0]}   Nights: {phones[1]}"
    with paper.tagged("P"):
        paper.put(95, 243, words, 11, bold=True, anchor="centre")
