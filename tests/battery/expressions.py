"""Hostile expressions: whatever a form holds, opening and filling it raises nothing and ends."""

import json
import random
import time
from collections.abc import Iterator
from typing import Any

from battery.case import Row
from procdesk.questionnaire.definition import (
    CALCULATED,
    ENABLE_EXPRESSION,
    TARGET_CONSTRAINT,
    VARIABLE,
)
from procdesk.questionnaire.report import open_form
from procdesk.questionnaire.response import Response
from procdesk.questionnaire.values import Implausible

_LONGEST_SECONDS = 5
_SMALL = (
    *("1", "0", "2.5", "'a'", "'12'", "true", "{}", "$this", "$index", "%v0", "%v1", "item"),
    *(
        "%resource",
        "%context",
        "%questionnaire",
        "%nobody",
        "%resource.item.answer.value",
        "now()",
        "linkId",
    ),
    "%resource.item.where(linkId='n').answer.value",
    "%resource.descendants()",
    "%questionnaire.item.extension",
)
_LARGER = (
    *("({0}) + ({1})", "({0}) & ({1})", "({0}) | ({1})", "({0}) = ({1})", "({0}) < ({1})"),
    *("({0}) and ({1})", "({0}) implies ({1})", "({0}) in ({1})", "({0}) / ({1})", "-({0})"),
    *("({0}).repeat({1})", "({0}).select({1})", "({0}).where({1})", "({0}).all({1})"),
    *("iif({0}, {1}, {0})", "({0}).power({1})", "({0}).matches({1})", "({0})[{1}]"),
    *("({0}).sum()", "({0}).toInteger()", "({0}).weight()", "({0}).ln()", "({0}).exp()"),
    *("({0}).toChars()", "({0}).substring({1})", "({0}).round({1})", "({0}).first()"),
    *("({0}).repeat($this & 'a')", "({0}).repeat($this + 1)", "({0}).repeat($this | item)"),
    *("('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!').matches('(a+)+$')", "({0}).foo({1}", "(" * 300),
)


def hostile(seed: int, times: int) -> Iterator[Row]:
    """Forms of random expressions that nest, repeat, double, need themselves or cannot be read."""
    chance = random.Random(seed)
    missed = sum(not _survives(_form(chance)) for _ in range(times))
    yield Row("forms of hostile expressions", times, missed, seed)


def _survives(raw: bytes) -> bool:
    began = time.monotonic()
    try:
        opened = open_form(raw)
        if opened.form is not None:
            _fill(Response(opened.form))
    except Exception:
        return False
    return time.monotonic() - began < _LONGEST_SECONDS


def _fill(response: Response) -> None:
    for link_id, value in (("n", "12"), ("t", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!")):
        try:
            response.put(link_id, [value])
        except Implausible:
            continue
    response.stops()
    response.to_json(completed=True)
    for rows, link_id in response.calculated():
        response.entered(link_id, rows)


def _form(chance: random.Random) -> bytes:
    variables = [_extension(VARIABLE, _text(chance), name=f"v{n}") for n in range(3)]
    items = [{"linkId": "n", "type": "integer"}, {"linkId": "t", "type": "string"}]
    for number in range(6):
        kind = chance.choice((CALCULATED, ENABLE_EXPRESSION, TARGET_CONSTRAINT))
        item_type = chance.choice(("integer", "decimal", "string", "boolean", "choice", "quantity"))
        link_id = chance.choice((f"i{number}", "n"))
        items.append(
            {"linkId": link_id, "type": item_type, "extension": [_logic(kind, _text(chance))]}  # type: ignore[dict-item]
        )
    form = {"resourceType": "Questionnaire", "item": items, "extension": variables}
    return json.dumps(form).encode()


def _logic(url: str, text: str) -> dict[str, Any]:
    if url != TARGET_CONSTRAINT:
        return _extension(url, text)
    return {"url": url, "extension": [_extension("expression", text)]}


def _extension(url: str, text: str, **more: str) -> dict[str, Any]:
    return {"url": url, "valueExpression": {"expression": text, **more}}


def _text(chance: random.Random) -> str:
    text = chance.choice(_SMALL)
    for _ in range(chance.choice((1, 2, 3, 8, 30))):
        text = chance.choice(_LARGER).format(text, chance.choice((chance.choice(_SMALL), text)))
        if len(text) > 30_000:
            break
    return text
