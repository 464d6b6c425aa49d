"""Faults: errors of ours that nobody caught. Each is logged, and said on whatever is in front."""

import sys
import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from traceback import walk_stack
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QMessageLogContext,
    QObject,
    Qt,
    QtMsgType,
    Signal,
    qInstallMessageHandler,
)

from procdesk.desk.session.fault_log import FaultLog, fault_lines, place

if TYPE_CHECKING:
    from sys import UnraisableHookArgs

_CHATTER = (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg)
_LACKS = "This plugin "
"""How Qt begins what a window system cannot do: no error."""


class Faults(QObject):
    """Within `with` it hears of every error that nobody caught: of the desk, of threads, of Qt.

    Python's own words about an error are not printed, since a message may hold a value. Other
    hooks that stood before (a test's) hear of it too.
    """

    _numbered = Signal(str)

    def __init__(self, folder: Path, show: Callable[[str], None]) -> None:
        """`show` takes the number of a fault, on the thread of the desk."""
        super().__init__()
        self.log = FaultLog(folder)
        self._show, self._is_showing = show, False
        # Queued: the fault may come from another thread, or out of the middle of a painting.
        self._numbered.connect(self._say, Qt.ConnectionType.QueuedConnection)

    def __enter__(self) -> "Faults":
        self._before = sys.excepthook, threading.excepthook, sys.unraisablehook
        sys.excepthook = self._uncaught
        threading.excepthook = self._uncaught_in_thread
        sys.unraisablehook = self._unraisable
        self._qt_before = qInstallMessageHandler(self._qt_says)
        return self

    def __exit__(self, *_: object) -> None:
        sys.excepthook, threading.excepthook, sys.unraisablehook = self._before
        qInstallMessageHandler(self._qt_before)

    def _uncaught(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if isinstance(error, Exception):
            self._report(fault_lines(error.with_traceback(trace)))
        if self._before[0] is not sys.__excepthook__ or not isinstance(error, Exception):
            self._before[0](kind, error, trace)

    def _uncaught_in_thread(self, failed: threading.ExceptHookArgs) -> None:
        if failed.exc_value is not None:
            self._report(fault_lines(failed.exc_value))
        if self._before[1] is not threading.__excepthook__:
            self._before[1](failed)

    def _unraisable(self, failed: "UnraisableHookArgs") -> None:
        if failed.exc_value is not None:
            self._report(fault_lines(failed.exc_value))
        if self._before[2] is not sys.__unraisablehook__:
            self._before[2](failed)

    def _qt_says(self, kind: QtMsgType, context: QMessageLogContext, words: str) -> None:
        """Log which part of Qt warns and where we were; its words may hold what was typed.

        What Qt's own parts warn of (`qt.`: fonts, windows) is logged and not said.
        """
        if self._qt_before is not None:
            self._qt_before(kind, context, words)
        if kind in _CHATTER or words.startswith(_LACKS):
            return
        frames = reversed(list(walk_stack(sys._getframe(1))))
        source = f"{Path(context.file).name}:{context.line}" if context.file else ""
        lines = [
            f"{kind.name} {context.category} {source}".strip(),
            *(place(frame, line) for frame, line in frames),
        ]
        if (context.category or "").startswith("qt."):
            self.log.write(lines)
        else:
            self._report(lines)

    def _report(self, lines: Iterable[str]) -> None:
        """Log a fault and say its number; one that comes of saying it is logged only."""
        number = self.log.write(lines)
        if not self._is_showing:
            self._numbered.emit(number)

    def _say(self, number: str) -> None:
        self._is_showing = True
        try:
            self._show(number)
        except Exception as error:  # to say this one too might never end
            self.log.write(fault_lines(error))
        finally:
            self._is_showing = False
