"""Site agreement: computed over what each source can know, never ticked (design section 5)."""

from procdesk.domain.case import Case, Statement
from procdesk.domain.finding import Effect, Finding, Result
from procdesk.domain.staff import PHYSICIAN_ONLY
from procdesk.domain.stage import Stage, StatementKind
from procdesk.domain.target import (
    NERVES,
    RADIATES_FROM,
    Side,
    Structure,
    Target,
    as_words,
    nerves_of_joints,
)
from procdesk.rules.facts import Facts

_SOURCE = (
    "Universal Protocol; wrong side in 13 of 48,941 pain procedures, 7 of the 13 patients knew"
)
NAMES = {
    StatementKind.ORDER: "order",
    StatementKind.WORDS: "patient's own words",
    StatementKind.CONSENT: "consent",
    StatementKind.MARK: "mark",
    StatementKind.MARK_SEEN: "mark seen after draping",
    StatementKind.IMAGE: "image",
}


def judge(facts: Facts) -> tuple[Finding, ...]:
    """The agreement, and each statement that is due."""
    found = [_words(facts), _agreement(facts)]
    if facts.reached(Stage.READY):
        found.append(
            _due(
                facts,
                StatementKind.MARK,
                "site.mark",
                "ready",
                "The site is not marked yet.",
                "The physician marks the site and records side and region, or decides why it "
                "cannot be marked.",
            )
        )
    if facts.reached(Stage.PROCEDURE) and facts.imaged:
        found.append(
            _due(
                facts,
                StatementKind.IMAGE,
                "site.image",
                "procedure-record",
                "Where the image shows the needle is not recorded yet.",
                "Read the needle's position from the image before the treatment dose, or a "
                "physician decides without one.",
            )
        )
    return tuple(found)


def _words(facts: Facts) -> Finding:
    words = facts.case.statement(StatementKind.WORDS)
    if words is not None and words.side is None:
        return Finding(
            "site.words",
            Effect.STOPS,
            Result.CANNOT_DECIDE,
            "The patient cannot say which side.",
            "A physician decides from order, consent and imaging, and says why.",
            "site",
            (facts.seen("patient's words", words.words, words.recorded),),
            _SOURCE,
            overridable_by=PHYSICIAN_ONLY,
        )
    return _due(
        facts,
        StatementKind.WORDS,
        "site.words",
        "site",
        "The patient has not been asked yet which side and where.",
        "Ask openly, without offering a side, and enter the patient's own words.",
    )


def _due(
    facts: Facts, kind: StatementKind, key: str, section: str, open_: str, clears: str
) -> Finding:
    statement = facts.case.statement(kind)
    return Finding(
        key,
        Effect.STOPS,
        Result.MET if statement else Result.CANNOT_DECIDE,
        f"The statement of the {NAMES[kind]} is recorded." if statement else open_,
        clears,
        section,
        (facts.seen(NAMES[kind], told(statement), statement.recorded),) if statement else (),
        _SOURCE,
        overridable_by=PHYSICIAN_ONLY,
    )


def _agreement(facts: Facts) -> Finding:
    """Any difference in what two sources both know stops, and nobody is marked as the wrong one."""
    statements = standing(facts.case)
    reason = next(
        (
            why
            for at, one in enumerate(statements)
            for other in statements[at + 1 :]
            if (why := difference(one, other))
        ),
        "",
    )
    if reason:
        sentence = f"The sources do not agree: {reason}."
    else:
        sentence = "What the sources say about the site agrees so far."
    return Finding(
        "site.differs",
        Effect.STOPS,
        Result.NOT_MET if reason else Result.MET,
        sentence,
        "Correct the entry that was wrong, or the physician decides with a reason.",
        "site",
        tuple(facts.seen(NAMES[s.kind], told(s), s.recorded) for s in statements),
        _SOURCE,
        overridable_by=PHYSICIAN_ONLY,
    )


def standing(case: Case) -> tuple[Statement, ...]:
    """Every standing statement in the order in which they are due, the order first."""
    kinds = [kind for kind in StatementKind if kind is not StatementKind.ORDER]
    spoken = [one for kind in kinds for one in case.statements.get(kind, ())]
    if case.order.targets and case.order.recorded:
        order = Statement(
            StatementKind.ORDER, None, (), case.order.targets, "", "order", case.order.recorded
        )
        return (order, *spoken)
    return tuple(spoken)


def difference(one: Statement, other: Statement) -> str:
    """Why two statements differ, in words; empty if the parts that both know agree."""
    names = f"{NAMES[one.kind]} and {NAMES[other.kind]}"
    if one.targets and other.targets:
        if exact(one.targets) != exact(other.targets):
            return f"{names} name different targets"
        return ""
    if not _sides_meet(one, other):
        said = (f"{NAMES[s.kind]} {_side_words(_sides(s))}" for s in (one, other))
        return ", ".join(said)
    if not _regions_meet(one, other):
        return f"{names} name different regions"
    return ""


def exact(targets: tuple[Target, ...]) -> frozenset[tuple[str, str, str]]:
    """Targets in one common form: facet joints as the nerves that serve them, both sides split.

    Source: clinical.md 2.1, the nerve-to-joint map.
    """
    return frozenset(
        (side.value, structure, level)
        for target in targets
        for side in _split(target.side)
        for structure, level in _parts(target)
    )


def _split(side: Side) -> tuple[Side, ...]:
    return (Side.LEFT, Side.RIGHT) if side is Side.BILATERAL else (side,)


def _parts(target: Target) -> list[tuple[str, str]]:
    if target.structure is Structure.FACET_JOINT:
        return [part for joint in target.levels for part in _parts_of_joint(joint)]
    structure = "nerve" if target.structure in NERVES else target.structure.value
    name = target.name.casefold()
    if not target.levels:
        return [(structure, name)]
    return [(f"{structure} {name}".strip(), level) for level in target.levels]


def _parts_of_joint(joint: str) -> list[tuple[str, str]]:
    """The nerves of a joint; the joint itself where the map names none."""
    nerves = nerves_of_joints((joint,))
    return [("nerve", nerve) for nerve in nerves] or [(Structure.FACET_JOINT.value, joint)]


def _sides(statement: Statement) -> frozenset[Side]:
    if statement.targets:
        return frozenset(side for t in statement.targets for side in _split(t.side))
    return frozenset(_split(statement.side)) if statement.side else frozenset()


def _side_words(sides: frozenset[Side]) -> str:
    return " and ".join(sorted(side.word for side in sides))


def _sides_meet(one: Statement, other: Statement) -> bool:
    """Whether no side is contradicted.

    A needle in the middle has no side to be wrong about, so pain on the left does not contradict
    it; and who says "the middle" does not contradict both sides of it. Between papers, marks and
    images the sides are the same or they differ. Source: clinical.md 1.3, midline approach.
    """
    sides, others = _sides(one), _sides(other)
    if not sides or not others or sides == others:
        return True
    if other.kind is StatementKind.WORDS:
        sides, others = others, sides
    elif one.kind is not StatementKind.WORDS:
        return False
    return others == _MIDDLE or (sides == _MIDDLE and others == _BOTH)


_MIDDLE = frozenset({Side.MIDLINE})
_BOTH = frozenset({Side.LEFT, Side.RIGHT})


def _regions_meet(one: Statement, other: Statement) -> bool:
    """A patient speaks of where it hurts, which may be far off; a mark stands at the place."""
    if other.kind is StatementKind.WORDS:
        one, other = other, one
    reach = RADIATES_FROM if one.kind is StatementKind.WORDS else _NEXT_TO
    named = _regions(one)
    reached = set[str]().union(*(reach.get(region, {region}) for region in _regions(other)))
    return not named or not reached or bool(named & reached)


def _regions(statement: Statement) -> set[str]:
    return {target.region for target in statement.targets if target.region} | {*statement.regions}


_NEXT_TO = {
    region: {one for one in felt if region in RADIATES_FROM[one]}
    for region, felt in RADIATES_FROM.items()
}
"""What lies so close that a mark there is at the place: each is felt from the other."""


def told(statement: Statement) -> str:
    """What a statement says, in the one wording."""
    if statement.targets:
        return as_words(statement.targets)
    side = statement.side.word if statement.side else "cannot say"
    where = ", ".join(statement.regions)
    quoted = f" “{statement.words}”" if statement.words else ""
    return f"{side} {where}{quoted}".strip()
