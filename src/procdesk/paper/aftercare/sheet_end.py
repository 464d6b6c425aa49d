"""Sheet end: the sugar table, the questions that the nurse asks, and the signatures."""

from collections.abc import Sequence
from datetime import timedelta

from procdesk.paper.aftercare.layout import TakeHome
from procdesk.paper.drawing.sheet_source import text_line
from procdesk.paper.texts.sheet_text import SheetLine

_LABEL_MM = 48.0
_ROW_MM = 10.0


def sugar_table(sheet: TakeHome) -> None:
    """Draw days to write sugar in, as many as the text's hours of watching it reach into."""
    text, paper, m = sheet.text, sheet.paper, sheet.m
    end, hours = sheet.source.ended_at, text.whole.hours["sugar"].value
    days = [end + timedelta(days=n) for n in range(hours // 24 + 1)]
    rows, size = text.lines("sugar_rows"), m.small if m.large else 11
    high = _ROW_MM * (len(rows) + 1)
    sheet.heading(text.first("sugar_title"), high + m.line_mm)
    top, wide = sheet.y - m.line_mm + 1, (190 - _LABEL_MM) / len(days)
    for at in range(len(rows) + 2):
        paper.rule(top + at * _ROW_MM, 1)
    for x in (0.0, *(_LABEL_MM + wide * n for n in range(len(days))), 190.0):
        paper.upright(x, top, top + high)
    for n, day in enumerate(days):
        middle = _LABEL_MM + wide * (n + 0.5)
        paper.write(middle, top + 7, sheet.dates.day(day), size, bold=True, anchor="centre")
    for n, row in enumerate(rows, 1):
        paper.write(3, top + n * _ROW_MM + 7, row.words, size)
    sheet.y = top + high + m.line_mm
    for line in text.lines("sugar_below"):
        sheet.flow(0, m.right, line)
    sheet.y += 1.5


def say_back(sheet: TakeHome) -> None:
    """Draw three questions without answers, the signatures and the text's version on one page."""
    text, m, paper = sheet.text, sheet.m, sheet.paper
    wide = m.right - 60 if not sheet.staff else m.right - 34
    box = wide + 2
    rows = text.questions()
    asked = sum(max(8.5, sheet.high(wide, one) + 2.5) for one in rows)
    sheet.heading(
        text.label("say_back"), asked + m.line_mm * 2 + 24 + 12 * len(text.lines("read_aloud"))
    )
    sheet.small(text.label("nurse_asks"), wide)
    sheet.y += 1.5
    for number, line in enumerate(rows, 1):
        top = sheet.y
        paper.box((box, top - 5, 6, 6), 1.5)
        paper.rule(top + 1, 0.8, (box + 9, m.right) if sheet.staff else (177, 190))
        sheet.flow(0, wide, _numbered(line, number), "LI")
        if not sheet.staff:
            paper.write(box + 8, top, text.label("said_back").words, 10)
        sheet.y = max(top + 8.5, sheet.y + 2.5)
    _signatures(sheet)


def _numbered(line: SheetLine, number: int) -> SheetLine:
    return SheetLine(f"{number}. {line.words}", f"{number}. {line.staff}" if line.staff else "")


def _signatures(sheet: TakeHome) -> None:
    """Draw lines to sign on; who read it to the patient only where that was needed."""
    text = sheet.text
    sheet.y += 6
    _sign_on(
        sheet, ((0.0, 78.0, text.label("handed_over")), (84.0, 106.0, text.first("has_sheet")))
    )
    for line in text.lines("read_aloud"):
        sheet.y += 4
        _sign_on(sheet, ((0.0, 190.0, line),))
    sheet.paper.write(0, sheet.y + 0.5, text_line(sheet.source), 9)
    sheet.y += 5


def _sign_on(sheet: TakeHome, rows: Sequence[tuple[float, float, SheetLine]]) -> None:
    """Draw lines side by side, each with what belongs on it below."""
    top = bottom = sheet.y
    for x, wide, line in rows:
        sheet.paper.rule(top, 0.8, (x, x + wide))
        words = f"{line.words} / {line.staff}" if line.staff else line.words
        bottom = max(bottom, sheet.paper.flow(x, top + 4, wide, words, 10, 12))
    sheet.y = bottom + 2
