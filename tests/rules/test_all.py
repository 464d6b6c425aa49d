"""A new rule is one file and one row: the rows name the files, and every file is judged."""

import re
from pathlib import Path

from procdesk.rules.register.hazards import EVERY
from support.places import ROOT

RULES = ROOT / "src" / "procdesk" / "rules"
IMPORTED = re.compile(r"^from procdesk\.rules\.(\w+)(?:\.(\w+))? import (.+)$", re.MULTILINE)
JUDGES = re.compile(r"^def judge\(facts: Facts\)", re.MULTILINE)


def named(path: Path) -> str:
    return ".".join(path.relative_to(RULES).with_suffix("").parts)


SOURCES = {named(path): path.read_text("utf-8") for path in RULES.glob("*/*.py")}


def reached(rule: str) -> set[str]:
    """A rule and the files of rules that it imports, directly or by another."""
    known, open_ = set[str](), {rule}
    while open_:
        known |= open_
        modules = {
            name
            for one in open_
            for room, file, names in IMPORTED.findall(SOURCES[one])
            for name in ([f"{room}.{file}"] if file else [f"{room}.{n}" for n in names.split(", ")])
        }
        open_ = {one for one in modules if one in SOURCES} - known
    return known


def test_every_file_with_a_judge_is_named_by_a_row_and_every_row_names_one() -> None:
    judges = {name for name, text in SOURCES.items() if JUDGES.search(text)}
    assert {row.rule for row in EVERY} == judges


def test_each_row_is_made_into_a_finding_by_the_rule_that_it_names() -> None:
    """Hazard: a row names a rule that never finds it, and its own file is judged by nobody."""
    for row in EVERY:
        constant = row.key.removesuffix(".*").upper().replace(".", "_").replace("-", "_")
        used = re.compile(rf"hazards\.{constant}\b")
        users = {name for name, text in SOURCES.items() if used.search(text)}
        assert users & reached(row.rule), row.key
