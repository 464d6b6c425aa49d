"""The page: marks stand around what they mark, though ReportLab has no call for them."""

from io import BytesIO

import pikepdf

from procdesk import app
from procdesk.paper.drawing.page import Document

_MOVED = (
    "ReportLab's canvas no longer writes the operators in `_code` between those that it draws "
    "itself: `paper/page.tagged` and `artefact` mark nothing, and no sheet can be read aloud"
)


def test_an_operator_stands_where_it_was_put_between_what_is_drawn() -> None:
    page = Document(paper="a4", title="a page", fonts=app.data_folder("resources") / "fonts")
    with page.tagged("P"):
        page.put(10, 10, "words")
    page.square(10, 30, 5)
    page.upright(10, 40, 50)
    with pikepdf.open(BytesIO(page.bytes())) as pdf:
        operators = [str(part.operator) for part in pikepdf.parse_content_stream(pdf.pages[0])]
    marks = [name for name in operators if name in ("BDC", "Tj", "BMC", "re", "EMC", "l")]
    assert marks == ["BDC", "Tj", "EMC", "BMC", "re", "EMC", "BMC", "l", "EMC"], _MOVED
