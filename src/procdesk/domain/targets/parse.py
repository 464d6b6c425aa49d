"""Target reading: the targets that a text names as people write them, or why it cannot be told.

Nothing is guessed: a text is read wholly or not at all.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from procdesk.domain.targets.places import SHARING, UNLEVELLED, made, named
from procdesk.domain.targets.target import VERTEBRAE, Side, Structure, Target
from procdesk.domain.targets.tokens import NotRead, Token, plain, tokens
from procdesk.domain.targets.words import ACT_OF_WORD, Meaning


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetParse:
    """The targets of a text and the acts that it names, or its problem.

    `transitional` is the unusual anatomy that the text itself speaks of.
    """

    text: str
    targets: tuple[Target, ...] = ()
    acts: frozenset[str] = frozenset()
    transitional: str = ""
    problem: str = ""


def read_targets(text: str) -> TargetParse:
    """Read a text such as "L4/5 lt facet". Never raises; what is not understood is a problem."""
    try:
        return _read(text)
    except NotRead as problem:
        return TargetParse(text=text, problem=f"{problem}")


def _read(text: str) -> TargetParse:
    clauses = [tokens(one) for one in plain(text).replace("\n", ";").split(";") if one.strip()]
    clauses_read: list[list[Target]] = []
    for words in clauses:
        if any(one.meaning not in (*_NOTES, Meaning.AND) for one in words):
            clauses_read.append(_clause(words))
        if not clauses_read:
            raise NotRead("no place is named")
        clauses_read[-1] = [_noted(one, words) for one in clauses_read[-1]]
    if not clauses_read:
        raise NotRead("nothing is written")
    every = [one for words in clauses for one in words]
    return TargetParse(
        text=text,
        targets=tuple(target for one in clauses_read for target in one),
        acts=frozenset(filter(None, map(_act, every))),
        transitional=", ".join(one.text for one in every if one.meaning is Meaning.TRANSITIONAL),
    )


_NOTES = (Meaning.TRANSITIONAL, Meaning.COUNTED_FROM, Meaning.APPROACH)
_SAYS_WHAT = (Meaning.STRUCTURE, Meaning.BONE, Meaning.NAME)


def _act(word: Token) -> str:
    return word.value if word.meaning is Meaning.ACT else ACT_OF_WORD.get(word.text, "")


def _noted(target: Target, words: Iterable[Token]) -> Target:
    """Return the target with from where it is counted and how it is approached."""
    for word in words:
        if word.meaning is Meaning.APPROACH:
            target = replace(target, approach=word.value)
        elif word.meaning is Meaning.COUNTED_FROM:
            if not target.levels:
                raise NotRead("levels are counted, and none is said")
            level = word.value.upper()
            target = replace(target, counted_from=level if level in VERTEBRAE else word.value)
    return target


def _clause(words: Sequence[Token]) -> list[Target]:
    """Return the targets of one clause; several sides take each its own part of it."""
    words = _both_sides(words)
    sides = {one.value for one in words if one.meaning is Meaning.SIDE}
    if len(sides) < 2:
        _shared(words)
        return _group(next(iter(sides), ""), words)
    return [target for part in _parts(words) for target in _group(_own_side(part), part)]


def _both_sides(words: Sequence[Token]) -> list[Token]:
    """Read "left and right" of one thing as bilateral. Raises NotRead between two things."""
    words = list(words)
    for at in range(len(words) - 2):
        first, joined, other = words[at : at + 3]
        if joined.meaning is Meaning.AND and joined.text != "," and _are_both(first, other):
            before, after = words[:at], words[at + 3 :]
            if any(map(_is_place, before)) and any(map(_is_place, after)):
                raise NotRead(f"“{first.text} and {other.text}” stands between two places")
            return [*before, Token(Meaning.SIDE, Side.BILATERAL.value, "both"), *after]
    return words


def _are_both(first: Token, other: Token) -> bool:
    both = {Side.LEFT.value, Side.RIGHT.value}
    return first.meaning is other.meaning is Meaning.SIDE and {first.value, other.value} == both


def _says_what(word: Token) -> bool:
    return word.meaning in _SAYS_WHAT


def _is_place(word: Token) -> bool:
    return word.meaning is Meaning.LEVEL or _says_what(word)


def _shared(words: Sequence[Token]) -> None:
    """Refuse one side of a list that stands neither before nor after all of it. Raises NotRead."""
    parts = [one for one in _split(words) if any(map(_is_place, one))]
    at = [n for n, one in enumerate(words) if one.meaning is Meaning.SIDE]
    placed = [n for n, one in enumerate(words) if _is_place(one)]
    if len(parts) < 2 or not at or all(map(_has_side, parts)):
        return
    before_all, after_all = at[0] < placed[0], at[-1] > placed[-1]
    after = [one for one in words[at[-1] :] if one.meaning is Meaning.LEVEL]
    said_once = sum(map(_says_what, words)) == 1
    if not before_all and not after_all and (after or not said_once):
        raise NotRead(f"“{words[at[0]].text}” stands in the middle of several places")


def _has_side(part: Sequence[Token]) -> bool:
    return any(one.meaning is Meaning.SIDE for one in part)


def _split(words: Sequence[Token]) -> list[list[Token]]:
    parts: list[list[Token]] = [[]]
    for word in words:
        if word.meaning is Meaning.AND:
            parts.append([])
        else:
            parts[-1].append(word)
    return parts


def _parts(words: Sequence[Token]) -> list[list[Token]]:
    """Return the parts of a clause; the one structure that is named holds for each."""
    parts = _split(words)
    structures = {one.value: one for one in words if _says_what(one)}
    if len(structures) == 1:
        (what,) = structures.values()
        parts = [one if any(map(_says_what, one)) else [*one, what] for one in parts]
    return parts


def _own_side(part: Sequence[Token]) -> str:
    sides = {one.value for one in part if one.meaning is Meaning.SIDE}
    if len(sides) == 1:
        return sides.pop()
    where = " ".join(one.text for one in part)
    raise NotRead(f"{'two sides are' if sides else 'no side is'} said of “{where}”")


def _group(side: str, words: Sequence[Token]) -> list[Target]:
    """Return the targets of words that share one side."""
    words = _without_place_of_place(words)
    what = [one for one in words if _says_what(one)]
    if not what:
        raise NotRead("what is meant there is not said: a joint, a nerve, a space or a name")
    families = {_family(one) for one in what}
    if len(families) > 1:
        raise NotRead("several things are named, and not each with its own side")
    levels = [one for one in words if one.meaning is Meaning.LEVEL]
    _regions_fit(words, levels)
    if what[0].meaning is Meaning.NAME:
        targets = named(what[0], levels, words)
    else:
        targets = _structures(words, families == {"nerves"})
    return [_on(one, side) for one in targets]


def _without_place_of_place(words: Sequence[Token]) -> list[Token]:
    """Drop a place that a name says already: the knee of genicular nerves, a catheter's lead."""
    names = {one.value for one in words if one.meaning is Meaning.NAME}
    around = {"knee"} if any("genicular" in one for one in names) else set[str]()
    around |= {"lead"} if "intrathecal catheter" in names else set()
    return [one for one in words if not (_says_what(one) and one.value in around)]


def _family(word: Token) -> str:
    """Return the family that shares a side said once: the nerves of one place, or their bones."""
    if word.meaning is Meaning.BONE:
        return "bones"
    return "nerves" if word.meaning is Meaning.STRUCTURE and word.value in SHARING else word.value


def _regions_fit(words: Iterable[Token], levels: Sequence[Token]) -> None:
    """Refuse a region that no level lies in: "lumbar" beside C5, or alone. Raises NotRead."""
    letters = {one[0] for word in levels for one in word.levels}
    for word in words:
        if word.meaning is Meaning.REGION and not letters & set(word.value):
            raise NotRead(f"“{word.text}” and the level do not go together")


def _structures(words: Sequence[Token], nerves: bool) -> list[Target]:
    """Return structures with their levels: "L3, L4 medial branches and L5 dorsal ramus"."""
    for word in words:
        if word.meaning is Meaning.NOUN and not (nerves and word.value == Structure.NERVE):
            raise NotRead(f"which {word.text} is meant is not said")
    return [
        target for what, levels in _assigned(words).items() for target in made(what, levels, words)
    ]


def _assigned(words: Sequence[Token]) -> dict[str, list[Token]]:
    """Assign each level to its structure. Raises NotRead."""
    places = [one for one in words if _is_place(one)]
    kinds = list(dict.fromkeys(one.value for one in places if _says_what(one)))
    by_kind: dict[str, list[Token]] = {kind: [] for kind in kinds}
    levelled = [kind for kind in kinds if kind not in UNLEVELLED]
    if len(levelled) < 2:
        by_kind[(levelled or kinds)[0]] = [one for one in places if not _says_what(one)]
        return by_kind
    places = [one for one in places if not _says_what(one) or one.value in levelled]
    if _says_what(places[0]) == _says_what(places[-1]):
        raise NotRead("which level belongs to which structure is not said")
    kind = ""
    for place in places if _says_what(places[0]) else reversed(places):
        if _says_what(place):
            kind = place.value
        else:
            by_kind[kind].append(place)
    return by_kind


_ONE_PLACE = (Structure.CAUDAL, "impar")
_MIDDLE = (Structure.EPIDURAL_SPACE, Structure.LEAD)
_EITHER = (*_MIDDLE, Structure.PLEXUS, Structure.DISC)


def _on(target: Target, side: str) -> Target:
    """Put the target on its side; only one that lies once in the middle may have none said."""
    if target.structure in _ONE_PLACE or target.name in _ONE_PLACE:
        if side not in ("", Side.MIDLINE):
            raise NotRead(f"{target.where} lies in the middle, and {side} is said")
        return target
    if not side:
        raise NotRead(f"no side is said of {target.where}")
    if side == Side.MIDLINE and target.structure not in _EITHER:
        raise NotRead(f"{target.where} has a side, and midline is said")
    if side == Side.BILATERAL and target.structure in _MIDDLE:
        raise NotRead(f"{target.where} lies once in the middle, and both sides are said")
    return replace(target, side=Side(side))
