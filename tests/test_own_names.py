"""Every string that looks like a linkId or a finding key is one.

A question that no form has is answered by nobody, and a key that no rule has stops nothing: neither
is noticed by what runs.
"""

import ast
import re
from collections.abc import Iterator

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

DOTTED = re.compile(r"[a-z][a-z0-9_-]*(\.[a-z0-9_-]+)+")
IS_A_FILE = re.compile(r".*\.(json|pdf|py)")


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


def invented(source: str, known: set[str]) -> Iterator[str]:
    """The strings of a source that begin like a known name and are none."""
    words = {_first(name) for name in known}
    for node in ast.walk(ast.parse(source)):
        text = node.value if isinstance(node, ast.Constant) else None
        if not isinstance(text, str) or not DOTTED.fullmatch(text) or IS_A_FILE.fullmatch(text):
            continue
        if _first(text) in words and text not in known:
            yield text


def test_every_name_with_a_dot_is_one_that_the_program_knows() -> None:
    known = names()
    paths = sorted(path for folder in ("src", "tests") for path in (ROOT / folder).rglob("*.py"))
    unknown = [
        (path.name, name) for path in paths for name in invented(path.read_text("utf-8"), known)
    ]
    assert unknown == []


@pytest.mark.parametrize("name", [("diabetes", "has"), ("glucose", "value"), ("clinic", "colour")])
def test_an_invented_name_is_seen(name: tuple[str, str]) -> None:
    text = ".".join(name)
    source = f'told = {{"{text}": "yes", "diabetes.type": "none"}}; "diabetes.json"; "no.name"'
    assert list(invented(source, names())) == [text]
