"""Sections: each part of a visit, declared once: its stage, when it is asked, what closes it."""

from collections.abc import Callable
from dataclasses import dataclass

from procdesk.domain.catalogue.catalogue import Reference
from procdesk.domain.decision import NEXT
from procdesk.domain.relief.follow_up_call import calls_before, reached
from procdesk.domain.section_key import SectionKey
from procdesk.domain.staff import CLINICAL, Role
from procdesk.domain.stage import Stage, StatementKind
from procdesk.domain.visit.case import Answer, Attestation, Case, Noted, Recorded, Sheet, Statement
from procdesk.domain.visit.list_confirmation import asked_to_end
from procdesk.workflow.teach_back import has_diary, said_back


def _always(_section: "Section", _case: Case, _reference: Reference) -> bool:
    return True


def _if_procedure_asks(section: "Section", case: Case, reference: Reference) -> bool:
    kinds = (reference.procedures.get(ordered.key) for ordered in case.order.procedures)
    return any(kind is not None and section.key in kind.sections for kind in kinds)


def _if_sedation_is_ordered(_section: "Section", case: Case, _reference: Reference) -> bool:
    return case.order.sedated


def _if_diary_is_due(_section: "Section", case: Case, reference: Reference) -> bool:
    return has_diary(case, reference)


def _form(section: "Section", case: Case, _reference: Reference) -> Recorded | None:
    return _of(case.answer(f"{section.key}.completed"))


def _signature(section: "Section", case: Case, _reference: Reference) -> Recorded | None:
    return _of(case.attestation(section.key.replace("-", "_")))


def _order(_section: "Section", case: Case, _reference: Reference) -> Recorded | None:
    return case.order.recorded if case.order.targets else None


def _call_before(_section: "Section", case: Case, _reference: Reference) -> Recorded | None:
    return next((call.recorded for call in reversed(calls_before(case))), None)


def _identity(_section: "Section", case: Case, _reference: Reference) -> Recorded | None:
    return _of(case.answer("arrival.identity"))


def _words(_section: "Section", case: Case, _reference: Reference) -> Recorded | None:
    return _of(case.statement(StatementKind.WORDS))


def _consent(_section: "Section", case: Case, _reference: Reference) -> Recorded | None:
    return _of(case.statement(StatementKind.CONSENT))


def _end_of_asking(section: "Section", case: Case, _reference: Reference) -> Recorded | None:
    return asked_to_end(case, section.key)


def _end_of_procedure(section: "Section", case: Case, reference: Reference) -> Recorded | None:
    """The needle's end alone where no X-ray is part of the procedure, else the form as well."""
    ended = _of(case.event("needle_out"))
    asks_xray = ended is not None and may_take_xray(case, reference)
    return _form(section, case, reference) if asks_xray else ended


def _sheet_in_hand(_section: "Section", case: Case, _reference: Reference) -> Recorded | None:
    handed = (sheet for sheet in case.sheets if sheet.state == "handed_over")
    return _of(next(handed, None))


def _teach_back(_section: "Section", case: Case, reference: Reference) -> Recorded | None:
    return _of(said_back(case, reference))


def _call_after(_section: "Section", case: Case, _reference: Reference) -> Recorded | None:
    return next((call.recorded for call in reached(case)), None)


def _diary_back(_section: "Section", case: Case, _reference: Reference) -> Recorded | None:
    """The last page that came back, once every page that was handed over has."""
    out = [sheet for sheet in case.sheets if sheet.kind == "diary" and sheet.state == "handed_over"]
    due = {(sheet.number, n) for sheet in out for n in range(1, len(sheet.pages) + 1)}
    back = {(page.sheet, page.page): page.recorded for page in case.diaries}
    return case.diaries[-1].recorded if due and due <= back.keys() else None


def _decision(_section: "Section", case: Case, _reference: Reference) -> Recorded | None:
    decided = (decision.recorded for decision in case.decisions if decision.about == NEXT)
    return next(decided, None)


def _of(thing: Answer | Statement | Attestation | Noted | Sheet | None) -> Recorded | None:
    return thing.recorded if thing else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of a visit. `stage` is None for what stands beside the stages.

    `asked_when` says whether a case asks it, `closed_by` returns the entry that does all of it.
    `filled_in_by` holds the roles that may record its form, which has the section's name.
    `is_optional`: a case goes on without it. `within` names the section whose page shows it.
    """

    key: SectionKey
    title: str
    stage: Stage | None = None
    has_form: bool = False
    asked_when: Callable[["Section", Case, Reference], bool] = _always
    closed_by: Callable[["Section", Case, Reference], Recorded | None] = _form
    filled_in_by: frozenset[Role] = CLINICAL
    is_optional: bool = False
    within: SectionKey | None = None

    @property
    def form(self) -> str:
        """The name of its Questionnaire, empty if no form asks it."""
        return self.key if self.has_form else ""


def _asked_by_procedure(key: SectionKey, title: str, stage: Stage) -> Section:
    """Return a section with a form that a case has if one of its procedures asks it."""
    return Section(key=key, title=title, stage=stage, has_form=True, asked_when=_if_procedure_asks)


_FRONT_TOO = CLINICAL | {Role.FRONT_DESK}

SECTIONS = (
    Section(key=SectionKey.ORDER, title="Order", stage=Stage.BOOKED, closed_by=_order),
    Section(
        key=SectionKey.PRE_VISIT,
        title="Call before the visit",
        stage=Stage.BOOKED,
        closed_by=_call_before,
        is_optional=True,
    ),
    Section(key=SectionKey.IDENTITY, title="Identity", stage=Stage.ARRIVED, closed_by=_identity),
    Section(
        key=SectionKey.ARRIVAL,
        title="Arrival",
        stage=Stage.ARRIVED,
        has_form=True,
        filled_in_by=_FRONT_TOO,
    ),
    Section(
        key=SectionKey.ESCORT,
        title="Escort",
        stage=Stage.ARRIVED,
        has_form=True,
        asked_when=_if_sedation_is_ordered,
        filled_in_by=_FRONT_TOO,
    ),
    _asked_by_procedure(SectionKey.BASELINE, "Baseline", Stage.CHECKS),
    Section(key=SectionKey.SITE, title="Site", stage=Stage.CHECKS, closed_by=_words),
    Section(key=SectionKey.VITALS, title="Vital signs", stage=Stage.CHECKS, has_form=True),
    Section(
        key=SectionKey.ALLERGIES, title="Allergies", stage=Stage.CHECKS, closed_by=_end_of_asking
    ),
    Section(
        key=SectionKey.MEDICINES, title="Medicines", stage=Stage.CHECKS, closed_by=_end_of_asking
    ),
    _asked_by_procedure(SectionKey.DIABETES, "Diabetes", Stage.CHECKS),
    _asked_by_procedure(SectionKey.PREGNANCY, "Pregnancy", Stage.CHECKS),
    _asked_by_procedure(SectionKey.INFECTION, "Infection", Stage.CHECKS),
    _asked_by_procedure(SectionKey.IMPLANTS, "Implants", Stage.CHECKS),
    Section(
        key=SectionKey.SEDATION,
        title="Sedation",
        stage=Stage.CHECKS,
        has_form=True,
        asked_when=_if_sedation_is_ordered,
    ),
    _asked_by_procedure(SectionKey.PAPERS, "Papers", Stage.CHECKS),
    Section(key=SectionKey.CONSENT, title="Consent", stage=Stage.CHECKS, closed_by=_consent),
    Section(key=SectionKey.READY, title="Ready", stage=Stage.READY, closed_by=_signature),
    _asked_by_procedure(SectionKey.BRIEFING, "Briefing", Stage.READY),
    Section(key=SectionKey.TIME_OUT, title="Time-out", stage=Stage.TIME_OUT, closed_by=_signature),
    Section(
        key=SectionKey.PROCEDURE_RECORD,
        title="Procedure record",
        stage=Stage.PROCEDURE,
        has_form=True,
        closed_by=_end_of_procedure,
    ),
    Section(key=SectionKey.SIGN_OUT, title="Sign-out", stage=Stage.PROCEDURE, has_form=True),
    Section(key=SectionKey.NOTE, title="Signed note", stage=Stage.PROCEDURE, closed_by=_signature),
    Section(key=SectionKey.RECOVERY, title="Recovery", stage=Stage.RECOVERY, has_form=True),
    Section(
        key=SectionKey.DISCHARGE,
        title="Discharge",
        stage=Stage.DISCHARGE,
        has_form=True,
        closed_by=_signature,
    ),
    Section(
        key=SectionKey.AFTERCARE, title="Aftercare", stage=Stage.DISCHARGE, closed_by=_sheet_in_hand
    ),
    Section(
        key=SectionKey.TEACH_BACK,
        title="Teach-back",
        stage=Stage.DISCHARGE,
        has_form=True,
        closed_by=_teach_back,
    ),
    Section(
        key=SectionKey.FOLLOW_UP_CALL,
        title="Call after the visit",
        stage=Stage.FOLLOW_UP,
        closed_by=_call_after,
    ),
    Section(
        key=SectionKey.DIARY_BACK,
        title="Diary back",
        stage=Stage.FOLLOW_UP,
        asked_when=_if_diary_is_due,
        closed_by=_diary_back,
    ),
    Section(
        key=SectionKey.RELIEF, title="What came of it", stage=Stage.FOLLOW_UP, closed_by=_decision
    ),
    Section(
        key=SectionKey.SEDATION_RECORD,
        title="Under sedation",
        has_form=True,
        within=SectionKey.PROCEDURE_RECORD,
    ),
    Section(key=SectionKey.ESCALATION, title="Something happens"),
    Section(key=SectionKey.ALDRETE, title="Aldrete score", has_form=True),
    Section(key=SectionKey.PADSS, title="PADSS", has_form=True),
    Section(key=SectionKey.MPADSS, title="PADSS, modified", has_form=True),
    Section(key=SectionKey.BROMAGE, title="Bromage scale", has_form=True),
    Section(key=SectionKey.RASS, title="RASS", has_form=True),
    Section(key=SectionKey.NEWS2, title="NEWS2", has_form=True),
    Section(key=SectionKey.PEG, title="PEG", has_form=True),
)
"""Every section, in the order in which they are asked."""

_BY_KEY: dict[str, Section] = {section.key: section for section in SECTIONS}


def section(key: str) -> Section:
    """Return the section of a key. Raises KeyError."""
    return _BY_KEY[key]


def stage_of(key: str) -> Stage | None:
    """Return the stage of a section; None for a page that stands beside the stages."""
    return _BY_KEY[key].stage if key in _BY_KEY else None


def sections(stage: Stage, case: Case, reference: Reference) -> tuple[Section, ...]:
    """Return what this case asks in a stage, by its procedures, their guidance and sedation."""
    return tuple(
        section
        for section in SECTIONS
        if section.stage is stage and section.asked_when(section, case, reference)
    )


def may_take_xray(case: Case, reference: Reference) -> bool:
    """Return whether an X-ray may be part of the order; true while that is not known."""
    kinds = [reference.procedures.get(ordered.key) for ordered in case.order.procedures]
    return not kinds or any(kind is None or kind.may_take_xray for kind in kinds)
