"""Sections: the pages of a stage, what each still waits for, and whether it is done."""

from dataclasses import dataclass
from datetime import datetime

from procdesk.domain.case import Case
from procdesk.domain.finding import Finding
from procdesk.domain.medication import Confirmation
from procdesk.domain.stage import Stage, StatementKind


@dataclass(frozen=True, slots=True)
class Section:
    """One page of a stage in the rail."""

    key: str
    title: str
    form: str = ""


@dataclass(frozen=True, slots=True)
class SectionState:
    """What the rail says beside a section's name."""

    section: Section
    done_at: datetime | None
    stops: int

    @property
    def done(self) -> bool:
        """Everything asked here is answered and nothing here stops."""
        return self.done_at is not None and not self.stops


_OF_STAGE: dict[Stage, tuple[Section, ...]] = {
    Stage.BOOKED: (Section("order", "Order"),),
    Stage.ARRIVED: (Section("identity", "Identity"), Section("arrival", "Arrival", "arrival")),
    Stage.CHECKS: (
        Section("site", "Site"),
        Section("vitals", "Vital signs", "vitals"),
        Section("allergies", "Allergies"),
        Section("medicines", "Medicines"),
        Section("consent", "Consent", "consent"),
    ),
    Stage.READY: (Section("ready", "Ready"),),
    Stage.TIME_OUT: (Section("time-out", "Time-out"),),
    Stage.PROCEDURE: (Section("procedure-record", "Procedure record", "procedure-record"),),
    Stage.RECOVERY: (Section("recovery", "Recovery", "recovery"),),
    Stage.DISCHARGE: (
        Section("discharge", "Discharge", "discharge"),
        Section("aftercare", "Aftercare"),
        Section("teach-back", "Teach-back", "teach-back"),
    ),
}


def sections(stage: Stage) -> tuple[Section, ...]:
    """The pages of a stage, in the order in which they are asked."""
    return _OF_STAGE.get(stage, ())


def states(case: Case, findings: tuple[Finding, ...], stage: Stage) -> tuple[SectionState, ...]:
    """Each section with when it was done and how many stops belong to it."""
    return tuple(
        SectionState(
            section,
            done_at(case, section),
            sum(1 for finding in findings if finding.stops and finding.section == section.key),
        )
        for section in sections(stage)
    )


def done_at(case: Case, section: Section) -> datetime | None:
    """When the section was last answered in full, None while something is open."""
    match section.key:
        case "identity":
            answer = case.answer("arrival.identity")
            return answer.recorded.recorded_at if answer else None
        case "site":
            words = case.statement(StatementKind.WORDS)
            return words.recorded.recorded_at if words else None
        case "allergies" | "medicines":
            return _list_done_at(case, section.key)
        case "order":
            order = case.order
            return order.recorded.recorded_at if order.targets and order.recorded else None
    return _form_done_at(case, section.key)


def _list_done_at(case: Case, name: str) -> datetime | None:
    rows = case.medications if name == "medicines" else case.allergies
    if any(row.confirmation is Confirmation.PROPOSED for row in rows):
        return None
    answer = case.answer(f"{name}.asked")
    return answer.recorded.recorded_at if answer else None


def _form_done_at(case: Case, key: str) -> datetime | None:
    """A form's page is done once its completed response was recorded."""
    answer = case.answer(f"{key}.completed")
    return answer.recorded.recorded_at if answer else None
