"""Local anaesthetic over 24 hours: what all doses of this and of earlier visits add up to.

The fact base gives one such figure, for bupivacaine (clinical.md 4). It counts plain and with
adrenaline alike. What was given elsewhere is not known here.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final

from procdesk.domain.catalogue.limit import InForce
from procdesk.domain.finding import WORST_FIRST, Effect, Finding, Input, Result
from procdesk.domain.visit.case import Case, DrugGiven
from procdesk.rules.facts.doses import (
    ANAESTHETIC,
    Dose,
    doses,
    inputs,
    unknown_drugs,
    unread,
    written,
)
from procdesk.rules.facts.facts import Facts
from procdesk.rules.register import hazards

_DRUG: Final = "bupivacaine"
_SPAN: Final = timedelta(hours=24)
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
        return WORST_FIRST.index(self.result), -_mg(self.given)


def judge(facts: Facts) -> tuple[Finding, ...]:
    """Judge nothing while none was given in 24 hours, or where another says the set is missing."""
    here = _in_visit(facts, facts.case)
    limit = facts.limit(ANAESTHETIC, f"{_DRUG}-day")
    if limit.limit is None and facts.limit(ANAESTHETIC, "least-weight").limit is None:
        return ()
    ends = {one.given.recorded.at for one in here} or {facts.now}
    visits = _visits(facts, min(ends) - _SPAN)
    every = (*(one for case in visits for one in _in_visit(facts, case)), *here)
    odd = tuple(one for case in visits for one in unknown_drugs(facts.reference, case))
    days = [day for end in ends if (day := _day(facts, every, odd, end, limit)).given]
    if not days:
        return ()
    return (_finding(facts, min(days, key=lambda day: day.weight), limit, given_here=bool(here)),)


def _visits(facts: Facts, since: datetime) -> list[Case]:
    """Return the earlier visits that can count: years of them need not be read at every press."""
    return [one for one in facts.earlier if any(d.recorded.at >= since for d in one.drugs)]


def _in_visit(facts: Facts, case: Case) -> tuple[Dose, ...]:
    return _of_drug(doses(facts.reference, case, ANAESTHETIC))


def _of_drug(given: Iterable[Dose]) -> tuple[Dose, ...]:
    return tuple(one for one in given if one.drug.key == _DRUG)


def _day(
    facts: Facts,
    every: Iterable[Dose],
    unknown: Iterable[DrugGiven],
    end: datetime,
    limit: InForce,
) -> _Day:
    """Return the 24 hours up to `end`; what is dated in the future may lie in them and counts."""

    def inside(line: DrugGiven) -> bool:
        at = line.recorded.at
        return end - _SPAN <= at <= end or at > facts.now

    given = tuple(one for one in every if inside(one.given))
    odd = tuple(one for one in unknown if inside(one))
    return _Day(given, odd, *_judged(given, odd, limit))


def _judged(
    given: tuple[Dose, ...], odd: tuple[DrugGiven, ...], limit: InForce
) -> tuple[Result, str]:
    """Judge the total; above the largest amount it is known although a line cannot be read."""
    total = _mg(given)
    amount = f"{_DRUG.capitalize()} in 24 hours, over all visits: {total.normalize():f} mg"
    open_ = [unread(given)] if unread(given) else []
    open_ += [f"{written(one)}: not recognised" for one in odd]
    if limit.value is None:
        return Result.CANNOT_DECIDE, f"{amount}; the largest amount is {limit.problem}."
    if total > limit.value:
        return Result.NOT_MET, f"{amount}, more than {limit.words}."
    if open_:
        return Result.CANNOT_DECIDE, f"{amount}, and what cannot be added up: {'; '.join(open_)}."
    return Result.MET, f"{amount}, within {limit.words}."


def _mg(given: Iterable[Dose]) -> Decimal:
    return sum((one.mg or Decimal(0) for one in given), Decimal(0))


def _finding(facts: Facts, day: _Day, limit: InForce, *, given_here: bool) -> Finding:
    """Stop once one is given here; before that say what earlier visits leave of it."""
    odd = (facts.input("given", written(one), one.recorded) for one in day.odd)
    return hazards.LOCAL_ANAESTHETIC_DAY.finding(
        result=day.result,
        sentence=day.words,
        clears="Give less, or wait; or a physician decides with a reason.",
        inputs=(*inputs(facts, day.given), *odd, _ELSEWHERE),
        limit=limit,
        effect=Effect.STOPS if given_here else Effect.WARNS,
    )
