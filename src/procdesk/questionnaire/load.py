"""Loading: bytes -> Questionnaire, or a refusal that names the place and what would mend it."""

import json
from dataclasses import dataclass
from typing import Any

import msgspec

from procdesk.questionnaire.definition import Questionnaire

MOST_BYTES = 16_000_000
DEEPEST = 40


@dataclass(frozen=True, slots=True)
class FormProblem:
    """A problem of a form: an error keeps it from use, a warning does not."""

    severity: str
    link_id: str
    message: str
    mend: str


class FormRefused(Exception):
    """The form cannot be used at all."""

    def __init__(self, problem: FormProblem) -> None:
        place = f"{problem.link_id}: " if problem.link_id else ""
        super().__init__(f"{place}{problem.message} {problem.mend}")
        self.problem = problem


def load(raw: bytes) -> Questionnaire:
    """The Questionnaire in these bytes. Raises FormRefused."""
    resource = _json(raw)
    if not isinstance(resource, dict) or resource.get("resourceType") != "Questionnaire":
        raise _refused(
            "It is not a FHIR Questionnaire.", "Choose a file whose resourceType is Questionnaire."
        )
    _depth(resource.get("item"), 1)
    try:
        # Real forms write "false" for false; that harms nothing.
        form = msgspec.convert(_with_raw(resource), Questionnaire, strict=False)
    except msgspec.ValidationError as error:
        raise _refused(
            f"It does not have the shape of a Questionnaire: {error}.",
            "Mend it at the place named.",
        ) from None
    return form


def _json(raw: bytes) -> Any:
    if len(raw) > MOST_BYTES:
        raise _refused("It is larger than 16 MB.", "Split the form.")
    try:
        return json.loads(raw.decode("utf-8-sig"), object_pairs_hook=_once)
    except UnicodeDecodeError as error:
        raise _refused(f"Byte {error.start + 1} is not UTF-8.", "Save it as UTF-8.") from None
    except json.JSONDecodeError as error:
        raise _refused(
            f"The JSON is broken at line {error.lineno}, column {error.colno}.",
            "Mend it there, or export the form again.",
        ) from None
    except RecursionError:
        raise _refused("It is nested too deeply.", "Flatten the form.") from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise _refused(f"The key {twice} stands twice in one object.", "Keep one of them.")
    return members


def _depth(items: Any, depth: int) -> None:
    if depth > DEEPEST:
        raise _refused(f"Items are nested deeper than {DEEPEST}.", "Flatten the form.")
    for item in items if isinstance(items, list) else ():
        if isinstance(item, dict):
            _depth(item.get("item"), depth + 1)


def _with_raw(holder: dict[str, Any]) -> dict[str, Any]:
    """The same object with its JSON under `raw`, for every item."""
    items = holder.get("item", [])
    element = dict(holder, raw=holder)
    if isinstance(items, list):
        element["item"] = [_with_raw(one) if isinstance(one, dict) else one for one in items]
    return element


def _refused(message: str, mend: str) -> FormRefused:
    """Return the refusal of a whole form."""
    return FormRefused(FormProblem("error", "", message, mend))
