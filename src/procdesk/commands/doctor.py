"""`procdesk doctor`: what this machine has and lacks, in words."""

import argparse
import importlib
import os
import shutil
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from procdesk.commands.call import CommandCall

_LIBRARIES = (
    "PySide6.QtWidgets",
    "sqlalchemy",
    "sqlcipher3",
    "reportlab",
    "argon2",
    "cryptography",
    "pikepdf",
    "segno",
)
_LEAST_FREE_BYTES = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at: fine, or what to do about it; `place` where it lies somewhere."""

    name: str
    ok: bool
    fix: str = ""
    place: str = ""

    @property
    def words(self) -> str:
        """One line for people."""
        state = "fine" if self.ok else self.fix
        return f"{self.name}: {state}{f', in {self.place}' if self.place else ''}"


def add_to(commands: Any, shared: argparse.ArgumentParser) -> None:
    """Add `doctor` to the command line."""
    parser = commands.add_parser("doctor", parents=[shared], help="what this machine lacks")
    parser.set_defaults(run=run)


def run(call: CommandCall) -> int:
    """Look at libraries, disk, store, printer and keyring; 1 if something is missing."""
    looks: tuple[Callable[[CommandCall], Check], ...] = (_libraries, _disk, _store, _printer, _log)
    checks = [look(call) for look in looks]
    words = [check.words for check in checks]
    call.answer({"checks": [asdict(one) for one in checks]}, "\n".join(words))
    return 0 if all(one.ok for one in checks) else 1


def _libraries(_call: CommandCall) -> Check:
    missing = [name for name in _LIBRARIES if not _imports(name)]
    fix = f"{', '.join(missing)} cannot be loaded: run ./run again, it names what is missing"
    return Check("libraries", not missing, fix if missing else "")


def _imports(name: str) -> bool:
    try:
        importlib.import_module(name)
    except ImportError:
        return False
    return True


def _log(call: CommandCall) -> Check:
    """Check the place where errors of ours are written; there is no log before the first one."""
    from procdesk.desk.session.fault_log import FaultLog

    path = FaultLog(call.logs).path
    ok = os.access(path if path.exists() else _first_there(path.parent), os.W_OK)
    return Check("error log", ok, "" if ok else "it cannot be written", str(path))


def _first_there(folder: Path) -> Path:
    """Return a folder, or the nearest above it that exists."""
    return next(one for one in (folder, *folder.parents) if one.exists())


def _disk(call: CommandCall) -> Check:
    place = _first_there(call.home)
    free = shutil.disk_usage(place).free
    ok = free >= _LEAST_FREE_BYTES
    return Check("disk", ok, "" if ok else "less than 1 GB is free where the store lies")


def _store(call: CommandCall) -> Check:
    there = (call.home / "store.db").exists()
    return Check("store", there, "" if there else "there is none yet: open procdesk once")


def _printer(_call: CommandCall) -> Check:
    from procdesk.paper.spooler import SpoolerDead, printers

    if shutil.which("lp") is None:
        fix = "lp is missing: install cups-client; until then save sheets as PDF"
        return Check("printing", False, fix)
    try:
        installed = printers()
    except SpoolerDead as dead:
        return Check("printing", False, f"{dead} Start CUPS; until then save sheets as PDF")
    able = [one.name for one in installed if not one.problem]
    fix = "; ".join(f"{one.name}: {one.problem}" for one in installed) or "no printer is set up"
    return Check("printing", bool(able), "" if able else fix)
