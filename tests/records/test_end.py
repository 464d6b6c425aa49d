"""The newest entry is called saved only while it is, and no sentence asks the impossible."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from procdesk import cli
from procdesk.records.errors import SavedButHeadFailed, StoreProblem
from procdesk.records.head import Head, read_head, write_head
from procdesk.records.journal import Journal, JournalEnd
from procdesk.records.store import create_store
from support.open_store import KEY, entry
from support.places import PACKAGE

SOURCE = PACKAGE


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    store = create_store(tmp_path, KEY)
    yield Journal(store)
    store.close()


def test_before_anything_there_is_nothing_to_say(journal: Journal) -> None:
    assert journal.end() is JournalEnd.EMPTY


def test_an_entry_is_saved_once_the_head_file_names_it(journal: Journal) -> None:
    journal.append([entry(), entry()])
    assert journal.end() is JournalEnd.SAVED
    path = journal.store.head_path
    path.rename(aside := path.with_suffix(".aside"))
    path.mkdir()  # a file that nobody can write
    with pytest.raises(SavedButHeadFailed):
        journal.append([entry()])
    assert journal.end() is JournalEnd.UNGUARDED
    path.rmdir()
    assert journal.end() is JournalEnd.UNGUARDED, "there is no head file at all"
    aside.rename(path)
    assert journal.end() is JournalEnd.UNGUARDED, "it names the entry before"
    journal.append([entry()])
    assert journal.end() is JournalEnd.SAVED


@pytest.mark.parametrize("more", [0, 1])
def test_another_end_than_the_head_file_names_is_never_called_saved(
    journal: Journal, more: int
) -> None:
    journal.append([entry()])
    head = read_head(journal.store.head_path)
    assert head is not None
    write_head(journal.store.head_path, Head(head.count + more, "ab" * 32))
    journal.store.head_path.write_bytes(_newest_slot_only(journal.store.head_path))
    assert journal.end() is JournalEnd.CUT


def _newest_slot_only(path: Path) -> bytes:
    """The head file with the slot that was written last, and nothing in the other."""
    slots = path.read_bytes()
    return bytes(64) + slots[64:]


def test_a_store_that_cannot_be_read_says_so(journal: Journal) -> None:
    journal.append([entry()])
    journal.store.close()
    path = journal.store.home / "store.db"
    path.write_bytes(path.read_bytes()[:5000])
    with pytest.raises(StoreProblem):
        journal.end()


def sentences() -> list[str]:
    """Every text in the source that is more than one word, docstrings too."""
    trees = (ast.parse(path.read_text("utf-8")) for path in SOURCE.rglob("*.py"))
    nodes = (node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Constant))
    return [node.value for node in nodes if isinstance(node.value, str) and " " in node.value]


def test_nobody_is_sent_to_a_backup_or_a_hub_while_there_is_none() -> None:
    there_is_none = re.compile(r"\b(backup|hub|restore)", re.IGNORECASE)
    assert [text for text in sentences() if there_is_none.search(text)] == []


def test_every_command_that_a_sentence_names_is_there() -> None:
    named = {words for text in sentences() for words in re.findall(r"`procdesk ([^`]+)`", text)}
    assert named
    for words in named:
        with pytest.raises(SystemExit) as ended:
            cli.main([*words.split(" | ")[0].split(), "--help"])
        assert ended.value.code == 0, words
