"""Values: what a person typed becomes a value of the item's type, or a sentence why not.

A value is JSON without floats: decimals are text. A coded answer is {"code", "display", "system"}.
"""

import re
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, TypeAlias

from procdesk.questionnaire.definition import (
    MAX_DECIMALS,
    MAX_VALUE,
    MIN_LENGTH,
    MIN_VALUE,
    REGEX,
    Item,
)

Value: TypeAlias = "bool | int | str | dict[str, Value] | list[Value] | None"

_NUMBER = re.compile(r"[+-]?\d{1,15}(?:[.,]\d{1,10})?")
_WHOLE = re.compile(r"[+-]?\d{1,15}")
_LONGEST = 100_000
_LONGEST_FOR_PATTERN = 500
"""Beyond it a pattern is not tried: some patterns take for ever on long text."""


class Implausible(ValueError):
    """A value that cannot be recorded; the message is for the person who typed it."""


def parse(item: Item, raw: Any) -> Value:
    """The value that a person's text, or an answer from a file, stands for. Raises Implausible."""
    value = _READERS.get(item.type, _text)(item, raw)
    _limits(item, value)
    return value


def number(text: str, wanted: str = "number, such as 36.6") -> Decimal:
    """A decimal with comma or point; "3e1" and "1,000.5" are refused. Raises Implausible."""
    plain = text.strip().replace("\N{MINUS SIGN}", "-")
    if not _NUMBER.fullmatch(plain):
        raise Implausible(f"Write a {wanted}.")
    return Decimal(plain.replace(",", "."))


def _boolean(_item: Item, raw: Any) -> Value:
    if isinstance(raw, bool):
        return raw
    raise Implausible("Answer yes or no.")


def _integer(item: Item, raw: Any) -> Value:
    text = str(raw).strip()
    if isinstance(raw, bool) or not _WHOLE.fullmatch(text):
        words = f"whole number in {item.unit}" if item.own_unit else "whole number"
        raise Implausible(f"Write a {words}.")
    return int(text)


def _decimal(item: Item, raw: Any) -> Value:
    if isinstance(raw, bool):
        raise Implausible("Write a number, such as 36.6.")
    if item.own_unit:
        return format(number(_written(raw), f"number in {item.unit}"), "f")
    return format(number(_written(raw)), "f")


def _written(raw: Any) -> str:
    """A number of JSON as digits: 0.00001 is 1e-05 in Python, which nobody typed."""
    return format(Decimal(str(raw)), "f") if isinstance(raw, float) else str(raw)


def _date(_item: Item, raw: Any) -> Value:
    try:
        return date.fromisoformat(str(raw)).isoformat()
    except ValueError:
        raise Implausible("Write a date, such as 2026-11-23.") from None


def _datetime(_item: Item, raw: Any) -> Value:
    try:
        return datetime.fromisoformat(str(raw)).isoformat()
    except ValueError:
        raise Implausible("Write date and time, such as 2026-11-23 08:30.") from None


def _time(_item: Item, raw: Any) -> Value:
    clock = re.fullmatch(r"([01]?\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?", str(raw).strip())
    if clock is None:
        raise Implausible("Write a time, such as 08:30.")
    return f"{int(clock[1]):02}:{clock[2]}:{clock[3] or '00'}"


def _text(_item: Item, raw: Any) -> Value:
    if not isinstance(raw, str) or not raw.strip():
        raise Implausible("Write something.")
    if len(raw) > _LONGEST:
        raise Implausible("This is too long.")
    return raw.strip()


def _choice(item: Item, raw: Any) -> Value:
    for option in item.options:
        if _chosen(option, raw):
            return _coded(option)
    if item.options and item.type == "choice":
        raise Implausible("Choose one of the answers.")
    if isinstance(raw, dict):
        return _coded(raw)
    return _text(item, raw)


def _chosen(option: Any, raw: Any) -> bool:
    if not isinstance(option, dict):
        return bool(option == raw)
    if isinstance(raw, dict):
        return (option.get("code"), option.get("system")) == (raw.get("code"), raw.get("system"))
    return raw in (option.get("code"), option.get("display")) and raw is not None


def _coded(option: Any) -> Value:
    if not isinstance(option, dict):
        return format(Decimal(str(option)), "f") if isinstance(option, float) else option
    return {
        name: str(option[name])
        for name in ("system", "code", "display", "reference")
        if option.get(name)
    }


def _quantity(item: Item, raw: Any) -> Value:
    if isinstance(raw, dict):
        amount, unit = raw.get("value"), str(raw.get("unit") or raw.get("code") or "")
    else:
        amount, unit = raw, item.unit
    return {"value": format(number(_written(amount)), "f"), "unit": unit}


def _object(_item: Item, raw: Any) -> Value:
    if isinstance(raw, dict) and raw:
        return {
            str(key): value if isinstance(value, (str, bool, int)) else str(value)
            for key, value in raw.items()
        }
    if isinstance(raw, str) and raw.strip():
        return {"display": raw.strip()}
    raise Implausible("Write what it refers to.")


_READERS = {
    "boolean": _boolean,
    "integer": _integer,
    "decimal": _decimal,
    "date": _date,
    "dateTime": _datetime,
    "time": _time,
    "choice": _choice,
    "open-choice": _choice,
    "quantity": _quantity,
    "reference": _object,
    "attachment": _object,
}


def _limits(item: Item, value: Value) -> None:
    """Limits of length, size and pattern, in words with the limit."""
    if isinstance(value, str) and item.type in ("string", "text", "url", "open-choice"):
        _lengths(item, value)
    for url, sign in ((MIN_VALUE, 1), (MAX_VALUE, -1)):
        limit = item.extension(url)
        if limit is not None and comparable(value) is not None:
            _bound(item, value, limit, sign)
    places = item.extension(MAX_DECIMALS)
    if isinstance(places, int) and item.type == "decimal":
        written = str(value).partition(".")[2]
        if len(written) > places:
            raise Implausible(f"At most {places} places after the point.")


def _lengths(item: Item, text: str) -> None:
    if item.max_length is not None and len(text) > item.max_length:
        raise Implausible(f"At most {item.max_length} letters.")
    least = item.extension(MIN_LENGTH)
    if isinstance(least, int) and len(text) < least:
        raise Implausible(f"At least {least} letters.")
    pattern = item.extension(REGEX)
    if isinstance(pattern, str):
        if len(text) > _LONGEST_FOR_PATTERN:
            raise Implausible("This is too long to be checked.")
        if not re.fullmatch(pattern, text):
            raise Implausible("This is not written as the form asks.")


def _bound(item: Item, value: Value, limit: Any, sign: int) -> None:
    here, there = comparable(value), comparable(limit)
    if here is None or there is None or type(here) is not type(there):
        return
    too_low, too_high = here < there, here > there  # type: ignore[operator]
    if (sign > 0 and too_low) or (sign < 0 and too_high):
        shown = limit.get("value") if isinstance(limit, dict) else limit
        word = "at least" if sign > 0 else "at most"
        raise Implausible(f"It can be {word} {shown} {item.unit}".rstrip() + ".")


def comparable(value: Any) -> Decimal | str | None:
    """Return the key by which two values compare: a number, a date or time text, else None."""
    if isinstance(value, dict):
        value = value.get("value")
    if isinstance(value, bool) or value is None:
        return None
    text = str(value)
    try:
        decimal = Decimal(text)
        return decimal if decimal.is_finite() else None  # the word "nan" is a text as well
    except InvalidOperation:
        return text if re.match(r"\d{4}-\d\d|\d\d:\d\d", text) else None
