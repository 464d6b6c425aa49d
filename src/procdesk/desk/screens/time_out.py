"""Time-out: one item at a time, large enough for the room; said by whom, heard by whom."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from procdesk.desk.screens.ready import SKIN_SIDES
from procdesk.desk.session import Session
from procdesk.desk.widgets.band import Band
from procdesk.desk.widgets.button import Button
from procdesk.desk.widgets.choices import Choice, Choices
from procdesk.desk.widgets.plate import SidePlate
from procdesk.desk.widgets.sign_panel import SignPanel
from procdesk.desk.widgets.words import Scroll, Words, clear, column, ground, row
from procdesk.domain.case import Case
from procdesk.domain.medication import Confirmation
from procdesk.domain.staff import CLINICAL
from procdesk.domain.stage import Stage, StatementKind, TimeOutItem
from procdesk.domain.target import Side
from procdesk.rules.facts import Facts
from procdesk.rules.time_out import answers, expires_at
from procdesk.workflow import site, stages, time_out
from procdesk.workflow.ledger import Outcome
from procdesk.workflow.opening import TROUBLE, words_of
from procdesk.workflow.refused import Refused

ASKED = {
    TimeOutItem.PATIENT: "Is this the patient?",
    TimeOutItem.PROCEDURE: "Is this the procedure?",
    TimeOutItem.SITE: "Is this the side and level?",
    TimeOutItem.MARK_SEEN: "Is the mark seen after draping?",
    TimeOutItem.POSITION: "Is the patient positioned for it?",
    TimeOutItem.CONSENT: "Is the consent signed for it?",
    TimeOutItem.ALLERGIES: "Are these the allergies?",
    TimeOutItem.BLOOD_THINNER: "Is this right about blood thinners?",
    TimeOutItem.IMAGES: "Are the right images shown?",
    TimeOutItem.EQUIPMENT: "Is everything needed here?",
    TimeOutItem.CONCERNS: "Nobody has a concern?",
}


class TimeOutScreen(QWidget):
    """Fills the window. `recorded` after an act, `left` back to the case."""

    recorded = Signal()
    left = Signal()

    def __init__(self, session: Session, outcome: Outcome) -> None:
        super().__init__()
        self._session, self._outcome = session, outcome
        self.setProperty("ground", "sheet")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        whole = column(self, 0, 0)
        whole.addWidget(self._head())
        self._band = Band()
        whole.addWidget(self._band)
        self._scroll = Scroll(margin=40, gap=16)
        whole.addWidget(self._scroll, 1)
        whole.addWidget(self._foot())
        self._tick = QTimer(self)
        self._tick.setInterval(1000)
        self._tick.timeout.connect(self._show_expiry)
        self._tick.start()
        self._showing: TimeOutItem | None = None
        self._fresh = True
        self._said_by: Choices | None = None
        self._heard_by: Choices | None = None
        self.show_outcome(outcome)

    def _head(self) -> QWidget:
        head = ground("desk")
        layout = row(head, 24)
        layout.setContentsMargins(40, 16, 40, 16)
        patient = self._outcome.patient
        layout.addWidget(Words(patient.name.formal, "far-name"), 1)
        self._expiry = Words("", "countdown", wraps=False)
        layout.addWidget(self._expiry)
        return head

    def _foot(self) -> QWidget:
        foot = ground("desk")
        self._foot_row = row(foot, 12)
        self._foot_row.setContentsMargins(40, 12, 40, 12)
        return foot

    def show_outcome(self, outcome: Outcome) -> None:
        """The next open item, or the signature, or the way into the procedure."""
        self._outcome = outcome
        self._show_expiry()
        item = next((one for one in TimeOutItem if one not in self._said()), None)
        if item is self._showing and not self._fresh:
            return
        self._showing, self._fresh = item, item is None
        clear(self._scroll.content)
        clear(self._foot_row)
        self._foot_button("Leave to the case", self.left.emit)
        if self._said():
            self._foot_button("Read again from the start", self._again)
        self._foot_row.addStretch(1)
        if item is not None:
            self._show_item(item)
        elif outcome.case.attestation("time_out") is None:
            self._show_signing()
        else:
            self._show_signed()

    def _facts(self) -> Facts:
        ledger, outcome = self._session.ledger, self._outcome
        return Facts(outcome.case, outcome.patient, ledger.clinic, ledger.reference, ledger.now())

    def _said(self) -> set[TimeOutItem]:
        return set(answers(self._facts()))

    def _show_expiry(self) -> None:
        at = expires_at(self._facts())
        if at is None:
            self._expiry.setText("")
            return
        seconds = int((at - self._session.ledger.now()).total_seconds())
        text = f"expires in {seconds // 60}:{seconds % 60:02}" if seconds > 0 else "expired"
        self._expiry.setText(text)

    def _foot_button(self, words: str, act: object, kind: str = "plain") -> Button:
        button = Button(words, kind)
        button.clicked.connect(act)
        self._foot_row.addWidget(button)
        return button

    def _show_item(self, item: TimeOutItem) -> None:
        content = self._scroll.content
        number = list(TimeOutItem).index(item) + 1
        content.addWidget(Words(f"{number} of {len(TimeOutItem)}", "section"))
        content.addWidget(Words(ASKED[item], "far-question"))
        for one in statement(self._session, self._outcome, item):
            content.addWidget(one)
        content.addStretch(1)
        if item is TimeOutItem.MARK_SEEN:
            self._mark_side = Choices("Side of the mark as seen now", SKIN_SIDES, per_row=4)
            content.addWidget(self._mark_side)
        people = self._session.ledger.clinic.staff.values()
        names = [Choice(one.name, one.name) for one in people if one.may(CLINICAL)]
        self._said_by = self._names("Said aloud by", names, self._said_by)
        self._heard_by = self._names("Heard by", names, self._heard_by)
        content.addWidget(self._said_by)
        content.addWidget(self._heard_by)
        self._foot_button("Somebody disagrees", lambda: self._say(item, False), "stop")
        self._foot_button("Agreed aloud", lambda: self._say(item, True), "filled").setFocus()

    @staticmethod
    def _names(question: str, names: list[Choice], before: Choices | None) -> Choices:
        """Who speaks and who hears stays as a person chose it, until it is changed."""
        found = Choices(question, names, per_row=4)
        found.put(before.text if before else "")
        return found

    def _say(self, item: TimeOutItem, agrees: bool) -> None:
        session, case_id = self._session, self._outcome.case.id

        def act() -> None:
            if item is TimeOutItem.MARK_SEEN and agrees:
                self._see_mark()
            time_out.say(
                session.ledger,
                session.person,
                case_id,
                item,
                agrees=agrees,
                said_by=self._said_by.text if self._said_by else "",
                heard_by=self._heard_by.text if self._heard_by else "",
            )

        self._attempt(act)

    def _see_mark(self) -> None:
        mark = self._outcome.case.statement(StatementKind.MARK)
        if not self._mark_side.text:
            raise Refused("Say which side the mark shows now.")
        region = mark.regions[0] if mark and mark.regions else ""
        session = self._session
        side = Side(self._mark_side.text)
        site.mark_seen(session.ledger, session.person, self._outcome.case.id, side, region)

    def _again(self) -> None:
        session = self._session
        self._attempt(
            lambda: time_out.read_again(session.ledger, session.person, self._outcome.case.id)
        )

    def _show_signing(self) -> None:
        content = self._scroll.content
        content.addWidget(Words("Every item was said and heard.", "far-question"))
        self._panel = SignPanel(self._session, "The time-out was read as recorded.")
        content.addWidget(self._panel)
        role = min(one.value for one in self._session.person.roles)
        self._panel.entered.connect(lambda: self._sign(role))
        self._foot_button("Sign the time-out", lambda: self._sign(role), "filled")
        self._panel.setFocus()

    def _sign(self, role: str) -> None:
        session, case_id = self._session, self._outcome.case.id
        self._attempt(
            lambda: time_out.sign(
                session.ledger, session.person, case_id, role, self._panel.signer()
            )
        )

    def _show_signed(self) -> None:
        content = self._scroll.content
        content.addWidget(Words("The time-out is signed.", "far-question"))
        self._foot_button("Begin the procedure", self._begin, "filled").setFocus()

    def _begin(self) -> None:
        session, case_id = self._session, self._outcome.case.id
        self._attempt(
            lambda: stages.enter(session.ledger, session.person, case_id, Stage.PROCEDURE)
        )

    def _attempt(self, act: object) -> None:
        assert callable(act)
        try:
            act()
        except TROUBLE as trouble:
            self._band.show_words(words_of(trouble))
            return
        self._band.show_words("")
        self.recorded.emit()


def statement(session: Session, outcome: Outcome, item: TimeOutItem) -> list[QWidget]:
    """What the room answers to, large, with the plate where a side belongs to it."""
    case = outcome.case
    match item:
        case TimeOutItem.SITE | TimeOutItem.MARK_SEEN:
            return [_place(case)]
        case TimeOutItem.PATIENT:
            born = outcome.patient.birth_date
            words = f"born {born:%d %b %Y}" if born else "birth date not known"
        case TimeOutItem.PROCEDURE:
            known = session.ledger.reference.procedures
            words = "; ".join(known[p.key].name for p in case.order.procedures if p.key in known)
        case TimeOutItem.CONSENT:
            consent = case.statement(StatementKind.CONSENT)
            words = f"signed by {consent.said_by}" if consent else "not entered"
        case TimeOutItem.ALLERGIES:
            rows = [a.text for a in case.allergies if a.confirmation is Confirmation.CONFIRMED]
            words = ", ".join(rows) or "none known, asked today"
        case TimeOutItem.BLOOD_THINNER:
            words = _blood_thinners(outcome)
        case _:
            words = ""
    return [Words(words, "far")] if words else []


def _place(case: Case) -> QWidget:
    holder = QWidget()
    layout = column(holder, 0, 12)
    for target in case.order.targets:
        one = row(gap=32)
        one.addWidget(SidePlate(target.side, height_px=112))
        one.addWidget(Words(target.where, "far"), 1)
        layout.addLayout(one)
    return holder


def _blood_thinners(outcome: Outcome) -> str:
    found = [f for f in outcome.findings if f.key.startswith("anticoagulant.")]
    return "; ".join(f.sentence for f in found) or "none taken, asked today"
