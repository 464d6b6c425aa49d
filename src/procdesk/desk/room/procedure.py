"""Procedure record: needle, image, drugs, X-ray, events, end, as they happen; then the note."""

from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from procdesk.desk.checks.consent import picked_targets, pickers
from procdesk.desk.pages.form import answered
from procdesk.desk.pages.page import Page
from procdesk.desk.room.drugs_given import DrugsGiven
from procdesk.desk.room.sedation_record import SedationRecord
from procdesk.desk.session.environment import spoken_time
from procdesk.desk.session.session import Session
from procdesk.desk.timing import Timer
from procdesk.desk.widgets.button import Button
from procdesk.desk.widgets.form_view import FormView
from procdesk.desk.widgets.labels import Words, clear, column, left, line, own_column, row
from procdesk.domain.stage import StatementKind
from procdesk.domain.targets.target import as_words
from procdesk.questionnaire.load import load
from procdesk.rules.protocol.site import statement_words
from procdesk.workflow import answers
from procdesk.workflow.checks import site
from procdesk.workflow.ledger import Outcome
from procdesk.workflow.room import procedure
from procdesk.workflow.sections import may_take_xray, section


class ProcedurePage(Page):
    """The times on top; the image beside the drugs; sedation and X-ray machine below."""

    def __init__(self, session: Session, outcome: Outcome, key: str) -> None:
        super().__init__(session, outcome, key, "")
        self._times = row(self.content, gap=40)
        self.content.addWidget(line())
        both = row(gap=32)
        image = self._image()
        both.addWidget(image, 4)
        if not session.ledger.facts(outcome).imaged:
            image.hide()
        self.drugs = DrugsGiven(self, self._before_drug)
        both.addWidget(self.drugs, 7)
        self.content.addLayout(both)
        self.content.addWidget(line())
        self.sedation = SedationRecord(self)
        self.content.addWidget(self.sedation)
        self._machine()
        self._in = self.secondary("Needle in now", lambda: self._note("needle_in"))
        self.enter_set = self.secondary("Enter a set", self.sedation.lead_here)
        self._out = self.primary("Needle out now", self._end)
        self._tick = Timer(self, 1000)
        self._tick.timeout.connect(self._show_times)
        self._tick.timeout.connect(self._show_due)
        self.show_outcome(outcome)

    def showEvent(self, event: QShowEvent) -> None:
        """Run the clock while somebody can see it."""
        super().showEvent(event)
        self._tick.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Stop the clock: a page that has gone shows no more of its buttons."""
        super().hideEvent(event)
        self._tick.stop()

    def show_outcome(self, outcome: Outcome) -> None:
        """Show the times, the image as stated, and the ledger of drugs."""
        super().show_outcome(outcome)
        self._show_times()
        clear(self._stated)
        image = outcome.case.statement(StatementKind.IMAGE)
        if image is not None:
            at = spoken_time(image.recorded.at, self.session.zone)
            self._stated.addWidget(Words(f"Recorded {at}: {statement_words(image)}", "met"))
        self.drugs.show_case(outcome.case)
        self.sedation.show_case(outcome.case)
        self._show_due()

    def _show_due(self) -> None:
        """Say in the foot when a set is due, wherever the page is scrolled to."""
        due = self.sedation.show_due()
        self.enter_set.setText(f"Enter a set: {due}" if due else "Enter a set")
        self.offer(self.enter_set, bool(due))

    def _show_times(self) -> None:
        clear(self._times)
        case, zone = self.outcome.case, self.session.zone
        begun, ended = case.event("needle_in"), case.event("needle_out")
        until = ended.recorded.at if ended else self.session.ledger.now()
        ran = int((until - begun.recorded.at).total_seconds()) if begun else 0
        for name, words in (
            ("Needle in", spoken_time(begun.recorded.at, zone) if begun else "–"),
            ("Running" if begun and not ended else "Took", f"{ran // 60}:{ran % 60:02}"),
            ("Needle out", spoken_time(ended.recorded.at, zone) if ended else "–"),
        ):
            part = column(gap=0)
            part.addWidget(Words(name, "hint"))
            part.addWidget(Words(words, "title", wraps=False))
            self._times.addLayout(part)
        self._times.addWidget(Words(as_words(case.order.targets), "section"), 1)

    def _image(self) -> QWidget:
        holder, layout = own_column(12)
        layout.addWidget(Words("Where the image shows the needle", "section"))
        text = "Read it from the picture, before the treatment dose."
        layout.addWidget(Words(text, "hint"))
        self._pickers = pickers(self.session, self.outcome.case)
        for at, picker in enumerate(self._pickers):
            layout.addWidget(picker)
            self.keep(f"image{at}", picker)
        layout.addLayout(left(Button("Record what the image shows", act=self._record_image)))
        self._stated = column(layout, gap=4)
        layout.addStretch(1)
        return holder

    def _machine(self) -> None:
        """Ask X-ray and images by a form, recorded when complete; on request where none is due."""
        form = load(self.session.parts.form(section(self.section).form))
        self.view = FormView(answered(form, self.outcome.case, self.session.here))
        self.view.edited.connect(self.start_draft)
        self.content.addWidget(self.view)
        self._record_xray = Button("Record the X-ray", act=self._record_machine)
        self._ask_xray = Button("An X-ray was taken", act=lambda: self._show_machine(True))
        for button in (self._record_xray, self._ask_xray):
            self.content.addLayout(left(button))
        due = may_take_xray(self.outcome.case, self.session.ledger.reference)
        self._show_machine(due or self.outcome.case.value("procedure.imaging") is not None)

    def _show_machine(self, shown: bool) -> None:
        self._ask_xray.setVisible(not shown)
        for widget in (self.view, self._record_xray):
            widget.setVisible(shown)

    def draft_fields(self) -> dict[str, str]:
        """Return the open line and the forms."""
        return {**super().draft_fields(), **self.view.fields(), **self.sedation.view.fields()}

    def put_draft(self, fields: dict[str, str]) -> None:
        """Show a kept draft."""
        super().put_draft(fields)
        self.view.put(fields)
        if self.view.fields():
            self._show_machine(True)
        self.sedation.view.put(fields)
        self.drugs.look()

    def _note(self, event: str) -> None:
        self.record(procedure.note, event)

    def _end(self) -> None:
        """Note the needle's end; what stands on the page and is complete goes with it."""
        if not self._ensure_image():
            return
        if not self.view.isHidden() and not self.view.problems():
            self._record_machine()
        self._note("needle_out")

    def _record_image(self) -> bool:
        return self.record(site.image_shows, picked_targets(self._pickers))

    def _before_drug(self, act: str) -> bool:
        """Return whether a drug may be recorded: the image comes before the treatment dose."""
        return act != "treatment" or self._ensure_image()

    def _ensure_image(self) -> bool:
        """Record what was picked from the image, before the next act; return whether it stands."""
        image = self.outcome.case.statement(StatementKind.IMAGE)
        targets = picked_targets(self._pickers)
        known = image is not None and image.targets == targets
        return known or not targets or self._record_image()

    def _record_machine(self) -> None:
        problems = self.view.problems()
        if problems:
            self.complain(problems[0][0])
            self.lead_to(problems[0][1])
            return
        self.record(answers.complete_form, self.section, self.view.response)
