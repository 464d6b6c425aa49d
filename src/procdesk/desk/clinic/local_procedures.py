"""Local procedures: what this clinic added to the catalogue, and a page to add one."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from procdesk.desk.session.session import Session
from procdesk.desk.widgets.button import Button
from procdesk.desk.widgets.choices import Choice, Choices
from procdesk.desk.widgets.field import Field
from procdesk.desk.widgets.labels import Words, clear, column, left, line
from procdesk.desk.widgets.procedure_list import ProcedureList
from procdesk.domain.catalogue.procedure_kind import RISKS, SECTIONS, LocalProcedure, ProcedureKind
from procdesk.domain.targets.target import Side
from procdesk.questionnaire.values import Implausible, number
from procdesk.workflow.clinic import local_procedures

STATUS = {"C": "confirmed", "S": "weak source", "U": "not confirmed"}
Attempt = Callable[[Callable[[], object], str], None]


class LocalProceduresPage(QWidget):
    """The clinic's own procedures: the list, then the copy of a shipped row within its bounds."""

    def __init__(self, session: Session, attempt: Attempt) -> None:
        super().__init__()
        self._session = session
        self._attempt = attempt
        self._layout = column(self, 0, 16)
        self._added()
        if not session.person.may(local_procedures.DEFINERS):
            words = "An administrator or a physician adds a procedure."
            self._layout.addWidget(Words(words, "look"))
            return
        self._layout.addWidget(line())
        self._layout.addWidget(Words("Add a procedure of this clinic", "section"))
        text = "It is a copy that may be narrower or stricter than what ships, never looser."
        self._layout.addWidget(Words(text, "hint"))
        kinds = local_procedures.bases(session.ledger)
        self.base = ProcedureList("Which procedure is it copied from?", kinds)
        self._layout.addWidget(self.base)
        self._form = column(self._layout, gap=16)
        self.base.edited.connect(self._copied)

    def _added(self) -> None:
        own = self._session.ledger.clinic.procedures.values()
        procedures = self._session.ledger.reference.procedures
        for procedure in own:
            kind, copied = procedures.get(procedure.key), procedures.get(procedure.base)
            base = copied.name if copied else f"{procedure.base}, not known here"
            risk = kind.bleeding_risk if kind else ""
            self._layout.addWidget(Words(procedure.name, "strong"))
            sentence = f"Copied from {base}. Bleeding class: {risk or 'not known'}."
            self._layout.addWidget(Words(sentence, "hint"))
        if not own:
            self._layout.addWidget(Words("This clinic added no procedure of its own.", "body"))

    def _copied(self, key: str) -> None:
        clear(self._form)
        if not key:
            return
        kind = self._session.ledger.reference.procedure(key)
        self._form.addWidget(Words(_source(kind), "hint"))
        self.name = Field("Name of the procedure")
        self.plain_name = Field("In words that a patient reads")
        self.plain_name.put(kind.plain_name)
        sides = [one for one in Side if one in kind.sides]
        self.sides = _many("Sides that are done here", [(one.value, one.word) for one in sides])
        self.levels = _many("Levels that are done here", [(one, one) for one in kind.levels])
        self.more = _many("Checks to ask as well", [(one, one) for one in _more(kind)])
        self.risk = Choices("Bleeding class", _risks(kind))
        self.minutes = Field(
            "Observation at least", unit="min", hint=_shipped(kind), check=_minutes_problem
        )
        answers = (self.sides, self.levels, self.more, self.risk)
        for control in (self.name, self.plain_name, *answers, self.minutes):
            self._form.addWidget(control)
        self.levels.setVisible(bool(kind.levels))
        self.more.setVisible(bool(_more(kind)))
        add = Button("Add this procedure", "filled", act=lambda: self._add(kind))
        self._form.addLayout(left(add))

    def _add(self, kind: ProcedureKind) -> None:
        if self.minutes.problem():
            return
        procedure = LocalProcedure(
            key=local_procedures.key_of(self.name.text),
            base=kind.key,
            name=self.name.text,
            plain_name=self.plain_name.text,
            sides=frozenset(map(Side, _chosen(self.sides))),
            levels=_chosen(self.levels),
            more_sections=_chosen(self.more),
            bleeding_risk=self.risk.text,
            observation_minutes=int(number(self.minutes.text)) if self.minutes.text else 0,
        )
        session = self._session
        self._attempt(
            lambda: local_procedures.define(session.ledger, session.person, procedure),
            f"{procedure.name} is in the catalogue of this clinic.",
        )


def _many(question: str, answers: Sequence[tuple[str, str]]) -> Choices:
    return Choices(question, dict(answers), per_row=6, many=True)


def _chosen(choices: Choices) -> tuple[str, ...]:
    return tuple(choices.text.split("|")) if choices.text else ()


def _more(kind: ProcedureKind) -> tuple[str, ...]:
    return tuple(one for one in SECTIONS if one not in kind.sections)


def _risks(kind: ProcedureKind) -> list[Choice]:
    """Return the bleeding class that ships and those above it."""
    least = RISKS.index(kind.bleeding_risk) if kind.bleeding_risk else 0
    return [Choice(one, one.capitalize()) for one in RISKS[least:]]


def _source(kind: ProcedureKind) -> str:
    """Return the source of a procedure's row, and how well its bleeding class is known."""
    risk = kind.bleeding_risk or "not known"
    status = STATUS[kind.bleeding_status]
    return f"From {kind.source}. Bleeding class {risk}, {status}: {kind.bleeding_source}."


def _shipped(kind: ProcedureKind) -> str:
    return f"{kind.observation_minutes[0]} or more" if kind.observation_minutes else ""


def _minutes_problem(text: str) -> str:
    try:
        return "" if number(text) == int(number(text)) else "Whole minutes, please."
    except Implausible as problem:
        return str(problem)
