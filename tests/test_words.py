"""Words of the code: each name is the noun of its thing, and no docstring is a riddle."""

import ast
import re
from pathlib import Path

import pytest

from support.places import PACKAGE, TESTS

EMPTY = {"told", "one", "found", "kept", "seen"}
"""Names that say nothing; they may stand within a comprehension of one line."""
QUESTION = re.compile(r"\s*(What|Whether|Who|Where|When|Which|Why)\b")
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
NAME_OF: dict[type[ast.AST], str] = {
    ast.Name: "id",
    ast.Attribute: "attr",
    ast.arg: "arg",
    ast.FunctionDef: "name",
    ast.ClassDef: "name",
    ast.ExceptHandler: "name",
    ast.MatchAs: "name",
    ast.MatchStar: "name",
    ast.MatchMapping: "rest",
    ast.alias: "asname",
}
"""Each kind of node that binds a name, with the field that holds the name."""
SOURCES = pytest.mark.parametrize(
    "path", sorted(PACKAGE.rglob("*.py")), ids=lambda p: str(p.relative_to(PACKAGE))
)


def in_one_line(tree: ast.AST) -> set[ast.AST]:
    """Return the nodes that bind the names of comprehensions of one line."""
    short = (
        n for n in ast.walk(tree) if isinstance(n, COMPREHENSIONS) and n.lineno == n.end_lineno
    )
    parts = (part for comprehension in short for part in comprehension.generators)
    return {node for part in parts for node in ast.walk(part.target)}


def empty_names(text: str) -> list[str]:
    """Return the bindings of names that say nothing, each as its line and the name."""
    tree = ast.parse(text)
    bound = [
        (getattr(node, "lineno", 0), getattr(node, NAME_OF[type(node)]) or "")
        for node in set(ast.walk(tree)) - in_one_line(tree)
        if type(node) in NAME_OF and not isinstance(getattr(node, "ctx", None), ast.Load | ast.Del)
    ]
    return [f"{line} {name}" for line, name in sorted(bound) if name.lstrip("_").lower() in EMPTY]


def riddles(text: str) -> list[str]:
    """Return the docstrings that begin with a question word, of fields and constants too."""
    alone = (node.value for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Expr))
    words = [node.value for node in alone if isinstance(node, ast.Constant)]
    return [part for part in words if isinstance(part, str) and QUESTION.match(part)]


def is_private(name: str) -> bool:
    return name.startswith("_") and not name.endswith("__")


def private_reads(text: str) -> list[str]:
    """Return the private members that are read of others or imported, each with its line."""
    tree = list(ast.walk(ast.parse(text)))
    read = [
        (node.lineno, ast.unparse(node))
        for node in tree
        if isinstance(node, ast.Attribute) and is_private(node.attr)
        if not (isinstance(node.value, ast.Name) and node.value.id in ("self", "cls"))
    ]
    imports = [node for node in tree if isinstance(node, ast.ImportFrom)]
    read += [(line.lineno, name.name) for line in imports for name in line.names]
    return [f"{line} {name}" for line, name in read if is_private(name.rpartition(".")[2])]


@pytest.mark.parametrize(
    "path", sorted(TESTS.rglob("*.py")), ids=lambda p: str(p.relative_to(TESTS))
)
def test_a_test_reads_nothing_that_is_private(path: Path) -> None:
    assert private_reads(path.read_text("utf-8")) == []


@SOURCES
def test_each_name_is_the_noun_of_its_thing(path: Path) -> None:
    assert empty_names(path.read_text("utf-8")) == []


@SOURCES
def test_no_docstring_begins_with_a_question_word(path: Path) -> None:
    assert riddles(path.read_text("utf-8")) == []
