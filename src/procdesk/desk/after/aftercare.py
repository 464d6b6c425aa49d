"""Aftercare: the real pages, made from what happened, and what became of each paper."""

from contextlib import suppress

from procdesk.desk.after.escort_call import EscortCall
from procdesk.desk.after.sheet_wishes import SheetWishes
from procdesk.desk.booking.next_visit import booked_words
from procdesk.desk.pages.beside import Beside
from procdesk.desk.pages.page import Page
from procdesk.desk.pictures.pdf_pages import pdf_pages
from procdesk.desk.session.environment import spoken_time
from procdesk.desk.session.printing import Printing
from procdesk.desk.session.session import Session
from procdesk.desk.session.worker import Worker
from procdesk.desk.widgets.button import Button
from procdesk.desk.widgets.choices import Choice, Choices
from procdesk.desk.widgets.labels import Words, clear, column, own_column, row
from procdesk.domain.visit.case import Sheet
from procdesk.paper.spooler import GoesOn, Printer, SpoolerDead
from procdesk.sheets.issue import HomePapers, hand_over
from procdesk.sheets.make import Wishes
from procdesk.sheets.print_run import PrintRun
from procdesk.workflow.after import discharge
from procdesk.workflow.ledger import Outcome
from procdesk.workflow.refused import Refused

_STATES = {
    "made": "made, not printed yet",
    "sent": "sent to the printer",
    "handed_over": "handed over",
    "jammed": "jammed: its number is void",
    "voided": "void",
}
_PREVIEW_PX = 620


class AftercarePage(Page):
    """The papers to take home: pages at the right as printed, the state of each at the left."""

    def __init__(self, session: Session, outcome: Outcome, key: str) -> None:
        super().__init__(session, outcome, key, "The papers to take home")
        self._papers = HomePapers(session.sheets())
        self._printer = session.ledger.clinic.printer(outcome.case.order.room)
        self._others: tuple[Printer, ...] = ()
        parts = row(gap=32)
        beside, whole = own_column(20)
        self._left = column(whole, gap=12)
        self._escort = EscortCall(self)
        whole.addWidget(self._escort)
        whole.addStretch(1)
        parts.addWidget(beside, 4)
        right, self._right = own_column(16)
        parts.addWidget(right, 6)
        self.content.addLayout(parts)
        self.secondary("Save the papers as files", self._save)
        self._print_button = self.secondary("Print the papers", self._print)
        self.primary("Handed over to the patient", self._hand_over)
        self.show_outcome(outcome)
        if self._running is not None:
            self._follow(self._running)

    def take_focus(self) -> None:
        """Lead to printing: nothing else on this page may be done by a key by chance."""
        self._print_button.setFocus()

    def show_outcome(self, outcome: Outcome) -> None:
        """Show the state of each paper, and the pages themselves."""
        super().show_outcome(outcome)
        clear(self._right)
        self._show_states()
        self._escort.show_outcome(outcome)
        self._show_preview()

    def _show_states(self) -> None:
        clear(self._left)
        self._left.addWidget(SheetWishes(self._papers.sheets, self.outcome, self._wish))
        self._left.addWidget(Words("Papers of this visit", "question"))
        for sheet in self.outcome.case.sheets:
            self._show_sheet(sheet)
        if not self.outcome.case.sheets:
            self._left.addWidget(Words("None made yet. Printing makes them.", "hint"))
        self._show_next_visit()
        self._show_printer()
        self._show_reviewer()

    def _show_sheet(self, sheet: Sheet) -> None:
        at = spoken_time(sheet.recorded.at, self.session.zone)
        words = f"{sheet.kind.capitalize()} {sheet.number[:5]} {sheet.number[5:]}"
        self._left.addWidget(Words(words, "strong"))
        self._left.addWidget(Words(f"{_STATES.get(sheet.state, sheet.state)}, {at}", "hint"))
        if sheet.is_waiting and self._running is None:
            button = Button("It jammed", act=lambda: self._set_jammed(sheet.number))
            button.setAccessibleName(f"It jammed: {words}")
            self._left.addWidget(button)

    def _set_jammed(self, number: str) -> None:
        self.record(discharge.sheet_is, number, "jammed")

    def _wish(self, wishes: Wishes) -> None:
        """Show the papers in another language or size: those made before are not wanted now."""
        self._papers = HomePapers(self.session.sheets(wishes))
        self.start_draft()
        self.show_outcome(self.outcome)

    def draft_fields(self) -> dict[str, str]:
        """Return the language and size that were chosen, where they are not the usual ones."""
        wishes = self._papers.sheets.wishes
        wanted = {"language": wishes.language, "size": "large" if wishes.large else ""}
        return {key: text for key, text in wanted.items() if text}

    def put_draft(self, fields: dict[str, str]) -> None:
        """Show the papers as they were wanted before a lock or a switch."""
        self._wish(Wishes(fields.get("language", ""), large=fields.get("size") == "large"))

    def _show_next_visit(self) -> None:
        """Show what the sheet will say of the next visit, and the way to book it first."""
        self._left.addWidget(Words(booked_words(self.session, self.outcome.case), "body"))
        book = Button("Book the next visit", act=lambda: self.leads.emit(Beside.NEXT_VISIT))
        self._left.addWidget(book)

    def _show_printer(self) -> None:
        """Show what is printing and its way out, or the printer and the way to another one."""
        running = self._running
        where = f" at {self._printer}" if self._printer else ""
        again = any(s.state == "jammed" for s in self.outcome.case.sheets)
        self._print_button.setText(f"{'Print again' if again else 'Print the papers'}{where}")
        self._print_button.setAccessibleName("")
        if running is not None:
            # Only the words change: a button that is made anew each moment cannot be pressed.
            progress = Words(running.words, "look")
            running.status.connect(progress.setText)
            self._left.addWidget(progress)
            cancel = Button("Cancel printing", act=running.cancel)
            self._left.addWidget(cancel)
        elif self._others:
            self._left.addWidget(self._choices())
        else:
            self._left.addWidget(Button("Choose another printer", act=self._look_for_printers))

    def _choices(self) -> Choices:
        able = [Choice(one.name, one.name) for one in self._others if not one.problem]
        choices = Choices("Print at", able, per_row=2)
        choices.put(self._printer)
        choices.edited.connect(self._choose)
        unable = (f"{one.name} cannot print: {one.problem}." for one in self._others if one.problem)
        choices.complain(" ".join(unable))
        return choices

    @property
    def _running(self) -> Printing | None:
        running = self.session.printing
        return running if running is not None and running.run.case_id == self.case_id else None

    def _choose(self, name: str) -> None:
        self._printer = name
        self._show_states()

    def _look_for_printers(self) -> None:
        printers = self.session.parts.printers

        def act(_goes_on: GoesOn) -> tuple[Printer, ...] | str:
            try:
                return printers()
            except SpoolerDead as dead:
                return str(dead)

        worker = Worker(act, failed=self._complain_of_no_list)
        worker.ended.connect(self._list_printers)
        worker.start()

    def _complain_of_no_list(self) -> None:
        self.complain("The printers could not be listed. Save the papers.")

    def _list_printers(self, printers: tuple[Printer, ...] | str) -> None:
        if isinstance(printers, str) or not printers:
            self.complain(f"{printers or 'No printer is set up on this desk.'} Save the papers.")
            return
        self._others = printers
        self._show_states()

    def _show_reviewer(self) -> None:
        with suppress(Refused):  # said in place of the pages
            for words in self._papers.sheets.drawn_words(self.outcome):
                self._left.addWidget(Words(words, "hint"))
        by = self._papers.sheets.reviewer(self.outcome)
        if by:
            self._left.addWidget(Words(f"Text reviewed by {by}", "met"))
        else:
            words = "This text is a draft that no physician reviewed: every page says so."
            self._left.addWidget(Words(words, "look"))

    def _show_preview(self) -> None:
        try:
            papers = self._papers.sheets.preview(self.outcome)
        except Refused as refused:
            self._right.addWidget(Words(refused.words, "look"))
            return
        for name, pdf in papers.items():
            for page in pdf_pages(pdf, name, _PREVIEW_PX):
                self._right.addWidget(page)

    def _print(self) -> None:
        """Print what is not out yet; if all of it is, print all of it again."""

        def act() -> None:
            self._refuse_while_printing()
            session = self.session
            sheets = self._papers.to_print(session.person, self.outcome)
            run = PrintRun(session.ledger, session.person, self.case_id, sheets, self._printer)
            printing = Printing(run, session.parts.print_pdf)
            self._follow(printing)
            session.start_printing(printing)

        self.attempt(act)

    def _follow(self, printing: Printing) -> None:
        printing.changed.connect(self._show_progress)
        printing.ended.connect(self._end_printing)

    def _show_progress(self) -> None:
        self.outcome = self.session.ledger.outcome(self.case_id)
        self._show_states()

    def _end_printing(self, problem: str) -> None:
        last = self.session.last_printing
        assert last is not None
        self._papers.forget(last.run.not_recorded)
        self._show_progress()
        self.recorded.emit()
        if problem:
            self.complain(problem)

    def _refuse_while_printing(self) -> None:
        if self.session.printing is not None:
            raise Refused("The printer is still at work: wait for it, or cancel printing.")

    def _save(self) -> None:
        def act() -> None:
            self._refuse_while_printing()
            for sheet in self._papers.to_save(self.session.person, self.outcome):
                self.session.save(f"{sheet.kind}-{self.case_id[:6]}.pdf", sheet.pdf)

        if self.attempt(act):
            self.say_where_saved()

    def _hand_over(self) -> None:
        def act() -> None:
            self._refuse_while_printing()
            hand_over(self.session.ledger, self.session.person, self.case_id)

        self.attempt(act)
