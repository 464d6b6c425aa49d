"""Last dose: what a patient says of the time, read as the latest moment that it can mean."""

import re
from datetime import UTC, date, datetime, time, timedelta

from procdesk.domain.medicines.medication import LastDose, Precision

_PARTS = {"morning": 12, "afternoon": 18, "evening": 24, "night": 30}
"""Until which hour of its day each part lasts; a night ends at six the next morning."""
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SPANS = {"day": timedelta(days=1), "week": timedelta(weeks=1)}
_LEFT_OUT = frozenset({"at", "on", "in", "the", "last", "this"})

_AGO = re.compile(r"(\d{1,3}) (hour|day|week)s? ago")
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})(?:/(\d{4}))?")
_CLOCK = re.compile(r"(\d{1,2})(?::(\d{2}))? ?(am|pm)\b|(\d{1,2}):(\d{2})\b|\b(noon)\b")


class NotUnderstood(ValueError):
    """The words tell no day, or more than is understood; the message says how to write it."""

    def __init__(self, why: str = "") -> None:
        super().__init__(why or "Write it as “Sunday evening”, “yesterday 8 pm” or “40 hours ago”.")


def read_last_dose(words: str, now: datetime) -> LastDose:
    """Return the last dose as told, from the latest possible moment. `now` is aware, in local time.

    Understands a day (today, yesterday, a weekday, a date) with a time, a part of the day or
    neither, and how many hours, days or weeks ago. Raises NotUnderstood, also for the future.
    """
    plain = " ".join(words.lower().replace(",", " ").replace(".", "").split())
    ago = _AGO.fullmatch(plain)
    if ago:
        return _before(int(ago[1]), ago[2], words, now)
    plain = {"last night": "yesterday night", "tonight": "today evening"}.get(plain, plain)
    clock, plain = clock_in(plain)
    rest = [one for one in plain.split() if one not in _LEFT_OUT]
    part = next((one for one in rest if one in _PARTS), "")
    day_words = [one for one in rest if one != part]
    if "this" in words.lower().split() and not day_words:
        day_words = ["today"]
    if (clock and part) or len(day_words) != 1:
        raise NotUnderstood
    day = _day(day_words[0], now)
    if clock:
        return _checked(LastDose(Precision.TIME, _at(day, clock, now), words), now)
    hours = _PARTS.get(part, 24)
    precision = Precision.PART_OF_DAY if part else Precision.DAY
    if _at(day, time(0), now) > now:
        raise NotUnderstood("That day is still to come.")
    latest = _at(day + timedelta(days=hours // 24), time(hours % 24), now)
    return LastDose(precision, min(latest, now), words)


def _before(count: int, unit: str, words: str, now: datetime) -> LastDose:
    """Count hours from now; of days and weeks only the day is known, up to its end."""
    if unit == "hour":
        passed = now.astimezone(UTC) - timedelta(hours=count)
        return LastDose(Precision.TIME, passed.astimezone(now.tzinfo), words)
    day = now.date() - count * _SPANS[unit]
    return LastDose(Precision.DAY, min(_at(day + timedelta(days=1), time(0), now), now), words)


def clock_in(words: str) -> tuple[time | None, str]:
    """Return the time of day, and the words without it. Raises NotUnderstood."""
    match = _CLOCK.search(words)
    if match is None:
        return None, words
    hour, minute = int(match[1] or match[4] or 12), int(match[2] or match[5] or 0)
    if match[3]:
        if not 1 <= hour <= 12:
            raise NotUnderstood
        hour = hour % 12 + (12 if match[3] == "pm" else 0)
    try:
        return time(hour, minute), words[: match.start()] + " " + words[match.end() :]
    except ValueError:
        raise NotUnderstood from None


def _day(word: str, now: datetime) -> date:
    """Return the latest day that the word can mean. Raises NotUnderstood."""
    if word in ("today", "yesterday"):
        return now.date() - timedelta(days=word == "yesterday")
    weekday = next((at for at, name in enumerate(WEEKDAYS) if word in (name, name[:3])), None)
    if weekday is not None:
        return now.date() - timedelta(days=(now.weekday() - weekday) % 7)
    slashed = _SLASHED.fullmatch(word)
    try:
        if slashed:
            return _of_this_year(int(slashed[1]), int(slashed[2]), slashed[3], now)
        return date.fromisoformat(word) if _ISO.fullmatch(word) else _refuse()
    except ValueError:
        raise NotUnderstood from None


def _of_this_year(month: int, day: int, year: str | None, now: datetime) -> date:
    """Return the date; without a year the latest such day that is not to come."""
    if year:
        return date(int(year), month, day)
    here = date(now.year, month, day)
    return here if here <= now.date() else date(now.year - 1, month, day)


def _refuse() -> date:
    raise NotUnderstood


def _at(day: date, clock: time, now: datetime) -> datetime:
    return datetime.combine(day, clock, tzinfo=now.tzinfo)


def _checked(dose: LastDose, now: datetime) -> LastDose:
    if dose.latest_at is not None and dose.latest_at > now:
        raise NotUnderstood("That time is still to come.")
    return dose
