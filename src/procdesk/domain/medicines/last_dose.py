"""Last dose: what a patient says of the time, read as the latest moment that it can mean."""

import re
from datetime import UTC, date, datetime, time, timedelta

from procdesk.domain.medicines.medication import LastDose, Precision
from procdesk.domain.medicines.not_understood import NotUnderstood
from procdesk.domain.medicines.written_day import DateOrder, day_before, with_named_days

_PARTS = {"morning": 12, "afternoon": 18, "evening": 24, "night": 30}
"""Until which hour of its day each part lasts; a night ends at six the next morning."""
_FROM = {"morning": 0, "afternoon": 12, "evening": 16, "night": 18}
"""From which hour of its day on a time of the clock goes together with each part."""
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SPANS = {"day": timedelta(days=1), "week": timedelta(weeks=1)}
_NAMED_DAYS = {"today": 0, "yesterday": 1, "two-before": 2}
_LEFT_OUT = frozenset({"at", "on", "in", "the", "last", "this"})
_COUNTS = {
    **dict.fromkeys(("a", "an", "one"), "1"),
    "two": "2",
    "three": "3",
    "four": "4",
    "five": "5",
    "six": "6",
    "seven": "7",
    "eight": "8",
    "nine": "9",
    "ten": "10",
}
_SAME = (
    (re.compile(r"\b(?:the )?day before yesterday\b"), "two-before"),
    (re.compile(r"\blast night\b"), "yesterday night"),
    (re.compile(r"\btonight\b"), "today evening"),
    (re.compile(r"\b([ap])\.m\b\.?"), r"\1m"),
)
"""Words that are said in another way."""
_COUNTED = re.compile(rf"\b({'|'.join(_COUNTS)}) (?=(?:hour|day|week)s? ago\b)")

_STOPPED = re.compile(
    r"(?:(?:it was |was )?(?:held|paused|stopped|off)(?: it)?(?: since| on)?"
    r"|none since|not since|since|(?:last )?(?:taken|dose|took(?: it)?)(?: was)?(?: on)?) "
)
"""How people begin who tell when they stopped; on that day they may still have taken it."""
_AGO = re.compile(r"(\d{1,3}|\d{1,3}[.,]\d{1,2}) (hour|day|week)s? ago")
_CLOCK = re.compile(r"(\d{1,2})(?::(\d{2}))? ?(am|pm)\b|(\d{1,2}):(\d{2})\b|\b(noon)\b")

_HALF = re.compile(r"\d ?[ap]\.?m\b|\bnoon\b")


def read_last_dose(words: str, now: datetime, order: DateOrder = DateOrder.OPEN) -> LastDose:
    """Return the last dose as told, from the latest possible moment. `now` is aware, in local time.

    Understands a day (today, yesterday, a weekday, a date) with a time, a part of the day or
    both, and how many hours, days or weeks ago. `order` is how the clinic writes dates. Raises
    NotUnderstood, also for the future and for a date with two readings.
    """
    plain = _plain(words)
    ago = _AGO.fullmatch(plain)
    if ago:
        return _before(ago[1].replace(",", "."), ago[2], words, now)
    if plain in ("last week", "last month"):
        return _until(_end_of_last(plain, now.date()), words, now)
    clock, rest = clock_in(re.sub(r"(?<!\d),|,(?!\d)", " ", plain))
    every = with_named_days(" ".join(rest.split())).split()
    parts = [one for one in every if one in _PARTS]
    day_words = [one for one in every if one not in _LEFT_OUT and one not in _PARTS]
    if "this" in every and not day_words:
        day_words = ["today"]
    if len(parts) > 1 or not day_words:
        raise NotUnderstood
    day = _same_day([_day(one, now, order) for one in day_words], day_words)
    if clock:
        return _timed(day, clock, "".join(parts), words, now)
    return _part_of(day, "".join(parts), words, now)


def _plain(words: str) -> str:
    """Return lower case, each word as it is said here, without the stop at the end."""
    plain = " ".join(words.lower().replace(", ", " ").split())
    for pattern, same in _SAME:
        plain = pattern.sub(same, plain)
    plain = _COUNTED.sub(lambda match: f"{_COUNTS[match[1]]} ", plain)
    plain = re.sub(r"(?<=[a-z])\.|\.$", "", plain)
    return _STOPPED.sub("", plain, count=1) if _STOPPED.match(plain) else plain


def _end_of_last(words: str, today: date) -> date:
    """Return the first day after last week, which ends on a Sunday at the latest, or last month."""
    if words == "last month":
        return today.replace(day=1)
    return today - timedelta(days=today.weekday())


def _same_day(days: list[date], words: list[str]) -> date:
    """Return the day of a date, or of a weekday beside it that agrees. Raises NotUnderstood."""
    named = [day for day, word in zip(days, words, strict=True) if _weekday(word) is None]
    day = named[0] if named else days[0]
    if len(days) > 2 or len(named) > 1 or (len(days) == 2 and not named):
        raise NotUnderstood
    if any(_weekday(word) not in (None, day.weekday()) for word in words):
        raise NotUnderstood(f"{day.day} {day:%b %Y} is a {day:%A}: say it again.")
    return day


def _timed(day: date, clock: time, part: str, words: str, now: datetime) -> LastDose:
    """Return a dose of one moment; of an hour that the clock shows twice the later."""
    if part:
        clock = _within(clock, part, is_half_said=bool(_HALF.search(words.lower())))
    at = _latest(day, clock, now)
    if at is None:
        raise NotUnderstood("That time is still to come.")
    return LastDose(Precision.TIME, at, words)


def _within(clock: time, part: str, *, is_half_said: bool) -> time:
    """Return the time as it lies in a part of the day: "evening 8:30" is 20:30."""
    for hour in (clock.hour,) if is_half_said else (clock.hour, clock.hour + 12):
        if _FROM[part] <= hour < min(_PARTS[part], 24):
            return clock.replace(hour=hour)
    raise NotUnderstood


def _part_of(day: date, part: str, words: str, now: datetime) -> LastDose:
    """Return a dose of a part of a day or of all of it, up to its end."""
    if day > now.date():
        raise NotUnderstood("That day is still to come.")
    hours = _PARTS.get(part, 24)
    if part and day == now.date() and now.hour < _FROM[part]:
        raise NotUnderstood("That time is still to come.")
    end = _latest(day + timedelta(days=hours // 24), time(hours % 24), now) or now
    return LastDose(Precision.PART_OF_DAY if part else Precision.DAY, end, words)


def _before(count: str, unit: str, words: str, now: datetime) -> LastDose:
    """Count hours from now; of days and weeks only the day is known, up to its end."""
    if unit == "hour":
        passed = now.astimezone(UTC) - timedelta(hours=float(count))
        return LastDose(Precision.TIME, passed.astimezone(now.tzinfo), words)
    if not count.isdigit():
        raise NotUnderstood("Write it in hours, or as a day: “36 hours ago”, “Sunday evening”.")
    return _until(now.date() - int(count) * _SPANS[unit] + timedelta(days=1), words, now)


def _until(end: date, words: str, now: datetime) -> LastDose:
    return LastDose(Precision.DAY, _latest(end, time(0), now) or now, words)


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


def _day(word: str, now: datetime, order: DateOrder) -> date:
    """Return the latest day that the word can mean. Raises NotUnderstood."""
    if word in _NAMED_DAYS:
        return now.date() - timedelta(days=_NAMED_DAYS[word])
    weekday = _weekday(word)
    if weekday is not None:
        return now.date() - timedelta(days=(now.weekday() - weekday) % 7)
    return day_before(word, now.date(), order)


def _weekday(word: str) -> int | None:
    return next((at for at, name in enumerate(WEEKDAYS) if word in (name, name[:3])), None)


def _latest(day: date, clock: time, now: datetime) -> datetime | None:
    """Return the later moment with that day and hour which is not to come, None if both are."""
    both = (datetime.combine(day, clock, tzinfo=now.tzinfo).replace(fold=fold) for fold in (0, 1))
    passed = [at for at in both if at.astimezone(UTC) <= now.astimezone(UTC)]
    return max(passed, key=lambda at: at.astimezone(UTC), default=None)
