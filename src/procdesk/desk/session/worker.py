"""Worker: something slow in a thread of its own, with its status in words; it can be cancelled."""

from collections.abc import Callable
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Event, Thread
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal

_LISTEN_MS = 40


@dataclass(frozen=True, slots=True)
class _Result:
    value: Any


@dataclass(frozen=True, slots=True)
class _Failure:
    error: BaseException


class Worker(QObject):
    """Something slow at work; `status` says how it stands, `ended` carries what the act gave.

    Both signals come on the thread of the desk.
    It belongs to the application, not to a page: leaving the page does not lose what it ends with.
    The act is handed a function that takes words and gives False once cancelled. An act that
    raises ends too: `failed` is called in the place of `ended`, and the error goes on to where
    every error of ours is said. Whoever starts a worker says what then becomes free again.
    """

    status = Signal(str)
    ended = Signal(object)
    _failed = Signal()

    def __init__(
        self, act: Callable[[Callable[[str], bool]], Any], *, failed: Callable[[], object]
    ) -> None:
        super().__init__(QCoreApplication.instance())
        self._act = act
        self._failed.connect(failed)
        self._reports: SimpleQueue[str | _Result | _Failure] = SimpleQueue()
        self._cancelled = Event()
        self._listening = QTimer(self)
        self._listening.setInterval(_LISTEN_MS)
        self._listening.timeout.connect(self._listen)

    def start(self) -> None:
        """Begin; connect the signals before."""
        Thread(target=self._work, daemon=True).start()
        self._listening.start()

    def cancel(self) -> None:
        """Ask the act to stop; it still ends with what it gives."""
        self._cancelled.set()

    def _work(self) -> None:
        try:
            self._reports.put(_Result(self._act(self._goes_on)))
        except BaseException as error:  # also SystemExit: whoever waits for the end gets one
            self._reports.put(_Failure(error))

    def _goes_on(self, words: str) -> bool:
        self._reports.put(words)
        return not self._cancelled.is_set()

    def _listen(self) -> None:
        try:
            report = self._reports.get_nowait()
        except Empty:
            return
        if isinstance(report, str):
            self.status.emit(report)
            return
        self._listening.stop()
        self.deleteLater()
        if isinstance(report, _Failure):
            self._failed.emit()
            raise report.error
        self.ended.emit(report.value)
