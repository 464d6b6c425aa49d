"""docs/journal.md says of every kind's body what the folds understand and what old stores hold."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from journal.bodies import faults, stands_in, without
from journal.doc import (
    ALWAYS,
    BY_KIND,
    CHANGES,
    HEADINGS,
    MAY_BE_ABSENT,
    NOT_UNDERSTOOD,
    PARTS,
    PASSES_OVER,
    REQUIRED,
    ROOT,
    SECTIONS,
    Part,
    Version,
    table,
    version,
)
from journal.types import CHECKS, WORDS, fits, plain_type
from museum.expected import moment
from museum.store import STORIES, open_copy
from procdesk import __version__
from procdesk.domain.clinic.clinic import fold_clinic
from procdesk.domain.entry import CLINIC, Entry, Kind, Subject, case_subject, patient_subject
from procdesk.domain.staff import STATION
from procdesk.domain.visit.case_fold import fold
from procdesk.domain.visit.patient_fold import fold_patient
from procdesk.records.canonical import FIRST, encode

each_part = pytest.mark.parametrize("part", PARTS, ids=lambda part: part.kind.value)

NOW = version(__version__)
AT = datetime(2026, 11, 23, 14, tzinfo=UTC)
CASE, PATIENT = case_subject(f"{1:032x}"), patient_subject(f"{2:032x}")
FOLDS: Mapping[str, tuple[Subject, Callable[..., Any]]] = {
    "case": (CASE, fold),
    "patient": (PATIENT, fold_patient),
    "clinic": (CLINIC, fold_clinic),
}
_ids = count(100)


def entry(kind: Kind, subject: Subject, body: Mapping[str, Any], name: str = "") -> Entry:
    return Entry(
        id=name or f"{next(_ids):032x}",
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
    return [entry(other.kind, subject, other.examples[0], after[2] or "")]


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


def test_nobody_writes_what_is_reserved() -> None:
    files = (ROOT / "src" / "procdesk" / "workflow").rglob("*.py")
    source = "\n".join(path.read_text("utf-8") for path in files)
    written = {kind for kind in Kind if re.search(rf"\bKind\.{kind.name}\b", source)}
    assert {part.kind for part in PARTS if part.facts["Written by"] != "nobody"} == written


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
def test_old_stores_hold_what_the_tables_say(story: Path, tmp_path: Path) -> None:
    ledger = open_copy(story, tmp_path, moment(story)).ledger
    written_by = version(story.parent.name)
    entries = ledger.journal.since(0)
    ledger.journal.store.close()
    assert {fault for stored in entries for fault in entry_faults(stored, written_by)} == set()


def entry_faults(stored: Entry, written_by: Version) -> Iterator[str]:
    part = BY_KIND[Kind(stored.kind)]
    for fault in faults(stored.body, part, written_by):
        yield f"{stored.kind}: {fault}"
    if stored.subject.kind not in part.subjects:
        yield f"{stored.kind}: is of a {stored.subject.kind}"
    if stored.author == STATION and STATION not in part.facts["Written by"]:
        yield f"{stored.kind}: the station wrote it"
