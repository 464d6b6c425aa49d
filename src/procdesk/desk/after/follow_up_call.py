"""Follow-up call: what is asked at home; a sign that is told stays until a physician closes it."""

from procdesk.desk.pages.page import Page
from procdesk.desk.session.environment import spoken_day, spoken_time
from procdesk.desk.session.session import Session
from procdesk.desk.widgets.button import Button
from procdesk.desk.widgets.choices import YES_NO_NOT_ASKED, Choices
from procdesk.desk.widgets.field import Field
from procdesk.desk.widgets.labels import Words, clear, column, left
from procdesk.desk.widgets.long_field import LongField
from procdesk.domain.relief.follow_up_call import (
    OTHERS,
    RED_FLAGS,
    WORDS,
    YES,
    calls_after,
    open_red_flags,
)
from procdesk.domain.staff import PHYSICIAN_ONLY
from procdesk.domain.visit.case import PhoneCall
from procdesk.rules.register import hazards
from procdesk.workflow.after import follow_up, next_step
from procdesk.workflow.after.follow_up import CallAnswers, asked_values
from procdesk.workflow.booking.calls import REACHED
from procdesk.workflow.ledger import Outcome
from procdesk.workflow.local_time import read_moment
from procdesk.workflow.refused import Refused

_CLOSING = "closing"


class FollowUpCallPage(Page):
    """The questions of a call: signs first, then numbers with the moment they are about."""

    def __init__(self, session: Session, outcome: Outcome, key: str) -> None:
        super().__init__(session, outcome, key, "The call after the visit")
        self.content.addWidget(Words(outcome.patient.phone or "No phone is known.", "section"))
        self._made = column(self.content, gap=6)
        self.reached = Choices("Who was reached?", REACHED)
        asked = (*RED_FLAGS, *OTHERS)
        self.asked = {one.key: Choices(one.question, YES_NO_NOT_ASKED) for one in asked}
        questions = asked_values(session.ledger, outcome.case)
        self.values = {one.code: Field(f"{one.words} ({one.hint})") for one in questions}
        self.at = Field("These numbers are about", hint="empty: now; or 10:30, or 2026-11-23 22:00")
        self.word_fields = {one.key: Field(f"{one.question} (may stay empty)") for one in WORDS}
        self.words = LongField("What else was said (may stay empty)")
        self._add()
        self.primary("Record this call", self._record)
        self.show_outcome(outcome)

    def _add(self) -> None:
        signs = {one.key: self.asked[one.key] for one in RED_FLAGS}
        about = {"at": self.at} if self.values else {}
        self.inputs: dict[str, Choices | Field | LongField] = {
            "reached": self.reached,
            **signs,
            **self.values,
            **about,
            **self.asked,
            **self.word_fields,
            "words": self.words,
        }
        self._then: dict[str, Words] = {}
        scripts = {one.key: one.then for one in RED_FLAGS}
        for key, field in self.inputs.items():
            self.ask(key, field)
            if key in scripts:
                self._then[key] = Words(scripts[key], "stop")
                self.content.addWidget(self._then[key])
                field.edited.connect(self._show_then)
        self._show_then()

    def _show_then(self, _text: str = "") -> None:
        """Show right below a yes what it may be, while the patient is on the phone."""
        for key, words in self._then.items():
            words.setVisible(self.asked[key].text == YES)

    def put_draft(self, fields: dict[str, str]) -> None:
        """Show a kept draft, with the script of each yes."""
        super().put_draft(fields)
        self._show_then()

    def show_outcome(self, outcome: Outcome) -> None:
        """Show earlier calls, what is open, and for a physician the way to close it.

        What is being typed stays.
        """
        super().show_outcome(outcome)
        typed = self.draft_fields().get(_CLOSING, "")
        clear(self._made)
        for call in calls_after(outcome.case):
            self._made.addWidget(Words(self._line(call), "hint"))
        open_ = next(
            (f for f in outcome.findings if f.key == hazards.RED_FLAG_TOLD.key and f.stops), None
        )
        if open_ is None:
            return
        self._made.addWidget(Words(f"{open_.sentence} {open_.clears}", "stop"))
        signs = {one for _call, keys in open_red_flags(outcome.case) for one in keys}
        for then in dict.fromkeys(one.then for one in RED_FLAGS if one in signs):
            self._made.addWidget(Words(then, "body"))
        if self.session.person.may(PHYSICIAN_ONLY):
            reason = LongField("What was done about it")
            reason.put(typed)
            self.keep(_CLOSING, reason)
            close = Button(
                "Close these signs", act=lambda: self.record(next_step.close_signs, reason.text)
            )
            self._made.addWidget(reason)
            self._made.addLayout(left(close))

    def _line(self, call: PhoneCall) -> str:
        zone = self.session.zone
        when = f"{spoken_day(call.recorded.at, zone)} {spoken_time(call.recorded.at, zone)}"
        signs = [one.question for one in RED_FLAGS if call.answers.get(one.key) == YES]
        words = f"; told: {', '.join(signs)}" if signs else ""
        return f"{when}: reached {REACHED.get(call.reached, call.reached).lower()}{words}"

    def _record(self) -> None:
        session = self.session

        def act() -> None:
            answers = {key: self.inputs[key].text for key in (*self.asked, *self.word_fields)}
            values = {code: one.text for code, one in self.values.items()}
            at = read_moment(self.at.text, session.ledger.now(), session.zone)
            call = CallAnswers(
                reached=self.reached.text,
                answers=answers,
                values=values,
                at=at,
                words=self.words.text,
            )
            try:
                follow_up.record(session.ledger, session.person, self.case_id, call)
            except Refused as refused:
                place = self.inputs.get(refused.field)
                if place is not None:
                    place.complain(refused.words)
                    self.lead_to(place)
                raise

        if self.attempt(act):
            self._empty()

    def _empty(self) -> None:
        """Empty the fields for the next call."""
        for field in self.inputs.values():
            field.put("")
        self._show_then()
        self.show_outcome(self.session.ledger.outcome(self.case_id))
        self.band.show_words("The call is recorded.", "met")
