"""Form page: a section that one Questionnaire asks."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from procdesk.desk.pages.page import Page
from procdesk.desk.session.environment import spoken_day
from procdesk.desk.session.session import Session
from procdesk.desk.widgets.button import Button
from procdesk.desk.widgets.form_inputs import text_of
from procdesk.desk.widgets.form_view import EarlierInput, FormView
from procdesk.desk.widgets.labels import clear, column
from procdesk.desk.widgets.one_line import OneLine, numbers
from procdesk.domain.clinic.clinic_units import unit_in_case
from procdesk.domain.unit import unit_named
from procdesk.domain.visit.case import Case, Observation
from procdesk.questionnaire.asked_in import asked_in, units_of
from procdesk.questionnaire.definition import Item, Questionnaire, option_words
from procdesk.questionnaire.load import load
from procdesk.questionnaire.response import Response
from procdesk.questionnaire.values import Implausible, Value
from procdesk.workflow import answers
from procdesk.workflow.ledger import Outcome
from procdesk.workflow.sections import section

_WORTH_A_LINE = 2


class FormPage(Page):
    """The page of a form: shows what was answered, records it when it is complete."""

    verb = "Record"
    said_in_line: tuple[str, ...] = ()
    """Names of what may be said in words behind the numbers of the line."""

    def __init__(self, session: Session, outcome: Outcome, key: str) -> None:
        about = section(key)
        super().__init__(session, outcome, key, about.title)
        self.above = column(self.content, gap=12)
        self._errors = column(self.content, gap=4)
        case, clinic = outcome.case, session.ledger.clinic
        unit_of = partial(unit_in_case, clinic, case)
        form = asked_in(load(session.parts.form(about.form)), unit_of)
        self.view = FormView(answered(form, case, session.here), self._before(form))
        self.content.addWidget(self.view)
        self.view.offer(answers.ASKS_PHYSICIAN, answers.physicians(session.ledger))
        self.line: OneLine | None = None
        self._add_line()
        self.view.edited.connect(self.start_draft)
        self.view.finished.connect(self._record)
        self.view.answered.connect(self._answered)
        self.primary(f"{self.verb} {about.title.lower()}", self._record)

    def _add_line(self) -> None:
        """Offer one line for all measured values where the form has several."""
        measured = self.view.measured()
        if len(measured) < _WORTH_A_LINE:
            return
        self.line = OneLine(
            list(measured.values()), parts=self.line_numbers, also=self.said_in_line
        )
        self.line.typed.connect(
            lambda numbers: self.view.put(dict(zip(measured, numbers, strict=True)))
        )
        self.line.typed.connect(self.start_draft)
        self.line.entered.connect(self._record)
        self.view.put_above_measured(self.line)

    def line_numbers(self, text: str) -> list[str]:
        """Return the measured values that the line says, in their order."""
        return numbers(text)

    def take_focus(self) -> None:
        """Focus the line where the form opens with measured values, else the first input."""
        if self.line is not None and self.view.opens_with_measured:
            self.line.setFocus()
        else:
            super().take_focus()

    def _before(self, form: Questionnaire) -> Mapping[str, EarlierInput]:
        """Return the last visit's answers to questions whose answers rarely change, by linkId."""
        ledger, zone = self.session.ledger, self.session.zone
        earlier: dict[str, EarlierInput] = {}
        for link_id, before in answers.last_visit(ledger, self.outcome.case).items():
            item, values = form.find(link_id), _readable(form, link_id, before.value)
            if item is not None and values:
                words = ", ".join(map(option_words, values))
                day = spoken_day(before.at, zone)
                earlier[link_id] = EarlierInput(words, day, text_of(item, values))
        return earlier

    def draft_fields(self) -> dict[str, str]:
        """Return the texts of the form's inputs, by place, and of what the page asks beside it."""
        return {**super().draft_fields(), **self.view.fields()}

    def put_draft(self, fields: dict[str, str]) -> None:
        """Show a kept draft."""
        super().put_draft(fields)
        self.view.put(fields)

    def _answered(self) -> None:
        """Record with the last answer what nobody recorded yet; a change takes the button."""
        if self.outcome.case.answer(f"{self.section}.completed") is None:
            self._record()

    def _record(self) -> None:
        problems = self.view.problems()
        self._list(problems)
        if not problems:
            self.record_answers()

    def record_answers(self) -> bool:
        """Record the whole form; return whether it was done."""
        return self.record(answers.complete_form, self.section, self.view.response)

    def _list(self, problems: list[tuple[str, QWidget]]) -> None:
        """List the errors on top; each line leads to its field."""
        clear(self._errors)
        if not problems:
            return
        count = len(problems)
        self.complain(f"{count} {'answer is' if count == 1 else 'answers are'} still open.")
        for words, control in problems[:8]:
            button = Button(words, "link", act=partial(self.lead_to, control))
            self._errors.addWidget(button)
        self.lead_to(problems[0][1])


def answered(form: Questionnaire, case: Case, now: datetime) -> Response:
    """Return a response that holds what the case answered before."""
    response = Response(form, now)
    for item in form.items:
        observation = case.latest(item.link_id)
        if observation and not _in_unit_asked(item, observation):
            continue
        value = observation.value if observation else case.value(item.link_id)
        if item.answerable and not item.calculated and value is not None:
            response.put(item.link_id, _readable(form, item.link_id, value))
    return response


def _in_unit_asked(item: Item, observation: Observation) -> bool:
    """Return whether a recorded value may stand in the field: not in a unit nobody converts."""
    units = units_of(item)
    return units is None or unit_named(units[:1], observation.unit) is not None


def _readable(form: Questionnaire, link_id: str, value: Any) -> list[Value]:
    """Return a recorded value as answers; none if another version of the form asked otherwise."""
    response = Response(form)
    try:
        response.put(link_id, value if isinstance(value, list) else [value])
    except Implausible:
        return []
    return response.get(link_id)
