"""Restart: when each blood thinner starts again, said by the physician beside the note."""

from datetime import datetime

from PySide6.QtWidgets import QWidget

from procdesk.desk.pages.page import Page
from procdesk.desk.widgets.button import Button
from procdesk.desk.widgets.field import Field
from procdesk.desk.widgets.labels import Words, column, row
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
        """Each blood thinner as it stands; what is being typed stays."""
        found = anticoagulants.on_the_clock(self._page.session.ledger, outcome)
        for one in found:
            if one.drug not in self._lines:
                name = ", ".join(medicine.text for medicine in one.medicines)
                self._lines[one.drug] = _Line(self._page, one.drug, name)
                self._layout.addWidget(self._lines[one.drug])
            self._lines[one.drug].show_outcome(one, outcome.case)
        for drug, line in self._lines.items():
            line.setVisible(any(one.drug == drug for one in found))
        self.setVisible(bool(found))


class _Line(QWidget):
    """One blood thinner: when it starts again, or that it was not stopped."""

    def __init__(self, page: Page, drug: str, name: str) -> None:
        super().__init__()
        self._page, self._drug = page, drug
        layout = column(self, 0, 8)
        self.field = Field(f"Start {name} again", hint="Tuesday 6 pm, tomorrow 8 am, 11/24 18:00")
        page.keep(f"restart.{drug}", self.field)
        self._told, self._row = Words("", "met"), Words("", "hint")
        for one in (self.field, self._told, self._row):
            layout.addWidget(one)
        record, kept = Button(f"Record for {name}"), Button(f"{name} was not stopped")
        self.field.entered.connect(self._record)
        record.clicked.connect(self._record)
        kept.clicked.connect(self._not_stopped)
        foot = row()
        for button in (record, kept):
            foot.addWidget(button)
        foot.addStretch(1)
        layout.addLayout(foot)

    def show_outcome(self, one: DrugClock, case: Case) -> None:
        """What was said, and what the adopted row says."""
        told = self._said(case)
        self._told.setText(told)
        self._told.setVisible(bool(told))
        self._row.setText(self._row_says(one, case))

    def _said(self, case: Case) -> str:
        if goes_on(case, self._drug):
            return "Was not stopped, goes on."
        at = restarts_at(case, self._drug)
        return f"Starts again {self._clock(at)}." if at else ""

    def _clock(self, at: datetime) -> str:
        here = at.astimezone(self._page.session.zone)
        return f"{here:%a} {here.day} {here:%b}, {here:%H:%M}"

    def _row_says(self, one: DrugClock, case: Case) -> str:
        """What the adopted row says, by the clock where the end is noted; the physician decides."""
        end = case.event("needle_out")
        told = anticoagulants.earliest_restart(one, end.recorded.at) if end else None
        if told is None:
            return "The adopted row gives no time, or the end is not noted yet."
        at, words = told
        lead = f", {_LEAD}" if any("lead" in why for why in one.risk.raised_by) else ""
        return f"The adopted row says {words}: {self._clock(at)}{lead}."

    def _record(self) -> None:
        session, text = self._page.session, self.field.text
        if not text:
            self.field.complain("Write the day and the time.")
            return
        self.field.complain("")
        case_id, drug = self._page.case_id, self._drug
        if self._page.attempt(
            lambda: anticoagulants.restart(session.ledger, session.person, case_id, drug, text)
        ):
            self.field.put("")

    def _not_stopped(self) -> None:
        session, case_id = self._page.session, self._page.case_id
        self._page.attempt(
            lambda: anticoagulants.not_stopped(session.ledger, session.person, case_id, self._drug)
        )
