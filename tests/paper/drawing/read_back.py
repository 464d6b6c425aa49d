"""Read back: the words of a PDF, the order in which they are read, and overlaps."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise
from typing import Any

import pikepdf
import pypdfium2
import pypdfium2.raw as raw

Box = tuple[float, float, float, float]
_BFCHAR = re.compile(rb"<([0-9A-Fa-f]{2})>\s*<([0-9A-Fa-f]{4})>")
_SHIFT_PT = 1.2
"""Letters of two lines may come so near without touching: boxes are higher than what is drawn."""


def visible(pdf: bytes) -> str:
    """Return every word that is drawn, each parted from the next by one space."""
    with pypdfium2.PdfDocument(pdf) as document:
        words = " ".join(page.get_textpage().get_text_range() for page in document)
    return " ".join(words.replace("\ufffe", "").split())


def pages_of(pdf: bytes) -> int:
    with pypdfium2.PdfDocument(pdf) as document:
        return len(document)


def smaller_than(pdf: bytes, points: float) -> str:
    """Return the text that is set in a smaller type."""
    signs = ""
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            text = page.get_textpage()
            signs += "".join(
                text.get_text_range(at, 1)
                for at in range(text.count_chars())
                if 0.0 < raw.FPDFText_GetFontSize(text.raw, at) < points
            )
    return signs


def fonts_not_embedded(pdf: bytes) -> list[str]:
    with pikepdf.open(BytesIO(pdf)) as document:
        return [
            str(font.BaseFont)
            for page in document.pages
            for font in page.obj.Resources.Font.values()
            if "/FontFile2" not in font.FontDescriptor
        ]


@dataclass(frozen=True)
class Element:
    """One element of the structure tree as it is read."""

    role: str
    page: int
    language: str
    words: str


def elements(pdf: bytes) -> list[Element]:
    """Return every element of the structure tree, in its order.

    Raises AssertionError for text that is in no element and no artefact, or in two.
    """
    with pikepdf.open(BytesIO(pdf)) as document:
        drawn = [_marked(page) for page in document.pages]
        places = {page.obj.objgen: at for at, page in enumerate(document.pages)}
        read: list[Element] = []
        known: set[tuple[int, int]] = set()
        for element in document.Root.StructTreeRoot.K.K:
            page: Any = element.Pg
            place = (places[page.objgen], int(element.K))
            assert place not in known, place
            known.add(place)
            language = str(element.get("/Lang", ""))
            words = drawn[place[0]][place[1]]
            read.append(Element(str(element.S), place[0], language, words))
        every = {(page, number) for page, found in enumerate(drawn) for number in found}
        assert every == known
    return read


def faults(pdf: bytes, foot: str) -> list[str]:
    """Return the faults of a sheet whose foot begins with these words.

    They are missing fonts, words not read as they are seen, overlaps and headings alone.
    """
    read, words = elements(pdf), visible(pdf)
    heard = " ".join(one.words for one in read)
    return [
        *fonts_not_embedded(pdf),
        *(["not read as it is seen"] if "".join(heard.split()) != "".join(words.split()) else []),
        *(f"{one} lies on {other}" for one, other in collisions(pdf)),
        *_headings_alone(read, foot),
    ]


def _headings_alone(read: list[Element], foot: str) -> list[str]:
    """Return headings after which the page ends: the next that is read is the foot of the page."""
    own = [one for one in read if not one.language]
    return [
        element.words
        for element, after in pairwise(own)
        if element.role == "/H2" and after.words.startswith(foot)
    ]


def _marked(page: pikepdf.Page) -> dict[int, str]:
    """Return the text drawn under each marked content number of a page."""
    signs = {name: _signs(font) for name, font in page.obj.Resources.Font.items()}
    texts: dict[int, str] = {}
    number: int | None = None
    inside, font = False, ""
    for step in pikepdf.parse_content_stream(page):
        operands: Any = step.operands
        match str(step.operator):
            case "BDC":
                number, inside = int(operands[1].MCID), True
                texts[number] = ""
            case "BMC":
                number, inside = None, True
            case "EMC":
                number, inside = None, False
            case "Tf":
                font = str(operands[0])
            case "Tj" | "TJ":
                assert inside, "text that is neither read nor an ornament"
                if number is not None:
                    texts[number] += f"{_shown(operands[0], signs[font])} "
    return texts


def _shown(operand: Any, signs: dict[int, str]) -> str:
    parts = [operand] if isinstance(operand, pikepdf.String) else operand
    return "".join(
        signs[sign] for part in parts if isinstance(part, pikepdf.String) for sign in bytes(part)
    )


def _signs(font: Any) -> dict[int, str]:
    pairs = _BFCHAR.findall(bytes(font.ToUnicode.read_bytes()))
    return {int(code, 16): bytes.fromhex(sign.decode()).decode("utf-16-be") for code, sign in pairs}


def collisions(pdf: bytes) -> list[tuple[str, str]]:
    """Return pairs of texts that lie on each other, and texts that a line runs through."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [pair for page in document for pair in _collisions(page)]


def _collisions(page: pypdfium2.PdfPage) -> Iterator[tuple[str, str]]:
    text = page.get_textpage()
    words = [(text.get_rect(at), True) for at in range(text.count_rects())]
    every = sorted((*words, *((item, False) for item in _lines(page))), key=lambda item: item[0][1])
    for at, (box, is_text) in enumerate(every):
        for other, other_is_text in every[at + 1 :]:
            if other[1] > box[3]:
                break  # from the bottom upwards: no further one can reach down to it
            if (is_text or other_is_text) and _meet(box, other):
                yield _named(text, box), _named(text, other)


def _named(text: pypdfium2.PdfTextPage, box: Box) -> str:
    return text.get_text_bounded(*box) or "a line"


def _lines(page: pypdfium2.PdfPage) -> list[Box]:
    """Return straight lines across the page, thin as they are."""
    paths = page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH])
    boxes = [one.get_bounds() for one in paths]
    return [box for box in boxes if box[3] - box[1] < 6 and box[2] - box[0] > 20]


def _meet(box: Box, other: Box) -> bool:
    across = min(box[2], other[2]) - max(box[0], other[0])
    down = min(box[3], other[3]) - max(box[1], other[1])
    return across > _SHIFT_PT and down > _SHIFT_PT
