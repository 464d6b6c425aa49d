"""Figures of the expressions: one answer changed in a large form, and a real form of conditions."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.row import Row, median, percentile, row, seconds
from procdesk.questionnaire.definition import CALCULATED, ENABLE_EXPRESSION
from procdesk.questionnaire.report import open_form
from procdesk.questionnaire.response import Response
from procdesk.questionnaire.values import Value

_REAL = (
    Path(__file__).resolve().parents[3]
    / "shared/data/questionnaires/who-emcare-treatment.fhir.json"
)
_ITEMS, _CALCULATED, _CONDITIONS = 1000, 50, 113


def expressions() -> Iterator[Row]:
    """A changed answer that every total counts, and a pass over 113 conditions."""
    response = _response(_totals())
    for number in range(_ITEMS - _CALCULATED):
        response.put(f"q{number}", [number % 10])

    def change(value: int) -> None:
        response.put("q0", [value])
        assert all(response.calculated().values())

    times = [seconds(lambda value=value: change(value)) for value in range(220)][20:]  # type: ignore[misc]
    name = "one answer changed, 1,000 items, 50 calculated"
    yield row(f"{name}, p99", percentile(times, 0.99), "s", 1.0, 0.016)
    real = _REAL.exists()
    conditional = _response(_REAL.read_bytes() if real else _conditions())
    asked = [item for item in conditional.form.items if item.has(ENABLE_EXPRESSION)]
    assert len(asked) == _CONDITIONS
    places = list(conditional.places())
    answers: dict[str, Value] = {"AgeInMonths": "8"} if real else {"q": 1}

    def whole_pass() -> None:
        for link_id, value in answers.items():
            conditional.put(link_id, [value])
        for item, rows in places:
            conditional.enabled(item, rows)

    name = "who-emcare-treatment" if real else "a form like who-emcare-treatment"
    value = median([seconds(whole_pass) for _ in range(30)])
    yield row(f"{name}, one pass of its 113 conditions", value, "s", 1.0, 0.05)


def _response(raw: bytes) -> Response:
    form = open_form(raw).form
    assert form is not None
    return Response(form)


def _totals() -> bytes:
    """Questions, and totals of which every one counts the first question and two others."""
    asked = [{"linkId": f"q{n}", "type": "integer"} for n in range(_ITEMS - _CALCULATED)]
    return _form([*asked, *(_total(n) for n in range(_CALCULATED))])


def _total(number: int) -> dict[str, Any]:
    parts = ("q0", f"q{number * 2 + 1}", f"q{number * 2 + 2}")
    text = " + ".join(f"%resource.repeat(item).where(linkId='{q}').answer.value" for q in parts)
    return _item(f"t{number}", CALCULATED, text) | {"readOnly": True}


def _conditions() -> bytes:
    text = "%resource.repeat(item).where(linkId='q').answer.first().value >= 2"
    shown = [_item(f"i{number}", ENABLE_EXPRESSION, text) for number in range(_CONDITIONS)]
    return _form([{"linkId": "q", "type": "integer"}, *shown])


def _item(link_id: str, url: str, text: str) -> dict[str, Any]:
    expression = {"language": "text/fhirpath", "expression": text}
    extension = [{"url": url, "valueExpression": expression}]
    return {"linkId": link_id, "type": "integer", "extension": extension}


def _form(items: list[dict[str, Any]]) -> bytes:
    return json.dumps({"resourceType": "Questionnaire", "item": items}).encode()
