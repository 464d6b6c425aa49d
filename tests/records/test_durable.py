"""An open store syncs each commit, is encrypted, and leaves nothing of what was deleted."""

from typing import Any

import pytest

from support.small_clinic import House

FULL, ON = 2, 1


def asked(house: House, pragma: str) -> Any:
    with house.ledger.journal.store.engine.connect() as connection:
        return connection.exec_driver_sql(f"PRAGMA {pragma}").scalar()


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("synchronous", FULL),
        ("journal_mode", "wal"),
        ("fullfsync", ON),
        ("secure_delete", ON),
        ("foreign_keys", ON),
    ],
)
def test_the_store_answers_that_it_is_durable(house: House, pragma: str, value: object) -> None:
    assert asked(house, pragma) == value
    assert str(asked(house, "cipher_version")) != ""


def test_no_test_records_what_is_not_synced(house: House) -> None:
    """`conftest.py` looks at each commit, whichever door opened its store."""
    with house.ledger.journal.store.engine.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA synchronous = NORMAL")
    with pytest.raises(AssertionError, match="not synced"):
        house.patient()
