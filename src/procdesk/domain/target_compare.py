"""Target comparison: whether two sets of targets are the same place, with the reason in words.

Nothing is equal that could be something else. Source of the nerve, joint and bone map:
clinical.md 2.1.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from procdesk.domain.target import (
    MAPPED_JOINTS,
    Side,
    Structure,
    Target,
    as_words,
    nerves_of_joints,
)
from procdesk.domain.target_reading import Reading, read_targets


class Agreement(StrEnum):
    """What a comparison found."""

    EQUAL = "equal"
    DIFFERENT = "different"
    CANNOT_TELL = "cannot tell"


@dataclass(frozen=True, slots=True)
class Comparison:
    """What was found, and why."""

    result: Agreement
    reason: str


@dataclass(frozen=True, slots=True)
class _Place:
    """One needle's place on one side; `where` is a level, a name, or both."""

    side: Side
    kind: str
    where: str


_JOINT, _NERVE = "facet joint", "nerve"
_Places = frozenset[_Place]


def compare_texts(texts: Sequence[str]) -> tuple[Comparison, tuple[Reading, ...]]:
    """Compare targets as people write them, each with the first, and give what was read."""
    read = tuple(map(read_targets, texts))
    unread = next((one for one in read if one.problem), None)
    if unread:
        return _unsure(f"“{unread.text.strip()}”: {unread.problem}"), read
    flagged = ", ".join(filter(None, (one.transitional for one in read)))
    found = [_compare(read[0].targets, one.targets, flagged) for one in read[1:]]
    return min(found, key=lambda one: _WORST_FIRST.index(one.result)), read


def compare_targets(one: Iterable[Target], other: Iterable[Target]) -> Comparison:
    """Compare two sets of targets, whatever their order and however they are split."""
    return _compare(tuple(one), tuple(other), "")


_WORST_FIRST = (Agreement.DIFFERENT, Agreement.CANNOT_TELL, Agreement.EQUAL)


def _unsure(reason: str) -> Comparison:
    return Comparison(Agreement.CANNOT_TELL, reason)


def _compare(one: tuple[Target, ...], other: tuple[Target, ...], flagged: str) -> Comparison:
    if not one or not other:
        return _unsure("one of them names no target")
    if vague := next((t for t in (*one, *other) if _says_too_little(t)), None):
        return _unsure(f"{vague.words}: which one is not said")
    first, second = _places_of(one), _places_of(other)
    counted = _counted(one, other, flagged)
    if counted.result is Agreement.CANNOT_TELL:
        return counted
    if first == second:
        return _approaches(one, other, Comparison(Agreement.EQUAL, _same(one, other)))
    if counted.reason:
        return _counted_apart(one, other, counted.reason)
    mapped = _mapped(first, second)
    if mapped.result is Agreement.EQUAL:
        return _approaches(one, other, mapped)
    if mapped.result is Agreement.CANNOT_TELL:
        return mapped
    return Comparison(Agreement.DIFFERENT, _difference(one, other, first, second))


def _says_too_little(target: Target) -> bool:
    """Whether neither level nor name says which one it is, where there are several."""
    return not target.levels and not target.name and target.structure not in _ONE_A_SIDE


_ONE_A_SIDE = (Structure.SI_JOINT, Structure.CAUDAL, Structure.LEAD)


def _places_of(targets: Iterable[Target]) -> _Places:
    """Targets in one common form: each place on each side once."""
    return frozenset(
        _Place(side, kind, where)
        for target in targets
        for side in _split(target.side)
        for kind, where in _parts(target)
    )


def _split(side: Side) -> tuple[Side, ...]:
    return (Side.LEFT, Side.RIGHT) if side is Side.BILATERAL else (side,)


def _parts(target: Target) -> list[tuple[str, str]]:
    """At L5 the ramus and the "branch" are one nerve; elsewhere each name is its own."""
    name, what = target.name.casefold(), target.structure
    if what is Structure.FACET_JOINT:
        kind = _JOINT
    elif what in (Structure.MEDIAL_BRANCH, Structure.DORSAL_RAMUS):
        return [(_nerve_kind(what, level), level) for level in target.levels]
    elif what is Structure.NERVE and name == "third occipital":
        kind = _NERVE
    else:
        kind = what.value
    return [(kind, f"{level} {name}".strip()) for level in target.levels or ("",)]


def _nerve_kind(what: Structure, level: str) -> str:
    return _NERVE if what is Structure.MEDIAL_BRANCH or level == "L5" else what.value


def _counted(one: Sequence[Target], other: Sequence[Target], flagged: str) -> Comparison:
    """Unusual anatomy: levels mean the same only if both are counted from the same bone.

    The reason is empty where nothing is unusual. Source: clinical.md 2.1, last line.
    """
    levelled = [[t for t in targets if t.levels] for targets in (one, other)]
    every = [target for targets in levelled for target in targets]
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
    """Whether its numbers are not those of a usual spine."""
    return bool(target.counted_from) or any("L6" in level for level in target.levels)


def _bare(counted_from: str) -> str:
    return " ".join(counted_from.casefold().split()).removeprefix("the ")


def _counted_apart(one: Sequence[Target], other: Sequence[Target], strange: str) -> Comparison:
    """With unusual anatomy the map of nerves may not hold: other words are not the same place."""
    if {side for t in one for side in _split(t.side)} != {
        side for t in other for side in _split(t.side)
    }:
        return Comparison(Agreement.DIFFERENT, _not_the_same(one, other, "side"))
    return _unsure(f"{strange}: the map of nerves and joints may not hold here")


def _mapped(first: _Places, second: _Places) -> Comparison:
    """Whether joints of the one are the nerves of the other. DIFFERENT without a reason if not."""
    apart = (first - second, second - first)
    if not all(apart):
        return _subset(*apart, first | second)
    nerves = [_as_nerves(one) for one in (first, second)]
    if nerves[0] == nerves[1]:
        return _by_nerves(first, second)
    return _near(*apart)


def _subset(fewer: _Places, more: _Places, every: _Places) -> Comparison:
    """One names all that the other does and more; where only nerves stand twice, who knows."""
    added = fewer or more
    if _as_nerves(added) <= _as_nerves(every - added):
        return _unsure("the same nerves serve them, and not the same joints are named")
    return Comparison(Agreement.DIFFERENT, "")


def _as_nerves(found: _Places) -> _Places:
    """Joints as the nerves that serve them; the joint itself where the map names none."""
    return frozenset(
        _Place(one.side, _NERVE, nerve)
        for one in found
        for nerve in (nerves_of_joints((one.where,)) if one.kind == _JOINT else ())
    ) | {one for one in found if one.kind != _JOINT or not nerves_of_joints((one.where,))}


def _by_nerves(first: _Places, second: _Places) -> Comparison:
    """The same nerves: equal if one names nerves and the other every joint that they serve."""
    for joints, nerves in ((first - second, second - first), (second - first, first - second)):
        pure = {one.kind for one in joints} == {_JOINT} and {one.kind for one in nerves} == {_NERVE}
        if pure and joints == _joints_of(nerves) and not first & second:
            return Comparison(Agreement.EQUAL, _in_words(joints))
    return _unsure("the same nerves serve them, and not the same joints are named")


def _joints_of(nerves: _Places) -> _Places:
    """Every joint both of whose nerves are there."""
    return frozenset(
        _Place(side, _JOINT, joint)
        for joint in MAPPED_JOINTS
        for side in {one.side for one in nerves}
        if all(_Place(side, _NERVE, one) in nerves for one in nerves_of_joints((joint,)))
    )


def _in_words(joints: _Places) -> str:
    told = []
    for joint in [one for one in MAPPED_JOINTS if any(one == place.where for place in joints)]:
        told.append(f"the {joint} facet joint is served by {_served_by(joint)}")
    return "; ".join(told)


def _served_by(joint: str) -> str:
    first, *rest = nerves_of_joints((joint,))
    if not rest:
        return f"the {first} nerve"
    if "L5" in rest:
        return f"the {first} medial branch and the L5 dorsal ramus"
    return f"the {first} and {rest[0]} medial branches"


def _near(first: _Places, second: _Places) -> Comparison:
    """Names that different people use for the same, and the source does not settle."""
    for one, other in ((first, second), (second, first)):
        kinds, others = ({p.kind for p in some} for some in (one, other))
        if Structure.SI_JOINT.value in kinds and Structure.LATERAL_BRANCH.value in others:
            return _unsure(
                "which lateral branches serve the sacroiliac joint is not settled (S1 to S3 or S4)"
            )
        here, there = ({p.where for p in some if p.kind == _NERVE} for some in (one, other))
        if "third occipital" in here and "C3" in there:
            return _unsure("the third occipital nerve is a branch of C3, and C3 may mean either")
    return Comparison(Agreement.DIFFERENT, "")


def _approaches(one: Sequence[Target], other: Sequence[Target], same: Comparison) -> Comparison:
    """The same place is reached in the same way, or it is not said in both."""
    ways = [{t.approach.strip().casefold() for t in targets} for targets in (one, other)]
    if ways[0] == ways[1] and len(ways[0]) == 1:
        return same
    if any("" in some for some in ways) or any(len(some) > 1 for some in ways):
        return _unsure("the approach is not said in both")
    told = " and ".join(sorted(ways[0] | ways[1]))
    return Comparison(Agreement.DIFFERENT, f"the approaches differ: {told}")


def _same(one: Sequence[Target], other: Sequence[Target]) -> str:
    first, second = as_words(one), as_words(other)
    return f"both are {first}" if first == second else f"{first} is {second}"


def _difference(
    one: Sequence[Target], other: Sequence[Target], first: _Places, second: _Places
) -> str:
    """What differs: the side, the level, or the place altogether."""
    if {(p.kind, p.where) for p in first} == {(p.kind, p.where) for p in second}:
        return _not_the_same(one, other, "side")
    if {(p.side, p.kind) for p in first} == {(p.side, p.kind) for p in second}:
        return _not_the_same(one, other, "level")
    return _not_the_same(one, other, "place")


def _not_the_same(one: Sequence[Target], other: Sequence[Target], what: str) -> str:
    return f"the {what} differs: {as_words(one)}, and {as_words(other)}"
