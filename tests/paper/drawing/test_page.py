"""The page: marks stand around what they mark, though ReportLab has no call for them."""

from io import BytesIO

from reportlab.pdfgen.canvas import Canvas

_MOVED = (
    "ReportLab's canvas no longer writes the operators in `_code` between those that it draws "
    "itself: `paper/page.tagged` and `artefact` mark nothing, and no sheet can be read aloud"
)


def test_an_operator_stands_where_it_was_put_between_what_is_drawn() -> None:
    raw = BytesIO()
    canvas = Canvas(raw, pageCompression=0)
    assert isinstance(getattr(canvas, "_code", None), list), _MOVED
    canvas._code.append("/P <</MCID 0>> BDC")
    canvas.drawString(10, 10, "words")
    canvas._code.append("EMC")
    canvas.rect(1, 1, 2, 2)
    canvas.save()
    places = [raw.getvalue().find(part) for part in (b"MCID 0>> BDC", b"(words)", b"EMC", b" re ")]
    assert -1 not in places, _MOVED
    assert places == sorted(places), _MOVED
