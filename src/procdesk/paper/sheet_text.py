"""Sheet text: the data of a text, and which of its lines stand.

A line is a string, or {"say", "if", "not", "picture", "first"}: it stands where every fact of `if`
holds and none of `not`; a sign that is `first` stands before those of the families. What belongs to
every family lies in the text `aftercare` of each language.
An action may have a `topic`: where two families speak of one, `joint` settles it. `also` names
what else it speaks of, and nothing is settled by that.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from procdesk.domain.diary import diary_text

_LISTS = ("title", "call_911", "what", "tell", "actions", "normal", "call_us")
MOST_SIGNS, MOST_ACTIONS, QUESTIONS = 5, 6, 3


@dataclass(frozen=True, slots=True)
class Line:
    """One line for the patient, and the same for staff where the sheet has English beside it."""

    words: str
    staff: str = ""
    picture: str = ""
    first: bool = False


@dataclass(frozen=True, slots=True)
class Action:
    """One thing to do: when, and what with its reason. `framed` must not be missed."""

    when: Line
    what: Line
    picture: str
    framed: bool


def merged(common: Mapping[str, Any], family: Mapping[str, Any]) -> dict[str, Any]:
    """One text of a family and what every family says; the family's lines come first."""
    lists = {name: [*family.get(name, ()), *common.get(name, ())] for name in _LISTS}
    return {
        **common,
        **family,
        **lists,
        "hours": {**common["hours"], **family.get("hours", {})},
        "numbers": {**common["numbers"], **family.get("numbers", {})},
        "say_back": [*common["say_back"], *family.get("say_back", ())],
        "version": f"{family['version']} with {common['key']} {common['version']}",
    }


def together(common: Mapping[str, Any], families: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The text of a visit of several families: what every family says, and under `families` each
    with its own lines alone."""
    bare = {**common, **dict.fromkeys((*_LISTS, "say_back"), ())}
    *before, last = families
    named = [*(f"{one['key']} {one['version']}" for one in before), last["key"]]
    return {
        **common,
        "key": " and ".join(named),
        "version": f"{last['version']} with {common['key']} {common['version']}",
        "families": [merged(bare, one) for one in families],
    }


def text_of(names: Sequence[str], texts: Mapping[str, bytes]) -> Any:
    """The whole text of these names, the common one first; of no name nothing.

    Raises KeyError with the name that is missing.
    """
    if len(names) == 1 and names[0].endswith("/diary"):
        return diary_text(texts[names[0]], names[0])
    parts: list[dict[str, Any]] = [json.loads(texts[name]) for name in names]
    if len(parts) > 2:
        return together(parts[0], parts[1:])
    return merged(*parts) if len(parts) == 2 else {k: v for part in parts for k, v in part.items()}


def applies(row: Any, facts: frozenset[str]) -> bool:
    """Whether a line stands where these facts hold."""
    if isinstance(row, str):
        return True
    wanted, without = _names(row.get("if", ())), _names(row.get("not", ()))
    return wanted <= facts and not without & facts


def _names(told: Any) -> set[str]:
    return {told} if isinstance(told, str) else set(told)
