"""Store: the encrypted file of one desk. The only place that opens it."""

from pathlib import Path
from typing import Any
from uuid import uuid4

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, Engine, create_engine, event, insert, select, text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import StaticPool

from procdesk.records import schema
from procdesk.records.errors import WRONG_KEY, StoreProblem, in_words
from procdesk.records.files import locked
from procdesk.records.seal import new_key

OLDEST_SQLITE = (3, 51, 3)
"""Older ones can corrupt the write-ahead log when two connections meet (storage.md 1)."""

_PRAGMAS = (
    "cipher_compatibility = 4",
    "journal_mode = WAL",
    "synchronous = FULL",
    "fullfsync = ON",
    "secure_delete = ON",
    "busy_timeout = 5000",
    "wal_autocheckpoint = 200",
    "foreign_keys = ON",
)


class Store:
    """An open store: its engine, its desk's id and sealing key, and the lock of its one writer."""

    def __init__(self, home: Path, engine: Engine) -> None:
        self.home = home
        self.engine = engine
        facts = self._facts()
        self.desk_id = facts["desk_id"]
        self.desk_key = bytes.fromhex(facts["desk_key"])
        if int(facts["schema"]) > schema.SCHEMA_VERSION:
            raise StoreProblem(
                "A newer procdesk wrote this store. Nothing was changed: install that version."
            )

    @property
    def head_path(self) -> Path:
        """Return the place of the head file."""
        return self.home / "store.head"

    def head_bytes(self) -> bytes:
        """The head file as it lies there: it differs after every append. Empty if unreadable."""
        try:
            return self.head_path.read_bytes()
        except OSError:
            return b""

    def lock(self) -> Any:
        """The context of the one writer, also across processes."""
        return locked(self.home / "store.lock")

    def close(self) -> None:
        """Close the file."""
        self.engine.dispose()

    def _facts(self) -> dict[str, str]:
        try:
            with self.engine.connect() as connection:
                rows = connection.execute(select(schema.meta.c.name, schema.meta.c.value))
                return {row.name: row.value for row in rows}
        except DatabaseError as error:
            raise StoreProblem(in_words(error)) from None


def create_store(home: Path, key: bytes) -> Store:
    """A new, empty, encrypted store. Raises StoreProblem, also if there is one already."""
    path = home / "store.db"
    if path.exists():
        raise StoreProblem("There is a store in this folder already: it is not overwritten.")
    engine = _engine(path, key)
    try:
        with engine.begin() as connection:
            _lay_out(connection)
    except DatabaseError as error:
        raise StoreProblem(in_words(error)) from None
    return Store(home, engine)


def open_store(home: Path, key: bytes) -> Store:
    """The store in this folder. Raises StoreProblem in words: no store, wrong key, damaged."""
    path = home / "store.db"
    if not path.exists():
        raise StoreProblem("There is no store in this folder. Name another folder with --home.")
    return Store(home, _engine(path, key))


def _lay_out(connection: Connection) -> None:
    schema.tables.create_all(connection)
    for guard in schema.GUARDS:
        connection.execute(text(guard))
    facts = {
        "schema": str(schema.SCHEMA_VERSION),
        "desk_id": uuid4().hex,
        "desk_key": new_key().hex(),
    }
    rows = [{"name": name, "value": value} for name, value in facts.items()]
    connection.execute(insert(schema.meta), rows)


def _engine(path: Path, key: bytes) -> Engine:
    if sqlcipher.sqlite_version_info < OLDEST_SQLITE:
        raise StoreProblem(
            "The database library is too old to be trusted with records: install "
            "sqlcipher3 0.6.4 or newer."
        )
    engine = create_engine(
        "sqlite://",
        module=sqlcipher,
        creator=lambda: _connect(path, key),
        poolclass=StaticPool,
        hide_parameters=True,
    )
    event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE" if _writes(connection) else "BEGIN")


def _writes(connection: Connection) -> bool:
    return not connection.get_execution_options().get("reads_only", False)


def _connect(path: Path, key: bytes) -> Any:
    connection = sqlcipher.connect(
        str(path), isolation_level=None, check_same_thread=False, timeout=5
    )
    try:
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        connection.execute("PRAGMA cipher_log = off")
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("SELECT count(*) FROM sqlite_master")
    except sqlcipher.DatabaseError as error:
        connection.close()
        words = WRONG_KEY if "not a database" in str(error) else in_words(error)
        raise StoreProblem(words) from None
    return connection
