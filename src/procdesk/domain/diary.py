"""Diary: what each page that a patient takes home asks, line by line, and for which moment.

The same questions are printed, typed from the paper, and asked on the phone.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from procdesk.domain.reading import DID, GONE, MARKED, PAIN, PEG, PILL, WORST, WORST_WEEK
from procdesk.domain.relief import DIARY_HOURS

BLOCK, DAYS, WEEKS, STIMULATOR = "diary-block", "diary-14-day", "diary-weekly", "diary-stimulator"
FORMS = (BLOCK, DAYS, WEEKS, STIMULATOR)
VERSION = 1
TRIAL_DAYS, WEEK_LINES, PEG_LINES = 6, 12, (2, 6, 12)
_NOON = time(12)


@dataclass(frozen=True, slots=True)
class Question:
    """One row of rings: what it asks, its values with their words, typed by number or first letter.

    `twice`: it is computed with, so that it is typed twice from the paper.
    """

    code: str
    words: str
    values: tuple[tuple[str, str], ...]
    twice: bool = False

    def read(self, typed: str) -> str:
        """The value that was typed. Raises ValueError with what can be typed."""
        plain = typed.strip().casefold()
        for value, words in self.values:
            # A digit stands for a number only as a whole: 8 is not 80.
            first = "" if value.isdigit() else words[:1]
            if plain and plain in (value, words, first):
                return value
        raise ValueError(f"{self.words}: {self.hint}")

    @property
    def hint(self) -> str:
        """What can be typed, in short."""
        numbers = [value for value, _words in self.values if value.isdigit()]
        if len(numbers) == len(self.values) > 3:
            return f"{numbers[0]} to {numbers[-1]}"
        return ", ".join(f"{words[:1]} {words}" for _value, words in self.values)


_TEN = tuple((str(k), str(k)) for k in range(11))
_TENS = tuple((str(10 * k), str(10 * k)) for k in range(11))
_YES_NO = (("yes", "yes"), ("no", "no"))
_PAIN = Question(PAIN, "Pain", _TEN, twice=True)
_WORST = Question(WORST, "Worst pain", _TEN, twice=True)
_SLEEP = Question("diary.sleep", "Sleep", (("good", "good"), ("fair", "fair"), ("bad", "bad")))
_ACTIVITY = Question(
    "diary.activity", "I did", (("more", "more"), ("usual", "usual"), ("less", "less"))
)
_PILLS = Question("diary.pills", "Pain pills", (("0", "0"), ("1-2", "1–2"), ("3+", "3+")))
_ON = Question("diary.on", "It was on", (("all", "all day"), ("part", "part"), ("off", "off")))
_GONE = Question(GONE, "How much of the pain was gone, in %", _TENS, twice=True)
_MARKED = Question(
    MARKED,
    "I marked these",
    (("each", "each time"), ("later", "some later"), ("once", "all at one time")),
)

QUESTIONS: Mapping[str, tuple[Question, ...]] = {
    BLOCK: (_PAIN, Question(DID, "Did the move", _YES_NO), Question(PILL, "Pain pill", _YES_NO)),
    DAYS: (_WORST, _SLEEP, _ACTIVITY, _PILLS),
    WEEKS: (Question(WORST_WEEK, "Worst pain this week", _TEN, twice=True), _ACTIVITY),
    STIMULATOR: (_WORST, _GONE, _SLEEP, _ACTIVITY, _ON),
}
"""What each line asks, in the order of the paper."""

PEG_QUESTIONS = tuple(
    Question(code, words, _TEN, twice=True)
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
"""What is asked once at the end of a page."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page: its key there, its label, and the moment that it is about, in UTC."""

    key: str
    label: str
    at: datetime


@dataclass(frozen=True, slots=True)
class DiaryPage:
    """One page as printed. `part` tells pages of one form apart: 1, 2, and peg."""

    form: str
    part: str
    lines: tuple[Line, ...]

    @property
    def questions(self) -> tuple[Question, ...]:
        """What each line asks."""
        return PEG_QUESTIONS if self.part == "peg" else QUESTIONS[self.form]

    @property
    def last(self) -> tuple[Question, ...]:
        """What is asked once, about the page; it is told of the moment of the last line."""
        return LAST[self.form]

    def as_stored(self) -> dict[str, Any]:
        """The page as it stands in the record of its sheet."""
        lines = [[one.key, one.label, one.at.isoformat()] for one in self.lines]
        return {"form": self.form, "part": self.part, "version": VERSION, "lines": lines}


def page_from(stored: Mapping[str, Any]) -> DiaryPage:
    """A page as it was printed. Raises KeyError or ValueError if this program cannot read it."""
    if stored["form"] not in FORMS or stored["version"] != VERSION:
        raise ValueError(f"{stored['form']} version {stored['version']}")
    lines = (
        Line(key, label, datetime.fromisoformat(at).astimezone(UTC))
        for key, label, at in stored["lines"]
    )
    return DiaryPage(stored["form"], stored["part"], tuple(lines))


def pages(forms: Iterable[str], ended_at: datetime, zone: ZoneInfo) -> tuple[DiaryPage, ...]:
    """Every page of these diaries, for a procedure that ended then."""
    return tuple(page for form in forms for page in _pages(form, ended_at, zone))


def _pages(form: str, ended_at: datetime, zone: ZoneInfo) -> tuple[DiaryPage, ...]:
    match form:
        case "diary-block":
            return (DiaryPage(form, "1", _hours(ended_at, zone)),)
        case "diary-14-day":
            weeks = (range(1, 8), range(8, 15))
            found = (_days(one, ended_at, zone) for one in weeks)
            return tuple(DiaryPage(form, str(n), days) for n, days in enumerate(found, 1))
        case "diary-weekly":
            weeks_ = _weeks(range(1, WEEK_LINES + 1), ended_at, zone)
            peg = _weeks(PEG_LINES, ended_at, zone)
            return (DiaryPage(form, "1", weeks_), DiaryPage(form, "peg", peg))
    trial = (range(1, TRIAL_DAYS + 1), range(TRIAL_DAYS + 1, 2 * TRIAL_DAYS + 1))
    logs = enumerate((_days(one, ended_at, zone) for one in trial), 1)
    return tuple(DiaryPage(form, str(n), days) for n, days in logs)


def _hours(ended_at: datetime, zone: ZoneInfo) -> tuple[Line, ...]:
    """One line an hour of true time. Where the clocks change, the label says so."""
    end, found = ended_at.astimezone(UTC), []
    for hour in range(1, DIARY_HOURS + 1):
        at = end + timedelta(hours=hour)
        here = at.astimezone(zone)
        changed = here.utcoffset() != end.astimezone(zone).utcoffset()
        label = here.strftime("%I:%M %p").lstrip("0") + (" new time" if changed else "")
        found.append(Line(str(hour), label, at))
    return tuple(found)


def _days(numbers: Iterable[int], ended_at: datetime, zone: ZoneInfo) -> tuple[Line, ...]:
    return tuple(Line(str(n), *_day(n, ended_at, zone, "%A")) for n in numbers)


def _weeks(numbers: Iterable[int], ended_at: datetime, zone: ZoneInfo) -> tuple[Line, ...]:
    found = ((n, *_day(7 * n, ended_at, zone, f"Week {n},")) for n in numbers)
    return tuple(Line(str(n), label, at) for n, label, at in found)


def _day(after: int, ended_at: datetime, zone: ZoneInfo, name: str) -> tuple[str, datetime]:
    """A day by the clinic's calendar, with its noon: the hour at which it was marked is unknown."""
    day = ended_at.astimezone(zone).date() + timedelta(days=after)
    noon = datetime.combine(day, _NOON, zone).astimezone(UTC)
    return f"{day:{name}} {day.day} {day:%b}", noon
