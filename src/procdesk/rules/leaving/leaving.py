"""Leaving: what must be true to leave the bay, each with its value and time (clinical.md 5.6).

Blank is not met. The numbers are those that the clinic adopted; a physician may decide otherwise.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from procdesk.domain.catalogue.limit import InForce
from procdesk.domain.clinic.settings import RECOVERY_SCORE
from procdesk.domain.finding import Finding, Result
from procdesk.domain.stage import Stage
from procdesk.domain.targets.target import Structure
from procdesk.domain.visit.case import Recorded
from procdesk.domain.visit.flowsheet import flowsheet
from procdesk.rules.facts.facts import Facts
from procdesk.rules.facts.screening_question import told
from procdesk.rules.leaving.leaving_values import FAMILY, criterion, oxygen, pressure
from procdesk.rules.register import hazards
from procdesk.rules.register.hazard import Hazard

_SCORES = {"aldrete.total": "Aldrete", "padss.total": "PADSS", "mpadss.total": "modified PADSS"}
_NEURAXIAL = (Structure.EPIDURAL_SPACE, Structure.CAUDAL)
_HALF_A_MINUTE = timedelta(seconds=30)


def judge(facts: Facts) -> tuple[Finding, ...]:
    """In recovery what is measured; at discharge also what is seen before the patient goes."""
    if not facts.reached(Stage.RECOVERY):
        return ()
    found = [_limbs(facts)]
    if facts.limit(FAMILY, "systolic-change").limit is None:
        found.append(_not_adopted(facts))
    else:
        found += [_time(facts), pressure(facts), oxygen(facts)]
        if facts.sedated:
            found.append(_score(facts))
    if facts.reached(Stage.DISCHARGE):
        found += _seen(facts)
    return tuple(found)


def _seen(facts: Facts) -> Iterable[Finding]:
    yield _walked(facts)
    yield _dry(facts)
    adopted = facts.limit(FAMILY, "systolic-change").limit is not None
    if adopted:
        yield _fresh(facts)
    if adopted and neuraxial(facts):
        yield _voided(facts)


def neuraxial(facts: Facts) -> bool:
    """Whether what was ordered lies in the epidural space."""
    return any(one.structure in _NEURAXIAL for one in facts.case.order.targets)


def _not_adopted(_facts: Facts) -> Finding:
    return criterion(
        hazards.DISCHARGE_NOT_ADOPTED,
        Result.CANNOT_DECIDE,
        "This clinic has not adopted numbers for leaving recovery, so nothing judges them.",
        "A physician adopts the set for leaving recovery, or decides with a reason.",
    )


def _time(facts: Facts) -> Finding:
    """The latest of the moments that the rows give: by the block, the sedation, the reversal.

    Nothing in it moves with the clock but the result, so that a decision about it stays.
    """
    rows, ended = _rows(facts), _ended(facts)
    open_ = next((limit for _at, limit in rows if limit.value is None), None)
    if open_ is not None:
        sentence = f"Whether the time of watching is over cannot be decided: {open_.problem}."
        return criterion(hazards.DISCHARGE_TIME, Result.CANNOT_DECIDE, sentence, _WATCH, (), open_)
    since, limit = max(rows, key=lambda one: one[0] + _minutes(one[1]))
    until = since + _minutes(limit)
    told = f"at least {limit.words}, until {_clock(facts, until)}"
    sentence = f"Watched since {_clock(facts, since)}, {told}."
    inputs = (facts.seen("watched", told, ended),)
    result = Result.MET if _judged_at(facts) >= until - _HALF_A_MINUTE else Result.NOT_MET
    return criterion(hazards.DISCHARGE_TIME, result, sentence, _WATCH, inputs, limit)


_WATCH = "Watch on until the time is over, or a physician decides with a reason."


def _ended(facts: Facts) -> Recorded | None:
    """The needle's end; where nobody noted it, the way into recovery."""
    ended = facts.case.event("needle_out")
    return ended.recorded if ended else facts.case.entered_stage(Stage.RECOVERY)


def _rows(facts: Facts) -> list[tuple[datetime, InForce]]:
    """From when each row counts."""
    ended, block = _ended(facts), "neuraxial" if neuraxial(facts) else "local-anaesthetic"
    counted = [(ended.at if ended else facts.now, f"minutes-{block}")]
    for act in ("sedation", "reversal"):
        given = [one.recorded.at for one in facts.given_as(act)]
        counted += [(max(given), f"minutes-{act}")] if given else []
    return [(at, facts.limit(FAMILY, row)) for at, row in counted]


def _judged_at(facts: Facts) -> datetime:
    """Now, or the moment at which the patient left: the clock of a bay stops there."""
    left = facts.case.entered_stage(Stage.FOLLOW_UP)
    return left.at if left else facts.now


def _minutes(limit: InForce) -> timedelta:
    return timedelta(minutes=float(limit.value or 0))


def _limbs(facts: Facts) -> Finding:
    """Each limb as before, or a physician said that the change is what the block does."""
    clears = "Look at arms and legs again, ask a physician about the change, or let one decide."
    last = next(
        (one for one in reversed(flowsheet(facts.case).sets) if one.words_of("limbs") != "–"), None
    )
    said = facts.case.answer("recovery.explained")
    explained = said is not None and last is not None and said.recorded.at >= last.recorded.at
    if last is None:
        result, told = Result.CANNOT_DECIDE, "not checked in recovery yet"
    elif last.recorded.at > facts.now:
        result, told = Result.CANNOT_DECIDE, "the last set is dated in the future"
    elif not last.changed:
        result, told = Result.MET, "as before the procedure"
    elif explained and said is not None and said.value == "physician-says-yes":
        result, told = (
            Result.MET,
            f"{_named(last.changed)} changed; a physician says the block does it",
        )
    else:
        result, told = (
            Result.NOT_MET,
            f"{_named(last.changed)} changed, not explained by a physician",
        )
    inputs = (facts.seen("arms and legs", told, last.recorded),) if last else ()
    return criterion(hazards.DISCHARGE_LIMBS, result, f"Arms and legs: {told}.", clears, inputs)


def _named(changed: Iterable[str]) -> str:
    return ", ".join(name.replace("_", " ") for name in changed)


def _score(facts: Facts) -> Finding:
    """The last complete score of recovery; one with a missing part has no total, and is none.

    Once the clinic chose its score, another one says nothing.
    """
    chosen = facts.clinic.setting(RECOVERY_SCORE)
    codes = {f"{chosen}.total"} if chosen else {*_SCORES}
    limit = facts.limit(FAMILY, "score-least")
    since = facts.case.entered_stage(Stage.RECOVERY)
    complete = [
        one
        for one in facts.case.observations
        if one.code in codes
        and one.code in _SCORES
        and since is not None
        and one.recorded.at >= since.at
    ]
    clears = "Score again, or a physician decides with a reason."
    if not complete or limit.value is None:
        told = "none is complete" if not complete else limit.problem
        named = _SCORES.get(f"{chosen}.total", "discharge score")
        sentence = f"After sedation the {named} is asked: {told}."
        return criterion(hazards.DISCHARGE_SCORE, Result.CANNOT_DECIDE, sentence, clears, (), limit)
    last = max(complete, key=lambda one: one.recorded.at)
    told = f"{_SCORES[last.code]} {last.value:f}"
    result = Result.MET if last.value >= limit.value else Result.NOT_MET
    if last.recorded.at > facts.now:
        told, result = f"{told} is dated in the future", Result.CANNOT_DECIDE
    inputs = (facts.seen("score", told, last.recorded),)
    return criterion(
        hazards.DISCHARGE_SCORE, result, f"{told}, at least {limit.words}.", clears, inputs, limit
    )


def _fresh(facts: Facts) -> Finding:
    """The patient was looked at shortly before leaving."""
    limit, sets = facts.limit(FAMILY, "minutes-last-set"), flowsheet(facts.case).sets
    clears = "Take a last set, or a physician decides with a reason."
    if not sets or limit.value is None:
        told = "no set yet" if not sets else limit.problem
        return criterion(
            hazards.DISCHARGE_LAST_SET,
            Result.CANNOT_DECIDE,
            f"The last set: {told}.",
            clears,
            (),
            limit,
        )
    last = sets[-1].recorded
    told = f"taken at {_clock(facts, last.at)}, at most {limit.words} before leaving"
    result = Result.MET if _judged_at(facts) <= last.at + _minutes(limit) else Result.NOT_MET
    if last.at > facts.now:
        told, result = f"{told}; it is dated in the future", Result.CANNOT_DECIDE
    inputs = (facts.seen("last set", told, last),)
    return criterion(
        hazards.DISCHARGE_LAST_SET, result, f"The last set: {told}.", clears, inputs, limit
    )


def _walked(facts: Facts) -> Finding:
    told = {"yes": "stood and walked", "as-before": "stands and walks as before"}
    asked = _said(facts, "discharge.walked", "walking")
    return _answered(facts, hazards.DISCHARGE_STANDING, asked, "Standing and walking", told)


def _dry(facts: Facts) -> Finding:
    told = {"yes": "dry"}
    asked = _said(facts, "discharge.needle_dry", "spots")
    return _answered(facts, hazards.DISCHARGE_BLEEDING, asked, "Needle spots", told)


def _voided(facts: Facts) -> Finding:
    limit = facts.limit(FAMILY, "voided-after-neuraxial")
    told = {"yes": "drank and passed urine"}
    if limit.value == 0:
        told["not-needed"] = "this clinic does not ask it"
    what = "Drinking and passing urine"
    said = facts.case.answer("discharge.voided")
    asked = (str(said.value), said.recorded) if said else None
    return _answered(facts, hazards.DISCHARGE_BLADDER, asked, what, told, limit)


def _said(facts: Facts, link_id: str, thing: str) -> tuple[str, Recorded] | None:
    """What was seen of a thing: by one answer to all of them, or by its own where it is not so."""
    of_all, own = facts.case.answer("discharge.open"), facts.case.answer(link_id)
    not_so = told(facts, "discharge.open")  # empty where nobody, or two people, answered
    if of_all is not None and not_so and not not_so & {thing, "not-asked"}:
        return "yes", of_all.recorded
    return (str(own.value), own.recorded) if own else None


def _answered(  # what was said of which hazard, and what meets it
    facts: Facts,
    hazard: Hazard,
    said: tuple[str, Recorded] | None,
    what: str,
    met: dict[str, str],
    limit: InForce | None = None,
) -> Finding:
    """An answer of the discharge page; what nobody answered is not met."""
    value = said[0] if said else ""
    clears = "See it and say so on the discharge page, or a physician decides with a reason."
    seen = met.get(value) or ("no" if value == "no" else "not seen yet")
    result = Result.MET if value in met else Result.CANNOT_DECIDE
    result = Result.NOT_MET if value == "no" else result
    inputs = (facts.seen(what, seen, said[1]),) if said else ()
    return criterion(hazard, result, f"{what}: {seen}.", clears, inputs, limit)


def _clock(facts: Facts, at: datetime) -> str:
    return at.astimezone(facts.clinic.zone).strftime("%H:%M")
