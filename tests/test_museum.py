"""Stores that earlier versions wrote: this version reads them as they did, and goes on in them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from museum.expected import READ, expected, look, moment
from museum.store import STORED, STORES, STORIES, open_copy
from procdesk import app
from procdesk.demo.seed import PASSWORD
from procdesk.domain.entry import Kind, patient_subject
from procdesk.records.head import read_head
from procdesk.records.keys import unlock
from procdesk.records.verify import Report, verify
from procdesk.workflow.clinic import people
from procdesk.workflow.ledger import STATION_STAFF, Act, Ledger

every_story = pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)


def problems(ledger: Ledger) -> tuple[str, ...]:
    """Return the problems that `journal verify --full` finds."""
    return verify(ledger.journal.store, full=True).problems


def differing(now: Any, then: Any, path: str = "") -> Iterator[str]:
    """Each place at which two documents differ, with what stands there now and stood there."""
    if isinstance(now, list) and isinstance(then, list) and len(now) == len(then):
        now, then = (dict(enumerate(one)) for one in (now, then))
    if not (isinstance(now, dict) and isinstance(then, dict)):
        if now != then:
            yield f"{path}: {now!r}, then {then!r}"
        return
    for name in {**then, **now}:
        yield from differing(now.get(name, _NOTHING), then.get(name, _NOTHING), f"{path}/{name}")


_NOTHING = "nothing stands here"


def test_every_store_that_was_written_is_there() -> None:
    assert {
        path.name: {story.name for story in path.iterdir()} for path in STORES.glob("*/")
    } == STORED


@every_story
def test_an_old_store_is_whole(story: Path, tmp_path: Path) -> None:
    """Chain, columns, seals, signatures, pages, projections and the head file."""
    journal = open_copy(story, tmp_path, moment(story)).ledger.journal
    end = read_head(journal.store.head_path)
    assert end is not None
    assert verify(journal.store, full=True) == Report(end.count, ())
    assert len(journal.since(0)) == end.count
    journal.store.close()


@every_story
def test_one_changed_byte_of_an_old_store_is_noticed(story: Path, tmp_path: Path) -> None:
    """It lies in the page of the passwords, which holds no entry."""
    old = open_copy(story, tmp_path, moment(story))
    place = end_of_page(old.ledger.journal.store.engine, "credential")
    old.ledger.journal.store.close()
    with (old.home / "store.db").open("r+b") as file:
        file.seek(place - 1)
        byte = file.read(1)[0]
        file.seek(place - 1)
        file.write(bytes([byte ^ 1]))
    changed = app.open_ledger(old.home, old.key, lambda: old.at)
    assert len(problems(changed)) == 1
    changed.journal.store.close()


def end_of_page(engine: Engine, table: str) -> int:
    """Return where the first page of a table ends in the file."""
    with engine.connect() as connection:
        query = "SELECT rootpage FROM sqlite_master WHERE name = ?"
        page = connection.exec_driver_sql(query, (table,)).scalar_one()
        size = connection.exec_driver_sql("PRAGMA page_size").scalar_one()
    return int(page) * int(size)


@every_story
@pytest.mark.parametrize("name", READ)
def test_an_old_store_says_what_it_said(story: Path, name: str, tmp_path: Path) -> None:
    assert list(differing(look(story, name, tmp_path), expected(story, name))) == []


@every_story
def test_an_old_store_is_written_on(story: Path, tmp_path: Path) -> None:
    store = open_copy(story, tmp_path, moment(story))
    before = store.ledger.journal.newest()
    act = Act(
        subject=patient_subject(next(iter(expected(story, "fold")["patients"]))),
        kind=Kind.PATIENT_UPDATED,
        body={"phone": "555-0123"},
    )
    store.ledger.record(STATION_STAFF, [act])
    assert problems(store.ledger) == ()
    assert store.ledger.patient(act.subject.id).phone == "555-0123"
    assert store.ledger.journal.newest() == before + 1
    store.ledger.journal.store.close()


@every_story
def test_a_person_signs_in_to_an_old_store(story: Path, tmp_path: Path) -> None:
    """The password opens its slot and the key that signs; the PIN switches."""
    store = open_copy(story, tmp_path, moment(story))
    assert unlock(store.home, "okafor", PASSWORD) == store.key
    person, _ = people.sign_in(store.ledger, "okafor", PASSWORD)
    assert person == store.ledger.clinic.staff["okafor"]
    store.ledger.journal.store.close()
