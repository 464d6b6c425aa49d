"""Order: one screen for all of it. What a change voids stands there before it is made."""

from collections.abc import Callable
from datetime import datetime

from procdesk.desk.booking.appointment import physicians, read_time, rooms, time_problem
from procdesk.desk.booking.order_part import OrderPart
from procdesk.desk.pages.page import Page
from procdesk.desk.session.environment import spoken_day, spoken_time
from procdesk.desk.session.session import Session
from procdesk.desk.widgets.button import Button
from procdesk.desk.widgets.choices import Choice, Choices
from procdesk.desk.widgets.field import Field
from procdesk.desk.widgets.labels import Words, clear, column, left, line
from procdesk.domain.stage import Stage
from procdesk.domain.targets.target import TRANSITIONAL, USUAL, as_words
from procdesk.domain.visit.case import OrderedProcedure
from procdesk.rules.protocol.site import levels_are_counted
from procdesk.workflow.booking import arrival, ordering, proposing
from procdesk.workflow.booking.ordering import Change, Wanted
from procdesk.workflow.checks import site
from procdesk.workflow.clinic.opening import USER_ERRORS
from procdesk.workflow.ledger import Outcome
from procdesk.workflow.refused import Refused


class OrderPage(Page):
    """The order of a case; procedure and target are hidden from whoever asks the patient."""

    def __init__(self, session: Session, outcome: Outcome, key: str) -> None:
        super().__init__(session, outcome, key, "What is ordered")
        self._parts: list[OrderPart] = []
        self._as_opened: tuple[Wanted | None, ...] = ()
        self._reads = site.may_map(outcome.case, session.person)
        if self._reads:
            self._as_it_came()
            self._procedures()
        else:
            text = (
                "The order names side and level, and whoever asks the patient must not have read "
                "them. A physician, or the front desk before the patient arrives, changes them."
            )
            self.content.addWidget(Words(text, "body"))
        self.content.addWidget(line())
        self._appointment()
        self._voids = column(self.content, gap=6)
        self.primary("Set this order", self._set)

    def _as_it_came(self) -> None:
        case = self.outcome.case
        if case.procedure_text:
            self.content.addWidget(Words("As it came from the scheduling system", "small"))
            self.content.addWidget(Words(f"“{case.procedure_text}”", "section"))
        if case.order.targets:
            text = f"Understood as: {as_words(case.order.targets)}"
            self.content.addWidget(Words(text, "question"))
        else:
            self._propose()
            self._propose_last()

    def take_focus(self) -> None:
        """Put the focus on the list, never a proposal: no key by chance may order a side."""
        if self._parts:
            self._parts[0].setFocus()
        else:
            super().take_focus()

    def _propose_last(self) -> None:
        """Offer what was ordered on the last visit, to be set by one press."""
        session = self.session
        last = ordering.ordered_last(session.ledger, self.outcome.case)
        if last is None:
            return
        known, wanted = session.ledger.reference.procedures, last.procedures
        day = spoken_day(last.at, session.zone)
        words = (f"{known[one.key].name}, {as_words(one.targets)}" for one in wanted)
        self.content.addWidget(Words(f"On the last visit, {day}, this was ordered", "small"))
        self._offer(
            f"Set {'; '.join(words)}",
            lambda: self.record(ordering.change_order, Change(procedures=wanted)),
        )

    def _propose(self) -> None:
        """Offer what the same text meant before, or says itself, to be set by one press."""
        session = self.session
        proposal = proposing.proposal(session.ledger, self.case_id)
        if proposal is None:
            return
        kind = session.ledger.reference.procedure(proposal.key)
        read = "was understood before as" if proposal.before else "can be read as"
        self.content.addWidget(Words(f"This text {read}", "small"))
        self._offer(
            f"Set {kind.name}, {as_words(proposal.targets)}",
            lambda: self.record(arrival.map_procedure, proposal.key, proposal.targets),
        )

    def _offer(self, words: str, act: Callable[[], object]) -> None:
        self.content.addWidget(Button(words, act=act))

    def _procedures(self) -> None:
        self._place = column(self.content, gap=24)
        known = [one for one in self.outcome.case.order.procedures if one.key]
        for procedure in known:
            self._add(procedure)
        if not known:
            self._add(None)
        self._as_opened = self._wanted()
        more = Button("Add another procedure", icon="plus", act=lambda: self._add(None))
        bones = Button("The bones are unusual", act=self._ask_bones)
        bones.clicked.connect(bones.hide)
        self.content.addLayout(left(more, bones))
        rows = [Choice(key, words) for key, words in TRANSITIONAL.items()]
        rows.append(Choice(USUAL, "None of these: the bones are usual"))
        self.bones = Choices("What is unusual, as the imaging shows it?", rows, per_row=2)
        self.bones.put(self.outcome.case.order.transitional)
        self.bones.edited.connect(lambda _text: self._say_what_is_voided())
        self.content.addWidget(self.bones)
        self.bones.hide()
        if levels_are_counted(self.outcome.case):
            bones.hide()
            self._ask_bones()

    def _ask_bones(self) -> None:
        """Ask what is unusual, and of every procedure from where its levels are counted."""
        self.bones.show()
        for part in self._parts:
            part.ask_counted_from()

    def _wanted(self) -> tuple[Wanted | None, ...]:
        return tuple(one.wanted for one in self._parts)

    def _add(self, before: OrderedProcedure | None) -> None:
        part = OrderPart(self.session, len(self._parts) + 1, before)
        self._parts.append(part)
        self._place.addWidget(part)
        if len(self._parts) > 1 and self._parts[0].counts:
            part.ask_counted_from()
        part.edited.connect(self._say_what_is_voided)

    def _appointment(self) -> None:
        session, order = self.session, self.outcome.case.order
        self.operator, self.room = physicians(session, "Operator"), rooms(session)
        self.operator.put(order.operator)
        self.room.put(order.room)
        self.at = Field("Time", check=time_problem)
        self.at.setMaximumWidth(320)
        if order.scheduled_at:
            self.at.put(spoken_time(order.scheduled_at, session.zone))
        self.reason = Field("Why it is changed")
        for key in ("operator", "room", "at", "reason"):
            field = getattr(self, key)
            self.content.addWidget(field)
            self.keep(key, field)
            field.edited.connect(lambda _text: self._say_what_is_voided())
        self._booked = super().draft_fields()
        self.reason.setVisible(self.outcome.case.stage is not Stage.BOOKED)

    def draft_fields(self) -> dict[str, str]:
        """Return what was changed of the appointment: what stands is no draft of anybody."""
        return dict(super().draft_fields().items() - self._booked.items())

    def put_draft(self, fields: dict[str, str]) -> None:
        """Show a kept draft, and what the change would void."""
        super().put_draft(fields)
        self._say_what_is_voided()

    def _change(self) -> Change:
        """Return what differs from the order as it stands."""
        wanted = self._wanted()
        procedures = tuple(one for one in wanted if one is not None)
        return Change(
            procedures=procedures if self._reads and wanted != self._as_opened else None,
            operator=self.operator.text or None,
            room=self.room.text or None,
            scheduled_at=self._scheduled(),
            reason=self.reason.text,
            transitional=self._transitional(),
        )

    def _transitional(self) -> str | None:
        """Return what is chosen of the bones, None if the order says it already."""
        bones = self.bones.text if self._reads else ""
        return bones if bones and bones != self.outcome.case.order.transitional else None

    def _scheduled(self) -> datetime | None:
        """Return the typed hour on the booked day; None if it is the same or unreadable."""
        at = read_time(self.at.text)
        if at is None:
            return None
        booked = self.outcome.case.order.scheduled_at or self.session.ledger.now()
        here = booked.astimezone(self.session.zone).replace(second=0, microsecond=0)
        moment = here.replace(hour=at.hour, minute=at.minute)
        return moment if moment != here else None

    def _say_what_is_voided(self) -> None:
        clear(self._voids)
        ledger, person = self.session.ledger, self.session.person
        if self.outcome.case.stage is Stage.BOOKED:
            return
        try:
            voided = ordering.would_void(ledger, person, self.case_id, self._change())
        except USER_ERRORS:  # it is said when the order is set
            return
        if voided:
            self._voids.addWidget(Words("This change voids, or stops until it is mended:", "look"))
        for words in voided:
            self._voids.addWidget(Words(f"–  {words}", "body"))

    def _set(self) -> None:
        ledger, person, change = self.session.ledger, self.session.person, self._change()

        def act() -> None:
            if self.at.problem():
                raise Refused("Write the time as 14:05.")
            if self._reads and None in self._wanted():
                raise Refused("Choose the procedure first.")
            ordering.change_order(ledger, person, self.case_id, change)

        self.attempt(act)
