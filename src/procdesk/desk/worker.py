"""Worker: something slow in a thread of its own, told in words, cancelled by a person."""

from collections.abc import Callable
from queue import Empty, SimpleQueue
from threading import Event, Thread
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal

_LISTEN_MS = 40


class Worker(QObject):
    """`told` how it stands; `ended` with what the act gave. Both come on the thread of the desk.

    It belongs to the application, not to a page: leaving the page does not lose what it ends with.
    The act must not raise; it is handed a function that takes words and gives False once cancelled.
    """

    told = Signal(str)
    ended = Signal(object)

    def __init__(self, act: Callable[[Callable[[str], bool]], Any]) -> None:
        super().__init__(QCoreApplication.instance())
        self._act = act
        self._heard: SimpleQueue[tuple[bool, Any]] = SimpleQueue()
        self._cancelled = Event()
        self._listening = QTimer(self)
        self._listening.setInterval(_LISTEN_MS)
        self._listening.timeout.connect(self._listen)

    def start(self) -> None:
        """Begin; connect the signals before."""
        self._listening.start()
        Thread(target=self._work, daemon=True).start()

    def cancel(self) -> None:
        """Ask the act to stop; it still ends with what it gives."""
        self._cancelled.set()

    def _work(self) -> None:
        self._heard.put((True, self._act(self._goes_on)))

    def _goes_on(self, words: str) -> bool:
        self._heard.put((False, words))
        return not self._cancelled.is_set()

    def _listen(self) -> None:
        try:
            is_end, what = self._heard.get_nowait()
        except Empty:
            return
        if not is_end:
            self.told.emit(what)
            return
        self._listening.stop()
        self.ended.emit(what)
        self.deleteLater()
