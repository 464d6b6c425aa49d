"""Summary: the visit as it stands, for a case that nobody has to act on here."""

from procdesk.desk.pages.page import Page
from procdesk.desk.room.note import timeline
from procdesk.desk.session.environment import spoken_time
from procdesk.desk.session.session import Session
from procdesk.desk.widgets.labels import Words
from procdesk.domain.stage import Stage
from procdesk.workflow.ledger import Outcome


class SummaryPage(Page):
    """The end of a case, or what comes next, and what happened."""

    def __init__(self, session: Session, outcome: Outcome, key: str) -> None:
        super().__init__(session, outcome, key, _title(outcome))
        case = outcome.case
        if case.end_reason:
            self.content.addWidget(Words(case.end_reason, "body"))
        if case.stage is Stage.TIME_OUT and not case.closed:
            text = "The team reads it aloud, one item at a time. It fills the screen."
            self.content.addWidget(Words(text, "body"))
        for recorded, words in timeline(case):
            at = spoken_time(recorded.at, session.zone)
            self.content.addWidget(Words(f"{at}   {words}", "body"))
        if case.attestations:
            self.secondary("Save the record as a file", self._save)

    def _save(self) -> None:
        def act() -> None:
            pdf = self.session.sheets().pdf(self.outcome, "checklist")
            self.session.save(f"checklist-{self.case_id[:6]}.pdf", pdf)

        if self.attempt(act):
            self.band.show_words("The record is saved as a file.", "met")


def _title(outcome: Outcome) -> str:
    case = outcome.case
    if case.end is not None:
        return f"Ended: {case.end.value.replace('_', ' ')}"
    return "Time-out" if case.stage is Stage.TIME_OUT else "The patient has left"
