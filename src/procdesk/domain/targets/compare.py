"""Target comparison: whether two sets of targets are the same place, with the reason in words.

Nothing is equal that could be something else. Source of the nerve, joint and bone map:
clinical.md 2.1.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from procdesk.domain.targets.parse import TargetParse, read_targets
from procdesk.domain.targets.target import (
    MAPPED_JOINTS,
    Side,
    Structure,
    Target,
    as_words,
    nerves_of_joints,
)


class Agreement(StrEnum):
    """The three results of a comparison."""

    EQUAL = "equal"
    DIFFERENT = "different"
    CANNOT_TELL = "cannot tell"


@dataclass(frozen=True, slots=True)
class Comparison:
    """A result with its reason."""

    result: Agreement
    reason: str


@dataclass(frozen=True, slots=True)
class _Place:
    """One needle's place on one side, at a level, by a name, or both."""

    side: Side
    kind: str
    level: str = ""
    name: str = ""


_JOINT, _NERVE = "facet joint", "nerve"
_Places = frozenset[_Place]


def compare_texts(texts: Sequence[str]) -> tuple[Comparison, tuple[TargetParse, ...]]:
    """Compare targets as people write them, each with the first, and give what was read."""
    read = tuple(map(read_targets, texts))
    unread = next((one for one in read if one.problem), None)
    if unread:
        return _unsure(f"“{unread.text.strip()}”: {unread.problem}"), read
    flagged = ", ".join(filter(None, (one.transitional for one in read)))
    comparisons = [_compare(read[0].targets, one.targets, flagged) for one in read[1:]]
    return worst_of(comparisons), read


def compare_targets(targets: Iterable[Target], other: Iterable[Target]) -> Comparison:
    """Compare two sets of targets, whatever their order and however they are split."""
    return _compare(tuple(targets), tuple(other), "")


def worst_of(comparisons: Iterable[Comparison]) -> Comparison:
    """Return the first different one, else the first that cannot be told, else EQUAL."""
    worst_first = (Agreement.DIFFERENT, Agreement.CANNOT_TELL, Agreement.EQUAL)
    return min(
        comparisons,
        key=lambda comparison: worst_first.index(comparison.result),
        default=Comparison(Agreement.EQUAL, ""),
    )


def _unsure(reason: str) -> Comparison:
    return Comparison(Agreement.CANNOT_TELL, reason)


def _compare(targets: tuple[Target, ...], other: tuple[Target, ...], flagged: str) -> Comparison:
    if not targets or not other:
        return _unsure("one of them names no target")
    if vague := next((t for t in (*targets, *other) if _says_too_little(t)), None):
        return _unsure(f"{vague.words}: which one is not said")
    first, second = _places_of(targets), _places_of(other)
    counted = _counted(targets, other, flagged)
    if counted.result is Agreement.CANNOT_TELL:
        return counted
    if first == second:
        return _approaches(targets, other, Comparison(Agreement.EQUAL, _same(targets, other)))
    if counted.reason:
        return _counted_apart(targets, other, counted.reason)
    mapped = _mapped(first, second)
    if mapped.result is Agreement.EQUAL:
        return _approaches(targets, other, mapped)
    if mapped.result is Agreement.CANNOT_TELL:
        return mapped
    return Comparison(Agreement.DIFFERENT, _difference(targets, other, first, second))


def _says_too_little(target: Target) -> bool:
    """Return whether neither level nor name tells it from others of its kind."""
    return not target.levels and not target.name and target.structure not in _ONE_A_SIDE


_ONE_A_SIDE = (Structure.SI_JOINT, Structure.CAUDAL, Structure.LEAD)


def _places_of(targets: Iterable[Target]) -> _Places:
    """Return targets in one common form: each place on each side once."""
    return frozenset(
        _Place(side, _kind(target, level), level, target.name.casefold())
        for target in targets
        for side in _split(target.side)
        for level in target.levels or ("",)
    )


def _split(side: Side) -> tuple[Side, ...]:
    return (Side.LEFT, Side.RIGHT) if side is Side.BILATERAL else (side,)


def _kind(target: Target, level: str) -> str:
    """Return the kind of place: at L5 the ramus and the "branch" are one nerve."""
    what = target.structure
    if what is Structure.MEDIAL_BRANCH or (what is Structure.DORSAL_RAMUS and level == "L5"):
        return _NERVE
    return _JOINT if what is Structure.FACET_JOINT else what.value


def _counted(targets: Sequence[Target], other: Sequence[Target], flagged: str) -> Comparison:
    """Require, with unusual anatomy, that both count their levels from the same bone.

    The reason is empty where nothing is unusual. Source: clinical.md 2.1, last line.
    """
    levelled = [[t for t in places if t.levels] for places in (targets, other)]
    every = [target for places in levelled for target in places]
    strange = flagged or next((t.where for t in every if _is_strange(t)), "")
    if not strange or not all(levelled):
        return Comparison(Agreement.EQUAL, "")
    counts = {_bare(target.counted_from) for target in every}
    if "" in counts:
        return _unsure(f"{strange}: from where the levels are counted is not said in both")
    if len(counts) > 1:
        return _unsure(f"the levels are counted from {' and from '.join(sorted(counts))}")
    return Comparison(Agreement.EQUAL, strange)


def _is_strange(target: Target) -> bool:
    """Return whether its numbers are not those of a usual spine."""
    return bool(target.counted_from) or any("L6" in level for level in target.levels)


def _bare(counted_from: str) -> str:
    return " ".join(counted_from.casefold().split()).removeprefix("the ")


def _counted_apart(targets: Sequence[Target], other: Sequence[Target], strange: str) -> Comparison:
    """Tell only the side apart: with unusual anatomy the map of nerves may not hold."""
    if {side for t in targets for side in _split(t.side)} != {
        side for t in other for side in _split(t.side)
    }:
        return Comparison(Agreement.DIFFERENT, _not_the_same(targets, other, "side"))
    return _unsure(f"{strange}: the map of nerves and joints may not hold here")


def _mapped(first: _Places, second: _Places) -> Comparison:
    """Compare joints of one set with nerves of the other, side by side."""
    sides = sorted({place.side for place in first | second})
    by_side = [
        _mapped_here(*(frozenset(p for p in some if p.side is side) for some in (first, second)))
        for side in sides
    ]
    worst = worst_of(by_side)
    reasons = dict.fromkeys(one.reason for one in by_side if one.reason)
    return replace(worst, reason="; ".join(reasons)) if worst.result is Agreement.EQUAL else worst


def _mapped_here(first: _Places, second: _Places) -> Comparison:
    """Compare one side; DIFFERENT without a reason where no nerve and joint is behind it."""
    here, there = first - second, second - first
    if not here and not there:
        return Comparison(Agreement.EQUAL, "")
    if _as_nerves(first) != _as_nerves(second):
        return _near(_as_nerves(first), _as_nerves(second))
    for joints, nerves in ((here, there), (there, here)):
        pure = {one.kind for one in joints} == {_JOINT} and {one.kind for one in nerves} == {_NERVE}
        if pure and joints == _joints_of(nerves) and not first & second:
            return Comparison(Agreement.EQUAL, _in_words(joints))
    return _unsure("the same nerves serve them, and not the same joints are named")


def _as_nerves(places: _Places) -> _Places:
    """Return joints as the nerves that serve them; the joint itself where the map names none."""
    return frozenset(nerve for one in places for nerve in _nerves_of(one) or [one])


def _nerves_of(place: _Place) -> list[_Place]:
    nerves = nerves_of_joints((place.level,)) if place.kind == _JOINT else ()
    return [
        _Place(place.side, _NERVE, "" if nerve == _NAMED else nerve, nerve * (nerve == _NAMED))
        for nerve in nerves
    ]


_NAMED = "third occipital"


def _joints_of(nerves: _Places) -> _Places:
    """Return every joint all of whose nerves are there."""
    every = frozenset(
        _Place(side, _JOINT, joint) for joint in MAPPED_JOINTS for side in {n.side for n in nerves}
    )
    return frozenset(joint for joint in every if nerves.issuperset(_nerves_of(joint)))


def _in_words(joints: _Places) -> str:
    reasons = []
    for joint in [one for one in MAPPED_JOINTS if any(one == place.level for place in joints)]:
        reasons.append(f"the {joint} facet joint is served by {_served_by(joint)}")
    return "; ".join(reasons)


def _served_by(joint: str) -> str:
    first, *rest = nerves_of_joints((joint,))
    if not rest:
        return f"the {first} nerve"
    if "L5" in rest:
        return f"the {first} medial branch and the L5 dorsal ramus"
    return f"the {first} and {rest[0]} medial branches"


def _near(first: _Places, second: _Places) -> Comparison:
    """Return CANNOT_TELL for names that people use for the same and no source settles."""
    for places, other in ((first - second, second - first), (second - first, first - second)):
        kinds, others = ({place.kind for place in some} for some in (places, other))
        if Structure.SI_JOINT in kinds and Structure.LATERAL_BRANCH in others:
            return _unsure(
                "which lateral branches serve the sacroiliac joint is not settled (S1 to S3 or S4)"
            )
        unmapped = {place.level for place in places if place.kind == _JOINT}
        if unmapped and any(place.kind == _NERVE for place in other):
            return _unsure(f"no map here says which nerves serve {', '.join(sorted(unmapped))}")
        third = any(place.name == _NAMED for place in places)
        if third and any(place.kind == _NERVE and place.level == "C3" for place in other):
            return _unsure("the third occipital nerve is a branch of C3, and C3 may mean either")
    return Comparison(Agreement.DIFFERENT, "")


def _approaches(targets: Sequence[Target], other: Sequence[Target], same: Comparison) -> Comparison:
    """Require the same approach; CANNOT_TELL where it is not said in both."""
    ways = [{t.approach.strip().casefold() for t in places} for places in (targets, other)]
    if ways[0] == ways[1] and len(ways[0]) == 1:
        return same
    if any("" in some for some in ways) or any(len(some) > 1 for some in ways):
        return _unsure("the approach is not said in both")
    approaches = " and ".join(sorted(ways[0] | ways[1]))
    return Comparison(Agreement.DIFFERENT, f"the approaches differ: {approaches}")


def _same(targets: Sequence[Target], other: Sequence[Target]) -> str:
    first, second = as_words(targets), as_words(other)
    return f"both are {first}" if first == second else f"{first} is {second}"


def _difference(
    targets: Sequence[Target], other: Sequence[Target], first: _Places, second: _Places
) -> str:
    """Return the words of the difference: the side, the level, or the place altogether."""
    if {replace(p, side=Side.LEFT) for p in first} == {replace(p, side=Side.LEFT) for p in second}:
        return _not_the_same(targets, other, "side")
    if {replace(p, level="") for p in first} == {replace(p, level="") for p in second}:
        return _not_the_same(targets, other, "level")
    return _not_the_same(targets, other, "place")


def _not_the_same(targets: Sequence[Target], other: Sequence[Target], what: str) -> str:
    return f"the {what} differs: {as_words(targets)}, and {as_words(other)}"
