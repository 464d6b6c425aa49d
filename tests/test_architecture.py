"""The layers of ARCHITECTURE.md, kept."""

import ast
import re
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
MODULE = re.compile(r"procdesk(\.[a-z_]+)+")
WIDEST = 20
TOP = {*MAY_IMPORT, "commands", "demo", "__init__", "__main__", "app", "cli"}
"""Each layer, and what stands above them all."""
OUTSIDE = {"socket", "sqlite3", "subprocess", "http", "urllib", "ssl", "threading"}
"""What reaches past the process: nothing that only computes has it."""
COMPUTE = {"domain", "questionnaire", "rules", "sheets"}
ONLY_IN = {
    "PySide6": {"desk", "app", "demo"},
    "sqlalchemy": {"records"},
    "sqlcipher3": {"records"},
    "reportlab": {"paper"},
    "pikepdf": {"paper"},
    "pyhanko": {"paper"},
}


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """Every module that a file imports, also inside functions and as the name in a register."""
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
        if layer in MAY_IMPORT and top == "procdesk" and parts[1:] not in ([], ["__version__"]):
            assert parts[1] in MAY_IMPORT[layer] | {layer}, f"{path}:{line} imports {name}"


@pytest.mark.parametrize("path", sources(), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_what_computes_reaches_nothing_outside(path: Path) -> None:
    if layer_of(path) in COMPUTE:
        for line, name in imports(path):
            assert name.partition(".")[0] not in OUTSIDE, f"{path}:{line} imports {name}"


def test_every_file_lies_in_a_layer_that_is_drawn() -> None:
    assert {layer_of(path) for path in sources()} == TOP


def test_what_makes_a_folder_a_package_holds_no_code() -> None:
    for path in PACKAGE.rglob("__init__.py"):
        body = ast.parse(path.read_text("utf-8")).body
        allowed = {"__version__"} if path.parent == PACKAGE else set[str]()
        code = [line for line in body if not is_docstring(line)]
        names = {ast.unparse(target) for line in code for target in getattr(line, "targets", [])}
        assert names <= allowed, f"{path} sets {names}"
        assert len(code) == len(names), f"{path} holds code"


def is_docstring(line: ast.stmt) -> bool:
    return isinstance(line, ast.Expr) and isinstance(line.value, ast.Constant)


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
