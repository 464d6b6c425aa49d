"""Every string that looks like a linkId or a finding key is one.

A question that no form has is answered by nobody, and a key that no rule has stops nothing: neither
is noticed by what runs.
"""

import ast
import fnmatch
import re
from collections.abc import Iterator
from difflib import get_close_matches
from functools import cache

import pytest

from procdesk import app
from procdesk.domain.clinic.settings import SETTINGS
from procdesk.domain.own_answers import OWN_ANSWERS
from procdesk.domain.section_key import SectionKey
from procdesk.domain.visit.restart import RESTART
from procdesk.questionnaire.load import load
from procdesk.rules.bleeding.blood_values import CLEARANCE, INR, PLATELETS
from procdesk.rules.register import hazards
from procdesk.workflow.feeds.review import LEFT_TO_PEOPLE
from support.places import ROOT

DOTTED = re.compile(r"[a-z][a-z0-9_-]*(\.[a-z0-9_*-]+)+")
IS_A_FILE = re.compile(r".*\.(conf|json|md|pdf|py)")
NEAR = 0.8
"""How alike a first word is to a known one, of 1, that it is taken for a slip of it."""


def link_ids() -> set[str]:
    """The linkIds of every form that is shipped."""
    paths = (ROOT / "forms").glob("*.json")
    return {item.link_id for path in paths for item in load(path.read_bytes()).items}


def finding_keys() -> set[str]:
    """The keys of the register; a whole family has one for each of its subjects."""
    keys = {row.key for row in hazards.EVERY}
    keys |= {hazards.ALLERGY.about(key).key for key in app.reference().substances}
    return keys | {hazards.ANTICOAGULANT.about(key).key for key in thinners()}


def thinners() -> set[str]:
    return {key for key, drug in app.reference().drugs.items() if drug.thins}


def names() -> set[str]:
    """Every name with a dot in it that the program answers to."""
    policies = app.reference().policies.values()
    known = link_ids() | finding_keys() | OWN_ANSWERS | {INR, PLATELETS, CLEARANCE}
    known |= {*(row.name for row in SETTINGS), RESTART, *LEFT_TO_PEOPLE}
    known |= {str(row["id"]) for policy in policies for row in policy.rows}
    known |= {f"{RESTART}.{key}" for key in thinners()}
    sections = {*SectionKey} | {_first(name) for name in link_ids()}
    return known | {f"{section}.completed" for section in sections}


def _first(name: str) -> str:
    return name.partition(".")[0]


def written(source: str) -> Iterator[str]:
    """The strings of a source with a dot in them; `*` is what an f-string fills in."""
    nodes = list(ast.walk(ast.parse(source)))
    filled = [node for node in nodes if isinstance(node, ast.JoinedStr)]
    parts = {part for node in filled for part in node.values}
    alone = [node for node in nodes if isinstance(node, ast.Constant) and node not in parts]
    for text in (*map(_pattern, filled), *(node.value for node in alone)):
        if isinstance(text, str) and DOTTED.fullmatch(text):
            yield text


def _pattern(text: ast.JoinedStr) -> str:
    parts = (part.value if isinstance(part, ast.Constant) else "*" for part in text.values)
    return "".join(map(str, parts))


def invented(source: str, known: set[str]) -> Iterator[str]:
    """The strings of a source that begin like a known name, or nearly so, and are none."""
    words = {_first(name) for name in known}
    for text in written(source):
        first = _first(text)
        if first in words:
            if text not in our_files() and not fnmatch.filter(known, text):
                yield text
        elif not IS_A_FILE.fullmatch(text) and get_close_matches(first, words, cutoff=NEAR):
            yield text


@cache
def our_files() -> frozenset[str]:
    """The names of the files of the project."""
    return frozenset(path.name for top in ("src", "tests") for path in (ROOT / top).rglob("*.py"))


def test_every_name_with_a_dot_is_one_that_the_program_knows() -> None:
    known = names()
    paths = sorted(path for folder in ("src", "tests") for path in (ROOT / folder).rglob("*.py"))
    unknown = [
        (path.name, name) for path in paths for name in invented(path.read_text("utf-8"), known)
    ]
    assert unknown == []


@pytest.mark.parametrize(
    "name",
    [
        *(("diabetes", "has"), ("glucose", "value"), ("clinic", "colour"), ("diabtes", "type")),
        *(("vital", "systolic"), ("vitals", "json"), ("site", "pdf"), ("bromage", "py")),
    ],
)
def test_an_invented_name_is_seen(name: tuple[str, str]) -> None:
    text = ".".join(name)
    source = f'answers = {{"{text}": "yes", "diabetes.type": "none"}}; "names.json"; "no.name"'
    assert list(invented(source, names())) == [text]


def test_an_invented_name_with_a_part_to_fill_in_is_seen() -> None:
    whole = """f"vitals.{code}"; f"labs.in{code}"; f"{family}.any"; """
    source = whole + """f"allergy.{key}.{code}"; f"diabtes.{key}" """
    assert list(invented(source, names())) == [
        ".".join(("allergy", "*", "*")),
        ".".join(("diabtes", "*")),
    ]
