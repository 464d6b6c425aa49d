"""Sheet text: what a family's text says after this visit, line by line, in one or two languages.

A line is a string, or {"say", "if", "not", "picture"}: it stands where every fact of `if` holds
and none of `not`. What belongs to every family lies in the text `aftercare` of each language.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from procdesk.domain.entry import Json
from procdesk.domain.medication import LastDose, Precision
from procdesk.paper.dates import Dates
from procdesk.paper.facts import SheetSource, held, last_doses, thinners
from procdesk.paper.happened import FLARE_PLAN, THERAPY_ON, happened
from procdesk.paper.page import SheetRefused

_LISTS = ("title", "call_911", "what", "tell", "actions", "normal", "call_us")
_T = TypeVar("_T")
_TO_WRITE = "________"
_TO_WRITE_LONG = "______________________"
_NEVER = 10**6
_LAST_MOMENT = timedelta(microseconds=1)
"""A day without an hour ends where the next begins."""
_RESTART = "restart"
"""The start of an action that is no hour of the text but what a physician said."""
MOST_SIGNS, MOST_ACTIONS, QUESTIONS = 5, 6, 3


@dataclass(frozen=True, slots=True)
class Line:
    """One line for the patient, and the same for staff where the sheet has English beside it."""

    words: str
    staff: str = ""
    picture: str = ""


@dataclass(frozen=True, slots=True)
class Action:
    """One thing to do: when, and what with its reason. `framed` must not be missed."""

    when: Line
    what: Line
    picture: str
    framed: bool


def merged(common: Mapping[str, Any], family: Mapping[str, Any]) -> dict[str, Any]:
    """One text of a family and what every family says; the family's lines come first."""
    lists = {name: [*family.get(name, ()), *common.get(name, ())] for name in _LISTS}
    return {
        **common,
        **family,
        **lists,
        "hours": {**common["hours"], **family.get("hours", {})},
        "numbers": {**common["numbers"], **family.get("numbers", {})},
        "say_back": [*common["say_back"], *family.get("say_back", ())],
        "version": f"{family['version']} with {common['key']} {common['version']}",
    }


def text_of(names: Sequence[str], texts: Mapping[str, bytes]) -> dict[str, Any]:
    """The whole text of these names, the common one first; of no name nothing.

    Raises KeyError with the name that is missing.
    """
    parts: list[dict[str, Any]] = [json.loads(texts[name]) for name in names]
    return (
        merged(*parts) if len(parts) > 1 else {key: v for part in parts for key, v in part.items()}
    )


def applies(row: Any, facts: frozenset[str]) -> bool:
    """Whether a line stands where these facts hold."""
    if isinstance(row, str):
        return True
    wanted, without = _names(row.get("if", ())), _names(row.get("not", ()))
    return wanted <= facts and not without & facts


def _names(told: Any) -> set[str]:
    return {told} if isinstance(told, str) else set(told)


class Told:
    """The text of one visit, chosen and filled."""

    def __init__(self, source: SheetSource) -> None:
        self.text, self.facts = source.text, happened(source)
        self._english = source.english
        self._words = filled(source, source.text)
        self._staff_words = filled(source, source.english) if source.english else {}
        self._end = source.ended_at
        self._starts_again = _moments(source)

    def lines(self, name: str) -> list[Line]:
        """The lines of a part that stand, in their order."""
        pairs = zip(self.text[name], self._beside(name), strict=True)
        return [self._line(row, beside) for row, beside in pairs if applies(row, self.facts)]

    def first(self, name: str) -> Line:
        """The first line that stands, as a title. Raises SheetRefused if none does."""
        found = self.lines(name)
        if not found:
            raise SheetRefused(f"The text has no {name} for this visit. Nothing was printed.")
        return found[0]

    def together(self, name: str) -> Line:
        """All lines of a part as one paragraph."""
        found = self.lines(name)
        return Line(" ".join(x.words for x in found), " ".join(x.staff for x in found))

    def label(self, name: str) -> Line:
        """A heading or another word of the page itself."""
        staff = self._english["labels"][name] if self._english else ""
        return Line(self.text["labels"][name], staff)

    def signs(self) -> list[Line]:
        """What to call 911 for. Raises SheetRefused if there are more than a reader takes in."""
        return _at_most(MOST_SIGNS, self.lines("call_911"), "signs to call 911 for")

    def actions(self) -> list[Action]:
        """What to do, ordered by when it starts, then ends. Raises SheetRefused for too many."""
        pairs = zip(self.text["actions"], self._beside("actions"), strict=True)
        rows = [(row, beside) for row, beside in pairs if applies(row, self.facts)]
        rows.sort(key=lambda pair: self._span(pair[0]))
        framed = [row for row, _ in rows if row.get("framed")]
        frame = max(framed, key=lambda row: row["from"] == _RESTART, default=None)
        found = [self._action(row, beside, framed=row is frame) for row, beside in rows]
        return _at_most(MOST_ACTIONS, found, "things to do")

    def questions(self) -> list[Line]:
        """The first three that stand: what is most missed comes first."""
        return self.lines("say_back")[:QUESTIONS]

    def _beside(self, name: str) -> list[Any]:
        return list(self._english[name]) if self._english else [""] * len(self.text[name])

    def _line(self, row: Any, beside: Any) -> Line:
        picture = "" if isinstance(row, str) else row.get("picture", "")
        staff = _said(beside).format(**self._staff_words) if beside else ""
        return Line(_said(row).format(**self._words), staff, picture)

    def _action(self, row: Any, beside: Any, *, framed: bool) -> Action:
        parts = [
            Line(
                _capital(row[name].format(**self._words)),
                _capital(beside[name].format(**self._staff_words)) if beside else "",
            )
            for name in ("when", "what")
        ]
        return Action(parts[0], parts[1], row["picture"], framed)

    def _span(self, row: Mapping[str, Any]) -> tuple[datetime, datetime]:
        if row["from"] == _RESTART:
            at = max(self._starts_again, default=self._end + timedelta(hours=_NEVER))
            return at, at
        return self._hour(row["from"], 0), self._hour(row["until"], _NEVER)

    def _hour(self, name: str | None, otherwise: int) -> datetime:
        hours = int(self.text["hours"][name]["value"]) if name else otherwise
        return self._end + timedelta(hours=hours)


def _at_most(most: int, found: list[_T], what: str) -> list[_T]:
    if len(found) > most:
        raise SheetRefused(
            f"The text has {len(found)} {what} for this visit; {most} are the most that a reader "
            "takes in. Nothing was printed; shorten the text."
        )
    return found


def _said(row: Any) -> str:
    return str(row if isinstance(row, str) else row["say"])


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def dates_of(source: SheetSource, text: Mapping[str, Any]) -> Dates:
    """Days and times in the words of a text."""
    return Dates(source.zone, source.made_at, text["dates"])


def filled(source: SheetSource, text: Mapping[str, Any]) -> dict[str, str]:
    """What stands in the braces of a text; a number that nobody set is a line to write on."""
    end, dates = source.ended_at, dates_of(source, text)
    hours = {name: timedelta(hours=int(row["value"])) for name, row in text["hours"].items()}
    regions = dict.fromkeys(t.region for t in source.case.order.targets if t.region)
    joined = f" {text['labels']['and']} "
    numbers = {name: row["value"] for name, row in text["numbers"].items()}
    return {
        **{name: dates.when(end + after) for name, after in hours.items()},
        **{name: _TO_WRITE if v is None else str(v) for name, v in numbers.items()},
        "region": joined.join(text["regions"][one] for one in regions),
        "day": dates.long_day(end),
        "thinner": thinners(source),
        "last_dose": "; ".join(_dose_told(dates, text, *one) for one in last_doses(source)),
        "still_weak": _after(dates, end, numbers["still_weak_hours"]),
        "restart": "; ".join(
            f"{name} {dates.when(at) if at else _TO_WRITE_LONG}" for name, at in held(source)
        ),
        "flare_plan": str(source.case.value(FLARE_PLAN) or ""),
        "therapy": _day_of(dates, source.case.value(THERAPY_ON)),
        "diary_back": dates.when(source.next_visit) if source.next_visit else "",
        "units": source.clinic.setting("units.glucose"),
    }


def _dose_told(
    dates: Dates, text: Mapping[str, Any], name: str, dose: LastDose, told: datetime | None
) -> str:
    """A last dose; what a patient said by the day stands as they said it, and when they did."""
    if dose.precision is Precision.TIME and dose.latest_at is not None:
        return f"{name}, {dates.at(dose.latest_at)}"
    said = f", {text['labels']['told']} {dates.at(told)}" if told else ""
    words = dose.words or dates.day(dose.latest_at - _LAST_MOMENT) if dose.latest_at else dose.words
    return f"{name}, {words}{said}"


def _after(dates: Dates, end: datetime, hours: Json) -> str:
    """The hour so many hours after the end; a line to write on where nobody set how many."""
    return _TO_WRITE if hours is None else dates.when(end + timedelta(hours=float(str(hours))))


def _day_of(dates: Dates, told: object) -> str:
    """A day that was recorded, as a patient reads it; nothing where none was."""
    return dates.long(date.fromisoformat(told)) if isinstance(told, str) and told else ""


def _moments(source: SheetSource) -> list[datetime]:
    return [at for _name, at in held(source) if at is not None]
