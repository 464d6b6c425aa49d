"""Entries as exact bytes: encoded once (RFC 8785), stored, hashed, and never re-encoded."""

import hashlib
import json
import unicodedata
from collections.abc import Mapping
from datetime import UTC, datetime

import rfc8785

from procdesk.domain.entry import Entry, Json, Subject, SubjectKind

VERSION = 1
_ENTRY_DOMAIN = b"procdesk-entry-v1\0"
_MOST = 2**53
FIRST = "0" * 64
"""The predecessor that the first entry of a chain names."""


class NotCanonical(ValueError):
    """A value that has no one exact form: a float, a huge integer, half a surrogate pair."""


def encode(entry: Entry, desk: str, sequence: int, prev: str) -> bytes:
    """The exact bytes of an entry at its place in the chain. Raises NotCanonical."""
    envelope: dict[str, Json] = {
        "v": VERSION,
        "id": entry.id,
        "desk": desk,
        "seq": sequence,
        "prev": prev,
        "subject": entry.subject.kind.value,
        "subject_id": entry.subject.id,
        "kind": str(entry.kind),
        "author": entry.author,
        "recorded_at": stamp(entry.recorded_at),
        "done_at": stamp(entry.done_at),
        "replaces": list(entry.replaces),
        "body": dict(entry.body),
    }
    return canonical(envelope)


def decode(env: bytes) -> Entry:
    """The entry in these bytes. Raises ValueError, KeyError or TypeError if they are not one."""
    fields = json.loads(env)
    if not isinstance(fields["body"], dict):
        raise TypeError("a body is an object")
    return Entry(
        id=fields["id"],
        subject=Subject(SubjectKind(fields["subject"]), fields["subject_id"]),
        kind=fields["kind"],
        author=fields["author"],
        recorded_at=datetime.fromisoformat(fields["recorded_at"]),
        done_at=datetime.fromisoformat(fields["done_at"]),
        body=fields["body"],
        replaces=tuple(fields["replaces"]),
        desk=fields["desk"],
        sequence=fields["seq"],
        hash=hash_of(env),
    )


def hash_of(env: bytes) -> str:
    """SHA-256 of stored bytes, in hex."""
    return hashlib.sha256(_ENTRY_DOMAIN + env).hexdigest()


def digest_of(value: Mapping[str, Json]) -> bytes:
    """SHA-256 of any value in its one exact form."""
    return hashlib.sha256(canonical(dict(value))).digest()


def canonical(value: Json) -> bytes:
    """The one exact form of a value. Raises NotCanonical."""
    return rfc8785.dumps(_strict(value))


def stamp(at: datetime) -> str:
    """A time as text: UTC, microseconds, always the same length."""
    if at.tzinfo is None:
        raise NotCanonical("a time without its zone says nothing")
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def _strict(value: Json) -> Json:
    if isinstance(value, str):
        return _text(value)
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        if abs(value) >= _MOST:
            raise NotCanonical("write large integers as text")
        return value
    if isinstance(value, list):
        return [_strict(one) for one in value]
    if isinstance(value, dict):
        return {_key(key): _strict(one) for key, one in value.items()}
    raise NotCanonical(f"{type(value).__name__} has no exact form: write decimals as text")


def _key(key: object) -> str:
    if not isinstance(key, str):
        raise NotCanonical("keys are text")
    return _text(key)


def _text(text: str) -> str:
    if any("\ud800" <= sign <= "\udfff" for sign in text):
        raise NotCanonical("half a surrogate pair is no text")
    return unicodedata.normalize("NFC", text)
