"""Site agreement: computed over what each source can know, never ticked (design section 5)."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

from procdesk.domain.finding import Finding, Input, Result
from procdesk.domain.stage import Stage, StatementKind
from procdesk.domain.targets.compare import Agreement, Comparison, compare_targets, worst_of
from procdesk.domain.targets.target import RADIATES_FROM, TRANSITIONAL, Side, Target, as_words
from procdesk.domain.targets.tokens import transitional_in
from procdesk.domain.visit.case import Case, Statement
from procdesk.rules.facts.facts import Facts
from procdesk.rules.register import hazards
from procdesk.rules.register.hazard import Hazard

NAMES = {
    StatementKind.ORDER: "order",
    StatementKind.WORDS: "patient's own words",
    StatementKind.CONSENT: "consent",
    StatementKind.MARK: "mark",
    StatementKind.MARK_SEEN: "mark seen after draping",
    StatementKind.IMAGE: "image",
}


def judge(facts: Facts) -> tuple[Finding, ...]:
    """Judge the agreement, and each statement that is due."""
    findings = [_words(facts), _agreement(facts), *_counted(facts)]
    if facts.reached(Stage.READY):
        findings.append(
            _due(
                facts,
                StatementKind.MARK,
                hazards.SITE_MARK,
                "The site is not marked yet.",
                "The physician marks the site and records side and region, or decides why it "
                "cannot be marked.",
            )
        )
    if facts.reached(Stage.PROCEDURE) and facts.imaged:
        findings.append(
            _due(
                facts,
                StatementKind.IMAGE,
                hazards.SITE_IMAGE,
                "Where the image shows the needle is not recorded yet.",
                "Read the needle's position from the image before the treatment dose, or a "
                "physician decides without one.",
            )
        )
    return tuple(findings)


def _words(facts: Facts) -> Finding:
    words = facts.case.statement(StatementKind.WORDS)
    if words is not None and words.side is None:
        return hazards.SITE_WORDS.finding(
            result=Result.CANNOT_DECIDE,
            sentence="The patient cannot say which side.",
            clears="A physician decides from order, consent and imaging, and says why.",
            inputs=(facts.input("patient's words", words.words, words.recorded),),
        )
    return _due(
        facts,
        StatementKind.WORDS,
        hazards.SITE_WORDS,
        "The patient has not been asked yet which side and where.",
        "Ask openly, without offering a side, and enter the patient's own words.",
    )


def _due(facts: Facts, kind: StatementKind, hazard: Hazard, open_: str, clears: str) -> Finding:
    statement = facts.case.statement(kind)
    return hazard.finding(
        result=Result.MET if statement else Result.CANNOT_DECIDE,
        sentence=f"The statement of the {NAMES[kind]} is recorded." if statement else open_,
        clears=clears,
        inputs=(facts.input(NAMES[kind], statement_words(statement), statement.recorded),)
        if statement
        else (),
    )


def _agreement(facts: Facts) -> Finding:
    """Stop for any difference in what two sources both know; none is marked as the wrong one."""
    statements = standing(facts.case)
    worst = _worst(statements)
    judgements = {
        Agreement.DIFFERENT: (Result.NOT_MET, f"The sources do not agree: {worst.reason}."),
        Agreement.CANNOT_TELL: (Result.CANNOT_DECIDE, f"Not to be compared: {worst.reason}."),
        Agreement.EQUAL: (Result.MET, "What the sources say about the site agrees so far."),
    }
    result, sentence = judgements[worst.result]
    return hazards.SITE_DIFFERS.finding(
        result=result,
        sentence=sentence,
        clears="Correct the entry that was wrong, or the physician decides with a reason.",
        inputs=(facts.input(NAMES[s.kind], statement_words(s), s.recorded) for s in statements),
    )


def agrees(statements: Sequence[Statement]) -> bool:
    """Return whether no two of the statements differ or cannot be compared."""
    return _worst(statements).result is Agreement.EQUAL


def _worst(statements: Sequence[Statement]) -> Comparison:
    return worst_of(compared(one, other) for one, other in combinations(statements, 2))


_AGREED = Comparison(Agreement.EQUAL, "")


def unusual_bones(case: Case) -> str:
    """Return in words what makes the levels ambiguous; empty where nothing is known."""
    bones = case.order.transitional
    if bones in TRANSITIONAL:
        return TRANSITIONAL[bones]
    sixth = any("L6" in level for target in case.order.targets for level in target.levels)
    return TRANSITIONAL["l6"] if sixth else "" if bones else transitional_in(case.procedure_text)


def levels_are_counted(case: Case) -> bool:
    """Return whether a source that names levels is asked from where it counts them."""
    return bool(unusual_bones(case)) or any(one.counted_from for one in case.order.targets)


def _counted(facts: Facts) -> tuple[Finding, ...]:
    """Ask from where a level is counted with unusual bones: until then it says nothing."""
    bones, order = unusual_bones(facts.case), facts.case.order
    if not bones or not any(target.levels for target in order.targets):
        return ()
    open_ = [target.words for target in order.targets if target.uncounted]
    if open_:
        sentence = f"Unusual bones: {bones}. From where is it counted: {'; '.join(open_)}?"
    else:
        sentence = f"Unusual bones: {bones}. It is said from where the levels are counted."
    finding = hazards.SITE_COUNTED_FROM.finding(
        result=Result.CANNOT_DECIDE if open_ else Result.MET,
        sentence=sentence,
        clears="A physician sets the order with what the levels are counted from, or says that the "
        "bones are usual.",
        inputs=(facts.input("order", order.words, order.recorded), Input("bones", bones)),
    )
    return (finding,)


def standing(case: Case) -> tuple[Statement, ...]:
    """Return every standing statement in the order in which they are due, the order first."""
    kinds = [kind for kind in StatementKind if kind is not StatementKind.ORDER]
    spoken = [one for kind in kinds for one in case.statements.get(kind, ())]
    if case.order.targets and case.order.recorded:
        order = Statement(
            kind=StatementKind.ORDER,
            side=None,
            regions=(),
            targets=case.order.targets,
            words="",
            said_by="order",
            recorded=case.order.recorded,
        )
        return (order, *spoken)
    return tuple(spoken)


def difference(first: Statement, other: Statement) -> str:
    """Return why two statements do not agree; empty if the parts that both know agree."""
    return compared(first, other).reason


def compared(first: Statement, other: Statement) -> Comparison:
    """Compare two statements by what both can know; the reason is empty where they agree."""
    names = f"{NAMES[first.kind]} and {NAMES[other.kind]}"
    if _cannot_say(first) or _cannot_say(other):
        return _AGREED  # the rule of the patient's words stops for it
    silent = next((s for s in (first, other) if _is_silent(s)), None)
    if silent is not None:
        why = f"side and place of the {NAMES[silent.kind]} are not both known"
        return Comparison(Agreement.CANNOT_TELL, why)
    if first.targets and other.targets:
        return _papers(first.targets, other.targets, names)
    if not _sides_meet(first, other):
        sides = (f"{NAMES[s.kind]} {_side_words(_sides(s))}" for s in (first, other))
        return Comparison(Agreement.DIFFERENT, ", ".join(sides))
    if not _regions_meet(first, other):
        return Comparison(Agreement.DIFFERENT, f"{names} name different regions")
    return _AGREED


def _papers(first: Sequence[Target], other: Sequence[Target], names: str) -> Comparison:
    """Compare two sources of a whole target; one chosen from a list does not say an approach."""
    if not all(target.approach for target in (*first, *other)):
        first, other = ([replace(t, approach="") for t in targets] for targets in (first, other))
    comparison = compare_targets(first, other)
    if comparison.result is Agreement.EQUAL:
        return _AGREED
    if comparison.result is Agreement.CANNOT_TELL:
        return replace(comparison, reason=f"{names}: {comparison.reason}")
    return replace(comparison, reason=f"{names} name different targets")


def _cannot_say(statement: Statement) -> bool:
    """Return whether these are the words of a patient who cannot say which side."""
    return statement.kind is StatementKind.WORDS and statement.side is None


def _is_silent(statement: Statement) -> bool:
    """Return whether a statement lacks what its source has to know to be compared."""
    if statement.targets:
        return not all(target.region for target in statement.targets)
    return statement.side is None or not statement.regions


def _sides(statement: Statement) -> frozenset[Side]:
    sides = [target.side for target in statement.targets] or [statement.side or Side.MIDLINE]
    return frozenset(one for side in sides for one in _split(side))


def _split(side: Side) -> tuple[Side, ...]:
    return (Side.LEFT, Side.RIGHT) if side is Side.BILATERAL else (side,)


def _side_words(sides: frozenset[Side]) -> str:
    return " and ".join(sorted(side.word for side in sides))


def _sides_meet(first: Statement, other: Statement) -> bool:
    """Return whether no side is contradicted.

    A needle in the middle has no side to be wrong about, so pain on the left does not contradict
    it; and who says "the middle" does not contradict both sides of it. Between papers, marks and
    images the sides are the same or they differ. Source: clinical.md 1.3, midline approach.
    """
    sides, others = _sides(first), _sides(other)
    if sides == others:
        return True
    if other.kind is StatementKind.WORDS:
        sides, others = others, sides
    elif first.kind is not StatementKind.WORDS:
        return False
    return others == _MIDDLE or (sides == _MIDDLE and others == _BOTH)


_MIDDLE = frozenset({Side.MIDLINE})
_BOTH = frozenset({Side.LEFT, Side.RIGHT})


def _regions_meet(first: Statement, other: Statement) -> bool:
    """Return whether regions meet: words may speak of pain far off, a mark is at the place.

    Each target has its words and its mark; a mark where no target lies would be a wrong one.
    """
    if other.kind is StatementKind.WORDS:
        first, other = other, first
    words = first.kind is StatementKind.WORDS
    reach = RADIATES_FROM if words else _NEXT_TO
    named, there = _regions(first), _regions(other)
    reached = [reach.get(region, frozenset({region})) & named for region in there]
    if words:
        return all(reached)
    return all(reached) and named <= set[str]().union(
        *(reach.get(region, {region}) for region in there)
    )


def _regions(statement: Statement) -> set[str]:
    return {target.region for target in statement.targets} | {*statement.regions}


_NEXT_TO = {
    region: {one for one in felt if region in RADIATES_FROM[one]}
    for region, felt in RADIATES_FROM.items()
}
"""Regions so close that a mark there is at the place: each is felt from the other."""


def statement_words(statement: Statement) -> str:
    """Return the wording of a statement, the same everywhere."""
    if statement.targets:
        return as_words(statement.targets)
    side = statement.side.word if statement.side else "cannot say"
    where = ", ".join(statement.regions)
    quoted = f" “{statement.words}”" if statement.words else ""
    return f"{side} {where}{quoted}".strip()
