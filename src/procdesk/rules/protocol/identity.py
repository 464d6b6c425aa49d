"""Identity: two identifiers, compared by the program. Source: NPSG.01.01.01 EP 1 (clinical 1.2)."""

from procdesk.domain.finding import Finding, Input, Result
from procdesk.rules.facts.facts import Facts
from procdesk.rules.register import hazards


def judge(facts: Facts) -> tuple[Finding, ...]:
    """Judge whether this is the patient."""
    return (*_alive(facts), _compared(facts))


def _alive(facts: Facts) -> tuple[Finding, ...]:
    if not facts.patient.deceased:
        return ()
    finding = hazards.IDENTITY_DECEASED.finding(
        result=Result.NOT_MET,
        sentence="This patient is registered as deceased.",
        clears="Correct the registration at its source, or open the right patient.",
        inputs=(Input("registered as", "deceased"),),
    )
    return (finding,)


def _compared(facts: Facts) -> Finding:
    comparisons = facts.case.answers.get("arrival.identity", ())
    # Two desks may have compared at once: one of them that found a difference is enough.
    differing = next((one for one in comparisons if one.value == "differs"), None)
    answer = differing or facts.case.answer("arrival.identity")
    if answer is None:
        return hazards.IDENTITY_NOT_COMPARED.finding(
            result=Result.CANNOT_DECIDE,
            sentence="Two identifiers have not been compared yet.",
            clears="Enter two identifiers as said or as scanned; where nobody can say them, a "
            "physician decides.",
        )
    agrees = answer.value == "agrees"
    named = facts.case.values("arrival.identity.differing")
    names = ", ".join(dict.fromkeys(str(one) for one in named if one))
    return hazards.IDENTITY_DIFFERS.finding(
        result=Result.MET if agrees else Result.NOT_MET,
        sentence="The two identifiers agree with the booking."
        if agrees
        else f"What was entered differs from the booking: {names}.",
        clears="Ask again and enter both identifiers, or open the right patient.",
        inputs=(facts.input("compared", str(answer.value), answer.recorded),),
    )
