"""Paper day: what a clinic prints or saves for a day without the program."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QWidget

from procdesk.desk.session.session import Session
from procdesk.desk.session.worker import Worker
from procdesk.desk.widgets.button import Button
from procdesk.desk.widgets.labels import Words, column, row
from procdesk.paper.spooler import Fate, Printout
from procdesk.workflow.clinic.opening import USER_ERRORS, message_of

_HINT = (
    "The pack has a page for each case, for staff only: keep it locked until the power goes. "
    "The blank forms name nobody: a set for each patient, to be filled in by hand."
)


class PaperDay(QWidget):
    """The packs of today and tomorrow and the blank forms, each to print and to save."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session, sheets = session, session.sheets()
        self._worker: Worker | None = None
        layout = column(self, 0, 12)
        layout.addWidget(Words("For a day without the program", "question"))
        layout.addWidget(Words(_HINT, "hint"))
        for name, ahead in (("the pack of today", 0), ("the pack of tomorrow", 1)):
            day = (session.here + timedelta(days=ahead)).date()
            make = partial(sheets.pack, day)
            layout.addLayout(self._line(name, f"emergency-pack-{day}", make))
        layout.addLayout(self._line("the blank forms", "downtime-pack", sheets.blank_forms))
        self._state = Words("", "look")
        layout.addWidget(self._state)
        self._cancel = Button("Cancel printing", act=self._stop)
        layout.addWidget(self._cancel)
        self._cancel.hide()

    def _line(self, name: str, file: str, make: Callable[[], bytes]) -> QHBoxLayout:
        line = row(gap=12)
        for verb, act in (("Print", self._print), ("Save", self._save)):
            button = Button(f"{verb} {name}", act=partial(act, file, make))
            button.setMinimumWidth(260)
            line.addWidget(button)
        line.addStretch(1)
        return line

    def _save(self, file: str, make: Callable[[], bytes]) -> None:
        try:
            self._session.save(f"{file}.pdf", make())
        except USER_ERRORS as trouble:
            self._state.setText(message_of(trouble))
            return
        self._state.setText(f"Saved in {self._session.parts.save_as('').parent}.")

    def _print(self, file: str, make: Callable[[], bytes]) -> None:
        """Print in a worker that outlives the page; the job's title names a day at most."""
        if self._worker is not None:
            return
        try:
            pdf = make()
        except USER_ERRORS as trouble:
            self._state.setText(message_of(trouble))
            return
        printer = self._session.ledger.clinic.printer("")
        act = partial(self._session.parts.print_pdf, pdf, file, printer)
        self._worker = Worker(act, failed=self._failed)
        self._worker.status.connect(self._state.setText)
        self._worker.ended.connect(self._ended)
        self._cancel.show()
        self._worker.start()

    def _stop(self) -> None:
        if self._worker is not None:
            self._worker.cancel()

    def _ended(self, printout: Printout) -> None:
        self._free("It is at the printer." if printout.fate is Fate.SENT else printout.words)

    def _failed(self) -> None:
        self._free("Whether it was printed is not known: look at the printer.")

    def _free(self, words: str) -> None:
        self._worker = None
        self._cancel.hide()
        self._state.setText(words)
