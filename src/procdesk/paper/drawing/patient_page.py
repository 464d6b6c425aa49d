"""Patient page: head and foot of what a patient reads, the same place on every page."""

from collections.abc import Callable

from procdesk.domain.clinic.settings import CLINIC_NAME, PHONE_DAY, PHONE_NIGHT
from procdesk.paper.drawing import pictures
from procdesk.paper.drawing.flowing_pages import LARGE, PATIENT, Pages
from procdesk.paper.drawing.page import Document
from procdesk.paper.drawing.sheet_source import (
    SheetSource,
    born,
    day,
    full_name,
    new_paper,
    text_line,
)
from procdesk.paper.texts.text_shapes import ConsentText, PreparationText


def begin(
    source: SheetSource, text: PreparationText | ConsentText, total: int, *, large: bool
) -> Pages:
    """The first page with its head, ready for the text; `large` reflows it in large print."""
    zone = source.zone
    paper = new_paper(source, text.title, over=source.over, language=text.language)
    with paper.tagged("P"):
        paper.put(0, 4, source.clinic.setting(CLINIC_NAME), 10.5)
    with paper.tagged("P"):
        year = source.made_at.astimezone(zone).year
        paper.put(190, 4, f"{day(source.made_at, zone)} {year}", 10.5, anchor="right")
    paper.say("H1", 0, 14.5, text.title, 26 if large else 21)
    with paper.tagged("P"):
        paper.put(0, 22, f"{full_name(source.patient)}   {born(source)}", 11.5, bold=True)
    running = f"{full_name(source.patient)}   {born(source)}"
    pages = Pages(paper, running, _foot(source, total), LARGE if large else PATIENT)
    pages.y = 32
    return pages


def _foot(source: SheetSource, total: int) -> Callable[[Document, int], None]:
    clinic = source.clinic
    numbers = (
        f"Day  {clinic.setting(PHONE_DAY)}",
        f"Nights  {clinic.setting(PHONE_NIGHT)}",
    )

    def foot(paper: Document, page: int) -> None:
        paper.box((0.5, 241.5, 189, 17), 1.5)
        pictures.draw(paper, "phone", 4, 245, 9)
        paper.say("P", 17, 248, "Questions?", 12.5)
        with paper.tagged("P"):
            paper.put(17, 254.5, numbers[0], 12.5, bold=True)
            paper.put(72, 254.5, numbers[1], 12.5, bold=True)
        with paper.tagged("P"):
            words = f"Case {source.case.id[:6]} · page {page} of {total}"
            paper.put(187, 248, words, 9.2, anchor="right")
        with paper.tagged("P"):
            paper.put(187, 254.5, text_line(source), 9.2, anchor="right")

    return foot
