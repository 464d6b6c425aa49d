"""Patient page: head and foot of what a patient reads, the same place on every page."""

from collections.abc import Callable

from procdesk.domain.clinic.settings import CLINIC_NAME, PHONE_DAY, PHONE_NIGHT
from procdesk.paper.drawing import pictures
from procdesk.paper.drawing.flowing_pages import LARGE, PATIENT, Pages
from procdesk.paper.drawing.page import Document
from procdesk.paper.drawing.sheet_source import (
    SheetSource,
    born,
    day_with_year,
    full_name,
    new_paper,
    text_line,
)
from procdesk.paper.texts.text_shapes import ConsentText, PreparationText


def begin(
    source: SheetSource, text: PreparationText | ConsentText, total: int, *, large: bool
) -> Pages:
    """The first page with its head, ready for the text; `large` reflows it in large print."""
    paper = new_paper(source, text.title, over=source.over, language=text.language)
    paper.write(0, 4, source.clinic.setting(CLINIC_NAME), 10.5)
    made = day_with_year(source.made_at, source.zone)
    paper.write(190, 4, made, 10.5, anchor="right")
    paper.say("H1", 0, 14.5, text.title, 26 if large else 21)
    paper.write(0, 22, f"{full_name(source.patient)}   {born(source)}", 11.5, bold=True)
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
        words = f"Case {source.case.id[:6]} · page {page} of {total}"
        paper.write(187, 248, words, 9.2, anchor="right")
        paper.write(187, 254.5, text_line(source), 9.2, anchor="right")

    return foot
