"""Fault log: errors of ours by type, file and line. No message and no value ever enters it."""

import contextlib
import hashlib
import logging
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path
from traceback import walk_tb
from types import FrameType

from procdesk import __version__

_LARGEST_BYTES = 200_000
_OLDER_FILES = 3
_INNERMOST = 40
"""Frames of an error that are written, so that an endless recursion does not fill the log."""
_REPEATS = 10
"""An error that comes back with each paint is written so often, and others stay readable."""


class FaultLog:
    """The rotating log of this person, opened for each fault only: others may rotate it."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "faults.log"
        self._repeats: Counter[str] = Counter()

    def write(self, lines: Iterable[str]) -> str:
        """Write what `fault_lines` gave; return its number: equal lines have the same.

        Never raises: where the disk refuses, the number is all that there is.
        """
        text = "\n  ".join(lines)
        number = hashlib.sha256(text.encode()).hexdigest()[:4].upper()
        self._repeats[number] += 1
        if self._repeats[number] <= _REPEATS:
            at = datetime.now(UTC).isoformat(timespec="seconds")
            with contextlib.suppress(OSError):
                self._append(f"{at} {number} procdesk {__version__}\n  {text}")
        return number

    def _append(self, text: str) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        log = _File(
            self.path,
            maxBytes=_LARGEST_BYTES,
            backupCount=_OLDER_FILES,
            encoding="utf-8",
            delay=True,
        )
        with contextlib.closing(log):
            log.emit(logging.makeLogRecord({"msg": text}))


class _File(RotatingFileHandler):
    def handleError(self, record: logging.LogRecord) -> None:
        """Lose a line that cannot be written: Python's own way shows it with a traceback."""


def fault_lines(error: BaseException) -> list[str]:
    """Return the types of an error and of its causes, each with the places it came through."""
    lines: list[str] = []
    for link in _causes(error):
        frames = [(frame, line) for frame, line in walk_tb(link.__traceback__)]
        lines += [f"{type(link).__module__}.{type(link).__qualname__}"]
        lines += [place(frame, line) for frame, line in frames[-_INNERMOST:]]
    return lines


def place(frame: FrameType, line: int) -> str:
    """Return a line of code as logged: its file below where it was imported from."""
    code = frame.f_code
    return f"{_below_root(Path(code.co_filename))}:{line} {code.co_name}"


def _causes(error: BaseException) -> Iterator[BaseException]:
    ids: set[int] = set()
    link: BaseException | None = error
    while link is not None and id(link) not in ids:
        ids.add(id(link))
        yield link
        link = link.__cause__ or (None if link.__suppress_context__ else link.__context__)


def _below_root(file: Path) -> str:
    """Return a path without the folders of this machine, which may name a person."""
    roots = [root for root in sys.path if root and file.is_relative_to(root)]
    return file.relative_to(max(roots, key=len)).as_posix() if roots else file.name
