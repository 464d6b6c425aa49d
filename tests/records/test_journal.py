"""The journal: nothing acknowledged is lost, nothing changed goes unnoticed."""

import json
import os
import resource
import secrets
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from procdesk.domain.entry import Entry, Kind, case_subject, patient_subject
from procdesk.domain.visit.case_fold import fold
from procdesk.records import credentials, drafts
from procdesk.records.errors import JournalMoved, NotSaved, StoreProblem
from procdesk.records.head import read_head
from procdesk.records.journal import UNREADABLE, Journal
from procdesk.records.keys import Cost
from procdesk.records.store import Store, create_store, open_store
from procdesk.records.verify import export, stats, verify
from support.open_store import AT, KEY, entry, raw

PLANTED = "Zwyrtek-Quimbleforth"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = create_store(tmp_path, KEY)
    yield opened
    opened.close()


def test_what_was_appended_is_read_back_equal_and_chained(store: Store) -> None:
    journal = Journal(store)
    first, second = journal.append([entry(text="a"), entry(text="b")])
    assert (first.sequence, second.sequence) == (1, 2)
    assert journal.entries_of(case_subject("c1")) == (first, second)
    assert journal.since(1) == (second,)
    head = read_head(store.head_path)
    assert head is not None
    assert (head.count, head.hash) == (2, second.hash)
    assert verify(store, full=True).ok


def test_an_author_who_has_not_seen_the_newest_entry_is_told(store: Store) -> None:
    journal = Journal(store)
    journal.append([entry()], newest_known=0)
    with pytest.raises(JournalMoved):
        journal.append([entry()], newest_known=0)
    assert journal.newest() == 1


@pytest.mark.parametrize(
    "column", ["id", "desk", "sequence", "subject", "subject_id", "kind", "env", "hash", "seal"]
)
def test_any_changed_column_is_noticed(store: Store, column: str) -> None:
    Journal(store).append([entry(), entry(), entry()])
    with raw(store.home) as connection:
        connection.execute("DROP TRIGGER journal_keeps")
        changed = "7" if column == "sequence" else "x'7b7d'" if column == "env" else "'ab'"
        connection.execute(f"UPDATE journal SET {column} = {changed} WHERE place = 2")
    assert not verify(store, full=True).ok


def test_a_cut_tail_is_noticed_by_the_head_file(store: Store) -> None:
    Journal(store).append([entry(), entry(), entry()])
    with raw(store.home) as connection:
        connection.execute("DROP TRIGGER journal_stays")
        connection.execute("DELETE FROM journal WHERE place = 3")
    report = verify(store)
    assert "the last 1 entries are missing" in report.problems[0]


def test_the_journal_itself_refuses_change_and_removal(store: Store) -> None:
    Journal(store).append([entry()])
    with raw(store.home) as connection:
        for statement in ("UPDATE journal SET kind = 'x'", "DELETE FROM journal"):
            with pytest.raises(sqlcipher.IntegrityError, match="only ever added"):
                connection.execute(statement)


def test_an_unreadable_row_is_shown_as_such_and_never_raises(store: Store) -> None:
    journal = Journal(store)
    journal.append([entry(), entry()])
    with raw(store.home) as connection:
        connection.execute("DROP TRIGGER journal_keeps")
        connection.execute("UPDATE journal SET env = x'ff00' WHERE place = 1")
    assert [one.kind for one in journal.entries_of(case_subject("c1"))] == [
        "unreadable",
        "event_noted",
    ]


def test_the_wrong_key_is_a_sentence_and_nothing_on_standard_error(
    store: Store, capfd: pytest.CaptureFixture[str]
) -> None:
    store.close()
    with pytest.raises(StoreProblem, match="does not open the store"):
        open_store(store.home, bytes(32))
    assert capfd.readouterr() == ("", "")


def test_a_cut_store_is_a_sentence(store: Store) -> None:
    Journal(store).append([entry() for _ in range(50)])
    store.close()
    path = store.home / "store.db"
    path.write_bytes(path.read_bytes()[:5000])
    with pytest.raises(StoreProblem):
        Journal(open_store(store.home, KEY)).append([entry()])


def test_a_read_only_or_full_disk_saves_nothing_and_says_so(store: Store) -> None:
    journal = Journal(store)
    journal.append([entry()])
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, hard))
    try:
        with pytest.raises(NotSaved, match="not saved"):
            journal.append([entry(text="x" * 20000)])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
    assert journal.newest() == 1
    journal.append([entry()])
    assert verify(store).ok


def test_no_plain_name_in_any_file(store: Store) -> None:
    registered = Entry(
        id=secrets.token_hex(16),
        subject=patient_subject("p1"),
        kind=Kind.PATIENT_REGISTERED,
        author="station",
        recorded_at=AT,
        done_at=AT,
        body={"family": PLANTED, "given": "Ada"},
    )
    Journal(store).append([registered])
    for path in store.home.iterdir():
        content = path.read_bytes()
        assert PLANTED.encode() not in content
        assert PLANTED.casefold().encode() not in content


WRITER = """
import sys, secrets
from datetime import datetime, UTC
from pathlib import Path
from procdesk.domain.entry import Entry, Kind, case_subject
from procdesk.records.journal import Journal
from procdesk.records.store import open_store
journal = Journal(open_store(Path(sys.argv[1]), bytes(range(32))))
at = datetime(2026, 11, 23, tzinfo=UTC)
for n in range(int(sys.argv[2])):
    entry = Entry(
        id=secrets.token_hex(16),
        subject=case_subject("c1"),
        kind=Kind.EVENT_NOTED,
        author=sys.argv[3],
        recorded_at=at,
        done_at=at,
    )
    journal.append([entry])
    print(entry.id, flush=True)
"""


def writer(home: Path, count: int, name: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(home), str(count), name],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ},
    )


def test_two_processes_write_through_one_door(store: Store) -> None:
    both = [writer(store.home, 40, name) for name in ("a", "b")]
    acknowledged = [line for one in both for line in one.communicate()[0].split()]
    ids = {one.id for one in Journal(store).entries_of(case_subject("c1"))}
    assert set(acknowledged) == ids
    assert len(ids) == 80
    assert verify(store, full=True).ok


def test_a_killed_writer_loses_nothing_that_it_acknowledged(store: Store) -> None:
    acknowledged = set[str]()
    for _ in range(3):
        process = writer(store.home, 10_000, "a")
        assert process.stdout is not None
        for _ in range(5):
            acknowledged.add(process.stdout.readline().strip())
        process.kill()
        acknowledged.update(process.stdout.read().split("\n")[:-1])
        process.wait()
        process.stdout.close()
    ids = {one.id for one in Journal(store).entries_of(case_subject("c1"))}
    assert acknowledged <= ids
    assert verify(store).ok


def test_export_and_stats_tell_every_entry(store: Store) -> None:
    Journal(store).append([entry(), entry()])
    assert len(list(export(store))) == 2
    assert stats(store) == {"entries": 2, "event_noted": 2}


def test_an_export_leaves_no_damaged_entry_out(store: Store) -> None:
    Journal(store).append([entry(), entry()])
    with raw(store.home) as connection:
        connection.execute("DROP TRIGGER journal_keeps")
        connection.execute("UPDATE journal SET env = x'7bff' WHERE place = 1")
    first, second = (json.loads(line) for line in export(store))
    assert (first["entry"], first["unreadable"]) == (None, "7bff")
    assert second["entry"]["kind"] == "event_noted"


def test_a_hash_that_is_none_is_a_sentence(store: Store) -> None:
    Journal(store).append([entry()])
    with raw(store.home) as connection:
        connection.execute("DROP TRIGGER journal_keeps")
        connection.execute("UPDATE journal SET hash = 'no hash'")
    problems = verify(store, full=True).problems
    assert "entry 1: the desk's seal does not hold" in problems


def test_a_body_that_is_no_object_is_kept_as_unreadable(store: Store) -> None:
    journal = Journal(store)
    journal.append([entry()])
    with raw(store.home) as connection:
        connection.execute("DROP TRIGGER journal_keeps")
        stored = json.loads(connection.execute("SELECT env FROM journal").fetchone()[0])
        env = json.dumps({**stored, "kind": "amended", "body": []}).encode()
        connection.execute("UPDATE journal SET env = ?", (env,))
    (unreadable,) = journal.entries_of(case_subject("c1"))
    assert unreadable.kind == UNREADABLE
    assert fold([unreadable]).not_understood == (unreadable,)


def test_who_knows_the_password_can_read_on_a_full_disk(store: Store) -> None:
    credentials.put_credential(
        store, "ann", signing_key=b"secret", password="right", pin="1234", cost=Cost(64, 1, 1)
    )
    drafts.keep(store, "ann", "c1", "vitals", {"pulse": "70"}, AT)
    with store.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA query_only = ON")
    assert credentials.signing_key(store, "ann", "right") == b"secret"
    drafts.drop(store, "ann", "c1", "vitals")
    assert len(drafts.drafts_of(store, "ann")) == 1
    with pytest.raises(NotSaved):
        credentials.check_pin(store, "ann", "9999")


def test_visits_follow_a_record_that_is_folded_into_another(store: Store) -> None:
    journal = Journal(store)
    opened = {"patient_id": "p1", "scheduled_at": AT.isoformat()}
    merged = {"into": "p2"}
    for subject, kind, body in (
        (case_subject("c1"), Kind.CASE_OPENED, opened),
        (patient_subject("p1"), Kind.PATIENTS_MERGED, merged),
    ):
        journal.append(
            [
                Entry(
                    id=secrets.token_hex(16),
                    subject=subject,
                    kind=kind,
                    author="station",
                    recorded_at=AT,
                    done_at=AT,
                    body=body,
                )
            ]
        )
    assert (journal.cases_of("p1"), journal.cases_of("p2")) == ((), ("c1",))
    assert verify(store).ok
