"""Nodes: a response as expressions see it, each place and each answer, without copying it."""

from decimal import Decimal
from typing import Any, Protocol

from procdesk.questionnaire.asked_in import as_form_reckons
from procdesk.questionnaire.definition import Item
from procdesk.questionnaire.fhirpath_values import Coded, Collection, FhirMoment, Unchecked
from procdesk.questionnaire.place import Rows
from procdesk.questionnaire.values import Value


class Whole(Protocol):
    """The questions that a node may ask of the whole response."""

    def values(self, node: "Node") -> list[Value]:
        """The answers at a place that count."""

    def standing(self, link_id: str) -> list["Node"]:
        """Every place with this linkId."""


class Node:
    """One place in the response, as expressions see it."""

    __slots__ = ("_whole", "inner", "item", "parent", "rows")

    def __init__(self, whole: Whole, item: Item | None, rows: Rows, parent: "Node | None") -> None:
        self._whole = whole
        self.item = item
        self.rows = rows
        self.parent = parent
        self.inner: list[Node] = []

    @property
    def link_id(self) -> str:
        """Its linkId; empty for the form itself."""
        return self.item.link_id if self.item else ""

    def member(self, name: str) -> Collection:
        """Return the members that FHIRPath knows by this name."""
        if name == "item":
            return list(self.inner)
        if name == "answer" and self.item:
            return [AnswerNode(self, value) for value in self._whole.values(self)]
        if name == "linkId" and self.item:
            return [self.item.link_id]
        return [self.item.text] if name == "text" and self.item else []

    def children(self, link_id: str) -> Collection:
        """The places directly inside that have this linkId."""
        return [one for one in self._whole.standing(link_id) if one.parent is self]


class AnswerNode:
    """One answer at a place."""

    __slots__ = ("_node", "_value")

    def __init__(self, node: Node, value: Value) -> None:
        self._node = node
        self._value = value

    def member(self, name: str) -> Collection:
        """`value`, also by its FHIR name such as `valueCoding`, or the items inside."""
        if name.startswith("value") and self._node.item:
            return [_reckoned(self._node.item, self._value)]
        return list(self._node.inner) if name == "item" else []


def _reckoned(item: Item, value: Value) -> Any:
    """An answer as FHIRPath reckons with it. Raises Unchecked for a text in place of a code.

    Where the list of answers could not be reached, "female" is no code, and an expression that
    asks for the code would silently take the other branch.
    """
    if item.type == "choice" and isinstance(value, str) and not item.options:
        raise Unchecked(f"{item.link_id} was answered as text; its list cannot be reached.")
    if isinstance(value, dict):
        if item.type == "quantity":
            return {**value, "value": Decimal(str(value["value"]))}
        coded = Coded(value)
        coded.points = item.points(value)
        return coded
    if item.type == "decimal":
        return as_form_reckons(item, Decimal(str(value)))
    return FhirMoment(value) if item.type in ("date", "dateTime", "time") else value
