"""Past: the order of a patient's cases in this store, and those of rolling twelve months."""

from collections.abc import Iterator
from datetime import UTC, datetime

from procdesk.domain.stage import Stage
from procdesk.domain.visit.case import Case
from procdesk.rules.facts.facts import Facts


def twelve_months(facts: Facts) -> tuple[Case, ...]:
    """Return the earlier cases with a procedure begun since this day a year ago, oldest first."""
    since = _year_before(facts.now)
    return tuple(one for one in begun(facts) if since <= when(one))


def begun(facts: Facts) -> Iterator[Case]:
    """Return every earlier case in which a procedure was begun."""
    return (one for one in facts.earlier if one.took_place)


def when(case: Case) -> datetime:
    """Return the time at which the procedure of a case was begun: its first needle or drug."""
    begun_at = [one.recorded.at for one in case.drugs]
    begun_at += [one.recorded.at for one in case.events if one.event.startswith("needle")]
    return min(begun_at)


def is_before(other: Case, case: Case) -> bool:
    """Return whether another case of the patient was before this one.

    Until a case is in recovery, whatever was begun is before it: a planned hour, or none, says
    nothing of what a patient was given, and two cases of one visit may be given in turns.
    """
    goes_on = not case.closed and case.stage.place < Stage.RECOVERY.place
    return (other.took_place and goes_on) or place_in_time(other) < place_in_time(case)


def place_in_time(case: Case) -> tuple[datetime, str]:
    """Return a key that sorts cases: when begun, else the planned hour, else when booked."""
    if case.took_place:
        return when(case), case.id
    booked = case.entries[0].recorded_at if case.entries else datetime.max.replace(tzinfo=UTC)
    return case.order.scheduled_at or booked, case.id


def _year_before(now: datetime) -> datetime:
    """Return the same day a year before; of 29 February the 28th."""
    leap = (now.month, now.day) == (2, 29)
    return now.replace(year=now.year - 1, day=28 if leap else now.day)
