"""Response: the answers to one form, with what is enabled and what is missing.

Answers are matched by linkId, never by position. An answer lies at a path: the rows of the
repeating groups around it, then its linkId. What is disabled is kept and left out when completed.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from procdesk.questionnaire.definition import (
    MAX_OCCURS,
    MIN_OCCURS,
    OURS,
    Condition,
    Item,
    Questionnaire,
)
from procdesk.questionnaire.values import Implausible, Value, comparable, parse

FORM_HASH = f"{OURS}form-hash"

Rows: TypeAlias = tuple[str, ...]
Place: TypeAlias = tuple[Rows, str]


@dataclass
class Response:
    """The answers so far. `rows` holds the row ids of each repeating group at its place."""

    form: Questionnaire
    answers: dict[Place, list[Value]] = field(default_factory=dict)
    rows: dict[Place, list[str]] = field(default_factory=dict)

    def put(self, link_id: str, told: Iterable[Any], rows: Rows = ()) -> None:
        """Answer a question, replacing its answers. Raises Implausible."""
        item = self.form.find(link_id)
        if item is None or not item.answerable:
            raise Implausible(f"{link_id} is not a question of this form.")
        values = [parse(item, one) for one in told]
        if len(values) > 1 and not item.repeats:
            raise Implausible(f"{link_id} takes one answer.")
        if len(values) > 1 and any(parse(item, one) in values for one in item.exclusive):
            raise Implausible("One of these answers stands alone.")
        if values:
            self.answers[rows, link_id] = values
        else:
            self.answers.pop((rows, link_id), None)

    def get(self, link_id: str, rows: Rows = ()) -> list[Value]:
        """The answers of a question as seen from a place: its own row first, then outward."""
        for end in range(len(rows), -1, -1):
            found = self.answers.get((rows[:end], link_id))
            if found is not None:
                return found
        return []

    def add_row(self, link_id: str, row_id: str, rows: Rows = ()) -> None:
        """Add a row to a repeating group; its id never changes."""
        self.rows.setdefault((rows, link_id), []).append(row_id)

    def enabled(self, item: Item, rows: Rows = ()) -> bool:
        """Whether the item is asked now: its own conditions, and those of everything around it."""
        parent = self.form.parents.get(item.link_id)
        around = self.form.find(parent) if parent else None
        if around is not None and not self.enabled(around, rows):
            return False
        results = [self._holds(one, rows) for one in item.conditions]
        if not results:
            return True
        return all(results) if item.enable_behavior == "all" else any(results)

    def _holds(self, condition: Condition, rows: Rows) -> bool:
        asked = self.form.find(condition.question)
        values = self.get(condition.question, rows)
        if asked is not None and not self.enabled(asked, rows):
            values = []
        if condition.operator == "exists":
            return bool(values) is condition.answer
        if condition.operator == "!=":
            return bool(values) and all(not _same(v, condition.answer) for v in values)
        return any(_compare(v, condition.operator, condition.answer) for v in values)

    def missing(self) -> tuple[str, ...]:
        """linkIds that are required, enabled, and not answered."""
        return tuple(
            item.link_id
            for item, rows in self.places()
            if self.enabled(item, rows) and not self._enough(item, rows)
        )

    def _enough(self, item: Item, rows: Rows) -> bool:
        if item.type == "display":
            return True
        least = item.extension(MIN_OCCURS)
        most = item.extension(MAX_OCCURS)
        least = least if isinstance(least, int) else int(item.required)
        if item.type == "group":
            count = len(self.rows.get((rows, item.link_id), ())) if item.repeats else 1
        else:
            count = len(self.answers.get((rows, item.link_id), ()))
        return count >= least and not (isinstance(most, int) and count > most)

    def places(self) -> Iterable[tuple[Item, Rows]]:
        """Every item with the rows in which it stands."""
        yield from self._places(self.form.item, ())

    def _places(self, items: list[Item], rows: Rows) -> Iterable[tuple[Item, Rows]]:
        for item in items:
            yield item, rows
            if item.type == "group" and item.repeats:
                for row_id in self.rows.get((rows, item.link_id), ()):
                    yield from self._places(item.item, (*rows, row_id))
            else:
                yield from self._places(item.item, rows)

    def to_json(self, completed: bool) -> dict[str, Any]:
        """The QuestionnaireResponse. A completed one leaves out what is disabled."""
        return {
            "resourceType": "QuestionnaireResponse",
            "extension": [{"url": FORM_HASH, "valueString": self.form.hash}],
            "questionnaire": self.form.reference,
            "status": "completed" if completed else "in-progress",
            "item": self._items(self.form.item, (), completed),
        }

    def _items(self, items: list[Item], rows: Rows, completed: bool) -> list[dict[str, Any]]:
        told: list[dict[str, Any]] = []
        for item in items:
            if completed and not self.enabled(item, rows):
                continue
            if item.type == "group" and item.repeats:
                told += [
                    {
                        "id": row,
                        "linkId": item.link_id,
                        "item": self._items(item.item, (*rows, row), completed),
                    }
                    for row in self.rows.get((rows, item.link_id), ())
                ]
            elif one := self._item(item, rows, completed):
                told.append(one)
        return told

    def _item(self, item: Item, rows: Rows, completed: bool) -> dict[str, Any] | None:
        nested = self._items(item.item, rows, completed)
        if item.type == "group":
            return {"linkId": item.link_id, "item": nested} if nested else None
        values = self.answers.get((rows, item.link_id), [])
        if not values:
            return {"linkId": item.link_id, "item": nested} if nested else None
        answers = [_answer_json(item, value) for value in values]
        if nested:
            answers[0]["item"] = nested
        return {"linkId": item.link_id, "answer": answers}


def from_json(form: Questionnaire, told: Mapping[str, Any]) -> Response:
    """The response that to_json wrote. Raises Implausible."""
    response = Response(form)
    _read_items(response, told.get("item", ()), ())
    return response


def _read_items(response: Response, items: Iterable[Any], rows: Rows) -> None:
    for one in items:
        link_id = one.get("linkId", "")
        item = response.form.find(link_id)
        if item is None:
            raise Implausible(f"{link_id} is not a question of this form.")
        if item.type == "group" and item.repeats:
            response.add_row(link_id, one["id"], rows)
            _read_items(response, one.get("item", ()), (*rows, one["id"]))
            continue
        answers = one.get("answer", ())
        if answers:
            response.put(link_id, [_read_answer(answer) for answer in answers], rows)
        for answer in answers:
            _read_items(response, answer.get("item", ()), rows)
        _read_items(response, one.get("item", ()), rows)


_KEYS = {
    "boolean": "valueBoolean",
    "decimal": "valueDecimal",
    "integer": "valueInteger",
    "date": "valueDate",
    "dateTime": "valueDateTime",
    "time": "valueTime",
    "string": "valueString",
    "text": "valueString",
    "url": "valueUri",
    "attachment": "valueAttachment",
    "reference": "valueReference",
    "quantity": "valueQuantity",
}


def _answer_json(item: Item, value: Value) -> dict[str, Any]:
    if item.type in ("choice", "open-choice"):
        if isinstance(value, dict):
            return {"valueReference" if "reference" in value else "valueCoding": value}
        return {"valueInteger" if isinstance(value, int) else "valueString": value}
    if item.type == "decimal":
        return {"valueDecimal": _plain_number(str(value))}
    if item.type == "quantity" and isinstance(value, dict):
        return {"valueQuantity": {**value, "value": _plain_number(str(value["value"]))}}
    return {_KEYS[item.type]: value}


def _plain_number(text: str) -> int | float:
    return float(text) if "." in text else int(text)


def _read_answer(answer: Mapping[str, Any]) -> Any:
    return next(value for key, value in answer.items() if key.startswith("value"))


def _same(value: Value, told: Any) -> bool:
    return _compare(value, "=", told)


def _compare(value: Value, operator: str, told: Any) -> bool:
    if operator == "=":
        if isinstance(value, dict) and isinstance(told, dict) and "code" in told:
            return value.get("code") == told.get("code") and (
                not told.get("system") or value.get("system") == told.get("system")
            )
        here, there = comparable(value), comparable(told)
        if here is not None and there is not None:
            return here == there
        return bool(value == told)
    here, there = comparable(value), comparable(told)
    if here is None or there is None or type(here) is not type(there):
        return False
    order = (here > there) - (here < there)  # type: ignore[operator]
    return {">": order > 0, "<": order < 0, ">=": order >= 0, "<=": order <= 0}[operator]
