"""Local anaesthetic over 24 hours: what all doses of this and of earlier visits add up to.

The fact base gives one such figure, for bupivacaine (clinical.md 4). It counts plain and with
adrenaline alike. What was given elsewhere is not known here.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final

from procdesk.domain.case import DrugGiven
from procdesk.domain.finding import Effect, Finding, Input, Result
from procdesk.domain.limit import InForce
from procdesk.domain.staff import PHYSICIAN_ONLY
from procdesk.rules.doses import ANAESTHETIC, Dose, doses, inputs, unknown_drugs, unread, written
from procdesk.rules.facts import Facts

_DRUG: Final = "bupivacaine"
_SPAN: Final = timedelta(hours=24)
_ORDER = (Result.NOT_MET, Result.CANNOT_DECIDE, Result.MET)
_ELSEWHERE = Input("not counted", "what was given elsewhere")


@dataclass(frozen=True, slots=True)
class _Day:
    """24 hours up to a moment: its doses, what nobody recognises, and what follows from both."""

    given: tuple[Dose, ...]
    odd: tuple[DrugGiven, ...]
    result: Result
    words: str

    @property
    def weight(self) -> tuple[int, Decimal]:
        """The heaviest day is the first of a sorted list."""
        return _ORDER.index(self.result), -_mg(self.given)


def judge(facts: Facts) -> tuple[Finding, ...]:
    """Nothing while none was given in 24 hours; where the whole set is missing another says so."""
    here = _of_drug(doses(facts.reference, facts.case, ANAESTHETIC))
    limit = facts.limit(ANAESTHETIC, f"{_DRUG}-day")
    if limit.limit is None and facts.limit(ANAESTHETIC, "least-weight").limit is None:
        return ()
    every = (*_before(facts), *here)
    ends = {one.given.recorded.at for one in here} or {facts.now}
    days = [day for end in ends if (day := _day(facts, every, end, limit)).given]
    if not days:
        return ()
    return (_finding(facts, min(days, key=lambda one: one.weight), limit, given_here=bool(here)),)


def _before(facts: Facts) -> tuple[Dose, ...]:
    earlier = (doses(facts.reference, case, ANAESTHETIC) for case in facts.earlier)
    return tuple(one for given in earlier for one in _of_drug(given))


def _of_drug(given: Iterable[Dose]) -> tuple[Dose, ...]:
    return tuple(one for one in given if one.drug.key == _DRUG)


def _day(facts: Facts, every: Iterable[Dose], end: datetime, limit: InForce) -> _Day:
    """The 24 hours up to `end`; what is dated in the future may lie in them and counts."""

    def inside(one: DrugGiven) -> bool:
        at = one.recorded.at
        return end - _SPAN <= at <= end or at > facts.now

    given = tuple(one for one in every if inside(one.given))
    unknown = (unknown_drugs(facts.reference, case) for case in facts.earlier)
    odd = tuple(one for lines in unknown for one in lines if inside(one))
    return _Day(given, odd, *_judged(given, odd, limit))


def _judged(
    given: tuple[Dose, ...], odd: tuple[DrugGiven, ...], limit: InForce
) -> tuple[Result, str]:
    """More than the largest amount is known although another line cannot be read."""
    total = _mg(given)
    told = f"{_DRUG.capitalize()} in 24 hours, over all visits: {total.normalize():f} mg"
    open_ = [unread(given)] if unread(given) else []
    open_ += [f"{written(one)}: not recognised" for one in odd]
    if limit.value is None:
        return Result.CANNOT_DECIDE, f"{told}; the largest amount is {limit.problem}."
    if total > limit.value:
        return Result.NOT_MET, f"{told}, more than {limit.words}."
    if open_:
        return Result.CANNOT_DECIDE, f"{told}, and what cannot be added up: {'; '.join(open_)}."
    return Result.MET, f"{told}, within {limit.words}."


def _mg(given: Iterable[Dose]) -> Decimal:
    return sum((one.mg or Decimal(0) for one in given), Decimal(0))


def _finding(facts: Facts, day: _Day, limit: InForce, *, given_here: bool) -> Finding:
    """It stops once one is given here; before that it says what earlier visits leave of it."""
    odd = (facts.seen("given", written(one), one.recorded) for one in day.odd)
    return Finding(
        "local-anaesthetic.day",
        Effect.STOPS if given_here else Effect.WARNS,
        day.result,
        day.words,
        "Give less, or wait; or a physician decides with a reason.",
        "procedure-record",
        (*inputs(facts, day.given), *odd, _ELSEWHERE),
        limit.limit.source if limit.limit else "",
        limit.policy,
        overridable_by=PHYSICIAN_ONLY,
    )
