"""Case: banner, strip, rail, one page, findings and foot; redrawn wholly from an outcome."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from procdesk.desk.screens import pages
from procdesk.desk.screens.facts import (
    banner_facts,
    first_open,
    rail_rows,
    shown_findings,
    stage_marks,
)
from procdesk.desk.screens.page import Page
from procdesk.desk.session import Session
from procdesk.desk.widgets.banner import Banner
from procdesk.desk.widgets.button import Button
from procdesk.desk.widgets.finding_card import FindingCard
from procdesk.desk.widgets.rail import Rail
from procdesk.desk.widgets.strip import StageStrip
from procdesk.desk.widgets.words import Scroll, Words, clear, column, ground, row
from procdesk.domain.stage import Stage
from procdesk.workflow import arrival, stages
from procdesk.workflow.ledger import Outcome
from procdesk.workflow.sections import states

_NARROW_PX = 1360


class CaseFrame(QWidget):
    """`time_out_asked` when the team reads; `recorded` after every act."""

    time_out_asked = Signal()
    recorded = Signal()

    def __init__(self, session: Session, case_id: str) -> None:
        super().__init__()
        self._session = session
        self.outcome: Outcome = session.ledger.outcome(case_id)
        self.page: Page | None = None
        self.open_key = ""
        self._drawn: tuple[object, ...] = ()
        self._drawer_open = False
        self._has_findings = False
        self._shown_findings: tuple[object, ...] = ()
        whole = column(self, 0, 0)
        self._banner, self._strip, self._rail = Banner(), StageStrip(), Rail()
        whole.addWidget(self._banner)
        whole.addWidget(self._strip)
        middle = row(gap=0)
        rail = ground("desk")
        column(rail, 0, 0).addWidget(self._rail)
        middle.addWidget(rail)
        self._place = QHBoxLayout()
        middle.addLayout(self._place, 1)
        self._findings = Scroll(margin=16, gap=12)
        self._findings.setFixedWidth(340)
        middle.addWidget(self._findings)
        whole.addLayout(middle, 1)
        whole.addWidget(self._foot())
        self._rail.opened.connect(self.open_section)
        self.show_outcome(self.outcome)
        self.open_section(first_open(self._session, self.outcome))

    @property
    def case_id(self) -> str:
        """The open case."""
        return self.outcome.case.id

    def _foot(self) -> QWidget:
        foot = ground("desk")
        foot.setFixedHeight(72)
        layout = row(foot, 12)
        layout.setContentsMargins(24, 0, 24, 0)
        self._draft = Words("", "hint")
        layout.addWidget(self._draft, 1)
        self._drawer = Button("")
        self._drawer.clicked.connect(self._toggle_drawer)
        layout.addWidget(self._drawer)
        self._ways_out = Button("End this case")
        self._ways_out.clicked.connect(self._end)
        layout.addWidget(self._ways_out)
        self._go_on = Button("")
        self._go_on.clicked.connect(self._enter_next)
        layout.addWidget(self._go_on)
        self._page_buttons = row(gap=12)
        layout.addLayout(self._page_buttons)
        return foot

    def refresh(self) -> None:
        """Show what is true now, also what another process wrote."""
        self.show_outcome(self._session.ledger.outcome(self.case_id))

    def show_outcome(self, outcome: Outcome) -> None:
        """Redraw from an outcome; nothing is drawn twice for the same facts."""
        self.outcome = outcome
        case, session = outcome.case, self._session
        drawn = (len(case.entries), outcome.patient, outcome.findings, session.person.user)
        if drawn == self._drawn:
            return
        self._drawn = drawn
        self._banner.show_facts(banner_facts(session, outcome))
        self._strip.show_stages(stage_marks(outcome, session.zone))
        self._show_rail()
        self._show_findings()
        self._show_ways()
        if self.page is not None:
            self.page.show_outcome(outcome)

    def _show_rail(self) -> None:
        rows = rail_rows(self._session, self.outcome)
        asked = [one for one in rows if not one.plain]
        done = sum(1 for one in asked if one.done and not one.stops)
        name = stages.spoken(self.outcome.case.stage).capitalize()
        head = f"{name}, {done} of {len(asked)} done" if asked else name
        self._rail.show_rows(head, rows, self.open_key)

    def _show_findings(self) -> None:
        found = shown_findings(self._session, self.outcome)
        roles = self._session.person.roles
        if (found, roles) == self._shown_findings:
            return
        self._shown_findings = (found, roles)
        clear(self._findings.content)
        self._has_findings = bool(found)
        stops = sum(1 for one in found if one.stops)
        head = f"{stops} to clear" if stops else "For your information"
        self._findings.content.addWidget(Words(head, "question"))
        for one in found:
            may = bool(roles & one.overridable_by) and one.stops
            card = FindingCard(one, may)
            card.cleared.connect(self.open_section)
            card.overridden.connect(self._override)
            self._findings.content.addWidget(card)
        self._drawer.setText(f"Findings: {stops} to clear")
        self._fit_drawer()

    def _show_ways(self) -> None:
        case = self.outcome.case
        ended = case.end is not None or case.stage is Stage.FOLLOW_UP
        self._ways_out.setVisible(case.end is None and case.stage is not Stage.FOLLOW_UP)
        self._go_on.setVisible(not ended)
        if case.stage is Stage.BOOKED:
            words = "The patient is here"
        elif case.stage is Stage.TIME_OUT:
            words = "Open the time-out"
        else:
            words = f"Go on to {stages.spoken(case.stage.following)}"
        self._go_on.setText(words)
        self._go_on.setAccessibleName(words)
        found = states(case, self.outcome.findings, self._session.ledger.reference)
        self._all_done = all(one.done for one in found)

    def open_section(self, key: str) -> None:
        """Show the page of a section, of this stage or of an earlier one."""
        if key == "time-out" and self.outcome.case.stage is Stage.TIME_OUT:
            self.time_out_asked.emit()
        self._put(pages.page_for(self._session, self.outcome, key), key)

    def _put(self, page: Page, key: str) -> None:
        self.leave_page()
        clear(self._place)
        clear(self._page_buttons)
        self.page, self.open_key = page, key
        self._place.addWidget(page)
        page.show()
        for button in page.buttons:
            self._page_buttons.addWidget(button)
        page.recorded.connect(self._recorded)
        page.drafted.connect(self._draft.setText)
        self._draft.setText("")
        page.offer_draft()
        self._show_rail()
        self._fit_drawer()
        page.take_focus()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The focus belongs to the page."""
        super().focusInEvent(event)
        if self.page is not None:
            self.page.take_focus()

    def leave_page(self) -> None:
        """Keep what is being typed before the page goes."""
        if self.page is not None and self.page.has_unkept_draft():
            self.page.keep_draft()

    def _recorded(self) -> None:
        before = self.open_key
        self.refresh()
        self.recorded.emit()
        reference = self._session.ledger.reference
        found = states(self.outcome.case, self.outcome.findings, reference)
        here = next((one for one in found if one.section.key == before), None)
        after = next((one.section.key for one in found if not one.done), "")
        if here is None or not here.done or before == "recovery":
            return
        if after:
            self.open_section(after)
        else:
            self._go_on.setFocus()

    def _enter_next(self) -> None:
        case, session = self.outcome.case, self._session
        if case.stage is Stage.TIME_OUT:
            self.time_out_asked.emit()
            return
        assert self.page is not None
        if case.stage is Stage.BOOKED:
            done = self.page.attempt(
                lambda: arrival.arrive(session.ledger, session.person, self.case_id)
            )
        else:
            following = case.stage.following
            done = self.page.attempt(
                lambda: stages.enter(session.ledger, session.person, self.case_id, following)
            )
        if done:
            self.refresh()
            self.open_section(first_open(self._session, self.outcome))

    def _override(self, key: str) -> None:
        finding = next(one for one in self.outcome.findings if one.key == key)
        self._put(pages.overriding(self._session, self.outcome, finding, self._back), key)

    def _end(self) -> None:
        self._put(pages.ending(self._session, self.outcome, self._back), "ending")

    def _back(self) -> None:
        self.refresh()
        self.open_section(first_open(self._session, self.outcome))

    def _toggle_drawer(self) -> None:
        self._drawer_open = not self._drawer_open
        self._fit_drawer()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a narrow window the findings are a drawer that opens by its count."""
        super().resizeEvent(event)
        self._fit_drawer()

    def _fit_drawer(self) -> None:
        narrow = self.width() < _NARROW_PX
        airy = self.open_key in ("site", "identity", "consent")
        self._drawer.setVisible((narrow or airy) and self._has_findings)
        self._findings.setVisible(
            self._has_findings and (self._drawer_open or not (narrow or airy))
        )
