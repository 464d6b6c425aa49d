"""Told time: the moment that people mean by "8", "0830", "yesterday 20:00" or "last night 8 pm"."""

import re
from datetime import date, datetime, time, timedelta

_CLOCK = re.compile(r"(?:at )?(\d{1,2})(?:[:.h]?(\d\d))?(?: ?([ap])\.?m\.?)?")
_DAYS = {"today": 0, "this morning": 0, "yesterday": 1, "last night": 1}
_NIGHT_ENDS, _EVENING = 5, 5
"""The hours of "last night": before five it was past midnight; from five on it was evening."""


class Unclear(ValueError):
    """A text that may mean several moments, or none; the message is for who typed it."""


def clock_times(text: str) -> tuple[time, ...]:
    """Return the times of day that a text may mean: two for a bare "8", none if it is no time."""
    match = _CLOCK.fullmatch(text.strip().lower())
    if match is None:
        return ()
    hour, minute, half = int(match[1]), int(match[2] or 0), match[3]
    if minute > 59 or hour > 23 or (half and not 1 <= hour <= 12):
        return ()
    if half:
        return (time(hour % 12 + (12 if half == "p" else 0), minute),)
    written = match[2] is not None or len(match[1]) == 2 or hour == 0
    if written and not (hour == 12 and match[2] is None):
        return (time(hour, minute),)
    return time(hour % 12, minute), time(hour % 12 + 12, minute)


def spoken_moment(text: str, now: datetime) -> datetime | date | None:
    """Return the moment, a day without a time, or None where the text is written in another way.

    `now` and what comes back are of the clinic's clock. Raises Unclear.
    """
    plain = " ".join(text.lower().replace(",", " ").split())
    day = next((one for one in _DAYS if re.match(rf"{one}\b", plain)), "")
    rest = plain.removeprefix(day).strip()
    if day == "yesterday" and not rest:
        return now.date() - timedelta(days=1)
    times = clock_times(rest)
    if not times:
        if day:
            raise Unclear(f"At what time {day}? Write it as {day} 8:30.")
        return None
    moments = [_on(day, now, one) for one in times]
    fit = [one for one in moments if one is not None and one <= now]
    if len(fit) != 1:
        raise Unclear(_which(times, fit, day))
    return fit[0]


def spelled(moment: datetime | date, now: datetime) -> str:
    """Return the moment in words that cannot be taken for another."""
    day = moment.date() if isinstance(moment, datetime) else moment
    near = {0: "today, ", 1: "yesterday, "}.get((now.date() - day).days, "")
    words = f"{near}{day:%A} {day.day} {day:%B %Y}"
    at = f"{moment:%H:%M}" if isinstance(moment, datetime) else "no time given"
    return f"That is {words}, {at}."


def _on(day: str, now: datetime, at: time) -> datetime | None:
    """Return that time on the day that was named; None where nobody says it so."""
    if day == "this morning" and at.hour >= 12:
        return None
    back = _DAYS.get(day, 0)
    if day == "last night":
        if at.hour < _NIGHT_ENDS:
            back = 0
        elif at.hour < 12 + _EVENING:
            return None
    return datetime.combine(now.date() - timedelta(days=back), at, now.tzinfo)


def _which(times: tuple[time, ...], fit: list[datetime], day: str) -> str:
    if len(fit) > 1:
        return f"Is it {fit[0]:%H:%M} or {fit[1]:%H:%M}? Write one of them."
    if day:
        return f"{day.capitalize()} {times[-1]:%H:%M} does not go together, or is still to come."
    return (
        f"{times[-1]:%H:%M} is still to come today. Write yesterday {times[-1]:%H:%M}, or a date."
    )
