"""Local time: a moment as staff type it, in the clinic's zone, never guessed at a clock change."""

import re
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from procdesk.workflow.refused import Refused

_MOMENT = re.compile(r"(?:(\d{4}-\d{2}-\d{2})[ T])?(\d{1,2}):(\d{2})")
_HOW = "Write it as 10:30, for today, or as 2026-11-23 22:00."


def read_moment(text: str, now: datetime, zone: ZoneInfo) -> datetime | None:
    """The moment that was typed, in UTC; None for an empty text, which means now.

    Raises Refused for what is no moment, and for an hour that came twice or not at all on the day
    on which the clocks changed.
    """
    if not text.strip():
        return None
    match = _MOMENT.fullmatch(text.strip())
    if match is None:
        raise Refused(_HOW, field="at")
    try:
        day = date.fromisoformat(match[1]) if match[1] else now.astimezone(zone).date()
        clock = time(int(match[2]), int(match[3]))
    except ValueError:
        raise Refused(_HOW, field="at") from None
    early, late = (datetime.combine(day, clock, zone).replace(fold=fold) for fold in (0, 1))
    if early.utcoffset() != late.utcoffset():
        raise Refused(
            "The clocks changed in that hour, so it came twice or not at all. Write what was said "
            "as words.",
            field="at",
        )
    return early.astimezone(UTC)
