"""Sections: the pages of a stage, what each still waits for, and whether it is done."""

from dataclasses import dataclass
from datetime import datetime

from procdesk.domain.asking import asked_to_end
from procdesk.domain.case import (
    Answer,
    Attestation,
    Case,
    Noted,
    Recorded,
    Sheet,
    Statement,
)
from procdesk.domain.catalogue import Reference
from procdesk.domain.finding import Finding
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


EVERY: dict[Stage, tuple[Section, ...]] = {
    Stage.BOOKED: (Section("order", "Order"), Section("pre-visit", "Call before the visit")),
    Stage.ARRIVED: (
        Section("identity", "Identity"),
        Section("arrival", "Arrival", "arrival"),
        Section("escort", "Escort", "escort"),
    ),
    Stage.CHECKS: (
        Section("baseline", "Baseline", "baseline"),
        Section("site", "Site"),
        Section("vitals", "Vital signs", "vitals"),
        Section("allergies", "Allergies"),
        Section("medicines", "Medicines"),
        Section("diabetes", "Diabetes", "diabetes"),
        Section("pregnancy", "Pregnancy", "pregnancy"),
        Section("infection", "Infection", "infection"),
        Section("implants", "Implants", "implants"),
        Section("sedation", "Sedation", "sedation"),
        Section("papers", "Papers", "papers"),
        Section("consent", "Consent"),
    ),
    Stage.READY: (Section("ready", "Ready"), Section("briefing", "Briefing", "briefing")),
    Stage.TIME_OUT: (Section("time-out", "Time-out"),),
    Stage.PROCEDURE: (
        Section("procedure-record", "Procedure record", "procedure-record"),
        Section("sign-out", "Sign-out", "sign-out"),
        Section("note", "Signed note"),
    ),
    Stage.RECOVERY: (Section("recovery", "Recovery", "recovery"),),
    Stage.DISCHARGE: (
        Section("discharge", "Discharge", "discharge"),
        Section("aftercare", "Aftercare"),
        Section("teach-back", "Teach-back", "teach-back"),
    ),
}
"""Every page of every stage, in the order in which they are asked."""

_FLOOR = frozenset({"site", "vitals", "allergies", "medicines", "consent"})
"""What is asked whatever is done, also while nobody knows what is ordered."""

_BY_PROCEDURE = _FLOOR | {
    *("baseline", "diabetes", "pregnancy", "infection", "implants", "papers", "briefing")
}

_IF_SEDATED = frozenset({"escort", "sedation"})


def sections(stage: Stage, case: Case, reference: Reference) -> tuple[Section, ...]:
    """The pages of a stage that this case asks, by its procedures and its sedation."""
    asked = _FLOOR.union(*(_of_procedure(one.key, reference) for one in case.order.procedures))
    if case.order.sedated:
        asked |= _IF_SEDATED
    chosen = _BY_PROCEDURE | _IF_SEDATED
    return tuple(one for one in EVERY.get(stage, ()) if one.key in asked or one.key not in chosen)


def _of_procedure(key: str, reference: Reference) -> tuple[str, ...]:
    kind = reference.procedures.get(key)
    return kind.sections if kind else ()


def section(key: str) -> Section:
    """The page of that key. Raises StopIteration."""
    return next(one for of_stage in EVERY.values() for one in of_stage if one.key == key)


def states(
    case: Case, findings: tuple[Finding, ...], reference: Reference
) -> tuple[SectionState, ...]:
    """Each section of the case's stage with when it was done and how many stops belong to it."""
    return tuple(
        SectionState(
            section,
            done_at(case, section),
            sum(1 for finding in findings if finding.stops and finding.section == section.key),
        )
        for section in sections(case.stage, case, reference)
    )


def done_at(case: Case, section: Section) -> datetime | None:
    """When the section was last answered in full, None while something is open."""
    found = _recorded(case, section.key)
    return found.recorded_at if found else None


def _recorded(case: Case, key: str) -> Recorded | None:
    """What closes a section."""
    match key:
        case "order":
            return case.order.recorded if case.order.targets else None
        case "pre-visit":
            return case.calls[-1].recorded if case.calls else None
        case "identity":
            return _of(case.answer("arrival.identity"))
        case "site":
            return _of(case.statement(StatementKind.WORDS))
        case "consent":
            return _of(case.statement(StatementKind.CONSENT))
        case "allergies" | "medicines":
            return asked_to_end(case, key)
        case "ready" | "time-out" | "note" | "discharge":
            return _of(case.attestation(key.replace("-", "_")))
        case "procedure-record":
            return _of(case.answer(f"{key}.completed")) if case.event("needle_out") else None
        case "aftercare":
            handed = (s for s in case.sheets if s.state == "handed_over")
            return _of(next(handed, None))
    return _of(case.answer(f"{key}.completed"))


def _of(thing: Answer | Statement | Attestation | Noted | Sheet | None) -> Recorded | None:
    return thing.recorded if thing else None
