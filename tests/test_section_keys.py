"""Section keys are typed once: whoever means a section names its member of SectionKey."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from procdesk.domain.section_key import SectionKey
from support.places import PACKAGE

KEYS = frozenset(SectionKey)
OPENS = {"open_section", "_open_section", "_back_to", "page_for", "stage_of", "asked_to_end"}
"""Functions that take the key of a section under another name."""


def files() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


@cache
def takers() -> dict[str, int]:
    """Each function and record of src with a `section`: its place among what is handed over."""
    counts: dict[str, int] = {}
    for path in files():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef):
                names = [one.arg for one in node.args.args if one.arg != "self"]
            elif isinstance(node, ast.ClassDef):
                fields = (one for one in node.body if isinstance(one, ast.AnnAssign))
                names = [one.target.id for one in fields if isinstance(one.target, ast.Name)]
            else:
                continue
            if "section" in names:
                counts[node.name] = names.index("section")
    return counts


def is_key(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and node.value in KEYS


def name_of(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def typed(tree: ast.AST, taking: dict[str, int]) -> Iterator[int]:
    """The lines on which a string stands for a section."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = name_of(node.func)
            place = taking.get(name)
            handed = node.args[place : place + 1] if place is not None else []
            handed += [one.value for one in node.keywords if one.arg == "section"]
            leads = name == "emit" and name_of(getattr(node.func, "value", node)) == "leads"
            if any(map(is_key, node.args if leads or name in OPENS else handed)):
                yield node.lineno
        elif isinstance(node, ast.Compare):
            sides = (node.left, *node.comparators)
            means = {"section", "open_key"} & set(map(name_of, sides))
            if means and any(is_key(one) for side in sides for one in ast.walk(side)):
                yield node.lineno


@pytest.mark.parametrize("path", files(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_string_stands_for_a_section(path: Path) -> None:
    assert list(typed(ast.parse(path.read_text("utf-8")), takers())) == []


@pytest.mark.parametrize(
    "line",
    [
        'answer(ledger, person, case_id, "vitals", values)',
        'Waiting(outcome, words, section="ready")',
        'page.leads.emit("recovery")',
        'frame.open_section("diary-back")',
        'waiting.section == "note"',
        'frame.open_key in ("site", "identity")',
    ],
)
def test_such_a_string_is_noticed(line: str) -> None:
    assert list(typed(ast.parse(line), takers())) == [1]
