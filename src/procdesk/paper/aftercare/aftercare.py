"""Aftercare: the sheet that a patient takes home, made from what happened.

The text is chosen line by line by the facts of the visit. Where it is not English, English for
staff stands beside it, with large print on a page of its own behind it. The sheet grows by pages;
nothing is shortened.
"""

from procdesk.paper.aftercare.aftercare_text import VisitText
from procdesk.paper.aftercare.layout import BESIDE, LARGE, NORMAL, TakeHome
from procdesk.paper.aftercare.sheet_end import say_back, sugar_table
from procdesk.paper.aftercare.staff_page import staff_page
from procdesk.paper.aftercare.visit_summary import today
from procdesk.paper.drawing import pictures
from procdesk.paper.drawing.flowing_pages import counted
from procdesk.paper.drawing.page import Document
from procdesk.paper.drawing.sheet_source import SheetSource
from procdesk.paper.texts.sheet_text import Action, SheetLine

_FRAME = 5.2
_MUST_NOT_MISS = 2.4


def aftercare(source: SheetSource, *, large: bool = False) -> bytes:
    """Return the sheet as a PDF. Raises SheetRefused where the record lacks what it needs."""
    return counted(lambda total: _make(source, total, large=large))


def _make(source: SheetSource, total: int, *, large: bool) -> Document:
    measures = LARGE if large else BESIDE if source.english else NORMAL
    text = VisitText(source)
    sheet = TakeHome(source, text, total, measures)
    _call_911(sheet)
    today(sheet)
    _actions(sheet)
    sheet.parts(text.label("normal"), text.parts("normal"))
    sheet.section(text.label("call_us"), text.lines("call_us"))
    sheet.section(text.label("later"), text.lines("later"))
    if {"steroid", "diabetes"} <= text.facts:
        sugar_table(sheet)
    if "block-diary" in text.facts and "stopped" not in text.facts:
        sheet.section(text.label("diary"), text.lines("diary"))
    say_back(sheet)
    if sheet.behind:
        staff_page(sheet)
    sheet.foot()
    return sheet.paper


def _call_911(sheet: TakeHome) -> None:
    if sheet.m is NORMAL:
        _beside_the_number(sheet)
    else:
        _below_the_number(sheet)


def _beside_the_number(sheet: TakeHome) -> None:
    """Draw the number at the left, the signs at the right of it."""
    paper, top, text = sheet.paper, sheet.y - 1, sheet.text
    pictures.draw(paper, "phone", 15, top + 7, 15)
    with paper.tagged("H2"):
        for word, down, size in (("call", 29, 15), ("911", 43, 40), ("right_away", 50, 11.5)):
            words = "911" if word == "911" else text.label(word).words
            paper.put(20.5, top + down, words, size, bold=True, anchor="centre")
    sheet.y = top + 8
    _signs(sheet, 43, 184)
    bottom = max(sheet.y - 2.5, top + 55)
    paper.upright(39, top + 5, bottom - 4)
    paper.box((1, top + 1, 188, bottom - top), _FRAME)
    sheet.y = bottom + 6


def _below_the_number(sheet: TakeHome) -> None:
    """Draw the number above, so that large print and English beside it have the whole width."""
    paper, top, text = sheet.paper, sheet.y - 1, sheet.text
    pictures.draw(paper, "phone", 7, top + 4.5, 11)
    call = f"{text.label('call').words} 911 {text.label('right_away').words}"
    size = 28 if sheet.m.large else 22
    while size > 16 and len(paper.lines(f"**{call}**", sheet.m.right - 30, size)) > 1:
        size -= 1
    paper.say("H2", 22, top + 13, call, size)
    if right_away := text.label("right_away").staff:
        sheet.beside(top + 12, f"**Call 911 {right_away}**", "H2")
    sheet.y = top + 20 + sheet.m.size * 0.12
    _signs(sheet, 7, min(184, sheet.m.right))
    bottom = sheet.y - sheet.m.line_mm * 0.35
    paper.box((1, top + 1, 188, bottom - top), _FRAME)
    sheet.y = bottom + 6


def _signs(sheet: TakeHome, left: float, right: float) -> None:
    """Draw every sign, and last the words for the ambulance."""
    for sign in sheet.text.signs():
        sheet.paper.square(left, sheet.y - sheet.m.size * 0.19, 2.1)
        sheet.flow(left + 6, right - left - 6, sign, "LI")
        sheet.y += 0.5
    sheet.paper.rule(sheet.y - sheet.m.line_mm * 0.63, 1.5, (left, 184))
    sheet.y += 1.6
    symptoms, tell = sheet.text.together("tell"), sheet.text.label("tell")
    line = SheetLine(f"**{tell.words} “{symptoms.words}”**", f"{tell.staff} “{symptoms.staff}”")
    sheet.flow(left, right - left, line)


def _actions(sheet: TakeHome) -> None:
    parts = sheet.text.actions()
    if not parts:
        return
    beside = sheet.m is NORMAL
    draw, high = (_in_columns, _high_in_columns) if beside else (_stacked, _high_stacked)
    strict = sheet.text.says_stricter()
    lead = sum(sheet.high(sheet.m.right, line) for line in strict)
    sheet.heading(sheet.text.label("actions"), lead + high(sheet, parts[0][1][0]))
    for line in strict:
        sheet.flow(0, sheet.m.right, line)
    done = 0
    for title, actions in parts:
        if title is not None:
            sheet.subheading(title, high(sheet, actions[0]))
        sheet.y += 1.4 - sheet.m.line_mm
        for number, action in enumerate(actions, done + 1):
            draw(sheet, number, action)
        done += len(actions)
        sheet.y += sheet.m.line_mm * 1.4 + 2.5
    sheet.y -= sheet.m.line_mm


def _high_in_columns(sheet: TakeHome, action: Action) -> float:
    when = SheetLine(f"**{action.when.words}**")
    highest = max(sheet.high(41, when), sheet.high(114, action.what), 1.4 * sheet.m.line_mm)
    return highest + 3.4


def _in_columns(sheet: TakeHome, number: int, action: Action) -> None:
    """Draw number, picture, time, action, and a box to tick."""
    high = _high_in_columns(sheet, action)
    sheet.room(high + 1.6)
    paper, top = sheet.paper, sheet.y + 0.8 * action.framed
    _edge(sheet, top, high, framed=action.framed)
    sheet.y = top + 5.6
    paper.say("P", 1, sheet.y, str(number), 15)
    pictures.draw(paper, action.picture, 8, top + 1.6, 9.5)
    paper.flow(21, sheet.y, 41, f"**{action.when.words}**")
    sheet.flow(64, 114, action.what, "LI")
    paper.box((182.5, top + 2, 7, 7), 1.5, 1)
    sheet.y = top + high + 0.8 * action.framed


def _high_stacked(sheet: TakeHome, action: Action) -> float:
    wide = sheet.m.right - 34
    when = SheetLine(f"**0. {action.when.words}**")
    own = sheet.high(wide, when) + sheet.high(wide, SheetLine(action.what.words))
    return max(own, sheet.high(wide, SheetLine("", _for_staff(action)))) + 2.5


def _for_staff(action: Action) -> str:
    return f"**{action.when.staff.rstrip(':')}**: {action.what.staff}"


def _stacked(sheet: TakeHome, number: int, action: Action) -> None:
    """Draw the time above the action; English beside it, or large print over the whole width."""
    m, high = sheet.m, _high_stacked(sheet, action)
    sheet.room(high + 4)
    paper, top, wide = sheet.paper, sheet.y + 0.8 * action.framed, m.right - 34
    _edge(sheet, top, high, framed=action.framed)
    pictures.draw(paper, action.picture, 2, top + 2, 15 if m.large else 11)
    paper.box((m.right - 9, top + 2.4, 7, 7), 1.5, 1)
    first = sheet.y = top + m.size * 0.45
    sheet.flow(22, wide, SheetLine(f"**{number}. {action.when.words}**"))
    sheet.flow(22, wide, SheetLine(action.what.words), "LI")
    if action.what.staff:
        sheet.beside(first, _for_staff(action))
    sheet.y = top + high + 0.8 * action.framed


def _edge(sheet: TakeHome, top: float, high: float, *, framed: bool) -> None:
    """Draw a line above, or the frame of what must not be missed."""
    if framed:
        sheet.paper.box((-1.2, top, 192.4, high), _MUST_NOT_MISS)
    else:
        sheet.paper.rule(top, 0.8)
