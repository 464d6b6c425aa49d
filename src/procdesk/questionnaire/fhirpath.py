"""FHIRPath, evaluated: a tree and a scope give a collection. True, false and empty are three.

The subset is what real forms use (fhirpath_parse.ARGUMENTS). Every evaluation has a budget of
steps, so that no expression holds up the desk.
"""

from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from procdesk.questionnaire.fhirpath_parse import (
    Binary,
    FunctionCall,
    Index,
    Literal,
    Member,
    Tree,
    Variable,
)
from procdesk.questionnaire.fhirpath_values import (
    PLAIN,
    Collection,
    FhirMoment,
    Unchecked,
    distinct,
    identity,
    is_number,
    matches,
    members,
    only_value,
    order,
    power,
    reckoned,
    rounded,
    same,
    shown,
    substring,
    text,
    truth,
)

MOST_STEPS = 500_000
_LETTERS_PER_STEP = 10


@dataclass(slots=True)
class Budget:
    """The steps that are left, shared by everything that one evaluation leads to."""

    left: int = MOST_STEPS

    def spend(self, steps: int) -> None:
        """Raises Unchecked when nothing is left."""
        self.left -= steps
        if self.left < 0:
            raise Unchecked("It takes too long.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """The subject of an expression, the meaning of its names, and the time of now()."""

    about: Collection
    variable: Callable[[str], Collection]
    budget: Budget
    now: datetime | None = None
    index: int | None = None


def evaluate(tree: Tree, scope: Scope) -> Collection:
    """The collection that a tree stands for. Raises Unchecked."""
    scope.budget.spend(1)
    match tree:
        case FunctionCall():
            return _call(tree, scope)
        case Member(source, name):
            about = evaluate(source, scope) if source else scope.about
            scope.budget.spend(len(about))
            return [found for thing in about for found in members(thing, name)]
        case Literal(value):
            return [] if value is None else [value]
        case Binary():
            return _binary(tree, scope)
        case Variable(name):
            return _variable(name, scope)
        case Index(source, at):
            return _indexed(evaluate(source, scope), only_value(evaluate(at, scope)))


def _variable(name: str, scope: Scope) -> Collection:
    if name == "$this":
        return scope.about
    if name == "$index":
        return [] if scope.index is None else [scope.index]
    return scope.variable(name[1:])


def _indexed(collection: Collection, at: Any) -> Collection:
    return collection[at : at + 1] if isinstance(at, int) and at >= 0 else []


def _call(tree: FunctionCall, scope: Scope) -> Collection:
    if tree.name == "where" and (link_id := sought(tree.arguments[0])):
        return _with_link_id(tree.source, link_id, scope)
    about = evaluate(tree.source, scope) if tree.source else scope.about
    scope.budget.spend(len(about))
    if tree.name in PLAIN:
        return PLAIN[tree.name](about)
    return _FUNCTIONS[tree.name](about, tree.arguments, scope)


def sought(criteria: Tree) -> str:
    """The linkId that `linkId = '…'` asks for, else an empty text."""
    match criteria:
        case Binary("=", Member(None, "linkId"), Literal(str(link_id))):
            return link_id
        case Binary("=", Literal(str(link_id)), Member(None, "linkId")):
            return link_id
    return ""


def _with_link_id(source: Tree | None, link_id: str, scope: Scope) -> Collection:
    """`where(linkId = '…')`: found by index instead of walking a form of a thousand items."""
    match source:
        case FunctionCall(inner, "descendants", ()) | FunctionCall(
            inner, "repeat", (Member(None, "item"),)
        ):
            find = "beneath"
        case Member(inner, "item"):
            find = "children"
        case _:
            return _having(evaluate(source, scope) if source else scope.about, link_id)
    about = evaluate(inner, scope) if inner else scope.about
    if not all(hasattr(thing, find) for thing in about):
        return _having(evaluate(source, scope), link_id)
    return [found for thing in about for found in getattr(thing, find)(link_id)]


def _having(about: Collection, link_id: str) -> Collection:
    return [thing for thing in about if members(thing, "linkId") == [link_id]]


def _each(about: Collection, inner: Tree, scope: Scope) -> Iterator[tuple[Any, Collection]]:
    """Every thing with what the inner expression says of it."""
    for index, thing in enumerate(about):
        yield thing, evaluate(inner, replace(scope, about=[thing], index=index))


def _where(about: Collection, inner: tuple[Tree, ...], scope: Scope) -> Collection:
    return [thing for thing, told in _each(about, inner[0], scope) if truth(told) is True]


def _select(about: Collection, inner: tuple[Tree, ...], scope: Scope) -> Collection:
    return [value for _, result in _each(about, inner[0], scope) for value in result]


def _exists(about: Collection, inner: tuple[Tree, ...], scope: Scope) -> Collection:
    return [bool(_where(about, inner, scope) if inner else about)]


def _all(about: Collection, inner: tuple[Tree, ...], scope: Scope) -> Collection:
    """Return whether all hold; unknown if it is unknown of one and false of none."""
    truths = {truth(result) for _, result in _each(about, inner[0], scope)}
    return [False] if False in truths else [] if None in truths else [True]


def _repeat(about: Collection, inner: tuple[Tree, ...], scope: Scope) -> Collection:
    members: dict[Hashable, Any] = {}
    waiting = about
    while waiting:
        fresh = {identity(thing): thing for thing in _select(waiting, inner, scope)}
        waiting = [thing for name, thing in fresh.items() if name not in members]
        members |= fresh
    return list(members.values())


def _descendants(about: Collection, _inner: tuple[Tree, ...], scope: Scope) -> Collection:
    below: Collection = []
    waiting = about
    while waiting:
        scope.budget.spend(len(waiting))
        waiting = [
            inside
            for thing in waiting
            for name in ("item", "answer", "value")
            for inside in members(thing, name)
        ]
        below += waiting
    return below


def _iif(_about: Collection, inner: tuple[Tree, ...], scope: Scope) -> Collection:
    if truth(evaluate(inner[0], scope)) is True:
        return evaluate(inner[1], scope)
    return evaluate(inner[2], scope) if len(inner) > 2 else []


_TYPES: dict[str, Callable[[Any], bool]] = {
    "boolean": lambda value: isinstance(value, bool),
    "integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "decimal": is_number,
    "string": lambda value: isinstance(value, str) and not isinstance(value, FhirMoment),
    "date": lambda value: isinstance(value, FhirMoment) and "T" not in value and value[2:3] != ":",
    "dateTime": lambda value: isinstance(value, FhirMoment) and "T" in value,
    "time": lambda value: isinstance(value, FhirMoment) and value[2:3] == ":",
    "coding": lambda value: isinstance(value, dict) and "value" not in value,
    "quantity": lambda value: isinstance(value, dict) and "value" in value,
}


def _of_type(about: Collection, inner: tuple[Tree, ...], _scope: Scope) -> Collection:
    name = inner[0].name if isinstance(inner[0], Member) else ""
    fits = _TYPES.get(name[:1].lower() + name[1:])
    if fits is None:
        raise Unchecked(f"The type {name} is not known here.")
    return [value for value in about if fits(value)]


def _now(_about: Collection, _inner: tuple[Tree, ...], scope: Scope) -> Collection:
    return [FhirMoment(_time(scope).isoformat(timespec="seconds"))]


def _today(_about: Collection, _inner: tuple[Tree, ...], scope: Scope) -> Collection:
    return [FhirMoment(_time(scope).date().isoformat())]


def _time(scope: Scope) -> datetime:
    if scope.now is None:
        raise Unchecked("It asks for the time, which is not known here.")
    return scope.now


def _of_values(
    act: Callable[..., Collection], missing: tuple[Any, ...] = ()
) -> Callable[[Collection, tuple[Tree, ...], Scope], Collection]:
    """A function of one value and its arguments; `missing` stands for those left out."""

    def function(about: Collection, inner: tuple[Tree, ...], scope: Scope) -> Collection:
        value = only_value(about)
        arguments = [only_value(evaluate(argument, scope)) for argument in inner]
        if value is None or None in arguments:
            return []
        return act(value, *arguments, *missing[len(arguments) :])

    return function


def _texts(act: Callable[[str, str], bool]) -> Callable[[Any, Any], Collection]:
    def compared(value: Any, other: Any) -> Collection:
        if not (isinstance(value, str) and isinstance(other, str)):
            raise Unchecked("A text is expected.")
        return [act(value, other)]

    return compared


_FUNCTIONS: dict[str, Callable[[Collection, tuple[Tree, ...], Scope], Collection]] = {
    "where": _where,
    "select": _select,
    "exists": _exists,
    "any": _exists,
    "all": _all,
    "repeat": _repeat,
    "descendants": _descendants,
    "iif": _iif,
    "ofType": _of_type,
    "now": _now,
    "today": _today,
    "contains": _of_values(_texts(lambda value, part: part in value)),
    "startsWith": _of_values(_texts(str.startswith)),
    "endsWith": _of_values(_texts(str.endswith)),
    "matches": _of_values(matches),
    "power": _of_values(power),
    "round": _of_values(rounded, (0,)),
    "substring": _of_values(substring, (0, None)),
}


def _binary(tree: Binary, scope: Scope) -> Collection:
    operator = tree.operator
    left = evaluate(tree.left, scope)
    if operator in _LOGIC:
        return _logic(operator, truth(left), tree.right, scope)
    right = evaluate(tree.right, scope)
    scope.budget.spend(len(left) + len(right))
    match operator:
        case "=" | "~":
            return _equal(left, right)
        case "!=" | "!~":
            return [not told for told in _equal(left, right)]
        case "|":
            return distinct([*left, *right])
        case "&":
            joined = shown(only_value(left)) + shown(only_value(right))
            scope.budget.spend(len(joined) // _LETTERS_PER_STEP)
            return text(joined)
        case "in":
            return _within(left, right)
        case "contains":
            return _within(right, left)
    here, there = only_value(left), only_value(right)
    if here is None or there is None:
        return []
    if operator in _ORDER:
        sign = order(here, there)
        return [] if sign is None else [_ORDER[operator](sign)]
    return reckoned(operator, here, there)


_ORDER: dict[str, Callable[[int], bool]] = {
    "<": lambda sign: sign < 0,
    ">": lambda sign: sign > 0,
    "<=": lambda sign: sign <= 0,
    ">=": lambda sign: sign >= 0,
}
_LOGIC = ("and", "or", "xor", "implies")


def _logic(operator: str, left: bool | None, right: Tree, scope: Scope) -> Collection:
    """Three-valued; the right side is not asked where the left decides."""
    if operator in _DECIDED and left is _DECIDED[operator][0]:
        return [_DECIDED[operator][1]]
    there = truth(evaluate(right, scope))
    if operator == "and":
        return [False] if there is False else [] if None in (left, there) else [True]
    if operator == "xor":
        return [] if left is None or there is None else [left != there]
    if there is True:
        return [True]
    return [] if None in (left, there) else [False]


_DECIDED = {"and": (False, False), "or": (True, True), "implies": (False, True)}


def _equal(left: Collection, right: Collection) -> Collection:
    if not left or not right:
        return []
    if len(left) != len(right):
        return [False]
    truths = {same(here, there) for here, there in zip(left, right, strict=True)}
    return [False] if False in truths else [] if None in truths else [True]


def _within(left: Collection, right: Collection) -> Collection:
    value = only_value(left)
    return [] if value is None else [any(same(value, other) for other in right)]
