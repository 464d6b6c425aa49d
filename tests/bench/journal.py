"""Figures of the journal: a durable append, a case and a search in a store of a million."""

import os
import sys
import tempfile
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from bench.row import Row, median, percentile, row, seconds
from procdesk import app
from procdesk.domain.entry import Entry, Json, Kind, case_subject, patient_subject
from procdesk.records.journal import Journal
from procdesk.workflow.clinic.people import prepare_store
from support.small_clinic import SETTINGS, Clock

MILLION = 1_000_000
PATIENTS = 200_000


def _bare(path: Path) -> float:
    """The bound: append 600 bytes to an open file and fdatasync."""
    with path.open("ab", buffering=0) as file:

        def once() -> None:
            file.write(b"x" * 600)
            os.fdatasync(file)

        return median([seconds(once) for _ in range(60)])


def _entry(clock: Clock, case_id: str, number: int) -> Entry:
    body: dict[str, Json] = {"code": "vitals.pulse", "value": str(number % 200), "unit": "/min"}
    subject = case_subject(case_id)
    return Entry(
        id=app.new_id(),
        subject=subject,
        kind=Kind.MEASURED,
        author="adeyemi",
        recorded_at=clock.at,
        done_at=clock.at,
        body=body,
    )


def append() -> Iterator[Row]:
    """One durable append against the bare write, interleaved."""
    with tempfile.TemporaryDirectory() as folder:
        clock = Clock()
        journal, _key, _recovery = prepare_store(Path(folder) / "store", SETTINGS)
        rounds = []
        for _ in range(5):
            bare = _bare(Path(folder) / "bare")
            rounds.append((_appends(journal, clock), bare))
        journal.store.close()
    value, bound = median([a for a, _ in rounds]), median([b for _, b in rounds])
    yield row("durable append, p50", value, "s", bound, 10)


def _appends(journal: Journal, clock: Clock) -> float:
    case_id = app.new_id()
    entries = [_entry(clock, case_id, n) for n in range(60)]
    return median([seconds(partial(journal.append, [one])) for one in entries])


def million() -> Iterator[Row]:
    """The same at a million entries; a case of 500; a search among 200,000 patients."""
    with tempfile.TemporaryDirectory() as folder:
        clock = Clock()
        fresh, _key, _recovery = prepare_store(Path(folder) / "fresh", SETTINGS)
        journal, _key, _recovery = prepare_store(Path(folder) / "store", SETTINGS)
        case_id = app.new_id()
        journal.append([_entry(clock, case_id, n) for n in range(200)])
        _fill(journal, clock)
        for start in (0, 200):
            count = 100 if start else 200
            journal.append([_entry(clock, case_id, n) for n in range(count)])
        rounds = [(_appends(journal, clock), _appends(fresh, clock)) for _ in range(7)]
        fresh.store.close()
        full, empty = (median([one[at] for one in rounds]) for at in (0, 1))
        yield row("append at 1M against 0", full, "s", empty, 1.3)
        opened = [seconds(lambda: _fold(journal, case_id)) for _ in range(9)]
        yield row("open a case of 500 entries at 1M", median(opened), "s", 1.0, 0.1)
        asked = [f"family{n * 37 % PATIENTS:06}" for n in range(300)]
        times = [seconds(partial(journal.search, name)) for name in asked]
        yield row("search 200,000 patients, p99", percentile(times, 0.99), "s", 1.0, 0.01)
        journal.store.close()


def _fold(journal: Journal, case_id: str) -> None:
    from procdesk.domain.visit.case_fold import fold

    fold(journal.entries_of(case_subject(case_id)))


def _fill(journal: Journal, clock: Clock) -> None:
    began = time.monotonic()
    for start in range(0, MILLION, 200):
        if start < PATIENTS:
            batch = [_patient(clock, start + n) for n in range(200)]
        else:
            case_id = app.new_id()
            batch = [_entry(clock, case_id, n) for n in range(200)]
        journal.append(batch)
        if start % 100_000 == 0 and time.monotonic() - began > 2:
            print(f"{start:,} entries", file=sys.stderr)


def _patient(clock: Clock, number: int) -> Entry:
    body: dict[str, Json] = {
        "family": f"Family{number:06}",
        "given": "Given",
        "birth_date": "1950-01-01",
        "identifiers": [{"value": f"{number:08}", "system": "clinic", "kind": "MR"}],
    }
    subject = patient_subject(f"{number:032x}")
    kind = Kind.PATIENT_REGISTERED
    return Entry(
        id=app.new_id(),
        subject=subject,
        kind=kind,
        author="station",
        recorded_at=clock.at,
        done_at=clock.at,
        body=body,
    )
