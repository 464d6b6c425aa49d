"""Aftercare: two pages that a patient takes home, made from what happened."""

from collections.abc import Mapping
from typing import Any

from procdesk.paper import pictures
from procdesk.paper.codes import draw_number, draw_qr
from procdesk.paper.facts import (
    SheetSource,
    born,
    clock,
    day,
    drugs_given,
    full_name,
    words_for,
)
from procdesk.paper.finish import finish
from procdesk.paper.page import PT, Paper, SheetRefused

_BOTTOM_MM = 238.0
_LINE = 16.2 / PT


def aftercare(source: SheetSource) -> bytes:
    """The sheet as a PDF. Raises SheetRefused where the record has not what it needs."""
    paper = Paper(
        source.clinic.setting("clinic.paper"),
        source.text["title"],
        source.fonts,
        source.text["language"],
        source.over,
    )
    words = words_for(source)
    _head(paper, source)
    y = _call_911(paper, source.text, words)
    y = _today(paper, source, words, y)
    y = _actions(paper, source.text, words, y)
    if y > _BOTTOM_MM:
        raise SheetRefused("The first page is too full. Nothing was printed; shorten the text.")
    _foot(paper, source, 1)
    paper.next_page()
    _second_page(paper, source, words)
    _foot(paper, source, 2)
    return finish(paper)


def _head(paper: Paper, source: SheetSource) -> None:
    zone = source.zone
    with paper.tagged("P"):
        paper.put(0, 4, source.clinic.setting("clinic.name"), 10.5)
    with paper.tagged("P"):
        year = source.made_at.astimezone(zone).year
        paper.put(190, 4, f"{day(source.made_at, zone)} {year}", 10.5, anchor="right")
    paper.say("H1", 0, 13.5, source.text["title"], 21)
    with paper.tagged("P"):
        paper.put(190, 9.8, full_name(source.patient), 13, bold=True, anchor="right")
    with paper.tagged("P"):
        paper.put(190, 14.8, born(source), 10.5, bold=True, anchor="right")


def _call_911(paper: Paper, text: Mapping[str, Any], words: Mapping[str, str]) -> float:
    top = 19.0
    pictures.draw(paper, "phone", 15, top + 7, 15)
    with paper.tagged("H2"):
        paper.put(20.5, top + 29, "Call", 15, bold=True, anchor="centre")
        paper.put(20.5, top + 43, "911", 40, bold=True, anchor="centre")
        paper.put(20.5, top + 50, "right away if", 11.5, bold=True, anchor="centre")
    y = top + 8
    for sign in text["call_911"]:
        paper.square(43, y - 2.4, 2.1)
        y = paper.flow(49, y, 136, sign, role="LI") + 0.5
    told = text["tell"].format(**words)
    if words["thinner"]:
        told = f"{told} {text['tell_thinner'].format(**words)}"
    paper.rule(y - 3.6, 1.5, (43, 184))
    y = paper.flow(43, y + 1.6, 141, f"**Tell them: “{told}”**", 12, 15.6)
    bottom = max(y - 1.5, top + 55)
    paper.upright(39, top + 5, bottom - 4)
    paper.box((1, top + 1, 188, bottom - top), 5.2)
    return bottom + 6


def _today(paper: Paper, source: SheetSource, words: Mapping[str, str], y: float) -> float:
    paper.rule(y - 1)
    paper.say("H2", 0, y + 6, "Today", 15)
    top = y + 13
    left = top
    for label, told in _left_facts(source, words):
        paper.say("P", 0, left, label, 10.5)
        for one in told:
            left = paper.flow(26.5, left, 87, one, 12, 15.5)
        left += 1.2
    right = top
    for label, one in _right_facts(source):
        paper.say("P", 118.5, right, label, 10.5)
        right = paper.flow(143, right, 47, one, 12, 15.5) + 1.2
    paper.upright(116, top - 4, max(left, right) - 5)
    return max(left, right) + 1


def _left_facts(source: SheetSource, words: Mapping[str, str]) -> list[tuple[str, list[str]]]:
    where = [f"**{t.region.capitalize()}, {t.side.word}**" for t in source.case.order.targets]
    where += [t.where for t in source.case.order.targets]
    given = drugs_given(source.case)
    facts = [("What we did", [source.text["what"].format(**words)]), ("Where", where)]
    return facts + ([("Medicine", given)] if given else [])


def _right_facts(source: SheetSource) -> list[tuple[str, str]]:
    end, zone = source.ended_at, source.zone
    facts = [("When", f"{day(end, zone)}, **{clock(end, zone)}**")]
    note = source.case.attestation("note")
    if note is not None:
        facts.append(("Doctor", note.name))
    escort = source.case.value("arrival.escort_name")
    if escort:
        facts.append(("With you", str(escort)))
    if source.next_visit is not None:
        here = source.next_visit.astimezone(zone)
        year = f" {here.year}" if here.year != end.astimezone(zone).year else ""
        facts.append(("Next visit", f"**{day(here, zone)}{year}, {clock(here, zone)}**"))
    return facts


def _actions(paper: Paper, text: Mapping[str, Any], words: Mapping[str, str], y: float) -> float:
    paper.rule(y - 1)
    paper.say("H2", 0, y + 6, "What to do, and when", 15)
    y += 9
    rows = list(text["actions"])
    framed = len(rows) if words["restart"] else -1
    if words["restart"]:
        rows.append(text["thinner_action"])
    for number, row in enumerate(rows):
        if number != framed:
            paper.rule(y, 0.8)
        else:
            y += 0.8
        top = y
        y += 5.6
        paper.say("P", 1, y, str(number + 1), 15)
        pictures.draw(paper, row["picture"], 8, y - 4, 9.5)
        left = paper.flow(21, y, 41, f"**{row['when'].format(**words)}**")
        right = paper.flow(64, y, 114, row["what"].format(**words), role="LI")
        paper.box((182.5, top + 2, 7, 7), 1.5, 1)
        y = max(left, right, top + 5.6 + 1.4 * _LINE) - 2.8
        if number == framed:
            paper.box((-1.2, top, 192.4, y - top + 0.6), 2.4)
    return y


def _second_page(paper: Paper, source: SheetSource, words: Mapping[str, str]) -> None:
    text = source.text
    with paper.tagged("P"):
        paper.put(0, 4, f"{full_name(source.patient)}   {born(source)}", 10.5, bold=True)
    y = 10.0
    for title, key in (("What is normal", "normal"), ("Call us the same day if", "call_us")):
        y = _list(paper, y, title, [one.format(**words) for one in text[key]])
    y = _list(paper, y, "Your block diary", text["diary"])
    paper.rule(y - 1)
    paper.say("H2", 0, y + 6, "Before you go: tell us in your own words", 15)
    y = paper.flow(0, y + 12, 120, "The nurse asks. Tick when the patient said it back.", 10, 13)
    y += 1.5
    for number, question in enumerate(text["say_back"], 1):
        below = paper.flow(0, y, 140, f"{number}. {question}", role="LI")
        paper.box((147, y - 5, 6, 6), 1.5)
        with paper.tagged("P"):
            paper.put(155, y, "said it back", 10)
        paper.rule(y + 1, 0.8, (177, 190))
        y = max(y + 9, below + 3)
    y += 8
    for x, wide, words_ in (
        (0, 78, "Handed over by (name, time)"),
        (84, 106, "Patient or family: I have this sheet and the diary"),
    ):
        paper.rule(y, 0.8, (x, x + wide))
        with paper.tagged("P"):
            paper.put(x, y + 4, words_, 10)
    by = source.reviewed_by
    told = f"Text {text['key']} {text['version']}, " + (f"reviewed by {by}" if by else "draft")
    with paper.tagged("P"):
        paper.put(0, y + 12, told, 9)


def _list(paper: Paper, y: float, title: str, rows: list[str]) -> float:
    paper.rule(y - 1)
    paper.say("H2", 0, y + 6, title, 15)
    y += 14
    for one in rows:
        paper.square(2, y - 2.6, 2.1)
        y = paper.flow(8, y, 180, one, role="LI") + 1.5
    return y


def _foot(paper: Paper, source: SheetSource, page: int) -> None:
    """Day and night numbers, page, number and code: the same place on every page."""
    clinic = source.clinic
    paper.box((0.5, 241.5, 189, 17), 1.5)
    pictures.draw(paper, "phone", 4, 245, 9)
    paper.say("P", 17, 248, "Questions?", 12.5)
    with paper.tagged("P"):
        paper.put(17, 254.5, f"Day  {clinic.setting('clinic.phone_day')}", 12.5, bold=True)
        paper.put(72, 254.5, f"Nights  {clinic.setting('clinic.phone_night')}", 12.5, bold=True)
    with paper.tagged("P"):
        paper.put(171, 248, f"Page {page} of 2", 10, anchor="right")
        paper.put(171, 254.5, f"Case {source.case.id[:6]}", 9, anchor="right")
    draw_number(paper, 140, 254.5, source.number, 9)
    draw_qr(
        paper, (174.2, 243.2), 13.6, f"PD1{source.number}{page}{source.macs[page - 1]}"[:20], "m"
    )
