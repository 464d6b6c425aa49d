"""Restart: when each blood thinner starts again, said by the physician beside the note."""

from datetime import datetime

from PySide6.QtWidgets import QWidget

from procdesk.desk.pages.page import Page
from procdesk.desk.widgets.button import Button
from procdesk.desk.widgets.field import Field
from procdesk.desk.widgets.labels import Words, column, left
from procdesk.domain.visit.case import Case
from procdesk.domain.visit.restart import goes_on, restarts_at
from procdesk.rules.bleeding.anticoagulants import DrugClock
from procdesk.workflow.checks import anticoagulants
from procdesk.workflow.ledger import Outcome

_LEAD = "and not before the lead or catheter is out"


class Restart(QWidget):
    """A part of the note; there only where a blood thinner is listed."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self._layout = column(self, 0, 16)
        self._layout.addWidget(Words("When blood thinners start again", "section"))
        self._layout.addWidget(Words("It stands on the sheet that the patient takes home.", "hint"))
        self._lines: dict[str, _Line] = {}

    def show_outcome(self, outcome: Outcome) -> None:
        """Show each blood thinner as it stands; what is being typed stays."""
        clocks = anticoagulants.on_the_clock(self._page.session.ledger, outcome)
        for clock in clocks:
            if clock.drug not in self._lines:
                name = ", ".join(medicine.text for medicine in clock.medicines)
                self._lines[clock.drug] = _Line(self._page, clock.drug, name)
                self._layout.addWidget(self._lines[clock.drug])
            self._lines[clock.drug].show_outcome(clock, outcome.case)
        for drug, line in self._lines.items():
            line.setVisible(any(one.drug == drug for one in clocks))
        self.setVisible(bool(clocks))


class _Line(QWidget):
    """One blood thinner: when it starts again, or that it was not stopped."""

    def __init__(self, page: Page, drug: str, name: str) -> None:
        super().__init__()
        self._page, self._drug = page, drug
        layout = column(self, 0, 8)
        self.field = Field(f"Start {name} again", hint="Tuesday 6 pm, tomorrow 8 am, 11/24 18:00")
        page.keep(f"restart.{drug}", self.field)
        self._decision, self._row = Words("", "met"), Words("", "hint")
        for widget in (self.field, self._decision, self._row):
            layout.addWidget(widget)
        self.field.entered.connect(self._record)
        record = Button(f"Record for {name}", act=self._record)
        not_stopped = Button(f"{name} was not stopped", act=self._record_not_stopped)
        layout.addLayout(left(record, not_stopped))

    def show_outcome(self, clock: DrugClock, case: Case) -> None:
        """Show what the physician said, and what the adopted row says."""
        decision = self._decision_words(case)
        self._decision.setText(decision)
        self._decision.setVisible(bool(decision))
        self._row.setText(self._row_words(clock, case))

    def _decision_words(self, case: Case) -> str:
        if goes_on(case, self._drug):
            return "Was not stopped, goes on."
        at = restarts_at(case, self._drug)
        return f"Starts again {self._clock(at)}." if at else ""

    def _clock(self, at: datetime) -> str:
        here = at.astimezone(self._page.session.zone)
        return f"{here:%a} {here.day} {here:%b}, {here:%H:%M}"

    def _row_words(self, clock: DrugClock, case: Case) -> str:
        """Return what the adopted row says, by the clock where the end is noted."""
        end = case.event("needle_out")
        earliest = anticoagulants.earliest_restart(clock, end.recorded.at) if end else None
        if earliest is None:
            return "The adopted row gives no time, or the end is not noted yet."
        at, words = earliest
        lead = f", {_LEAD}" if any("lead" in why for why in clock.risk.raised_by) else ""
        return f"The adopted row says {words}: {self._clock(at)}{lead}."

    def _record(self) -> None:
        text = self.field.text
        if not text:
            self.field.complain("Write the day and the time.")
            return
        self.field.complain("")
        if self._page.record(anticoagulants.restart, self._drug, text):
            self.field.put("")

    def _record_not_stopped(self) -> None:
        self._page.record(anticoagulants.not_stopped, self._drug)
