"""Diary: every page that a patient takes home and brings back, as one paper with one number."""

from types import ModuleType

from procdesk.domain.catalogue.diary_text import DiaryText
from procdesk.domain.entry import Json
from procdesk.domain.relief.diary import BLOCK, WEEKS, Diary
from procdesk.paper.diary import diary_block, diary_days, diary_weeks
from procdesk.paper.diary.diary_parts import PrintedPage, frame, stored
from procdesk.paper.drawing.dates import Dates
from procdesk.paper.drawing.finish import finish
from procdesk.paper.drawing.page import SheetRefused
from procdesk.paper.drawing.sheet_source import SheetSource, new_paper, procedures, text_as


def diary(source: SheetSource) -> bytes:
    """Return the diaries of the procedures as a PDF. It names nobody.

    Raises SheetRefused before the end is recorded, and where the catalogue gives no diary.
    """
    places, text = _places(source), text_as(source, DiaryText)
    paper = new_paper(source, text.title, over=source.over, language=text.language)
    for place in places:
        if place.number > 1:
            paper.next_page()
        _kind(place).draw(paper, source, place)
    return finish(paper)


def geometry(source: SheetSource) -> dict[str, Json]:
    """Return the data stored with a printed diary, so that it is read without newer code.

    Keys: `frame_mm`, `markers`, `marker_mm` and `pages`, each page as `stored` gives it.
    """
    return {
        **frame(),
        "pages": [stored(place, _kind(place).rings(place)) for place in _places(source)],
    }


def _places(source: SheetSource) -> tuple[PrintedPage, ...]:
    kinds = procedures(source.case, source.reference)
    forms = dict.fromkeys(form for kind in kinds for form in kind.diaries)
    if not forms:
        raise SheetRefused("The catalogue gives no diary to this procedure.")
    text = text_as(source, DiaryText)
    language = source.reference.languages[text.language]
    pages = Diary(source.ended_at, source.zone, text, language).pages(forms)
    dates = Dates(source.zone, source.made_at, language)
    return tuple(
        PrintedPage(page=page, number=number, total=len(pages), text=text, dates=dates)
        for number, page in enumerate(pages, 1)
    )


def _kind(place: PrintedPage) -> ModuleType:
    """Return the module that draws this page."""
    return {BLOCK: diary_block, WEEKS: diary_weeks}.get(place.page.form, diary_days)
