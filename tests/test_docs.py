"""The papers about the program: what they name is there, and the map stays a map."""

import ast
import fnmatch
import re
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from functools import cache
from io import StringIO
from pathlib import Path

import pytest

from procdesk import cli
from support.places import ROOT
from test_own_names import DOTTED, names
from test_own_names import FILE as ENDING

BASES = (ROOT, ROOT / "src" / "procdesk", ROOT / "tests")
OURS = ("docs/**/*.md", "forms/*.md", "resources/**/*.md", "tests/**/*.md", "*.md")
PAGES = sorted({path for pattern in OURS for path in ROOT.glob(pattern)})
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("0*.md"))
FOR_BUILDERS = [
    *(ROOT / name for name in ("ARCHITECTURE.md", "CONTRIBUTING.md", "README.md")),
    *(ROOT / name for name in ("HAZARDS.md", "SECURITY.md", "GLOSSARY.md", "CHANGELOG.md")),
    *(ROOT / "docs" / name for name in ("developer.md", "rooms.md")),
]
HOW_TO = (ROOT / "docs" / "developer.md").read_text("utf-8").split("\n### ")[1:]
"""The sections of "how to add", each with its title in front."""

TEST = re.compile(r"\b(test_\w+)\.(test_\w+)")
QUOTED = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\]\(([^)\s]+)\)")
FILE = re.compile(r"[\w./-]+\.(?:py|json|md|csv)|[\w.-]+(?:/[\w.-]+)*/")
LISTED = re.compile(r"^- `([^`]+\.py)`: `([A-Z_a-z]+)`", re.MULTILINE)
PROMISED = (
    *("form item", "rule", "limit", "setting", "section", "sheet family"),
    *("language", "unit", "column of the board", "paper"),
)

every_page = pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
every_list = pytest.mark.parametrize("text", HOW_TO, ids=lambda text: text.partition("\n")[0])


@cache
def known_tests() -> frozenset[tuple[str, str]]:
    """The file stem and the name of each test function, wherever its file lies."""
    return frozenset(
        (path.stem, node.name)
        for path in (ROOT / "tests").rglob("test_*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef)
    )


def missing_tests(text: str) -> set[tuple[str, str]]:
    return set(TEST.findall(text)) - known_tests()


def place(name: str) -> Path | None:
    """Return where a file or folder lies that a page names, as short as pages name them."""
    return next((base / name for base in BASES if (base / name).exists()), None)


def missing_files(text: str) -> Iterator[str]:
    """The quoted names of files and folders that lie nowhere; of a command, its words."""
    words = (word for quoted in QUOTED.findall(text) for word in quoted.split())
    yield from (word for word in words if FILE.fullmatch(word) and place(word) is None)


def missing_names(text: str) -> Iterator[str]:
    """The quoted names that the program does not answer to: of findings, commands and options."""
    known = names()
    for quoted in QUOTED.findall(text):
        words = quoted.removeprefix("procdesk ").split()
        if any(word.startswith("--") and not is_option(word) for word in words):
            yield quoted
        elif quoted.startswith("procdesk "):
            yield from [] if is_command(words) else [quoted]
        elif DOTTED.fullmatch(quoted) and not ENDING.fullmatch(quoted.rpartition(".")[2]):
            yield from [] if fnmatch.filter(known, quoted) else [quoted]


def is_command(words: list[str]) -> bool:
    """Return whether the command line explains these words."""
    with redirect_stdout(StringIO()), redirect_stderr(StringIO()):
        try:
            cli.main([*words, "--help"])
        except SystemExit as end:
            return end.code == 0
    return False


def is_option(option: str) -> bool:
    """Return whether a command takes an option."""
    texts = (path.read_text("utf-8") for path in (ROOT / "src").rglob("*.py"))
    return option == "--help" or any(f'"{option}"' in text for text in texts)


def anchors(text: str) -> set[str]:
    """The anchors of the headings of a page, as GitHub makes them."""
    heads = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w -]", "", head.lower()).replace(" ", "-") for head in heads}


def dead_links(page: Path, text: str) -> Iterator[str]:
    """The links of a page that lead to no file or to no heading; the web is not asked."""
    for link in LINK.findall(text):
        if re.match(r"https?://", link):
            continue
        name, _, anchor = link.partition("#")
        target = page.parent / name if name else page
        if not target.exists() or (anchor and anchor not in anchors(target.read_text("utf-8"))):
            yield link


@every_page
def test_every_link_leads_somewhere(page: Path) -> None:
    assert list(dead_links(page, page.read_text("utf-8"))) == []


@every_page
def test_every_named_test_is_there(page: Path) -> None:
    assert missing_tests(page.read_text("utf-8")) == set()


@pytest.mark.parametrize("page", [*DECISIONS, *FOR_BUILDERS], ids=lambda path: path.name)
def test_every_named_file_is_there(page: Path) -> None:
    assert list(missing_files(page.read_text("utf-8"))) == []


@pytest.mark.parametrize("name", ["HAZARDS.md", "SECURITY.md", "README.md"])
def test_every_name_that_a_page_quotes_is_one_of_the_program(name: str) -> None:
    assert list(missing_names((ROOT / name).read_text("utf-8"))) == []


def test_the_map_is_a_map() -> None:
    assert len((ROOT / "ARCHITECTURE.md").read_bytes()) <= 6000


@pytest.mark.parametrize("page", DECISIONS, ids=lambda path: path.name)
def test_a_decision_has_its_parts_and_each_is_held_by_a_test(page: Path) -> None:
    text = page.read_text("utf-8")
    assert text.startswith(f"# {page.name[:4]} ")
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == ["Context", "Decision", "What follows"]
    assert (
        list(not_held(text.partition("## Decision\n")[2].partition("\n## What follows")[0])) == []
    )


def not_held(decided: str) -> Iterator[str]:
    """The paragraphs of a decision that have not their number in order, or name no test."""
    paragraphs = re.split(r"^(?=\S)", decided.strip(), flags=re.MULTILINE)
    for number, paragraph in enumerate([part for part in paragraphs if part] or [""], 1):
        is_numbered = paragraph.startswith(f"{number}. ")
        if not is_numbered or not TEST.search(paragraph.partition("Held by")[2]):
            yield paragraph


def test_every_decision_stands_in_the_list() -> None:
    listed = LINK.findall((ROOT / "docs" / "decisions" / "README.md").read_text("utf-8"))
    assert listed == [page.name for page in DECISIONS]


def test_how_to_add_is_said_of_all_that_was_promised() -> None:
    titles = [re.sub(r"^An? ", "", text.partition("\n")[0]) for text in HOW_TO]
    assert titles == list(PROMISED)


@every_list
def test_each_list_names_files_that_hold_what_it_says_and_a_test_that_tells(text: str) -> None:
    listed = LISTED.findall(text)
    assert listed
    for name, word in listed:
        path = place(name)
        assert path is not None, name
        assert re.search(rf"\b{word}\b", path.read_text("utf-8")), f"{name} holds no {word}"
    assert TEST.search(text.partition("Told by")[2])


def test_the_glossary_is_in_the_order_of_its_letters() -> None:
    text = (ROOT / "GLOSSARY.md").read_text("utf-8")
    rows = re.findall(r"^\| ([^|]+) \| ([^|]+) \|$", text, re.MULTILINE)[1:]
    letters = [re.sub(r"[^a-z0-9]", "", word.lower()) for word, _meaning in rows]
    assert len(rows) == text.count("\n| ") - 1
    assert letters == sorted(set(letters))
    assert all(meaning.endswith((".", ")")) for _word, meaning in rows)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("[map](nowhere.md)", "nowhere.md"),
        ("[map](../ARCHITECTURE.md#no-such-heading)", "../ARCHITECTURE.md#no-such-heading"),
    ],
)
def test_a_dead_link_is_seen(text: str, what: str) -> None:
    assert list(dead_links(ROOT / "docs" / "rooms.md", text)) == [what]


def test_a_name_that_the_program_has_not_is_seen() -> None:
    quoted = (
        "procdesk verify",
        "procdesk forget",
        "procdesk verify --fast",
        "--sideways",
        "--home",
    )
    keys = ("vitals.fever", *map(".".join, [("vitals", "gone"), ("vitas", "fever")]), "allergy.*")
    text = "".join(f"`{name}`, " for name in (*quoted, *keys))
    assert list(missing_names(text)) == [*quoted[1:4], *keys[1:3]]


@pytest.mark.parametrize(
    "decided",
    [
        *("", "- A bullet.", "A paragraph.", "1. Nothing.", "1. Held by nobody."),
        "2. Out of order. Held by `test_docs.test_a_dead_link_is_seen`.",
        "1. One. Held by `test_docs.test_a_dead_link_is_seen`.\n- And a bullet.",
    ],
)
def test_a_decision_that_no_test_holds_is_seen(decided: str) -> None:
    assert len(list(not_held(decided))) == 1


def test_a_test_and_a_file_that_are_gone_are_seen() -> None:
    assert missing_tests("Held by `test_site.test_nothing`.") == {("test_site", "test_nothing")}
    gone = "`domain/gone.py` and `nowhere/`, and `domain/visit/case.py`, `a.b/c`"
    assert list(missing_files(gone)) == ["domain/gone.py", "nowhere/"]
