"""Sheet text: the data of a text, and which of its lines stand.

A line is a string, or {"say", "if", "not", "picture", "first"}: it stands where every fact of `if`
holds and none of `not`; a sign that is `first` stands before those of the families. What belongs to
every family lies in the text `aftercare` of each language.
An action may have a `topic`: where two families speak of one, `joint` settles it. `also` names
what else it speaks of, and nothing is settled by that.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from procdesk.domain.catalogue.sheet_text import SheetText, check_places
from procdesk.domain.relief.diary import diary_text
from procdesk.domain.resource_file import ResourceRefused, decode
from procdesk.paper.texts.text_shapes import (
    AftercareText,
    CommonText,
    ConsentText,
    Does,
    Facts,
    FamilyText,
    PreparationText,
    Row,
)

_LISTS = ("title", "call_911", "what", "tell", "actions", "normal", "call_us")
MOST_SIGNS, MOST_ACTIONS, QUESTIONS = 5, 6, 3


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One line for the patient, and the same for staff where the sheet has English beside it."""

    words: str
    staff: str = ""
    picture: str = ""
    first: bool = False


@dataclass(frozen=True, slots=True)
class Action:
    """One thing to do: its time, and the action with its reason. `framed` must not be missed."""

    when: SheetLine
    what: SheetLine
    picture: str
    framed: bool


@lru_cache(maxsize=64)
def read_text(name: str, raw: bytes) -> SheetText:
    """Return one text, typed, also one that a clinic edited.

    Raises ResourceRefused with its name and the path in it.
    """
    language, _slash, key = name.partition("/")
    text: SheetText
    if key == "diary":
        text = diary_text(raw, name)
    else:
        text = decode(raw, _SHAPES.get(key, FamilyText), name)
    if isinstance(text, CommonText):
        check_places(name, text.regions, text.sides)
    if (text.key, text.language) != (name, language):
        raise ResourceRefused(f"{name}: $.key: it says {text.key} in {text.language}")
    return text


_SHAPES: dict[str, type[SheetText]] = {
    "aftercare": CommonText,
    "preparation": PreparationText,
    "consent": ConsentText,
}


def merged(common: CommonText, family: FamilyText) -> AftercareText:
    """Return one text of a family and the common one; the family's lines come first."""
    return _whole(
        common,
        **{name: (*getattr(family, name), *getattr(common, name)) for name in _LISTS},
        key=family.key,
        status=family.status,
        source=family.source,
        hours={**common.hours, **family.hours},
        numbers={**common.numbers, **family.numbers},
        say_back=(*common.say_back, *family.say_back),
        version=f"{family.version} with {common.key} {common.version}",
    )


def together(common: CommonText, families: Sequence[FamilyText]) -> AftercareText:
    """Return the text of a visit of several families: the common lines, and under `families` each
    family with its own lines alone."""
    bare = _whole(common, **dict.fromkeys((*_LISTS, "say_back"), ()))
    *before, last = families
    named = [*(f"{one.key} {one.version}" for one in before), last.key]
    return _whole(
        common,
        key=" and ".join(named),
        version=f"{last.version} with {common.key} {common.version}",
        families=tuple(merged(bare, one) for one in families),
    )


def _whole(common: CommonText, **changes: object) -> AftercareText:
    own = {name: getattr(common, name) for name in CommonText.__struct_fields__}
    return AftercareText(**{**own, **changes})


def text_of(names: Sequence[str], texts: Mapping[str, bytes]) -> SheetText | None:
    """Return the whole text of these names, the common one first; None of no name.

    Raises KeyError with the name that is missing, and ResourceRefused for one that is off.
    """
    parts = [read_text(name, texts[name]) for name in names]
    if not parts:
        return None
    common, *families = parts
    if not isinstance(common, CommonText):
        return common
    own = [one for one in families if isinstance(one, FamilyText)]
    return merged(common, own[0]) if len(own) == 1 else together(common, own)


def applies(row: Row | Does, facts: frozenset[str]) -> bool:
    """Return whether a line stands where these facts hold."""
    if isinstance(row, str):
        return True
    wanted, without = _names(row.if_), _names(row.not_)
    return wanted <= facts and not without & facts


def _names(facts: Facts) -> set[str]:
    return {facts} if isinstance(facts, str) else set(facts)
