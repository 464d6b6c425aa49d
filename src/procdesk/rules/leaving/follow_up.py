"""Follow-up: a sign told on the phone stays open until a physician closes it (clinical.md 5.7)."""

from procdesk.domain.finding import Finding, Input, Result
from procdesk.domain.relief.follow_up_call import (
    FollowUpQuestion,
    never_asked,
    open_red_flags,
    reached,
)
from procdesk.domain.visit.case import PhoneCall
from procdesk.rules.facts.facts import Facts
from procdesk.rules.register import hazards


def judge(facts: Facts) -> tuple[Finding, ...]:
    """Judge nothing until a call after the visit reached somebody."""
    if not reached(facts.case):
        return ()
    open_signs, unasked = open_red_flags(facts.case), never_asked(facts.case)
    if open_signs:
        names = ", ".join(one.question.rstrip("?").lower() for _call, s in open_signs for one in s)
        result, sentence = Result.NOT_MET, f"Told on the phone: {names}."
    elif unasked:
        names = ", ".join(one.question.rstrip("?").lower() for one in unasked)
        result, sentence = Result.CANNOT_DECIDE, f"Not asked on the phone: {names}."
    else:
        result, sentence = Result.MET, "No sign of an emergency is open after the calls."
    finding = hazards.RED_FLAG_TOLD.finding(
        result=result,
        sentence=sentence,
        clears="A physician hears of it at once and closes it with a reason; what was not asked is "
        "asked in another call.",
        inputs=(_input(facts, call, sign) for call, signs in open_signs for sign in signs),
    )
    return (finding,)


def _input(facts: Facts, call: PhoneCall, sign: FollowUpQuestion) -> Input:
    return facts.input(sign.question, "yes", call.recorded)
