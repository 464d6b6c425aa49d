"""Add-on: a patient who is not on the list, known here or new, booked by hand."""

from PySide6.QtCore import Signal

from procdesk.desk.booking.appointment import Appointment
from procdesk.desk.booking.identity import birth_date_problem, read_date
from procdesk.desk.pages.screen import Screen
from procdesk.desk.session.session import Session
from procdesk.desk.widgets.button import Button
from procdesk.desk.widgets.choices import Choice, Choices
from procdesk.desk.widgets.field import Field
from procdesk.desk.widgets.labels import Words, in_pairs, left
from procdesk.domain.visit.patient import Patient
from procdesk.workflow.booking import booking

_SEXES = (
    Choice("female", "Female"),
    Choice("male", "Male"),
    Choice("other", "Other"),
    Choice("unknown", "Not known", unknown=True),
)


class AddOnScreen(Screen):
    """A booking by hand; the procedure is chosen in the case.

    `booked` carries the id of the new case, `left` asks to go back. `ahead` books a known patient
    for another day.
    """

    booked = Signal(str)
    left = Signal()

    def __init__(
        self, session: Session, patient: Patient | None = None, *, ahead: bool = False
    ) -> None:
        title = "Book the next visit" if ahead else "Book an add-on or a walk-in"
        super().__init__(session, title, gap=20)
        self._patient = patient
        if patient is not None:
            self.content.addWidget(Words(patient.name.formal, "section"))
        else:
            self._person()
        self.appointment = Appointment(session, ahead=ahead)
        self.content.addWidget(self.appointment)
        book = Button("Book this patient", "filled", act=self._book)
        back = Button("Back without booking", act=self.left)
        self.content.addLayout(left(book, back, gap=12))
        self.setFocusProxy(self.family if patient is None else self.appointment)

    def _person(self) -> None:
        self.family, self.given = Field("Family name"), Field("First name")
        self.birth = Field("Birth date", hint="1958-03-14", check=birth_date_problem)
        self.mrn = Field("Record number (may stay empty)")
        self.content.addLayout(in_pairs((self.family, self.given, self.birth, self.mrn), 24))
        self.sex = Choices("Sex, as registered", _SEXES, per_row=4)
        self.content.addWidget(self.sex)

    def _book(self) -> None:
        booked: list[str] = []

        def act() -> None:
            at = self.appointment.moment()  # nobody is registered for what cannot be booked
            patient_id = self._patient.id if self._patient else self._register()
            booked.append(self.appointment.book(patient_id, at).case.id)

        if self.band.attempt(act):
            self.booked.emit(booked[0])

    def _register(self) -> str:
        return booking.register(
            self.session.ledger,
            self.session.person,
            family=self.family.text,
            given=self.given.text,
            birth_date=read_date(self.birth.text),
            sex=self.sex.text,
            mrn=self.mrn.text,
        )
