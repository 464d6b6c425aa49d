"""Relief: what the readings after a block say, as arithmetic. It shows and never concludes.

Relief is (before - now) / before in percent: undefined where there was no pain before, below zero
where it is worse than before, never clipped. Nothing is filled in between readings.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from procdesk.domain.clinic.clinic import Clinic
from procdesk.domain.clinic.settings import RELIEF_LEAST_BEFORE, RELIEF_LINE, RELIEF_WINDOW
from procdesk.domain.visit.case import Case, DiaryBack, Observation
from procdesk.domain.visit.patient_reading import (
    DID,
    GONE,
    MARKED,
    PAIN,
    PILL,
    PatientReading,
    Source,
)

DIARY_HOURS = 8
"""The lines of a block diary, one an hour; the window where the clinic sets no other."""
LINES = (50, 80)
"""The shares for which a duration is told, in percent."""
APART = 20
"""More points than that between computed and stated: show both and ask (paper.md 4)."""
JOINED = timedelta(minutes=90)
"""Readings farther apart are not joined: a line between them is missing."""
_FEWEST = 2
_OBSERVED = ("baseline.nrs_moving", "recovery.pain_moving")


@dataclass(frozen=True, slots=True)
class Settings:
    """The clinic's settings: its line in percent, the anaesthetic window in hours, the least pain
    before that is compared. None where it set nothing."""

    line_percent: int | None = None
    window_hours: int | None = None
    least_before: int | None = None

    @property
    def shares(self) -> tuple[int, ...]:
        """The shares for which a duration is told: the usual ones, and the clinic's line."""
        return tuple(sorted({*LINES, *([self.line_percent] if self.line_percent else ())}))

    @property
    def window(self) -> timedelta:
        """How long after the block a reading counts for the best relief."""
        return timedelta(hours=self.window_hours or DIARY_HOURS)


def settings_of(clinic: Clinic) -> Settings:
    """Return the clinic's own settings for comparing."""
    return Settings(*map(clinic.setting, (RELIEF_LINE, RELIEF_WINDOW, RELIEF_LEAST_BEFORE)))


@dataclass(frozen=True, slots=True)
class Point:
    """One reading of pain with the test move; `after` is counted from the end of the block.

    `relief` in percent; None where it is undefined.
    """

    reading: PatientReading
    after: timedelta
    pain: Decimal
    relief: Decimal | None


@dataclass(frozen=True, slots=True)
class ReliefSpan:
    """Unbroken time in which every reading was at or above a share."""

    first: timedelta
    last: timedelta
    readings: int


@dataclass(frozen=True, slots=True)
class TimeHeld:
    """How long a share of relief was held: the spans seen, and their time together.

    `time` is None where no two readings next to each other show it: not enough data.
    """

    percent: int
    spans: tuple[ReliefSpan, ...]
    time: timedelta | None


@dataclass(frozen=True, slots=True)
class Tally:
    """A yes-or-no question: when yes, when no, of how many lines."""

    yes: tuple[timedelta, ...]
    no: tuple[timedelta, ...]
    lines: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockRelief:
    """One block, compared. `why_not` says what is missing; it is empty if there is enough."""

    ended_at: datetime | None
    before: PatientReading | None
    points: tuple[Point, ...]
    best: Point | None
    best_observed: Point | None
    stated: PatientReading | None
    held: tuple[TimeHeld, ...]
    did: Tally
    pills: Tally
    unmarked: tuple[timedelta, ...]
    marked: str
    back_after: timedelta | None
    why_not: str

    @property
    def enough(self) -> bool:
        """Return whether there is something to compare."""
        return not self.why_not

    @property
    def differ(self) -> bool:
        """The computed and the patient's own estimate are more than 20 points apart."""
        stated = self.stated.number if self.stated else None
        if stated is None or self.best is None or self.best.relief is None:
            return False
        return abs(self.best.relief - stated) > APART


def percent(before: Decimal, now: Decimal) -> Decimal | None:
    """Return relief in percent, exact; None if there was no pain before."""
    return (before - now) * 100 / before if before else None


def in_clinic(observation: Observation, code: str) -> PatientReading:
    """Return what staff asked and measured as a reading of a code."""
    return PatientReading(
        code=code,
        value=str(observation.value),
        at=observation.recorded.at.astimezone(UTC),
        source=Source.CLINIC,
        observed=True,
        entry_id=observation.recorded.entry_id,
    )


def readings_of(case: Case) -> tuple[PatientReading, ...]:
    """Return every reading of the visit and after it, the earliest first, whatever its source."""
    observed = [in_clinic(one, PAIN) for one in case.observations if one.code in _OBSERVED]
    by_phone = [one for call in case.calls for one in call.readings]
    marked = [one for back in case.diaries for one in back.readings]
    return tuple(
        sorted((*observed, *by_phone, *marked), key=lambda reading: (reading.at, reading.source))
    )


def block_relief(case: Case, settings: Settings) -> BlockRelief:
    """Return the block of a case as its readings tell it."""
    end, every = case.event("needle_out"), readings_of(case)
    ended_at = end.recorded.at.astimezone(UTC) if end else None
    pain = [one for one in every if one.code == PAIN and one.number is not None]
    before = _before(pain, ended_at)
    points = _points(pain, before, ended_at)
    inside = [one for one in points if timedelta(0) < one.after <= settings.window]
    sheets = [back for back in case.diaries if back.form == "diary-block"]
    return BlockRelief(
        ended_at=ended_at,
        before=before,
        points=points,
        best=_best(inside),
        best_observed=_best(one for one in inside if one.reading.observed),
        stated=next((one for one in reversed(every) if one.code == GONE), None),
        held=tuple(_held(points, share) for share in settings.shares),
        did=_tally(every, DID, ended_at, len(sheets)),
        pills=_tally(every, PILL, ended_at, len(sheets)),
        unmarked=_unmarked(every, ended_at) if sheets else (),
        marked=next((one.value for one in reversed(every) if one.code == MARKED), ""),
        back_after=_back_after(sheets, ended_at),
        why_not=_why_not(ended_at, before, inside, settings),
    )


def _before(pain: Iterable[PatientReading], ended_at: datetime | None) -> PatientReading | None:
    """Return the last pain that staff asked before the needle; a paper marked at home has none."""
    asked = (one for one in pain if one.observed and ended_at and one.at <= ended_at)
    return max(asked, key=lambda reading: reading.at, default=None)


def _points(
    pain: Iterable[PatientReading], before: PatientReading | None, ended_at: datetime | None
) -> tuple[Point, ...]:
    if ended_at is None:
        return ()
    base = before.number if before else None
    return tuple(
        Point(
            reading,
            reading.at - ended_at,
            reading.number,
            percent(base, reading.number) if base else None,
        )
        for reading in pain
        if reading.number is not None and reading.at > ended_at
    )


def _best(points: Iterable[Point]) -> Point | None:
    """Return the lowest pain, the earliest of equals."""
    return min(points, key=lambda point: (point.pain, point.after), default=None)


def _held(points: Iterable[Point], share: int) -> TimeHeld:
    spans: list[ReliefSpan] = []
    open_ = False
    for point in points:
        above = point.relief is not None and point.relief >= share
        if above and open_ and point.after - spans[-1].last <= JOINED:
            spans[-1] = ReliefSpan(spans[-1].first, point.after, spans[-1].readings + 1)
        elif above:
            spans.append(ReliefSpan(point.after, point.after, 1))
        open_ = above
    together = [one.last - one.first for one in spans if one.readings > 1]
    return TimeHeld(share, tuple(spans), sum(together, timedelta()) if together else None)


def _tally(
    every: Iterable[PatientReading], code: str, ended_at: datetime | None, sheets: int
) -> Tally:
    marks = [one for one in every if one.code == code and ended_at]
    yes, no = (
        tuple(one.at - ended_at for one in marks if one.value == word and ended_at)
        for word in ("yes", "no")
    )
    return Tally(yes, no, DIARY_HOURS if sheets else len(marks))


def _unmarked(every: Iterable[PatientReading], ended_at: datetime | None) -> tuple[timedelta, ...]:
    """Return the lines of the paper that came back without a mark for pain."""
    marked = {one.at for one in every if one.code == PAIN and one.source is Source.PAPER}
    hours = (timedelta(hours=1 + row) for row in range(DIARY_HOURS))
    return tuple(one for one in hours if ended_at and ended_at + one not in marked)


def _back_after(sheets: list[DiaryBack], ended_at: datetime | None) -> timedelta | None:
    """Return how long after its last line the diary was entered; None if none is back."""
    if not sheets or ended_at is None:
        return None
    return sheets[-1].recorded.recorded_at - (ended_at + timedelta(hours=DIARY_HOURS))


def _why_not(
    ended_at: datetime | None,
    before: PatientReading | None,
    inside: list[Point],
    settings: Settings,
) -> str:
    if ended_at is None:
        return "The end of the block is not recorded."
    base, least = before.number if before else None, settings.least_before
    if base is None:
        return "Pain with the test move was not asked before the block."
    if not base:
        return "Pain before was 0, so no share of it can be gone."
    if least is not None and base < least:
        return f"Pain before was {base}; this clinic compares from {least} on."
    if len(inside) < _FEWEST:
        count = "no reading" if not inside else "one reading only"
        hours = settings.window // timedelta(hours=1)
        return f"There is {count} in the {hours} hours after the block."
    return ""
