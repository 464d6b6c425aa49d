"""Appointment: when, where and by whom; today, or on another day with what is to be done."""

from datetime import datetime, time

from PySide6.QtWidgets import QWidget

from procdesk.desk.booking.identity import read_date
from procdesk.desk.session.session import Session
from procdesk.desk.widgets.choices import Choice, Choices
from procdesk.desk.widgets.field import Field
from procdesk.desk.widgets.labels import column, row
from procdesk.domain.clinic.settings import ROOM_NAMES
from procdesk.domain.staff import PHYSICIAN_ONLY
from procdesk.workflow.booking import booking
from procdesk.workflow.ledger import Outcome
from procdesk.workflow.refused import Refused


class Appointment(QWidget):
    """The fields of a booking. `ahead` asks the day and what the physician wants done."""

    def __init__(self, session: Session, *, ahead: bool) -> None:
        super().__init__()
        self._session = session
        now = session.here
        whole = column(self, 0, 20)
        self.day = Field("Day", hint=f"{now:%Y-%m-%d}", check=day_problem)
        at = "Time" if ahead else "Time today"
        self.at = Field(at, hint=f"{now:%H:%M}", check=time_problem)
        when = row(gap=24)
        for field in (self.day, self.at):
            field.setMaximumWidth(320)
            when.addWidget(field, 1)
        when.addStretch(1)
        whole.addLayout(when)
        self.room = rooms(session)
        self.operator = physicians(session, "Operator")
        self.procedure = Field("Procedure, as the physician names it (may stay empty)")
        for widget in (self.room, self.operator, self.procedure):
            whole.addWidget(widget)
        for widget in (self.day, self.procedure):
            widget.setVisible(ahead)
        self._ahead = ahead
        self.setFocusProxy(self.day if ahead else self.at)

    @property
    def inputs(self) -> dict[str, Field | Choices]:
        """Every field by its name, for a draft."""
        names = ("day", "at", "room", "operator", "procedure")
        return {name: getattr(self, name) for name in names}

    def moment(self) -> datetime:
        """Return the moment of the visit in the clinic's time zone. Raises Refused."""
        now = self._session.here
        day = read_date(self.day.text) if self._ahead else now.date()
        if day is None:
            raise Refused("Write the day as 2026-12-07.", field="day")
        at = read_time(self.at.text)
        if at is None:
            raise Refused("Write the time as 14:05.", field="at")
        return datetime.combine(day, at, self._session.zone)

    def book(self, patient_id: str, at: datetime) -> Outcome:
        """Book this visit of a patient. Raises USER_ERRORS."""
        return booking.visit(
            self._session.ledger,
            self._session.person,
            patient_id,
            at=at,
            room=self.room.text,
            operator=self.operator.text,
            procedure_text=self.procedure.text,
        )


def rooms(session: Session) -> Choices:
    """Return the question about the room."""
    names = session.ledger.clinic.setting(ROOM_NAMES)
    return Choices("Room", [Choice(name, name) for name in names], per_row=4)


def physicians(session: Session, question: str) -> Choices:
    """Return a question that a physician's name answers."""
    staff = session.ledger.clinic.staff.values()
    names = [Choice(one.user, one.name) for one in staff if one.may(PHYSICIAN_ONLY)]
    return Choices(question, names, per_row=4)


def day_problem(text: str) -> str:
    """Return what is wrong with a typed day, in words; empty if nothing is."""
    return "" if read_date(text) else "Write it as 2026-12-07."


def time_problem(text: str) -> str:
    """Return what is wrong with a typed time of day, in words; empty if nothing is."""
    return "" if read_time(text) else "Write it as 14:05."


def read_time(text: str) -> time | None:
    """Return a time of day typed as 14:05 or 9:30, None if it is neither."""
    hour, _, minute = text.strip().partition(":")
    good = hour.isdigit() and minute.isdigit() and int(hour) < 24 and int(minute) < 60
    return time(int(hour), int(minute)) if good else None
