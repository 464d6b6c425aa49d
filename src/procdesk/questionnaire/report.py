"""Reports: what the command line and the desk say of a form before it is used."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from procdesk.questionnaire.definition import (
    CALCULATED,
    ENABLE_EXPRESSION,
    Item,
    Questionnaire,
)
from procdesk.questionnaire.lint import lint, unsupported
from procdesk.questionnaire.load import FormProblem, FormRefused, load
from procdesk.questionnaire.response import Response, plain_number
from procdesk.questionnaire.values import Implausible


@dataclass(frozen=True, slots=True)
class OpenedForm:
    """A form with its verdict: `opens`, `degraded` (with what is missing) or `refused`."""

    form: Questionnaire | None
    verdict: str
    problems: tuple[FormProblem, ...]
    unsupported: tuple[str, ...]


def open_form(raw: bytes) -> OpenedForm:
    """Load and lint. Never raises."""
    try:
        form = load(raw)
    except FormRefused as refused:
        return OpenedForm(None, "refused", (refused.problem,), ())
    problems, lacks = lint(form), unsupported(form)
    if any(one.severity == "error" for one in problems):
        return OpenedForm(form, "refused", problems, lacks)
    degraded = bool(lacks) or any("free text" in one.mend for one in problems)
    return OpenedForm(form, "degraded" if degraded else "opens", problems, lacks)


def check_report(name: str, raw: bytes) -> dict[str, Any]:
    """Return the answer of `procdesk form check --json` for one file."""
    opened = open_form(raw)
    items = opened.form.items if opened.form else ()
    return {
        "file": name,
        "ok": opened.verdict != "refused",
        "verdict": opened.verdict,
        "items": len(items),
        "answerable": sum(one.answerable for one in items),
        "depth": _depth(opened.form.item) if opened.form else 0,
        "counts": {
            "enable_when": sum(bool(one.conditions) for one in items),
            "calculated_expression": sum(one.has(CALCULATED) for one in items),
            "enable_when_expression": sum(one.has(ENABLE_EXPRESSION) for one in items),
            "required": sum(one.required for one in items),
            "repeating_groups": sum(one.type == "group" and one.repeats for one in items),
        },
        "problems": [asdict(one) for one in opened.problems],
        "unsupported": list(opened.unsupported),
    }


def fill_report(
    raw: bytes, answers: Mapping[str, Any], now: datetime | None = None
) -> dict[str, Any]:
    """Return the answer of `procdesk form fill --json`. Raises FormRefused or Implausible."""
    opened = open_form(raw)
    if opened.form is None or opened.verdict == "refused":
        raise FormRefused(opened.problems[0])
    response = Response(opened.form, now)
    for link_id, answer in answers.items():
        try:
            response.put(link_id, answer if isinstance(answer, list) else [answer])
        except Implausible as problem:
            raise Implausible(f"{link_id}: {problem}") from None
    stops = response.stops()
    return {
        "response": response.to_json(completed=True),
        "enabled": [
            item.link_id for item, rows in response.places() if response.enabled(item, rows)
        ],
        "calculated": _calculated(response),
        "stops": [asdict(one) for one in stops if one.holds_up],
        "warnings": [asdict(one) for one in stops if not one.holds_up],
        "missing": list(response.missing()),
    }


def _calculated(response: Response) -> dict[str, Any]:
    """linkId (with the rows around it) -> its value, a list where it repeats, None for none."""
    calculated: dict[str, Any] = {}
    for (rows, link_id), values in response.calculated().items():
        item = response.form.find(link_id)
        decimal = item is not None and item.type == "decimal"
        plain = [plain_number(str(one)) if decimal else one for one in values]
        repeats = item is not None and item.repeats
        calculated[".".join((link_id, *rows))] = plain if repeats else next(iter(plain), None)
    return calculated


def _depth(items: list[Item]) -> int:
    return max((1 + _depth(one.item) for one in items), default=0)
