"""Conditions: whether answers meet one enableWhen, by the seven operators of FHIR R4."""

from typing import Any

from procdesk.questionnaire.values import Value, comparable


def holds(values: list[Value], operator: str, answer: Any) -> bool:
    """Whether the answers of the question meet the condition; nothing meets only `exists false`."""
    if operator == "exists":
        return bool(values) is answer
    if operator == "!=":
        return bool(values) and all(not _compare(value, "=", answer) for value in values)
    return any(_compare(value, operator, answer) for value in values)


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
