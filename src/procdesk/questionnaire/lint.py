"""The linter: what would make a form lie, in sentences with the linkId and the mend."""

import re
from collections import Counter
from collections.abc import Iterator

from procdesk.questionnaire.definition import (
    CALCULATED,
    CONSTRAINT,
    ENABLE_EXPRESSION,
    OPERATORS,
    REGEX,
    TARGET_CONSTRAINT,
    TYPES,
    Item,
    Questionnaire,
)
from procdesk.questionnaire.load import Problem

_LOGIC = {
    ENABLE_EXPRESSION: "enableWhenExpression",
    TARGET_CONSTRAINT: "targetConstraint",
    CONSTRAINT: "questionnaire-constraint",
}
"""Expressions that change what is asked or may pass: a form that needs one is refused."""


def lint(form: Questionnaire) -> tuple[Problem, ...]:
    """Every problem of a form, errors first."""
    found = [*_whole(form), *_twice(form)]
    for item in form.items:
        found += _item(form, item)
    found += _cycles(form)
    return tuple(sorted(found, key=lambda one: one.severity != "error"))


def unsupported(form: Questionnaire) -> tuple[str, ...]:
    """What the form uses that is not carried out here, by name."""
    names = set[str]()
    for item in form.items:
        names.update(name for url, name in _LOGIC.items() if item.has(url))
        if item.has(CALCULATED):
            names.add("calculatedExpression")
        if item.answer_value_set and not item.options:
            names.add("answerValueSet")
    if _constrained(form):
        names.add("targetConstraint")
    return tuple(sorted(names))


def _constrained(form: Questionnaire) -> bool:
    return any(
        isinstance(one, dict) and one.get("url") in (TARGET_CONSTRAINT, CONSTRAINT)
        for one in form.raw.get("extension", ())
    )


def _whole(form: Questionnaire) -> Iterator[Problem]:
    if not form.items:
        yield Problem("error", "", "The form asks nothing.", "Add an item.")
    for name, value in (("url", form.url), ("version", form.version)):
        if not value:
            yield Problem(
                "warning",
                "",
                f"The form has no {name}.",
                "Its hash stands for it; add one before release.",
            )
    for one in form.raw.get("modifierExtension", ()):
        url = one.get("url", "") if isinstance(one, dict) else ""
        yield Problem(
            "error",
            "",
            f"It carries a modifier that is not known here: {url}.",
            "Remove it, or use a program that knows it.",
        )
    if _constrained(form):
        yield _logic("", "targetConstraint")


def _twice(form: Questionnaire) -> Iterator[Problem]:
    for link_id, count in Counter(one.link_id for one in form.items).items():
        if count > 1:
            yield Problem(
                "error", link_id, f"This linkId stands {count} times.", "Give each item its own."
            )


def _item(form: Questionnaire, item: Item) -> Iterator[Problem]:
    if item.type not in TYPES:
        yield Problem(
            "error",
            item.link_id,
            f"The type {item.type} is not known.",
            f"Use one of {', '.join(TYPES)}.",
        )
    for one in item.raw.get("modifierExtension", ()):
        url = one.get("url", "") if isinstance(one, dict) else ""
        yield Problem(
            "error",
            item.link_id,
            f"It carries a modifier not known here: {url}.",
            "Remove it, or use a program that knows it.",
        )
    if item.type in ("choice", "open-choice") and not item.options:
        yield _no_options(item)
    yield from _conditions(form, item)
    for url, name in _LOGIC.items():
        if item.has(url):
            yield _logic(item.link_id, name)
    if item.has(CALCULATED):
        yield Problem(
            "warning",
            item.link_id,
            "Its calculated value is not computed here.",
            "It shows nothing; work it out by hand.",
        )
    pattern = item.extension(REGEX)
    if isinstance(pattern, str) and not _compiles(pattern):
        yield Problem("error", item.link_id, "Its pattern cannot be read.", "Mend the regex.")


def _no_options(item: Item) -> Problem:
    if item.answer_value_set:
        return Problem(
            "warning",
            item.link_id,
            "Its list of answers cannot be reached from here.",
            "It is asked as free text; put the list into the form.",
        )
    return Problem(
        "warning",
        item.link_id,
        "It offers no answers to choose from.",
        "It is asked as free text; add answerOption.",
    )


def _logic(link_id: str, name: str) -> Problem:
    return Problem(
        "error",
        link_id,
        f"It decides by an expression ({name}) that is not carried out here.",
        "Write the condition as enableWhen, or limits as min and max.",
    )


def _conditions(form: Questionnaire, item: Item) -> Iterator[Problem]:
    for condition in item.conditions:
        if condition.operator not in OPERATORS:
            yield Problem(
                "error",
                item.link_id,
                f"The operator {condition.operator} is not one.",
                f"Use one of {' '.join(OPERATORS)}.",
            )
        if form.find(condition.question) is None:
            yield Problem(
                "error",
                item.link_id,
                f"It depends on {condition.question}, which is not in the form.",
                "Name the linkId of a question in this form.",
            )
        elif condition.answer is None:
            yield Problem(
                "error",
                item.link_id,
                "Its condition compares with nothing.",
                "Add answer[x] to the enableWhen.",
            )
    if len(item.conditions) > 1 and item.enable_behavior not in ("any", "all"):
        yield Problem(
            "error",
            item.link_id,
            "It has several conditions and does not say whether any or all of them count.",
            "Add enableBehavior.",
        )


def _cycles(form: Questionnaire) -> Iterator[Problem]:
    """Items that show each other: neither could ever be reached."""
    needs = {item.link_id: {c.question for c in item.conditions} for item in form.items}
    for link_id, parent in form.parents.items():
        needs[link_id] = needs.get(link_id, set()) | {parent}
    settled = set[str]()
    for start in needs:
        path: list[str] = []
        found = _walk(start, needs, settled, path)
        if found:
            yield Problem(
                "error",
                start,
                f"It and {found} depend on each other.",
                "Remove one of the conditions.",
            )
            return


def _walk(link_id: str, needs: dict[str, set[str]], settled: set[str], path: list[str]) -> str:
    if link_id in settled:
        return ""
    if link_id in path:
        return path[-1]
    path.append(link_id)
    for other in sorted(needs.get(link_id, ())):
        found = _walk(other, needs, settled, path)
        if found:
            return found
    path.pop()
    settled.add(link_id)
    return ""


def _compiles(pattern: str) -> bool:
    try:
        re.compile(pattern)
    except (re.error, RecursionError, OverflowError):
        return False
    return True
