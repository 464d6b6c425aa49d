"""Calculation: what is asked and what is calculated, worked out anew after every change.

Each item is worked out once, after what it needs. Disabled answers count as not given. What cannot
be worked out has no value and stands in `unchecked`; whatever reads it is unchecked as well.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, TypeVar

from procdesk.questionnaire.conditions import holds
from procdesk.questionnaire.definition import Item
from procdesk.questionnaire.expressions import Constraint, Expression, Logic
from procdesk.questionnaire.fhirpath import Budget, Scope, evaluate
from procdesk.questionnaire.fhirpath_values import Collection, Unchecked, shown, truth
from procdesk.questionnaire.nodes import Node
from procdesk.questionnaire.place import Place, Rows
from procdesk.questionnaire.values import Implausible, Value, parse

_Value = TypeVar("_Value")
_MOST_PLACES = Decimal(1).scaleb(-10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """A constraint that does not hold, or logic that cannot be worked out.

    `result` is `false`, `unknown` or `cannot be checked`. An empty policy leaves it to severity.
    """

    link_id: str
    rows: Rows
    key: str
    severity: str
    result: str
    message: str
    policy: str = ""

    @property
    def holds_up(self) -> bool:
        """Return whether it keeps the form from being completed; a warning does not."""
        return self.severity == "error"

    @property
    def sentence(self) -> str:
        """For the person at the form."""
        return self.message if self.result == "false" else f"{self.message} ({self.result})"


class Calculation:
    """All that follows from answers in a form with these rows, at this time."""

    def __init__(
        self,
        logic: Logic,
        order: tuple[str, ...],
        rows: Mapping[Place, list[str]],
        now: datetime | None,
    ) -> None:
        self._logic = logic
        self._order = order or tuple(logic.calculated)
        self._rows = rows
        self._now = now
        self._at: dict[Place, Node] = {}
        self._standing: dict[str, list[Node]] = defaultdict(list)
        self._root = Node(self, None, (), None)
        self._grow(logic.form.item, (), self._root)
        self.settle({})

    def settle(self, answers: Mapping[Place, list[Value]]) -> None:
        """Work out everything anew from these answers."""
        self.answers = dict(answers)
        self.unchecked: dict[Place, str] = {}
        self._budget = Budget()
        self._asked: dict[Node, bool] = {}
        self._known = set[Node]()
        self._variables: dict[tuple[str, Rows, str], Collection] = {}
        self._open: dict[object, None] = {}
        for link_id in self._order:
            for node in self.standing(link_id):
                self._enabled(node)
                # What cannot be worked out stands in `unchecked` now.
                with suppress(Unchecked):
                    self.values(node)

    def _grow(self, items: list[Item], at: Rows, parent: Node) -> None:
        """A node for every place; a repeating group has one for each row, as in FHIR."""
        for item in items:
            node = self._at[at, item.link_id] = Node(self, item, at, parent)
            if not (item.type == "group" and item.repeats):
                self._stand(node)
                self._grow(item.item, at, node)
                continue
            for row_id in self._rows.get((at, item.link_id), ()):
                row = self._at[(*at, row_id), item.link_id] = Node(
                    self, item, (*at, row_id), parent
                )
                self._stand(row)
                self._grow(item.item, row.rows, row)

    def _stand(self, node: Node) -> None:
        self._standing[node.link_id].append(node)
        if node.parent:
            node.parent.inner.append(node)

    def standing(self, link_id: str) -> list[Node]:
        """Every place with this linkId."""
        return self._standing.get(link_id, [])

    def enabled(self, place: Place) -> bool:
        """Return whether this place is asked now. Where an item does not stand it is not asked."""
        node = self._at.get(place)
        return node is not None and self._enabled(node)

    def calculated(self) -> dict[Place, list[Value]]:
        """Every calculated place with its values; none where it has no value."""
        places = [
            (node.rows, link_id)
            for link_id in self._logic.calculated
            for node in self.standing(link_id)
        ]
        return {place: self.answers.get(place, []) for place in places}

    def _enabled(self, node: Node) -> bool:
        """Its own conditions, and those of everything around it."""
        asked = self._asked.get(node)
        if asked is None:
            around = node.parent is None or self._enabled(node.parent)
            asked = self._asked[node] = around and self._own_conditions(node)
        return asked

    def _own_conditions(self, node: Node) -> bool:
        """Ask what cannot be checked: a question too many harms less than one too few."""
        item = node.item
        if item is None:
            return True
        expression = self._logic.enabling.get(item.link_id)
        if expression is None and "enableWhen" not in item.raw:
            return True
        try:
            return self._once(("enabled", node), lambda: self._asks(node, item, expression))
        except Unchecked as problem:
            self.unchecked[node.rows, item.link_id] = str(problem)
            return True

    def _asks(self, node: Node, item: Item, expression: Expression | None) -> bool:
        results = [
            holds(
                self._answers_at(condition.question, node.rows),
                condition.operator,
                condition.answer,
            )
            for condition in item.conditions
        ]
        every = all(results) if item.enable_behavior == "all" else any(results)
        if results and not every:
            return False
        return expression is None or truth(self._evaluate(expression, node)) is True

    def _answers_at(self, link_id: str, rows: Rows) -> list[Value]:
        """Return the answers of a question as seen at a place: its own row first, then outward."""
        for end in range(len(rows), -1, -1):
            node = self._at.get((rows[:end], link_id))
            if node is not None:
                return self.values(node)
        return []

    def values(self, node: Node) -> list[Value]:
        """The answers at a place; none if it is not asked. Raises Unchecked."""
        place = (node.rows, node.link_id)
        if not self._enabled(node):
            return []
        if place in self.unchecked:
            raise Unchecked(f"{node.link_id} cannot be checked.")
        if next(reversed(self._open), None) == ("value", node):
            return []  # A total over "all answers" does not count itself.
        item, expression = node.item, self._logic.calculated.get(node.link_id)
        if item and expression and node not in self._known:
            try:
                self._once(("value", node), lambda: self._calculate(node, item, expression))
            except Unchecked as problem:
                self.unchecked[place] = str(problem)
                raise
        return self.answers.get(place, [])

    def _calculate(self, node: Node, item: Item, expression: Expression) -> None:
        """Put its value among the answers. Raises Unchecked."""
        collection = self._evaluate(expression, node)
        try:
            values = [parse(item, _as_answer(item, one)) for one in collection]
        except Implausible as problem:
            raise Unchecked(f"What it gives does not fit: {problem}") from None
        if len(values) > 1 and not item.repeats:
            raise Unchecked("It gives several values where one is expected.")
        self._known.add(node)
        if values:
            self.answers[node.rows, node.link_id] = values

    def _evaluate(self, expression: Expression, node: Node) -> Collection:
        if expression.tree is None:
            raise Unchecked(expression.why)
        scope = Scope(
            about=[node],
            variable=lambda name: self._variable(name, node),
            budget=self._budget,
            now=self._now,
        )
        return evaluate(expression.tree, scope)

    def _variable(self, name: str, node: Node) -> Collection:
        if name in ("resource", "context"):
            return [self._root if name == "resource" else node]
        if name == "questionnaire":
            return [self._logic.form.raw]
        if name == "qitem":
            return [node.item.raw] if node.item else []
        if name in _SYSTEMS:
            return [_SYSTEMS[name]]
        around: Node | None = node
        while around is not None:
            expression = self._logic.variables.get(around.link_id, {}).get(name)
            if expression is not None:
                return self._defined(around, name, expression)
            around = around.parent
        raise Unchecked(f"%{name} is not known here.")

    def _defined(self, node: Node, name: str, expression: Expression) -> Collection:
        key = (node.link_id, node.rows, name)
        if key not in self._variables:
            self._variables[key] = self._once(key, lambda: self._evaluate(expression, node))
        return self._variables[key]

    def _once(self, key: object, act: Callable[[], _Value]) -> _Value:
        """Work something out. Raises Unchecked where it would need itself, or never end."""
        if key in self._open:
            raise Unchecked("It depends on itself.")
        self._open[key] = None
        try:
            return act()
        except RecursionError:
            raise Unchecked("It leads too deep.") from None
        finally:
            del self._open[key]

    def stops(self) -> tuple[Stop, ...]:
        """Return the constraints that do not hold, error and warning; unknown is not holding."""
        self._budget = Budget()
        stops = [
            Stop(
                link_id=link_id,
                rows=rows,
                key="",
                severity="error",
                result="cannot be checked",
                message=why,
            )
            for (rows, link_id), why in self.unchecked.items()
        ]
        for link_id, constraints in self._logic.constraints.items():
            for node in self.standing(link_id) if link_id else [self._root]:
                if self._enabled(node):
                    stops += [
                        stop for constraint in constraints if (stop := self._stop(constraint, node))
                    ]
        return tuple(stops)

    def _stop(self, constraint: Constraint, node: Node) -> Stop | None:
        message = constraint.human or constraint.expression.shown
        try:
            held = self._once(
                constraint, lambda: truth(self._evaluate(constraint.expression, node))
            )
        except Unchecked as problem:
            result, message = "cannot be checked", f"{message} {problem}"
        else:
            if held is True:
                return None
            result = "unknown" if held is None else "false"
        return Stop(
            link_id=node.link_id,
            rows=node.rows,
            key=constraint.key,
            severity=constraint.severity,
            result=result,
            message=message,
            policy=constraint.policy,
        )


_SYSTEMS = {
    "ucum": "http://unitsofmeasure.org",
    "sct": "http://snomed.info/sct",
    "loinc": "http://loinc.org",
}


def _as_answer(item: Item, value: Any) -> Any:
    """Return a result as a person would have answered it."""
    if isinstance(value, Decimal):
        whole = value.to_integral_value()
        if value == whole:
            return str(int(whole))
        return shown(value.quantize(_MOST_PLACES).normalize())
    if isinstance(value, (bool, dict)) and item.type != "string":
        return value
    return shown(value)
