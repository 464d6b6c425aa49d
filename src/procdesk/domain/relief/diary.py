"""Diary: what each page that a patient takes home asks, line by line, and for which moment.

The same questions are printed, typed from the paper, and asked on the phone.
"""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from procdesk.domain.catalogue.diary_text import DiaryText
from procdesk.domain.catalogue.language import ENGLISH, Language
from procdesk.domain.catalogue.sheet_text import check_places
from procdesk.domain.relief.relief import DIARY_HOURS
from procdesk.domain.resource_file import ResourceRefused, decode
from procdesk.domain.visit.patient_reading import (
    DID,
    GONE,
    MARKED,
    PAIN,
    PEG,
    PILL,
    WORST,
    WORST_WEEK,
)

BLOCK, DAYS, WEEKS, STIMULATOR = "diary-block", "diary-14-day", "diary-weekly", "diary-stimulator"
FORMS = (BLOCK, DAYS, WEEKS, STIMULATOR)
VERSION = 1
TRIAL_DAYS, WEEK_LINES, PEG_LINES = 6, 12, (2, 6, 12)
_NOON = time(12)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One row of rings: what it asks, its values with their words, typed by number or beginning.

    `twice`: it is computed with, so that it is typed twice from the paper. `meanings` are the words
    of staff by value, where the paper is in another language.
    """

    code: str
    words: str
    values: tuple[tuple[str, str], ...]
    twice: bool = False
    meanings: Mapping[str, str] = field(default_factory=dict)

    def read(self, typed: str) -> str:
        """Return the value that was typed. Raises ValueError with what can be typed."""
        plain = _bare(typed.strip())
        whole = [value for value, words in self.values if plain in (value, _bare(words))]
        # A digit stands for a number only as a whole: 8 is not 80.
        words_of = {v: _bare(words) for v, words in self.values if not v.isdigit()}
        fits = whole or [v for v, words in words_of.items() if words.startswith(plain)]
        if plain and len(fits) == 1:
            return fits[0]
        raise ValueError(f"{self.words}: {self.hint}")

    @property
    def hint(self) -> str:
        """The answers that can be typed, in short."""
        if self.is_numbers:
            return f"{self.values[0][0]} to {self.values[-1][0]}"
        return ", ".join(f"{self._beginning(v)} {words}" for v, words in self.choices)

    @property
    def is_numbers(self) -> bool:
        """Return whether every answer is a number, which needs no words."""
        return all(value.isdigit() for value, _words in self.values)

    @property
    def can_be_typed(self) -> bool:
        """Return whether every answer begins as no other does, with no blank (it parts answers)."""
        begun = [self._beginning(value) for value, _words in self.values]
        return len({*begun}) == len(begun) and not any(" " in one for one in begun)

    @property
    def choices(self) -> tuple[tuple[str, str], ...]:
        """Each value with its word on the paper, and what that means to staff."""
        staff = {value: f" ({meaning})" for value, meaning in self.meanings.items()}
        return tuple((value, f"{words}{staff.get(value, '')}") for value, words in self.values)

    def as_printed(self, words: Mapping[str, str], *, translated: bool) -> "Question":
        """Return the same with the words of its answers on a paper, by value."""
        values = tuple((value, words.get(value, staff)) for value, staff in self.values)
        return replace(self, values=values, meanings=dict(self.values) if translated else {})

    def _beginning(self, value: str) -> str:
        """Return the shortest beginning of an answer that no other has."""
        bare = {one: _bare(words) for one, words in self.values}
        others = [words for one, words in bare.items() if one != value]
        word = bare[value]
        begun = (word[:end] for end in range(1, len(word)))
        return next((b for b in begun if not any(o.startswith(b) for o in others)), word)


def _bare(words: str) -> str:
    """Return lower case without accents, which a keyboard may not have."""
    parted = unicodedata.normalize("NFD", words.casefold())
    return "".join(sign for sign in parted if not unicodedata.combining(sign))


_TEN = tuple((str(k), str(k)) for k in range(11))
_TENS = tuple((str(10 * k), str(10 * k)) for k in range(11))
_YES_NO = (("yes", "yes"), ("no", "no"))
_PAIN = Question(code=PAIN, words="Pain", values=_TEN, twice=True)
_WORST = Question(code=WORST, words="Worst pain", values=_TEN, twice=True)
_SLEEP = Question(
    code="diary.sleep", words="Sleep", values=(("good", "good"), ("fair", "fair"), ("bad", "bad"))
)
_ACTIVITY = Question(
    code="diary.activity",
    words="I did",
    values=(("more", "more"), ("usual", "usual"), ("less", "less")),
)
_PILLS = Question(
    code="diary.pills", words="Pain pills", values=(("0", "0"), ("1-2", "1–2"), ("3+", "3+"))
)
_ON = Question(
    code="diary.on",
    words="It was on",
    values=(("all", "all day"), ("part", "part"), ("off", "off")),
)
_GONE = Question(code=GONE, words="How much of the pain was gone, in %", values=_TENS, twice=True)
_MARKED = Question(
    code=MARKED,
    words="I marked these",
    values=(("each", "each time"), ("later", "some later"), ("once", "all at one time")),
)

QUESTIONS: Mapping[str, tuple[Question, ...]] = {
    BLOCK: (
        _PAIN,
        Question(code=DID, words="Did the move", values=_YES_NO),
        Question(code=PILL, words="Pain pill", values=_YES_NO),
    ),
    DAYS: (_WORST, _SLEEP, _ACTIVITY, _PILLS),
    WEEKS: (
        Question(code=WORST_WEEK, words="Worst pain this week", values=_TEN, twice=True),
        _ACTIVITY,
    ),
    STIMULATOR: (_WORST, _GONE, _SLEEP, _ACTIVITY, _ON),
}
"""Form -> the questions of each line, in the order of the paper."""

PEG_QUESTIONS = tuple(
    Question(code=code, words=words, values=_TEN, twice=True)
    for code, words in zip(
        PEG, ("Pain on average", "Enjoying life", "General activity"), strict=True
    )
)
LAST: Mapping[str, tuple[Question, ...]] = {
    BLOCK: (_GONE, _MARKED),
    DAYS: (_MARKED,),
    WEEKS: (_MARKED,),
    STIMULATOR: (_MARKED,),
}
"""Form -> the questions asked once at the end of a page."""


def diary_text(raw: bytes, name: str) -> DiaryText:
    """Return the words of every diary page in one language.

    Raises ResourceRefused for an answer without its word, or one that cannot be typed.
    """
    text = decode(raw, DiaryText, name)
    asked = {one.code: one for row in QUESTIONS.values() for one in row if not one.is_numbers}
    if set(text.questions) != set(asked):
        raise ResourceRefused(f"{name}: $.questions: it needs {', '.join(asked)}")
    for code, question in asked.items():
        values = text.questions[code].values
        if set(values) != {value for value, _words in question.values}:
            raise ResourceRefused(f"{name}: $.questions.{code}.values: it needs {question.hint}")
        if not question.as_printed(values, translated=False).can_be_typed:
            raise ResourceRefused(f"{name}: $.questions.{code}.values: two answers begin alike")
    check_places(name, text.regions, text.sides)
    return text


@dataclass(frozen=True, slots=True)
class DiaryLine:
    """One line of a page: its key there, its label, and the moment that it is about, in UTC."""

    key: str
    label: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DiaryPage:
    """One page as printed. `part` tells pages of one form apart: 1, 2, and peg.

    `words` are those of its answers on the paper, by question and value; a page that was printed
    before they were stored has those of staff.
    """

    form: str
    part: str
    lines: tuple[DiaryLine, ...]
    language: str = ENGLISH
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def questions(self) -> tuple[Question, ...]:
        """The questions of each line."""
        return self._printed(PEG_QUESTIONS if self.part == "peg" else QUESTIONS[self.form])

    @property
    def last(self) -> tuple[Question, ...]:
        """The questions asked once, about the page, at the moment of the last line."""
        return self._printed(LAST[self.form])

    def _printed(self, questions: Iterable[Question]) -> tuple[Question, ...]:
        words, translated = self.words, self.language != ENGLISH
        return tuple(
            question.as_printed(words[question.code], translated=translated)
            if question.code in words
            else question
            for question in questions
        )

    def as_stored(self) -> dict[str, Any]:
        """Return the page as it stands in the record of its sheet."""
        return {
            "form": self.form,
            "part": self.part,
            "version": VERSION,
            "lines": [[one.key, one.label, one.at.isoformat()] for one in self.lines],
            "language": self.language,
            "words": {code: dict(words) for code, words in self.words.items()},
        }


def page_from(stored: Mapping[str, Any]) -> DiaryPage:
    """Return a page as printed. Raises KeyError or ValueError if this program cannot read it."""
    if stored["form"] not in FORMS or stored["version"] != VERSION:
        raise ValueError(f"{stored['form']} version {stored['version']}")
    lines = (
        DiaryLine(key, label, datetime.fromisoformat(at).astimezone(UTC))
        for key, label, at in stored["lines"]
    )
    return DiaryPage(
        form=stored["form"],
        part=stored["part"],
        lines=tuple(lines),
        language=stored.get("language", ENGLISH),
        words=stored.get("words", {}),
    )


@dataclass(frozen=True, slots=True)
class Diary:
    """The source of pages: when the procedure ended, and the words that they are printed in."""

    ended_at: datetime
    zone: ZoneInfo
    text: DiaryText
    language: Language

    def pages(self, forms: Iterable[str]) -> tuple[DiaryPage, ...]:
        """Return every page of these diaries."""
        return tuple(page for form in forms for page in self._pages(form))

    def _pages(self, form: str) -> tuple[DiaryPage, ...]:
        match form:
            case "diary-block":
                return (self._page(form, "1", self._hours()),)
            case "diary-14-day":
                spans = (range(1, 8), range(8, 15))
            case "diary-weekly":
                weeks = self._weeks(range(1, WEEK_LINES + 1))
                peg = self._weeks(PEG_LINES)
                return (self._page(form, "1", weeks), self._page(form, "peg", peg))
            case _:
                spans = (range(1, TRIAL_DAYS + 1), range(TRIAL_DAYS + 1, 2 * TRIAL_DAYS + 1))
        pages = (self._page(form, str(n), self._days(one)) for n, one in enumerate(spans, 1))
        return tuple(pages)

    def _page(self, form: str, part: str, lines: tuple[DiaryLine, ...]) -> DiaryPage:
        asked = {one.code for one in QUESTIONS[form]} if part != "peg" else set()
        words = {code: one.values for code, one in self.text.questions.items() if code in asked}
        words[MARKED] = dict(self.text.marked(form))
        return DiaryPage(form=form, part=part, lines=lines, language=self.language.key, words=words)

    def _hours(self) -> tuple[DiaryLine, ...]:
        """Return one line an hour of true time. Where the clocks change, the label says so."""
        end, lines = self.ended_at.astimezone(UTC), []
        for hour in range(1, DIARY_HOURS + 1):
            at = end + timedelta(hours=hour)
            here = at.astimezone(self.zone)
            changed = here.utcoffset() != end.astimezone(self.zone).utcoffset()
            new = f" {self.text.block.new_time}" if changed else ""
            lines.append(DiaryLine(str(hour), f"{self.language.clock.words(here)}{new}", at))
        return tuple(lines)

    def _days(self, numbers: Iterable[int]) -> tuple[DiaryLine, ...]:
        names = self.language.dates
        days = ((n, *self._day(n)) for n in numbers)
        return tuple(
            DiaryLine(
                str(n),
                f"{names.long_days[day.weekday()]} {day.day} {names.months[day.month - 1]}",
                noon,
            )
            for n, day, noon in days
        )

    def _weeks(self, numbers: Iterable[int]) -> tuple[DiaryLine, ...]:
        pattern, months = self.text.weeks.week_of, self.language.dates.months
        days = ((n, *self._day(7 * n)) for n in numbers)
        return tuple(
            DiaryLine(
                str(n), pattern.format(number=n, day=day.day, month=months[day.month - 1]), noon
            )
            for n, day, noon in days
        )

    def _day(self, after: int) -> tuple[date, datetime]:
        """Return a day by the clinic's calendar, with its noon: the hour of the mark is unknown."""
        day = self.ended_at.astimezone(self.zone).date() + timedelta(days=after)
        return day, datetime.combine(day, _NOON, self.zone).astimezone(UTC)
