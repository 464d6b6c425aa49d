"""docs/journal.md says of every kind's body what the folds understand and what old stores hold."""

import ast
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from journal.bodies import entry_faults, faults, stands_in, without
from journal.doc import (
    ALWAYS,
    BY_KIND,
    CHANGES,
    HEADINGS,
    MAY_BE_ABSENT,
    NOT_UNDERSTOOD,
    NOW,
    PARTS,
    PASSES_OVER,
    REQUIRED,
    ROOT,
    SECTIONS,
    Field,
    Part,
    table,
    version,
)
from journal.types import CHECKS, WORDS, fits, plain_type
from museum.expected import moment
from museum.store import STORIES, open_copy
from procdesk.domain.clinic.clinic import fold_clinic
from procdesk.domain.entry import CLINIC, Entry, Kind, Subject, case_subject, patient_subject
from procdesk.domain.visit.case_fold import fold
from procdesk.domain.visit.patient_fold import fold_patient
from procdesk.records.canonical import FIRST, encode

each_part = pytest.mark.parametrize("part", PARTS, ids=lambda part: part.kind.value)

AT = datetime(2026, 11, 23, 14, tzinfo=UTC)
CASE, PATIENT = case_subject(f"{1:032x}"), patient_subject(f"{2:032x}")
FOLDS: Mapping[str, tuple[Subject, Callable[..., Any]]] = {
    "case": (CASE, fold),
    "patient": (PATIENT, fold_patient),
    "clinic": (CLINIC, fold_clinic),
}
SOURCE = ROOT / "src" / "procdesk"
DOMAIN = SOURCE / "domain"
READERS = (
    *("visit/case_fold.py", "visit/patient_fold.py", "visit/body_values.py"),
    *("visit/patient_reading.py", "clinic/clinic.py", "catalogue/procedure_kind.py"),
)
"""The files of the domain that read bodies."""
EARLIER, OWN = f"{3:032x}", f"{4:032x}"


def entry(kind: Kind, subject: Subject, body: Mapping[str, Any], name: str = OWN) -> Entry:
    return Entry(
        id=name,
        subject=subject,
        kind=kind,
        author="okafor",
        recorded_at=AT,
        done_at=AT,
        body=body,
    )


def earlier(part: Part, subject: Subject) -> list[Entry]:
    """The entry that an example is about, under the id that it has in the example."""
    if "After" not in part.facts:
        return []
    after = re.fullmatch(r"`(\w+)`(?: as `([0-9a-f]{32})`)?", part.facts["After"])
    assert after is not None
    other = BY_KIND[Kind(after[1])]
    return [entry(other.kind, subject, other.examples[0], after[2] or EARLIER)]


def folded(part: Part, body: Mapping[str, Any], whose: str) -> tuple[Any, Any]:
    """What is folded before an example, and with it: without ids, of a case without entries."""
    subject, fold_entries = FOLDS[whose]
    before = earlier(part, subject)
    both = [fold_entries(before), fold_entries([*before, entry(part.kind, subject, body)])]
    if whose == "clinic":
        return both[0], both[1]
    bare = {"id": "", "entries": ()} if whose == "case" else {"id": ""}
    return replace(both[0], **bare), replace(both[1], **bare)


def is_understood(part: Part, body: Mapping[str, Any]) -> bool:
    return all(not folded(part, body, whose)[1].not_understood for whose in part.subjects)


def test_every_kind_has_one_part_and_nothing_else_has_one() -> None:
    assert [f"`{kind.value}`" for kind in Kind] == HEADINGS


def test_every_type_is_described_and_used() -> None:
    described = [name for name, _words in table(SECTIONS["Types"], ("Type", "What it is"))]
    assert described == list(CHECKS)
    used = {plain_type(field.type) for part in PARTS for field in part.fields}
    assert used == set(described)


def test_the_words_of_a_type_are_those_that_the_program_knows() -> None:
    types = dict(table(SECTIONS["Types"], ("Type", "What it is")))
    described = {name: re.findall("`([^`]+)`", types[name]) for name in WORDS}
    assert described == {name: [str(word) for word in words] for name, words in WORDS.items()}


def test_the_envelope_is_what_is_stored() -> None:
    rows = table(SECTIONS["The envelope"], ("Field", "Type", "Meaning"))
    types = {name.strip("`"): type_name for name, type_name, _meaning in rows}
    decided = entry(Kind.DECIDED, CASE, BY_KIND[Kind.DECIDED].examples[0])
    stored = json.loads(encode(decided, f"{3:032x}", 1, FIRST))
    assert types.keys() == stored.keys()
    assert [name for name, type_name in types.items() if not fits(stored[name], type_name)] == []


@each_part
def test_a_part_is_written_as_it_is_read(part: Part) -> None:
    assert part.facts.keys() - {"After"} == {"Subject", "Written by", "Fold"}
    assert part.facts["Fold"] in (CHANGES, PASSES_OVER, NOT_UNDERSTOOD)
    assert len({field.path for field in part.fields}) == len(part.fields)
    for field in part.fields:
        assert field.instead or field.presence in (REQUIRED, ALWAYS, MAY_BE_ABSENT)
        assert field.since <= NOW
        assert field.meaning


@each_part
def test_the_examples_show_every_field_and_nothing_else(part: Part) -> None:
    assert [faults(body, part, NOW) for body in part.examples] == [[]] * len(part.examples)
    shown = [field for field in part.fields if any(stands_in(b, field) for b in part.examples)]
    assert shown == list(part.fields)


@each_part
def test_the_folds_do_with_an_example_what_the_part_says(part: Part) -> None:
    assert part.examples
    for whose in part.subjects:
        for body in part.examples:
            before, after = folded(part, body, whose)
            unread = [kept.kind for kept in after.not_understood]
            assert unread == [part.kind] * (part.facts["Fold"] == NOT_UNDERSTOOD)
            assert (after == before) == (part.facts["Fold"] == PASSES_OVER)


@each_part
def test_a_body_is_understood_without_a_field_unless_it_is_required(part: Part) -> None:
    for body in part.examples:
        shown = [field for field in part.fields if stands_in(body, field)]
        needed = [field for field in shown if not is_understood(part, without(body, field))]
        assert needed == [field for field in shown if field.is_required]


@each_part
def test_each_field_changes_something_unless_the_fold_does_not_read_it(part: Part) -> None:
    """None that is written falls out of sight, and none stands here as read that is not."""
    idle = [field for field in part.fields if not changes_something(part, field)]
    changing = part.facts["Fold"] == CHANGES
    assert idle == [field for field in part.fields if field.is_unread or not changing]


def changes_something(part: Part, field: Field) -> bool:
    return any(
        folded(part, body, whose) != folded(part, without(body, field), whose)
        for whose in part.subjects
        for body in part.examples
    )


def test_the_folds_read_no_field_that_stands_in_no_table() -> None:
    """The files are those that read bodies: each field that is required is read in them."""
    known = {step for part in PARTS for field in part.fields for step in field.path}
    needed = {field.path[-1] for part in PARTS for field in part.fields if field.is_required}
    texts = [(DOMAIN / file).read_text("utf-8") for file in READERS]
    read = {name for text in texts for name in names_read(text) if name}
    assert read - known == set()
    assert needed - read == set()


def names_read(source: str) -> Iterator[str]:
    """Yield each name that Python code looks up in an object."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Subscript(slice=ast.Constant(value=str(name)), ctx=ast.Load()):
                yield name
            case ast.Call(func=ast.Attribute(attr="get"), args=[ast.Constant(value=str(name)), *_]):
                yield name
            case ast.Compare(left=ast.Constant(value=str(name)), ops=[ast.In()]):
                yield name


def test_nobody_writes_what_is_reserved() -> None:
    """The domain alone knows these kinds, and it records nothing."""
    files = [path for path in SOURCE.rglob("*.py") if not path.is_relative_to(DOMAIN)]
    text = "\n".join(path.read_text("utf-8") for path in files)
    known = {kind for kind in Kind if re.search(rf"\bKind\.{kind.name}\b", text)}
    assert {part.kind for part in PARTS if not part.is_reserved} == known


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
def test_old_stores_hold_what_the_tables_say(story: Path, tmp_path: Path) -> None:
    ledger = open_copy(story, tmp_path, moment(story)).ledger
    written_by = version(story.parent.name)
    entries = ledger.journal.since(0)
    ledger.journal.store.close()
    assert {fault for stored in entries for fault in entry_faults(stored, written_by)} == set()
