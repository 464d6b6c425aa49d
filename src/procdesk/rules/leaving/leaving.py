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
from procdesk.rules.facts.screening_question import answer_codes
from procdesk.rules.leaving.leaving_values import FAMILY, criterion, oxygen, pressure
from procdesk.rules.register import hazards
from procdesk.rules.register.hazard import Hazard

_SCORES = {"aldrete.total": "Aldrete", "padss.total": "PADSS", "mpadss.total": "modified PADSS"}
_NEURAXIAL = (Structure.EPIDURAL_SPACE, Structure.CAUDAL)
_HALF_A_MINUTE = timedelta(seconds=30)


def judge(facts: Facts) -> tuple[Finding, ...]:
    """Judge what is measured in recovery; at discharge also what is seen before leaving."""
    if not facts.reached(Stage.RECOVERY):
        return ()
    findings = [_limbs(facts)]
    if facts.limit(FAMILY, "systolic-change").limit is None:
        findings.append(_not_adopted(facts))
    else:
        findings += [_time(facts), pressure(facts), oxygen(facts)]
        if facts.sedated:
            findings.append(_score(facts))
    if facts.reached(Stage.DISCHARGE):
        findings += _at_discharge(facts)
    return tuple(findings)


def _at_discharge(facts: Facts) -> Iterable[Finding]:
    yield _walked(facts)
    yield _dry(facts)
    adopted = facts.limit(FAMILY, "systolic-change").limit is not None
    if adopted:
        yield _fresh(facts)
    if adopted and neuraxial(facts):
        yield _voided(facts)


def neuraxial(facts: Facts) -> bool:
    """Return whether a target of the order lies in the epidural space."""
    return any(one.structure in _NEURAXIAL for one in facts.case.order.targets)


def _not_adopted(_facts: Facts) -> Finding:
    return criterion(
        hazards.DISCHARGE_NOT_ADOPTED,
        Result.CANNOT_DECIDE,
        "This clinic has not adopted numbers for leaving recovery, so nothing judges them.",
        "A physician adopts the set for leaving recovery, or decides with a reason.",
    )


def _time(facts: Facts) -> Finding:
    """Judge by the latest of the moments of the rows: by the block, the sedation, the reversal.

    Nothing in it moves with the clock but the result, so that a decision about it stays.
    """
    rows, ended = _rows(facts), _ended(facts)
    open_ = next((limit for _at, limit in rows if limit.value is None), None)
    if open_ is not None:
        sentence = f"Whether the time of watching is over cannot be decided: {open_.problem}."
        return criterion(hazards.DISCHARGE_TIME, Result.CANNOT_DECIDE, sentence, _WATCH, (), open_)
    since, limit = max(rows, key=lambda row: row[0] + _minutes(row[1]))
    until = since + _minutes(limit)
    span = f"at least {limit.words}, until {_clock(facts, until)}"
    sentence = f"Watched since {_clock(facts, since)}, {span}."
    inputs = (facts.input("watched", span, ended),)
    result = Result.MET if _judged_at(facts) >= until - _HALF_A_MINUTE else Result.NOT_MET
    return criterion(hazards.DISCHARGE_TIME, result, sentence, _WATCH, inputs, limit)


_WATCH = "Watch on until the time is over, or a physician decides with a reason."


def _ended(facts: Facts) -> Recorded | None:
    """Return the needle's end; where nobody noted it, the way into recovery."""
    ended = facts.case.event("needle_out")
    return ended.recorded if ended else facts.case.entered_stage(Stage.RECOVERY)


def _rows(facts: Facts) -> list[tuple[datetime, InForce]]:
    """Return each row with the moment from which it counts."""
    ended, block = _ended(facts), "neuraxial" if neuraxial(facts) else "local-anaesthetic"
    counted = [(ended.at if ended else facts.now, f"minutes-{block}")]
    for act in ("sedation", "reversal"):
        given = [one.recorded.at for one in facts.given_as(act)]
        counted += [(max(given), f"minutes-{act}")] if given else []
    return [(at, facts.limit(FAMILY, row)) for at, row in counted]


def _judged_at(facts: Facts) -> datetime:
    """Return now, or the moment at which the patient left: the clock of a bay stops there."""
    left = facts.case.entered_stage(Stage.FOLLOW_UP)
    return left.at if left else facts.now


def _minutes(limit: InForce) -> timedelta:
    return timedelta(minutes=float(limit.value or 0))


def _limbs(facts: Facts) -> Finding:
    """Require each limb as before, or a physician's word that the block explains the change."""
    clears = "Look at arms and legs again, ask a physician about the change, or let one decide."
    last = next(
        (one for one in reversed(flowsheet(facts.case).sets) if one.words_of("limbs") != "–"), None
    )
    answer = facts.case.answer("recovery.explained")
    explained = answer is not None and last is not None and answer.recorded.at >= last.recorded.at
    if last is None:
        result, limbs = Result.CANNOT_DECIDE, "not checked in recovery yet"
    elif last.recorded.at > facts.now:
        result, limbs = Result.CANNOT_DECIDE, "the last set is dated in the future"
    elif not last.changed:
        result, limbs = Result.MET, "as before the procedure"
    elif explained and answer is not None and answer.value == "physician-says-yes":
        result, limbs = (
            Result.MET,
            f"{_named(last.changed)} changed; a physician says the block does it",
        )
    else:
        result, limbs = (
            Result.NOT_MET,
            f"{_named(last.changed)} changed, not explained by a physician",
        )
    inputs = (facts.input("arms and legs", limbs, last.recorded),) if last else ()
    return criterion(hazards.DISCHARGE_LIMBS, result, f"Arms and legs: {limbs}.", clears, inputs)


def _named(changed: Iterable[str]) -> str:
    return ", ".join(name.replace("_", " ") for name in changed)


def _score(facts: Facts) -> Finding:
    """Judge the last complete score of recovery; one with a missing part has no total.

    Once the clinic chose its score, another one says nothing.
    """
    chosen = facts.clinic.setting(RECOVERY_SCORE)
    codes = {f"{chosen}.total"} if chosen else {*_SCORES}
    limit = facts.limit(FAMILY, "score-least")
    since = facts.case.entered_stage(Stage.RECOVERY)
    complete = [
        score
        for score in facts.case.observations
        if score.code in codes
        and score.code in _SCORES
        and since is not None
        and score.recorded.at >= since.at
    ]
    clears = "Score again, or a physician decides with a reason."
    if not complete or limit.value is None:
        words = "none is complete" if not complete else limit.problem
        named = _SCORES.get(f"{chosen}.total", "discharge score")
        sentence = f"After sedation the {named} is asked: {words}."
        return criterion(hazards.DISCHARGE_SCORE, Result.CANNOT_DECIDE, sentence, clears, (), limit)
    last = max(complete, key=lambda score: score.recorded.at)
    words = f"{_SCORES[last.code]} {last.value:f}"
    result = Result.MET if last.value >= limit.value else Result.NOT_MET
    if last.recorded.at > facts.now:
        words, result = f"{words} is dated in the future", Result.CANNOT_DECIDE
    inputs = (facts.input("score", words, last.recorded),)
    return criterion(
        hazards.DISCHARGE_SCORE,
        result,
        f"{words}, at least {limit.words}.",
        clears,
        inputs,
        limit,
    )


def _fresh(facts: Facts) -> Finding:
    """Require a set of observations taken shortly before leaving."""
    limit, sets = facts.limit(FAMILY, "minutes-last-set"), flowsheet(facts.case).sets
    clears = "Take a last set, or a physician decides with a reason."
    if not sets or limit.value is None:
        words = "no set yet" if not sets else limit.problem
        return criterion(
            hazards.DISCHARGE_LAST_SET,
            Result.CANNOT_DECIDE,
            f"The last set: {words}.",
            clears,
            (),
            limit,
        )
    last = sets[-1].recorded
    words = f"taken at {_clock(facts, last.at)}, at most {limit.words} before leaving"
    result = Result.MET if _judged_at(facts) <= last.at + _minutes(limit) else Result.NOT_MET
    if last.at > facts.now:
        words, result = f"{words}; it is dated in the future", Result.CANNOT_DECIDE
    inputs = (facts.input("last set", words, last),)
    return criterion(
        hazards.DISCHARGE_LAST_SET, result, f"The last set: {words}.", clears, inputs, limit
    )


def _walked(facts: Facts) -> Finding:
    met = {"yes": "stood and walked", "as-before": "stands and walks as before"}
    asked = _answer_on(facts, "discharge.walked", "walking")
    return _answered(facts, hazards.DISCHARGE_STANDING, asked, "Standing and walking", met)


def _dry(facts: Facts) -> Finding:
    met = {"yes": "dry"}
    asked = _answer_on(facts, "discharge.needle_dry", "spots")
    return _answered(facts, hazards.DISCHARGE_BLEEDING, asked, "Needle spots", met)


def _voided(facts: Facts) -> Finding:
    limit = facts.limit(FAMILY, "voided-after-neuraxial")
    met = {"yes": "drank and passed urine"}
    if limit.value == 0:
        met["not-needed"] = "this clinic does not ask it"
    what = "Drinking and passing urine"
    answer = facts.case.answer("discharge.voided")
    asked = (str(answer.value), answer.recorded) if answer else None
    return _answered(facts, hazards.DISCHARGE_BLADDER, asked, what, met, limit)


def _answer_on(facts: Facts, link_id: str, thing: str) -> tuple[str, Recorded] | None:
    """Return the answer on a thing, and when: by one answer to all of them, or by its own."""
    of_all, own = facts.case.answer("discharge.open"), facts.case.answer(link_id)
    not_so = answer_codes(facts, "discharge.open")  # empty where nobody, or two people, answered
    if of_all is not None and not_so and not not_so & {thing, "not-asked"}:
        return "yes", of_all.recorded
    return (str(own.value), own.recorded) if own else None


def _answered(
    facts: Facts,
    hazard: Hazard,
    answer: tuple[str, Recorded] | None,
    what: str,
    met: dict[str, str],
    limit: InForce | None = None,
) -> Finding:
    """Judge an answer of the discharge page; what nobody answered is not met."""
    value = answer[0] if answer else ""
    clears = "See it and say so on the discharge page, or a physician decides with a reason."
    state = met.get(value) or ("no" if value == "no" else "not seen yet")
    result = Result.MET if value in met else Result.CANNOT_DECIDE
    result = Result.NOT_MET if value == "no" else result
    inputs = (facts.input(what, state, answer[1]),) if answer else ()
    return criterion(hazard, result, f"{what}: {state}.", clears, inputs, limit)


def _clock(facts: Facts, at: datetime) -> str:
    return at.astimezone(facts.clinic.zone).strftime("%H:%M")
