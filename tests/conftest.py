"""Fixtures of every test: no display, no folder of the person who runs it, a test clock."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, event

from procdesk.desk.session.fault_log import FaultLog
from support.small_clinic import Clock, House, build_house

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ.setdefault("QT_LOGGING_RULES", "qt.text.font.db=false")


SYNCED_AT_EACH_COMMIT = 2
"""What SQLite answers while `synchronous` is FULL."""


@pytest.fixture(autouse=True, scope="session")
def _no_commit_waits_in_memory() -> None:
    """Whatever a test records by, desk or command, each commit is on the disk once it is made."""
    event.listen(Engine, "commit", _is_synced)


def _is_synced(connection: Connection) -> None:
    answer = connection.exec_driver_sql("PRAGMA synchronous").scalar()
    assert answer == SYNCED_AT_EACH_COMMIT, "a commit that is not synced"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def house(tmp_path: Path, clock: Clock) -> Iterator[House]:
    built = build_house(tmp_path / "store", clock)
    yield built
    built.ledger.journal.store.close()


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    monkeypatch.delenv("PROCDESK_HOME", raising=False)
    monkeypatch.delenv("PROCDESK_KEY_FILE", raising=False)


@pytest.fixture(autouse=True)
def faults(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The numbers of the errors of ours that were logged; a test takes out what it provoked."""
    numbers: list[str] = []
    write = FaultLog.write

    def noting(log: FaultLog, lines: Iterable[str]) -> str:
        numbers.append(write(log, lines))
        return numbers[-1]

    monkeypatch.setattr(FaultLog, "write", noting)
    yield numbers
    assert numbers == [], "an error of ours was logged"
