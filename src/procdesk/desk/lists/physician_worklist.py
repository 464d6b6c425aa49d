"""Physician worklist: what waits for one person, across rooms; each line leads to its page."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from procdesk.desk.pages.case_summary import procedure_name
from procdesk.desk.pages.screen import Screen, list_row, two_lines
from procdesk.desk.session.session import Session
from procdesk.desk.widgets.button import Button
from procdesk.desk.widgets.labels import Words, clear, column, line
from procdesk.desk.widgets.plate import SidePlate
from procdesk.domain.section_key import SectionKey
from procdesk.domain.targets.target import every_side
from procdesk.workflow.case.physician_worklist import Waiting, for_person

_NOTHING = "Nothing waits for you: no signature is due and no stop needs your decision."
_VERBS: dict[str, str] = {
    SectionKey.READY: "Attest",
    SectionKey.NOTE: "Sign for",
    SectionKey.DISCHARGE: "Order for",
}


class WaitingScreen(Screen):
    """The worklist of a physician. `opened` carries the case and the page."""

    opened = Signal(str, str)

    def __init__(self, session: Session) -> None:
        super().__init__(session, "Waiting for me", gap=0)
        self._shown: tuple[Waiting, ...] | None = None
        self._list = column(self.content, gap=0)

    def refresh(self) -> None:
        """Show the list anew if anything changed."""
        worklist = for_person(self.session.ledger, self.session.person)
        if worklist == self._shown:
            return
        self._shown = worklist
        clear(self._list)
        if not worklist:
            self._list.addWidget(Words(_NOTHING, "section"))
        for number, task in enumerate(worklist, 1):
            self._list.addWidget(self._row(number, task))
            self._list.addWidget(line())

    def _row(self, number: int, task: Waiting) -> QWidget:
        holder, layout = list_row(12)
        case, patient = task.outcome.case, task.outcome.patient
        below = f"{case.order.room} · {procedure_name(self.session, case)}"
        layout.addLayout(two_lines(patient.name.formal, below), 4)
        for side in every_side(case.order.targets):
            layout.addWidget(SidePlate(side, height_px=28))
        layout.addWidget(Words(task.words, "body"), 4)
        verb = _VERBS.get(task.section, "Decide for")
        act = partial(self.opened.emit, case.id, task.section)
        layout.addWidget(Button(f"{number}. {verb} {patient.name.family}", act=act))
        return holder
