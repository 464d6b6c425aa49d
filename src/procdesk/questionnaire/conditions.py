"""Conditions: whether answers meet one enableWhen, by the seven operators of FHIR R4."""

from typing import Any

from procdesk.questionnaire.values import Value, comparable


def holds(values: list[Value], operator: str, answer: Any) -> bool:
    """Return whether the answers meet the condition; no answer meets only `exists false`."""
    if operator == "exists":
        return bool(values) is answer
    if operator == "!=":
        return bool(values) and all(not _compare(value, "=", answer) for value in values)
    return any(_compare(value, operator, answer) for value in values)


def _compare(value: Value, operator: str, expected: Any) -> bool:
    if operator == "=":
        if isinstance(value, dict) and isinstance(expected, dict) and "code" in expected:
            return value.get("code") == expected.get("code") and (
                not expected.get("system") or value.get("system") == expected.get("system")
            )
        here, there = comparable(value), comparable(expected)
        if here is not None and there is not None:
            return here == there
        return bool(value == expected)
    here, there = comparable(value), comparable(expected)
    if here is None or there is None or type(here) is not type(there):
        return False
    order = (here > there) - (here < there)  # type: ignore[operator]
    return {">": order > 0, "<": order < 0, ">=": order >= 0, "<=": order <= 0}[operator]
