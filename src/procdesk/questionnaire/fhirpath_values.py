"""FHIRPath values: what they are, how two compare, and the functions of one collection.

A value is a bool, int, Decimal, str, a JSON object, or a place in the response. Numbers are
Decimals of 28 digits, so 0.1 + 0.2 is 0.3. What cannot be worked out raises Unchecked and never
becomes a value; what is unknown is the empty collection.
"""

import json
import re
from collections.abc import Callable, Hashable
from datetime import datetime
from decimal import ROUND_HALF_UP, Context, Decimal, DecimalException
from typing import Any, TypeAlias

from procdesk.questionnaire.definition import value_of

Collection: TypeAlias = list[Any]

MOST_LETTERS = 100_000
_MOST_DIGITS = 18
_LONGEST_FOR_PATTERN = 500
_ZONE = re.compile(r"T.*(Z|[+-]\d\d:\d\d)$")
_EXACT = Context(prec=28, rounding=ROUND_HALF_UP)


class Unchecked(Exception):
    """The expression cannot be checked; the message says why. It is never a pass."""


class FhirMoment(str):
    """A date, a dateTime or a time as FHIR writes it."""

    __slots__ = ()


class Coded(dict[str, Any]):
    """A Coding or an other option, with the points that the form gives it."""

    points: Decimal | None = None


def members(thing: Any, name: str) -> Collection:
    """Return `thing.name`, of a place in the response or of a JSON object."""
    if not isinstance(thing, dict):
        member = getattr(thing, "member", None)
        return member(name) if member else []
    value = thing.get(name)
    if value is None and name == "value":
        value = value_of(thing, "value")
    if value is None:
        return []
    return (
        [plain(only_value) for only_value in value] if isinstance(value, list) else [plain(value)]
    )


def plain(value: Any) -> Any:
    """A JSON value as it is reckoned with."""
    return Decimal(str(value)) if isinstance(value, float) else value


def only_value(collection: Collection) -> Any:
    """The only value, None if there is none. Raises Unchecked."""
    if len(collection) > 1:
        raise Unchecked("There are several values where one is expected.")
    return collection[0] if collection else None


def truth(collection: Collection) -> bool | None:
    """True, false, or None for unknown. One value that is no boolean counts as true."""
    value = only_value(collection)
    return value if value is None or isinstance(value, bool) else True


def is_number(value: Any) -> bool:
    """Return whether it can be reckoned with; a boolean cannot."""
    return isinstance(value, (int, Decimal)) and not isinstance(value, bool)


def same(left: Any, right: Any) -> bool | None:
    """Return whether two values are equal; None where nobody can know."""
    if is_number(left) and is_number(right):
        return bool(left == right)
    if isinstance(left, str) and isinstance(right, str) and _is_time(left, right):
        known = _order_of_times(left, right)
        return None if known is None else known == 0
    if isinstance(left, dict) and isinstance(right, dict):
        if "value" in left and "value" in right:
            known = _order_of_quantities(left, right)
            return None if known is None else known == 0
        if "code" in left and "code" in right:
            return (left["code"], left.get("system")) == (right["code"], right.get("system"))
    return type(left) is type(right) and bool(left == right)


def order(left: Any, right: Any) -> int | None:
    """-1, 0 or 1; None where nobody can know. Raises Unchecked for what has no order."""
    if is_number(left) and is_number(right):
        return int(left > right) - int(left < right)
    if isinstance(left, dict) and isinstance(right, dict) and "value" in left and "value" in right:
        return _order_of_quantities(left, right)
    if isinstance(left, str) and isinstance(right, str):
        if _is_time(left, right):
            return _order_of_times(left, right)
        return (left > right) - (left < right)
    raise Unchecked("Two values that have no order are compared.")


def _order_of_quantities(left: dict[str, Any], right: dict[str, Any]) -> int | None:
    """Amounts in different units are not compared: that is unknown."""
    if left.get("code", left.get("unit")) != right.get("code", right.get("unit")):
        return None
    here, there = Decimal(str(left["value"])), Decimal(str(right["value"]))
    return int(here > there) - int(here < there)


def _is_time(left: str, right: str) -> bool:
    return isinstance(left, FhirMoment) or isinstance(right, FhirMoment)


def _order_of_times(left: str, right: str) -> int | None:
    """By the part that both state; equal only if both are equally exact."""
    zones = [_ZONE.search(only_value) for only_value in (left, right)]
    if all(zones):
        here_at, there_at = datetime.fromisoformat(left), datetime.fromisoformat(right)
        return (here_at > there_at) - (here_at < there_at)
    if any(zones) and "T" in left and "T" in right:
        return None
    shared = min(len(left), len(right))
    here, there = left[:shared], right[:shared]
    if here != there:
        return (here > there) - (here < there)
    return 0 if len(left) == len(right) else None


def reckoned(operator: str, left: Any, right: Any) -> Collection:
    """`left operator right` for + - * / div mod. Raises Unchecked."""
    if isinstance(left, str) and isinstance(right, str) and operator == "+":
        return text(left + right)
    if not (is_number(left) and is_number(right)):
        raise Unchecked(f"{operator} needs two numbers.")
    if operator in ("/", "div", "mod") and right == 0:
        return []
    result = exact(_RECKONING[operator], Decimal(left), Decimal(right))
    whole = operator == "div" or (
        operator != "/" and isinstance(left, int) and isinstance(right, int)
    )
    return [int(only_value) if whole else only_value for only_value in result]


def exact(act: Callable[..., Decimal], *operands: Decimal) -> Collection:
    """A number of at most 28 digits; empty where mathematics has none. Raises Unchecked."""
    try:
        result = act(*operands)
    except DecimalException:
        return []
    if not result.is_finite():
        return []
    if result and abs(result.adjusted()) > _MOST_DIGITS:
        raise Unchecked("The number is too large or too small.")
    return [result]


_RECKONING: dict[str, Callable[..., Decimal]] = {
    "+": _EXACT.add,
    "-": _EXACT.subtract,
    "*": _EXACT.multiply,
    "/": _EXACT.divide,
    "div": _EXACT.divide_int,
    "mod": _EXACT.remainder,
}


def text(value: str) -> Collection:
    """A text that is not too long. Raises Unchecked."""
    if len(value) > MOST_LETTERS:
        raise Unchecked("The text becomes too long.")
    return [value]


def distinct(collection: Collection) -> Collection:
    """Each value once."""
    return list({identity(value): value for value in reversed(collection)}.values())[::-1]


def identity(value: Any) -> Hashable:
    """Return the key that tells a value from others: itself, or its place in the response."""
    if isinstance(value, dict):
        return json.dumps(value, sort_keys=True, default=str)
    if isinstance(value, (bool, str)):
        return type(value).__name__, value
    return value if is_number(value) else (id(value), "place")


def shown(value: Any) -> str:
    """A value as text; the empty text for what has none."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return format(value, "f")
    return str(value) if isinstance(value, (int, str)) else ""


def points(collection: Collection) -> Collection:
    """itemWeight or ordinalValue of each answer that has one."""
    coded = (
        value if isinstance(value, Coded) else only_value(members(value, "value"))
        for value in collection
    )
    return [
        value.points for value in coded if isinstance(value, Coded) and value.points is not None
    ]


def _sum(collection: Collection) -> Collection:
    """Of nothing it is unknown, not 0: a score of nothing must not look like a score."""
    total = collection[:1]
    for value in collection[1:]:
        total = reckoned("+", total[0], value) if total else []
    return total


def _extreme(wanted: int) -> Callable[[Collection], Collection]:
    def extreme(collection: Collection) -> Collection:
        best = collection[:1]
        for value in collection[1:]:
            if order(value, best[0]) == wanted:
                best = [value]
        return best

    return extreme


def _avg(collection: Collection) -> Collection:
    return [mean for total in _sum(collection) for mean in reckoned("/", total, len(collection))]


def _each(act: Callable[[Any], Collection]) -> Callable[[Collection], Collection]:
    def on_one(collection: Collection) -> Collection:
        value = only_value(collection)
        return [] if value is None else act(value)

    return on_one


def _to_integer(value: Any) -> Collection:
    if isinstance(value, int):
        return [int(value)]
    digits = (
        re.fullmatch(rf"[+-]?\d{{1,{_MOST_DIGITS}}}", value) if isinstance(value, str) else None
    )
    return [int(value)] if digits else []


def _to_decimal(value: Any) -> Collection:
    if isinstance(value, (int, Decimal)):
        return [Decimal(value)]
    digits = re.fullmatch(r"[+-]?\d{1,18}(\.\d{1,18})?", value) if isinstance(value, str) else None
    return [Decimal(value)] if digits else []


def _to_date(value: Any) -> Collection:
    day = re.match(r"\d{4}(-\d\d(-\d\d)?)?(?=T|$)", value) if isinstance(value, str) else None
    return [FhirMoment(day[0])] if day else []


def _number(value: Any) -> Decimal:
    if not is_number(value):
        raise Unchecked("A number is expected.")
    return Decimal(value)


def _letters(value: Any) -> str:
    if not isinstance(value, str):
        raise Unchecked("A text is expected.")
    return value


PLAIN: dict[str, Callable[[Collection], Collection]] = {
    "empty": lambda all_: [not all_],
    "first": lambda all_: all_[:1],
    "last": lambda all_: all_[-1:],
    "count": lambda all_: [len(all_)],
    "not": lambda all_: [] if truth(all_) is None else [not truth(all_)],
    "hasValue": lambda all_: [len(all_) == 1 and isinstance(all_[0], (int, Decimal, str))],
    "sum": _sum,
    "min": _extreme(-1),
    "max": _extreme(1),
    "avg": _avg,
    "weight": points,
    "ordinal": points,
    "toString": _each(lambda value: [shown(value)] if shown(value) else []),
    "toInteger": _each(_to_integer),
    "toDecimal": _each(_to_decimal),
    "toDate": _each(_to_date),
    "abs": _each(lambda value: [abs(value)] if is_number(value) else []),
    "ln": _each(lambda value: exact(_EXACT.ln, _number(value))),
    "exp": _each(lambda value: exact(_EXACT.exp, _number(value))),
    "length": _each(lambda value: [len(_letters(value))]),
    "toChars": _each(lambda value: list(_letters(value)[:_LONGEST_FOR_PATTERN])),
}
"""The functions without an argument."""


def power(base: Any, exponent: Any) -> Collection:
    """base to the exponent; empty where it has no real value."""
    return exact(_EXACT.power, _number(base), _number(exponent))


def rounded(value: Any, places: Any) -> Collection:
    """Half away from zero, to 0 up to 10 places."""
    if not isinstance(places, int) or not 0 <= places <= 10:
        raise Unchecked("A number is rounded to 0 to 10 places.")
    return exact(_EXACT.quantize, _number(value), Decimal(1).scaleb(-places))


def substring(value: Any, start: Any, length: Any) -> Collection:
    """The letters from `start` (0 is the first), at most `length` of them."""
    letters = _letters(value)
    if not isinstance(start, int) or not 0 <= start < len(letters):
        return []
    return [letters[start:] if length is None else letters[start : start + max(0, int(length))]]


def matches(value: Any, pattern: Any) -> Collection:
    """Return whether the pattern occurs in the text. Raises Unchecked for an endless one."""
    letters = _letters(value)
    if len(letters) > _LONGEST_FOR_PATTERN or _may_never_end(_letters(pattern)):
        raise Unchecked("The pattern would take too long.")
    try:
        return [re.search(pattern, letters) is not None]
    except (re.error, RecursionError, OverflowError):
        raise Unchecked("The pattern cannot be read.") from None


def _may_never_end(pattern: str) -> bool:
    """A repeated group that repeats or chooses inside, or many open repeats, explodes."""
    bare = re.sub(r"\\.|\[\^?\]?[^\]]*\]", "x", pattern, flags=re.DOTALL)
    if len(re.findall(r"[*+]|,\}", bare)) > 4:
        return True
    wild = [False]
    for at, sign in enumerate(bare):
        if sign == "(":
            wild.append(False)
        elif sign == ")" and len(wild) > 1:
            inner = wild.pop()
            if inner and bare[at + 1 : at + 2] in ("*", "+", "{"):
                return True
            wild[-1] = wild[-1] or inner
        elif sign in "*+{|":
            wild[-1] = True
    return False
