"""The linter of expressions: what cannot be read or known, and items that need each other."""

from collections.abc import Iterator

from procdesk.questionnaire.definition import Questionnaire
from procdesk.questionnaire.expressions import Expression, Logic
from procdesk.questionnaire.load import FormProblem


def logic_problems(form: Questionnaire) -> Iterator[FormProblem]:
    """Expressions that decide and cannot be carried out are errors: a form must not half work."""
    logic = Logic(form)
    for link_id, kind, expression in logic.deciding():
        for why, _part in _lacks(logic, link_id, expression):
            yield FormProblem(
                "error",
                link_id,
                f"Its {kind} cannot be carried out here: {expression.shown} {why}",
                "Rewrite the expression, or use enableWhen, min and max.",
            )
    yield from _idle_variables(logic)
    yield from _open_to_typing(logic)
    yield from _cycle(logic)


def logic_unsupported(form: Questionnaire) -> set[str]:
    """The names of what expressions use and is not carried out: functions, variables, languages."""
    logic = Logic(form)
    parts = {
        part
        for link_id, _kind, expression in logic.deciding()
        for _, part in _lacks(logic, link_id, expression)
    }
    return parts | {
        variable.part
        for variables in logic.variables.values()
        for variable in variables.values()
        if variable.part
    }


def _lacks(logic: Logic, link_id: str, expression: Expression) -> Iterator[tuple[str, str]]:
    """Yield each reason against it with the unknown part, also by way of variables."""
    if expression.tree is None:
        yield expression.why, expression.part
    for name, variable in logic.named(link_id, expression).items():
        if variable is None:
            yield f"%{name} is not known here.", f"%{name}"
        elif variable.tree is None:
            yield f"%{name} cannot be read: {variable.why}", variable.part


def _idle_variables(logic: Logic) -> Iterator[FormProblem]:
    """Variables that cannot be read; nothing hangs on them unless an error names them too."""
    for link_id, variables in logic.variables.items():
        for name, variable in variables.items():
            if variable.tree is None:
                yield FormProblem(
                    "warning",
                    link_id,
                    f"Its variable {name} stays unknown. {variable.why}",
                    "What would come from it is asked; fill it in by hand.",
                )


def _open_to_typing(logic: Logic) -> Iterator[FormProblem]:
    for link_id in logic.calculated:
        item = logic.form.find(link_id)
        if item and not item.read_only:
            yield FormProblem(
                "warning",
                link_id,
                "It is calculated and not readOnly.",
                "Nobody can type into it here; set readOnly.",
            )


def _cycle(logic: Logic) -> Iterator[FormProblem]:
    """Items that need each other: neither could ever be reached."""
    circle = logic.cycle()
    if not circle:
        return
    first, others = circle[0], [one for one in dict.fromkeys(circle[1:]) if one != circle[0]]
    words = f"It and {', '.join(others)} depend on each other." if others else "It needs itself."
    yield FormProblem("error", first, words, "Remove one of the conditions.")
