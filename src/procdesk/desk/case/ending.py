"""Ending: the ways out of a case, each with its own short form; nothing is deleted."""

from procdesk.desk.pages.page import Page
from procdesk.desk.session.session import Session
from procdesk.desk.widgets.choices import Choice, Choices
from procdesk.desk.widgets.field import Field
from procdesk.desk.widgets.labels import Words, clear, column
from procdesk.desk.widgets.long_field import LongField
from procdesk.domain.stage import End
from procdesk.workflow.case import ending
from procdesk.workflow.case.ending import WAYS, EndingQuestion
from procdesk.workflow.ledger import Outcome
from procdesk.workflow.refused import Refused


class EndingPage(Page):
    """The honest ways out of a case; each asks what the record needs of it."""

    def __init__(self, session: Session, outcome: Outcome, key: str) -> None:
        super().__init__(session, outcome, key, "End this case")
        text = "What was recorded stays. Only the ways out that are true for this case are shown."
        self.content.addWidget(Words(text, "hint"))
        ways = [Choice(one.value, WAYS[one].words) for one in ending.ways_out(outcome.case)]
        self.how = self.ask("how", Choices("How does it end?", ways, per_row=2))
        self._asked = column(self.content, gap=20)
        self.answers: dict[str, Choices | Field | LongField] = {}
        self.how.edited.connect(self._ask)
        self.secondary("End the case so", self._end)
        self.primary("Keep the case open", self.left.emit)

    def _ask(self, how: str) -> None:
        clear(self._asked)
        self.answers = {}
        for ask in WAYS[End(how)].asks:
            self.answers[ask.key] = field = _input(ask)
            field.edited.connect(self.start_draft)
            self._asked.addWidget(field)

    def draft_fields(self) -> dict[str, str]:
        """Return the way out, and what was answered of its form."""
        answers = {key: one.text for key, one in self.answers.items() if one.text}
        return {**super().draft_fields(), **answers}

    def put_draft(self, fields: dict[str, str]) -> None:
        """Show the way out first, since its form has the other fields; a closed way asks none."""
        super().put_draft(fields)
        if self.how.text:
            self._ask(self.how.text)
        for key, field in self.answers.items():
            field.put(fields.get(key, ""))

    def _end(self) -> None:
        session = self.session
        answers = {key: one.text for key, one in self.answers.items()}

        def act() -> None:
            if not self.how.text:
                raise Refused("Choose how it ends.")
            how = End(self.how.text)
            ending.end(session.ledger, session.person, self.case_id, how, answers)

        if self.attempt(act):
            self.left.emit()


def _input(ask: EndingQuestion) -> Choices | Field | LongField:
    words = f"{ask.question} (may stay empty)" if ask.may_stay_empty else ask.question
    if ask.answers:
        answers = [Choice(one, one.capitalize()) for one in ask.answers]
        return Choices(words, answers, per_row=3)
    return LongField(words) if ask.key == "reason" else Field(words)
