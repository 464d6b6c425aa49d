"""Layout: the frame of a sheet that grows downwards, in normal and large print, or with English.

Head, foot and running line stand in the same place on every page; nothing is parted from itself.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from procdesk.domain.catalogue.language import ENGLISH
from procdesk.domain.clinic.settings import CLINIC_NAME, PHONE_DAY, PHONE_NIGHT
from procdesk.paper.aftercare.aftercare_text import Parts, VisitText
from procdesk.paper.aftercare.filling import dates_of
from procdesk.paper.drawing import pictures
from procdesk.paper.drawing.codes import draw_number, draw_qr
from procdesk.paper.drawing.page import PT, SheetRefused
from procdesk.paper.drawing.sheet_source import SheetSource, full_name, new_paper
from procdesk.paper.texts.sheet_text import SheetLine

STAFF_MM, _STAFF_WIDE = 128.0, 56.0
_STAFF_SIZE, _STAFF_LEADING = 9.5, 12.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """Type in points; `right` is how far the patient's text goes, `bottom` how low, in mm."""

    size: float
    leading: float
    heading: float
    title: float
    small: float
    right: float
    bottom: float
    foot: float

    @property
    def line_mm(self) -> float:
        """The height from one line to the next, in mm."""
        return self.leading / PT

    @property
    def large(self) -> bool:
        """Return whether nothing the patient reads is below 16 points."""
        return self.size >= 16


NORMAL = Measures(
    size=12.5, leading=16.2, heading=15, title=21, small=10.5, right=190, bottom=238, foot=17
)
BESIDE = Measures(
    size=12.5, leading=16.2, heading=15, title=21, small=10.5, right=120, bottom=238, foot=17
)
LARGE = Measures(
    size=16.5, leading=22, heading=21, title=26, small=16, right=190, bottom=233, foot=22
)


class TakeHome:
    """A sheet under construction; `y` is the baseline of what comes next, in mm.

    English for staff stands beside each line, or where nothing fits there, in large print, it is
    kept in `behind` as (role, words) for a page of its own.
    """

    def __init__(
        self, source: SheetSource, text: VisitText, total: int, measures: Measures
    ) -> None:
        self.source, self.text, self.total, self.m = source, text, total, measures
        self.dates = dates_of(source, text.whole)
        self.staff = measures is BESIDE
        self.behind: list[tuple[str, str]] = []
        self.paper = new_paper(
            source, text.title().words, over=source.over, language=text.whole.language
        )
        self.y = 0.0
        self._head()

    def flow(self, x_mm: float, wide_mm: float, line: SheetLine, role: str = "P") -> None:
        """Draw a paragraph, its English beside it; the next goes below both."""
        top, m = self.y, self.m
        self.y = self.paper.flow(x_mm, top, wide_mm, line.words, m.size, m.leading, role=role)
        if line.staff:
            self.y = max(self.y, self.beside(top, line.staff))

    def high(self, wide_mm: float, line: SheetLine) -> float:
        """Return the height of a paragraph with its English, in mm."""
        own = len(self.paper.lines(line.words, wide_mm, self.m.size)) * self.m.line_mm
        if not (self.staff and line.staff):
            return own
        lines = len(self.paper.lines(line.staff, _STAFF_WIDE, _STAFF_SIZE, ENGLISH))
        return max(own, lines * _STAFF_LEADING / PT)

    def small(self, line: SheetLine, wide_mm: float) -> None:
        """Draw a line for whoever hands the sheet over: smaller, never below 10 points."""
        size = self.m.small if self.m.large else 10
        top = self.y
        self.y = self.paper.flow(0, top, wide_mm, line.words, size, size * 1.3)
        if line.staff:
            self.y = max(self.y, self.beside(top, line.staff))

    def heading(self, line: SheetLine, first_mm: float = 0.0) -> None:
        """Draw a section's rule and heading, on the page of what follows it."""
        self.room(self.m.line_mm + 8 + first_mm)
        self.y -= self.m.line_mm * 0.4
        self.paper.rule(self.y - 1)
        self.paper.say("H2", 0, self.y + self.m.heading * 0.4, line.words, self.m.heading)
        if line.staff:
            self.beside(self.y + 5, f"**{line.staff}**", "H2")
        self.y += self.m.heading * 0.4 + self.m.line_mm + 1.6

    def subheading(self, line: SheetLine, first_mm: float = 0.0) -> None:
        """Draw the name of the treatment of the lines that follow, on the page of the first."""
        bold = SheetLine(f"**{line.words}**", f"**{line.staff}**" if line.staff else "")
        self.room(self.high(self.m.right, bold) + first_mm + 4)
        self.y += 1.5
        self.flow(0, self.m.right, bold, "H3")
        self.y += 0.8

    def section(self, title: SheetLine, rows: Iterable[SheetLine]) -> None:
        """Draw a heading and its list; no row is parted, and the first stays with the heading."""
        lines = list(rows)
        self.parts(title, [(None, lines)] if lines else [])

    def parts(self, title: SheetLine, parts: Parts[SheetLine]) -> None:
        """Draw a heading and its lists, each under its own title where it has one."""
        if not parts:
            return
        wide = self.m.right - 14
        first = parts[0][1][0]
        self.heading(title, self.high(wide, first) + (self.m.line_mm if parts[0][0] else 0))
        for name, rows in parts:
            if name is not None:
                self.subheading(name, self.high(wide, rows[0]))
            for line in rows:
                self._item(line, wide)
        self.y += 0.5

    def _item(self, line: SheetLine, wide: float) -> None:
        self.room(self.high(wide, line))
        if line.picture:
            side = self.m.size * 0.58
            pictures.draw(self.paper, line.picture, 2, self.y - side * 0.72, side)
        else:
            self.paper.square(4, self.y - self.m.size * 0.2, 2.1)
        self.flow(14, wide, line, "LI")
        self.y += 1.0

    def room(self, high_mm: float) -> None:
        """Begin another page if there is less room than this."""
        if self.y - self.m.line_mm * 0.3 + high_mm > self.m.bottom:
            self.next_page()

    def next_page(self) -> None:
        """End this page; the next begins with who it is about."""
        self.foot()
        self.paper.next_page()
        size = self.m.small
        born = f"{full_name(self.source.patient)}   {self._born()}"
        self.paper.write(0, 4, born, size, bold=True)
        self.y = 12.0 if size < 12 else 15.0

    def foot(self) -> None:
        """Draw day and night numbers, page, number and code: the same place on every page."""
        paper, source, page, high = self.paper, self.source, self.paper.page + 1, self.m.foot
        top, large = 258.5 - high, self.m.large
        paper.box((0.5, top, 189, high), 1.5)
        pictures.draw(paper, "phone", 4, top + 3.5, 9)
        self._numbers(top)
        words = self.text.label("page").words.format(page=page, total=self.total)
        right = 169.5 if large else 171
        paper.write(right, top + 6.5, words, 10, anchor="right")
        draw_number(paper, right - 13, top + 11.2, source.number, 9)
        paper.write(right, top + 15.5, f"Case {source.case.id[:6]}", 9, anchor="right")
        side = 16 if large else 13.6
        code = f"PD1{source.number}{page}{source.macs[page - 1]}"[:20]
        draw_qr(paper, (187.8 - side, top + (high - side) / 2), side, code, "m")

    def _numbers(self, top: float) -> None:
        paper, clinic = self.paper, self.source.clinic
        ask, day, nights = (self.text.label(x).words for x in ("questions", "by_day", "at_night"))
        by_day = f"{day}  {clinic.setting(PHONE_DAY)}"
        at_night = f"{nights}  {clinic.setting(PHONE_NIGHT)}"
        rows: tuple[tuple[float, float, str, float], ...]
        if self.m.large:
            rows = ((17.0, top + 8.5, f"{ask}  {by_day}", 16), (17.0, top + 17, at_night, 16))
        else:
            rows = (
                (17.0, 248.0, ask, 12.5),
                (17.0, 254.5, by_day, 12.5),
                (76.0, 254.5, at_night, 12.5),
            )
        for x, y, words, size in rows:
            paper.write(x, y, words, size, bold=True)

    def _head(self) -> None:
        paper, source, m = self.paper, self.source, self.m
        small = m.small
        paper.write(0, 4, source.clinic.setting(CLINIC_NAME), small)
        paper.write(190, 4, self.dates.with_year(source.made_at), small, anchor="right")
        title = self.text.title()
        y = paper.flow(0, 13.5, 190, f"**{title.words}**", m.title, m.title * 1.2, role="H1")
        y += (8.5 if m.large else 6.6) - m.title * 1.2 / PT
        who = full_name(source.patient)
        paper.write(0, y, who, 16 if m.large else 13, bold=True)
        if m.large:
            y += 7.5
        place, side = (0, "left") if m.large else (190, "right")
        paper.write(place, y, self._born(), small, bold=True, anchor=side)
        self.y = y + 3.5

    def _born(self) -> str:
        patient = self.source.patient
        if patient.birth_date is None or not patient.name.family:
            raise SheetRefused(
                "The patient's name or birth date is not recorded: a sheet could go to another "
                "person. Nothing was printed."
            )
        age = patient.age_years(self.source.made_at)
        born = f"{self.text.label('born').words} {self.dates.birth(patient.birth_date)} ({age})"
        return f"{born} · MRN {patient.mrn}" if patient.mrn else born

    def beside(self, y: float, words: str, role: str = "P") -> float:
        """Draw English for staff; return the baseline after it, the same where it goes behind."""
        if not self.staff:
            if self.source.english:
                self.behind.append((role, words))
            return y
        return self.paper.flow(
            STAFF_MM, y, _STAFF_WIDE, words, _STAFF_SIZE, _STAFF_LEADING, language=ENGLISH
        )
