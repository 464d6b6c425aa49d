"""Course: the weeks after a treatment: weekly medians of the worst pain, and the PEG.

A percentage is told of the PEG alone: only there the same question was asked before.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from statistics import median
from zoneinfo import ZoneInfo

from procdesk.domain.relief.relief import in_clinic, percent, readings_of
from procdesk.domain.visit.case import Case
from procdesk.domain.visit.patient_reading import PEG, WORST, WORST_WEEK, PatientReading, Source

PEG_WEEKS = (0, 2, 6, 12)
DAYS_OF_A_WEEK, FEWEST_DAYS = 7, 4
"""Fewer days than that, less than half a week, have no median."""
_NEAR = timedelta(days=7)
_TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Week:
    """One week: the median of what was told, of how many days; None where these are too few."""

    number: int
    median: Decimal | None
    days_answered: int
    days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PegPoint:
    """The PEG at a week. `mean` needs all three answers; `change` in percent of week 0, less is
    better, None where it is undefined."""

    week: int
    mean: Decimal | None
    answered: int
    source: Source | None
    observed: bool
    change: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Course:
    """The weeks of one case."""

    weeks: tuple[Week, ...]
    peg: tuple[PegPoint, ...]

    @property
    def enough(self) -> bool:
        """Return whether there is a week with a median, or a PEG before and one after."""
        after = any(one.change is not None for one in self.peg)
        return after or any(one.median is not None for one in self.weeks)


def course(case: Case, zone: ZoneInfo) -> Course:
    """Return the weeks after the end of the procedure, by the clinic's calendar."""
    end = case.event("needle_out")
    if end is None:
        return Course((), ())
    every = readings_of(case)
    return Course(_weeks(every, end.recorded.at, zone), _peg(case, every, end.recorded.at))


def _weeks(every: Iterable[PatientReading], ended_at: datetime, zone: ZoneInfo) -> tuple[Week, ...]:
    first = ended_at.astimezone(zone).date()
    days: dict[int, dict[int, Decimal]] = {}
    whole: dict[int, Decimal] = {}
    for reading in every:
        day = (reading.at.astimezone(zone).date() - first).days
        if reading.number is None or day < 1:
            continue
        number = (day - 1) // DAYS_OF_A_WEEK + 1
        if reading.code == WORST:
            # A day told twice keeps the worse: the question asks for the worst.
            worst = days.setdefault(number, {})
            worst[day] = max(worst.get(day, reading.number), reading.number)
        elif reading.code == WORST_WEEK:
            whole[number] = reading.number
    return tuple(_week(one, days.get(one), whole) for one in sorted({*days, *whole}))


def _week(number: int, days: dict[int, Decimal] | None, whole: dict[int, Decimal]) -> Week:
    if number in whole and len(days or ()) < FEWEST_DAYS:
        return Week(number, whole[number], 1, 1)
    worst = days or {}
    middle = median(worst.values()) if len(worst) >= FEWEST_DAYS else None
    return Week(number, middle, len(worst), DAYS_OF_A_WEEK)


def _peg(case: Case, every: Iterable[PatientReading], ended_at: datetime) -> tuple[PegPoint, ...]:
    asked = [in_clinic(one, one.code) for one in case.observations if one.code in PEG]
    readings = [*asked, *(one for one in every if one.code in PEG)]
    points = [_peg_at(week, readings, ended_at) for week in PEG_WEEKS]
    base = points[0].mean
    return (points[0], *(_changed(one, base) for one in points[1:]))


def _peg_at(week: int, readings: Iterable[PatientReading], ended_at: datetime) -> PegPoint:
    due = ended_at + timedelta(weeks=week)
    near = timedelta(days=1) if week == 0 else _NEAR
    last: dict[str, PatientReading] = {}
    for reading in sorted(readings, key=lambda reading: reading.at):
        if abs(reading.at - due) <= near and reading.number is not None:
            last[reading.code] = reading
    mean = None
    if len(last) == len(PEG):
        total = sum((one.number or Decimal(0) for one in last.values()), Decimal(0))
        mean = (total / len(PEG)).quantize(_TENTH, ROUND_HALF_UP)
    sources = [one.source for one in last.values()]
    observed = bool(last) and all(one.observed for one in last.values())
    return PegPoint(
        week=week,
        mean=mean,
        answered=len(last),
        source=max(sources, default=None),
        observed=observed,
    )


def _changed(point: PegPoint, base: Decimal | None) -> PegPoint:
    change = percent(base, point.mean) if base is not None and point.mean is not None else None
    return replace(point, change=change)
