"""docs/journal.md, parsed: a part for each kind, with its facts, fields and examples."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from procdesk import __version__
from procdesk.domain.entry import Kind

Version: TypeAlias = tuple[int, ...]

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docs" / "journal.md").read_text("utf-8")
REQUIRED, ALWAYS, MAY_BE_ABSENT = "required", "always written", "may be absent"
CHANGES, PASSES_OVER, NOT_UNDERSTOOD = "changes", "passes over", "does not understand"
UNREAD = "; the fold does not read it"
HEAD = ("Field", "Type", "Unit", "Presence", "Since", "Meaning")


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One row of a table. `path` leads to it from the body, by names, `[]` and `*`."""

    path: tuple[str, ...]
    type: str
    unit: str
    presence: str
    since: Version
    meaning: str

    @property
    def name(self) -> str:
        """The path as text."""
        return ".".join(self.path)

    @property
    def is_unread(self) -> bool:
        """Return whether it changes nothing, though its kind does."""
        return self.meaning.endswith(UNREAD)

    @property
    def instead(self) -> str:
        """The field in whose absence this one is required; empty if there is none."""
        match = re.fullmatch("required without `(.+)`", self.presence)
        return match[1] if match else ""

    @property
    def is_required(self) -> bool:
        """Return whether nothing is understood without it."""
        return self.presence == REQUIRED or bool(self.instead)


@dataclass(frozen=True, slots=True)
class Part:
    """One kind as the file tells it. `facts` are its lines by name: Subject, Fold …"""

    kind: Kind
    facts: Mapping[str, str]
    fields: tuple[Field, ...]
    examples: tuple[dict[str, Any], ...]

    @property
    def subjects(self) -> list[str]:
        """The kinds of subject whose entry it can be."""
        return self.facts["Subject"].split(", ")

    @property
    def is_reserved(self) -> bool:
        """Return whether no version wrote it."""
        return self.facts["Written by"] == "nobody"


def version(text: str) -> Version:
    """Return the parts of a version's number."""
    return tuple(map(int, text.split(".")))


NOW = version(__version__)


def table(text: str, head: tuple[str, ...]) -> list[list[str]]:
    """Return the rows of the one table that has this head."""
    _before, rows = text.split(f"| {' | '.join(head)} |\n|{'---|' * len(head)}\n")
    lines = re.findall(r"^\|(.*)\|$", rows.split("\n\n")[0], re.MULTILINE)
    cells = [[cell.strip() for cell in line.split("|")] for line in lines]
    assert all(len(row) == len(head) for row in cells), cells
    return cells


def _field(row: list[str]) -> Field:
    name, kind, unit, presence, since, meaning = row
    path = tuple(name.strip("`").replace("[]", ".[]").split("."))
    return Field(
        path=path,
        type=kind,
        unit=unit,
        presence=presence,
        since=version(since),
        meaning=meaning,
    )


def _part(text: str) -> Part:
    examples = re.findall(r"```json\n(.+?)```", text, re.DOTALL)
    return Part(
        Kind(text.split("`", 2)[1]),
        dict(re.findall(r"^- ([A-Z][a-z ]+): (.+)$", text, re.MULTILINE)),
        tuple(map(_field, table(text, HEAD))),
        tuple(map(json.loads, examples)),
    )


SECTIONS: Mapping[str, str] = dict(
    re.findall(r"^## (.+)\n((?:(?!## ).*\n)*)", TEXT, re.MULTILINE),
)
HEADINGS = re.findall("^### (.+)$", TEXT, re.MULTILINE)
PARTS = tuple(map(_part, re.split("^### ", TEXT, flags=re.MULTILINE)[1:]))
BY_KIND = {part.kind: part for part in PARTS}
