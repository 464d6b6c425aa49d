"""The layers of ARCHITECTURE.md, kept."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from support.places import PACKAGE, TESTS

MAY_IMPORT = {
    "domain": set[str](),
    "questionnaire": {"domain"},
    "rules": {"domain"},
    "records": {"domain"},
    "paper": {"domain", "questionnaire"},
    "interop": {"domain", "questionnaire"},
    "workflow": {"domain", "questionnaire", "rules", "records"},
    "sheets": {"domain", "questionnaire", "rules", "workflow", "paper"},
    "desk": {"domain", "questionnaire", "rules", "paper", "interop", "workflow", "sheets"},
}
ONLY_IN = {
    "PySide6": {"desk", "app", "demo"},
    "sqlalchemy": {"records"},
    "sqlcipher3": {"records"},
    "reportlab": {"paper"},
    "pikepdf": {"paper"},
    "pyhanko": {"paper"},
}


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """Every module that a file imports, also inside functions and TYPE_CHECKING blocks."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno} imports relatively"
            base = node.module or ""
            yield node.lineno, base
            yield from ((node.lineno, f"{base}.{alias.name}") for alias in node.names)


def sources() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def layer_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


@pytest.mark.parametrize("path", sources(), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_a_file_imports_only_what_its_layer_may(path: Path) -> None:
    layer = layer_of(path)
    for line, name in imports(path):
        top = name.partition(".")[0]
        if top in ONLY_IN:
            assert layer in ONLY_IN[top], f"{path}:{line} imports {name}"
        parts = name.split(".")
        if layer in MAY_IMPORT and top == "procdesk" and parts[1:] not in ([], ["__version__"]):
            assert parts[1] in MAY_IMPORT[layer] | {layer}, f"{path}:{line} imports {name}"


STORIES = (
    PACKAGE / "demo" / "steps.py",
    PACKAGE / "demo" / "story.py",
    PACKAGE / "demo" / "hands.py",
    TESTS / "desk" / "keys_only.py",
)


@pytest.mark.parametrize("path", STORIES, ids=lambda p: p.name)
def test_a_story_knows_only_what_a_person_sees(path: Path) -> None:
    """The demo and the keys-only test reach stages and records through input events alone."""
    for line, name in imports(path):
        parts = name.split(".")
        if parts[0] == "procdesk" and len(parts) > 1:
            assert parts[1] in {"demo", "desk"}, f"{path}:{line} imports {name}"


@pytest.mark.parametrize("path", sources(), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_files_and_functions_stay_small(path: Path) -> None:
    text = path.read_text("utf-8")
    assert text.count("\n") <= 500, f"{path} is too long to read in one sitting"
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            size = (node.end_lineno or node.lineno) - node.lineno + 1
            assert size <= 70, f"{path}:{node.lineno} {node.name} has {size} lines"


@pytest.mark.parametrize("path", sources(), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_nothing_is_compared_with_itself(path: Path) -> None:
    """So a name that hides an outer one, `case.id != case.id`, does not decide in silence."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Compare):
            sides = [ast.unparse(side) for side in (node.left, *node.comparators)]
            assert len(set(sides)) == len(sides), f"{path}:{node.lineno} {ast.unparse(node)}"
