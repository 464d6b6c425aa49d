"""Time-out: one item at a time, large enough for the room; said by whom, heard by whom."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from procdesk.desk.pages.case_summary import allergies, person_line
from procdesk.desk.pages.sign_panel import SignPanel
from procdesk.desk.pictures.room_display import SMALLEST_PX, ItemShown, ItemStrip, far_words
from procdesk.desk.room.second_display import reading, second_display
from procdesk.desk.room.time_out_items import item_names, question_to_room, seconds_taken
from procdesk.desk.session.session import Session
from procdesk.desk.timing import Timer
from procdesk.desk.widgets.band import Band
from procdesk.desk.widgets.button import Button
from procdesk.desk.widgets.choices import Choice, Choices
from procdesk.desk.widgets.labels import Words, clear, column, ground, line, row, upright
from procdesk.desk.widgets.scroll import Scroll
from procdesk.domain.staff import CLINICAL
from procdesk.domain.stage import StatementKind, TimeOutItem
from procdesk.domain.targets.target import Side
from procdesk.domain.visit.case import Answer
from procdesk.rules.facts.facts import Facts
from procdesk.rules.protocol.time_out import answers, expires_at, readings
from procdesk.workflow.ledger import Outcome
from procdesk.workflow.room import time_out

_STARTED_AGAIN = "The desk was started again in the middle: the time-out is read from the start."


class TimeOutScreen(QWidget):
    """The time-out over the whole window. `recorded` after an act, `left` back to the case."""

    recorded = Signal()
    left = Signal()

    def __init__(self, session: Session, outcome: Outcome) -> None:
        super().__init__()
        self._session, self._outcome = session, outcome
        self.setProperty("ground", "sheet")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        whole = column(self, 0, 0)
        whole.addWidget(self._head())
        whole.addWidget(line("inkline", 2))
        self._steps = column(gap=0)
        self._steps.setContentsMargins(40, 8, 40, 0)
        whole.addLayout(self._steps)
        self._band = Band()
        whole.addWidget(self._band)
        self._scroll = Scroll(margin=24, gap=16, centred=True)
        whole.addWidget(self._scroll, 1)
        self._speakers = column(gap=16)
        self._speakers.setContentsMargins(40, 0, 40, 24)
        whole.addLayout(self._speakers)
        whole.addWidget(self._foot())
        self._tick = Timer(self, 1000, self._show_expiry)
        self._tick.start()
        self._showing: tuple[TimeOutItem, ...] = ()
        self._fresh = True
        self._is_begun = False
        self._forget_speakers()
        self._far = second_display(session, self)
        self._read_anew()
        self.show_outcome(self._outcome)

    def _forget_speakers(self) -> None:
        """Let nobody have spoken yet; whoever acts at the desk hears.

        Names, since what they are chosen with is drawn anew for each item.
        """
        me = self._session.person
        self._said_by, self._heard_by = "", me.name if me.may(CLINICAL) else ""

    def _read_anew(self) -> None:
        """Begin anew if the desk was started again: what was said may be of another moment."""
        session, case_id = self._session, self._outcome.case.id
        if not time_out.interrupted(self._facts(), session.opened_at):
            return

        def act() -> None:
            self._outcome = time_out.read_again(session.ledger, session.person, case_id)

        if self._band.attempt(act):
            self._band.show_words(_STARTED_AGAIN, "look")

    def follow(self, outcome: Outcome) -> None:
        """Show at once what another desk recorded meanwhile, in what is being read too.

        Nothing is drawn anew for what this screen recorded: a finger that is on its way to the
        next answer would press on nothing.
        """
        if outcome.case.entries == self._outcome.case.entries:
            return
        self._fresh = True
        self.show_outcome(outcome)

    def _head(self) -> QWidget:
        """Return the head: patient, allergies, and how long the time-out still counts."""
        head = ground("sheet")
        layout = row(head, 32)
        layout.setContentsMargins(40, 12, 40, 12)
        session, outcome = self._session, self._outcome
        who = person_line(outcome.patient, session.here)
        layout.addLayout(_two(Words(outcome.patient.name.formal, "countdown"), who), 4)
        layout.addWidget(upright())
        self._allergies = Words("", "section")
        layout.addLayout(_two(self._allergies, "Allergies"), 4)
        layout.addWidget(upright())
        self._expiry = Words("", "countdown", wraps=False)
        self._expiry.setAlignment(Qt.AlignmentFlag.AlignRight)
        demo = "DEMO · " if session.ledger.clinic.is_demo else ""
        layout.addLayout(_two(self._expiry, f"{demo}{outcome.case.order.room}"), 2)
        return head

    def _foot(self) -> QWidget:
        foot = ground("desk")
        self._foot_row = row(foot, 12)
        self._foot_row.setContentsMargins(40, 12, 40, 12)
        return foot

    def show_outcome(self, outcome: Outcome) -> None:
        """Show the next open item, or the signature, or the way into the procedure."""
        self._outcome = outcome
        self._allergies.setText(allergies(outcome.case, outcome.patient))
        self._show_expiry()
        answered = self._answered()
        if self._is_begun and not answered:  # it is read again
            self._forget_speakers()
        self._is_begun = bool(answered)
        now = next((one for one in readings(self._facts()) if one[0] not in answered), ())
        if now == self._showing and not self._fresh:
            return
        self._fresh = True  # until it is drawn to its end
        self._draw(outcome, now, bool(answered))
        self._showing, self._fresh = now, not now

    def _draw(self, outcome: Outcome, now: tuple[TimeOutItem, ...], is_begun: bool) -> None:
        if self._far is not None:
            self._far.show_items(outcome, now)
        clear(self._steps)
        self._steps.addWidget(self._progress(now))
        for part in (self._scroll.content, self._speakers, self._foot_row):
            clear(part)
        self._foot_button("Leave to the case", self.left.emit)
        if is_begun:
            self._foot_button("Read again from the start", self._again)
        self._foot_row.addStretch(1)
        if now:
            self._show_items(now)
        elif outcome.case.attestation("time_out") is None:
            self._show_signing()
        else:
            self._show_signed()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw the items anew for the size that the screen has, as they are read from far away."""
        super().resizeEvent(event)
        self._fresh = True
        self.show_outcome(self._outcome)

    def _facts(self) -> Facts:
        return self._session.ledger.facts(self._outcome)

    def _answered(self) -> set[TimeOutItem]:
        return set(answers(self._facts()))

    def _show_expiry(self) -> None:
        at = expires_at(self._facts())
        if at is None:
            self._expiry.setText("")
            return
        seconds = int((at - self._session.ledger.now()).total_seconds())
        text = f"expires in {seconds // 60}:{seconds % 60:02}" if seconds > 0 else "expired"
        self._expiry.set_kind("countdown" if seconds > 60 else "countdown-look")
        self._expiry.setText(text)

    def _foot_button(self, words: str, act: Callable[..., object], kind: str = "plain") -> Button:
        button = Button(words, kind, act=act)
        self._foot_row.addWidget(button)
        return button

    def _progress(self, now: tuple[TimeOutItem, ...]) -> ItemStrip:
        by_item = answers(self._facts())
        seconds = seconds_taken(self._outcome.case, by_item)
        return ItemStrip(
            [
                ItemShown(
                    item_names(items),
                    seconds.get(items[0]),
                    items == now,
                    all(_agrees(by_item.get(item)) for item in items),
                )
                for items in readings(self._facts())
            ]
        )

    def _show_items(self, now: tuple[TimeOutItem, ...]) -> None:
        content = self._scroll.content
        every = readings(self._facts())
        number = every.index(now) + 1
        content.addWidget(_centred(f"Item {number} of {len(every)}, read aloud"))
        content.addWidget(far_words(question_to_room(now), SMALLEST_PX, QFont.Weight.DemiBold))
        for widget in reading(self._session, self._outcome, now, self.size()):
            content.addWidget(widget)
        speakers = self._who_spoke()
        self._ask_against(now)
        marked = self._outcome.case.statement(StatementKind.MARK) is not None
        if TimeOutItem.MARK_SEEN in now and marked:
            self._ask_mark()
        elif self._said_by:
            self._foot_button("Agreed aloud", lambda: self._say(now, True), "filled").setFocus()
        else:
            self._ask_first_speaker(now, speakers)

    def _ask_against(self, now: tuple[TimeOutItem, ...]) -> None:
        """Ask of each item whether somebody disagrees, so that a no says with what."""
        for item in now:
            name = item_names((item,)).lower()
            words = f"No: {name}" if len(now) > 1 else "Somebody disagrees"
            against = self._foot_button(words, partial(self._say, (item,), False), "stop")
            against.setAccessibleName(f"Somebody disagrees: {name}")

    def _ask_first_speaker(self, now: tuple[TimeOutItem, ...], speakers: Choices) -> None:
        """Ask who speaks first together with the answer; the name stays until another speaks.

        Neither has the focus: the key that opened the time-out may not answer it.
        """
        self.setFocus()
        case, staff = self._outcome.case, self._session.ledger.clinic.staff
        operator = staff.get(case.order.operator)
        here = dict.fromkeys(one for one in (self._session.person, operator) if one)
        for person in here:
            if person.may(CLINICAL):
                act = partial(self._agree_as, person.name, now, speakers)
                self._foot_button(f"{person.name} agrees aloud", act, "filled")

    def _agree_as(self, name: str, now: tuple[TimeOutItem, ...], speakers: Choices) -> None:
        speakers.put(name)
        self._set_speaker(name)
        self._say(now, True)

    def _set_speaker(self, name: str) -> None:
        self._said_by = name

    def _set_hearer(self, name: str) -> None:
        self._heard_by = name

    def _ask_mark(self) -> None:
        """Ask which side the mark shows, each side an answer of its own: it is read off the skin.

        None of them has the focus: no key that was pressed once too often may answer.
        """
        self.setFocus()
        for side in (Side.LEFT, Side.MIDLINE, Side.RIGHT, Side.BILATERAL):
            act = partial(self._say, (TimeOutItem.MARK_SEEN,), True, side)
            self._foot_button(f"Seen {side.value.upper()}", act, "filled")

    def _who_spoke(self) -> Choices:
        """Ask who speaks and who hears; whoever acts at the desk hears what is said.

        Who speaks and who hears stays as a person chose it, until it is changed.
        """
        people = self._session.ledger.clinic.staff.values()
        names = [Choice(one.name, one.name) for one in people if one.may(CLINICAL)]
        both = row(gap=40)
        speakers = self._names("Said aloud by", names, self._said_by, self._set_speaker)
        hearers = self._names("Heard by", names, self._heard_by, self._set_hearer)
        for choices in (speakers, hearers):
            both.addWidget(choices, 1)
        self._speakers.addLayout(both)
        return speakers

    @staticmethod
    def _names(
        question: str, names: list[Choice], name: str, chosen: Callable[[str], None]
    ) -> Choices:
        choices = Choices(question, names, per_row=2, tall=True)
        choices.put(name)
        choices.edited.connect(chosen)
        return choices

    def _say(
        self, items: tuple[TimeOutItem, ...], agrees: bool, mark_side: Side | None = None
    ) -> None:
        session = self._session
        self._attempt(
            partial(
                time_out.say,
                session.ledger,
                session.person,
                self._outcome.case.id,
                items,
                agrees=agrees,
                said_by=self._said_by,
                heard_by=self._heard_by,
                mark_side=mark_side,
            )
        )

    def _again(self) -> None:
        session = self._session
        self._attempt(
            lambda: time_out.read_again(session.ledger, session.person, self._outcome.case.id)
        )

    def _show_signing(self) -> None:
        content = self._scroll.content
        content.addWidget(far_words("Every item was said and heard.", SMALLEST_PX))
        panel = SignPanel(self._session, "The time-out was read as recorded.", CLINICAL)
        content.addWidget(panel)
        panel.entered.connect(lambda: self._sign(panel))
        self._foot_button("Sign the time-out", lambda: self._sign(panel), "filled")
        panel.setFocus()

    def _sign(self, panel: SignPanel) -> None:
        ledger, case_id = self._session.ledger, self._outcome.case.id

        def act() -> None:
            signer = panel.signer()
            role = min(one.value for one in signer.person.roles)
            time_out.sign(ledger, signer.person, case_id, role, signer)

        self._attempt(act)

    def _show_signed(self) -> None:
        self._scroll.content.addWidget(far_words("The time-out is signed.", SMALLEST_PX))

    def _attempt(self, act: Callable[[], object]) -> None:
        if self._band.attempt(act):
            self.recorded.emit()


def _two(large: Words, small: str) -> QVBoxLayout:
    layout = column(gap=2)
    below = Words(small, "question")
    below.setAlignment(large.alignment())
    layout.addWidget(large)
    layout.addWidget(below)
    return layout


def _centred(words: str) -> Words:
    label = Words(words, "section")
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return label


def _agrees(answer: Answer | None) -> bool:
    return answer is None or (isinstance(answer.value, dict) and answer.value.get("agrees") is True)
