"""Sedation record: the sets under sedation, when the next is due, and the form for one more."""

from datetime import datetime

from PySide6.QtWidgets import QGridLayout, QWidget

from procdesk.desk.pages.page import Page
from procdesk.desk.session.environment import spoken_time
from procdesk.desk.widgets.button import Button
from procdesk.desk.widgets.field import Field
from procdesk.desk.widgets.form_view import FormView
from procdesk.desk.widgets.labels import Words, clear, column, left, line, table
from procdesk.domain.section_key import SectionKey
from procdesk.domain.stage import Stage
from procdesk.domain.visit.case import Case
from procdesk.domain.visit.sedation_set import COLUMNS, SedationSet, sedation_sets
from procdesk.questionnaire.load import load
from procdesk.questionnaire.response import Response
from procdesk.workflow.room import sedation_record
from procdesk.workflow.sections import section

_WHY = "Blood pressure and pulse every 5 minutes under moderate sedation (ASA 2018, unconfirmed)."
_NO_CAPNOGRAPHY = "Capnography cannot be used, as the sedation page says."
_TIME_PX = 220


class SedationRecord(QWidget):
    """The part of the procedure's page on sedation, if any is planned or was given."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        layout = column(self, 0, 12)
        layout.addWidget(Words("Under sedation", "section"))
        self._due = Words("", "strong")
        layout.addWidget(self._due)
        layout.addWidget(Words(_WHY, "hint"))
        self._sets = column(layout, gap=0)
        self._entry = QWidget()
        layout.addWidget(self._entry)
        self._build_entry()
        layout.addWidget(line())

    def _build_entry(self) -> None:
        session = self._page.session
        inside = column(self._entry, 0, 12)
        self._no_capnography = Words(_NO_CAPNOGRAPHY, "hint")
        inside.addWidget(self._no_capnography)
        form = load(session.parts.form(section(SectionKey.SEDATION_RECORD).form))
        self.view = FormView(Response(form, session.here))
        self.view.edited.connect(self._page.start_draft)
        self.view.finished.connect(self._record)
        inside.addWidget(self.view)
        self.taken_at = Field("Taken at, if not now", hint="14:05")
        self.taken_at.setFixedWidth(_TIME_PX)
        self._page.keep("taken", self.taken_at)
        inside.addWidget(self.taken_at)
        button = Button("Record this set", act=self._record)
        inside.addLayout(left(button))

    def show_case(self, case: Case) -> None:
        """Draw the sets anew, also those of another desk; what is being typed stays."""
        self.setVisible(case.sedated)
        self._entry.setVisible(case.stage is Stage.PROCEDURE)
        self._no_capnography.setVisible(case.value("sedation.capnography") == "cannot")
        sets = sedation_sets(case)
        clear(self._sets)
        if sets:
            self._sets.addLayout(self._table(sets))

    def show_due(self) -> str:
        """Show and return when the next set is due, in words; empty where none is. No noise."""
        case = self._page.outcome.case
        goes_on = case.sedated and case.stage is Stage.PROCEDURE
        words = due_in_words(case, self._page.session.ledger.now()) if goes_on else ""
        self._due.setText(f"Next set: {words}.")
        self._due.setVisible(goes_on)
        return words

    def lead_here(self) -> None:
        """Put the focus on the first question of a set."""
        self._page.lead_to(next(iter(self.view.inputs.values())))

    def _table(self, sets: tuple[SedationSet, ...]) -> QGridLayout:
        grid = table(24, 6)
        for at, head in enumerate(("Time", *COLUMNS.values(), "By")):
            grid.addWidget(Words(head, "small", wraps=False), 0, at)
        for place, sedation_set in enumerate(sets, 1):
            for at, (words, kind) in enumerate(self._cells(sedation_set)):
                grid.addWidget(Words(words, kind, wraps=False), place, at)
        grid.setColumnStretch(len(COLUMNS) + 2, 1)
        return grid

    def _cells(self, sedation_set: SedationSet) -> list[tuple[str, str]]:
        session = self._page.session
        time = spoken_time(sedation_set.recorded.at, session.zone)
        by = session.ledger.clinic.name_of(sedation_set.recorded.by)
        return [
            (time, "strong"),
            *((sedation_set.words_of(name), "body") for name in COLUMNS),
            (by, "small"),
        ]

    def _record(self) -> None:
        problems = self.view.problems()
        if problems:
            self._page.complain(problems[0][0])
            self._page.lead_to(problems[0][1])
            return
        record, response = sedation_record.record, self.view.response
        if self._page.record(record, response, self.taken_at.text):
            self.view.clear_inputs()
            self.taken_at.put("")


def due_in_words(case: Case, now: datetime) -> str:
    """Return when the next set is due as seen now: in how many minutes, or since how many."""
    due = sedation_record.due_at(case)
    if due is None:
        return "due before the sedation"
    minutes = round((due - now).total_seconds() / 60)
    if minutes > 0:
        return f"due in {minutes} min"
    return f"due since {-minutes} min" if minutes else "due now"
