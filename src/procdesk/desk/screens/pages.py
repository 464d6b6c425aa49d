"""Pages: which page shows a section. Each is built, and its file loaded, on the first visit."""

from collections.abc import Callable

from procdesk.desk.screens.page import Page
from procdesk.desk.session import Session
from procdesk.domain.finding import Finding
from procdesk.domain.stage import Stage
from procdesk.workflow.ledger import Act, Outcome
from procdesk.workflow.scores import score
from procdesk.workflow.sections import section, stage_of


def page_for(session: Session, outcome: Outcome, key: str) -> Page:
    """The page of a section; an empty key gives the page of a finished visit."""
    match key:
        case "order":
            from procdesk.desk.screens.order import OrderPage

            return OrderPage(session, outcome)
        case "pre-visit":
            from procdesk.desk.screens.calls import CallPage

            return CallPage(session, outcome)
        case "identity":
            from procdesk.desk.screens.identity import IdentityPage

            return IdentityPage(session, outcome)
        case "site":
            from procdesk.desk.screens.site import SitePage

            return SitePage(session, outcome)
        case "allergies":
            from procdesk.desk.screens.allergies import AllergiesPage

            return AllergiesPage(session, outcome)
        case "medicines":
            from procdesk.desk.screens.medicines import MedicinesPage

            return MedicinesPage(session, outcome)
        case "consent":
            from procdesk.desk.screens.consent import ConsentPage

            return ConsentPage(session, outcome)
    if stage_of(key) is Stage.FOLLOW_UP:
        return _after_visit(session, outcome, key)
    return _later_page(session, outcome, key)


def _later_page(session: Session, outcome: Outcome, key: str) -> Page:
    """From ready on."""
    match key:
        case "ready":
            from procdesk.desk.screens.ready import ReadyPage

            return ReadyPage(session, outcome)
        case "procedure-record":
            from procdesk.desk.screens.procedure import ProcedurePage

            return ProcedurePage(session, outcome)
        case "note":
            from procdesk.desk.screens.note import NotePage

            return NotePage(session, outcome)
        case "recovery":
            from procdesk.desk.screens.recovery import RecoveryPage

            return RecoveryPage(session, outcome)
        case "discharge":
            from procdesk.desk.screens.discharge import DischargePage

            return DischargePage(session, outcome)
        case "aftercare":
            from procdesk.desk.screens.aftercare import AftercarePage

            return AftercarePage(session, outcome)
        case "" | "time-out":
            from procdesk.desk.screens.summary import SummaryPage

            return SummaryPage(session, outcome, key)
    return _beside_page(session, outcome, key)


def _beside_page(session: Session, outcome: Outcome, key: str) -> Page:
    """What belongs to no stage, scores, and the sections that one form asks."""
    match key:
        case "papers-of-case":
            from procdesk.desk.screens.papers import PapersPage

            return PapersPage(session, outcome)
        case "next-visit":
            from procdesk.desk.screens.next_visit import NextVisitPage

            return NextVisitPage(session, outcome)
        case "teach-back":
            from procdesk.desk.screens.teach_back import TeachBackPage

            return TeachBackPage(session, outcome)
        case "escalation":
            from procdesk.desk.screens.escalation import EscalationPage

            return EscalationPage(session, outcome)
        case "history":
            from procdesk.desk.screens.history import HistoryPage

            return HistoryPage(session, outcome)
    of_recovery = score(key)
    if of_recovery is not None:
        from procdesk.desk.screens.scores import ScorePage

        return ScorePage(session, outcome, of_recovery)
    from procdesk.desk.screens.form import FormPage

    return FormPage(session, outcome, section(key))


def _after_visit(session: Session, outcome: Outcome, key: str) -> Page:
    """The patient is at home."""
    if key == "follow-up-call":
        from procdesk.desk.screens.follow_up_call import FollowUpCallPage

        return FollowUpCallPage(session, outcome)
    if key == "diary-back":
        from procdesk.desk.screens.diary_back import DiaryBackPage

        return DiaryBackPage(session, outcome)
    from procdesk.desk.screens.relief import ReliefPage

    return ReliefPage(session, outcome)


def overriding(
    session: Session, outcome: Outcome, finding: Finding, back: Callable[[], None]
) -> Page:
    """The page that lets one stop pass."""
    from procdesk.desk.screens.overriding import OverridePage

    page = OverridePage(session, outcome, finding)
    page.left.connect(back)
    return page


def deciding_dose(
    session: Session, case_id: str, key: str, dose: Act, back: Callable[[], None]
) -> Page:
    """The page that lets one dose pass a stop, before it is given."""
    from procdesk.desk.screens.overriding import OverridePage

    would = session.ledger.preview(session.person, case_id, [dose])
    finding = next(one for one in would.findings if one.key == key)
    page = OverridePage(session, session.ledger.outcome(case_id), finding, dose)
    page.left.connect(back)
    return page


def more(session: Session, outcome: Outcome) -> Page:
    """The page of what can be done beside the stages."""
    from procdesk.desk.screens.more import MorePage

    return MorePage(session, outcome)


def back_entry(session: Session, outcome: Outcome, back: Callable[[], None]) -> Page:
    """The page that takes in what was done on paper."""
    from procdesk.desk.screens.back_entry import BackEntryPage

    page = BackEntryPage(session, outcome)
    page.left.connect(back)
    return page


def ending(session: Session, outcome: Outcome, back: Callable[[], None]) -> Page:
    """The page of the ways out."""
    from procdesk.desk.screens.ending import EndingPage

    page = EndingPage(session, outcome)
    page.left.connect(back)
    return page
