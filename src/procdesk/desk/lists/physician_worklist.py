"""Physician worklist: what waits for one person, across rooms; each line leads to its page."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from procdesk.desk.pages.case_summary import procedure_name
from procdesk.desk.session.session import Session
from procdesk.desk.widgets.button import Button
from procdesk.desk.widgets.labels import Words, clear, column, line, row
from procdesk.desk.widgets.plate import SidePlate
from procdesk.desk.widgets.scroll import Scroll
from procdesk.domain.section_key import SectionKey
from procdesk.domain.targets.target import every_side
from procdesk.workflow.case.physician_worklist import Waiting, for_person


class WaitingScreen(QWidget):
    """The worklist of a physician. `opened` carries the case and the page."""

    opened = Signal(str, str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._shown: tuple[Waiting, ...] | None = None
        whole = column(self, 0, 0)
        self._page = Scroll(gap=0)
        whole.addWidget(self._page)

    def refresh(self) -> None:
        """Show the list anew if anything changed."""
        worklist = for_person(self._session.ledger, self._session.person)
        if worklist == self._shown:
            return
        self._shown = worklist
        clear(self._page.content)
        self._page.content.addWidget(Words("Waiting for me", "title"))
        if not worklist:
            self._page.content.addWidget(Words(self._nothing(), "section"))
        for number, task in enumerate(worklist, 1):
            self._page.content.addWidget(self._row(number, task))
            self._page.content.addWidget(line())

    def _nothing(self) -> str:
        return "Nothing waits for you: no signature is due and no stop needs your decision."

    def _row(self, number: int, task: Waiting) -> QWidget:
        holder = QWidget()
        layout = row(holder, 24)
        layout.setContentsMargins(0, 12, 0, 12)
        case, patient = task.outcome.case, task.outcome.patient
        who = column(gap=2)
        who.addWidget(Words(patient.name.formal, "question"))
        who.addWidget(Words(f"{case.order.room} · {procedure_name(self._session, case)}", "hint"))
        layout.addLayout(who, 4)
        for side in every_side(case.order.targets):
            layout.addWidget(SidePlate(side, height_px=28))
        layout.addWidget(Words(task.words, "body"), 4)
        go = Button(f"{number}. {_verb(task.section)} {patient.name.family}")
        go.clicked.connect(lambda: self.opened.emit(case.id, task.section))
        layout.addWidget(go)
        return holder


def _verb(section: str) -> str:
    return _VERBS.get(section, "Decide for")


_VERBS: dict[str, str] = {
    SectionKey.READY: "Attest",
    SectionKey.NOTE: "Sign for",
    SectionKey.DISCHARGE: "Order for",
}
