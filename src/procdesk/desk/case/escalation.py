"""Escalation: what may go wrong as one press each, and the card that is done step by step."""

from collections.abc import Callable
from functools import partial

from procdesk.desk.pages.page import Page
from procdesk.desk.session.environment import spoken_time
from procdesk.desk.session.session import Session
from procdesk.desk.widgets.button import Button
from procdesk.desk.widgets.labels import Words, clear, column, line, row
from procdesk.desk.widgets.long_field import LongField
from procdesk.domain.staff import PHYSICIAN_ONLY, Staff
from procdesk.domain.visit.escalation import Card, event_of, is_open, noted
from procdesk.workflow.ledger import Ledger, Outcome
from procdesk.workflow.room import escalating

_Note = Callable[[Ledger, Staff, str, Card, str], object]
_PER_ROW = 3
_STATUS = {"C": "confirmed", "S": "secondary source", "U": "not confirmed"}


class EscalationPage(Page):
    """The open cards first, each whole; below them every event that one press opens."""

    records_in_parts = True

    def __init__(self, session: Session, outcome: Outcome, key: str) -> None:
        super().__init__(session, outcome, key, "Something happens")
        self._cards = column(self.content, gap=24)
        self._events = column(self.content, gap=8)
        self._note_fields: dict[str, LongField] = {}
        self.show_outcome(outcome)

    def show_outcome(self, outcome: Outcome) -> None:
        """Show what was done meanwhile; what is being typed stays."""
        super().show_outcome(outcome)
        typed = {key: one.text for key, one in self._note_fields.items()}
        self._note_fields = {}
        clear(self._cards)
        clear(self._events)
        every = self.session.parts.cards().values()
        for card in every:
            if is_open(outcome.case, card.key):
                self._show_card(card, typed.get(card.key, ""))
        self._offer([one for one in every if not is_open(outcome.case, one.key)])

    def _offer(self, cards: list[Card]) -> None:
        self._events.addWidget(Words("Open the card of an event", "section"))
        for at in range(0, len(cards), _PER_ROW):
            across = row(gap=8)
            for card in cards[at : at + _PER_ROW]:
                act = partial(self.record, escalating.open_card, card)
                across.addWidget(Button(card.title, "stop", act=act), 1)
            self._events.addLayout(across)

    def _show_card(self, card: Card, typed: str) -> None:
        by_event = {one.event: one for one in noted(self.outcome.case, card.key)}
        opened = noted(self.outcome.case, card.key)[0].recorded
        self._cards.addWidget(Words(card.title, "section"))
        at = spoken_time(opened.at, self.session.zone)
        by = self.session.ledger.clinic.name_of(opened.by)
        self._cards.addWidget(Words(f"Open since {at}, {by}", "hint"))
        self._cards.addWidget(Words(f"{card.signs} {card.timing}".strip(), "body"))
        for step in card.steps:
            across = row(gap=16)
            before = by_event.get(event_of(card.key, step.id))
            when = (
                f"Done {spoken_time(before.recorded.at, self.session.zone)}" if before else "Done"
            )
            act = partial(self.record, escalating.step_done, card, step.id)
            button = Button(when, act=act)
            button.setAccessibleName(f"{when}: {step.words}")
            button.setFixedWidth(140)
            across.addWidget(button)
            words = f"{step.words}  ({_STATUS[step.status]})"
            across.addWidget(Words(words, "question"), 1)
            self._cards.addLayout(across)
        self._notes(card, typed)
        self._cards.addWidget(line())

    def _notes(self, card: Card, typed: str) -> None:
        zone = self.session.zone
        for note in noted(self.outcome.case, card.key)[1:]:
            by = self.session.ledger.clinic.name_of(note.recorded.by)
            text = f"{spoken_time(note.recorded.at, zone)}   {note.text}   {by}"
            self._cards.addWidget(Words(text, "hint"))
        field = LongField(f"{card.title}: what else was seen or done, or what became of it")
        field.put(typed)
        self._note_fields[card.key] = field
        self.keep(f"note.{card.key}", field)
        self._cards.addWidget(field)
        ways = row(gap=8)
        for words, act in (
            ("Note this", escalating.say),
            ("Close the card, as a physician", escalating.close),
        ):
            if act is escalating.say or self.session.person.may(PHYSICIAN_ONLY):
                button = Button(words, act=partial(self._note, act, card))
                button.setAccessibleName(f"{words}: {card.title}")
                ways.addWidget(button)
        ways.addStretch(1)
        self._cards.addLayout(ways)

    def _note(self, act: _Note, card: Card) -> None:
        session, field = self.session, self._note_fields[card.key]

        def note_and_empty() -> None:
            act(session.ledger, session.person, self.case_id, card, field.text)
            field.put("")

        self.attempt(note_and_empty)
