"""Add-on: a patient who is not on today's list, known here or new, booked by hand."""

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from procdesk.desk.screens.identity import birth_date_problem, read_date
from procdesk.desk.session import Session
from procdesk.desk.widgets.band import Band
from procdesk.desk.widgets.button import Button
from procdesk.desk.widgets.choices import Choice, Choices
from procdesk.desk.widgets.field import Field
from procdesk.desk.widgets.scroll import Scroll
from procdesk.desk.widgets.words import Words, column, row
from procdesk.domain.patient import Patient
from procdesk.domain.staff import PHYSICIAN_ONLY
from procdesk.workflow import booking
from procdesk.workflow.opening import TROUBLE, words_of
from procdesk.workflow.refused import Refused

_SEXES = (
    Choice("female", "Female"),
    Choice("male", "Male"),
    Choice("other", "Other"),
    Choice("unknown", "Not known", unknown=True),
)


class AddOnScreen(QWidget):
    """`booked` tells the new case, `left` goes back. The procedure is chosen in the case."""

    booked = Signal(str)
    left = Signal()

    def __init__(self, session: Session, patient: Patient | None = None) -> None:
        super().__init__()
        self._session, self._patient = session, patient
        whole = column(self, 0, 0)
        self.band = Band()
        whole.addWidget(self.band)
        page = Scroll(gap=20)
        whole.addWidget(page)
        self._body = page.content
        self._body.addWidget(Words("Book an add-on or a walk-in", "title"))
        if patient is not None:
            self._body.addWidget(Words(patient.name.formal, "section"))
        else:
            self._person()
        self._appointment()
        self._buttons()
        self.setFocusProxy(self.family if patient is None else self.at)

    def _person(self) -> None:
        self.family, self.given = Field("Family name"), Field("First name")
        self.birth = Field("Birth date", hint="1958-03-14", check=birth_date_problem)
        self.mrn = Field("Record number (may stay empty)")
        grid = QGridLayout()
        grid.setSpacing(24)
        for number, one in enumerate((self.family, self.given, self.birth, self.mrn)):
            grid.addWidget(one, number // 2, number % 2)
        self._body.addLayout(grid)
        self.sex = Choices("Sex, as registered", _SEXES, per_row=4)
        self._body.addWidget(self.sex)

    def _appointment(self) -> None:
        session = self._session
        clinic = session.ledger.clinic
        now = session.ledger.now().astimezone(session.zone)
        self.at = Field("Time today", hint=f"{now:%H:%M}", check=time_problem)
        self.at.setMaximumWidth(320)
        self.room = Choices("Room", [Choice(n, n) for n in clinic.names("room.names")], per_row=4)
        doctors = [one for one in clinic.staff.values() if one.may(PHYSICIAN_ONLY)]
        names = [Choice(one.user, one.name) for one in doctors]
        self.operator = Choices("Operator", names, per_row=4)
        for one in (self.at, self.room, self.operator):
            self._body.addWidget(one)

    def _buttons(self) -> None:
        line = row(gap=12)
        book = Button("Book this patient", "filled")
        book.clicked.connect(self._book)
        back = Button("Back without booking")
        back.clicked.connect(self.left)
        for one in (book, back):
            line.addWidget(one)
        line.addStretch(1)
        self._body.addLayout(line)

    def _book(self) -> None:
        session = self._session
        try:
            patient_id = self._patient.id if self._patient else self._register()
            outcome = booking.add_on(
                session.ledger,
                session.person,
                patient_id,
                at=self._time(),
                room=self.room.text,
                operator=self.operator.text,
            )
        except TROUBLE as trouble:
            self.band.show_words(words_of(trouble))
            return
        self.booked.emit(outcome.case.id)

    def _time(self) -> datetime:
        if time_problem(self.at.text):
            raise Refused("Write the time as 14:05.", field="at")
        now = self._session.ledger.now().astimezone(self._session.zone)
        hour, minute = self.at.text.strip().split(":")
        return now.replace(hour=int(hour), minute=int(minute), second=0, microsecond=0)

    def _register(self) -> str:
        _time = self._time()  # nobody is registered for a booking that cannot be made
        return booking.register(
            self._session.ledger,
            self._session.person,
            family=self.family.text,
            given=self.given.text,
            birth_date=read_date(self.birth.text),
            sex=self.sex.text,
            mrn=self.mrn.text,
        )


def time_problem(text: str) -> str:
    """What is wrong with a typed time of day, in words."""
    hour, _, minute = text.strip().partition(":")
    good = hour.isdigit() and minute.isdigit() and int(hour) < 24 and int(minute) < 60
    return "" if good else "Write it as 14:05."
