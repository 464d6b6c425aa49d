"""The linter: what would make a form lie, in sentences with the linkId and the mend."""

import re
from collections import Counter
from collections.abc import Iterator

from procdesk.questionnaire.definition import (
    OPERATORS,
    REGEX,
    TYPES,
    Item,
    Questionnaire,
    objects,
)
from procdesk.questionnaire.lint_logic import logic_problems, logic_unsupported
from procdesk.questionnaire.load import FormProblem


def lint(form: Questionnaire) -> tuple[FormProblem, ...]:
    """Every problem of a form, errors first."""
    problems = [*_whole(form), *_twice(form)]
    for item in form.items:
        problems += _item(form, item)
    problems += logic_problems(form)
    return tuple(sorted(problems, key=lambda problem: problem.severity != "error"))


def unsupported(form: Questionnaire) -> tuple[str, ...]:
    """Return the names of what the form uses and is not carried out here."""
    names = logic_unsupported(form)
    if any(one.answer_value_set and not one.options for one in form.items):
        names.add("answerValueSet")
    if any(not _compiles(str(one.extension(REGEX) or "")) for one in form.items):
        names.add("regex")
    return tuple(sorted(names))


def _whole(form: Questionnaire) -> Iterator[FormProblem]:
    if not form.items:
        yield FormProblem("error", "", "The form asks nothing.", "Add an item.")
    for name, value in (("url", form.url), ("version", form.version)):
        if not value:
            yield FormProblem(
                "warning",
                "",
                f"The form has no {name}.",
                "Its hash stands for it; add one before release.",
            )
    for extension in objects(form.raw, "modifierExtension"):
        url = extension.get("url", "")
        yield FormProblem(
            "error",
            "",
            f"It carries a modifier that is not known here: {url}.",
            "Remove it, or use a program that knows it.",
        )


def _twice(form: Questionnaire) -> Iterator[FormProblem]:
    for link_id, count in Counter(one.link_id for one in form.items).items():
        if count > 1:
            yield FormProblem(
                "error", link_id, f"This linkId stands {count} times.", "Give each item its own."
            )


def _item(form: Questionnaire, item: Item) -> Iterator[FormProblem]:
    if item.type not in TYPES:
        yield FormProblem(
            "error",
            item.link_id,
            f"The type {item.type} is not known.",
            f"Use one of {', '.join(TYPES)}.",
        )
    for extension in objects(item.raw, "modifierExtension"):
        url = extension.get("url", "")
        yield FormProblem(
            "error",
            item.link_id,
            f"It carries a modifier not known here: {url}.",
            "Remove it, or use a program that knows it.",
        )
    if item.type in ("choice", "open-choice") and not item.options:
        yield _no_options(item)
    yield from _conditions(form, item)
    pattern = item.extension(REGEX)
    if isinstance(pattern, str) and not _compiles(pattern):
        yield FormProblem("error", item.link_id, "Its pattern cannot be read.", "Mend the regex.")


def _no_options(item: Item) -> FormProblem:
    if item.answer_value_set:
        return FormProblem(
            "warning",
            item.link_id,
            "Its list of answers cannot be reached from here.",
            "It is asked as free text; put the list into the form.",
        )
    return FormProblem(
        "warning",
        item.link_id,
        "It offers no answers to choose from.",
        "It is asked as free text; add answerOption.",
    )


def _conditions(form: Questionnaire, item: Item) -> Iterator[FormProblem]:
    for condition in item.conditions:
        if condition.operator not in OPERATORS:
            yield FormProblem(
                "error",
                item.link_id,
                f"The operator {condition.operator} is not one.",
                f"Use one of {' '.join(OPERATORS)}.",
            )
        if form.find(condition.question) is None:
            yield FormProblem(
                "error",
                item.link_id,
                f"It depends on {condition.question}, which is not in the form.",
                "Name the linkId of a question in this form.",
            )
        elif condition.answer is None:
            yield FormProblem(
                "error",
                item.link_id,
                "Its condition compares with nothing.",
                "Add answer[x] to the enableWhen.",
            )
    if len(item.conditions) > 1 and item.enable_behavior not in ("any", "all"):
        yield FormProblem(
            "error",
            item.link_id,
            "It has several conditions and does not say whether any or all of them count.",
            "Add enableBehavior.",
        )


def _compiles(pattern: str) -> bool:
    try:
        re.compile(pattern)
    except (re.error, RecursionError, OverflowError):
        return False
    return True
