"""Dates: days and times as a patient reads them, in the words of the sheet's language."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Dates:
    """The clinic's zone, the moment of printing, and the words of one language for days.

    `words` holds days, months, long_days, long_months and the patterns short, long, today, then;
    `one` stands for `today` where the hour is one.
    """

    zone: ZoneInfo
    made_at: datetime
    words: Mapping[str, Any]

    def clock(self, at: datetime) -> str:
        """4:05 PM."""
        here = at.astimezone(self.zone)
        return f"{here.hour % 12 or 12}:{here.minute:02} {'AM' if here.hour < 12 else 'PM'}"

    def day(self, at: datetime) -> str:
        """Mon 23 Nov."""
        return self._told("short", at.astimezone(self.zone).date(), "")

    def long_day(self, at: datetime) -> str:
        """Monday 23 November."""
        return self.long(at.astimezone(self.zone).date())

    def long(self, on: date) -> str:
        """Monday 23 November, of a day that has no hour."""
        return self._told("long", on, "long_")

    def with_year(self, at: datetime) -> str:
        """Mon 23 Nov 2026."""
        return f"{self.day(at)} {at.astimezone(self.zone).year}"

    def birth(self, on: date) -> str:
        """14 Nov 1948."""
        return f"{on:%d} {self.words['months'][on.month - 1]} {on.year}"

    def when(self, at: datetime) -> str:
        """6:00 PM today, or Tue 24 Nov, 10:00 AM."""
        clock = self.clock(at)
        if at.astimezone(self.zone).date() == self.made_at.astimezone(self.zone).date():
            pattern = "one" if clock.startswith("1:") else "today"
            return str(self.words[pattern]).format(clock=clock)
        return str(self.words["then"]).format(day=self.day(at), clock=clock)

    def at(self, at: datetime) -> str:
        """Fri 20 Nov, 8:00 PM, whatever day it is read on."""
        return f"{self.day(at)}, {self.clock(at)}"

    def _told(self, pattern: str, on: date, length: str) -> str:
        return str(self.words[pattern]).format(
            day=self.words[f"{length}days"][on.weekday()],
            number=on.day,
            month=self.words[f"{length}months"][on.month - 1],
        )
