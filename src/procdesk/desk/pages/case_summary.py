"""Case summary: the words of banner, strip, rail and board; nothing that may not be read yet."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from procdesk.desk.pages.beside import Beside
from procdesk.desk.pictures.banner import BannerFacts
from procdesk.desk.pictures.rail import RailRow
from procdesk.desk.pictures.strip import StageMark, StageProgress
from procdesk.desk.session.environment import spoken_time
from procdesk.desk.session.session import Session
from procdesk.domain.finding import Finding, Result, weightiest_first
from procdesk.domain.medicines.medication import Allergy, Confirmation
from procdesk.domain.section_key import SectionKey
from procdesk.domain.staff import Role
from procdesk.domain.stage import Stage
from procdesk.domain.visit.case import Case
from procdesk.domain.visit.list_confirmation import allergy_rows, asked_to_end
from procdesk.domain.visit.patient import Patient
from procdesk.rules.register import hazards
from procdesk.workflow.case.section_states import SectionState, open_stage, states
from procdesk.workflow.checks.site import may_be_read
from procdesk.workflow.ledger import Outcome
from procdesk.workflow.sections import sections
from procdesk.workflow.stages import spoken

SHOWN_STAGES = tuple(stage for stage in Stage if stage is not Stage.CLOSED)


def procedure_name(session: Session, case: Case) -> str:
    """Return the catalogue's names of the order; never its raw text, which may name a side."""
    procedures = session.ledger.reference.procedures
    names = [procedures[one.key].name for one in case.order.procedures if one.key in procedures]
    return "; ".join(names) or "Procedure not chosen yet"


def person_line(patient: Patient, now: datetime) -> str:
    """Return birth date, age, sex and record number."""
    age = patient.age_years(now)
    born = patient.birth_date.strftime("%d %b %Y") if patient.birth_date else "birth date unknown"
    parts = [born, f"{age} years" if age is not None else "", patient.sex.value]
    parts.append(f"MRN {patient.mrn}" if patient.mrn else "no MRN")
    return " · ".join(filter(None, parts))


def short_person(patient: Patient, now: datetime, identity_confirmed: bool) -> str:
    """Return age, sex and record number for a row; none of them before identity is confirmed."""
    if not identity_confirmed:
        return "identity not confirmed"
    age = patient.age_years(now)
    letter = {"female": "F", "male": "M"}.get(patient.sex.value, "")
    years = f"{age} {letter}".strip() if age is not None else letter
    return " · ".join(filter(None, (years, patient.mrn)))


def banner_facts(session: Session, outcome: Outcome) -> BannerFacts:
    """Return what the banner shows to the person who is acting."""
    case, patient = outcome.case, outcome.patient
    readable = may_be_read(case, session.person)
    return BannerFacts(
        name=patient.name.formal,
        person=person_line(patient, session.here),
        identity_confirmed=case.identity_confirmed or case.stage.place > Stage.ARRIVED.place,
        allergies=allergies(case, patient),
        allergies_asked=asked_to_end(case, SectionKey.ALLERGIES) is not None,
        procedure=procedure_name(session, case),
        targets=tuple((t.where, t.side) for t in case.order.targets) if readable else (),
        differs=any(f.key == hazards.SITE_DIFFERS.key and f.stops for f in outcome.findings),
        demo=session.ledger.clinic.is_demo,
    )


def allergies(case: Case, patient: Patient) -> str:
    """Return the allergies as asked today and those not asked about, or that nobody asked."""
    open_ = [a for a in allergy_rows(case, patient) if a.confirmation is Confirmation.PROPOSED]
    names = ", ".join(a.text for a in open_)
    if asked_to_end(case, SectionKey.ALLERGIES) is None:
        return f"Not asked yet; known so far: {names}" if names else "Allergies not asked"
    parts = [*map(_allergy, case.possible_allergies), *([f"not asked: {names}"] if names else ())]
    return "; ".join(parts) or "None known, asked today"


def _allergy(allergy: Allergy) -> str:
    sure = "" if allergy.confirmation is Confirmation.CONFIRMED else " (not sure)"
    return f"{', '.join(filter(None, (allergy.text, allergy.reaction)))}{sure}"


def stage_marks(outcome: Outcome, zone: ZoneInfo) -> tuple[StageMark, ...]:
    """Return the nine stages, each with its mark and time."""
    case = outcome.case
    stopped = any(_shouts(f) for f in outcome.findings)
    return tuple(_mark(case, stage, zone, stopped) for stage in SHOWN_STAGES)


def _mark(case: Case, stage: Stage, zone: ZoneInfo, stopped: bool) -> StageMark:
    name = spoken(stage).capitalize()
    entered = case.entered_stage(stage)
    below = spoken_time(entered.at, zone) if entered else ""
    if stage is Stage.BOOKED and case.order.scheduled_at:
        below = f"for {spoken_time(case.order.scheduled_at, zone)}"
    if stage is case.stage:
        if case.closed and case.end is not None:
            return StageMark(name, StageProgress.STOPPED, case.end.value.replace("_", " "))
        if stopped:
            return StageMark(name, StageProgress.STOPPED, "stopped")
        return StageMark(name, StageProgress.NOW, below)
    if stage.place < case.stage.place:
        return StageMark(name, StageProgress.DONE, below)
    return StageMark(name, StageProgress.AHEAD, below if entered else "")


def shown_stages(session: Session, outcome: Outcome) -> tuple[Stage, ...]:
    """Return the stages whose sections the rail shows: the case's, and the next if it is open.

    Nobody arrives for a visit of another day.
    """
    reference, at = session.ledger.reference, outcome.case.order.scheduled_at
    now = session.ledger.now()
    today = now.astimezone(session.zone).date()
    if outcome.case.stage is Stage.BOOKED and (
        not at or at.astimezone(session.zone).date() != today
    ):
        return (Stage.BOOKED,)
    open_ = open_stage(outcome.case, outcome.findings, reference, session.person, now)
    return tuple(dict.fromkeys((outcome.case.stage, open_)))


def rail_rows(session: Session, outcome: Outcome, stage: Stage) -> tuple[RailRow, ...]:
    """Return a stage's sections, each with when it was done and how many stops it holds."""
    section_states = states(outcome.case, outcome.findings, session.ledger.reference, stage)
    return tuple(
        RailRow(
            key=state.section.key,
            title=state.section.title,
            done=_when_done(state, session.zone),
            stops=state.stops,
        )
        for state in section_states
    )


def _when_done(state: SectionState, zone: ZoneInfo) -> str:
    if state.done_at is not None:
        return spoken_time(state.done_at, zone)
    if state.not_due and state.done:
        return "not due"
    return "decided without it" if state.done else ""


_NEXT = {
    Stage.BOOKED: "Arrival",
    Stage.ARRIVED: "The nurse",
    Stage.CHECKS: "The physician's mark and signature",
    Stage.READY: "The time-out",
    Stage.TIME_OUT: "The needle",
    Stage.PROCEDURE: "The first set in recovery",
    Stage.RECOVERY: "Discharge, when it is time",
    Stage.DISCHARGE: "To leave",
    Stage.FOLLOW_UP: "The call after the visit",
}
"""The next step of a case, by stage, when nothing of that stage is left to do."""


def waits_for(session: Session, outcome: Outcome) -> tuple[str, str]:
    """Return what the case waits for, in words, and its kind: stop, look or plain."""
    case = outcome.case
    if case.closed and case.end is not None:
        return case.end_reason or case.end.value.replace("_", " "), "plain"
    differs = next((f for f in outcome.findings if _shouts(f)), None)
    if differs is not None:
        return short(differs), "stop"
    section_states = states(case, outcome.findings, session.ledger.reference)
    open_ = [one.section.title for one in section_states if one.holds_up]
    if open_:
        return ", ".join(open_[:3]) + (f" and {len(open_) - 3} more" if open_[3:] else ""), "plain"
    return _NEXT.get(case.stage, ""), "plain"


def shown_findings(session: Session, outcome: Outcome) -> tuple[Finding, ...]:
    """Return what stops or warns, weightiest first; without inputs until the side may be read."""
    readable = may_be_read(outcome.case, session.person)
    due = {
        s.key
        for stage in SHOWN_STAGES
        if stage.place <= outcome.case.stage.place
        for s in sections(stage, outcome.case, session.ledger.reference)
    }
    open_ = (f for f in outcome.findings if f.result is not Result.MET and f.section in due)
    return tuple(f if readable else replace(f, inputs=()) for f in weightiest_first(open_))


def is_unasked(finding: Finding) -> bool:
    """Return whether nobody has answered anything yet, as the rail says beside the section."""
    return finding.result is Result.CANNOT_DECIDE and not finding.inputs


def short(finding: Finding) -> str:
    """Return a finding in one line of the board: never which side or level."""
    differs = finding.key == hazards.SITE_DIFFERS.key
    return "Sources differ about the site" if differs else finding.sentence


def _shouts(finding: Finding) -> bool:
    return finding.stops and finding.result is Result.NOT_MET


_FRONT_ONLY = frozenset({Role.FRONT_DESK})


def first_open(session: Session, outcome: Outcome) -> str:
    """Return the page to open: the first section not done, or the summary if all are."""
    if outcome.case.closed or outcome.case.stage is Stage.FOLLOW_UP:
        return Beside.SUMMARY
    if outcome.case.stage is Stage.DISCHARGE and session.person.roles == _FRONT_ONLY:
        return SectionKey.AFTERCARE  # the front desk's part: papers in two presses
    stage = shown_stages(session, outcome)[-1]
    section_states = states(outcome.case, outcome.findings, session.ledger.reference, stage)
    open_ = next((one.section.key for one in section_states if not one.done), None)
    return open_ or (section_states[0].section.key if section_states else Beside.SUMMARY)
