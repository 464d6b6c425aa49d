"""Entries for a bare store, and the door behind the journal through which a test breaks it."""

import secrets
from collections.abc import Mapping
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher

from procdesk.domain.entry import Entry, Json, Kind, Subject, case_subject

KEY = bytes(range(32))
AT = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)


def entry(case_id: str = "c1", text: str = "") -> Entry:
    """A noted event, the plainest entry of a case."""
    return entry_of_kind(Kind.EVENT_NOTED, case_subject(case_id), event="image_kept", text=text)


def entry_of_kind(kind: Kind, subject: Subject, /, **body: Json) -> Entry:
    """An entry of any kind by the nurse."""
    return Entry(
        id=secrets.token_hex(16),
        subject=subject,
        kind=kind,
        author="nurse",
        recorded_at=AT,
        done_at=AT,
        body=body,
    )


def raw(home: Path) -> sqlcipher.Connection:
    """The database itself, for who has the key: no journal, no lock, no head file."""
    connection = sqlcipher.connect(str(home / "store.db"), isolation_level=None)
    connection.execute(f"PRAGMA key = \"x'{KEY.hex()}'\"")
    return connection


def change(home: Path, place: int, columns: Mapping[str, object]) -> None:
    """Change a row of the journal behind its guards."""
    with closing(raw(home)) as connection:
        connection.execute("DROP TRIGGER IF EXISTS journal_keeps")
        for name, value in columns.items():
            connection.execute(f"UPDATE journal SET {name} = ? WHERE place = ?", (value, place))
