"""Pages: headings, rows, lists and lines one after another; a row is never parted from itself."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from procdesk.paper.drawing.finish import finish
from procdesk.paper.drawing.page import PT, Document, SheetRefused, fitting

Row = Sequence[str]
Places = Sequence[tuple[float, float]]
"""x and width of each cell, in mm."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Type:
    """Type of a document: points; mm from rule to heading, and how low a line may stand."""

    size: float
    leading: float
    heading: float
    heading_mm: float
    bottom_mm: float


RECORD = Type(size=9.2, leading=11.6, heading=13, heading_mm=1, bottom_mm=246)
PATIENT = Type(size=12.5, leading=16.2, heading=15, heading_mm=1.5, bottom_mm=240)
LARGE = Type(size=16.5, leading=22, heading=21, heading_mm=4, bottom_mm=238)

_FOOT_MM = 164
"""The width beside the number of the page."""


class Pages:
    """A document that grows downwards; `foot_of` draws the foot of a page, given its number."""

    def __init__(
        self, paper: Document, running: str, foot_of: Callable[[Document, int], None], type_: Type
    ) -> None:
        self.paper, self.y, self.type = paper, 4.0, type_
        self.running, self._foot_of = running, foot_of
        self.line_mm = type_.leading / PT

    def title(self, words: str) -> None:
        """A heading with its rule; never alone at the foot of a page."""
        self.room(24)
        self.y += 4
        self.paper.rule(self.y - 4.5, 1.8)
        self.y += self.type.heading_mm
        self.paper.say("H2", 0, self.y, words, self.type.heading)
        self.y += 5 if self.type is RECORD else self.line_mm + 1

    def row(self, cells: Row, places: Places) -> None:
        """One row: a text at each (x, width)."""
        pairs = list(zip(cells, places, strict=True))
        high = max(
            len(self.paper.lines(words, wide, self.type.size)) for words, (_x, wide) in pairs
        )
        self.room(high * self.line_mm + 2)
        for words, (x, wide) in pairs:
            self.paper.flow(x, self.y, wide, words, self.type.size, self.type.leading)
        self.y += high * self.line_mm + 1.2
        self.paper.rule(self.y - 3.4, 0.8)

    def say(self, words: str) -> None:
        """A paragraph over the whole width."""
        self._flow(0, words, "P")

    def items(self, rows: Sequence[str]) -> None:
        """A list with square bullets."""
        for words in rows:
            high = len(self.paper.lines(words, 180, self.type.size)) * self.line_mm
            self.room(high)
            self.paper.square(2, self.y - self.type.size * 0.21, 2.1)
            self._flow(8, words, "LI")

    def section(self, title: str, rows: Sequence[str]) -> None:
        """A heading with its list, on one page."""
        lines = sum(len(self.paper.lines(one, 180, self.type.size)) for one in rows)
        self.room(lines * self.line_mm + len(rows) + self.line_mm + 9)
        self.title(title)
        self.items(rows)

    def blanks(self, words: Sequence[str], high_mm: float = 11) -> None:
        """Lines to write on, side by side, each with what belongs on it below."""
        wide, size = (190 - 6 * (len(words) - 1)) / len(words), max(9.2, self.type.size - 2.5)
        leading = size * 1.25
        below = max(len(self.paper.lines(one, wide, size)) for one in words) - 1
        self.room(high_mm + 5 + below * leading / PT)
        self.y += high_mm - 4
        for at, label in enumerate(words):
            x = at * (wide + 6)
            self.paper.rule(self.y, 0.8, (x, x + wide))
            self.paper.flow(x, self.y + size * 0.43, wide, label, size, leading)
        self.y += 9 + below * leading / PT

    def boxes(self, words: Sequence[str]) -> None:
        """Empty boxes to tick by hand, side by side, each with its words."""
        size = self.type.size
        side, wide = size * 0.42, 190 / len(words)
        self.room(self.line_mm + 3)
        for at, label in enumerate(words):
            x = at * wide
            self.paper.box((x + 0.5, self.y - side + 0.8, side, side), 1.2)
            self.paper.flow(x + side + 3, self.y, wide - side - 4, label, size, self.type.leading)
        self.y += self.line_mm + 1.5

    def room(self, high_mm: float) -> None:
        """Begin another page if there is less room than this."""
        if self.y + high_mm < self.type.bottom_mm:
            return
        self.next_page()

    def next_page(self) -> None:
        """End this page with its foot; the next begins with who it is about."""
        self.foot()
        self.paper.next_page()
        self.y = 4.0
        self.paper.write(0, self.y, self.running, 9.2, bold=True)
        self.y += 8

    def foot(self) -> None:
        """The foot of the page that is open."""
        self._foot_of(self.paper, self.paper.page + 1)

    def _flow(self, x_mm: float, words: str, role: str) -> None:
        wide = 188 - x_mm
        self.room(len(self.paper.lines(words, wide, self.type.size)) * self.line_mm)
        size, leading = self.type.size, self.type.leading
        self.y = self.paper.flow(x_mm, self.y, wide, words, size, leading, role=role) + 1


def counted(make: Callable[[int], Document], most: int = 0) -> bytes:
    """A PDF that names how many pages it has: made once to count them, and once more.

    Raises SheetRefused if there are more than `most`, where that is given.
    """
    total = make(0).page + 1
    if most and total > most:
        raise SheetRefused(
            f"This does not fit on {most} page{'s' * (most > 1)}. Nothing was printed."
        )
    return finish(make(total))


def record_foot(words: str, total: int) -> Callable[[Document, int], None]:
    """The foot of a record: what was printed when, and which page of how many."""
    size = fitting(words, 9.2, _FOOT_MM, 7)

    def foot(paper: Document, page: int) -> None:
        paper.rule(249, 1.5)
        paper.write(0, 254, words, size, bold=True, within=_FOOT_MM)
        paper.write(190, 254, f"page {page} of {total}", 9.2, anchor="right")

    return foot
