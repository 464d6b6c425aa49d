"""Every string that looks like a linkId or a finding key is one.

A question that no form has is answered by nobody, and a key that no rule has stops nothing: neither
is noticed by what runs.
"""

import ast
import re
from collections.abc import Iterator
from difflib import get_close_matches

import pytest

from procdesk import app
from procdesk.domain.clinic.settings import SETTINGS
from procdesk.domain.own_answers import OWN_ANSWERS
from procdesk.domain.relief import diary
from procdesk.domain.section_key import SectionKey
from procdesk.domain.stage import StatementKind, TimeOutItem
from procdesk.domain.visit import patient_reading
from procdesk.domain.visit.restart import RESTART
from procdesk.questionnaire.load import load
from procdesk.rules.bleeding.blood_values import CLEARANCE, INR, PLATELETS
from procdesk.rules.register import hazards
from procdesk.workflow.feeds.review import LEFT_TO_PEOPLE
from support.places import ROOT

DOTTED = re.compile(r"[a-z][a-z0-9_-]*(\.[a-z0-9_-]+)+")
FILE = re.compile(r"(json|pdf|py|md|conf)")
OPEN = "[a-z0-9_.-]+"
ALIKE = 0.85
"""How much of a word has to be right for it to be taken for a slip in a name of ours."""


def link_ids() -> set[str]:
    """The linkIds of every form that is shipped."""
    paths = (ROOT / "forms").glob("*.json")
    return {item.link_id for path in paths for item in load(path.read_bytes()).items}


def finding_keys() -> set[str]:
    """The keys and rules of the register; a whole family has a key for each of its subjects."""
    keys = {row.key for row in hazards.EVERY} | {row.rule for row in hazards.EVERY}
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
    known |= diary_codes() | signed_things() | {f"time_out.{item}" for item in TimeOutItem}
    sections = {*SectionKey} | {_first(name) for name in link_ids()}
    return known | {f"{section}.completed" for section in sections}


def diary_codes() -> set[str]:
    """The code of every question of a diary, and of what the phone check-in asks."""
    questions = (row for row in vars(diary).values() if isinstance(row, diary.Question))
    asked = {row.code for row in questions}
    marks = (patient_reading.PAIN, patient_reading.DID, patient_reading.PILL)
    return asked | {*marks, patient_reading.WORST_WEEK}


def signed_things() -> set[str]:
    """The names under which a signature rests on statements, a section's answers and numbers."""
    sections = {*SectionKey} | {_first(name) for name in link_ids()}
    sections.add("time_out")
    named = {f"{kind}.{section}" for kind in ("answer", "measured") for section in sections}
    return named | {f"statement.{kind}" for kind in StatementKind}


def _first(name: str) -> str:
    return name.partition(".")[0]


def _rest(name: str) -> str:
    return name.partition(".")[2]


def pattern(text: ast.expr) -> str:
    """Return a string's pattern, what an f-string fills in left open; empty for other things."""
    if isinstance(text, ast.Constant) and isinstance(text.value, str):
        return re.escape(text.value) if DOTTED.fullmatch(text.value) else ""
    if not isinstance(text, ast.JoinedStr):
        return ""
    parts = (
        re.escape(str(part.value)) if isinstance(part, ast.Constant) else OPEN
        for part in text.values
    )
    whole = "".join(parts)
    filled = whole.replace(OPEN, "x").replace("\\", "")
    return whole if DOTTED.fullmatch(filled) else ""


class Known:
    """The names that the program answers to, and the halves by which a slip is told."""

    def __init__(self, known: set[str]) -> None:
        self.names = known
        self.firsts = {_first(name) for name in known}
        self.rests = {_rest(name) for name in known}
        self.slips: dict[str, bool] = {}

    def begins_alike(self, first: str) -> bool:
        """Return whether a first half is nearly that of a known name."""
        if first not in self.slips:
            self.slips[first] = bool(get_close_matches(first, self.firsts, 1, ALIKE))
        return self.slips[first]

    def looks_own(self, name: str) -> bool:
        """Return whether a name has the first or second half of a known name, or nearly so."""
        first, rest = _first(name), _rest(name)
        if first in self.firsts:
            return True
        return not FILE.fullmatch(rest) and (rest in self.rests or self.begins_alike(first))

    def matches(self, wanted: str) -> bool:
        """Return whether a pattern can become a known name."""
        return any(re.fullmatch(wanted, name) for name in self.names)


def invented(source: str, known: Known) -> Iterator[str]:
    """The strings of a source that share half of a known name and are none."""
    for node in ast.walk(ast.parse(source)):
        wanted = pattern(node) if isinstance(node, ast.expr) else ""
        shown = wanted.replace("\\", "").replace(OPEN, "{}")
        is_known_or_other = not wanted or shown in known.names or not known.looks_own(shown)
        if not is_known_or_other and not known.matches(wanted):
            yield shown


def test_every_name_with_a_dot_is_one_that_the_program_knows() -> None:
    known = Known(names())
    paths = sorted(path for folder in ("src", "tests") for path in (ROOT / folder).rglob("*.py"))
    unknown = [
        (path.name, name) for path in paths for name in invented(path.read_text("utf-8"), known)
    ]
    assert unknown == []


@pytest.mark.parametrize(
    "name", [("diabetes", "has"), ("glucose", "value"), ("clinic", "colour"), ("diabtes", "type")]
)
def test_an_invented_name_is_seen(name: tuple[str, str]) -> None:
    text = ".".join(name)
    source = f'told = {{"{text}": "yes", "diabetes.type": "none"}}; "no.such_name_at_all"'
    assert list(invented(source, Known(names()))) == [text]


@pytest.mark.parametrize(
    ("text", "is_own"),
    [
        ('f"diabetes.{part}"', True),
        ('f"{section}.completed"', True),
        ('f"diabtes.{part}"', False),
        ('f"diabetes.{part}.at"', False),
    ],
)
def test_a_name_that_is_put_together_can_become_a_known_name(text: str, is_own: bool) -> None:
    assert (list(invented(text, Known(names()))) == []) is is_own
