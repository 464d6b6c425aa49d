"""Recovery: the flowsheet with its trend, and the form for the next set."""

import re

from procdesk.desk.pages.form import FormPage
from procdesk.desk.pictures.flow_table import FlowTable
from procdesk.desk.recovery.criteria import Criteria
from procdesk.desk.recovery.flow import flow_columns, flow_rows
from procdesk.desk.recovery.scores import ScoreStrip
from procdesk.desk.session.environment import spoken_time
from procdesk.desk.session.session import Session
from procdesk.desk.timing import Timer
from procdesk.desk.widgets.field import Field
from procdesk.desk.widgets.labels import Words, clear, column, left, row
from procdesk.desk.widgets.one_line import numbers
from procdesk.domain.clinic.recovery_range import recovery_range
from procdesk.domain.visit.flowsheet import flowsheet
from procdesk.workflow.ledger import Outcome
from procdesk.workflow.recovery import recovery

_TIME_PX = 220
_AS_BEFORE = re.compile(r"\s+(as before|same)\s*$", re.IGNORECASE)
TICK_MS = 10_000
_SHOWN = 5
"""How many sets stand beside what was so before the needle; the earlier ones by a press."""


class RecoveryPage(FormPage):
    """The sets of recovery; one that is written down later says when it was taken."""

    said_in_line = ("arms and legs as before",)

    def __init__(self, session: Session, outcome: Outcome, key: str) -> None:
        super().__init__(session, outcome, key)
        self.view.clear_inputs()
        if self.line is not None:
            self.line.line.edited.connect(self._choose_limbs)
        self._scores = ScoreStrip(self)
        self._sheet = column(gap=8)
        self._criteria = Criteria(session.zone)
        self._due = Words("", "question")
        self._until = Words("", "hint")
        self._skipped = 0
        self._earlier = self.secondary("Earlier sets", self._show_earlier)
        self.taken_at = Field("Taken at, if not now", hint="14:05")
        self.taken_at.setFixedWidth(_TIME_PX)
        self.keep("taken", self.taken_at)
        at = self.content.indexOf(self.view)
        beside = row(gap=32)
        beside.addLayout(self._sheet)
        beside.addWidget(self._criteria, 1)
        self.content.insertLayout(at, beside)
        for widget in (self._scores, self._until, self._due):
            at += 1
            self.content.insertWidget(at, widget)
        self.content.insertLayout(self.content.indexOf(self.view) + 1, left(self.taken_at))
        self._count = -1
        self._tick = Timer(self, TICK_MS, self._judge_again)
        self._tick.start()
        self.show_outcome(outcome)

    def line_numbers(self, text: str) -> list[str]:
        """Return the numbers without what is said behind them."""
        return numbers(_AS_BEFORE.sub("", text))

    def _choose_limbs(self, text: str) -> None:
        """Choose arms and legs as before where the line says so; else what was pressed stays."""
        if _AS_BEFORE.search(text):
            self.view.choose("recovery.limbs", "as-before")

    def show_outcome(self, outcome: Outcome) -> None:
        """Show the record as it is; what is being typed stays, also when another desk records."""
        super().show_outcome(outcome)
        self._scores.show_case(outcome.case)
        count = len(flowsheet(outcome.case).sets)
        self._show_due()
        self._criteria.show_findings(outcome.findings)
        if count == self._count:
            return
        self._count, self._skipped = count, max(0, count - _SHOWN)
        self._show_sheet()

    def _empty(self) -> None:
        self.view.clear_inputs()
        self.taken_at.put("")
        if self.line is not None:
            self.line.empty()

    def _show_sheet(self) -> None:
        clear(self._sheet)
        sheet = flowsheet(self.outcome.case)
        self.offer(self._earlier, self._count > _SHOWN)
        if not sheet.sets:
            text = "No set yet. The first is due on arrival in the bay."
            self._sheet.addWidget(Words(text, "hint"))
            return
        columns = flow_columns(self.session, sheet)
        shown = [columns[0], *columns[1 + self._skipped :][:_SHOWN]]
        ledger = self.session.ledger
        drawn = recovery_range(ledger.clinic, ledger.reference, sheet)
        self._sheet.addWidget(FlowTable(flow_rows(sheet), shown, drawn))
        newer = self._count - self._skipped - _SHOWN
        for count, which in ((self._skipped, "earlier"), (newer, "newer")):
            if count > 0:
                text = f"{count} {which} sets are not shown here."
                self._sheet.addWidget(Words(text, "hint"))

    def _show_earlier(self) -> None:
        """Go back by a page, and from the first to the newest again."""
        last = max(0, self._count - _SHOWN)
        self._skipped = max(0, self._skipped - _SHOWN) if self._skipped else last
        self._show_sheet()

    def _judge_again(self) -> None:
        """Judge the criteria again while nobody records: some are met by time alone."""
        self._show_due()
        self._criteria.show_findings(self.session.ledger.outcome(self.case_id).findings)

    def _show_due(self) -> None:
        """Remind of the next set, in words and without a sound."""
        case, ledger = self.outcome.case, self.session.ledger
        due = recovery.due_in_words(case, ledger.now())
        self._due.setText(f"Next set: {due}")
        self._due.setVisible(bool(due))
        until = recovery.watched_until(case, ledger.reference)
        reminder = "Times of recovery are reminders; their source is not confirmed."
        if until is not None:
            at = spoken_time(until, self.session.zone)
            reminder = f"The usual time of watching ends at {at}. {reminder}"
        self._until.setText(reminder)

    def record_answers(self) -> bool:
        """Record the set, at the time that is typed or now; the next begins with empty fields."""
        recorded = self.record(recovery.record, self.view.response, self.taken_at.text)
        if recorded:
            self._empty()
            self.show_top()
        return recorded
