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
from procdesk.domain.decision import NEXT
from procdesk.domain.finding import Finding
from procdesk.domain.follow_up_call import reached
from procdesk.domain.staff import Staff
from procdesk.domain.stage import Stage, StatementKind
from procdesk.workflow.calls import before_visit
from procdesk.workflow.recovery import watched_until
from procdesk.workflow.stages import BEGUN_BY_AN_ACT, who_enters
from procdesk.workflow.teach_back import has_diary, said_back


@dataclass(frozen=True, slots=True)
class Section:
    """One page of a stage in the rail."""

    key: str
    title: str
    form: str = ""


@dataclass(frozen=True, slots=True)
class SectionState:
    """What the rail says beside a section's name; `decided` if a stop of it was let pass.

    `not_due` if the clinic's adopted rows leave this patient out of the question.
    """

    section: Section
    done_at: datetime | None
    stops: int
    decided: bool
    not_due: bool

    @property
    def done(self) -> bool:
        """What is asked here is answered, decided without it or not due, and nothing stops."""
        return (self.done_at is not None or self.decided or self.not_due) and not self.stops


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
    Stage.FOLLOW_UP: (
        Section("follow-up-call", "Call after the visit"),
        Section("diary-back", "Diary back"),
        Section("relief", "What came of it"),
    ),
}
"""Every page of every stage, in the order in which they are asked."""

_NO_XRAY = Section("procedure-record", "Procedure record")
"""Done with the needle's end: nothing is asked of an X-ray that is no part of the procedure."""

SEDATION_RECORD = Section("sedation-record", "Under sedation", "sedation-record")
"""A part of the procedure's page: sets while the patient is sedated."""

_FLOOR = frozenset({"site", "vitals", "allergies", "medicines", "consent"})
"""What is asked whatever is done, also while nobody knows what is ordered."""

_BY_PROCEDURE = _FLOOR | {
    *("baseline", "diabetes", "pregnancy", "infection", "implants", "papers", "briefing")
}

_IF_SEDATED = frozenset({"escort", "sedation"})
_IF_DIARY = frozenset({"diary-back"})


def sections(stage: Stage, case: Case, reference: Reference) -> tuple[Section, ...]:
    """The pages of a stage that this case asks, by its procedures, their guidance and sedation."""
    asked = _FLOOR.union(*(_of_procedure(one.key, reference) for one in case.order.procedures))
    if case.order.sedated:
        asked |= _IF_SEDATED
    if has_diary(case, reference):
        asked |= _IF_DIARY
    chosen = _BY_PROCEDURE | _IF_SEDATED | _IF_DIARY
    found = (one for one in EVERY.get(stage, ()) if one.key in asked or one.key not in chosen)
    xray = may_take_xray(case, reference)
    return tuple(one if xray or one.key != "procedure-record" else _NO_XRAY for one in found)


def may_take_xray(case: Case, reference: Reference) -> bool:
    """Whether an X-ray may be part of what is ordered; so it is while that is not known."""
    kinds = [reference.procedures.get(one.key) for one in case.order.procedures]
    return not kinds or any(kind is None or kind.may_take_xray for kind in kinds)


def _of_procedure(key: str, reference: Reference) -> tuple[str, ...]:
    kind = reference.procedures.get(key)
    return kind.sections if kind else ()


def section(key: str) -> Section:
    """The page of that key. Raises StopIteration."""
    return next(one for of_stage in EVERY.values() for one in of_stage if one.key == key)


def stage_of(key: str) -> Stage | None:
    """The stage of a section; None for a page that stands beside the stages."""
    return next((stage for stage in EVERY if any(one.key == key for one in EVERY[stage])), None)


def states(
    case: Case, findings: tuple[Finding, ...], reference: Reference, stage: Stage | None = None
) -> tuple[SectionState, ...]:
    """Each section of a stage, the case's if none is named: when it was done, and its stops."""
    return tuple(
        SectionState(
            section,
            done_at(case, section, reference),
            sum(1 for finding in findings if finding.stops and finding.section == section.key),
            any(f.overridden_by and f.section == section.key for f in findings),
            any(f.key.endswith(".not-due") and f.section == section.key for f in findings),
        )
        for section in sections(stage or case.stage, case, reference)
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
    left = (one for one in states(case, findings, reference) if one.section.key != "pre-visit")
    if case.closed or not may or any(not one.done for one in left):
        return case.stage
    if following is Stage.DISCHARGE and not _watched(case, reference, now):
        return case.stage
    return following


def _watched(case: Case, reference: Reference, now: datetime) -> bool:
    until = watched_until(case, reference)
    return not case.sedated and until is not None and until <= now


def done_at(case: Case, section: Section, reference: Reference) -> datetime | None:
    """When the section was last answered in full, None while something is open."""
    if section.key == "teach-back":
        found = _of(said_back(case, reference))
    else:
        found = _recorded(case, section)
    return found.recorded_at if found else None


def _recorded(case: Case, section: Section) -> Recorded | None:
    """What closes a section."""
    key = section.key
    match key:
        case "order":
            return case.order.recorded if case.order.targets else None
        case "pre-visit":
            return next((one.recorded for one in reversed(before_visit(case))), None)
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
            return _needle_out(case, section)
        case "follow-up-call" | "diary-back" | "relief":
            return _after_visit(case, key)
        case "aftercare":
            handed = (s for s in case.sheets if s.state == "handed_over")
            return _of(next(handed, None))
    return _of(case.answer(f"{key}.completed"))


def _after_visit(case: Case, key: str) -> Recorded | None:
    if key == "diary-back":
        return _diary_back(case)
    decided = [one.recorded for one in case.decisions if one.about == NEXT]
    found = [one.recorded for one in reached(case)] if key == "follow-up-call" else decided
    return next(iter(found), None)


def _diary_back(case: Case) -> Recorded | None:
    """The last page that came back, once every page that was handed over has."""
    out = [one for one in case.sheets if one.kind == "diary" and one.state == "handed_over"]
    due = {(one.number, n) for one in out for n in range(1, len(one.pages) + 1)}
    back = {(one.sheet, one.page): one.recorded for one in case.diaries}
    return case.diaries[-1].recorded if due and due <= back.keys() else None


def _needle_out(case: Case, section: Section) -> Recorded | None:
    ended = _of(case.event("needle_out"))
    return _of(case.answer(f"{section.key}.completed")) if ended and section.form else ended


def _of(thing: Answer | Statement | Attestation | Noted | Sheet | None) -> Recorded | None:
    return thing.recorded if thing else None
