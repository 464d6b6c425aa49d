"""Ready: the physician marks the site and vouches for the case by signature."""

from PySide6.QtWidgets import QWidget

from procdesk.desk.pages.case_summary import procedure_name
from procdesk.desk.pages.page import Page
from procdesk.desk.pages.relief_comparison import ReliefComparison, in_short
from procdesk.desk.pages.sign_panel import SignPanel
from procdesk.desk.pictures.site_map import SiteMap
from procdesk.desk.session.environment import spoken_day
from procdesk.desk.session.session import Session
from procdesk.desk.widgets.button import Button
from procdesk.desk.widgets.labels import Words, clear, column, left, own_column
from procdesk.domain.section_key import SectionKey
from procdesk.domain.staff import CLINICAL, PHYSICIAN_ONLY, Staff
from procdesk.domain.stage import StatementKind
from procdesk.domain.targets.target import REGIONS, Side, joined_side
from procdesk.domain.visit.case import Case
from procdesk.rules.protocol.site import statement_words
from procdesk.rules.register import hazards
from procdesk.workflow.after.comparison import last_procedure, with_earlier_block
from procdesk.workflow.checks import ready, site
from procdesk.workflow.ledger import Outcome
from procdesk.workflow.refused import Refused

_SIDES = (Side.LEFT.value, Side.MIDLINE.value, Side.RIGHT.value)


class ReadyPage(Page):
    """The mark and the signature of a physician, whoever acts at the desk; everyone may read it."""

    def __init__(self, session: Session, outcome: Outcome, key: str) -> None:
        super().__init__(session, outcome, key, "Ready for the room")
        self._mark = column(self.content, gap=12)
        self._last = last_procedure(session.ledger, outcome.case)
        if self._last is not None and not site.may_be_read(self._last, session.person):
            self._last = None
        if self._last is not None:
            self._show_in_short(self._last)
        self.content.addSpacing(16)
        self.content.addWidget(Words("The physician vouches for", "question"))
        for sentence in ready.STATEMENTS:
            self.content.addWidget(Words(f"–  {sentence}", "body"))
        self._panel = SignPanel(session, "It is void if one of these changes.", PHYSICIAN_ONLY)
        self.content.addWidget(self._panel)
        self._panel.entered.connect(self._attest)
        self.primary("Attest that the case is ready", self._attest)
        if self._last is not None:
            self.content.addSpacing(24)
            self.content.addWidget(Words("What came of the last procedure", "question"))
            self.content.addWidget(ReliefComparison(session, self._last))
        self._asked = self._places()
        self.content.insertWidget(1, self._asked)
        self.show_outcome(outcome)

    def _show_in_short(self, last: Case) -> None:
        """Show the results of the last procedure, before the physician vouches for the next one."""
        session, at = self.session, last.order.scheduled_at
        day = spoken_day(at, session.zone) if at else "no day"
        self.content.addSpacing(16)
        title = f"Last procedure: {procedure_name(session, last)}, {day}"
        self.content.addWidget(Words(title, "question"))
        for comparison in with_earlier_block(session.ledger, last):
            self.content.addWidget(Words(in_short(session, comparison), "body"))
        self.content.addWidget(Words("Curve and numbers stand below.", "hint"))

    def _places(self) -> QWidget:
        """Ask side and place of the mark by one press, in the order's regions or elsewhere."""
        holder, layout = own_column(12)
        layout.addWidget(Words("Where on the skin is your mark?", "question"))
        ordered = site.regions(self.outcome.case)
        rest = [one for one in REGIONS if one not in ordered]
        self.places = [SiteMap(one, sides=_SIDES) for one in (ordered, rest) if one]
        elsewhere = Button("The mark is elsewhere", act=self.places[-1].show)
        elsewhere.clicked.connect(elsewhere.hide)
        for number, place in enumerate(self.places):
            self.keep(f"mark{number}", place)
            layout.addWidget(place)
        if ordered:
            layout.insertLayout(2, left(elsewhere))
            self.places[-1].hide()
        return holder

    def show_outcome(self, outcome: Outcome) -> None:
        """Show the mark as recorded, or the question about it."""
        super().show_outcome(outcome)
        clear(self._mark)
        mark = outcome.case.statement(StatementKind.MARK)
        if mark is not None:
            self._mark.addWidget(Words(f"Marked: {statement_words(mark)}", "question"))
        self._asked.setVisible(mark is None)

    def _attest(self) -> None:
        """Record the mark as the physician sees it on the skin, then the signature, as one act."""
        chosen, ledger = [key for one in self.places for key in one.chosen], self.session.ledger
        side = joined_side(Side(side) for _name, side in chosen)
        marked = ledger.case(self.case_id).statement(StatementKind.MARK) is not None
        decided = any(
            f.key == hazards.SITE_MARK.key and f.overridden_by for f in self.outcome.findings
        )

        def act() -> None:
            signer = self._panel.signer()
            if not marked and not decided:
                if side is None:
                    raise Refused("Say side and place of the mark as you see it on the skin.")
                regions = dict.fromkeys(name for name, _side in chosen)
                site.marked(ledger, signer.person, self.case_id, side, *regions)
            ready.attest(ledger, signer.person, self.case_id, signer)
            signers.append(signer.person)

        signers: list[Staff] = []
        if self.attempt(act):
            self._go_on(signers[0])

    def _go_on(self, signer: Staff) -> None:
        """Open the time-out if the signer stood at the desk of another person who charts."""
        beside = self.session.person
        if signer.user != beside.user and beside.may(CLINICAL):
            self.leads.emit(SectionKey.TIME_OUT)
