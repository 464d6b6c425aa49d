"""Printing: sheets one after another in a worker; what became of each is recorded."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Signal

from procdesk.desk.worker import Worker
from procdesk.domain.staff import Staff
from procdesk.paper.spooler import Fate, GoesOn, Printout
from procdesk.workflow import discharge
from procdesk.workflow.opening import TROUBLE, words_of

if TYPE_CHECKING:
    from procdesk.desk.session import Session

_STATES = {Fate.SENT: "sent", Fate.SPOILED: "jammed"}
"""What is recorded; a sheet that no printer took stays as it was made."""
_NOT_KNOWN = Printout(
    Fate.SPOILED, "The program failed while it printed. Whether the sheet was printed is not known."
)
_NOT_RECORDED = "What became of the sheet at the printer could not be recorded."


@dataclass(frozen=True, slots=True)
class Ready:
    """A sheet that is made and recorded: its kind, number and PDF."""

    kind: str
    number: str
    pdf: bytes


class Printing(QObject):
    """The sheets of one case on their way to one printer.

    `told` how it stands, `changed` when a sheet was sent and another follows, `ended` with an empty
    string or what is in the way. It goes on when the page is left, and records for the person who
    pressed.
    """

    told = Signal(str)
    changed = Signal()
    ended = Signal(str)

    def __init__(
        self, session: "Session", case_id: str, sheets: Sequence[Ready], printer: str
    ) -> None:
        super().__init__(QCoreApplication.instance())
        self.case_id = case_id
        self.words = "Waiting for the printer"
        self._session, self._person = session, session.person
        self._left, self._printer = list(sheets), printer
        self._worker: Worker | None = None

    def start(self) -> None:
        """Print the first; each next one when the one before is sent."""
        self._next()
        self._session.printing = self

    def cancel(self) -> None:
        """Withdraw the sheet that is at the printer, and those that wait."""
        if self._worker is not None:
            self._worker.cancel()

    def _next(self) -> None:
        one = self._left.pop(0)
        title = f"{one.kind} {self.case_id[:6]}"
        print_pdf = self._session.parts.print_pdf

        def act(goes_on: GoesOn) -> Printout:
            return print_pdf(one.pdf, title, self._printer, goes_on)

        self._worker = Worker(act, failed=lambda: self._done(one, _NOT_KNOWN))
        self._worker.told.connect(lambda words: self._tell(f"{one.kind.capitalize()}: {words}"))
        self._worker.ended.connect(lambda done: self._done(one, done))
        self._worker.start()

    def _tell(self, words: str) -> None:
        self.words = words
        self.told.emit(words)

    def _done(self, one: Ready, done: Printout) -> None:
        problem = _NOT_RECORDED  # stands where recording it fails by an error of ours
        try:
            problem = self._recorded(one, done)
        finally:
            self._go_on(problem)

    def _recorded(self, one: Ready, done: Printout) -> str:
        """Record what became of a sheet; return what is in the way of the next one."""
        problem = "" if done.fate is Fate.SENT else done.words
        try:
            _record(self._session, self._person, self.case_id, one.number, done.fate)
        except TROUBLE as trouble:
            problem = f"{problem} {words_of(trouble)}".strip()
        return problem

    def _go_on(self, problem: str) -> None:
        self._session.printing = None
        if self._left and not problem:
            self.start()
            self.changed.emit()
            return
        self.ended.emit(problem)
        self.deleteLater()


def _record(session: "Session", person: Staff, case_id: str, number: str, fate: Fate) -> None:
    if fate in _STATES:
        discharge.sheet_is(session.ledger, person, case_id, number, _STATES[fate])
