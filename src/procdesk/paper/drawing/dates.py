"""Dates: days and times as a patient reads them, in the words of the sheet's language."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from procdesk.domain.catalogue.language import Language


@dataclass(frozen=True, slots=True)
class Dates:
    """The clinic's zone, the moment of printing, and the language for days and hours."""

    zone: ZoneInfo
    made_at: datetime
    language: Language

    def clock(self, at: datetime) -> str:
        """Return a time as 4:05 PM."""
        return self.language.clock.words(at.astimezone(self.zone))

    def day(self, at: datetime) -> str:
        """Return a day as Mon 23 Nov."""
        on, words = at.astimezone(self.zone).date(), self.language.dates
        return words.short.format(
            day=words.days[on.weekday()], number=on.day, month=words.months[on.month - 1]
        )

    def long_day(self, at: datetime) -> str:
        """Return a day as Monday 23 November."""
        return self.long(at.astimezone(self.zone).date())

    def long(self, on: date) -> str:
        """Return a date as Monday 23 November."""
        words = self.language.dates
        return words.long.format(
            day=words.long_days[on.weekday()], number=on.day, month=words.long_months[on.month - 1]
        )

    def with_year(self, at: datetime) -> str:
        """Return a day as Mon 23 Nov 2026."""
        return f"{self.day(at)} {at.astimezone(self.zone).year}"

    def birth(self, on: date) -> str:
        """Return a birth date as 14 Nov 1948."""
        return f"{on:%d} {self.language.dates.months[on.month - 1]} {on.year}"

    def when(self, at: datetime) -> str:
        """Return a moment as 6:00 PM today, or Tue 24 Nov, 10:00 AM."""
        clock, words = self.clock(at), self.language.dates
        if at.astimezone(self.zone).date() == self.made_at.astimezone(self.zone).date():
            pattern = words.today_at_one if clock.startswith("1:") else words.today
            return pattern.format(clock=clock)
        return words.then.format(day=self.day(at), clock=clock)

    def at(self, at: datetime) -> str:
        """Return a moment as Fri 20 Nov, 8:00 PM, whatever day it is read on."""
        return f"{self.day(at)}, {self.clock(at)}"
