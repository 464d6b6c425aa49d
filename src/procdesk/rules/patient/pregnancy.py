"""Pregnancy: asked before X-ray of whoever can be pregnant, as far as the clinic has said who.

No source gives an age, so nobody is left out by one that this clinic has not set.
"""

from dataclasses import replace
from typing import Final

from procdesk.domain.finding import Finding, Input, PolicyRef, Result
from procdesk.domain.section_key import SectionKey
from procdesk.domain.visit.patient import Sex
from procdesk.rules.facts.facts import Facts
from procdesk.rules.facts.screening_question import (
    NOBODY_KNOWS,
    PLAIN,
    Lead,
    answer_codes,
    asked,
    needs_physician,
)
from procdesk.rules.register import hazards

FAMILY: Final = "pregnancy"
_LEAD = Lead(
    "pregnancy.could_be",
    "possible pregnancy",
    hazards.PREGNANCY_NOT_ASKED,
    hazards.PREGNANCY_POSSIBLE,
)
_TESTS: Final = {
    "negative": "the test today was negative",
    "positive": "the test today was positive",
    "declined": "the patient declined a test",
    "not-done": "no test was done",
}


def judge(facts: Facts) -> tuple[Finding, ...]:
    """Judge nothing unless a procedure of the order has this section."""
    if not facts.asks(SectionKey.PREGNANCY):
        return ()
    # Two answers that differ are answers too: then nobody is left out.
    if not facts.case.values(_LEAD.link_id) and (left_out := _left_out(facts)):
        return (left_out,)
    return (asked(facts, _LEAD), *_possible(facts))


def _left_out(facts: Facts) -> Finding | None:
    """Return a met finding for whom this clinic's adopted rows do not ask; else nothing."""
    low, high = (facts.limit(FAMILY, name) for name in ("age-from", "age-to"))
    if low.policy is None:
        return None
    if facts.patient.sex is Sex.MALE:
        return _not_due(Input("sex", "registered as male"), low.policy)
    age = facts.patient.age_years(facts.now.astimezone(facts.clinic.zone))
    if age is None or facts.patient.sex is Sex.UNKNOWN:
        return None
    if low.value is not None and age < low.value:
        return _not_due(Input("age", f"{age}, asked from {low.words}"), low.policy)
    if high.policy and high.value is not None and age > high.value:
        return _not_due(Input("age", f"{age}, asked to {high.words}"), high.policy)
    return None


def _not_due(why: Input, policy: PolicyRef) -> Finding:
    return hazards.PREGNANCY_NOT_DUE.finding(
        result=Result.MET,
        sentence=f"Pregnancy is not asked: {why.name} {why.value}.",
        clears="",
        inputs=(why,),
        policy=policy,
    )


def _possible(facts: Facts) -> tuple[Finding, ...]:
    """Stop for whoever may be pregnant, with the test and the last period as far as told."""
    if not answer_codes(facts, _LEAD.link_id) - PLAIN - NOBODY_KNOWS:
        return ()
    tests = answer_codes(facts, "pregnancy.test")
    test = "; ".join(_TESTS.get(one, one) for one in sorted(tests)) or "no test is recorded"
    period = facts.case.value("pregnancy.last_period")
    since = f"last period from {period}" if period else "no last period is recorded"
    stop = needs_physician(
        facts,
        _LEAD,
        f"The patient may be pregnant; {test}; {since}.",
        tuple(_input(facts, link_id) for link_id in ("pregnancy.test", "pregnancy.last_period")),
    )
    return (replace(stop, result=Result.NOT_MET) if tests == {"positive"} else stop,)


def _input(facts: Facts, link_id: str) -> Input:
    answer = facts.case.answer(link_id)
    name = link_id.partition(".")[2].replace("_", " ")
    if answer is None:
        return Input(name, "not told")
    return facts.input(name, str(answer.value), answer.recorded)
