"""Printing: a print run in a worker, sheet by sheet, with its status in words."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication, QObject, Signal

from procdesk.desk.session.worker import Worker
from procdesk.paper.spooler import Fate, GoesOn, Printout
from procdesk.sheets.print_run import PrintRun

Print = Callable[[bytes, str, str, GoesOn], Printout]
"""Takes a PDF, a title that names nobody, a printer and whom to tell; blocks until it is over."""
_NOT_KNOWN = Printout(
    Fate.SPOILED, "The program failed while it printed. Whether the sheet was printed is not known."
)


class Printing(QObject):
    """One print run at work.

    `status` says how it stands; `changed` comes when a sheet was sent and another follows;
    `ended` with an empty string or what is in the way. It goes on when the page is left.
    """

    status = Signal(str)
    changed = Signal()
    ended = Signal(str)

    def __init__(self, run: PrintRun, print_pdf: Print) -> None:
        super().__init__(QCoreApplication.instance())
        self.run = run
        self.is_at_work = False
        self.words = "Waiting for the printer"
        self._print_pdf = print_pdf
        self._worker: Worker | None = None

    def start(self) -> None:
        """Print the first; each next one when the one before is sent."""
        self._next()
        self.is_at_work = True

    def cancel(self) -> None:
        """Withdraw the sheet that is at the printer, and those that wait."""
        self.run.cancel()
        if self._worker is not None:
            self._worker.cancel()

    def _next(self) -> None:
        sheet = self.run.sheet
        act = partial(self._print_pdf, sheet.pdf, self.run.title, self.run.printer)
        self._worker = Worker(act, failed=self._failed)
        self._worker.status.connect(lambda words: self._tell(f"{sheet.kind.capitalize()}: {words}"))
        self._worker.ended.connect(self._done)
        self._worker.start()

    def _tell(self, words: str) -> None:
        self.words = words
        self.status.emit(words)

    def _failed(self) -> None:
        self._done(_NOT_KNOWN)

    def _done(self, printout: Printout) -> None:
        try:
            self.run.record(printout)
        finally:
            self._go_on()

    def _go_on(self) -> None:
        self.is_at_work, self._worker = False, None
        if self.run.is_over:
            self.ended.emit(self.run.problem)
            self.setParent(None)  # the session goes on asking it how it ended
            return
        self.start()
        self.changed.emit()
