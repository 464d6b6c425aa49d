"""Ready: the physician marks the site and vouches for the case by signature."""

from PySide6.QtWidgets import QWidget

from procdesk.desk.screens.page import Page
from procdesk.desk.session import Session
from procdesk.desk.widgets.button import Button
from procdesk.desk.widgets.choices import Choice, Choices
from procdesk.desk.widgets.sign_panel import SignPanel
from procdesk.desk.widgets.words import Words, clear, column, row
from procdesk.domain.staff import PHYSICIAN_ONLY
from procdesk.domain.stage import StatementKind
from procdesk.domain.target import REGIONS, Side
from procdesk.rules.site import told
from procdesk.workflow import ready, site
from procdesk.workflow.ledger import Outcome
from procdesk.workflow.refused import Refused

SKIN_SIDES = (
    Choice("left", "LEFT"),
    Choice("midline", "MIDLINE"),
    Choice("right", "RIGHT"),
    Choice("bilateral", "BILATERAL"),
)


class ReadyPage(Page):
    """Everyone may read it; a physician marks and signs."""

    def __init__(self, session: Session, outcome: Outcome) -> None:
        super().__init__(session, outcome, "ready", "Ready for the room")
        self._mark = column(gap=12)
        self.content.addLayout(self._mark)
        self.content.addSpacing(16)
        self.content.addWidget(Words("The physician vouches for", "question"))
        for sentence in ready.STATEMENTS:
            self.content.addWidget(Words(f"–  {sentence}", "body"))
        if not session.person.may(PHYSICIAN_ONLY):
            who = "A physician marks and signs: press the name at the top to let one act."
            self.content.addWidget(Words(who, "look"))
            self._panel = None
        else:
            self._panel = SignPanel(session, "This signature is void if one of these changes.")
            self.content.addWidget(self._panel)
            self._panel.entered.connect(self._attest)
            self.primary(f"Attest as {session.person.name}", self._attest)
        self.show_outcome(outcome)

    def show_outcome(self, outcome: Outcome) -> None:
        """The mark as recorded, or the two questions about it."""
        super().show_outcome(outcome)
        clear(self._mark)
        mark = outcome.case.statement(StatementKind.MARK)
        if mark is not None:
            self._mark.addWidget(Words(f"Marked: {told(mark)}", "question"))
        elif self.session.person.may(PHYSICIAN_ONLY):
            self._mark.addWidget(self._asked())

    def _asked(self) -> QWidget:
        holder = QWidget()
        layout = column(holder, 0, 16)
        self.side = Choices("Which side does your mark on the skin show?", SKIN_SIDES, per_row=4)
        regions = [Choice(one, one.capitalize()) for one in REGIONS]
        self.region = Choices("Where on the body is the mark?", regions, per_row=4)
        record = Button("Record my mark", icon="pen")
        record.clicked.connect(self._marked)
        layout.addWidget(self.side)
        layout.addWidget(self.region)
        line = row()
        line.addWidget(record)
        line.addStretch(1)
        layout.addLayout(line)
        return holder

    def _marked(self) -> None:
        side, region = self.side.text, self.region.text
        ledger, person = self.session.ledger, self.session.person

        def act() -> None:
            if not side or not region:
                raise Refused("Say side and place of the mark as you see it on the skin.")
            site.marked(ledger, person, self.case_id, Side(side), region)

        self.attempt(act)

    def _attest(self) -> None:
        panel, session = self._panel, self.session
        assert panel is not None
        self.attempt(
            lambda: ready.attest(session.ledger, session.person, self.case_id, panel.signer())
        )
