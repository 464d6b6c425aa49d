"""The linter of expressions: what cannot be read or known, and items that need each other."""

from collections.abc import Iterator

from procdesk.questionnaire.definition import Questionnaire
from procdesk.questionnaire.expressions import Expression, Logic
from procdesk.questionnaire.load import Problem


def logic_problems(form: Questionnaire) -> Iterator[Problem]:
    """Expressions that decide and cannot be carried out are errors: a form must not half work."""
    logic = Logic(form)
    for link_id, kind, one in logic.deciding():
        for why, _part in _lacks(logic, link_id, one):
            yield Problem(
                "error",
                link_id,
                f"Its {kind} cannot be carried out here: {one.shown} {why}",
                "Rewrite the expression, or use enableWhen, min and max.",
            )
    yield from _idle_variables(logic)
    yield from _open_to_typing(logic)
    yield from _cycle(logic)


def logic_unsupported(form: Questionnaire) -> set[str]:
    """The names of what expressions use and is not carried out: functions, variables, languages."""
    logic = Logic(form)
    found = {
        part for link_id, _kind, one in logic.deciding() for _, part in _lacks(logic, link_id, one)
    }
    return found | {
        one.part for told in logic.variables.values() for one in told.values() if one.part
    }


def _lacks(logic: Logic, link_id: str, expression: Expression) -> Iterator[tuple[str, str]]:
    """Why it cannot be carried out, and the part that is not known; also by way of variables."""
    if expression.tree is None:
        yield expression.why, expression.part
    for name, one in logic.named(link_id, expression).items():
        if one is None:
            yield f"%{name} is not known here.", f"%{name}"
        elif one.tree is None:
            yield f"%{name} cannot be read: {one.why}", one.part


def _idle_variables(logic: Logic) -> Iterator[Problem]:
    """Variables that cannot be read; nothing hangs on them unless an error names them too."""
    for link_id, told in logic.variables.items():
        for name, one in told.items():
            if one.tree is None:
                yield Problem(
                    "warning",
                    link_id,
                    f"Its variable {name} stays unknown. {one.why}",
                    "What would come from it is asked; fill it in by hand.",
                )


def _open_to_typing(logic: Logic) -> Iterator[Problem]:
    for link_id in logic.calculated:
        item = logic.form.find(link_id)
        if item and not item.read_only:
            yield Problem(
                "warning",
                link_id,
                "It is calculated and not readOnly.",
                "Nobody can type into it here; set readOnly.",
            )


def _cycle(logic: Logic) -> Iterator[Problem]:
    """Items that need each other: neither could ever be reached."""
    found = logic.cycle()
    if not found:
        return
    first, others = found[0], [one for one in dict.fromkeys(found[1:]) if one != found[0]]
    words = f"It and {', '.join(others)} depend on each other." if others else "It needs itself."
    yield Problem("error", first, words, "Remove one of the conditions.")
