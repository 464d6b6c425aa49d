"""Pages: one row a page. Its file is loaded, and the page built, on the first visit."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from importlib import import_module

from procdesk.desk.pages.beside import Beside
from procdesk.desk.pages.page import Page
from procdesk.desk.session.session import Session
from procdesk.domain.finding import Finding
from procdesk.domain.section_key import SectionKey
from procdesk.workflow.ledger import Act, Outcome
from procdesk.workflow.sections import section


class PageLayout(Enum):
    """The way a page stands between the rail and the findings."""

    PLAIN = auto()
    AIRY = auto()
    """It needs the width, or nothing may distract: the findings are a drawer."""
    ASIDE = auto()
    """It belongs to no stage: from it nothing goes on."""


@dataclass(frozen=True, slots=True)
class PageRow:
    """The module and the class of a page, and how it stands."""

    module: str
    name: str
    layout: PageLayout = PageLayout.PLAIN

    def build(self, session: Session, outcome: Outcome, key: str) -> Page:
        """Load the file and build the page of a key."""
        built = getattr(import_module(self.module), self.name)(session, outcome, key)
        assert isinstance(built, Page)
        return built


_FORM = PageRow("procdesk.desk.pages.form", "FormPage")
_SCORE = PageRow("procdesk.desk.recovery.scores", "ScorePage")
_SUMMARY = PageRow("procdesk.desk.case.summary", "SummaryPage")

PAGES: Mapping[str, PageRow] = {
    SectionKey.ORDER: PageRow("procdesk.desk.booking.order", "OrderPage"),
    SectionKey.PRE_VISIT: PageRow("procdesk.desk.lists.calls", "CallPage"),
    SectionKey.IDENTITY: PageRow("procdesk.desk.booking.identity", "IdentityPage", PageLayout.AIRY),
    SectionKey.ARRIVAL: _FORM,
    SectionKey.ESCORT: _FORM,
    SectionKey.BASELINE: _FORM,
    SectionKey.SITE: PageRow("procdesk.desk.checks.site", "SitePage", PageLayout.AIRY),
    SectionKey.VITALS: _FORM,
    SectionKey.ALLERGIES: PageRow("procdesk.desk.checks.allergies", "AllergiesPage"),
    SectionKey.MEDICINES: PageRow("procdesk.desk.checks.medicines", "MedicinesPage"),
    SectionKey.DIABETES: _FORM,
    SectionKey.PREGNANCY: _FORM,
    SectionKey.INFECTION: _FORM,
    SectionKey.IMPLANTS: _FORM,
    SectionKey.SEDATION: _FORM,
    SectionKey.PAPERS: _FORM,
    SectionKey.CONSENT: PageRow("procdesk.desk.checks.consent", "ConsentPage", PageLayout.AIRY),
    SectionKey.READY: PageRow("procdesk.desk.checks.ready", "ReadyPage"),
    SectionKey.BRIEFING: _FORM,
    SectionKey.TIME_OUT: _SUMMARY,
    SectionKey.PROCEDURE_RECORD: PageRow(
        "procdesk.desk.room.procedure", "ProcedurePage", PageLayout.AIRY
    ),
    SectionKey.SIGN_OUT: _FORM,
    SectionKey.NOTE: PageRow("procdesk.desk.room.note", "NotePage"),
    SectionKey.RECOVERY: PageRow(
        "procdesk.desk.recovery.recovery", "RecoveryPage", PageLayout.AIRY
    ),
    SectionKey.DISCHARGE: PageRow(
        "procdesk.desk.after.discharge", "DischargePage", PageLayout.AIRY
    ),
    SectionKey.AFTERCARE: PageRow(
        "procdesk.desk.after.aftercare", "AftercarePage", PageLayout.AIRY
    ),
    SectionKey.TEACH_BACK: PageRow("procdesk.desk.after.teach_back", "TeachBackPage"),
    SectionKey.FOLLOW_UP_CALL: PageRow("procdesk.desk.after.follow_up_call", "FollowUpCallPage"),
    SectionKey.DIARY_BACK: PageRow("procdesk.desk.after.diary_back", "DiaryBackPage"),
    SectionKey.RELIEF: PageRow("procdesk.desk.after.relief", "ReliefPage"),
    SectionKey.ESCALATION: PageRow(
        "procdesk.desk.case.escalation", "EscalationPage", PageLayout.ASIDE
    ),
    SectionKey.ALDRETE: _SCORE,
    SectionKey.PADSS: _SCORE,
    SectionKey.MPADSS: _SCORE,
    SectionKey.BROMAGE: _SCORE,
    SectionKey.RASS: _SCORE,
    SectionKey.NEWS2: _SCORE,
    SectionKey.PEG: _SCORE,
    Beside.MORE: PageRow("procdesk.desk.case.more", "MorePage", PageLayout.ASIDE),
    Beside.ENDING: PageRow("procdesk.desk.case.ending", "EndingPage", PageLayout.ASIDE),
    Beside.BACK_ENTRY: PageRow("procdesk.desk.case.back_entry", "BackEntryPage", PageLayout.ASIDE),
    Beside.PAPERS_OF_CASE: PageRow("procdesk.desk.case.print_menu", "PapersPage", PageLayout.ASIDE),
    Beside.NEXT_VISIT: PageRow(
        "procdesk.desk.booking.next_visit", "NextVisitPage", PageLayout.ASIDE
    ),
    Beside.HISTORY: PageRow("procdesk.desk.case.history", "HistoryPage", PageLayout.ASIDE),
    Beside.SUMMARY: _SUMMARY,
}
"""The page of each section, and each page beside them."""


def page_for(session: Session, outcome: Outcome, key: str) -> Page:
    """Return the page that shows a section, or one beside them. Raises KeyError."""
    key = key if key in PAGES else section(key).within or key
    return PAGES[key].build(session, outcome, key)


def layout(key: str) -> PageLayout:
    """Return how a page stands; a decision about one stop has no row and stands aside."""
    return PAGES[key].layout if key in PAGES else PageLayout.ASIDE


def overriding(session: Session, outcome: Outcome, finding: Finding) -> Page:
    """Return the page that lets one stop pass."""
    from procdesk.desk.case.overriding import OverridePage

    return OverridePage(session, outcome, finding)


def deciding_dose(session: Session, case_id: str, key: str, dose: Act) -> Page:
    """Return the page that lets one dose pass a stop, before it is given."""
    from procdesk.desk.case.overriding import OverridePage

    would = session.ledger.preview(session.person, case_id, [dose])
    finding = next(finding for finding in would.findings if finding.key == key)
    return OverridePage(session, session.ledger.outcome(case_id), finding, dose)
