"""The register of settings: every row is read, none is named twice, and its default is a value."""

import ast
from collections.abc import Iterator

import pytest

from procdesk import app
from procdesk.domain.clinic import settings
from procdesk.domain.clinic.clinic import Clinic
from procdesk.domain.clinic.settings import EDITED, SETTINGS, Setting, edited
from support.places import PACKAGE

REGISTER = PACKAGE / "domain" / "clinic" / "settings.py"
ROWS = {name: row for name, row in vars(settings).items() if isinstance(row, Setting)}


def trees() -> Iterator[ast.AST]:
    for path in sorted(PACKAGE.rglob("*.py")):
        if path != REGISTER:
            yield ast.parse(path.read_text("utf-8"))


def rows_read(tree: ast.AST) -> set[str]:
    """The rows that a file hands on whole: as an argument, or among others in a tuple or dict."""
    handed: list[ast.expr] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            handed += node.args
        elif isinstance(node, ast.Tuple):
            handed += node.elts
        elif isinstance(node, ast.Dict):
            handed += node.values
    return {node.id for node in handed if isinstance(node, ast.Name)} & set(ROWS)


def test_the_register_holds_every_row_once() -> None:
    assert sorted(ROWS.values(), key=id) == sorted(SETTINGS, key=id)
    assert len({row.name for row in SETTINGS}) == len(SETTINGS)


def test_every_setting_is_read() -> None:
    assert set.union(*map(rows_read, trees())) == set(ROWS)


def test_no_setting_is_named_outside_the_register() -> None:
    named = {row.name for row in SETTINGS}
    for tree in trees():
        texts = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)}
        assert not texts & named


@pytest.mark.parametrize("row", SETTINGS, ids=lambda row: row.name)
def test_a_default_is_what_a_person_may_type(row: Setting[object]) -> None:
    assert row.used.endswith(".")
    if row.required and not row.default:
        with pytest.raises(ValueError, match="Still to be filled in"):
            row.read(" ")
    elif row in EDITED:
        typed = next(one for one in edited(app.reference().languages) if one.name == row.name)
        assert typed.read(typed.shown(row.default)) == row.default
    assert Clinic().stored(row) == row.default
