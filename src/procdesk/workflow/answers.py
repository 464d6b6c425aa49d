"""Answers: what forms collect. A form checks plausibility; only rules stop."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from procdesk.domain.entry import CLINIC, Json, Kind
from procdesk.domain.staff import CLINICAL, PHYSICIAN_ONLY, Staff
from procdesk.domain.visit.case import Case
from procdesk.questionnaire.definition import Item, Questionnaire
from procdesk.questionnaire.response import Response
from procdesk.questionnaire.values import Value
from procdesk.workflow import sections
from procdesk.workflow.ledger import Act, Ledger, Outcome, case_act
from procdesk.workflow.refused import Refused
from procdesk.workflow.stages import allowed, still_open

_RARELY_CHANGES = (
    "implants.any",
    "implants.which",
    "implants.dependent",
    *("diabetes.type", "diabetes.treatment", "papers.surgery"),
)
OUR_CODES = "urn:procdesk:code"
ASKS_PHYSICIAN = "sedation.asa_said_by"
"""The question whose answer is a physician of this clinic."""


def physicians(ledger: Ledger) -> tuple[str, ...]:
    """The names of the physicians who work here."""
    staff = ledger.clinic.staff.values()
    return tuple(sorted(one.name for one in staff if one.may(PHYSICIAN_ONLY)))


def answering(
    case: Case, section: str, values: Mapping[str, Json], form: str = ""
) -> tuple[Act, ...]:
    """One act for each answer that is new; each names the answers that it replaces."""
    return tuple(
        answering_anew(case, section, link_id, value, form)
        for link_id, value in values.items()
        if _is_new(case, link_id, value)
    )


def answering_anew(case: Case, section: str, link_id: str, value: Json, form: str = "") -> Act:
    """Return the act of one answer, also if it is the same as before."""
    body: dict[str, Json] = {"section": section, "link_id": link_id, "value": value, "form": form}
    heads = case.answers.get(link_id, ())
    replaces = tuple(head.recorded.entry_id for head in heads)
    return case_act(case.id, Kind.ANSWERED, body, replaces=replaces)


@dataclass(frozen=True, slots=True)
class EarlierAnswer:
    """An answer of an earlier visit, and the time it was asked."""

    value: Json
    at: datetime


def last_visit(ledger: Ledger, case: Case) -> Mapping[str, EarlierAnswer]:
    """Return by linkId the latest earlier answers to questions whose answer rarely changes.

    It is shown beside the question and is never an answer by itself.
    """
    answers: dict[str, EarlierAnswer] = {}
    for earlier in ledger.earlier(case):
        for link_id in earlier.answers:
            answer = earlier.answer(link_id)
            if answer and link_id.startswith(_RARELY_CHANGES) and not _is_open(answer.value):
                answers[link_id] = EarlierAnswer(answer.value, answer.recorded.at)
    return answers


def _is_open(value: Json) -> bool:
    """Return whether nobody could say then: that is nothing to confirm."""
    codes = value if isinstance(value, list) else [value]
    return any(code in ("not-asked", "unknown", "", None) for code in codes)


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
        case_act(case_id, Kind.MEASURED, {"code": code, "value": value, "unit": unit})
        for code, (value, unit) in values.items()
    )


def measure(
    ledger: Ledger, person: Staff, case_id: str, values: Mapping[str, tuple[str, str]]
) -> Outcome:
    """Record a set of measured values with their units."""
    still_open(ledger, case_id)
    allowed(person, CLINICAL, "record vital signs")
    return ledger.act(person, case_id, *measuring(case_id, values))


def complete_form(  # who, where, and what was filled in when
    ledger: Ledger,
    person: Staff,
    case_id: str,
    section: str,
    response: Response,
    at: datetime | None = None,
) -> Outcome:
    """Record a form filled in full, with the form itself if the journal has not got it yet.

    What has a unit is measured: a number, or the points of an answer. Everything else is answered.
    `at` is the clinical time, now if not given. Raises Refused while something required is
    missing, or a constraint of the form does not hold or cannot be checked.
    """
    still_open(ledger, case_id)
    allowed(person, sections.section(section).filled_in_by, "fill in this form")
    missing = response.missing()
    if missing:
        raise Refused(f"Still to be answered: {len(missing)}.", field=missing[0])
    stop = next((one for one in response.stops() if one.holds_up), None)
    if stop:
        raise Refused(stop.sentence, field=stop.link_id)
    form, case = response.form, ledger.case(case_id)
    answers, values = _answers_and_amounts(response)
    completed: Json = {"questionnaire": form.reference, "hash": form.hash}
    answers |= {**_cleared_answers(case, response), f"{section}.completed": completed}
    acts = (
        *measuring(case_id, values),
        *answering(case, section, answers, form.reference),
    )
    done = (replace(one, done_at=at) for one in acts)
    return ledger.act(person, case_id, *_releasing(ledger, form), *done)


def _answers_and_amounts(response: Response) -> tuple[dict[str, Json], dict[str, tuple[str, str]]]:
    """The enabled answers by linkId, and the measured values with their unit."""
    answers: dict[str, Json] = {}
    amounts: dict[str, tuple[str, str]] = {}
    for item, rows in response.places():
        values = response.answers.get((rows, item.link_id), [])
        if not values or not response.enabled(item, rows):
            continue
        name = ".".join((item.link_id, *rows))
        amount = _amount(item, values[0])
        if amount:
            amounts[name] = (amount, item.unit)
        else:
            plain = [_plain(value) for value in values]
            answers[name] = plain if item.repeats else plain[0]
    return answers, amounts


def measured(response: Response) -> dict[str, tuple[str, str]]:
    """The measured values of a form by linkId, each with its unit."""
    return _answers_and_amounts(response)[1]


def _cleared_answers(case: Case, response: Response) -> dict[str, Json]:
    """Return empty values for answers taken back or no longer asked: nothing may rest on them."""
    cleared = response.taken_back()
    names = (
        ".".join((item.link_id, *rows))
        for item, rows in response.places()
        if (rows, item.link_id) in cleared or not response.enabled(item, rows)
    )
    return {name: None for name in names if any(v is not None for v in case.values(name))}


def _amount(item: Item, value: Value) -> str:
    """Return the amount that this answer measures; empty if it measures nothing."""
    if item.unit and item.type in ("integer", "decimal"):
        return str(value)
    points = item.points(value) if item.unit and isinstance(value, dict) else None
    return "" if points is None else str(points)


def _plain(value: Value) -> Json:
    """A coded answer of ours is its code; a foreign one keeps its system."""
    if isinstance(value, dict) and value.get("system") == OUR_CODES:
        return value["code"]
    return value


def _releasing(ledger: Ledger, form: Questionnaire) -> tuple[Act, ...]:
    """A record opens with its own form in ten years."""
    text = json.dumps(form.raw, ensure_ascii=False, sort_keys=True)
    if ledger.clinic.forms.get(form.reference) == text:
        return ()
    return (
        Act(subject=CLINIC, kind=Kind.FORM_RELEASED, body={"form": form.reference, "json": text}),
    )


def _is_new(case: Case, link_id: str, value: Json) -> bool:
    heads = case.answers.get(link_id, ())
    return len(heads) != 1 or heads[0].value != value
