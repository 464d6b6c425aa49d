"""Filled text: the lines of one text that stand after a visit, in one or two languages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from procdesk.paper.aftercare.filling import fillings
from procdesk.paper.aftercare.visit_facts import facts_of_visit
from procdesk.paper.drawing.sheet_source import SheetSource, restarts
from procdesk.paper.texts.sheet_text import Action, SheetLine, applies
from procdesk.paper.texts.text_shapes import AftercareText, Does, Row, Rows

R = TypeVar("R", bound=Row | Does)
DRIVE = "drive"
"""The topic of driving."""
_NEVER = 10**6
_RESTART = "restart"
"""The start of an action that is no hour of the text but what a physician said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToDo:
    """An action: its topic, its start and end, the end of a ban on baths; if it limits driving."""

    action: Action
    topic: str
    starts: datetime
    ends: datetime
    bath: datetime | None
    driving: bool


class Voice:
    """One text, chosen by what happened and filled."""

    def __init__(
        self, source: SheetSource, text: AftercareText, english: AftercareText | None
    ) -> None:
        self._text, self.facts, self._english = text, facts_of_visit(source), english
        self._words = fillings(source, text)
        self._staff_words = fillings(source, english) if english else {}
        self._end = source.ended_at
        self._starts_again = [at for _name, at in restarts(source) if at is not None]

    def lines(self, name: str) -> list[SheetLine]:
        """Return the lines of a part that stand, in their order."""
        rows: Rows = getattr(self._text, name)
        return [self._line(row, beside) for row, beside in self._standing(name, rows)]

    def to_do(self) -> list[ToDo]:
        """Return the actions in the order of the text; at most one must not be missed."""
        rows = self._standing("actions", self._text.actions)
        framed = [row for row, _ in rows if row.framed]
        frame = max(framed, key=lambda row: row.from_ == _RESTART, default=None)
        return [self._to_do(row, beside, framed=row is frame) for row, beside in rows]

    def _standing(self, name: str, rows: Sequence[R]) -> list[tuple[R, R | None]]:
        """Return the rows of a part that stand, each with its English where the sheet has it."""
        english = self._english
        beside: Sequence[R | None] = getattr(english, name) if english else [None] * len(rows)
        return [pair for pair in zip(rows, beside, strict=True) if applies(pair[0], self.facts)]

    def _line(self, row: Row, beside: Row | None) -> SheetLine:
        words = _words_of(row).format(**self._words)
        staff = _words_of(beside).format(**self._staff_words) if beside else ""
        if isinstance(row, str):
            return SheetLine(words, staff)
        return SheetLine(words, staff, row.picture, row.first)

    def _to_do(self, row: Does, beside: Does | None, *, framed: bool) -> ToDo:
        when = self._both(row.when, beside.when if beside else "")
        what = self._both(row.what, beside.what if beside else "")
        bath = self._hour(row.bath, 0) if row.bath else None
        action = Action(when, what, row.picture, framed)
        starts, ends = self._span(row)
        return ToDo(
            action=action,
            topic=row.topic,
            starts=starts,
            ends=ends,
            bath=bath,
            driving=DRIVE in (row.topic, row.also),
        )

    def _both(self, words: str, staff: str) -> SheetLine:
        """Return a part of an action, each language from its first letter."""
        own, beside = words.format(**self._words), staff.format(**self._staff_words)
        return SheetLine(_capital(own), _capital(beside))

    def _span(self, row: Does) -> tuple[datetime, datetime]:
        if row.from_ == _RESTART:
            at = max(self._starts_again, default=self._end + timedelta(hours=_NEVER))
            return at, at
        return self._hour(row.from_, 0), self._hour(row.until, _NEVER)

    def _hour(self, name: str | None, otherwise: int) -> datetime:
        hours = self._text.hours[name].value if name else otherwise
        return self._end + timedelta(hours=hours)


def _words_of(row: Row) -> str:
    return row if isinstance(row, str) else row.say


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
