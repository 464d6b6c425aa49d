"""Credentials: PINs, badges and wrapped signing keys. Replaceable, so they are not entries."""

import hmac
import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from sqlalchemy import delete, select, update
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.exc import DBAPIError

from procdesk.records import schema
from procdesk.records.errors import NotSaved, StoreProblem, in_words
from procdesk.records.keys import Cost, WrongPassword, unwrap, wrap
from procdesk.records.store import Store

PIN_COST = Cost(memory_kib=19456, passes=2, lanes=1)
PIN_TRIES = 5
"""After so many wrong PINs in a row the password is needed again."""

_COLUMN = schema.credential.c


class PinLocked(StoreProblem):
    """Too many wrong PINs: the password opens it again."""

    def __init__(self) -> None:
        super().__init__("Too many wrong PINs. Sign in with your password.")


def put_credential(  # the parts of one person's secrets
    store: Store, user: str, *, signing_key: bytes, password: str, pin: str, cost: Cost
) -> None:
    """Store or replace a person's wrapped signing key and PIN verifier."""
    values = {
        "wrapped_key": json.dumps(wrap(signing_key, password, cost)),
        "pin": json.dumps(wrap(b"pin", pin, PIN_COST)) if pin else "",
        "pin_failures": 0,
    }
    fresh = insert(schema.credential).values(user=user, version=1, **values)
    with _errors_in_words(), store.engine.begin() as connection:
        connection.execute(
            fresh.on_conflict_do_update(
                index_elements=["user"], set_={**values, "version": _COLUMN.version + 1}
            )
        )


def signing_key(store: Store, user: str, password: str) -> bytes:
    """The person's private key. Raises WrongPassword; a right password frees a locked PIN.

    On a full or read-only disk the PIN stays locked, and what is recorded can be read all the same.
    """
    wrapped = _read(store, user, _COLUMN.wrapped_key)
    key = unwrap(json.loads(wrapped), password)
    with suppress(NotSaved):
        _count_failures(store, user, 0)
    return key


def check_pin(store: Store, user: str, pin: str) -> None:
    """Raises WrongPassword or, after five wrong tries, PinLocked."""
    failures = int(_read(store, user, _COLUMN.pin_failures))
    if failures >= PIN_TRIES:
        raise PinLocked
    verifier = _read(store, user, _COLUMN.pin)
    try:
        unwrap(json.loads(verifier) if verifier else {}, pin)
    except WrongPassword:
        _count_failures(store, user, failures + 1)
        raise
    _count_failures(store, user, 0)


def put_badge(store: Store, user: str, code: str) -> None:
    """A badge that stands for this person; their badge before it, and its owner before, are gone.

    What is on the badge is not kept, only what it digests to in this store.
    """
    table, digest = schema.badge, _digest(store, code)
    with _errors_in_words(), store.engine.begin() as connection:
        gone = (table.c.user == user) | (table.c.digest == digest)
        connection.execute(delete(table).where(gone))
        connection.execute(insert(table).values(digest=digest, user=user))


def badge_owner(store: Store, code: str) -> str:
    """The user whose badge this is; empty where nobody's."""
    query = select(schema.badge.c.user).where(schema.badge.c.digest == _digest(store, code))
    with (
        _errors_in_words(),
        store.engine.connect().execution_options(reads_only=True) as connection,
    ):
        return str(connection.execute(query).scalar() or "")


def _digest(store: Store, code: str) -> str:
    return hmac.digest(store.desk_key, code.encode(), "sha256").hex()


@contextmanager
def _errors_in_words() -> Iterator[None]:
    """Turn an error of the database into a sentence. Raises NotSaved."""
    try:
        yield
    except DBAPIError as error:
        raise NotSaved(in_words(error)) from None


def _read(store: Store, user: str, column: object) -> str:
    query = select(column).where(_COLUMN.user == user)  # type: ignore[call-overload]
    with (
        _errors_in_words(),
        store.engine.connect().execution_options(reads_only=True) as connection,
    ):
        stored = connection.execute(query).scalar()
    if stored is None:
        raise WrongPassword
    return str(stored)


def _count_failures(store: Store, user: str, failures: int) -> None:
    """Record the failed tries. Raises NotSaved: a try that cannot be counted is not allowed."""
    with _errors_in_words(), store.engine.begin() as connection:
        connection.execute(
            update(schema.credential).where(_COLUMN.user == user).values(pin_failures=failures)
        )
