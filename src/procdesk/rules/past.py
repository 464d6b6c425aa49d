"""Past: the patient's earlier cases in this store, over rolling twelve months."""

from collections.abc import Iterator
from datetime import datetime

from procdesk.domain.case import Case
from procdesk.rules.facts import Facts


def twelve_months(facts: Facts) -> tuple[Case, ...]:
    """The earlier cases in which a procedure was begun since this day a year ago, oldest first."""
    since = _year_before(facts.now)
    return tuple(one for one in begun(facts) if since <= when(one))


def begun(facts: Facts) -> Iterator[Case]:
    """Every earlier case in which a procedure was begun."""
    return (one for one in facts.earlier if one.took_place)


def when(case: Case) -> datetime:
    """When the procedure of a case was begun: its first needle or drug."""
    begun_at = [one.recorded.at for one in case.drugs]
    begun_at += [one.recorded.at for one in case.events if one.event.startswith("needle")]
    return min(begun_at)


def _year_before(now: datetime) -> datetime:
    """The same day a year before; of 29 February the 28th."""
    leap = (now.month, now.day) == (2, 29)
    return now.replace(year=now.year - 1, day=28 if leap else now.day)
