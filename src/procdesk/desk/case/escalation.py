"""Escalation: what may go wrong as one press each, and the card that is done step by step."""

from procdesk.desk.pages.page import Page
from procdesk.desk.session.environment import spoken_time
from procdesk.desk.session.session import Session
from procdesk.desk.widgets.button import Button
from procdesk.desk.widgets.labels import Words, clear, column, line, row
from procdesk.desk.widgets.long_field import LongField
from procdesk.domain.staff import PHYSICIAN_ONLY
from procdesk.domain.visit.escalation import Card, event_of, is_open, noted
from procdesk.workflow.ledger import Outcome
from procdesk.workflow.room import escalating

_PER_ROW = 3
_STATUS = {"C": "confirmed", "S": "secondary source", "U": "not confirmed"}


class EscalationPage(Page):
    """The open cards first, each whole; below them every event that one press opens."""

    def __init__(self, session: Session, outcome: Outcome, key: str) -> None:
        super().__init__(session, outcome, key, "Something happens")
        self._cards = column(gap=24)
        self.content.addLayout(self._cards)
        self._events = column(gap=8)
        self.content.addLayout(self._events)
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
                button = Button(card.title, "stop")
                button.clicked.connect(lambda _=False, card=card: self._open(card))
                across.addWidget(button, 1)
            self._events.addLayout(across)

    def _open(self, card: Card) -> None:
        session = self.session
        self.attempt(
            lambda: escalating.open_card(session.ledger, session.person, self.case_id, card),
            begins=False,
        )

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
            button = Button(when)
            button.setAccessibleName(f"{when}: {step.words}")
            button.setFixedWidth(140)
            button.clicked.connect(lambda _=False, c=card, s=step.id: self._step(c, s))
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
        self._cards.addWidget(field)
        ways = row(gap=8)
        for words, act in (
            ("Note this", self._say),
            ("Close the card, as a physician", self._close),
        ):
            if act == self._say or self.session.person.may(PHYSICIAN_ONLY):
                button = Button(words)
                button.setAccessibleName(f"{words}: {card.title}")
                button.clicked.connect(lambda _=False, act=act, card=card: act(card))
                ways.addWidget(button)
        ways.addStretch(1)
        self._cards.addLayout(ways)

    def _step(self, card: Card, step_id: str) -> None:
        session = self.session
        self.attempt(
            lambda: escalating.step_done(
                session.ledger, session.person, self.case_id, card, step_id
            ),
            begins=False,
        )

    def _say(self, card: Card) -> None:
        self._end(card, escalating.say)

    def _close(self, card: Card) -> None:
        self._end(card, escalating.close)

    def _end(self, card: Card, act: object) -> None:
        assert callable(act)
        session, field = self.session, self._note_fields[card.key]

        def note_and_empty() -> None:
            act(session.ledger, session.person, self.case_id, card, field.text)
            field.put("")

        self.attempt(note_and_empty, begins=False)
