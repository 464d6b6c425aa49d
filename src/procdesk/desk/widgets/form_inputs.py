"""Form inputs: which control asks an item, and how its text becomes answers."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, time
from decimal import Decimal
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter

from procdesk.desk.widgets.choices import Choice, Choices
from procdesk.desk.widgets.field import Field
from procdesk.desk.widgets.long_field import LongField
from procdesk.domain.spoken_time import Unclear, spelled, spoken_moment
from procdesk.domain.unit import KILOGRAM, LB, Unit, convert
from procdesk.questionnaire.asked_in import units_of
from procdesk.questionnaire.definition import Item, option_words
from procdesk.questionnaire.values import Implausible, parse

_MOST_BUTTONS = 12
_WEIGHED = (KILOGRAM, LB)
_HINTS = {
    "date": "2026-11-23",
    "dateTime": "8:30, yesterday 20:00 or 2026-11-23 08:30",
    "time": "08:30",
}
_YES_NO = (Choice("true", "Yes"), Choice("false", "No"))
_UNKNOWN = ("unknown", "not-asked", "asked-unknown", "UNK", "NASK", "ASKU")


def input_for(item: Item, now: datetime | None = None) -> Choices | Field | LongField:
    """Return the control that asks this item: big answers, a list to type into, or a field.

    A moment may be typed as people say it, counted from `now`.
    """
    words = _question(item)
    if item.type == "boolean":
        return Choices(words, _YES_NO, per_row=4)
    if item.type in ("choice", "open-choice") and item.options:
        return _of_options(item, words)
    if item.type == "text":
        return LongField(words, check=_checking(item))
    hint, check = _HINTS.get(item.type, ""), _checking(item, now)
    return Field(words, unit=item.unit, hint=hint, check=check)


def _of_options(item: Item, words: str) -> Choices | Field:
    options = item.options
    if item.type == "choice" and len(options) <= _MOST_BUTTONS:
        answers = [
            Choice(str(number), option_words(option), _is_unknown(option), option in item.exclusive)
            for number, option in enumerate(options)
        ]
        return Choices(words, answers, per_row=_per_row(answers), many=item.repeats)
    hint = "type to search" if item.type == "choice" else "choose or type"
    field = Field(words, hint=hint, check=_checking(item))
    suggest(field, map(option_words, options))
    return field


def suggest(field: Field, words: Iterable[str]) -> None:
    """Offer those words in which the typed text stands."""
    completer = QCompleter([*words], field)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    field.line.setCompleter(completer)


def _question(item: Item) -> str:
    text = " ".join(filter(None, (item.prefix, item.text))) or item.link_id
    return text if item.required or item.calculated else f"{text} (may stay empty)"


def _per_row(answers: list[Choice]) -> int:
    """Return how many answers stand in a row: as many as fit, in rows of nearly equal length."""
    longest = max((len(one.words) for one in answers), default=0)
    most = next((n for n, fits in ((4, 14), (3, 20), (2, 28)) if longest <= fits), 1)
    rows = -(-len(answers) // most) or 1
    return -(-len(answers) // rows) or 1


def _is_unknown(option: Any) -> bool:
    return isinstance(option, dict) and option.get("code") in _UNKNOWN


def result_for(item: Item) -> Field:
    """Return the field that shows a calculated value; nobody types into it."""
    field = Field(_question(item), unit=item.unit)
    field.line.setReadOnly(True)
    return field


def result_text(values: Sequence[Any]) -> str:
    """Return calculated values as people read them."""
    words = {True: "yes", False: "no"}
    return ", ".join(words[one] if isinstance(one, bool) else option_words(one) for one in values)


def answers_of(item: Item, text: str, now: datetime | None = None) -> list[Any]:
    """Return the answers in the text of a control, none if it is empty. Raises Implausible."""
    if not text:
        return []
    if item.type == "boolean":
        return [text == "true"]
    options = item.options
    if item.type == "choice" and options and len(options) <= _MOST_BUTTONS:
        return [options[int(number)] for number in text.split("|")]
    if item.type == "quantity":
        return [{"value": text, "unit": item.unit}]
    if item.type == "dateTime" and now is not None:
        moment = _moment(text, now)
        return [moment.replace(tzinfo=None).isoformat() if moment else text]
    return [text]


def spelled_back(item: Item, text: str, now: datetime | None) -> str:
    """Return a moment as understood, a weight in its other unit; empty if the text is neither."""
    units = units_of(item)
    weighed = units is not None and units[0] in _WEIGHED
    if not text or not (weighed or (item.type == "dateTime" and now)):
        return ""
    try:
        value = str(parse(item, answers_of(item, text, now)[0]))
    except Implausible:
        return ""
    if units and weighed:
        return _in_other_unit(Decimal(value), units[0])
    assert now is not None
    moment = datetime.fromisoformat(value)
    return spelled(moment.date() if moment.time() == time() else moment, now)


def _in_other_unit(value: Decimal, unit: Unit) -> str:
    other = next(one for one in _WEIGHED if one is not unit)
    return f"= {other.in_words(convert(value, unit, other))}"


def _moment(text: str, now: datetime) -> datetime | None:
    try:
        moment = spoken_moment(text, now)
    except Unclear as problem:
        raise Implausible(str(problem)) from None
    if moment is None or isinstance(moment, datetime):
        return moment
    return datetime.combine(moment, time())


def text_of(item: Item, values: list[Any]) -> str:
    """Return the text that shows these answers; the reverse of `answers_of`."""
    if not values:
        return ""
    if item.type == "boolean":
        return "true" if values[0] else "false"
    options = item.options
    if item.type == "choice" and options and len(options) <= _MOST_BUTTONS:
        wanted = [option_words(one) for one in values]
        return "|".join(str(n) for n, one in enumerate(options) if option_words(one) in wanted)
    first = values[0]
    return str(first["value"]) if item.type == "quantity" else option_words(first)


def _checking(item: Item, now: datetime | None = None) -> Callable[[str], str]:
    def check(text: str) -> str:
        try:
            parse(item, answers_of(item, text, now)[0])
        except Implausible as problem:
            return str(problem)
        return ""

    return check
