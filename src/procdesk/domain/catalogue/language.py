"""Language: a row of resources/languages."""

import re
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from typing import Annotated, Final, Literal

import msgspec

from procdesk.domain.resource_file import ResourceRefused, decode

ENGLISH: Final = "en"
"""The language of staff; every other text is a translation of it."""

Seven = Annotated[tuple[str, ...], msgspec.Meta(min_length=7, max_length=7)]
Twelve = Annotated[tuple[str, ...], msgspec.Meta(min_length=12, max_length=12)]


class ClockWords(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How an hour is read: of 12, with `am` or `pm` behind it, or of 24."""

    hours: Literal[12, 24]
    am: str = ""
    pm: str = ""

    def words(self, here: datetime) -> str:
        """Return the hour of a local moment: 4:05 PM, or 16:05."""
        if self.hours == 24:
            return f"{here.hour}:{here.minute:02}"
        half = self.am if here.hour < 12 else self.pm
        return f"{here.hour % 12 or 12}:{here.minute:02} {half}"


class DateWords(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The names of days, from Monday, and of months, short and long, and the patterns of dates.

    `today_at_one` stands for `today` where the hour is one.
    """

    days: Seven
    months: Twelve
    long_days: Seven
    long_months: Twelve
    short: str
    long: str
    today: str
    today_at_one: str = msgspec.field(name="one")
    then: str


class Grade(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The formula that says how easily a text of a language is read, and what it should reach."""

    formula: Literal["flesch-kincaid", "inflesz"]
    goal: float


class Language(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A language that sheets may be in; one without a `grade` has no formula that measures it.

    `after_number` are words that a line may not part from the number before them, as "mg".
    """

    key: Annotated[str, msgspec.Meta(pattern="^[a-z]{2}$")]
    name: str
    clock: ClockWords
    dates: DateWords
    after_number: tuple[str, ...]
    grade: Grade | None = None


Languages = Mapping[str, Language]
"""Every language by its key."""


def languages_from(files: Mapping[str, bytes]) -> dict[str, Language]:
    """Return the languages of these files, by name. Raises ResourceRefused with file and path."""
    rows = {name: decode(raw, Language, f"languages/{name}") for name, raw in files.items()}
    for name, row in rows.items():
        if row.key != name:
            raise ResourceRefused(f"languages/{name}: $.key: {row.key} is not the file's name")
    return {name: rows[name] for name in sorted(rows, key=lambda name: (name != ENGLISH, name))}


def name_of(languages: Languages, key: str) -> str:
    """Return a language in words; one that has no row as it was said."""
    return languages[key].name if key in languages else key


@lru_cache(maxsize=16)
def never_apart(language: Language | None) -> re.Pattern[str]:
    """Return the blanks at which no line of a language ends: in "5 mg", "23 Nov" and "Mon 23"."""
    if language is None:
        return re.compile(r"(?<=\d) (?=%|°)")
    after = "|".join(map(re.escape, (*language.after_number, *language.dates.months)))
    # Names of days differ in length, and Python looks behind only for one length at a time.
    days = "|".join(rf"(?<=\b{re.escape(day)})" for day in language.dates.days)
    return re.compile(rf"(?<=\d) (?=(?:{after})\b|%|°)|(?:{days}) (?=\d)")
