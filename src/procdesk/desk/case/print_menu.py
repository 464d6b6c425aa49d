"""Papers: label, preparation sheet, consent, record and summary, printed or saved by one press."""

from functools import partial

from PySide6.QtWidgets import QHBoxLayout

from procdesk.desk.pages.page import Page
from procdesk.desk.pages.sign_panel import SignPanel
from procdesk.desk.session.printing import Printing
from procdesk.desk.session.session import Session
from procdesk.desk.widgets.button import Button
from procdesk.desk.widgets.labels import Words, column, left, row
from procdesk.domain.staff import PHYSICIAN_ONLY
from procdesk.paper.kinds import KINDS, PaperKind
from procdesk.sheets.issue import issue
from procdesk.sheets.make import DrawnSheet
from procdesk.sheets.print_run import PrintRun
from procdesk.sheets.signed_copy import COPY_MEANS, signed_copy
from procdesk.workflow.ledger import Outcome
from procdesk.workflow.refused import Refused


class PapersPage(Page):
    """The papers of a case; one that lacks something says so when asked for, and is not made."""

    def __init__(self, session: Session, outcome: Outcome, key: str) -> None:
        super().__init__(session, outcome, key, "Papers of this case")
        self._sheets = session.sheets()
        self._state = Words("", "hint")
        for kind in KINDS.values():
            if kind.hint:
                self.content.addLayout(self._line(kind))
        self.content.addWidget(self._state)
        made = column(gap=4)
        for sheet in outcome.case.sheets:
            state = sheet.state.replace("_", " ")
            made.addWidget(Words(f"{sheet.kind.capitalize()} {sheet.number}: {state}", "hint"))
        self.content.addLayout(made)
        self._signed_copy()

    def _signed_copy(self) -> None:
        """Offer a copy that any machine can check, signed by a physician."""
        self.content.addWidget(Words("Signed copy of the record", "question"))
        text = "The PDF carries every entry and signature; `procdesk verify` names a changed byte."
        self.content.addWidget(Words(text, "hint"))
        self._panel = SignPanel(self.session, COPY_MEANS, PHYSICIAN_ONLY)
        self.content.addWidget(self._panel)
        self._panel.entered.connect(self._save_copy)
        self.content.addLayout(left(Button("Save a signed copy", act=self._save_copy)))

    def _save_copy(self) -> None:
        self.save(
            "record-signed", lambda: signed_copy(self._sheets, self.outcome, self._panel.signer())
        )

    def _line(self, kind: PaperKind) -> QHBoxLayout:
        line = row(gap=16)
        for verb, act in (("Print", self._print), ("Save", self._save)):
            button = Button(f"{verb}: {kind.title}", act=partial(act, kind.key))
            button.setMinimumWidth(240)
            line.addWidget(button)
        line.addWidget(Words(kind.hint, "hint"), 1)
        return line

    def _issue(self, kind: str) -> DrawnSheet:
        session = self.session
        sheet = self._sheets.make(self.outcome, kind, session.ledger.new_id())
        issue(session.ledger, session.person, self.case_id, sheet)
        return sheet

    def _print(self, kind: str) -> None:
        session = self.session

        def act() -> None:
            if session.printing is not None:
                raise Refused("Something prints already: wait until it is out, or cancel it there.")
            printer = session.ledger.clinic.printer(self.outcome.case.order.room)
            sheets = [self._issue(kind)]
            run = PrintRun(session.ledger, session.person, self.case_id, sheets, printer)
            printing = Printing(run, session.parts.print_pdf)
            printing.status.connect(self._state.setText)
            printing.ended.connect(self._show_end)
            session.start_printing(printing)

        self.attempt(act)

    def _show_end(self, problem: str) -> None:
        self._state.setText(problem or "It is at the printer.")

    def _save(self, kind: str) -> None:
        self.save(kind, lambda: self._issue(kind).pdf)
