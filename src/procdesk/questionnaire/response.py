"""Response: the answers to one form, with what is enabled, calculated and missing.

Answers are matched by linkId, never by position. An answer lies at a path: the rows of the
repeating groups around it, then its linkId. What is disabled is kept and left out when completed.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import cached_property
from typing import Any

from procdesk.questionnaire.calculation import Calculation, Stop
from procdesk.questionnaire.definition import (
    MAX_OCCURS,
    MIN_OCCURS,
    OURS,
    Item,
    Questionnaire,
)
from procdesk.questionnaire.expressions import Logic
from procdesk.questionnaire.place import Place, Rows, places
from procdesk.questionnaire.values import Implausible, Value, parse

FORM_HASH = f"{OURS}form-hash"


class Response:
    """The answers so far. `rows` holds the row ids of each repeating group at its place.

    `now` is what now() and today() say in its expressions; without it they cannot be checked.
    """

    def __init__(self, form: Questionnaire, now: datetime | None = None) -> None:
        self.form = form
        self.rows: dict[Place, list[str]] = {}
        self.now = now
        self._given: dict[Place, list[Value]] = {}
        self._cleared: set[Place] = set()
        self._tree: Calculation | None = None
        self._changed = False

    @property
    def answers(self) -> dict[Place, list[Value]]:
        """Return the answers and all that follows from them, by place."""
        return self._calculation().answers

    @cached_property
    def _logic(self) -> Logic:
        return Logic(self.form)

    @cached_property
    def _order(self) -> tuple[str, ...]:
        return self._logic.order()

    @cached_property
    def has_logic(self) -> bool:
        """Return whether an answer can change what is asked or shown."""
        return bool(self._order or self._logic.calculated)

    def _calculation(self) -> Calculation:
        """Return all that follows from the answers as they are, worked out once after a change."""
        if self._tree is None:
            self._tree = Calculation(self._logic, self._order, self.rows, self.now)
            self._changed = True
        if self._changed:
            self._changed = False
            self._tree.settle(self._given)
        return self._tree

    def put(self, link_id: str, answers: Iterable[Any], rows: Rows = ()) -> None:
        """Answer a question, replacing its answers. Raises Implausible."""
        item = self.form.find(link_id)
        if item is None or not item.answerable:
            raise Implausible(f"{link_id} is not a question of this form.")
        if item.calculated:
            raise Implausible("This is calculated from the other answers.")
        values = [parse(item, answer) for answer in answers]
        if len(values) > 1 and not item.repeats:
            raise Implausible(f"{link_id} takes one answer.")
        if len(values) > 1 and any(parse(item, one) in values for one in item.exclusive):
            raise Implausible("One of these answers stands alone.")
        if values:
            self._given[rows, link_id] = values
            self._cleared.discard((rows, link_id))
        elif self._given.pop((rows, link_id), None) is not None:
            self._cleared.add((rows, link_id))
        self._changed = True

    def taken_back(self) -> frozenset[Place]:
        """Places whose answer stands no more: cleared here, or calculated and now without value.

        A place that nobody touched is not among them: somebody else may have answered it since.
        """
        empty = {place for place, values in self.calculated().items() if not values}
        return frozenset(self._cleared | empty)

    def get(self, link_id: str, rows: Rows = ()) -> list[Value]:
        """The answers of a question as seen from a place: its own row first, then outward."""
        for end in range(len(rows), -1, -1):
            values = self.answers.get((rows[:end], link_id))
            if values is not None:
                return values
        return []

    def add_row(self, link_id: str, row_id: str, rows: Rows = ()) -> None:
        """Add a row to a repeating group; its id never changes."""
        self.rows.setdefault((rows, link_id), []).append(row_id)
        self._tree = None

    def enabled(self, item: Item, rows: Rows = ()) -> bool:
        """Return whether the item is asked now: by its own conditions and those around it."""
        return self._calculation().enabled((rows, item.link_id))

    def unchecked(self) -> Mapping[Place, str]:
        """Places whose value or condition cannot be worked out, with the reason."""
        return self._calculation().unchecked

    def stops(self) -> tuple[Stop, ...]:
        """Return the stops that keep a form with nothing missing from completion, and warnings."""
        return self._calculation().stops()

    def calculated(self) -> dict[Place, list[Value]]:
        """Every calculated place with its values; none where it has no value."""
        return self._calculation().calculated()

    def entered(self, link_id: str, rows: Rows = ()) -> tuple[int, int]:
        """Return how many answers of a calculated item are there, and how many it needs.

        An answer without points, such as "not assessed", is not entered.
        """
        needed = self._components(link_id)
        return sum(self._counts(one, rows) for one in needed), len(needed)

    def _components(self, link_id: str) -> list[Item]:
        """The questions that a calculated item reads, also by way of other calculated ones."""
        components: dict[str, Item] = {}
        waiting, reached = [link_id], {link_id}
        while waiting:
            at = waiting.pop()
            expression = self._logic.calculated.get(at)
            item = self.form.find(at)
            if expression:
                fresh = self._logic.reads(at, expression) - reached
                reached |= fresh
                waiting += fresh
            elif item and item.answerable:
                components[at] = item
        return list(components.values())

    def _counts(self, item: Item, rows: Rows) -> bool:
        values = self.get(item.link_id, rows)
        weighed = any(
            isinstance(option, dict) and item.points(option) is not None for option in item.options
        )
        if not weighed:
            return bool(values)
        return any(isinstance(one, dict) and item.points(one) is not None for one in values)

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
        return places(self.form.item, self.rows)

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
        items_json: list[dict[str, Any]] = []
        for item in items:
            if completed and not self.enabled(item, rows):
                continue
            if item.type == "group" and item.repeats:
                items_json += [
                    {
                        "id": row,
                        "linkId": item.link_id,
                        "item": self._items(item.item, (*rows, row), completed),
                    }
                    for row in self.rows.get((rows, item.link_id), ())
                ]
            elif item_json := self._item(item, rows, completed):
                items_json.append(item_json)
        return items_json

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
        return {"valueDecimal": plain_number(str(value))}
    if item.type == "quantity" and isinstance(value, dict):
        return {"valueQuantity": {**value, "value": plain_number(str(value["value"]))}}
    return {_KEYS[item.type]: value}


def plain_number(text: str) -> int | float:
    """A decimal of ours as a number of JSON."""
    return float(text) if "." in text else int(text)
