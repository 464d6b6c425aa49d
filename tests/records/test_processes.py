"""Other processes, crashes and full disks: nothing half, nothing twice, nothing lost."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from procdesk.domain.entry import case_subject
from procdesk.records.errors import NotSaved, StoreProblem, in_words
from procdesk.records.journal import MOST_AT_ONCE, Journal, JournalEnd, in_batches
from procdesk.records.store import Store, create_store, open_store
from procdesk.records.verify import verify
from support.open_store import KEY, entry, raw
from support.places import TESTS


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = create_store(tmp_path, KEY)
    yield opened
    opened.close()


CHILD = f"""
import os, signal, sys
sys.path.insert(0, {str(TESTS)!r})
from pathlib import Path
from procdesk.records import journal
from procdesk.records.store import open_store
from support.open_store import KEY, entry
writer = journal.Journal(open_store(Path(sys.argv[1]), KEY))
entries = [entry(text=f"{{sys.argv[3]}}{{n}}") for n in range(int(sys.argv[2]))]
"""
DIES_BEFORE_HEAD = """
journal.write_head = lambda path, head: os.kill(os.getpid(), signal.SIGKILL)
writer.append(entries)
"""
DIES_BEFORE_COMMIT = """
journal.projections.take = lambda *given: os.kill(os.getpid(), signal.SIGKILL)
writer.append(entries)
"""
WRITES_BATCHES = """
for _ in range(8):
    writer.append([entry(text=sys.argv[3]) for _ in entries])
"""
HOLDS_THE_STORE = """
with writer.store.engine.begin():
    print("holds", flush=True)
    sys.stdin.readline()
"""


def child(home: Path, script: str, count: int, text: str = "b") -> subprocess.Popen[str]:
    command = [sys.executable, "-c", CHILD + script, str(home), str(count), text]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True)


@pytest.mark.parametrize("count", [1, 3, MOST_AT_ONCE])
def test_a_crash_between_commit_and_head_file_keeps_the_whole_batch(
    store: Store, count: int
) -> None:
    journal = Journal(store)
    journal.append([entry(text="a")])
    process = child(store.home, DIES_BEFORE_HEAD, count)
    process.communicate()
    assert process.returncode == -9
    assert [one.body["text"] for one in journal.since(1)] == [f"b{n}" for n in range(count)]
    assert journal.end() is JournalEnd.UNGUARDED
    assert verify(store, full=True).problems == (), "a crash is no damage"
    journal.append([entry()])
    assert journal.end() is JournalEnd.SAVED
    assert verify(store, full=True).entries == count + 2


def test_a_crash_before_the_commit_leaves_nothing_of_the_batch(store: Store) -> None:
    journal = Journal(store)
    journal.append([entry(text="a")])
    process = child(store.home, DIES_BEFORE_COMMIT, 5)
    process.communicate()
    assert process.returncode == -9
    assert (journal.newest(), journal.end()) == (1, JournalEnd.SAVED)
    assert verify(store, full=True).ok


def test_batches_of_two_processes_are_never_mixed(store: Store) -> None:
    processes = [child(store.home, WRITES_BATCHES, 4, name) for name in "ab"]
    for process in processes:
        process.communicate()
    assert [process.returncode for process in processes] == [0, 0]
    texts = [str(one.body["text"]) for one in Journal(store).since(0)]
    batches = [texts[at : at + 4] for at in range(0, len(texts), 4)]
    assert all(len(set(batch)) == 1 for batch in batches)
    assert sorted(batch[0] for batch in batches) == [*"aaaaaaaabbbbbbbb"]
    assert verify(store, full=True).ok


def test_a_store_that_another_program_holds_is_a_sentence(store: Store) -> None:
    Journal(store).append([entry(text="a")])
    with store.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout = 50")
    process = child(store.home, HOLDS_THE_STORE, 0)
    assert process.stdout is not None
    assert process.stdout.readline() == "holds\n"
    with pytest.raises(NotSaved, match="Another program holds the store"):
        Journal(store).append([entry()])
    assert Journal(store).newest() == 1, "reading goes on"
    process.communicate("\n")
    Journal(store).append([entry()])
    assert Journal(store).newest() == 2


def test_a_full_disk_saves_nothing_and_goes_on_when_there_is_room(store: Store) -> None:
    journal = Journal(store)
    journal.append([entry()])
    limit = "PRAGMA max_page_count"
    with store.engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"{limit} = {pages}")
    with pytest.raises(NotSaved, match="The disk is full"):
        journal.append([entry(text="x" * 1000) for _ in range(50)])
    assert (journal.newest(), journal.end()) == (1, JournalEnd.SAVED)
    with store.engine.connect() as connection:
        connection.exec_driver_sql(f"{limit} = 1073741823")
    journal.append([entry(text="x" * 1000) for _ in range(50)])
    assert verify(store, full=True).entries == 51


def test_a_store_that_may_not_be_written_says_so_and_is_read(store: Store) -> None:
    journal = Journal(store)
    journal.append([entry(text="a")])
    with store.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA query_only = ON")
    with pytest.raises(NotSaved, match="read-only, so this is not saved"):
        journal.append([entry()])
    assert [one.body["text"] for one in journal.entries_of(case_subject("c1"))] == ["a"]


def test_a_lock_that_cannot_be_taken_saves_nothing(store: Store) -> None:
    (store.home / "store.lock").unlink(missing_ok=True)
    (store.home / "store.lock").mkdir()
    with pytest.raises(NotSaved, match="not saved") as refused:
        Journal(store).append([entry()])
    assert str(store.home) not in str(refused.value)
    assert Journal(store).newest() == 0


def test_more_than_one_append_takes_is_cut_into_batches(store: Store) -> None:
    many = [entry() for _ in range(2 * MOST_AT_ONCE + 1)]
    with pytest.raises(ValueError, match="at most 200"):
        Journal(store).append(many)
    assert Journal(store).newest() == 0
    batches = list(in_batches(many))
    assert [len(batch) for batch in batches] == [MOST_AT_ONCE, MOST_AT_ONCE, 1]
    appended = [one for batch in batches for one in Journal(store).append(batch)]
    assert [one.id for one in appended] == [one.id for one in many]
    assert [one.sequence for one in appended] == list(range(1, len(many) + 1))
    assert verify(store, full=True).ok


def test_an_append_of_nothing_changes_nothing(store: Store) -> None:
    assert Journal(store).append([]) == ()
    assert Journal(store).end() is JournalEnd.EMPTY


def test_a_batch_with_one_entry_that_cannot_be_encoded_is_refused_whole(store: Store) -> None:
    first = entry()
    with pytest.raises(ValueError, match="write large integers as text"):
        Journal(store).append([first, replace(entry(), body={"number": 2**53})])
    with pytest.raises(NotSaved):
        Journal(store).append([first, first])
    assert (Journal(store).newest(), verify(store).problems) == (0, ())


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("schema", "2", "A newer procdesk wrote this store"),
        ("schema", "99", "install that version"),
    ],
)
def test_the_store_of_a_newer_version_is_left_alone(
    store: Store, name: str, value: str, words: str
) -> None:
    store.close()
    with closing(raw(store.home)) as connection:
        connection.execute("UPDATE meta SET value = ? WHERE name = ?", (value, name))
    before = (store.home / "store.db").read_bytes()
    with pytest.raises(StoreProblem, match=words):
        open_store(store.home, KEY)
    assert (store.home / "store.db").read_bytes() == before


def test_a_store_is_never_made_over_another(store: Store) -> None:
    Journal(store).append([entry()])
    with pytest.raises(StoreProblem, match="not overwritten"):
        create_store(store.home, bytes(32))
    assert Journal(open_store(store.home, KEY)).newest() == 1


def test_a_folder_without_a_store_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(StoreProblem, match="no store in this folder"):
        open_store(tmp_path, KEY)
    assert list(tmp_path.iterdir()) == [], "and none is made"


@pytest.mark.parametrize(
    ("error", "words"),
    [
        ("database or disk is full", "Free some space"),
        ("attempt to write a readonly database", "Ask for write access"),
        ("[Errno 30] Read-only file system", "Ask for write access"),
        ("disk I/O error", "have the disk checked"),
        ("database is locked", "Try again in a moment"),
        ("database disk image is malformed", "keep the data folder as it is"),
        ("file is not a database", "This key does not open the store"),
        ("unable to open database file", "cannot be opened"),
    ],
)
def test_each_error_of_a_database_says_what_to_do(error: str, words: str) -> None:
    assert words in in_words(OSError(error))


def test_an_error_that_nobody_knows_names_no_value() -> None:
    sentence = in_words(ValueError("Abernathy, Ruth"))
    assert sentence == "The store refused the entry (ValueError). It is not saved."
