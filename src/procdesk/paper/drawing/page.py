"""Page: one frame on Letter or A4, measured in mm from its top left; text that is never lost.

Every string is checked against its font and against the frame. What a reader must hear is tagged
with its role; lines and ornaments are artefacts. The same calls give the same bytes.
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from procdesk.domain.catalogue.language import ENGLISH, Languages, never_apart

FRAME_MM = (190.0, 259.0)
SIZES_MM = {"letter": (215.9, 279.4), "a4": (210.0, 297.0), "label": (102.0, 51.0)}
LABEL_MM = (96.0, 45.0)
MEDIUM, BOLD = "NotoSans-Medium", "NotoSans-Bold"
PT = 72 / 25.4
_RUNS = re.compile(r"\*\*(.+?)\*\*")


Run = tuple[str, str]
"""A piece of text and its font."""


class SheetRefused(Exception):
    """A page that cannot be printed as it stands; the message says what and why, in words."""


@dataclass
class Tagged:
    """One piece of a page in reading order: its role, page and running number there.

    `language` is named where it is not the document's.
    """

    role: str
    page: int
    number: int
    language: str = ""


@dataclass(kw_only=True)
class Document:
    """A document under construction. `over` is printed across each page.

    `paper` is letter or a4, with one frame on both, or label, a roll of 102 × 51 mm. `languages`
    say what a line may not part.

    Raises SheetRefused for a character that the font lacks or a text that leaves the frame.
    """

    paper: str
    title: str
    fonts: Path
    language: str = ENGLISH
    over: str = ""
    languages: Languages = field(default_factory=dict)
    tags: list[Tagged] = field(default_factory=list)

    def __post_init__(self) -> None:
        for name in (MEDIUM, BOLD):
            if name not in pdfmetrics.getRegisteredFontNames():
                pdfmetrics.registerFont(TTFont(name, str(self.fonts / f"{name}.ttf")))
        self._into = BytesIO()
        wide, high = SIZES_MM[self.paper]
        self._frame = LABEL_MM if self.paper == "label" else FRAME_MM
        self._left, self._top = (wide - self._frame[0]) / 2, (high - self._frame[1]) / 2
        self._high = high
        self.canvas = Canvas(
            self._into,
            pagesize=(wide * mm, high * mm),
            invariant=1,
            pageCompression=0,
            initialFontName=MEDIUM,
        )
        self.canvas.setTitle(self.title)
        self.canvas.setAuthor("procdesk")
        self.page = 0
        self._numbers = [0]
        self._over()

    def next_page(self) -> None:
        """Begin another page."""
        self.canvas.showPage()
        self.page += 1
        self._numbers.append(0)
        self._over()

    def x(self, x_mm: float) -> float:
        """Return a distance from the frame's left as PDF points."""
        return float((self._left + x_mm) * mm)

    def y(self, y_mm: float) -> float:
        """Return a distance from the frame's top as PDF points."""
        return float((self._high - self._top - y_mm) * mm)

    @contextmanager
    def tagged(self, role: str, language: str = "") -> Iterator[None]:
        """Tag the drawing inside to be read with a role: H1, H2, P, LI or Figure."""
        number = self._numbers[self.page]
        self._numbers[self.page] += 1
        self.tags.append(Tagged(role, self.page, number, language))
        self.canvas._code.append(f"/{role} <</MCID {number}>> BDC")
        yield
        self.canvas._code.append("EMC")

    @contextmanager
    def artefact(self) -> Iterator[None]:
        """Tag the drawing inside as an ornament that is not read."""
        self.canvas._code.append("/Artifact BMC")
        yield
        self.canvas._code.append("EMC")

    def put(  # a string has a place, a size and a side from which it is measured
        self,
        x_mm: float,
        y_mm: float,
        words: str,
        size: float = 12.5,
        *,
        bold: bool = False,
        anchor: str = "left",
        within: float | None = None,
    ) -> None:
        """Draw one line of text with its baseline at y, in a place `within` mm wide."""
        font = BOLD if bold else MEDIUM
        wide = width_mm(words, font, size)
        if within is not None and wide > within:
            raise SheetRefused(
                f"“{words}” is too long for its place. Nothing was printed; shorten the text."
            )
        left = {"left": x_mm, "right": x_mm - wide, "centre": x_mm - wide / 2}[anchor]
        self._check(words, font, left, left + wide, y_mm)
        self.canvas.setFont(font, size)
        self.canvas.drawString(self.x(left), self.y(y_mm), words)

    def write(  # the same as put
        self,
        x_mm: float,
        y_mm: float,
        words: str,
        size: float = 12.5,
        *,
        bold: bool = False,
        anchor: str = "left",
        within: float | None = None,
    ) -> None:
        """Draw one line of text that is read by itself, as `put` does."""
        with self.tagged("P"):
            self.put(x_mm, y_mm, words, size, bold=bold, anchor=anchor, within=within)

    def say(self, role: str, x_mm: float, y_mm: float, words: str, size: float = 12.5) -> None:
        """Draw one bold line with a role."""
        with self.tagged(role):
            self.put(x_mm, y_mm, words, size, bold=True)

    def flow(  # a paragraph has a place, a width and a type size
        self,
        x_mm: float,
        y_mm: float,
        wide_mm: float,
        words: str,
        size: float = 12.5,
        leading: float = 16.2,
        *,
        role: str = "P",
        language: str = "",
    ) -> float:
        """Draw a paragraph, `**bold**` inside; return the baseline after its last line."""
        with self.tagged(role, language):
            for line in self.lines(words, wide_mm, size, language):
                left = x_mm
                for text, font in line:
                    self.put(left, y_mm, text, size, bold=font == BOLD)
                    left += width_mm(text, font, size)
                y_mm += leading / PT
        return y_mm

    def lines(self, words: str, wide_mm: float, size: float, language: str = "") -> list[list[Run]]:
        """Return a paragraph as lines of runs that fit the width.

        Raises SheetRefused for a word that cannot.
        """
        tied = never_apart(self.languages.get(language or self.language))
        return _lines(tied.sub("\N{NO-BREAK SPACE}", words), wide_mm, size)

    def rule(self, y_mm: float, wide_pt: float = 2.2, x: Sequence[float] = (0, 190)) -> None:
        """Draw a line across."""
        with self.artefact():
            self.canvas.setLineWidth(wide_pt)
            self.canvas.line(self.x(x[0]), self.y(y_mm), self.x(x[1]), self.y(y_mm))

    def dashed(self, y_mm: float, x: Sequence[float]) -> None:
        """Draw a dashed line across, unlike any other line of a picture."""
        with self.artefact():
            self.canvas.setDash(4, 3)
            self.canvas.setLineWidth(1.2)
            self.canvas.line(self.x(x[0]), self.y(y_mm), self.x(x[1]), self.y(y_mm))
            self.canvas.setDash()

    def upright(self, x_mm: float, top_mm: float, bottom_mm: float) -> None:
        """Draw a line from top to bottom."""
        with self.artefact():
            self.canvas.setLineWidth(1)
            self.canvas.line(self.x(x_mm), self.y(top_mm), self.x(x_mm), self.y(bottom_mm))

    def box(self, at: tuple[float, float, float, float], wide_pt: float, radius: float = 0) -> None:
        """Draw a frame: x, y of its top left, width, height in mm."""
        x_mm, y_mm, wide, high = at
        with self.artefact():
            self.canvas.setLineWidth(wide_pt)
            corner = (self.x(x_mm), self.y(y_mm + high))
            self.canvas.roundRect(*corner, wide * mm, high * mm, radius * mm)

    def square(self, x_mm: float, y_mm: float, side_mm: float) -> None:
        """Draw a filled square, top left at x, y."""
        with self.artefact():
            corner = (self.x(x_mm), self.y(y_mm + side_mm))
            self.canvas.rect(*corner, side_mm * mm, side_mm * mm, stroke=0, fill=1)

    def strokes(
        self, at: tuple[float, float, float, float], drawn: Sequence[Sequence[int]]
    ) -> None:
        """Draw handwriting, strokes of x, y in 1000 × 250, into x, y, width, height in mm."""
        x_mm, y_mm, wide, high = at
        with self.artefact():
            self.canvas.setLineWidth(1.2)
            for stroke in drawn:
                path = self.canvas.beginPath()
                for place, (x, y) in enumerate(zip(stroke[::2], stroke[1::2], strict=True)):
                    to = (self.x(x_mm + x * wide / 1000), self.y(y_mm + y * high / 250))
                    (path.lineTo if place else path.moveTo)(*to)
                self.canvas.drawPath(path)

    def bytes(self) -> bytes:
        """Return the pages as drawn; `finish` makes the PDF of them."""
        self.canvas.showPage()
        self.canvas.save()
        return self._into.getvalue()

    def _check(self, words: str, font: str, left_mm: float, right_mm: float, y_mm: float) -> None:
        known = pdfmetrics.getFont(font).face.charToGlyph
        lacking = next((c for c in words if ord(c) not in known), "")
        if lacking:
            raise SheetRefused(
                f"The font has no sign U+{ord(lacking):04X}, so this page would lose it. "
                "Write the word in other letters; nothing was printed."
            )
        wide, high = self._frame
        if y_mm > high:
            raise SheetRefused("The page is too full. Nothing was printed.")
        if left_mm < -1.3 or right_mm > wide + 1.3:
            raise SheetRefused(
                "A line is too long for the page and would be cut. Nothing was printed."
            )

    def _over(self) -> None:
        """Draw words across the page, in outline, so that nothing below is hidden."""
        if not self.over:
            return
        with self.artefact():
            self.canvas.saveState()
            middle, across = ((48, 23), 90) if self.paper == "label" else ((95, 130), 250)
            self.canvas.translate(self.x(middle[0]), self.y(middle[1]))
            self.canvas.rotate(20 if self.paper == "label" else 52)
            size = min(64.0, 64.0 * across / max(1.0, width_mm(self.over, BOLD, 64)))
            text = self.canvas.beginText(-width_mm(self.over, BOLD, size) * mm / 2, 0)
            text.setFont(BOLD, size)
            text.setTextRenderMode(1)
            text.textOut(self.over)
            self.canvas.setLineWidth(0.8)
            self.canvas.drawText(text)
            self.canvas.restoreState()


def fitting(words: str, size: float, wide_mm: float, least: float) -> float:
    """Return the size at which bold words fit, from `size` down to `least`."""
    while size > least and width_mm(words, BOLD, size) > wide_mm:
        size -= 0.25
    return size


@lru_cache(maxsize=4096)  # the same words are measured for room, for lines and for their place
def width_mm(words: str, font: str, size: float) -> float:
    """Return the width of a string, in mm."""
    return float(pdfmetrics.stringWidth(words, font, size) / mm)


def _lines(words: str, wide_mm: float, size: float) -> list[list[Run]]:
    lines: list[list[Run]] = [[]]
    used = 0.0
    for word in _words(words):
        wide = sum(width_mm(text, font, size) for text, font in word)
        if wide > wide_mm:
            raise SheetRefused("A word is too long for its place. Nothing was printed.")
        space = width_mm(" ", MEDIUM, size) if lines[-1] else 0.0
        if used + space + wide > wide_mm and lines[-1]:
            lines.append([])
            used, space = 0.0, 0.0
        lines[-1] = _run_on(lines[-1], word) if lines[-1] else word
        used += space + wide
    return lines


def _run_on(line: list[Run], word: list[Run]) -> list[Run]:
    """Append a word to a line; words of one font are one run, since each run is drawn by itself."""
    *before, (text, font) = line
    (first, its_font), *rest = word
    if font != MEDIUM:
        before, text = line, ""
    if its_font != MEDIUM:
        return [*before, (f"{text} ", MEDIUM), *word]
    return [*before, (f"{text} {first}", MEDIUM), *rest]


def plain_lines(words: str, wide_mm: float, size: float, most: int) -> list[str]:
    """Return at most so many lines of words as written; "…" stands where they go on.

    It never refuses a length: a word that is wider than a line is parted.
    """
    rest = words
    lines: list[str] = []
    while rest and len(lines) < most:
        line = _fitting(rest, wide_mm, size)
        lines.append(line.rstrip())
        rest = rest[len(line) :].lstrip()
    if rest:
        lines[-1] = (
            _fitting(lines[-1], wide_mm - width_mm(" …", MEDIUM, size), size).rstrip() + " …"
        )
    return lines


def _fitting(words: str, wide_mm: float, size: float) -> str:
    """Return the beginning that fits the width, up to a space where there is one."""
    end = len(words)
    while end > 1 and width_mm(words[:end].rstrip(), MEDIUM, size) > wide_mm:
        end -= 1
    space = words.rfind(" ", 0, end + 1)
    return words[:space] if end < len(words) and space > 0 else words[:end]


def _words(text: str) -> Iterator[list[Run]]:
    """Yield each word as its runs: "**bold**," is one word, and so is what must not be parted."""
    word: list[Run] = []
    for at, piece in enumerate(_RUNS.split(text)):
        font = BOLD if at % 2 else MEDIUM
        for number, part in enumerate(piece.split(" ")):
            if number and word:
                yield word
                word = []
            if part:
                word = [*word, (part, font)]
    if word:
        yield word
