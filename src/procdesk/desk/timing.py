"""Time of the desk: each wait of a screen is a Timer, so that a test can move it."""

import time
from collections.abc import Callable
from itertools import count
from weakref import WeakSet

from PySide6.QtCore import QObject, QTimer, Signal
from shiboken6 import isValid

_ORDER = count()


class DeskTime:
    """Milliseconds that only grow: by the machine, or once they are held as somebody moves them."""

    def __init__(self) -> None:
        self._held_ms: int | None = None
        self._timers: WeakSet[Timer] = WeakSet()

    @property
    def is_held(self) -> bool:
        """Return whether time stands until it is moved."""
        return self._held_ms is not None

    def now_ms(self) -> int:
        """Return the milliseconds since some moment before the start."""
        return time.monotonic_ns() // 1_000_000 if self._held_ms is None else self._held_ms

    def hold(self) -> None:
        """Let time stand from now on, whatever the machine does."""
        self._held_ms = self.now_ms()
        for timer in self._waiting():
            timer.take_over()

    def forward(self, ms: int) -> None:
        """Move the held time on; what becomes due on the way happens in its order."""
        end_ms = self.now_ms() + ms
        while due := [timer for timer in self._waiting() if timer.due[0] <= end_ms]:
            first = min(due, key=lambda timer: timer.due)
            self._held_ms = max(self.now_ms(), first.due[0])
            first.fire()
        self._held_ms = end_ms

    def watch(self, timer: "Timer") -> None:
        """Move this timer with the others."""
        self._timers.add(timer)

    def _waiting(self) -> list["Timer"]:
        return [timer for timer in self._timers if isValid(timer) and timer.is_running]


TIME = DeskTime()


class Timer(QObject):
    """`timeout` each `interval_ms` of the desk's time from the start on; only once if `once`.

    `act` is done at each.
    """

    timeout = Signal()

    def __init__(
        self,
        parent: QObject,
        interval_ms: int,
        act: Callable[[], object] | None = None,
        *,
        once: bool = False,
    ) -> None:
        super().__init__(parent)
        if act is not None:
            self.timeout.connect(act)
        self._interval_ms, self._once = interval_ms, once
        self.is_running = False
        self.due = (0, 0)
        """The desk's millisecond when it is due, and its place among the timers of that moment."""
        self._machine = QTimer(self, interval=interval_ms, singleShot=once)
        self._machine.timeout.connect(self.fire)
        TIME.watch(self)

    def start(self) -> None:
        """Begin, or begin anew."""
        self.is_running = True
        self._wait()
        if not TIME.is_held:
            self._machine.start()

    def stop(self) -> None:
        """End: nothing is due any more."""
        self.is_running = False
        self._machine.stop()

    def take_over(self) -> None:
        """Leave the machine's time for the held one."""
        self._machine.stop()

    def fire(self) -> None:
        """Say that the time is over."""
        self.is_running = not self._once
        self._wait()
        self.timeout.emit()

    def _wait(self) -> None:
        self.due = (TIME.now_ms() + self._interval_ms, next(_ORDER))


def soon(context: QObject, act: Callable[[], object]) -> None:
    """Do this once what happens now is over; never if `context` is gone by then."""
    QTimer.singleShot(0, context, act)
