"""Site: the patient's own words first, then what every source says side by side."""

from PySide6.QtWidgets import QWidget

from procdesk.desk.parts import spoken_time
from procdesk.desk.screens.page import Page
from procdesk.desk.session import Session
from procdesk.desk.widgets.body_map import BODY
from procdesk.desk.widgets.choices import Choice, Choices
from procdesk.desk.widgets.field import LongField
from procdesk.desk.widgets.site_map import SiteMap
from procdesk.desk.widgets.statements import Statements, Told
from procdesk.desk.widgets.words import Words, clear, column, row
from procdesk.domain.case import Statement
from procdesk.domain.target import REGIONS, Side, shared_side
from procdesk.rules.site import NAMES, standing
from procdesk.workflow import site
from procdesk.workflow.ledger import Outcome

_SIDES = (
    Choice("left", "LEFT"),
    Choice("midline", "MIDDLE"),
    Choice("right", "RIGHT"),
    Choice("bilateral", "BOTH"),
    Choice("cannot say", "Cannot say", unknown=True),
)
_SAID_BY = (
    Choice("patient", "Patient"),
    Choice("interpreter", "Interpreter"),
    Choice("escort", "Escort"),
)


class SitePage(Page):
    """Open question, word for word, then side, then where. No order in sight until it is in."""

    def __init__(self, session: Session, outcome: Outcome) -> None:
        super().__init__(session, outcome, "site", "The patient's own words")
        self._compared = column(gap=12)
        self.content.addLayout(self._compared)
        parts = row(gap=32)
        parts.addWidget(self._asked(), 5)
        self.map = SiteMap(REGIONS, BODY)
        parts.addWidget(self.map, 6)
        self.content.addLayout(parts)
        self.keep("words", self.words)
        self.keep("side", self.side)
        self.keep("said_by", self.said_by)
        self.keep("map", self.map)
        self.primary("Enter and compare with the order", self._enter)
        self.show_outcome(outcome)

    def _asked(self) -> QWidget:
        holder = QWidget()
        asked = column(holder, 0, 20)
        text = "Ask open: “What are we treating today, and where?” Do not offer a side."
        asked.addWidget(Words(text, "hint"))
        self.words = LongField("Word for word")
        self.side = Choices("Side, as the patient said it", _SIDES, tall=True)
        self.said_by = Choices("Said by", _SAID_BY)
        for one in (self.words, self.side, self.said_by):
            asked.addWidget(one)
        asked.addStretch(1)
        return holder

    def show_outcome(self, outcome: Outcome) -> None:
        """Once the patient has spoken, everything that is known stands side by side."""
        super().show_outcome(outcome)
        clear(self._compared)
        if not site.may_be_read(outcome.case, self.session.person):
            return
        differ = any(f.key == "site.differs" and f.stops for f in outcome.findings)
        told = [self._told(one) for one in standing(outcome.case)]
        words = "These do not agree." if differ else "What the sources say about the site"
        self._compared.addWidget(Words(words, "stop" if differ else "question"))
        self._compared.addWidget(Statements(told, differ))

    def _told(self, one: Statement) -> Told:
        side = shared_side(one.targets) if one.targets else one.side
        where = "; ".join(t.where for t in one.targets) or ", ".join(one.regions)
        quoted = f"“{one.words}”" if one.words else ""
        session = self.session
        by = session.ledger.clinic.name_of(one.said_by or one.recorded.by)
        at = spoken_time(one.recorded.at, session.zone)
        return Told(NAMES[one.kind], side, " ".join(filter(None, (where, quoted))), f"{by} {at}")

    def _enter(self) -> None:
        open_ = next((one for one in (self.side, self.said_by) if not one.text), None)
        if open_ is not None:
            open_.complain("Still to be answered.")
            self.complain(f"Still to be answered: {open_.question.lower()}.")
            return
        side = None if self.side.text == "cannot say" else Side(self.side.text)
        regions = tuple(dict.fromkeys(name for name, _side in self.map.chosen))
        ledger, person = self.session.ledger, self.session.person
        self.attempt(
            lambda: site.patient_says(
                ledger,
                person,
                self.case_id,
                words=self.words.text,
                side=side,
                regions=regions,
                said_by=self.said_by.text,
            )
        )
