"""Voice: the lines of one text that stand after a visit, filled, in one or two languages."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from procdesk.paper.facts import SheetSource, held
from procdesk.paper.filling import filled
from procdesk.paper.happened import happened
from procdesk.paper.sheet_text import Action, Line, applies

DRIVE = "drive"
"""The topic of driving."""
_NEVER = 10**6
_RESTART = "restart"
"""The start of an action that is no hour of the text but what a physician said."""


@dataclass(frozen=True, slots=True)
class ToDo:
    """An action with what it is about, from when until when, until when it forbids a bath, and
    whether it says anything of driving."""

    action: Action
    topic: str
    starts: datetime
    ends: datetime
    bath: datetime | None
    driving: bool


class Voice:
    """One text, chosen by what happened and filled."""

    def __init__(
        self, source: SheetSource, text: Mapping[str, Any], english: Mapping[str, Any]
    ) -> None:
        self._text, self.facts, self._english = text, happened(source), english
        self._words = filled(source, text)
        self._staff_words = filled(source, english) if english else {}
        self._end = source.ended_at
        self._starts_again = [at for _name, at in held(source) if at is not None]

    def lines(self, name: str) -> list[Line]:
        """The lines of a part that stand, in their order."""
        return [self._line(row, beside) for row, beside in self._rows(name)]

    def to_do(self) -> list[ToDo]:
        """What to do, in the order of the text; at most one must not be missed."""
        rows = self._rows("actions")
        framed = [row for row, _ in rows if row.get("framed")]
        frame = max(framed, key=lambda row: row["from"] == _RESTART, default=None)
        return [self._to_do(row, beside, framed=row is frame) for row, beside in rows]

    def _rows(self, name: str) -> list[tuple[Any, Any]]:
        rows = self._text[name]
        beside = self._english[name] if self._english else [""] * len(rows)
        return [pair for pair in zip(rows, beside, strict=True) if applies(pair[0], self.facts)]

    def _line(self, row: Any, beside: Any) -> Line:
        told = {} if isinstance(row, str) else row
        staff = _said(beside).format(**self._staff_words) if beside else ""
        return Line(
            _said(row).format(**self._words),
            staff,
            told.get("picture", ""),
            bool(told.get("first")),
        )

    def _to_do(self, row: Any, beside: Any, *, framed: bool) -> ToDo:
        when, what = (
            Line(
                _capital(row[name].format(**self._words)),
                _capital(beside[name].format(**self._staff_words)) if beside else "",
            )
            for name in ("when", "what")
        )
        bath = self._hour(row["bath"], 0) if row.get("bath") else None
        action = Action(when, what, row["picture"], framed)
        topic = row.get("topic", "")
        return ToDo(action, topic, *self._span(row), bath, DRIVE in (topic, row.get("also")))

    def _span(self, row: Mapping[str, Any]) -> tuple[datetime, datetime]:
        if row["from"] == _RESTART:
            at = max(self._starts_again, default=self._end + timedelta(hours=_NEVER))
            return at, at
        return self._hour(row["from"], 0), self._hour(row["until"], _NEVER)

    def _hour(self, name: str | None, otherwise: int) -> datetime:
        hours = int(self._text["hours"][name]["value"]) if name else otherwise
        return self._end + timedelta(hours=hours)


def _said(row: Any) -> str:
    return str(row if isinstance(row, str) else row["say"])


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
