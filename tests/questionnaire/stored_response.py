"""A stored response, read back: that what is written can be read is checked with it."""

from collections.abc import Iterable, Mapping
from typing import Any

from procdesk.questionnaire.definition import Questionnaire
from procdesk.questionnaire.place import Rows
from procdesk.questionnaire.response import Response
from procdesk.questionnaire.values import Implausible


def from_json(form: Questionnaire, json: Mapping[str, Any]) -> Response:
    """The response that to_json wrote. Raises Implausible."""
    response = Response(form)
    _read_items(response, json.get("item", ()), ())
    return response


def _read_items(response: Response, items: Iterable[Any], rows: Rows) -> None:
    for item_json in items:
        link_id = item_json.get("linkId", "")
        item = response.form.find(link_id)
        if item is None:
            raise Implausible(f"{link_id} is not a question of this form.")
        if item.type == "group" and item.repeats:
            response.add_row(link_id, item_json["id"], rows)
            _read_items(response, item_json.get("item", ()), (*rows, item_json["id"]))
            continue
        answers = item_json.get("answer", ())
        if answers and not item.calculated:
            response.put(link_id, [_read_answer(answer) for answer in answers], rows)
        for answer in answers:
            _read_items(response, answer.get("item", ()), rows)
        _read_items(response, item_json.get("item", ()), rows)


def _read_answer(answer: Mapping[str, Any]) -> Any:
    return next(value for key, value in answer.items() if key.startswith("value"))
