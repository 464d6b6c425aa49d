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
_BLANK = bytes(_SIZE)
_MARK = b"procdesk-head-v1\0"


@dataclass(frozen=True, slots=True)
class Head:
    """The number of entries in the store and the hash of the last one."""

    count: int
    hash: str


EMPTY = Head(0, "0" * 64)


def read_head(path: Path) -> Head | None:
    """The newest whole slot; None if there is none. Raises OSError."""
    return max(filter(None, _slots(path)), key=lambda slot: slot.count, default=None)


def damaged_slots(path: Path) -> int:
    """Return how many slots are neither whole nor blank as on the first day. Raises OSError."""
    if not path.exists():  # nothing was ever recorded
        return 0
    content = path.read_bytes()
    parts = (content[:_SIZE], content[_SIZE:])
    return sum(_unpack(part) is None and part != _BLANK for part in parts)


def write_head(path: Path, head: Head) -> None:
    """Write over the older slot and sync it: the newer one stays whole. Raises OSError."""
    older = _older(_slots(path))
    packed = _SLOT.pack(head.count, bytes.fromhex(head.hash))
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        os.ftruncate(handle, 2 * _SIZE)
        os.lseek(handle, older * _SIZE, os.SEEK_SET)
        os.write(handle, packed + _check(packed))
        os.fsync(handle)
    finally:
        os.close(handle)


def _slots(path: Path) -> list[Head | None]:
    content = path.read_bytes() if path.exists() else b""
    return [_unpack(content[at : at + _SIZE]) for at in (0, _SIZE)]


def _older(slots: list[Head | None]) -> int:
    """The place of the slot that may be written over: an unusable one before a whole one."""
    counts = [one.count if one else -1 for one in slots]
    return counts.index(min(counts))


def _unpack(slot: bytes) -> Head | None:
    packed = slot[: _SLOT.size]
    if len(slot) != _SIZE or slot[_SLOT.size :] != _check(packed):
        return None
    count, digest = _SLOT.unpack(packed)
    return Head(count, digest.hex())


def _check(packed: bytes) -> bytes:
    return hashlib.sha256(_MARK + packed).digest()[:24]
