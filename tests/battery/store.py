"""Faults of the store: kill −9, two processes, a full disk at every byte, damage, syncs."""

import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from battery.case import Row
from battery.charting import CASE
from procdesk.records.errors import StoreProblem
from procdesk.records.journal import Journal
from procdesk.records.store import open_store
from procdesk.records.verify import verify
from procdesk.workflow.clinic.people import prepare_store
from support.small_clinic import SETTINGS


def _charting(home: Path, key: bytes, count: int, *before: str) -> list[str]:
    return [*before, sys.executable, "-m", "battery.charting", str(home), key.hex(), str(count)]


def _env() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}


def _new(folder: str) -> tuple[Path, bytes]:
    home = Path(folder) / "store"
    journal, key, _recovery = prepare_store(home, SETTINGS)
    journal.store.close()
    return home, key


def _stored(home: Path, key: bytes) -> tuple[set[str], bool]:
    """The ids in the store, and whether it verifies."""
    store = open_store(home, key)
    ids = {one.id for one in Journal(store).entries_of(CASE)}
    report = verify(store)
    store.close()
    return ids, report.ok


def kill(seed: int, times: int) -> Iterator[Row]:
    """Two processes chart at once; one is killed at a random moment; nothing acknowledged goes."""
    chance, missed = random.Random(seed), 0
    with tempfile.TemporaryDirectory() as folder:
        home, key = _new(folder)
        acknowledged: set[str] = set()
        for _ in range(times):
            pair = [
                subprocess.Popen(
                    _charting(home, key, 0), env=_env(), stdout=subprocess.PIPE, text=True
                )
                for _ in range(2)
            ]
            pipes = [one.stdout for one in pair if one.stdout is not None]
            # A busy machine may need long to start them: the moment counts from a first entry on.
            acknowledged.add(pipes[0].readline().strip())
            time.sleep(chance.random() * 0.4)
            for process in pair:
                process.send_signal(signal.SIGKILL)
            for process, pipe in zip(pair, pipes, strict=True):
                # The last line may be cut in the middle by the kill.
                acknowledged |= {line for line in pipe.read().splitlines() if len(line) == 32}
                process.wait()
                pipe.close()
        stored, whole = _stored(home, key)
        missed = len(acknowledged - stored) + (not whole)
        yield Row(
            "kill -9 with two processes, acknowledged entries", len(acknowledged), missed, seed
        )


def full_disk(seed: int, times: int) -> Iterator[Row]:
    """No byte more than N can be written, for many N: a sentence, and nothing half written."""
    chance, missed = random.Random(seed), 0
    with tempfile.TemporaryDirectory() as folder:
        home, key = _new(folder)
        for number in range(times):
            trial = Path(folder) / f"trial-{number}"
            shutil.copytree(home, trial)
            limit = chance.randrange(1_000, 120_000)
            done = subprocess.run(
                _charting(trial, key, 12),
                env=_env(),
                capture_output=True,
                text=True,
                check=False,
                preexec_fn=partial(_limit, limit),
            )
            missed += not _honest(trial, key, done)
            shutil.rmtree(trial)
    yield Row("disk full after N bytes", times, missed, seed)


def _limit(count: int) -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (count, count))


def _honest(home: Path, key: bytes, done: subprocess.CompletedProcess[str]) -> bool:
    """Everything acknowledged is there, the store is whole, and a failure was said in words."""
    acknowledged = {line for line in done.stdout.splitlines() if len(line) == 32}
    says_so = done.returncode == 0 or "! " in done.stdout or "Problem" in done.stderr
    try:
        stored, whole = _stored(home, key)
    except StoreProblem:
        return False
    return acknowledged <= stored and whole and says_so and len(stored - acknowledged) <= 1


def write_faults(seed: int, times: int) -> Iterator[Row]:
    """The N-th write or sync of the store's own files fails, for every N that a run reaches."""
    chance, missed = random.Random(seed), 0
    with tempfile.TemporaryDirectory() as folder:
        home, key = _new(folder)
        places = _places(home, key, Path(folder))
        chance.shuffle(places)
        for number, (call, at) in enumerate(places[:times]):
            trial = Path(folder) / f"trial-{number}"
            shutil.copytree(home, trial)
            fault = f"inject={call}:error={chance.choice(_FAULTS)}:when={at}"
            done = subprocess.run(
                _charting(trial, key, _APPENDS, *_traced(trial, "-e", fault, "-o", "/dev/null")),
                env=_env(),
                capture_output=True,
                text=True,
                check=False,
            )
            missed += not _honest(trial, key, done)
            shutil.rmtree(trial)
    yield Row("fault on the N-th write or sync", min(times, len(places)), missed, seed)


_APPENDS = 8
_CALLS = ("pwrite64", "write", "fsync", "fdatasync")
_FAULTS = ("ENOSPC", "EIO", "EROFS")


def _traced(home: Path, *how: str) -> list[str]:
    """strace that sees only calls on the files of this store."""
    names = ("store.db", "store.db-wal", "store.head")
    files = [part for name in names for part in ("-P", str(home / name))]
    return ["strace", "-f", "-e", f"trace={','.join(_CALLS)}", *files, *how]


def _places(home: Path, key: bytes, folder: Path) -> list[tuple[str, int]]:
    """Every write and sync of a run without faults: the call, and the how many-th it was."""
    trial, calls = folder / "counted", folder / "calls"
    shutil.copytree(home, trial)
    before = _traced(trial, "-o", str(calls))
    subprocess.run(
        _charting(trial, key, _APPENDS, *before), env=_env(), capture_output=True, check=True
    )
    text = calls.read_text("utf-8")
    counts = {call: text.count(f" {call}(") for call in _CALLS}
    return [(call, at) for call, count in counts.items() for at in range(1, count + 1)]


def damage(seed: int, times: int) -> Iterator[Row]:
    """Bytes of the database or the head file are changed: opening or verifying notices."""
    chance, missed = random.Random(seed), 0
    with tempfile.TemporaryDirectory() as folder:
        home, key = _new(folder)
        subprocess.run(_charting(home, key, 60), env=_env(), stdout=subprocess.DEVNULL, check=True)
        names = [name for name in ("store.db", "store.head") if (home / name).exists()]
        for number in range(times):
            trial = Path(folder) / f"trial-{number}"
            shutil.copytree(home, trial)
            _spoil(trial / chance.choice(names), chance)
            missed += not _noticed(trial, key)
            shutil.rmtree(trial)
    yield Row("damaged database or head file", times, missed, seed)


def _spoil(path: Path, chance: random.Random) -> None:
    content = bytearray(path.read_bytes())
    at = chance.randrange(len(content))
    if chance.random() < 0.2:
        path.write_bytes(content[:at])
        return
    content[at] ^= chance.randrange(1, 256)
    path.write_bytes(content)


def _noticed(home: Path, key: bytes) -> bool:
    try:
        store = open_store(home, key)
    except StoreProblem:
        return True
    try:
        report = verify(store, full=True)
    except StoreProblem:
        return True
    finally:
        store.close()
    return not report.ok


def syncs(seed: int, times: int) -> Iterator[Row]:
    """At least one sync of the disk for each acknowledged append, seen from outside."""
    with tempfile.TemporaryDirectory() as folder:
        home, key = _new(folder)
        count = max(20, times // 10)
        trace = Path(folder) / "trace"
        before = ("strace", "-f", "-e", "trace=fsync,fdatasync", "-o", str(trace))
        done = subprocess.run(
            _charting(home, key, count, *before),
            env=_env(),
            capture_output=True,
            text=True,
            check=True,
        )
        appends = len(done.stdout.splitlines())
        synced = trace.read_text("utf-8").count("sync(")
    yield Row("syncs per acknowledged append", appends, max(0, appends - synced), seed)
