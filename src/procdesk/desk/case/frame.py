"""Case: banner, strip, rail, one page, findings and foot; redrawn wholly from an outcome."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from procdesk.desk.case import page_register
from procdesk.desk.case.page_register import PageLayout
from procdesk.desk.pages.beside import CLOSE, Beside
from procdesk.desk.pages.case_summary import (
    banner_facts,
    first_open,
    is_unasked,
    rail_rows,
    shown_findings,
    shown_stages,
    stage_marks,
)
from procdesk.desk.pages.page import Page
from procdesk.desk.pictures.banner import Banner
from procdesk.desk.pictures.rail import Rail, RailPart, RailRow
from procdesk.desk.pictures.strip import StageStrip
from procdesk.desk.session.session import Session
from procdesk.desk.widgets.button import Button
from procdesk.desk.widgets.finding_card import FindingCard
from procdesk.desk.widgets.hold_button import HoldButton
from procdesk.desk.widgets.labels import Words, clear, column, ground, row
from procdesk.desk.widgets.scroll import Scroll
from procdesk.domain.finding import Finding, is_on_request
from procdesk.domain.section_key import SectionKey
from procdesk.domain.staff import Staff
from procdesk.domain.stage import Stage
from procdesk.domain.visit.escalation import open_cards
from procdesk.rules.register import hazards
from procdesk.workflow import stages
from procdesk.workflow.after import discharge
from procdesk.workflow.case import ending
from procdesk.workflow.case.section_states import SectionState, states
from procdesk.workflow.ledger import Act, Ledger, Outcome

_NARROW_PX = 1360
_READ = (RailRow(key=Beside.HISTORY, title="All entries", plain=True),)


class CaseFrame(QWidget):
    """The open case. `time_out_asked` when the team reads; `recorded` after every act."""

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
        self._has_more = False
        self._shown_findings: tuple[Finding, ...] = ()
        whole = column(self, 0, 0)
        self._banner, self._strip, self._rail = Banner(), StageStrip(), Rail()
        whole.addWidget(self._banner)
        whole.addWidget(self._strip)
        middle = row(gap=0)
        rail = ground("desk")
        beside = column(rail, 0, 0)
        scroll = Scroll(margin=0, gap=0, kind="desk")
        scroll.setFixedWidth(224)
        scroll.content.addWidget(self._rail)
        beside.addWidget(scroll, 1)
        beside.addLayout(self._beside())
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

    def _beside(self) -> QVBoxLayout:
        """Return the ways under the sections, in one spot on every page: event, more, emergency."""
        ways = column(gap=8)
        ways.setContentsMargins(12, 12, 12, 16)
        self._more = Button("More", act=lambda: self.open_section(Beside.MORE))
        self._emergency = HoldButton("Emergency: chart later", "stop-narrow")
        self._emergency.held.connect(self._chart_later)
        self._event = Button("Something happens", "stop-narrow")
        self._event.clicked.connect(lambda: self.open_section(SectionKey.ESCALATION))
        for button in (self._event, self._more, self._emergency):
            ways.addWidget(button)
        return ways

    def _foot(self) -> QWidget:
        foot = ground("desk")
        foot.setFixedHeight(72)
        layout = row(foot, 12)
        layout.setContentsMargins(24, 0, 24, 0)
        self._draft = Words("", "hint")
        layout.addWidget(self._draft, 1)
        self._drawer = Button("", act=self._toggle_drawer)
        layout.addWidget(self._drawer)
        self._go_on = Button("", act=self._enter_next)
        layout.addWidget(self._go_on)
        self._page_buttons = row(layout, gap=12)
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
        shown = shown_stages(self._session, self.outcome)
        parts = [self._rail_part(stage) for stage in reversed(shown)]
        self._rail.show_parts([*parts, ("", _READ)], self.open_key)

    def _rail_part(self, stage: Stage) -> RailPart:
        rows = rail_rows(self._session, self.outcome, stage)
        done = sum(1 for one in rows if one.done and not one.stops)
        name = stages.spoken(stage).capitalize()
        return f"{name}, {done} of {len(rows)} done" if rows else name, rows

    def _show_findings(self) -> None:
        """Show what was asked and stops, warns or is known; the drawer adds the rest."""
        every = shown_findings(self._session, self.outcome)
        findings = (
            every
            if self._drawer_open
            else tuple(one for one in every if not (is_unasked(one) or is_on_request(one)))
        )
        self._drawer.setText(f"All findings: {len(every)}")
        self._has_findings, self._has_more = bool(findings), len(every) > len(findings)
        if findings != self._shown_findings:
            self._shown_findings = findings
            self._draw_findings(findings)
        self._fit_drawer()

    def _draw_findings(self, findings: tuple[Finding, ...]) -> None:
        clear(self._findings.content)
        stops = sum(1 for one in findings if one.stops)
        head = f"{stops} to clear" if stops else "For your information"
        self._findings.content.addWidget(Words(head, "question"))
        for finding in findings:
            card = FindingCard(finding, bool(finding.overridable_by) and finding.stops)
            card.cleared.connect(self.open_section)
            card.overridden.connect(self.override)
            self._findings.content.addWidget(card)

    def _show_ways(self) -> None:
        case = self.outcome.case
        self._more.setVisible(not case.closed)
        self._event.setVisible(case.stage.place >= Stage.PROCEDURE.place)
        goes_on = len(open_cards(case))
        many = "1 event goes on" if goes_on == 1 else f"{goes_on} events go on"
        self._event.setText(many if goes_on else "Something happens")
        self._emergency.setVisible(not case.closed and case.stage.place < Stage.RECOVERY.place)
        beside = page_register.layout(self.open_key) is PageLayout.ASIDE
        at_end = case.closed or case.stage is Stage.FOLLOW_UP
        read = case.stage is Stage.TIME_OUT and case.attestation("time_out") is not None
        self._go_on.setVisible(not beside and not at_end and not read)
        if case.stage is Stage.BOOKED:
            words = "The patient is here"
        elif case.stage is Stage.TIME_OUT:
            words = "Open the time-out"
        elif case.stage is Stage.DISCHARGE:
            handed = self._hands_over()
            words = "Papers handed over: the patient leaves" if handed else "The patient leaves"
        else:
            words = f"Go on to {stages.spoken(case.stage.following)}"
        self._go_on.setText(words)
        self._go_on.setAccessibleName(words)

    def open_section(self, key: str) -> None:
        """Show the page of a section, of this stage or of an earlier one."""
        stage = self.outcome.case.stage
        if key == SectionKey.TIME_OUT and stage in (Stage.TIME_OUT, Stage.PROCEDURE):
            self.time_out_asked.emit()
        self._put(page_register.page_for(self._session, self.outcome, key), self._back)

    def is_done(self, key: str) -> bool:
        """Return whether nothing is left to do in a section of the rail."""
        return any(one.section.key == key and one.done for one in self._states())

    def reopen(self, key: str) -> None:
        """Open the page from before a lock or a switch; a decision is begun anew.

        The time-out opens by its own button, since it fills the screen.
        """
        if key in page_register.PAGES and key != SectionKey.TIME_OUT:
            self.open_section(key)

    def _put(self, page: Page, back: Callable[[], None]) -> None:
        self.leave_page()
        clear(self._place)
        clear(self._page_buttons)
        self.page, self.open_key = page, page.section
        self._place.addWidget(page)
        page.show()
        for button in page.buttons:
            self._page_buttons.addWidget(button)
        page.recorded.connect(self._move_on)
        page.leads.connect(self._lead)
        page.left.connect(back)
        page.weighs.connect(self._decide_dose)
        page.drafted.connect(self._draft.setText)
        self._draft.setText("")
        page.offer_draft()
        self._show_rail()
        self._show_ways()
        self._fit_drawer()
        page.take_focus()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Give the focus to the page."""
        super().focusInEvent(event)
        if self.page is not None:
            self.page.take_focus()

    def leave_page(self) -> None:
        """Keep what is being typed before the page goes."""
        if self.page is not None and self.page.has_unkept_draft():
            self.page.keep_draft()

    def _move_on(self) -> None:
        """Bring the next open section to the front, if what was recorded closes this one."""
        before = self.open_key
        self.refresh()
        self.recorded.emit()
        here = next((one for one in self._states() if one.section.key == before), None)
        after = first_open(self._session, self.outcome)
        if here is None or not here.done or before == after == SectionKey.RECOVERY:
            return
        if any(one.section.key == after and not one.done for one in self._states()):
            self.open_section(after)
            self._draft.setText(f"Recorded: {here.section.title}. It opens again on the left.")
        else:
            self._go_on.setFocus()

    def _states(self) -> list[SectionState]:
        """Return the state of every section in the rail."""
        outcome, reference = self.outcome, self._session.ledger.reference
        return [
            state
            for stage in shown_stages(self._session, outcome)
            for state in states(outcome.case, outcome.findings, reference, stage)
        ]

    def _enter_next(self) -> None:
        case = self.outcome.case
        if case.stage is Stage.TIME_OUT:
            self.time_out_asked.emit()
        elif self._hands_over():
            self._go(discharge.leave_with_papers)
        else:
            self._go(partial(stages.enter, stage=case.stage.following))

    def _go(self, act: Callable[[Ledger, Staff, str], object]) -> None:
        """Do an act of what stands around the page, and show what is next."""
        assert self.page is not None
        act = partial(act, self._session.ledger, self._session.person, self.case_id)
        if self.page.attempt(act, begins=False):
            self._back()

    def _hands_over(self) -> bool:
        """Return whether leaving says that the papers go along; not where they were let stay."""
        sheet = hazards.DISCHARGE_SHEET.key
        waits = any(one.key == sheet and one.stops for one in self.outcome.findings)
        at_the_door = self.outcome.case.stage is Stage.DISCHARGE
        if not (at_the_door and waits):
            return False
        reference = self._session.ledger.reference
        return bool(discharge.ready_to_hand_over(self.outcome.case, reference))

    def override(self, key: str) -> None:
        """Open the page that overrides the stop with this key."""
        finding = next(one for one in self.outcome.findings if one.key == key)
        self._put(page_register.overriding(self._session, self.outcome, finding), self._back)

    def _decide_dose(self, key: str, dose: Act) -> None:
        """Open the decision on a stop that the dose would cause; then back to the typed line."""
        page = page_register.deciding_dose(self._session, self.case_id, key, dose)
        self._put(page, lambda: self._back_to(SectionKey.PROCEDURE_RECORD))

    def _back_to(self, section: str) -> None:
        self.refresh()
        self.open_section(section)

    def _lead(self, key: str) -> None:
        """Open the section that a page leads to, or what stands beside the stages."""
        if key == CLOSE:
            self._go(ending.complete)
        elif key == SectionKey.TIME_OUT and self.outcome.case.stage is Stage.READY:
            self._enter_next()
        else:
            self.open_section(key)

    def _chart_later(self) -> None:
        """Open recovery at once; what happened is written when there are hands for it."""
        self.leave_page()
        self._go(partial(ending.emergency, what=""))

    def _back(self) -> None:
        self.refresh()
        self.open_section(first_open(self._session, self.outcome))

    def _toggle_drawer(self) -> None:
        self._drawer_open = not self._drawer_open
        self._show_findings()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Make the findings a drawer on a narrow window, which opens by its count."""
        super().resizeEvent(event)
        self._fit_drawer()

    def _fit_drawer(self) -> None:
        closed = self.width() < _NARROW_PX or page_register.layout(self.open_key) is PageLayout.AIRY
        some = self._has_findings or self._has_more
        self._drawer.setVisible(some and (closed or self._has_more or self._drawer_open))
        self._findings.setVisible(self._has_findings and (self._drawer_open or not closed))
