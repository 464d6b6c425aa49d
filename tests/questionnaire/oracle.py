"""A second opinion: the calculated values of a form, worked out by fhirpathpy with its R4 model.

It has no weight(); that one function is given to it, reading the points from the form.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import fhirpathpy
from fhirpathpy.models import models

from procdesk.questionnaire.definition import (
    CALCULATED,
    ITEM_WEIGHT,
    VARIABLE,
    Item,
    Questionnaire,
    extension_of,
)
from procdesk.questionnaire.response import Response


def second_opinion(response: Response) -> dict[str, Any]:
    """linkId -> value of every calculated item, None where it has none."""
    form = response.form
    answers = response.to_json(completed=False)
    answers["item"] = [one for one in answers["item"] if not _calculated(form, one["linkId"])]
    names: dict[str, Any] = {"resource": answers}
    for extension in form.raw.get("extension", ()):
        if extension["url"] == VARIABLE:
            value = extension["valueExpression"]
            names[value["name"]] = _evaluate(form, value["expression"], answers, names)
    results: dict[str, Any] = {}
    for item in form.items:
        if item.calculated:
            values = _evaluate(form, _text(item), answers, names)
            assert len(values) <= 1
            results[item.link_id] = values[0] if values else None
            if values:
                answer = {_KEYS[item.type]: values[0]}
                answers["item"].append({"linkId": item.link_id, "answer": [answer]})
    return results


_KEYS = {
    "integer": "valueInteger",
    "decimal": "valueDecimal",
    "boolean": "valueBoolean",
    "string": "valueString",
}


def _calculated(form: Questionnaire, link_id: str) -> bool:
    item = form.find(link_id)
    return item is not None and item.calculated


def _text(item: Item) -> str:
    expression = item.extension(CALCULATED)
    assert isinstance(expression, dict)
    return str(expression["expression"])


def _points(form: Questionnaire) -> dict[str, int]:
    """Code -> points; within one form of ours the same code counts the same at every item."""
    points: dict[str, int] = {}
    for item in form.items:
        for option in item.raw.get("answerOption", ()):
            weight = extension_of(option, ITEM_WEIGHT)
            if weight is not None:
                assert points.setdefault(option["valueCoding"]["code"], weight) == weight
    return points


def _evaluate(
    form: Questionnaire, text: str, answers: dict[str, Any], names: dict[str, Any]
) -> list[Any]:
    return list(_compiled(text, _weights(tuple(_points(form).items())))(answers, names))


@lru_cache
def _weights(points: tuple[tuple[str, int], ...]) -> Callable[[Any], list[int]]:
    known = dict(points)

    def weight(answers: Any) -> list[int]:
        codes = [one["valueCoding"]["code"] for one in answers]
        return [known[code] for code in codes if code in known]

    return weight


@lru_cache(maxsize=512)
def _compiled(
    text: str, weight: Callable[[Any], list[int]]
) -> Callable[[dict[str, Any], dict[str, Any]], list[Any]]:
    table = {"weight": {"fn": weight, "arity": {0: []}}}
    compiled: Callable[[dict[str, Any], dict[str, Any]], list[Any]] = fhirpathpy.compile(
        text, model=models["r4"], options={"userInvocationTable": table}
    )
    return compiled
