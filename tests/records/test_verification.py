"""Verification names the entry that was changed, whatever column of whatever table it was."""

import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from procdesk.domain.entry import CLINIC, Json, Kind, case_subject, patient_subject
from procdesk.records.journal import UNREADABLE, Journal
from procdesk.records.schema import PROJECTIONS
from procdesk.records.store import Store, create_store
from procdesk.records.verify import export, stats, verify
from support.open_store import AT, KEY, change, entry, entry_of_kind, raw

ENTRIES = 6


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = create_store(tmp_path, KEY)
    Journal(opened).append([entry(text=f"{number}") for number in range(ENTRIES)])
    yield opened
    opened.close()


@pytest.mark.parametrize("place", [1, 4, ENTRIES])
@pytest.mark.parametrize(
    ("column", "value", "words"),
    [
        ("id", "00" * 16, "its columns were changed (id)"),
        ("desk", "00" * 16, "its columns were changed (desk)"),
        ("sequence", 70, "its columns were changed (sequence)"),
        ("subject", "patient", "its columns were changed (subject)"),
        ("subject_id", "c2", "its columns were changed (subject_id)"),
        ("kind", "viewed", "its columns were changed (kind)"),
        ("env", b"{}", "its bytes are not those that were recorded"),
        ("hash", "00" * 32, "its bytes are not those that were recorded"),
        ("seal", "AAAA", "the desk's seal does not hold"),
    ],
)
def test_each_column_names_its_entry(
    store: Store, place: int, column: str, value: object, words: str
) -> None:
    change(store.home, place, {column: value})
    problems = verify(store, full=True).problems
    assert any(one.startswith(f"entry {place}: ") for one in problems)
    named = words.replace("(sequence)", "(seq)")
    assert f"entry {place}: {named}" in problems
    after = {f"entry {place}", f"entry {place + 1}", "the head file does not name the end of this"}
    assert {one.split(":")[0].split(" journal")[0] for one in problems} <= after


def test_a_bit_in_the_bytes_of_an_entry_names_that_entry_alone(store: Store) -> None:
    with closing(raw(store.home)) as connection:
        (env,) = connection.execute("SELECT env FROM journal WHERE place = 3").fetchone()
    for at in range(0, len(env), 23):
        changed = bytearray(env)
        changed[at] ^= 1
        change(store.home, 3, {"env": bytes(changed)})
        problems = verify(store, full=True).problems
        assert "entry 3: its bytes are not those that were recorded" in problems
        assert {one.split(":")[0] for one in problems} == {"entry 3"}
    change(store.home, 3, {"env": env})
    assert verify(store, full=True).ok


@pytest.mark.parametrize("place", [1, 3])
def test_an_entry_that_was_taken_out_is_named_by_its_neighbour(store: Store, place: int) -> None:
    with closing(raw(store.home)) as connection:
        connection.execute("DROP TRIGGER journal_stays")
        connection.execute("DELETE FROM journal WHERE place = ?", (place,))
    problems = verify(store).problems
    assert f"entry {place + 1}: an entry before it is missing" in problems
    assert f"entry {place + 1}: it does not follow the entry before it" in problems


def test_two_entries_that_changed_places_are_both_named(store: Store) -> None:
    change(store.home, 2, {"place": 99})
    change(store.home, 3, {"place": 2})
    change(store.home, 99, {"place": 3})
    named = {one.split(":")[0] for one in verify(store).problems}
    assert {"entry 2", "entry 3"} <= named


@pytest.mark.parametrize(
    "env",
    [
        b"",
        b"\xff",
        b"[]",
        b"null",
        b"7",
        b'"text"',
        b'{"body": []}',
        b'{"body": {}}',
        b'{"body": {}, "id": "x", "subject": "nobody", "subject_id": "c1"}',
    ],
)
def test_bytes_that_are_no_entry_are_shown_and_never_raise(store: Store, env: bytes) -> None:
    change(store.home, 2, {"env": env})
    journal = Journal(store)
    assert [one.kind for one in journal.since(0)].count(UNREADABLE) == 1
    assert journal.entries_of(case_subject("c1"))[1].kind == UNREADABLE
    assert not verify(store, full=True).ok
    assert len(list(export(store))) == ENTRIES


def test_an_entry_whose_subject_is_gone_too_is_the_clinics_and_unreadable(store: Store) -> None:
    change(store.home, 2, {"env": b"", "subject": "nobody", "subject_id": "c1"})
    (unreadable,) = [one for one in Journal(store).since(0) if one.kind == UNREADABLE]
    assert unreadable.subject == CLINIC
    assert not verify(store, full=True).ok


def test_a_signed_body_with_text_that_no_one_can_encode_is_named(store: Store) -> None:
    with closing(raw(store.home)) as connection:
        (env,) = connection.execute("SELECT env FROM journal WHERE place = 2").fetchone()
    body = {"public_key": "", "user": "nurse", "signature": "AAAA", "note": "\ud800"}
    change(store.home, 2, {"env": json.dumps({**json.loads(env), "body": body}).encode()})
    problems = verify(store, full=True).problems
    assert "entry 2: the person's signature does not hold" in problems


@pytest.mark.parametrize("table", [table.name for table in PROJECTIONS])
def test_each_projection_that_was_changed_is_named_and_rebuilt(store: Store, table: str) -> None:
    fill(store)
    with closing(raw(store.home)) as connection:
        columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
        before = connection.execute(f"SELECT * FROM {table}").fetchall()
        assert before, "every projection has a row to change"
        for column in columns:
            value = 7 if column in ("handed_over", "back") else "changed"
            connection.execute(f"UPDATE {table} SET {column} = ?", (value,))
            sentence = "the search tables differed from the journal; rebuilt now"
            assert verify(store).problems == (sentence,)
            assert verify(store).ok
            assert connection.execute(f"SELECT * FROM {table}").fetchall() == before
        connection.execute(f"DELETE FROM {table}")
        assert not verify(store).ok
        assert connection.execute(f"SELECT * FROM {table}").fetchall() == before


def fill(store: Store) -> None:
    """One row in every projection."""
    case, patient = case_subject("c1"), patient_subject("p1")
    numbers: list[Json] = [{"value": "00286641", "system": "clinic"}]
    Journal(store).append(
        [
            entry_of_kind(Kind.PATIENT_REGISTERED, patient, family="Ortiz", identifiers=numbers),
            entry_of_kind(Kind.CASE_OPENED, case, patient_id="p1", scheduled_at=AT.isoformat()),
            entry_of_kind(Kind.STAGE_ENTERED, case, stage="arrived"),
            entry_of_kind(Kind.SHEET_MADE, case, kind="diary", number="7K3QPX2M9D"),
            entry_of_kind(Kind.CALL_MADE, case, told={"weak": "yes"}),
        ]
    )


def test_progress_and_counts_tell_how_many(store: Store) -> None:
    fill(store)
    counts = stats(store)
    assert counts.pop("entries") == sum(counts.values()) == ENTRIES + 5
    assert counts["event_noted"] == ENTRIES
    places = [json.loads(line)["place"] for line in export(store)]
    assert places == list(range(1, ENTRIES + 6))
