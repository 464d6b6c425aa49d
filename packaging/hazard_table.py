"""Write the table of hazards into HAZARDS.md, or with --check say whether it is behind."""

import sys
from pathlib import Path

from procdesk.rules.register.hazards import EVERY

PAPER = Path(__file__).resolve().parents[1] / "HAZARDS.md"
BEGIN = "<!-- from src/procdesk/rules/register/hazards.py by packaging/hazard_table.py -->\n"
END = "<!-- end of the table of findings -->\n"
HEAD = "| hazard | finding | effect | who may override | test |\n|---|---|---|---|---|\n"


def table() -> str:
    """Return the rows of the register as they stand in HAZARDS.md."""
    rows = (
        f"| {row.harm} | `{row.key}` | {row.effect} | {row.who_overrides} | {row.test} |\n"
        for row in EVERY
    )
    return HEAD + "".join(rows)


def written(paper: str) -> str:
    """Return the paper with the table between its marks; ValueError where a mark lacks."""
    before, _, rest = paper.partition(BEGIN)
    _, mark, after = rest.partition(END)
    if not mark:
        raise ValueError(f"{PAPER.name} has lost the marks of its table")
    return before + BEGIN + table() + END + after


def main(arguments: list[str]) -> int:
    """Write the paper, or only compare; 1 where it is behind."""
    paper = PAPER.read_text("utf-8")
    whole = written(paper)
    if arguments == ["--check"]:
        if paper != whole:
            print("HAZARDS.md is behind the register: python packaging/hazard_table.py")
        return int(paper != whole)
    PAPER.write_text(whole, "utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
