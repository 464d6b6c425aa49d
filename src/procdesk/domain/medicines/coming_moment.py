"""Coming moment: a day and a time that lie ahead, as a physician writes them for the patient."""

from datetime import date, datetime, timedelta

from procdesk.domain.medicines.last_dose import WEEKDAYS, clock_in
from procdesk.domain.medicines.not_understood import NotUnderstood
from procdesk.domain.medicines.written_day import DateOrder, day_ahead, with_named_days

_LEFT_OUT = frozenset({"at", "on", "the", "next", "this"})
_NEAR = {"today": 0, "tonight": 0, "tomorrow": 1}
_HOW = "Write day and time, as in “Tuesday 6 pm”, “tomorrow 8 am” or “11/24 18:00”."


def read_coming(words: str, now: datetime, order: DateOrder = DateOrder.OPEN) -> datetime:
    """Return the next moment that the words mean, after `now`, which is aware and in local time.

    Both a day and a time are needed; `order` is how the clinic writes dates. Raises NotUnderstood.
    """
    plain = " ".join(words.lower().replace(",", " ").replace(".", "").split())
    clock, rest = clock_in(plain)
    days = [one for one in with_named_days(rest).split() if one not in _LEFT_OUT]
    if clock is None or len(days) != 1:
        raise NotUnderstood(_HOW)
    day = _day(days[0], now, order)
    at = datetime.combine(day, clock, tzinfo=now.tzinfo)
    if at <= now and days[0] in _names(day):
        at += timedelta(days=7)
    if at <= now:
        raise NotUnderstood("That moment has passed.")
    return at


def _names(day: date) -> tuple[str, str]:
    name = WEEKDAYS[day.weekday()]
    return name, name[:3]


def _day(word: str, now: datetime, order: DateOrder) -> date:
    if word in _NEAR:
        return now.date() + timedelta(days=_NEAR[word])
    for ahead in range(7):
        day = now.date() + timedelta(days=ahead)
        if word in _names(day):
            return day
    return day_ahead(word, now.date(), order)
