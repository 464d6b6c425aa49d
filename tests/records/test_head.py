"""The head file: of its two slots the newer one is never written over."""

import os
from pathlib import Path

import pytest

from procdesk.records.head import Head, read_head, write_head

SLOT_BYTES = 64


def halves(path: Path) -> tuple[bytes, bytes]:
    content = path.read_bytes()
    return content[:SLOT_BYTES], content[SLOT_BYTES:]


def head(count: int) -> Head:
    return Head(count, f"{count:064x}")


def test_the_slot_that_was_written_last_stays_whole_during_the_next_write(tmp_path: Path) -> None:
    path = tmp_path / "store.head"
    write_head(path, head(1))
    write_head(path, head(2))
    last = 1
    for count in range(3, 8):
        before = halves(path)
        write_head(path, head(count))
        written = [place for place, half in enumerate(halves(path)) if half != before[place]]
        assert written == [1 - last]
        assert read_head(path) == head(count)
        last = 1 - last


def test_a_damaged_slot_is_written_over_before_a_whole_one(tmp_path: Path) -> None:
    path = tmp_path / "store.head"
    write_head(path, head(1))
    write_head(path, head(2))
    older, newer = halves(path)
    path.write_bytes(older + newer[:-1] + bytes([newer[-1] ^ 1]))
    write_head(path, head(3))
    assert halves(path)[0] == older
    assert read_head(path) == head(3)


def test_a_head_is_synced_once_it_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, on_disk = tmp_path / "store.head", list[bytes]()
    monkeypatch.setattr(os, "fsync", lambda _handle: on_disk.append(path.read_bytes()))
    for count in (1, 2):
        write_head(path, head(count))
        assert on_disk[-1] == path.read_bytes()
    assert len(on_disk) == 2
