"""FHIRPath, read: the text of an expression becomes a tree, or a sentence why it cannot be read.

The grammar is http://hl7.org/fhirpath/N1 without type operators and quantity literals.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import TypeAlias

LONGEST = 20_000
DEEPEST = 120
"""Levels of one tree. Evaluating takes a few frames a level, and Python ends at a thousand."""

MOST_DIGITS = 18

_ALONE = (
    *("empty", "first", "last", "count", "not", "hasValue"),
    *("sum", "min", "max", "avg", "abs", "ln", "exp", "weight", "ordinal"),
    *("toString", "toInteger", "toDecimal", "toDate", "toChars", "length"),
    *("today", "now", "descendants"),
)
ARGUMENTS = {
    **dict.fromkeys(_ALONE, (0, 0)),
    **dict.fromkeys(("exists", "any", "round"), (0, 1)),
    **dict.fromkeys(("where", "select", "all", "repeat", "ofType"), (1, 1)),
    **dict.fromkeys(("contains", "startsWith", "endsWith", "matches", "power"), (1, 1)),
    "substring": (1, 2),
    "iif": (2, 3),
}
"""Every function that is carried out, with how many arguments it takes."""


class UnreadableExpression(Exception):
    """The expression cannot be read; the message says why, `part` names what is not known."""

    def __init__(self, why: str, part: str = "FHIRPath") -> None:
        super().__init__(why)
        self.part = part


@dataclass(frozen=True, slots=True)
class Literal:
    """A value that stands in the text; None is the empty collection."""

    value: bool | int | Decimal | str | None


@dataclass(frozen=True, slots=True)
class Variable:
    """`%name`; `$this` and `$index` are told apart by their sign."""

    name: str


@dataclass(frozen=True, slots=True)
class Member:
    """`source.name`, or `name` of what the expression is about."""

    source: "Tree | None"
    name: str


@dataclass(frozen=True, slots=True)
class FunctionCall:
    """`source.name(arguments)`."""

    source: "Tree | None"
    name: str
    arguments: tuple["Tree", ...]


@dataclass(frozen=True, slots=True)
class Index:
    """`source[at]`."""

    source: "Tree"
    at: "Tree"


@dataclass(frozen=True, slots=True)
class Binary:
    """Two sides and the operator between them; a sign before a number has 0 on its left."""

    operator: str
    left: "Tree"
    right: "Tree"


Tree: TypeAlias = Literal | Variable | Member | FunctionCall | Index | Binary

_TOKEN = re.compile(
    r"""(?P<skip>\s+|//[^\n]*|/\*.*?\*/)
    |(?P<number>\d+(?:\.\d+)?)
    |(?P<text>'(?:[^'\\]|\\.)*')
    |(?P<moment>@[\dT:.Z+-]+)
    |(?P<variable>%(?:\w+|`[^`]+`|'[^']+')|\$(?:this|index))
    |(?P<name>[A-Za-z_]\w*|`[^`]+`)
    |(?P<sign><=|>=|!=|!~|[-+*/&|.,()\[\]{}=<>~])""",
    re.VERBOSE | re.DOTALL,
)
_STRENGTH = {
    "implies": 1,
    "or": 2,
    "xor": 2,
    "and": 3,
    "in": 4,
    "contains": 4,
    "=": 5,
    "!=": 5,
    "~": 5,
    "!~": 5,
    "<": 6,
    ">": 6,
    "<=": 6,
    ">=": 6,
    "|": 7,
    "+": 8,
    "-": 8,
    "&": 8,
    "*": 9,
    "/": 9,
    "div": 9,
    "mod": 9,
}
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "f": "\f"}


@lru_cache(maxsize=4096)
def parse_expression(text: str) -> Tree:
    """The tree of an expression. Raises Unreadable."""
    if len(text) > LONGEST:
        raise UnreadableExpression("It is too long.")
    reader = _Reader(list(_tokens(text)))
    tree = reader.expression()
    if reader.next != "":
        raise UnreadableExpression(f"{reader.next} is not expected there.")
    if _depth(tree) > DEEPEST:
        raise UnreadableExpression("It is nested too deeply.")
    return tree


def branches(tree: Tree) -> tuple[Tree, ...]:
    """The trees directly inside one."""
    match tree:
        case Member(source, _):
            return (source,) if source else ()
        case FunctionCall(source, _, arguments):
            return (source, *arguments) if source else arguments
        case Index(source, at):
            return (source, at)
        case Binary(_, left, right):
            return (left, right)
    return ()


def every(tree: Tree) -> Iterator[Tree]:
    """A tree and all that is inside it."""
    waiting = [tree]
    while waiting:
        part = waiting.pop()
        yield part
        waiting += branches(part)


def _depth(tree: Tree) -> int:
    depth, level = 0, [tree]
    while level:
        depth, level = depth + 1, [inner for one in level for inner in branches(one)]
    return depth


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    at = 0
    while at < len(text):
        token = _TOKEN.match(text, at)
        if token is None or token.lastgroup is None:
            raise UnreadableExpression(f"Character {at + 1} ({text[at]}) cannot be read.")
        at = token.end()
        if token.lastgroup != "skip":
            yield token.lastgroup, token[0]
    yield "end", ""


class _Reader:
    """One pass over the tokens, by the strength of operators."""

    def __init__(self, tokens: list[tuple[str, str]]) -> None:
        self._tokens = tokens
        self._at = 0
        self._open = 0

    @property
    def next(self) -> str:
        return self._tokens[self._at][1]

    def expression(self, strength: int = 0) -> Tree:
        self._open += 1
        if self._open > DEEPEST:
            raise UnreadableExpression("It is nested too deeply.")
        tree = self._postfix(self._term())
        while _STRENGTH.get(self.next, 0) > strength:
            operator = self._take()
            tree = Binary(operator, tree, self.expression(_STRENGTH[operator]))
        self._open -= 1
        return tree

    def _take(self, wanted: str = "") -> str:
        word = self.next
        if wanted and word != wanted:
            raise UnreadableExpression(f"{wanted} is missing before {word or 'its end'}.")
        self._at += 1
        return word

    def _term(self) -> Tree:
        kind, word = self._tokens[self._at]
        if kind == "name" and word not in _STRENGTH:
            return self._named(None)
        self._take()
        if kind == "number":
            return Literal(_number(word))
        if kind == "text":
            return Literal(_unquoted(word))
        if kind == "variable":
            return Variable(word.replace("`", "").replace("'", ""))
        if word in ("-", "+"):
            return Binary(word, Literal(0), self.expression(_STRENGTH["*"]))
        if word == "(":
            inner = self.expression()
            self._take(")")
            return inner
        if word == "{":
            self._take("}")
            return Literal(None)
        if kind == "moment":
            raise UnreadableExpression(
                "A date cannot be written inside an expression here.", "date literal"
            )
        raise UnreadableExpression(f"{word or 'Something'} is not expected there.")

    def _named(self, source: Tree | None) -> Tree:
        kind, word = self._tokens[self._at]
        if kind != "name":
            raise UnreadableExpression(f"A name is missing before {word or 'its end'}.")
        self._take()
        name = word.strip("`")
        if self.next == "(":
            return FunctionCall(source, name, self._arguments(name))
        if source is None and word in ("true", "false"):
            return Literal(word == "true")
        return Member(source, name)

    def _arguments(self, name: str) -> tuple[Tree, ...]:
        self._take("(")
        arguments: list[Tree] = []
        while self.next != ")":
            arguments.append(self.expression())
            if self.next != ")":
                self._take(",")
        self._take(")")
        if name not in ARGUMENTS:
            raise UnreadableExpression(f"The function {name} is not carried out here.", f"{name}()")
        least, most = ARGUMENTS[name]
        if not least <= len(arguments) <= most:
            raise UnreadableExpression(
                f"{name} does not take {len(arguments)} arguments.", f"{name}()"
            )
        return tuple(arguments)

    def _postfix(self, tree: Tree) -> Tree:
        while self.next in (".", "["):
            if self._take() == ".":
                tree = self._named(tree)
            else:
                tree = Index(tree, self.expression())
                self._take("]")
        if self.next in ("is", "as"):
            raise UnreadableExpression(
                f"The operator {self.next} is not carried out here.", self.next
            )
        return tree


def _number(word: str) -> int | Decimal:
    if len(word) > MOST_DIGITS:
        raise UnreadableExpression(f"The number {word[:MOST_DIGITS]}… is too long.")
    return Decimal(word) if "." in word else int(word)


def _unquoted(word: str) -> str:
    def character(escape: re.Match[str]) -> str:
        code = escape[1]
        return chr(int(code[1:], 16)) if code[0] == "u" else _ESCAPES.get(code, code)

    return re.sub(r"\\(u[0-9a-fA-F]{4}|.)", character, word[1:-1], flags=re.DOTALL)
