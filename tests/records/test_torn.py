"""Torn and flipped bytes of a real store: what is lost is said, and what stands is true."""

import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import DatabaseError

from procdesk.domain.entry import case_subject
from procdesk.records.errors import StoreProblem
from procdesk.records.head import Head, damaged_slots, read_head, write_head
from procdesk.records.journal import Journal, JournalEnd
from procdesk.records.store import Store, create_store, open_store
from procdesk.records.verify import Report, verify
from support.open_store import KEY, entry

APPENDS = 12


@pytest.fixture(scope="module")
def crashed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of a store as a power cut leaves them: the tail is in the write-ahead log."""
    home = tmp_path_factory.mktemp("live")
    store = create_store(home, KEY)
    store.close()
    store = open_store(home, KEY)
    for number in range(APPENDS):
        Journal(store).append([entry(text=f"{number}")])
    left = tmp_path_factory.mktemp("crash") / "left"
    shutil.copytree(home, left)
    store.close()
    assert (left / "store.db-wal").stat().st_size > 4096 * APPENDS
    return left


@pytest.fixture(scope="module")
def closed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of a store that was closed in order."""
    home = tmp_path_factory.mktemp("closed")
    store = create_store(home, KEY)
    Journal(store).append([entry(text=f"{number}") for number in range(APPENDS)])
    store.close()
    return home


@pytest.fixture
def home(tmp_path: Path, crashed: Path) -> Path:
    return Path(shutil.copytree(crashed, tmp_path / "store"))


def looked_at(home: Path) -> tuple[list[str], Report, JournalEnd]:
    """The texts of the entries, the report, and how the end is called."""
    store = open_store(home, KEY)
    try:
        journal = Journal(store)
        end = journal.end()
        texts = [str(one.body["text"]) for one in journal.since(0)]
        return texts, verify(store, full=True), end
    finally:
        store.close()


def test_a_power_cut_after_the_last_append_loses_nothing(home: Path) -> None:
    texts, report, end = looked_at(home)
    assert texts == [f"{number}" for number in range(APPENDS)]
    assert (report.entries, report.problems, end) == (APPENDS, (), JournalEnd.SAVED)


@pytest.mark.parametrize("part", range(24))
def test_a_torn_log_leaves_the_entries_before_the_tear_and_says_how_many_are_gone(
    home: Path, part: int
) -> None:
    log = home / "store.db-wal"
    whole = log.read_bytes()
    log.write_bytes(whole[: random.Random(part).randrange(len(whole))])
    (home / "store.db-shm").unlink(missing_ok=True)
    texts, report, end = looked_at(home)
    assert texts == [f"{number}" for number in range(len(texts))]
    gone = APPENDS - len(texts)
    expected = [f"the last {gone} entries are missing"] if gone else []
    assert [problem.split(":")[0] for problem in report.problems] == expected
    assert end is (JournalEnd.CUT if gone else JournalEnd.SAVED)


@pytest.mark.parametrize("part", range(16))
def test_a_bit_flipped_in_the_log_never_changes_an_entry(home: Path, part: int) -> None:
    log = home / "store.db-wal"
    content, draw = bytearray(log.read_bytes()), random.Random(part)
    content[draw.randrange(len(content))] ^= 1 << draw.randrange(8)
    log.write_bytes(content)
    (home / "store.db-shm").unlink(missing_ok=True)
    texts, report, _ = looked_at(home)
    assert texts == [f"{number}" for number in range(len(texts))]
    assert (len(texts) == APPENDS) is report.ok


def said(home: Path) -> str:
    """The sentence with which a store refuses to open, or the problems of its verification."""
    try:
        store = open_store(home, KEY)
    except StoreProblem as problem:
        return str(problem)
    problems = verify(store, full=True).problems
    store.close()
    return "; ".join(problems)


@pytest.mark.parametrize("page", range(12))
def test_a_bit_flipped_on_any_page_is_noticed(closed: Path, tmp_path: Path, page: int) -> None:
    home = Path(shutil.copytree(closed, tmp_path / "store"))
    path, draw = home / "store.db", random.Random(page)
    content = bytearray(path.read_bytes())
    content[page * 4096 + draw.randrange(4096)] ^= 1 << draw.randrange(8)
    path.write_bytes(content)
    assert "damaged" in said(home) or "a page of the database was changed" in said(home)


@pytest.mark.parametrize("cut", [1, 79, 4095, 4096, 3 * 4096, 9 * 4096 + 17])
def test_a_file_that_lost_its_end_never_passes(closed: Path, tmp_path: Path, cut: int) -> None:
    home = Path(shutil.copytree(closed, tmp_path / "store"))
    path = home / "store.db"
    path.write_bytes(path.read_bytes()[:-cut])
    assert said(home)


def test_an_empty_file_is_no_store(tmp_path: Path) -> None:
    (tmp_path / "store.db").touch()
    with pytest.raises(StoreProblem):
        open_store(tmp_path, KEY)


def test_a_damaged_page_is_a_sentence_at_the_next_append(closed: Path, tmp_path: Path) -> None:
    home = Path(shutil.copytree(closed, tmp_path / "store"))
    path = home / "store.db"
    content = bytearray(path.read_bytes())
    for start in range(4096, len(content), 4096):
        content[start + 100] ^= 1
    path.write_bytes(content)
    with pytest.raises(StoreProblem, match=r"damaged|not saved"):
        Journal(open_store(home, KEY)).append([entry()])


def test_a_wrong_key_by_a_single_bit_opens_nothing(closed: Path) -> None:
    before = (closed / "store.db").read_bytes()
    for bit in range(0, 256, 17):
        key = (int.from_bytes(KEY) ^ 1 << bit).to_bytes(32)
        with pytest.raises(StoreProblem, match="does not open the store"):
            open_store(closed, key)
    assert (closed / "store.db").read_bytes() == before


# The head file


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = create_store(tmp_path, KEY)
    yield opened
    opened.close()


@pytest.mark.parametrize("at", range(0, 128, 5))
@pytest.mark.parametrize("bit", [0, 7])
def test_a_bit_flipped_in_the_head_file_is_named_and_mended_by_the_next_entry(
    store: Store, at: int, bit: int
) -> None:
    journal = Journal(store)
    journal.append([entry()])
    journal.append([entry()])
    content = bytearray(store.head_path.read_bytes())
    content[at] ^= 1 << bit
    store.head_path.write_bytes(content)
    assert damaged_slots(store.head_path) == 1
    assert verify(store).problems == ("the head file is damaged; the next entry writes it anew",)
    assert journal.end() in (JournalEnd.SAVED, JournalEnd.UNGUARDED)
    journal.append([entry()])
    assert journal.end() is JournalEnd.SAVED
    assert verify(store).ok


@pytest.mark.parametrize("length", [0, 1, 39, 63, 64, 65, 127, 129])
def test_a_head_file_of_another_length_is_named(store: Store, length: int) -> None:
    Journal(store).append([entry()])
    Journal(store).append([entry()])
    content = store.head_path.read_bytes()
    store.head_path.write_bytes((content + bytes(8))[:length])
    assert damaged_slots(store.head_path) > 0
    assert not verify(store).ok
    Journal(store).append([entry()])
    assert verify(store).ok


def test_a_head_file_that_is_gone_is_named(store: Store) -> None:
    Journal(store).append([entry(), entry()])
    store.head_path.unlink()
    assert Journal(store).end() is JournalEnd.UNGUARDED
    assert verify(store).problems == ("the head file is missing; the next entry writes it anew",)
    Journal(store).append([entry()])
    assert verify(store).ok


@given(counts=st.lists(st.integers(0, 2**63), min_size=1, max_size=6, unique=True).map(sorted))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
def test_the_newest_head_is_read_after_any_number_of_writes(
    tmp_path: Path, counts: list[int]
) -> None:
    path = tmp_path / "any.head"
    path.unlink(missing_ok=True)
    for count in counts:
        head = Head(count, f"{count:064x}")
        write_head(path, head)
        assert read_head(path) == head
    assert damaged_slots(path) == 0
    assert path.stat().st_size == 128


def test_the_head_file_of_another_journal_is_not_taken_for_this_ones(
    store: Store, closed: Path
) -> None:
    Journal(store).append([entry() for _ in range(APPENDS)])
    shutil.copyfile(closed / "store.head", store.head_path)
    assert Journal(store).end() is JournalEnd.CUT
    assert verify(store).problems == ("the head file does not name the end of this journal",)


def test_reading_a_damaged_page_is_an_error_and_never_an_empty_case(
    closed: Path, tmp_path: Path
) -> None:
    home = Path(shutil.copytree(closed, tmp_path / "store"))
    path = home / "store.db"
    content = bytearray(path.read_bytes())
    for start in range(4096, len(content), 4096):
        content[start + 2000] ^= 0x10
    path.write_bytes(content)
    with pytest.raises((DatabaseError, StoreProblem)):
        Journal(open_store(home, KEY)).entries_of(case_subject("c1"))
