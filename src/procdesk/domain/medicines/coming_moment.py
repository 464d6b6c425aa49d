"""Coming moment: a day and a time that lie ahead, as a physician writes them for the patient."""

import re
from datetime import date, datetime, timedelta

from procdesk.domain.medicines.last_dose import WEEKDAYS, NotUnderstood, clock_in

_LEFT_OUT = frozenset({"at", "on", "the", "next", "this"})
_NEAR = {"today": 0, "tonight": 0, "tomorrow": 1}
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})")
_HOW = "Write day and time, as in “Tuesday 6 pm”, “tomorrow 8 am” or “11/24 18:00”."


def read_coming(words: str, now: datetime) -> datetime:
    """Return the next moment that the words mean, after `now`, which is aware and in local time.

    Both a day and a time are needed. Raises NotUnderstood.
    """
    plain = " ".join(words.lower().replace(",", " ").replace(".", "").split())
    clock, rest = clock_in(plain)
    days = [one for one in rest.split() if one not in _LEFT_OUT]
    if clock is None or len(days) != 1:
        raise NotUnderstood(_HOW)
    day = _day(days[0], now)
    at = datetime.combine(day, clock, tzinfo=now.tzinfo)
    if at <= now and days[0] in _names(day):
        at += timedelta(days=7)
    if at <= now:
        raise NotUnderstood("That moment has passed.")
    return at


def _names(day: date) -> tuple[str, str]:
    name = WEEKDAYS[day.weekday()]
    return name, name[:3]


def _day(word: str, now: datetime) -> date:
    if word in _NEAR:
        return now.date() + timedelta(days=_NEAR[word])
    for ahead in range(7):
        day = now.date() + timedelta(days=ahead)
        if word in _names(day):
            return day
    slashed = _SLASHED.fullmatch(word)
    try:
        if slashed:
            return _of_the_year(int(slashed[1]), int(slashed[2]), now)
        if _ISO.fullmatch(word):
            return date.fromisoformat(word)
    except ValueError:
        raise NotUnderstood(_HOW) from None
    raise NotUnderstood(_HOW)


def _of_the_year(month: int, day: int, now: datetime) -> date:
    here = date(now.year, month, day)
    return here if here >= now.date() else date(now.year + 1, month, day)
