"""Ready: the physician marks the site and vouches for the case by signature."""

from procdesk.desk.screens.page import Page
from procdesk.desk.session import Session
from procdesk.desk.widgets.choices import Choice, Choices
from procdesk.desk.widgets.sign_panel import SignPanel
from procdesk.desk.widgets.words import Words, clear, column
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
    """Everyone may read it; a physician marks and signs, whoever acts at the desk."""

    def __init__(self, session: Session, outcome: Outcome) -> None:
        super().__init__(session, outcome, "ready", "Ready for the room")
        self._mark = column(gap=12)
        self.content.addLayout(self._mark)
        self.content.addSpacing(16)
        self.content.addWidget(Words("The physician vouches for", "question"))
        for sentence in ready.STATEMENTS:
            self.content.addWidget(Words(f"–  {sentence}", "body"))
        self._panel = SignPanel(session, "It is void if one of these changes.", PHYSICIAN_ONLY)
        self.content.addWidget(self._panel)
        self._panel.entered.connect(self._attest)
        self.primary("Attest that the case is ready", self._attest)
        self.side = Choices("Which side does your mark on the skin show?", SKIN_SIDES, per_row=4)
        regions = [Choice(one, one.capitalize()) for one in REGIONS]
        self.region = Choices("Where on the body is the mark?", regions, per_row=4)
        self._asked = column(gap=16)
        for one in (self.side, self.region):
            self._asked.addWidget(one)
        self.content.insertLayout(1, self._asked)
        self.show_outcome(outcome)

    def show_outcome(self, outcome: Outcome) -> None:
        """The mark as recorded, or the two questions about it."""
        super().show_outcome(outcome)
        clear(self._mark)
        mark = outcome.case.statement(StatementKind.MARK)
        if mark is not None:
            self._mark.addWidget(Words(f"Marked: {told(mark)}", "question"))
        for one in (self.side, self.region):
            one.setVisible(mark is None)

    def _attest(self) -> None:
        """The mark as the physician sees it on the skin, then the signature: one act of theirs."""
        side, region, ledger = self.side.text, self.region.text, self.session.ledger
        marked = ledger.case(self.case_id).statement(StatementKind.MARK) is not None
        decided = any(f.key == "site.mark" and f.overridden_by for f in self.outcome.findings)

        def act() -> None:
            signer = self._panel.signer()
            if not marked and not decided:
                if not side or not region:
                    raise Refused("Say side and place of the mark as you see it on the skin.")
                site.marked(ledger, signer.person, self.case_id, Side(side), region)
            ready.attest(ledger, signer.person, self.case_id, signer)

        self.attempt(act)
