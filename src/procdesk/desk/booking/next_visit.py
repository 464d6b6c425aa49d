"""Next visit: booked from the case that ends, for the patient who is known already."""

from procdesk.desk.booking.appointment import Appointment
from procdesk.desk.pages.page import Page
from procdesk.desk.session.environment import spoken_day, spoken_time
from procdesk.desk.session.session import Session
from procdesk.desk.widgets.labels import Words
from procdesk.domain.section_key import SectionKey
from procdesk.domain.stage import Stage
from procdesk.domain.visit.case import Case
from procdesk.workflow.booking import booking
from procdesk.workflow.ledger import Outcome


class NextVisitPage(Page):
    """The booking of the next visit, below what is booked already; its procedure may stay open."""

    def __init__(self, session: Session, outcome: Outcome, key: str) -> None:
        super().__init__(session, outcome, key, "The next visit")
        self._booked = Words("", "body")
        self.content.addWidget(self._booked)
        self.appointment = Appointment(session, ahead=True)
        self.content.addWidget(self.appointment)
        for key, field in self.appointment.inputs.items():
            self.keep(key, field)
        if outcome.case.stage is Stage.DISCHARGE:
            self.secondary("Back to the papers", lambda: self.leads.emit(SectionKey.AFTERCARE))
        self.primary("Book this visit", self._book)
        self.show_outcome(outcome)

    def show_outcome(self, outcome: Outcome) -> None:
        """Show whether a visit is booked, and when."""
        super().show_outcome(outcome)
        self._booked.setText(booked_words(self.session, outcome.case))

    def _book(self) -> None:
        asked, patient_id = self.appointment, self.outcome.case.patient_id
        if self.attempt(lambda: asked.book(patient_id, asked.moment())):
            for field in asked.inputs.values():
                field.put("")
            self.show_outcome(self.outcome)
            self.band.show_words("The visit is booked.", "met")


def booked_words(session: Session, case: Case) -> str:
    """Return the next visit in one line, or that there is none."""
    following = booking.next_visit(session.ledger, case)
    at = following.order.scheduled_at if following else None
    if following is None or at is None:
        return "No next visit is booked."
    name = session.ledger.clinic.name_of(following.order.operator)
    where = ", ".join(filter(None, (following.order.room, name)))
    return f"Next visit: {spoken_day(at, session.zone)} {spoken_time(at, session.zone)}, {where}"
