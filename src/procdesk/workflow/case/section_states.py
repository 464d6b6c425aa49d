"""Section states: what each section of a case still waits for, and which stage is open."""

from dataclasses import dataclass
from datetime import datetime

from procdesk.domain.catalogue.catalogue import Reference
from procdesk.domain.finding import Finding
from procdesk.domain.staff import Staff
from procdesk.domain.stage import Stage
from procdesk.domain.visit.case import Case
from procdesk.workflow.recovery.recovery import watched_until
from procdesk.workflow.sections import Section, sections
from procdesk.workflow.stages import BEGUN_BY_AN_ACT, who_enters


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionState:
    """The state that the rail shows beside a section's name; `decided` if a stop was let pass.

    `not_due` if the clinic's adopted rows leave this patient out of the question.
    """

    section: Section
    done_at: datetime | None
    stops: int
    decided: bool
    not_due: bool

    @property
    def done(self) -> bool:
        """Return whether all is answered, decided without it or not due, and nothing stops."""
        return (self.done_at is not None or self.decided or self.not_due) and not self.stops

    @property
    def holds_up(self) -> bool:
        """Return whether the case does not go on before it is done."""
        return not self.done and not self.section.is_optional


def states(
    case: Case, findings: tuple[Finding, ...], reference: Reference, stage: Stage | None = None
) -> tuple[SectionState, ...]:
    """Each section of a stage, the case's if none is named: when it was done, and its stops."""
    asked = sections(stage or case.stage, case, reference)
    return tuple(_state(section, case, findings, reference) for section in asked)


def _state(
    section: Section, case: Case, findings: tuple[Finding, ...], reference: Reference
) -> SectionState:
    closing = section.closed_by(section, case, reference)
    here = [finding for finding in findings if finding.section == section.key]
    return SectionState(
        section=section,
        done_at=closing.recorded_at if closing else None,
        stops=sum(1 for finding in here if finding.stops),
        decided=any(finding.overridden_by for finding in here),
        not_due=any(finding.key.endswith(".not-due") for finding in here),
    )


def open_stage(  # what decides which pages are open
    case: Case,
    findings: tuple[Finding, ...],
    reference: Reference,
    person: Staff,
    now: datetime,
) -> Stage:
    """The stage whose pages are open: the case's, or the next one when nothing is left here.

    The first act there enters it, past the same gate, so that nobody has to say that they go on.
    Discharge opens when the usual time of watching is over; before that, and after sedation, a
    person says so.
    """
    following = case.stage.following
    may = following in BEGUN_BY_AN_ACT and person.may(who_enters(following))
    if case.closed or not may or any(one.holds_up for one in states(case, findings, reference)):
        return case.stage
    if following is Stage.DISCHARGE and not _watched(case, reference, now):
        return case.stage
    return following


def _watched(case: Case, reference: Reference, now: datetime) -> bool:
    until = watched_until(case, reference)
    return not case.sedated and until is not None and until <= now
