"""Written day: a date as people write it, in every reading that its numbers allow."""

import re
from datetime import date, timedelta
from enum import StrEnum

from procdesk.domain.medicines.not_understood import NotUnderstood

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAMES = (
    *("january", "february", "march", "april", "may", "june", "july", "august"),
    *("september", "october", "november", "december"),
)
_MONTH = rf"(?P<month>{'|'.join((*_NAMES, 'sept', *_MONTHS))})"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?: (?P<year>\d{4}))?"
_NAMED = (
    re.compile(rf"\b{_MONTH} {_DAY}{_YEAR}(?![\w:/.])"),
    re.compile(rf"\b{_DAY} (?:of )?{_MONTH}{_YEAR}(?![\w:/.])"),
)
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_NAMED_WORD = re.compile(rf"(\d{{1,2}})-({'|'.join(_MONTHS)})(?:-(\d{{4}}))?")
_NUMBERS = re.compile(r"(\d{1,2})([/.-])(\d{1,2})(?:\2(\d{4}|\d{2}))?")
_NEAR = timedelta(days=60)
"""A date without its year that leaps further than this over New Year is asked."""

_FIRST_YEAR = 1900


class DateOrder(StrEnum):
    """The order in which a clinic writes day and month; while it is open both readings count."""

    OPEN = ""
    MONTH_FIRST = "month"
    DAY_FIRST = "day"


def with_named_days(words: str) -> str:
    """Return the words with "nov 25" and "25 november 2026" as one word each: "25-nov-2026"."""
    for pattern in _NAMED:
        words = pattern.sub(
            lambda m: "-".join(filter(None, (m["day"], m["month"][:3], m["year"]))), words
        )
    return words


def day_before(word: str, today: date, order: DateOrder) -> date:
    """Return the day that a written date means, today or before. Raises NotUnderstood."""
    return _single(word, today, order, ahead=False)


def day_ahead(word: str, today: date, order: DateOrder) -> date:
    """Return the day that a written date means, today or to come. Raises NotUnderstood."""
    return _single(word, today, order, ahead=True)


def _single(word: str, today: date, order: DateOrder, *, ahead: bool) -> date:
    readings = _readings(word, order)
    if len(readings) > 1:
        pairs = " or ".join(
            f"{day} {_MONTHS[month - 1].capitalize()}" for month, day, _ in readings
        )
        raise NotUnderstood(f"Is {word} {pairs}? Write the month as a word.")
    if not readings:
        raise NotUnderstood
    month, day, year = readings[0]
    return _in_year(month, day, year, today, ahead=ahead)


def _readings(word: str, order: DateOrder) -> list[tuple[int, int, int | None]]:
    """Return (month, day, year) of each reading that is a day of the calendar."""
    pairs, year = _pairs(word)
    real = [(month, day, year) for month, day in dict.fromkeys(pairs) if _is_day(month, day, year)]
    if len(real) == 1 or order is DateOrder.OPEN:
        return real
    return real[:1] if order is DateOrder.MONTH_FIRST else real[1:]


def _pairs(word: str) -> tuple[list[tuple[int, int]], int | None]:
    """Return (month, day) by each order of the numbers, and the year where it is written."""
    if match := _ISO.fullmatch(word):
        return [(int(match[2]), int(match[3]))], int(match[1])
    if match := _NAMED_WORD.fullmatch(word):
        return [(_MONTHS.index(match[2]) + 1, int(match[1]))], int(match[3]) if match[3] else None
    match = _NUMBERS.fullmatch(word)
    if match is None:
        return [], None
    first, second, written = int(match[1]), int(match[3]), match[4]
    year = int(written) + (2000 if len(written) == 2 else 0) if written else None
    return [(first, second), (second, first)], year


def _is_day(month: int, day: int, year: int | None) -> bool:
    try:
        date(year or 2000, month, day)
    except ValueError:
        return False
    return True


def _in_year(month: int, day: int, year: int | None, today: date, *, ahead: bool) -> date:
    """Return the date; a year left out is this one, or its neighbour where that is near.

    Raises NotUnderstood where the year left out would leap over most of a year.
    """
    if year is not None:
        if year < _FIRST_YEAR:
            raise NotUnderstood
        return date(year, month, day)
    years = (today.year, today.year + (1 if ahead else -1))
    days = [date(one, month, day) for one in years if _is_day(month, day, one)]
    fit = [one for one in days if (one >= today if ahead else one <= today)]
    if fit and (fit[0].year == today.year or abs(fit[0] - today) <= _NEAR):
        return fit[0]
    side = "has passed" if ahead else "is still to come"
    raise NotUnderstood(f"{day} {_MONTHS[month - 1].capitalize()} {side}: write it with its year.")
