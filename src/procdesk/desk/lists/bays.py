"""Recovery bays: everybody at once, whose set is due, and a quick set by name."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from procdesk.desk.pages.case_summary import procedure_name
from procdesk.desk.pages.screen import Screen
from procdesk.desk.session.environment import spoken_time
from procdesk.desk.session.session import Session
from procdesk.desk.timing import Timer
from procdesk.desk.widgets.button import Button
from procdesk.desk.widgets.choices import Choice, Choices
from procdesk.desk.widgets.field import Field
from procdesk.desk.widgets.form_inputs import answers_of
from procdesk.desk.widgets.labels import Words, clear, column, left, row, table
from procdesk.desk.widgets.one_line import numbers
from procdesk.domain.section_key import SectionKey
from procdesk.domain.visit.flowsheet import PREFIX, FlowSet, flowsheet
from procdesk.questionnaire.load import load
from procdesk.questionnaire.response import Response
from procdesk.questionnaire.values import Implausible
from procdesk.workflow.clinic.opening import USER_ERRORS, message_of
from procdesk.workflow.recovery import bays, recovery
from procdesk.workflow.recovery.bays import Bay
from procdesk.workflow.refused import Refused
from procdesk.workflow.sections import section

QUICK = ("systolic", "diastolic", "pulse", "spo2", "pain_rest", "pain_moving")
"""The measured values of a quick set, in the order in which they are typed."""

_TICK_MS = 10_000
_PER_ROW = 3


class BaysScreen(Screen):
    """The bays; `opened` carries the case whose flowsheet is wanted. What is being typed stays."""

    opened = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__(session, "Recovery")
        self._cards: dict[str, _Card] = {}
        self._shown: tuple[Bay, ...] | None = None
        self._nobody = Words("Nobody is in recovery now.", "section")
        self.content.addWidget(self._nobody)
        self._grid = table(16, 16)
        self.content.addLayout(self._grid)
        self._tick = Timer(self, _TICK_MS, self._show_due)
        self._tick.start()

    def refresh(self) -> None:
        """Show the bays anew if anything changed; what is half typed moves to the new card."""
        occupied = bays.in_recovery(self.session.ledger)
        if occupied == self._shown:
            return
        self._shown = occupied
        typed = {case_id: one.line.text for case_id, one in self._cards.items()}
        clear(self._grid)
        self._cards = {}
        self._nobody.setVisible(not occupied)
        for at, bay in enumerate(occupied):
            card = _Card(self.session, bay)
            card.line.put(typed.get(bay.outcome.case.id, ""))
            card.opened.connect(self.opened)
            card.moved.connect(self._move)
            card.entered.connect(self._record)
            self._cards[bay.outcome.case.id] = card
            self._grid.addWidget(card, at // _PER_ROW, at % _PER_ROW)
        for at in range(_PER_ROW):
            self._grid.setColumnStretch(at, 1)
        for card in list(self._cards.values())[:1]:
            self.setFocusProxy(card.line)

    def _show_due(self) -> None:
        for card in self._cards.values():
            card.show_due()

    def _record(self, case_id: str) -> None:
        session, card = self.session, self._cards[case_id]

        def act() -> None:
            form = load(session.parts.form(section(SectionKey.RECOVERY).form))
            response = Response(form, session.ledger.now())
            parts = numbers(card.line.text)
            if len(parts) > len(QUICK):
                raise Refused(f"{len(parts)} numbers for {len(QUICK)} values.")
            for name, text in zip(QUICK, parts, strict=False):
                _put(response, name, text)
            recovery.record_quick(session.ledger, session.person, case_id, response)
            card.line.put("")

        if self._attempt(act, card):
            self._cards[case_id].line.setFocus()

    def _move(self, case_id: str, bay: str) -> None:
        session = self.session
        self._attempt(
            lambda: bays.put_into(session.ledger, session.person, case_id, bay),
            self._cards[case_id],
        )

    def _attempt(self, act: Callable[[], object], card: "_Card") -> bool:
        """Do an act for one patient; return whether it was done, else say the problem by name."""
        try:
            act()
        except USER_ERRORS as trouble:
            self.band.show_words(f"{card.name}: {message_of(trouble)}")
            return False
        self.band.show_words("")
        self.refresh()
        return True


class _Card(QFrame):
    """One patient: bay, name, what was done, the last set, when the next is due, a quick set."""

    opened = Signal(str)
    moved = Signal(str, str)
    entered = Signal(str)

    def __init__(self, session: Session, bay: Bay) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._session, self._case = session, bay.outcome.case
        self.name = bay.outcome.patient.name.formal
        layout = column(self, 16, 8)
        head = row(gap=12)
        head.addWidget(Words(bay.name or "No bay yet", "section", wraps=False))
        head.addStretch(1)
        self._due = Words("", "question", wraps=False)
        head.addWidget(self._due)
        layout.addLayout(head)
        layout.addWidget(Words(self.name, "title"))
        summary = f"{procedure_name(session, self._case)} · {self._case.order.words}"
        layout.addWidget(Words(summary, "hint"))
        for words, kind in self._last():
            layout.addWidget(Words(words, kind))
        if not bay.name:
            layout.addWidget(self._where())
        self.line = Field(
            f"{self.name}: pressure, pulse, oxygen, pain", hint="118/70 64 97 2 4, at rest, moving"
        )
        self.line.entered.connect(lambda: self.entered.emit(self._case.id))
        layout.addWidget(self.line)
        layout.addLayout(self._ways())
        layout.addStretch(1)
        self.show_due()

    def _ways(self) -> QHBoxLayout:
        save = Button(f"Record for {self.name}", act=lambda: self.entered.emit(self._case.id))
        whole = Button("Whole set and flowsheet", act=lambda: self.opened.emit(self._case.id))
        whole.setAccessibleName(f"Whole set and flowsheet of {self.name}")
        return left(save, whole)

    def _where(self) -> Choices:
        names = [Choice(one, one) for one in bays.free(self._session.ledger)]
        choices = Choices(f"Where does {self.name} lie?", names)
        choices.edited.connect(lambda bay: self.moved.emit(self._case.id, bay))
        return choices

    def _last(self) -> list[tuple[str, str]]:
        sets = flowsheet(self._case).sets
        if not sets:
            return [("No set yet", "look")]
        newest = sets[-1]
        at = spoken_time(newest.recorded.at, self._session.zone)
        return [(f"{at}   {_short(newest)}", "strong"), *_limbs(sets)]

    def show_due(self) -> None:
        """Show when the next set is due, counted from now."""
        words = recovery.due_in_words(self._case, self._session.ledger.now())
        self._due.setText(words)
        self._due.set_kind("look" if "since" in words or "now" in words else "question")


def _short(vitals: FlowSet) -> str:
    pain = f"pain {vitals.words_of('pain_rest')} / {vitals.words_of('pain_moving')}".replace(
        " of 10", ""
    )
    pressure = f"{vitals.words_of('systolic')}/{vitals.words_of('diastolic')}".replace(
        " mmHg/", "/"
    )
    return " · ".join((pressure, vitals.words_of("pulse"), vitals.words_of("spo2"), pain))


def _limbs(sets: tuple[FlowSet, ...]) -> list[tuple[str, str]]:
    """Return the last answer about arms and legs, which a quick set leaves open."""
    last = next((one for one in reversed(sets) if "limbs" in one.values), None)
    if last is None:
        return [("Arms and legs: not checked yet", "look")]
    words = ", ".join(
        f"{name.replace('_', ' ')} {last.words_of(name)}"
        for name in last.changed
        if name != "limbs"
    )
    sentence = f"Arms and legs: {last.words_of('limbs')}" + (f" ({words})" if words else "")
    return [(sentence, "look" if last.changed else "body")]


def _put(response: Response, name: str, text: str) -> None:
    item = response.form.find(f"{PREFIX}{name}")
    assert item is not None
    try:
        response.put(item.link_id, answers_of(item, text))
    except Implausible as problem:
        raise Refused(f"{item.text}: {problem}") from None
