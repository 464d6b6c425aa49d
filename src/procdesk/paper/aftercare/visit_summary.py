"""Visit summary: the visit itself on the sheet, from the record alone."""

from procdesk.domain.clinic.clinic_units import as_recorded
from procdesk.domain.stage import Stage
from procdesk.paper.aftercare.filling import dates_of
from procdesk.paper.aftercare.layout import NORMAL, TakeHome
from procdesk.paper.drawing.dates import Dates
from procdesk.paper.drawing.page import SheetRefused
from procdesk.paper.drawing.sheet_source import SheetSource, drugs_given
from procdesk.paper.texts.sheet_text import SheetLine


def today(sheet: TakeHome) -> None:
    """Draw the procedure, the places, the drugs, the times and the people of the visit."""
    sheet.heading(sheet.text.label("today"), 30)
    if sheet.m is NORMAL:
        _in_two_columns(sheet)
    else:
        column = 50 if sheet.m.large else 27
        for label, value in [*_of_the_case(sheet), *_of_the_day(sheet)]:
            _fact(sheet, label, value, column)
    sheet.y += 1


def _fact(sheet: TakeHome, label: SheetLine, value: SheetLine, column: float) -> None:
    wide = sheet.m.right - column
    sheet.room(sheet.high(wide, value))
    below = sheet.y
    if label.words:
        size = sheet.m.small
        below = sheet.paper.flow(0, sheet.y, column - 1, f"**{label.words}**", size, size * 1.2)
    staff = f"{label.staff}: {value.staff}" if label.staff else value.staff
    sheet.flow(column, wide, SheetLine(value.words, staff))
    sheet.y = max(sheet.y, below) + 1.2


def _in_two_columns(sheet: TakeHome) -> None:
    top, bottoms = sheet.y, []
    for facts, x, value_x, wide in (
        (_of_the_case(sheet), 0.0, 27.0, 86.0),
        (_of_the_day(sheet), 118.5, 143.0, 47.0),
    ):
        sheet.y = top
        for label, value in facts:
            if label.words:
                sheet.paper.say("P", x, sheet.y, label.words, 10.5)
            sheet.flow(value_x, wide, value)
            sheet.y += 1.2
        bottoms.append(sheet.y)
    sheet.y = max(bottoms)
    sheet.paper.upright(116, top - 4, sheet.y - 5)


def _of_the_case(sheet: TakeHome) -> list[tuple[SheetLine, SheetLine]]:
    """Return label and value of the procedure, each place and every drug as it was given."""
    text, source = sheet.text, sheet.source
    if not source.case.order.targets:
        raise SheetRefused("Where it was done is not recorded: set the order, then print.")
    facts = [(text.label("what"), text.together("what")), *_where(sheet)]
    for number, drug in enumerate(drugs_given(source.case)):
        facts.append(
            (text.label("medicine") if number == 0 else SheetLine(""), SheetLine(drug, drug))
        )
    return facts


def _where(sheet: TakeHome) -> list[tuple[SheetLine, SheetLine]]:
    """Return each place once in plain words, and every target as all other papers call it."""
    text, source = sheet.text, sheet.source
    targets = source.case.order.targets
    exact: dict[str, list[str]] = {}
    for target in targets:
        region = text.whole.regions.get(target.region, target.region)
        side = text.whole.sides[target.side.value]
        exact.setdefault(f"{region[:1].upper()}{region[1:]}, {side}", []).append(target.words)
    facts: list[tuple[SheetLine, SheetLine]] = []
    for place, words in exact.items():
        label = SheetLine("") if facts else text.label("where")
        facts.append((label, SheetLine(f"**{place}**", "; ".join(words) if source.english else "")))
        if not sheet.staff:
            facts += [(SheetLine(""), SheetLine(exact_place)) for exact_place in words]
    return facts


def _of_the_day(sheet: TakeHome) -> list[tuple[SheetLine, SheetLine]]:
    """Return label and value of the times, the people and the next visit, so far as recorded."""
    source = sheet.source
    facts = _day_facts(source, sheet.dates)
    staff = _day_facts(source, dates_of(source, source.english)) if source.english else facts
    return [
        (sheet.text.label(name), SheetLine(words, staff[name])) for name, words in facts.items()
    ]


def _day_facts(source: SheetSource, dates: Dates) -> dict[str, str]:
    """Return the words of each fact that was recorded, by the name of its label."""
    case, end = source.case, source.ended_at
    facts = {"when": f"{dates.day(end)}, **{dates.clock(end)}**"}
    left, may = case.entered_stage(Stage.FOLLOW_UP), case.attestation("discharge")
    if left is not None:
        facts["left_at"] = f"**{dates.clock(left.at)}**"
    elif may is not None:
        facts["may_leave"] = f"**{dates.clock(may.recorded.at)}**"
    note, sugar = case.attestation("note"), case.latest("diabetes.glucose")
    escort = case.value("arrival.escort_name")
    if note is not None:
        facts["doctor"] = note.name
    if sugar is not None:
        value = as_recorded(source.clinic, sugar)
        facts["sugar"] = f"**{value}**, {dates.clock(sugar.recorded.at)}"
    if escort:
        facts["with_you"] = str(escort)
    if source.next_visit is not None:
        at = source.next_visit
        far = at.astimezone(source.zone).year != end.astimezone(source.zone).year
        date = dates.with_year(at) if far else dates.day(at)
        facts["next_visit"] = f"**{date}, {dates.clock(at)}**"
    return facts
