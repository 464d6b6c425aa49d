"""The clock of one blood thinner: last dose at the latest, plus what the adopted row asks."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from procdesk.domain.catalogue.anticoagulant_hold import Advice, Asked, HoldRow, HoldSet, Span
from procdesk.domain.finding import Input, Result
from procdesk.domain.medicines.medication import Confirmation, Medication, Precision
from procdesk.rules.bleeding.bleeding_class import BleedingClass
from procdesk.rules.bleeding.blood_values import CLEARANCE, INR, judged, value, when
from procdesk.rules.facts.facts import Facts

_DOSE = re.compile(r"(\d+(?:[.,]\d+)?) ?(\w+)?")
_INR_ASKED_FOR = timedelta(days=14)
"""The time after a documented stop for which an INR is asked (clinical-2.md 13.4, unconfirmed)."""
_NOT_TAKEN = (Confirmation.STOPPED, Confirmation.DENIED)


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldClock:
    """The judgement of the adopted row on one medicine now.

    `earliest` is the first moment that the row allows, None where it asks for no time or it cannot
    be worked out; `row` is the row that holds, None where none does.
    """

    result: Result
    words: str
    row: HoldRow | None = None
    earliest: datetime | None = None
    inputs: tuple[Input, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _HoldFacts:
    """The facts and the row that every step below looks at."""

    facts: Facts
    holds: HoldSet
    medicine: Medication
    row: HoldRow
    risk: str
    combined: bool


def clock(
    facts: Facts,
    holds: HoldSet,
    drug: str,
    medicine: Medication,
    risk: BleedingClass,
    combined: bool,
) -> HoldClock:
    """Judge one medicine of one drug: met, not met or cannot decide, and the words for it.

    Where the way of taking it is not known, every row judges, and it is asked only if they differ.
    """
    rows, problem = _rows(holds, drug, medicine)
    if not rows:
        return _undecided(None, problem)
    if not risk.risk:
        return _undecided(rows[0], "the bleeding risk of the procedure is not known")
    first = _HoldFacts(
        facts=facts,
        holds=holds,
        medicine=medicine,
        row=rows[0],
        risk=risk.risk,
        combined=combined,
    )
    judgements = [_at_every_class(replace(first, row=row), risk) for row in rows]
    results = {one.result for one in judgements}
    if problem and (len(results) > 1 or Result.CANNOT_DECIDE in results):
        return _undecided(None, problem)
    return max(judgements, key=_by_weight)


def _at_every_class(of: _HoldFacts, risk: BleedingClass) -> HoldClock:
    """Judge by one row, also at the classes to which something that is not known may raise it."""
    own = _at_class(of)
    if not risk.open_ or own.result is not Result.MET:
        return own
    worst, middle = _at_class(replace(of, risk="high")), _at_class(replace(of, risk="intermediate"))
    if risk.risk == "high" or {worst.result, middle.result} == {Result.MET}:
        return own
    unsure = _unsure(own, "whether anything raises the bleeding risk is not known")
    return replace(unsure, earliest=worst.earliest)


def _undecided(row: HoldRow | None, why: str) -> HoldClock:
    return HoldClock(result=Result.CANNOT_DECIDE, words=why, row=row)


def _unsure(judgement: HoldClock, why: str, *inputs: Input) -> HoldClock:
    """Return a judgement that does not hold any more, with the reason behind its words."""
    words = f"{judgement.words}; {why}"
    return replace(_with_inputs(judgement, inputs), result=Result.CANNOT_DECIDE, words=words)


def _rows(holds: HoldSet, drug: str, medicine: Medication) -> tuple[tuple[HoldRow, ...], str]:
    """Return the row of the way in which it is taken; or every row, and why none of them is it."""
    rows = holds.of(drug)
    if not rows:
        return (), "the adopted set has no row for it"
    chosen = [row for row in rows if row.variant == medicine.taken_as or not row.variant]
    if len(chosen) != 1:
        ways = " / ".join(row.variant for row in rows)
        return rows, f"how it is taken is not known ({ways})"
    problem = _dose_problem(chosen[0], holds, medicine)
    return (rows, problem) if problem else ((chosen[0],), "")


def _dose_problem(row: HoldRow, holds: HoldSet, medicine: Medication) -> str:
    """Return why the dose as written does not belong to the row; empty where the row needs none."""
    if not row.mg and row.mg_up_to.amount is None:
        return ""
    known = frozenset[Decimal]().union(*(one.mg for one in holds.of(row.drug)))
    written = f"{medicine.text} {medicine.dose}"
    doses = set() if "kg" in written.casefold() else set(_doses(written, known))
    if not doses:
        return f"its dose is not known in mg ({row.variant})"
    fits = doses <= row.mg if row.mg else max(doses) <= (row.mg_up_to.amount or 0)
    if fits:
        return ""
    amounts = ", ".join(f"{one.normalize():f} mg" for one in sorted(doses))
    return f"the dose as written, {amounts}, does not belong to “{row.variant}”"


def _doses(text: str, known: frozenset[Decimal]) -> Iterator[Decimal]:
    """Return every number that is a dose: with its unit, or one of the doses that the rows know."""
    for number, unit in _DOSE.findall(unicodedata.normalize("NFKC", text).casefold()):
        amount = Decimal(number.replace(",", "."))
        if unit == "g":
            yield amount * 1000
        elif unit == "mg" or amount in known:
            yield amount


def _at_class(of: _HoldFacts) -> HoldClock:
    """Judge by the row at one class, by the kidneys where the row asks about them."""
    asked, renal = of.row.by_class[of.risk], of.row.renal
    if renal is None or asked == renal.by_class[of.risk]:
        return _advised(of, asked)
    clearance = value(of.facts, CLEARANCE)
    if renal.below is not None and not clearance.problem:
        impaired = clearance.amount < renal.below
        judgement = _advised(of, renal.by_class[of.risk] if impaired else asked)
        return _with_inputs(judgement, clearance.inputs)
    either = _advised(of, asked), _advised(of, renal.by_class[of.risk])
    judgement = _with_inputs(max(either, key=_by_weight), clearance.inputs)
    if either[0].result is either[1].result:
        return judgement
    words = f"the row does not say from which creatinine clearance on it asks for {_longer(of)}"
    if clearance.problem:
        words = f"{clearance.problem}, and the row needs it"
    earliest = either[1].earliest
    return replace(judgement, result=Result.CANNOT_DECIDE, words=words, earliest=earliest)


def _longer(of: _HoldFacts) -> str:
    asked = of.row.renal.by_class[of.risk] if of.row.renal else of.row.by_class[of.risk]
    return asked.hold.full_words if asked.hold else asked.advice.value


def _by_weight(judgement: HoldClock) -> tuple[bool, datetime]:
    return judgement.result is not Result.MET, judgement.earliest or datetime.min.replace(
        tzinfo=UTC
    )


def _with_inputs(judgement: HoldClock, inputs: tuple[Input, ...]) -> HoldClock:
    return replace(judgement, inputs=(*judgement.inputs, *inputs))


def _advised(of: _HoldFacts, asked: Asked) -> HoldClock:
    """Judge an advice: met where nothing has to be stopped; an assessment needs a physician."""
    before = f"for a procedure of {of.risk} risk"
    as_written = f"the adopted row says “{asked.advice}” {before}"
    met = HoldClock(result=Result.MET, words=as_written, row=of.row)
    if asked.hold is not None:
        return _timed(of, asked.hold)
    match asked.advice:
        case Advice.NO_STOP if _footnote(of):
            words = f"the adopted row has a footnote: consider stopping it {before} of this kind"
            return _undecided(of.row, words)
        case Advice.NO_STOP:
            return replace(met, words=f"the adopted row does not ask to stop it {before}")
        case Advice.NO_STOP_SHARED:
            return _agreed(of, met)
        case Advice.SHARED_IF_COMBINED if not of.combined:
            return met
        case Advice.NOT_GIVEN:
            words = f"the adopted row says nothing of a procedure of {of.risk} risk"
            return _undecided(of.row, words)
        case _:
            return _undecided(of.row, as_written)


def _footnote(of: _HoldFacts) -> bool:
    """Return whether a footnote of the row names what is ordered, or the base of an own kind."""
    own = of.facts.clinic.procedures
    ordered = (one.key for one in of.facts.case.order.procedures)
    keys = {own[key].base if key in own else key for key in ordered}
    return of.risk == "intermediate" and bool(keys & of.row.consider_before)


def _timed(of: _HoldFacts, hold: Span) -> HoldClock:
    """Judge the last dose at the latest and the hold. UTC, since days may have 23 hours."""
    facts, last = of.facts, of.medicine.last_dose
    asks = f"the adopted row asks for {hold.full_words} before a procedure of {of.risk} risk"
    unsure = of.medicine.confirmation is Confirmation.UNKNOWN
    if last.latest_at is None or last.precision is Precision.UNKNOWN or unsure:
        return _undecided(of.row, f"the last dose is not known, and {asks}")
    if last.latest_at > facts.now:
        words = f"the last dose is dated in the future, {when(facts, last.latest_at)}"
        return _undecided(of.row, words)
    earliest = last.latest_at.astimezone(UTC) + timedelta(hours=hold.hours)
    counted = "" if last.precision is Precision.TIME else " at the latest"
    words = (
        f"last dose {when(facts, last.latest_at)}{counted}; {asks}, "
        f"which is {when(facts, earliest)}"
    )
    result = Result.NOT_MET if facts.now < earliest else Result.MET
    judgement = HoldClock(result=result, words=words, row=of.row, earliest=earliest)
    if result is Result.NOT_MET:
        return judgement
    return _asked_today(of, _coagulates(of, _agreed(of, judgement)))


def _agreed(of: _HoldFacts, met: HoldClock) -> HoldClock:
    """Require the prescriber's agreement where a heart or stroke drug is stopped, or kept."""
    if not of.row.agreement and met.earliest is not None:
        return met
    medicine, zone = of.medicine, of.facts.clinic.zone
    if not medicine.agreed_with.strip() or medicine.agreed_on is None:
        return _unsure(met, "the prescriber's agreement is not recorded")
    agreed = Input("agreed", f"{medicine.agreed_with}, {medicine.agreed_on:%d %b %Y}")
    if medicine.agreed_on > of.facts.now.astimezone(zone).date():
        return _unsure(met, "the prescriber's agreement is dated in the future", agreed)
    return _with_inputs(met, (agreed,))


def _coagulates(of: _HoldFacts, judgement: HoldClock) -> HoldClock:
    """Require a normal INR, taken after the last dose, where the row counts only with one."""
    last = of.medicine.last_dose.latest_at
    if not of.row.normal_inr or judgement.result is not Result.MET or last is None:
        return judgement
    if of.medicine.confirmation in _NOT_TAKEN and _is_long_ago(of, last):
        return judgement
    result, inr_words, blood = judged(of.facts, of.holds, INR)
    if result is Result.MET and blood.at is not None and blood.at <= last:
        result, inr_words = Result.CANNOT_DECIDE, f"{inr_words}, taken before the last dose"
    words = f"{judgement.words}, with a normal INR: {inr_words}"
    return replace(_with_inputs(judgement, blood.inputs), result=result, words=words)


def _is_long_ago(of: _HoldFacts, last: datetime) -> bool:
    """Return whether it was stopped so long ago that no blood value is asked for any more."""
    return of.facts.now - last > _INR_ASKED_FOR


def _asked_today(of: _HoldFacts, judgement: HoldClock) -> HoldClock:
    """Require an answer of today: one of another day does not tell what was taken since."""
    at, zone = of.medicine.at, of.facts.clinic.zone
    today = of.facts.now.astimezone(zone).date()
    if judgement.result is not Result.MET or (at and at.astimezone(zone).date() == today):
        return judgement
    return _unsure(judgement, "whether it was taken since it was asked is not known")


def still_works(judgement: HoldClock, medicine: Medication) -> bool:
    """Return whether a medicine still counts beside another: a stopped one until its time is up."""
    return medicine.confirmation not in _NOT_TAKEN or judgement.result is not Result.MET
