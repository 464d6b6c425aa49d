"""Staff page: the English of a large-print sheet in another language, behind it."""

from procdesk.domain.catalogue.language import ENGLISH
from procdesk.paper.aftercare.layout import TakeHome
from procdesk.paper.drawing.page import PT

_TITLE = "For staff: what this sheet says, in English"
_SIZE, _LEADING = 10.5, 13.2
_COLUMNS_MM = (0.0, 98.0)
_WIDE_MM = 92.0
_UNDER_TITLE_MM = 9.0


def staff_page(sheet: TakeHome) -> None:
    """Draw the English of every line in the order of the sheet, in two columns a page."""
    top = _begin(sheet)
    columns = list(_COLUMNS_MM)
    for role, words in sheet.behind:
        high = len(sheet.paper.lines(words, _WIDE_MM, _SIZE, ENGLISH)) * _LEADING / PT
        with_next = high + 2 * _LEADING / PT if role == "H2" else high
        if sheet.y + with_next > sheet.m.bottom:
            columns.pop(0)
            if not columns:
                top, columns = _begin(sheet), list(_COLUMNS_MM)
            sheet.y = top
        if role == "H2" and sheet.y > top:
            sheet.y += 2
        sheet.y = _put(sheet, columns[0], role, words) + 0.8


def _begin(sheet: TakeHome) -> float:
    """Begin a page with its title; return the baseline of the first line, in mm."""
    sheet.next_page()
    sheet.paper.flow(0, sheet.y, 190, f"**{_TITLE}**", sheet.m.size, role="H2", language=ENGLISH)
    sheet.paper.rule(sheet.y + 2.5)
    sheet.y += _UNDER_TITLE_MM
    return sheet.y


def _put(sheet: TakeHome, x_mm: float, role: str, words: str) -> float:
    own_role = "H3" if role == "H2" else role
    return sheet.paper.flow(
        x_mm, sheet.y, _WIDE_MM, words, _SIZE, _LEADING, role=own_role, language=ENGLISH
    )
