"""Patients: anybody who was ever here, by name, birth date or number; and what happened."""

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from procdesk.desk.pages.case_summary import person_line, procedure_name
from procdesk.desk.pages.screen import Screen, list_row, two_lines
from procdesk.desk.session.environment import spoken_day, spoken_time
from procdesk.desk.session.session import Session
from procdesk.desk.widgets.button import Button
from procdesk.desk.widgets.field import Field
from procdesk.desk.widgets.labels import Words, clear, column, left, line
from procdesk.desk.widgets.plate import SidePlate
from procdesk.domain.medicines.medication import Allergy, Confirmation, Medication
from procdesk.domain.section_key import SectionKey
from procdesk.domain.stage import Stage
from procdesk.domain.targets.target import every_side, places
from procdesk.domain.visit.case import Case
from procdesk.domain.visit.list_confirmation import asked_to_end
from procdesk.workflow.booking.finding_people import SHORTEST, Known, find, known
from procdesk.workflow.checks.site import may_be_read
from procdesk.workflow.stages import spoken


class PatientsScreen(Screen):
    """Search above, one patient below. `opened` carries a case.

    `add_on` books this patient today, `next_visit` on another day.
    """

    opened = Signal(str)
    add_on = Signal(str)
    next_visit = Signal(str)

    def __init__(self, session: Session, patient_id: str = "") -> None:
        super().__init__(session, "Patients")
        self.search = Field("Any patient", hint="family name, birth date 1947-03-14, or number")
        self.content.addWidget(self.search)
        self._results = column(self.content, gap=0)
        self.search.edited.connect(self._search)
        self.setFocusProxy(self.search)
        if patient_id:
            self._show_patient(known(session.ledger, patient_id))
        else:
            self._search("")

    def _search(self, text: str) -> None:
        clear(self._results)
        hits = find(self.session.ledger, text)
        if not hits:
            searched = len(text.strip()) >= SHORTEST
            words = "Nobody is known by this." if searched else "Type two letters or more."
            self._results.addWidget(Words(words, "hint"))
        for hit in hits:
            self._results.addWidget(self._hit(hit))
            self._results.addWidget(line())

    def _hit(self, hit: Known) -> QWidget:
        holder, layout = list_row(8)
        layout.addLayout(two_lines(hit.patient.name.formal, self._person(hit)), 1)
        count = len(hit.cases)
        layout.addWidget(Words(f"{count} visit{'' if count == 1 else 's'}", "body", wraps=False))
        go = Button(f"Open {hit.patient.name.formal}, {hit.patient.id[:4]}")
        go.clicked.connect(lambda: self._show_patient(hit))
        layout.addWidget(go)
        return holder

    def _person(self, hit: Known) -> str:
        if hit.being_identified:
            return "Birth date and number are hidden while identity is being checked"
        return person_line(hit.patient, self.session.here)

    def _show_patient(self, hit: Known) -> None:
        clear(self._results)
        self._results.addWidget(Words(hit.patient.name.formal, "title"))
        self._results.addWidget(Words(self._person(hit), "body"))
        if hit.patient.deceased:
            self._results.addWidget(Words("Registered as deceased.", "stop"))
        for words in _known_of(hit):
            self._results.addWidget(Words(words, "body"))
        add_on = Button("Book an add-on for today", act=partial(self.add_on.emit, hit.patient.id))
        ahead = Button("Book the next visit", act=partial(self.next_visit.emit, hit.patient.id))
        self._results.addSpacing(12)
        self._results.addLayout(left(add_on, ahead))
        self._results.addSpacing(20)
        self._results.addWidget(Words("Visits, the newest first", "section"))
        if not hit.cases:
            self._results.addWidget(Words("No visit yet.", "hint"))
        self._compared: set[str] = set()
        for number, case in enumerate(hit.cases, 1):
            self._results.addWidget(self._visit(number, case))
            self._show_relief(case)
            self._results.addWidget(line())

    def _show_relief(self, case: Case) -> None:
        """Show curve and numbers under a visit that has any to compare; each visit once."""
        readable = may_be_read(case, self.session.person)
        if not case.took_place or not readable or case.id in self._compared:
            return
        from procdesk.desk.pages.relief_comparison import ReliefComparison

        comparison = ReliefComparison(self.session, case)
        newest = comparison.compared[-1]
        if newest.kinds and (newest.enough or case.diaries or newest.decision):
            self._compared |= {one.case.id for one in comparison.compared}
            self._results.addWidget(comparison)

    def _visit(self, number: int, case: Case) -> QWidget:
        holder, layout = list_row(10)
        at = case.order.scheduled_at
        day = spoken_day(at, self.session.zone) if at else "no day"
        if at and case.stage is Stage.BOOKED and not case.closed:
            day = f"{day} {spoken_time(at, self.session.zone)}"
        layout.addWidget(Words(day, "question", wraps=False))
        readable = may_be_read(case, self.session.person)
        where = places(case.order.targets) if readable else ""
        what = procedure_name(self.session, case)
        layout.addLayout(two_lines(what, where or "Level and side hidden", "body"), 1)
        for side in every_side(case.order.targets) if readable else ():
            layout.addWidget(SidePlate(side, height_px=28))
        layout.addWidget(Words(_state(case), "body", wraps=False))
        layout.addWidget(Button(f"Open visit {number}", act=lambda: self.opened.emit(case.id)))
        return holder


def _known_of(hit: Known) -> list[str]:
    """Return allergies and medicines, each from the last visit that asked for it to the end."""
    allergies_case, medicines_case = (
        next((case for case in hit.cases if asked_to_end(case, name)), None)
        for name in (SectionKey.ALLERGIES, SectionKey.MEDICINES)
    )
    allergies = medicines = _NEVER
    if allergies_case:
        allergies = ", ".join(_words(allergies_case.possible_allergies)) or "none known"
    if medicines_case:
        medicines = ", ".join(_words(medicines_case.possible_medications)) or "none"
    return [f"Allergies, last asked: {allergies}", f"Medicines, last asked: {medicines}"]


_NEVER = "not here yet"


def _words(rows: Iterable[Allergy | Medication]) -> list[str]:
    sure = Confirmation.CONFIRMED
    return [one.text + ("" if one.confirmation is sure else " (not sure)") for one in rows]


def _state(case: Case) -> str:
    if case.end is not None:
        return case.end.value.replace("_", " ").capitalize()
    return (
        "The patient has left" if case.stage is Stage.FOLLOW_UP else spoken(case.stage).capitalize()
    )
