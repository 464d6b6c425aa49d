"""Expressions: the logic that a form holds, read once, and which item needs which.

Sources: FHIR SDC (calculatedExpression, enableWhenExpression), FHIR core (variable,
targetConstraint and the older questionnaire-constraint).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from typing import Any

from procdesk.questionnaire.definition import (
    CALCULATED,
    CONSTRAINT,
    ENABLE_EXPRESSION,
    STOP_POLICY,
    TARGET_CONSTRAINT,
    VARIABLE,
    Questionnaire,
    extension_of,
    extensions,
)
from procdesk.questionnaire.fhirpath_parse import (
    Binary,
    Literal,
    Member,
    Tree,
    UnreadableExpression,
    Variable,
    every,
    parse_expression,
)

_FHIRPATH = ("text/fhirpath", "")
KNOWN = ("resource", "context", "questionnaire", "qitem", "ucum", "sct", "loinc")
"""Variables that need no definition."""

_SHOWN_LETTERS = 80


@dataclass(frozen=True, slots=True)
class Expression:
    """One expression. Without a tree it cannot be read, and `why` says so; `part` names what."""

    text: str
    tree: Tree | None
    why: str = ""
    part: str = ""

    @property
    def shown(self) -> str:
        """Its text, shortened for a message."""
        plain = " ".join(self.text.split())
        return plain if len(plain) <= _SHOWN_LETTERS else f"{plain[:_SHOWN_LETTERS]}…"


@dataclass(frozen=True, slots=True, kw_only=True)
class Constraint:
    """A constraint before the form is complete. Severity is `error` or `warning`."""

    key: str
    severity: str
    human: str
    policy: str
    expression: Expression


class Logic:
    """The expressions of a form by linkId; an empty linkId is the form itself."""

    def __init__(self, form: Questionnaire) -> None:
        self.form = form
        self.calculated: dict[str, Expression] = {}
        self.enabling: dict[str, Expression] = {}
        self.constraints: dict[str, tuple[Constraint, ...]] = {}
        self.variables: dict[str, dict[str, Expression]] = {}
        self._read("", form.raw)
        for item in form.items:
            if "extension" in item.raw:
                self._read(item.link_id, item.raw)

    def _read(self, link_id: str, holder: dict[str, Any]) -> None:
        for url, into in ((CALCULATED, self.calculated), (ENABLE_EXPRESSION, self.enabling)):
            for element in extensions(holder, url):
                into[link_id] = _expression(element.get("valueExpression"))
        constraints = [
            _constraint(element)
            for url in (TARGET_CONSTRAINT, CONSTRAINT)
            for element in extensions(holder, url)
        ]
        if constraints:
            self.constraints[link_id] = tuple(constraints)
        for element in extensions(holder, VARIABLE):
            value = element.get("valueExpression")
            name = str(value.get("name", "")) if isinstance(value, dict) else ""
            self.variables.setdefault(link_id, {})[name] = _expression(value)

    def deciding(self) -> Iterator[tuple[str, str, Expression]]:
        """Every expression that a value, a question or a stop hangs on: linkId, its kind, it."""
        for link_id, expression in self.enabling.items():
            yield link_id, "enableWhenExpression", expression
        for link_id, expression in self.calculated.items():
            yield link_id, "calculatedExpression", expression
        for link_id, constraints in self.constraints.items():
            for constraint in constraints:
                yield link_id, "constraint", constraint.expression

    def variable(self, link_id: str, name: str) -> Expression | None:
        """The variable as seen from an item: its own, then those around it."""
        for around in (*self._around(link_id), ""):
            variable = self.variables.get(around, {}).get(name)
            if variable is not None:
                return variable
        return None

    def _around(self, link_id: str) -> dict[str, None]:
        """The item and those around it; a form may say that one is inside itself."""
        around: dict[str, None] = {}
        while link_id and link_id not in around:
            around[link_id] = None
            link_id = self.form.parents.get(link_id, "")
        return around

    def named(self, link_id: str, expression: Expression) -> dict[str, Expression | None]:
        """Every variable that an expression leads to, None for one that nobody defines."""
        variables: dict[str, Expression | None] = {}
        waiting = [expression]
        while waiting:
            for name in _variables(waiting.pop()):
                if name not in variables:
                    variables[name] = self.variable(link_id, name)
                    waiting += [one for one in (variables[name],) if one]
        return variables

    def reads(self, link_id: str, expression: Expression) -> set[str]:
        """The linkIds that an expression names, also by way of its variables."""
        through = (one for one in self.named(link_id, expression).values() if one)
        return {found for one in (expression, *through) for found in _link_ids(one)}

    def needs(self) -> dict[str, set[str]]:
        """linkId -> the items that must be known before it is."""
        needs = {
            item.link_id: {condition.question for condition in item.conditions}
            for item in self.form.items
        }
        for link_id, parent in self.form.parents.items():
            needs[link_id].add(parent)
        for expressions in (self.enabling, self.calculated):
            for link_id, expression in expressions.items():
                needs.get(link_id, set()).update(self.reads(link_id, expression))
        return needs

    def order(self) -> tuple[str, ...]:
        """Items with logic, each after what it needs. Empty if two need each other."""
        logic = self.enabling.keys() | self.calculated.keys()
        logic |= {item.link_id for item in self.form.items if item.conditions}
        try:
            ordered = TopologicalSorter(self.needs() if logic else {}).static_order()
            return tuple(one for one in ordered if one in logic)
        except CycleError:
            return ()

    def cycle(self) -> tuple[str, ...]:
        """The items of one cycle, the first one also last; empty if there is none."""
        try:
            TopologicalSorter(self.needs()).prepare()
        except CycleError as error:
            return tuple(error.args[1])
        return ()


def _expression(element: Any) -> Expression:
    """A FHIRPath as an Expression object, or as the plain text of the older constraint."""
    holder = element if isinstance(element, dict) else {"expression": element}
    text, language = str(holder.get("expression") or ""), str(holder.get("language") or "")
    if language not in _FHIRPATH:
        return Expression(text, None, f"It is written in {language}.", language)
    try:
        return Expression(text, parse_expression(text))
    except UnreadableExpression as problem:
        return Expression(text, None, str(problem), problem.part)


def _constraint(element: dict[str, Any]) -> Constraint:
    return Constraint(
        key=str(extension_of(element, "key") or ""),
        severity="warning" if extension_of(element, "severity") == "warning" else "error",
        human=str(extension_of(element, "human") or ""),
        policy=str(extension_of(element, STOP_POLICY) or ""),
        expression=_expression(extension_of(element, "expression")),
    )


def _variables(expression: Expression) -> set[str]:
    if expression.tree is None:
        return set()
    names = (one.name for one in every(expression.tree) if isinstance(one, Variable))
    return {name[1:] for name in names if name[0] == "%" and name[1:] not in KNOWN}


def _link_ids(expression: Expression) -> Iterator[str]:
    """Every text that a linkId is compared with for being equal to it."""
    for node in every(expression.tree) if expression.tree else ():
        if isinstance(node, Binary) and node.operator in ("=", "in"):
            sides = (node.left, node.right)
            if Member(None, "linkId") in sides:
                for side in sides:
                    yield from (
                        part.value
                        for part in every(side)
                        if isinstance(part, Literal) and isinstance(part.value, str)
                    )
