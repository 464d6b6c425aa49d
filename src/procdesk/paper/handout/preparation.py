"""Preparation: the things to do before the visit. No side: the patient is asked for it."""

from procdesk.domain.clinic.adopted_limit import in_force
from procdesk.domain.medicines.stop_by import StopBy
from procdesk.paper.drawing.flowing_pages import Pages, counted
from procdesk.paper.drawing.page import Document
from procdesk.paper.drawing.patient_page import begin
from procdesk.paper.drawing.sheet_source import (
    SheetSource,
    clock,
    day,
    day_with_year,
    procedures,
    text_as,
)
from procdesk.paper.texts.text_shapes import PreparationText


def preparation(source: SheetSource, *, large: bool = False) -> bytes:
    """Return the sheet as a PDF. Raises SheetRefused if no procedure was chosen."""
    return counted(lambda total: _make(source, total, large=large))


def _make(source: SheetSource, total: int, *, large: bool) -> Document:
    text, case, zone = text_as(source, PreparationText), source.case, source.zone
    pages = begin(source, text, total, large=large)
    hours = {name: row.value for name, row in text.hours.items()}
    names = " and ".join(
        dict.fromkeys(one.plain_name for one in procedures(case, source.reference))
    )
    at = case.order.scheduled_at
    if at is not None:
        pages.say(f"**{day_with_year(at, zone)}, {clock(at, zone)}**")
    pages.say(text.what.format(procedure=names))
    sedated = case.order.sedated
    _medicines(pages, source)
    pages.section("Food and drink", _eating(source, sedated=sedated))
    escort = [*text.escort, *(text.escort_sedation if sedated else ())]
    pages.section("Who takes you home", [one.format(**hours) for one in escort])
    pages.section("Bring with you", text.bring)
    pages.section("Call us before you come if", text.call_before)
    pages.foot()
    return pages.paper


def _eating(source: SheetSource, *, sedated: bool) -> list[str]:
    """Return the lines on food and drink: the adopted hours, or to ask where one is missing."""
    if not sedated:
        return list(text_as(source, PreparationText).eating_none)
    names = {"fatty_meal": "fatty-meal", "light_meal": "light-meal", "clear_drinks": "clear-drink"}
    rows = {
        key: in_force(source.clinic, source.reference, "fasting", name).value
        for key, name in names.items()
    }
    if None in rows.values():
        return list(text_as(source, PreparationText).eating_ask)
    hours = {key: f"{value.normalize():f}" for key, value in rows.items() if value is not None}
    return [one.format(**hours) for one in text_as(source, PreparationText).eating]


def _medicines(pages: Pages, source: SheetSource) -> None:
    """Draw the medicines on the list, confirmed or not, and whom to ask.

    One to stop stands here only where a named prescriber agreed and the adopted row gives a time.
    """
    known = [one.text for one in source.case.active_medications]
    known += [one.text for one in source.patient.medications]
    names = list(dict.fromkeys(known))
    pages.title("Your medicines")
    if names:
        pages.say(f"On our list: **{', '.join(names)}**. Is one missing or wrong? Tell us.")
    else:
        pages.say(text_as(source, PreparationText).medicines_none)
    first, *others = text_as(source, PreparationText).medicines
    pages.items([first, *(_to_stop(source, one) for one in source.stop_by), *others])
    pages.blanks(("Medicine", "What the doctor said, until what day"))


def _to_stop(source: SheetSource, stop: StopBy) -> str:
    zone = source.zone
    words: str = text_as(source, PreparationText).medicines_agreed
    last = f"{day(stop.last_at, zone)}, {clock(stop.last_at, zone)}"
    agreed = f"{stop.agreed_on.day} {stop.agreed_on:%b}"
    return words.format(
        medicine=stop.medicine, last=last, prescriber=stop.agreed_with, agreed=agreed
    )
