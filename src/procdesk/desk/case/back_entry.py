"""Back-entry: what the paper says, with who saw it and when it was done."""

from datetime import datetime, timedelta
from decimal import Decimal

from procdesk.desk.pages.page import Page
from procdesk.desk.room.drugs_given import which_procedure
from procdesk.desk.session.session import Session
from procdesk.desk.widgets.button import Button
from procdesk.desk.widgets.choices import Choice, Choices
from procdesk.desk.widgets.field import Field
from procdesk.desk.widgets.labels import Words, column, row
from procdesk.domain.staff import CLINICAL
from procdesk.domain.stage import Stage
from procdesk.domain.visit.event_words import EVENTS, ON_PAPER
from procdesk.questionnaire.values import Implausible, number
from procdesk.workflow.case import back_entry
from procdesk.workflow.case.back_entry import DowntimePaper
from procdesk.workflow.ledger import Outcome
from procdesk.workflow.refused import Refused
from procdesk.workflow.room.procedure import ACTS, ROUTES
from procdesk.workflow.stages import spoken


class BackEntryPage(Page):
    """The lines of the paper one by one; the time stays in its field until it is changed."""

    def __init__(self, session: Session, outcome: Outcome, key: str) -> None:
        super().__init__(session, outcome, key, "Enter what was done on paper")
        text = (
            "It is recorded as done on paper, with your name as the one who entered it. Nothing is "
            "made to look as if the desk had checked it."
        )
        self.content.addWidget(Words(text, "hint"))
        here = session.ledger.now().astimezone(session.zone)
        staff = [one.name for one in session.ledger.clinic.staff.values() if one.may(CLINICAL)]
        self.seen_by = Choices("Who saw the paper?", [Choice(n, n) for n in staff], per_row=4)
        self.at = Field("Time on the paper", hint=f"{here:%H:%M}", check=_time_problem)
        self.at.setMaximumWidth(320)
        for field in (self.seen_by, self.at):
            self.content.addWidget(field)
        self._stage()
        self._event()
        self._drug()
        inputs = (self.seen_by, self.at, self.stage, self.event_, self.words, *self._of_drug)
        for number_, field in enumerate(inputs):
            self.keep(f"paper{number_}", field)
        self.primary("Back to the case", self.left.emit)

    def _stage(self) -> None:
        later = [s for s in Stage if self.outcome.case.stage.place < s.place < Stage.CLOSED.place]
        choices = [Choice(one.value, spoken(one).capitalize()) for one in later]
        self.stage = Choices("Stage that was reached", choices, per_row=4)
        self._part("Record this stage", self._record_stage, self.stage)

    def _event(self) -> None:
        choices = [Choice(key, EVENTS[key]) for key in ON_PAPER]
        self.event_ = Choices("What happened", choices, per_row=2)
        self.words = Field("In words, as it stands on the paper (may stay empty)")
        self._part("Record what happened", self._record_event, self.event_, self.words)

    def _drug(self) -> None:
        acts = [Choice(one, one.capitalize()) for one in ACTS]
        self.act = Choices("Drug given for", acts, per_row=7)
        self.drug, self.strength = Field("Drug"), Field("Strength")
        self.volume = Field("Volume", unit="mL")
        self.route, self.lot, self.expiry = Field("Route"), Field("Lot"), Field("Expiry")
        self.route.propose(ROUTES)
        fields = (self.drug, self.strength, self.volume, self.lot, self.expiry, self.route)
        self.of = which_procedure(self)
        self._of_drug: tuple[Choices | Field, ...] = (self.act, *fields, self.of)
        for choices in (self.act, self.of):
            self.content.addWidget(choices)
        for of_row in (fields[:3], fields[3:]):
            parts = row(gap=24)
            for field in of_row:
                parts.addWidget(field, 1)
            self.content.addLayout(parts)
        self._part("Record this drug", self._record_drug)

    def _part(self, words: str, act: object, *inputs: Choices | Field) -> None:
        part = column(gap=12)
        for field in inputs:
            part.addWidget(field)
        button = Button(words)
        button.clicked.connect(act)
        line = row()
        line.addWidget(button)
        line.addStretch(1)
        part.addLayout(line)
        self.content.addLayout(part)
        self.content.addSpacing(12)

    def _paper(self) -> DowntimePaper:
        now = self.session.ledger.now().astimezone(self.session.zone)
        at = _time(self.at.text)
        if at is None:
            raise Refused("Write the time that stands on the paper, as 14:05.", field="at")
        done_at = now.replace(hour=at.hour, minute=at.minute, second=0, microsecond=0)
        return DowntimePaper(
            self.seen_by.text, done_at - timedelta(days=1) if done_at > now else done_at
        )

    def _record_stage(self) -> None:
        session = self.session

        def act() -> None:
            if not self.stage.text:
                raise Refused("Choose the stage that was reached.")
            stage = Stage(self.stage.text)
            back_entry.record_stage(
                session.ledger, session.person, self.case_id, self._paper(), stage
            )

        self._try(act, self.stage)

    def _record_event(self) -> None:
        session = self.session
        self._try(
            lambda: back_entry.record_event(
                session.ledger,
                session.person,
                self.case_id,
                self._paper(),
                self.event_.text,
                self.words.text,
            ),
            self.event_,
            self.words,
        )

    def _record_drug(self) -> None:
        session = self.session
        self._try(
            lambda: back_entry.record_drug(
                session.ledger,
                session.person,
                self.case_id,
                self._paper(),
                act=self.act.text,
                drug=self.drug.text,
                strength=self.strength.text,
                volume_ml=_volume(self.volume.text),
                route=self.route.text,
                lot=self.lot.text,
                expiry=self.expiry.text,
                target=self.of.text,
            ),
            *self._of_drug,
        )

    def _try(self, act: object, *recorded: Choices | Field) -> None:
        """Record one part; its fields are empty for the next line, the others keep what stands."""
        assert callable(act)
        if self.attempt(act):
            self.band.show_words("Recorded as done on paper.", "met")
            for field in recorded:
                field.put("")
            self.start_draft()


def _volume(text: str) -> Decimal | None:
    try:
        return number(text) if text else None
    except Implausible as problem:
        raise Refused(str(problem), field="volume") from None


def _time(text: str) -> datetime | None:
    try:
        return datetime.strptime(text.strip(), "%H:%M")  # noqa: DTZ007 (only hour and minute count)
    except ValueError:
        return None


def _time_problem(text: str) -> str:
    return "" if _time(text) else "Write it as 14:05."
