"""Diary text: the words of every diary page in one language.

The codes of questions and answers are the same in all languages, so that a page is read back
whatever it is printed in.
"""

from collections.abc import Mapping
from typing import Annotated

import msgspec

from procdesk.domain.catalogue.sheet_text import SheetText

Three = Annotated[tuple[str, ...], msgspec.Meta(min_length=3, max_length=3)]


class DiaryTextPart(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words of one part of a text."""


class Marked(DiaryTextPart, frozen=True, kw_only=True):
    """The answers to when the lines were marked, in their order."""

    each: str
    later: str
    once: str


class QuestionWords(DiaryTextPart, frozen=True, kw_only=True):
    """The name of a question over its rings, and the word of each answer by its code."""

    name: str
    values: dict[str, str]


class EveryPage(DiaryTextPart, frozen=True, kw_only=True):
    """How to mark, and the last lines; `{day}` is when to bring it, with its hour."""

    dark_pen: str
    good_mark: str
    bad_mark: str
    wrong: str
    page: str
    marked: str
    form: str
    bring_page: str
    bring_page_on: str
    bring_pages: str
    bring_pages_on: str
    call: str
    nights: str


class RingScale(DiaryTextPart, frozen=True, kw_only=True):
    """A question in eleven rings, and the words of its two ends."""

    pain: str
    none: str
    worst: str


class Block(RingScale, frozen=True, kw_only=True):
    """The page of the hours after a block."""

    title: str
    how: str
    missed: str
    by_staff: str
    ended: str
    place: str
    before: str
    after: str
    not_taken: str
    of_ten: str
    test_move: str
    worst_move: str
    time: str
    new_time: str
    gone: str
    gone_none: str
    gone_all: str
    no_pills: str
    bring: str
    marked: Marked


class Days(RingScale, frozen=True, kw_only=True):
    """The pages of one line a day."""

    title: str
    how: str
    missed: str
    marked: Marked


class Stimulator(DiaryTextPart, frozen=True, kw_only=True):
    """The pages of a trial, where they differ from those of one line a day."""

    title: str
    missed: str
    gone: str


class Weeks(RingScale, frozen=True, kw_only=True):
    """The page of one line a week, and that of the PEG."""

    title: str
    how: str
    missed: str
    week: str
    week_of: str
    peg_title: str
    peg_how: str
    peg_mark: str
    peg: Three


class DiaryText(SheetText, frozen=True, kw_only=True):
    """The words of every diary page. `questions` are by code, `regions` and `sides` by key."""

    title: str
    every_page: EveryPage
    block: Block
    days: Days
    stimulator: Stimulator
    weeks: Weeks
    questions: dict[str, QuestionWords]
    regions: dict[str, str]
    sides: dict[str, str]

    def marked(self, form: str) -> Mapping[str, str]:
        """Return the words of when the lines of a form were marked, by code."""
        hourly = form in ("diary-block", "diary-weekly")
        return msgspec.structs.asdict(self.block.marked if hourly else self.days.marked)
