"""The head file: the journal's end, kept outside the database.

A chain cannot see that its tail was cut, and a damaged write-ahead log loses its tail without an
error (storage.md 0.2). Two slots are written in turn, so that one is always whole.
"""

import hashlib
import os
import struct
from dataclasses import dataclass
from pathlib import Path

_SLOT = struct.Struct(">Q32s")
_SIZE = _SLOT.size + 24  # the check takes the first 24 bytes of a SHA-256: a slot is 64 bytes
_MARK = b"procdesk-head-v1\0"


@dataclass(frozen=True, slots=True)
class Head:
    """The number of entries in the store and the hash of the last one."""

    count: int
    hash: str


EMPTY = Head(0, "0" * 64)


def read_head(path: Path) -> Head | None:
    """The newest whole slot; None if there is none. Raises OSError."""
    if not path.exists():
        return None
    content = path.read_bytes()
    slots = (_unpack(content[at : at + _SIZE]) for at in (0, _SIZE))
    return max((slot for slot in slots if slot), key=lambda one: one.count, default=None)


def write_head(path: Path, head: Head) -> None:
    """Write the slot whose turn it is and sync it. Raises OSError."""
    packed = _SLOT.pack(head.count, bytes.fromhex(head.hash))
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        os.lseek(handle, (head.count % 2) * _SIZE, os.SEEK_SET)
        os.write(handle, packed + _check(packed))
        os.fsync(handle)
    finally:
        os.close(handle)


def _unpack(slot: bytes) -> Head | None:
    packed = slot[: _SLOT.size]
    if len(slot) != _SIZE or slot[_SLOT.size :] != _check(packed):
        return None
    count, digest = _SLOT.unpack(packed)
    return Head(count, digest.hex())


def _check(packed: bytes) -> bytes:
    return hashlib.sha256(_MARK + packed).digest()[:24]
