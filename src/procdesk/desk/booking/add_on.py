"""Add-on: a patient who is not on the list, known here or new, booked by hand."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from procdesk.desk.booking.appointment import Appointment
from procdesk.desk.booking.identity import birth_date_problem, read_date
from procdesk.desk.session.session import Session
from procdesk.desk.widgets.band import Band
from procdesk.desk.widgets.button import Button
from procdesk.desk.widgets.choices import Choice, Choices
from procdesk.desk.widgets.field import Field
from procdesk.desk.widgets.labels import Words, column, row
from procdesk.desk.widgets.scroll import Scroll
from procdesk.domain.visit.patient import Patient
from procdesk.workflow.booking import booking
from procdesk.workflow.clinic.opening import USER_ERRORS, message_of

_SEXES = (
    Choice("female", "Female"),
    Choice("male", "Male"),
    Choice("other", "Other"),
    Choice("unknown", "Not known", unknown=True),
)


class AddOnScreen(QWidget):
    """A booking by hand; the procedure is chosen in the case.

    `booked` carries the id of the new case, `left` asks to go back. `ahead` books a known patient
    for another day.
    """

    booked = Signal(str)
    left = Signal()

    def __init__(
        self, session: Session, patient: Patient | None = None, *, ahead: bool = False
    ) -> None:
        super().__init__()
        self._session, self._patient = session, patient
        whole = column(self, 0, 0)
        self.band = Band()
        whole.addWidget(self.band)
        page = Scroll(gap=20)
        whole.addWidget(page)
        self._body = page.content
        title = "Book the next visit" if ahead else "Book an add-on or a walk-in"
        self._body.addWidget(Words(title, "title"))
        if patient is not None:
            self._body.addWidget(Words(patient.name.formal, "section"))
        else:
            self._person()
        self.appointment = Appointment(session, ahead=ahead)
        self._body.addWidget(self.appointment)
        self._buttons()
        self.setFocusProxy(self.family if patient is None else self.appointment)

    def _person(self) -> None:
        self.family, self.given = Field("Family name"), Field("First name")
        self.birth = Field("Birth date", hint="1958-03-14", check=birth_date_problem)
        self.mrn = Field("Record number (may stay empty)")
        grid = QGridLayout()
        grid.setSpacing(24)
        for number, field in enumerate((self.family, self.given, self.birth, self.mrn)):
            grid.addWidget(field, number // 2, number % 2)
        self._body.addLayout(grid)
        self.sex = Choices("Sex, as registered", _SEXES, per_row=4)
        self._body.addWidget(self.sex)

    def _buttons(self) -> None:
        line = row(gap=12)
        book = Button("Book this patient", "filled")
        book.clicked.connect(self._book)
        back = Button("Back without booking")
        back.clicked.connect(self.left)
        for button in (book, back):
            line.addWidget(button)
        line.addStretch(1)
        self._body.addLayout(line)

    def _book(self) -> None:
        session, asked = self._session, self.appointment
        try:
            at = asked.moment()  # nobody is registered for a booking that cannot be made
            patient_id = self._patient.id if self._patient else self._register()
            outcome = booking.visit(
                session.ledger,
                session.person,
                patient_id,
                at=at,
                room=asked.room.text,
                operator=asked.operator.text,
                procedure_text=asked.procedure.text,
            )
        except USER_ERRORS as trouble:
            self.band.show_words(message_of(trouble))
            return
        self.booked.emit(outcome.case.id)

    def _register(self) -> str:
        return booking.register(
            self._session.ledger,
            self._session.person,
            family=self.family.text,
            given=self.given.text,
            birth_date=read_date(self.birth.text),
            sex=self.sex.text,
            mrn=self.mrn.text,
        )
