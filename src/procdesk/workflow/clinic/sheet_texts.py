"""Sheet texts: what ships, laid over by what this clinic edited, and how a text is edited.

An edit changes words and numbers only: conditions, pictures and times that hang on them stay, and
so does everything in braces, which the record fills in.
"""

import json
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from procdesk.domain.clinic.clinic_units import GLUCOSE_NUMBERS
from procdesk.domain.entry import Json
from procdesk.domain.unit import MG_DL
from procdesk.workflow.ledger import Ledger
from procdesk.workflow.refused import Refused

Path = tuple[str | int, ...]
"""The place of a line in a text: its part, its place there, and the key of its words."""

_FIXED = frozenset(
    {"key", "language", "version", "status", "source", "dates", "if", "not", "framed"}
    | {"picture", "from", "until", "topic", "also", "bath", "first"}
)
_NUMBERS = ("hours", "numbers")
_LEAST_GLUCOSE: Final = 36
"""mg/dL; what is less was meant in mmol/L, where nobody sets a higher number."""
_BRACES = re.compile(r"\{(\w+)\}")


def standing(ledger: Ledger, shipped: Mapping[str, bytes]) -> dict[str, bytes]:
    """Every text as this clinic uses it."""
    texts = ledger.clinic.texts.items()
    own = {name: done.text.encode() for name, done in texts if done.text and name in shipped}
    return {**shipped, **own}


def lines(text: Mapping[str, Any]) -> dict[Path, Json]:
    """Every line and number that a clinic may edit, in the order of the text."""
    return dict(_walk(text, ()))


def _walk(part: Any, path: Path) -> Iterator[tuple[Path, Json]]:
    if len(path) == 2 and path[0] in _NUMBERS:
        yield (*path, "value"), part["value"]
    elif isinstance(part, dict):
        for key, inside in part.items():
            if key not in _FIXED:
                yield from _walk(inside, (*path, key))
    elif isinstance(part, list):
        for place, inside in enumerate(part):
            yield from _walk(inside, (*path, place))
    else:
        yield path, part


def edited(raw: bytes, changes: Mapping[Path, str]) -> bytes:
    """A text with these lines changed, as a new version of it; the same bytes if none was.

    Raises Refused for a line that would lose what the record fills in, or a number that is none.
    """
    before, text = lines(json.loads(raw)), json.loads(raw)
    for path, words in changes.items():
        _put(text, path, _value(path, words, before[path]))
    if lines(text) == before:
        return raw
    text["version"] = _next(str(text["version"]))
    return json.dumps(text, ensure_ascii=False, indent=1).encode()


def _put(text: Any, path: Path, value: Json) -> None:
    for step in path[:-1]:
        text = text[step]
    text[path[-1]] = value


def _value(path: Path, words: str, before: Json) -> Json:
    line = " ".join(words.split())
    if path[0] in _NUMBERS:
        return _number(path, line)
    if not line:
        raise Refused(f"{spoken(path)}: a line may not be empty.")
    lost = set(_BRACES.findall(str(before))) ^ set(_BRACES.findall(line))
    if lost or line.count("{") != line.count("}"):
        names = ", ".join(f"{{{one}}}" for one in sorted(lost)) or "a brace"
        raise Refused(f"{spoken(path)}: what the record fills in must stay as it was: {names}.")
    return line


def _number(path: Path, line: str) -> Json:
    """Whole hours; another number may stay open, and is then a line to write on."""
    if not line and path[0] != "hours":
        return None
    try:
        number = Decimal(line)
    except InvalidOperation:
        number = Decimal(0)
    whole = number == number.to_integral_value()
    if not number.is_finite() or number <= 0 or (path[0] == "hours" and not whole):
        raise Refused(f"{spoken(path)}: write a number above zero.")
    if path[1] in GLUCOSE_NUMBERS and number < _LEAST_GLUCOSE:
        words = f"at least {_LEAST_GLUCOSE}; the sheet says it in the clinic's unit."
        raise Refused(f"{spoken(path)}: {words}")
    return int(number) if whole else str(number)


def spoken(path: Path) -> str:
    """Return a line's place in words: "call 911, line 2", "numbers, sugar low, mg/dL"."""
    steps = [f"line {one + 1}" if isinstance(one, int) else one.replace("_", " ") for one in path]
    unit = [MG_DL.words] if {*GLUCOSE_NUMBERS} & {*path} else []
    return ", ".join((*(one for one in steps if one not in ("say", "value")), *unit))


def _next(version: str) -> str:
    base, _plus, number = version.partition("+")
    return f"{base}+{int(number or 0) + 1}"
