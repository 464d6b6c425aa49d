"""Answers: what forms collect. A form checks plausibility; only rules stop."""

from collections.abc import Mapping

from procdesk.domain.case import Case
from procdesk.domain.entry import Json, Kind, case_subject
from procdesk.domain.staff import CLINICAL, Staff
from procdesk.workflow.ledger import Act, Ledger, Outcome
from procdesk.workflow.stages import allowed, still_open


def answering(
    case: Case, section: str, values: Mapping[str, Json], form: str = ""
) -> tuple[Act, ...]:
    """One act for each answer that is new; each names the answers that it replaces."""
    return tuple(
        Act(
            case_subject(case.id),
            Kind.ANSWERED,
            {"section": section, "link_id": link_id, "value": value, "form": form},
            replaces=tuple(head.recorded.entry_id for head in case.answers.get(link_id, ())),
        )
        for link_id, value in values.items()
        if _is_new(case, link_id, value)
    )


def answer(  # who, where, what and by which form
    ledger: Ledger,
    person: Staff,
    case_id: str,
    section: str,
    values: Mapping[str, Json],
    form: str = "",
) -> Outcome:
    """Record the answers of one section; what did not change is not recorded again."""
    still_open(ledger, case_id)
    allowed(person, CLINICAL, "answer for this case")
    acts = answering(ledger.case(case_id), section, values, form)
    return ledger.act(person, case_id, *acts) if acts else ledger.outcome(case_id)


def measuring(case_id: str, values: Mapping[str, tuple[str, str]]) -> tuple[Act, ...]:
    """One act for each measured value: code -> (decimal as text, unit)."""
    return tuple(
        Act(case_subject(case_id), Kind.MEASURED, {"code": code, "value": value, "unit": unit})
        for code, (value, unit) in values.items()
    )


def measure(
    ledger: Ledger, person: Staff, case_id: str, values: Mapping[str, tuple[str, str]]
) -> Outcome:
    """Record a set of measured values with their units."""
    still_open(ledger, case_id)
    allowed(person, CLINICAL, "record vital signs")
    return ledger.act(person, case_id, *measuring(case_id, values))


def _is_new(case: Case, link_id: str, value: Json) -> bool:
    heads = case.answers.get(link_id, ())
    return len(heads) != 1 or heads[0].value != value
