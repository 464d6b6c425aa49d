"""The layers of ARCHITECTURE.md, kept."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from procdesk import __version__
from support.places import PACKAGE, TESTS

MAY_IMPORT = {
    "domain": set[str](),
    "questionnaire": {"domain"},
    "rules": {"domain"},
    "records": {"domain"},
    "paper": {"domain", "questionnaire"},
    "interop": {"domain"},
    "workflow": {"domain", "questionnaire", "rules", "records"},
    "sheets": {"domain", "questionnaire", "rules", "workflow", "paper"},
    "desk": {"domain", "questionnaire", "rules", "paper", "interop", "workflow", "sheets"},
    "demo": {"domain", "records", "interop", "workflow", "desk", "app"},
    "app": {"domain", "records", "paper", "workflow", "sheets", "desk"},
    "commands": {
        *("domain", "questionnaire", "rules", "records", "paper", "interop", "workflow"),
        *("sheets", "desk", "demo", "app"),
    },
    "cli": {"workflow", "desk", "commands", "app"},
    "__main__": {"cli"},
    "__init__": set[str](),
}
"""What a folder or file at the top imports, but for itself; there are no others."""
FLOORS = {
    "domain": ("", "targets", "medicines", "catalogue", "visit", "feeds", "clinic", "relief"),
    "rules": (
        *("register", "facts", "protocol", "patient", "bleeding", "doses", "sedation"),
        *("leaving", ""),
    ),
    "workflow": (
        *("", "booking", "checks", "room", "recovery", "after", "case", "feeds", "clinic"),
    ),
    "paper": (*("texts", "drawing", "aftercare", "diary", "record", "handout", "blank", ""),),
    "desk": (
        *("", "look", "widgets", "pictures", "session", "pages", "lists", "clinic"),
        *("booking", "checks", "room", "recovery", "after", "case", "shell"),
    ),
}
"""The rooms of a folder, the lowest first; "" are the files that lie in none. A file imports from
its own room and from those before it."""
WIDEST = 20
ONLY_IN = {
    "PySide6": {"desk", "app", "demo"},
    "sqlalchemy": {"records"},
    "sqlcipher3": {"records"},
    "reportlab": {"paper"},
    "pikepdf": {"paper"},
    "pyhanko": {"paper"},
}
PURE = ("domain", "questionnaire", "rules", "interop", "sheets")
PURE_IMPORTS = {
    *("abc", "collections", "contextlib", "csv", "dataclasses", "datetime", "decimal", "enum"),
    *(
        "functools",
        "graphlib",
        "hashlib",
        "importlib",
        "io",
        "itertools",
        "json",
        "math",
        "msgspec",
    ),
    *("operator", "pathlib.PurePosixPath", "re", "statistics", "typing", "unicodedata"),
    "zoneinfo",
}
"""What is imported where facts are judged: no file, no network, no store, no process."""
OF_FILES = {"sheets": {"pathlib.Path"}}
"""Rooms that know where a file lies."""
BY_NAME = {
    *("paper/kinds.py", "desk/case/page_register.py", "commands/doctor.py", "rules/all.py"),
}
"""Files that import what a string of theirs names."""
MODULE = re.compile(r"procdesk(\.\w+)+")


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """Every module that a file imports, also inside functions, and those that its strings name."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno} imports relatively"
            base = node.module or ""
            yield node.lineno, base
            yield from ((node.lineno, f"{base}.{alias.name}") for alias in node.names)
        elif isinstance(node, ast.Constant) and MODULE.fullmatch(str(node.value)):
            yield node.lineno, str(node.value)


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
        if top == "procdesk" and parts[1:] not in ([], ["__version__"]):
            assert parts[1] in MAY_IMPORT[layer] | {layer}, f"{path}:{line} imports {name}"


def test_each_layer_is_there_and_imports_all_that_it_may() -> None:
    layers = defaultdict[str, set[str]](set)
    for path in sources():
        names = {name for _, name in imports(path) if name.startswith("procdesk.")}
        layers[layer_of(path)] |= {name.split(".")[1] for name in names} - {layer_of(path)}
    assert {layer: names - {"__version__"} for layer, names in layers.items()} == MAY_IMPORT


def test_where_facts_are_judged_nothing_reaches_the_machine() -> None:
    imported = set[str]()
    for path in sources():
        if layer_of(path) in PURE:
            names = {name for _, name in imports(path) if not name.startswith("procdesk")}
            imported |= names - OF_FILES.get(layer_of(path), set())
    from_paths = {name for name in imported if name.startswith("pathlib.")}
    tops = {name.partition(".")[0] for name in imported}
    assert (tops - {"pathlib"}) | from_paths == PURE_IMPORTS


def test_only_these_files_import_by_name() -> None:
    """Their strings are read as imports, so that the layers hold them too."""
    by_name = re.compile(r"\b(importlib|__import__|runpy|pkgutil)\b|(?<![\w.])(exec|eval)\(")
    texts = {str(path.relative_to(PACKAGE)): path.read_text("utf-8") for path in sources()}
    assert {name for name, text in texts.items() if by_name.search(text)} == BY_NAME


def test_a_folder_says_what_it_is_and_runs_nothing() -> None:
    """Code that lies in an `__init__.py` is run by whoever imports anything of the folder."""
    for path in PACKAGE.rglob("__init__.py"):
        first, *rest = ast.parse(path.read_text("utf-8")).body
        assert isinstance(first, ast.Expr), path
        assert isinstance(first.value, ast.Constant), path
        at_the_top = path.parent == PACKAGE
        assert [ast.unparse(line) for line in rest] == (
            [f"__version__ = {__version__!r}"] if at_the_top else []
        ), path


def room_of(parts: tuple[str, ...]) -> str:
    """Return the room of a module within its folder, of `folder.room.module`."""
    return parts[1] if len(parts) > 2 else ""


def module_parts(name: str) -> tuple[str, ...]:
    """Return the parts of an imported module below procdesk, without the names in it."""
    parts = tuple(name.split(".")[1:])
    while parts and not (PACKAGE.joinpath(*parts).with_suffix(".py")).exists():
        parts = parts[:-1]
    return parts


@pytest.mark.parametrize("path", sources(), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_a_file_imports_only_from_its_floor_and_below(path: Path) -> None:
    own = path.relative_to(PACKAGE).with_suffix("").parts
    rooms = FLOORS.get(own[0], ())
    for line, name in imports(path):
        parts = module_parts(name) if name.startswith("procdesk.") else ()
        if rooms and parts[:1] == own[:1] and len(own) > 1:
            here, there = rooms.index(room_of(own)), rooms.index(room_of(parts))
            assert there <= here, f"{path}:{line} imports {name}, from a floor above"


@pytest.mark.parametrize("folder", FLOORS)
def test_each_room_is_there_and_the_tests_have_no_other(folder: str) -> None:
    assert rooms_in(PACKAGE / folder) == set(FLOORS[folder]) - {""}
    assert rooms_in(TESTS / folder) <= set(FLOORS[folder])


def rooms_in(folder: Path) -> set[str]:
    """Return the names of the folders that hold a Python file."""
    return {path.name for path in folder.iterdir() if any(path.glob("*.py"))}


def test_no_folder_is_wider_than_a_screen() -> None:
    for top in (PACKAGE, TESTS):
        for folder in {path.parent for path in top.rglob("*.py")}:
            files = [path for path in folder.glob("*.py") if path.name != "__init__.py"]
            assert len(files) <= WIDEST, f"{folder} holds {len(files)} files"


STORIES = (
    PACKAGE / "demo" / "steps.py",
    PACKAGE / "demo" / "story.py",
    PACKAGE / "demo" / "hands.py",
    TESTS / "desk" / "shell" / "keys_only.py",
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
