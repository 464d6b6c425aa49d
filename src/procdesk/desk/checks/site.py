"""Site: the patient's own words first, then what every source says side by side."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from procdesk.desk.checks.site_resolve import SiteResolve
from procdesk.desk.look import icons
from procdesk.desk.look.theme import Look
from procdesk.desk.pages.page import Page
from procdesk.desk.pictures.body_map import BODY
from procdesk.desk.pictures.site_map import SiteMap
from procdesk.desk.pictures.statements import Statements, StatementShown
from procdesk.desk.session.environment import spoken_time
from procdesk.desk.session.session import Session
from procdesk.desk.widgets.choices import Choice, Choices
from procdesk.desk.widgets.labels import Words, clear, column, own_column, row
from procdesk.desk.widgets.long_field import LongField
from procdesk.domain.stage import StatementKind
from procdesk.domain.targets.target import REGIONS, Side, every_side, joined_side, places
from procdesk.domain.visit.case import Statement
from procdesk.rules.protocol.site import NAMES, standing
from procdesk.rules.register import hazards
from procdesk.workflow.checks import site
from procdesk.workflow.ledger import Outcome

_SIDES = (
    Choice("left", "LEFT"),
    Choice("midline", "MIDDLE"),
    Choice("right", "RIGHT"),
    Choice("bilateral", "BOTH"),
    Choice("cannot say", "Cannot say", unknown=True),
)
_SAID_BY = {"patient": "Patient", "interpreter": "Interpreter", "escort": "Escort"}
_DUE = (
    StatementKind.ORDER,
    StatementKind.WORDS,
    StatementKind.CONSENT,
    StatementKind.MARK,
    StatementKind.IMAGE,
)


class SitePage(Page):
    """The patient's words, the side, then the place; no order in sight until they are in."""

    def __init__(self, session: Session, outcome: Outcome, key: str) -> None:
        super().__init__(session, outcome, key, "")
        self._compared = column(self.content, gap=20)
        self._resolve = SiteResolve(session)
        self._resolve.wanted.connect(lambda: self.attempt(self._resolve.resolve))
        self.content.addWidget(self._resolve)
        self._form = self._questions()
        self.content.addWidget(self._form)
        self.keep("words", self.words)
        self.keep("side", self.side)
        self.keep("said_by", self.said_by)
        self.keep("map", self.map)
        self.keep("why it holds", self._resolve.reason)
        self._again = self.secondary("The patient's words were entered wrongly", self._ask_again)
        self._compare = self.primary("Enter and compare with the order", self._enter)
        self._asks = outcome.case.statement(StatementKind.WORDS) is None
        self.show_outcome(outcome)

    def _questions(self) -> QWidget:
        holder, whole = own_column(16)
        whole.addWidget(Words("The patient's own words", "title"))
        parts = row(gap=32)
        self.map = SiteMap(REGIONS, BODY)
        parts.addWidget(self._question_fields(), 5)
        parts.addWidget(self.map, 6)
        whole.addLayout(parts)
        return holder

    def _question_fields(self) -> QWidget:
        holder, asked = own_column(20)
        text = "Ask open: “What are we treating today, and where?” Do not offer a side."
        asked.addWidget(Words(text, "hint"))
        self.words = LongField("Word for word (may stay empty)")
        self.side = Choices("Side, as the patient said it", _SIDES, tall=True)
        self.said_by = Choices("Said by", _SAID_BY)
        self.map.edited.connect(self._follow_pointing)
        self.side.edited.connect(self._note_side)
        self.said_by.edited.connect(self._enter_when_complete)
        for field in (self.words, self.side, self.said_by):
            asked.addWidget(field)
        asked.addStretch(1)
        return holder

    def show_outcome(self, outcome: Outcome) -> None:
        """Show all that is known side by side, once the patient has spoken."""
        super().show_outcome(outcome)
        clear(self._compared)
        self._resolve.hide()
        self._form.setVisible(self._asks)
        self.offer(self._compare, self._asks)
        self.offer(self._again, not self._asks)
        if not site.may_be_read(outcome.case, self.session.person):
            return
        stop = next(
            (f for f in outcome.findings if f.key == hazards.SITE_DIFFERS.key and f.stops), None
        )
        if stop is not None:
            self._compared.addLayout(_head(stop.sentence))
        else:
            words = "What the sources say about the site agrees so far"
            self._compared.addWidget(Words(words, "title"))
        self._compared.addWidget(Statements(self._cards(), stop is not None))
        if stop is not None:
            self._compared.addLayout(self._what_now())
            self._resolve.show_outcome(outcome)
            self._resolve.setVisible(not self._asks)

    def _cards(self) -> list[StatementShown]:
        """Return every statement that stands, also two of one source, and those still due."""
        statements = standing(self.outcome.case)
        kinds = [
            kind for kind in StatementKind if kind in _DUE or kind in {s.kind for s in statements}
        ]
        cards: list[StatementShown] = []
        for kind in kinds:
            shown = [self._shown(one) for one in statements if one.kind is kind]
            cards += shown or [StatementShown(NAMES[kind])]
        return cards

    def _what_now(self) -> QHBoxLayout:
        """Return the patient's words as entered, beside the two ways on."""
        statement = self.outcome.case.statement(StatementKind.WORDS)
        left, right = column(gap=6), column(gap=6)
        left.addWidget(Words("What the patient said", "question"))
        left.addWidget(Words(f"“{statement.words}”" if statement else "not entered yet", "section"))
        right.addWidget(Words("What happens now", "question"))
        text = (
            "No stage after this one opens. If the words were entered wrongly, enter them again. "
            "Else a physician says below which statement holds, beside the patient and the "
            "images; what contradicts it is void and made anew."
        )
        right.addWidget(Words(text, "body"))
        both = row(gap=40)
        for part in (left, right):
            part.addStretch(1)
            both.addLayout(part, 1)
        return both

    def _ask_again(self) -> None:
        self._asks, self._side_by_hand = True, False
        for field in (self.words, self.side, self.said_by, self.map):
            field.put("")
        self.show_outcome(self.outcome)
        self.words.setFocus()

    def _shown(self, statement: Statement) -> StatementShown:
        sides = every_side(statement.targets) or tuple(filter(None, (statement.side,)))
        where = places(statement.targets) or ", ".join(statement.regions)
        session = self.session
        by = session.ledger.clinic.name_of(statement.said_by or statement.recorded.by)
        at = spoken_time(statement.recorded.at, session.zone)
        return StatementShown(NAMES[statement.kind], sides, where, f"{by} {at}")

    _side_by_hand = False

    def _note_side(self, side: str) -> None:
        self._side_by_hand = bool(side)

    def _follow_pointing(self) -> None:
        """Put the side of where the patient pointed; a side that was pressed stays."""
        if not self._side_by_hand:
            side = joined_side(self._sides())
            self.side.put(side.value if side else "")

    def _sides(self) -> set[Side]:
        return {Side(side) for _name, side in self.map.chosen}

    def _enter_when_complete(self) -> None:
        """Enter the statement when side and place are there too: the speaker is asked last."""
        placed = self.map.chosen or self.side.text == "cannot say"
        if self.side.text and placed:
            self._enter()

    def _enter(self) -> None:
        open_ = next((one for one in (self.side, self.said_by) if not one.text), None)
        if open_ is not None:
            open_.complain("Still to be answered.")
            self.complain(f"Still to be answered: {open_.question.lower()}.")
            return
        side = None if self.side.text == "cannot say" else Side(self.side.text)
        regions = tuple(dict.fromkeys(name for name, _side in self.map.chosen))
        self._asks = False
        self._asks = not self.record(
            site.patient_says,
            words=self.words.text,
            side=side,
            regions=regions,
            said_by=self.said_by.text,
            pointed=self._sides(),
        )


def _head(sentence: str) -> QHBoxLayout:
    """Return the octagon and the one sentence that says who differs from whom."""
    head = row(gap=16)
    sign = Words("", wraps=False)
    sign.setPixmap(icons.pixmap("stop", Look.theme.stop, 44))
    head.addWidget(sign)
    words = column(gap=2)
    words.addWidget(Words("Stop. The site is not agreed.", "title"))
    words.addWidget(Words(sentence, "question"))
    head.addLayout(words, 1)
    return head
