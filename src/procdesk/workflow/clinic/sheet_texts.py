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
"""Where a line stands in a text: its part, its place there, and which of its words."""

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


def _walk(told: Any, path: Path) -> Iterator[tuple[Path, Json]]:
    if len(path) == 2 and path[0] in _NUMBERS:
        yield (*path, "value"), told["value"]
    elif isinstance(told, dict):
        for key, inside in told.items():
            if key not in _FIXED:
                yield from _walk(inside, (*path, key))
    elif isinstance(told, list):
        for place, inside in enumerate(told):
            yield from _walk(inside, (*path, place))
    else:
        yield path, told


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
    told = " ".join(words.split())
    if path[0] in _NUMBERS:
        return _number(path, told)
    if not told:
        raise Refused(f"{spoken(path)}: a line may not be empty.")
    lost = set(_BRACES.findall(str(before))) ^ set(_BRACES.findall(told))
    if lost or told.count("{") != told.count("}"):
        names = ", ".join(f"{{{one}}}" for one in sorted(lost)) or "a brace"
        raise Refused(f"{spoken(path)}: what the record fills in must stay as it was: {names}.")
    return told


def _number(path: Path, told: str) -> Json:
    """Whole hours; another number may stay open, and is then a line to write on."""
    if not told and path[0] != "hours":
        return None
    try:
        found = Decimal(told)
    except InvalidOperation:
        found = Decimal(0)
    whole = found == found.to_integral_value()
    if not found.is_finite() or found <= 0 or (path[0] == "hours" and not whole):
        raise Refused(f"{spoken(path)}: write a number above zero.")
    if path[1] in GLUCOSE_NUMBERS and found < _LEAST_GLUCOSE:
        words = f"at least {_LEAST_GLUCOSE}; the sheet says it in the clinic's unit."
        raise Refused(f"{spoken(path)}: {words}")
    return int(found) if whole else str(found)


def spoken(path: Path) -> str:
    """Where a line stands, in words: "call 911, line 2", "numbers, sugar low, mg/dL"."""
    steps = [f"line {one + 1}" if isinstance(one, int) else one.replace("_", " ") for one in path]
    unit = [MG_DL.words] if {*GLUCOSE_NUMBERS} & {*path} else []
    return ", ".join((*(one for one in steps if one not in ("say", "value")), *unit))


def _next(version: str) -> str:
    base, _plus, number = version.partition("+")
    return f"{base}+{int(number or 0) + 1}"
