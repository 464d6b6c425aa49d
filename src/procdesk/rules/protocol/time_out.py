"""Time-out: complete, without a disagreement, and not expired (design section 7)."""

from datetime import datetime, timedelta

from procdesk.domain.clinic.settings import TIME_OUT_MINUTES
from procdesk.domain.finding import Finding, Result
from procdesk.domain.section_key import SectionKey
from procdesk.domain.stage import Stage, TimeOutItem
from procdesk.domain.visit.case import Answer, Case
from procdesk.rules.facts.facts import Facts
from procdesk.rules.register import hazards
from procdesk.rules.register.hazard import Hazard

_ONE_SENTENCE = (
    (TimeOutItem.PATIENT, TimeOutItem.PROCEDURE, TimeOutItem.SITE, TimeOutItem.POSITION),
    (TimeOutItem.ALLERGIES, TimeOutItem.BLOOD_THINNER),
    (TimeOutItem.EQUIPMENT, TimeOutItem.CONCERNS),
)
"""Confirmed aloud together in WHO's list (TO2 with position as in its UK form, TO5) and in the
Universal Protocol (precautions from history or medication). Source: clinical.md 1.1, 1.2."""


def judge(facts: Facts) -> tuple[Finding, ...]:
    """Judge nothing until the time-out is open; then that it is complete, agreed, fresh, signed."""
    if not facts.reached(Stage.TIME_OUT) or facts.reached(Stage.RECOVERY):
        return ()
    return (_complete(facts), _agreed(facts), _fresh(facts), _signed(facts))


def items(facts: Facts) -> tuple[TimeOutItem, ...]:
    """Return what the team answers aloud in order: images only where there are any."""
    return tuple(one for one in TimeOutItem if one is not TimeOutItem.IMAGES or facts.imaged)


def readings(facts: Facts) -> tuple[tuple[TimeOutItem, ...], ...]:
    """Return what is read aloud and answered at once, in order: item by item.

    Where neither an image nor sedation belongs to the case, what is one sentence in WHO's list
    and the Universal Protocol is one reading. Each item is recorded as its own all the same, and
    what somebody disagreed with in a sentence opens the rest of it item by item.
    """
    answered = answers(facts).keys()
    whole = [one for one in _ONE_SENTENCE if len(answered & set(one)) in (0, len(one))]
    joined = {} if facts.imaged or facts.case.sedated else {one[0]: one for one in whole}
    groups: list[tuple[TimeOutItem, ...]] = []
    for item in items(facts):
        if not any(item in one for one in groups):
            groups.append(joined.get(item, (item,)))
    return tuple(groups)


def answers(facts: Facts) -> dict[TimeOutItem, Answer]:
    """Return the spoken answers so far."""
    by_item = {item: facts.case.answer(f"time_out.{item.value}") for item in TimeOutItem}
    return {item: one for item, one in by_item.items() if one and isinstance(one.value, dict)}


def expires_at(facts: Facts) -> datetime | None:
    """Return when the time-out expires; None before its first answer or with a needle.

    A needle of an earlier reading, in another position or on another side, does not count, nor
    does one that came when the time was over, or that is still to come.
    """
    spoken = answers(facts).values()
    if not spoken:
        return None
    read = max(one.recorded.at for one in spoken)
    until = read + timedelta(minutes=facts.clinic.setting(TIME_OUT_MINUTES))
    needles = [one.recorded.at for one in facts.case.events if one.event == "needle_in"]
    return None if any(read <= at <= min(until, facts.now) for at in needles) else until


def reading_began(case: Case) -> datetime | None:
    """Return when this reading was begun: on entering, or when it was last read again."""
    entered = case.entered_stage(Stage.TIME_OUT)
    starts = [entered.at] if entered else []
    emptied = {"section": SectionKey.TIME_OUT, "value": None}
    starts += [one.done_at for one in case.entries if emptied.items() <= one.body.items()]
    return max(starts, default=None)


def _complete(facts: Facts) -> Finding:
    open_ = [item.value.replace("_", " ") for item in items(facts) if item not in answers(facts)]
    return _finding(
        hazards.TIME_OUT_COMPLETE,
        Result.CANNOT_DECIDE if open_ else Result.MET,
        f"Not said yet: {', '.join(open_)}." if open_ else "Every item was said aloud and heard.",
        "Read each item aloud and record who said it and who heard it.",
    )


def _agreed(facts: Facts) -> Finding:
    against = [
        item.value.replace("_", " ")
        for item, answer in answers(facts).items()
        if isinstance(answer.value, dict) and answer.value.get("agrees") is not True
    ]
    return _finding(
        hazards.TIME_OUT_DISAGREEMENT,
        Result.NOT_MET if against else Result.MET,
        f"Somebody disagreed: {', '.join(against)}." if against else "Nobody disagreed.",
        "Settle it, then read the time-out again from the start.",
    )


def _fresh(facts: Facts) -> Finding:
    at = expires_at(facts)
    over = at is not None and facts.now > at
    return _finding(
        hazards.TIME_OUT_EXPIRED,
        Result.NOT_MET if over else Result.MET,
        "The time-out has expired without a needle." if over else "The time-out has not expired.",
        "Read the time-out again from the start.",
    )


def _signed(facts: Facts) -> Finding:
    signed = facts.case.attestation("time_out")
    if signed:
        result, sentence = Result.MET, "The time-out is signed."
    elif facts.case.last_attestation("time_out"):
        result = Result.NOT_MET
        sentence = "Something changed after the time-out was signed."
    else:
        result, sentence = Result.CANNOT_DECIDE, "The time-out is not signed yet."
    return _finding(
        hazards.TIME_OUT_SIGNED,
        result,
        sentence,
        "Whoever has free hands signs the time-out as read.",
    )


def _finding(hazard: Hazard, result: Result, sentence: str, clears: str) -> Finding:
    return hazard.finding(result=result, sentence=sentence, clears=clears)
