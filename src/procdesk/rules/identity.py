"""Identity: two identifiers, compared by the program. Source: NPSG.01.01.01 EP 1 (clinical 1.2)."""

from procdesk.domain.finding import Effect, Finding, Input, Result
from procdesk.domain.staff import PHYSICIAN_ONLY
from procdesk.rules.facts import Facts

_SOURCE = "NPSG.01.01.01 EP 1: two identifiers, never the room number"


def judge(facts: Facts) -> tuple[Finding, ...]:
    """Whether this is the patient."""
    return (*_alive(facts), _compared(facts))


def _alive(facts: Facts) -> tuple[Finding, ...]:
    if not facts.patient.deceased:
        return ()
    return (
        Finding(
            "identity.deceased",
            Effect.STOPS,
            Result.NOT_MET,
            "This patient is registered as deceased.",
            "Correct the registration at its source, or open the right patient.",
            "identity",
            (Input("registered as", "deceased"),),
        ),
    )


def _compared(facts: Facts) -> Finding:
    said = facts.case.answers.get("arrival.identity", ())
    # Two desks may have compared at once: one of them that found a difference is enough.
    differing = next((one for one in said if one.value == "differs"), None)
    answer = differing or facts.case.answer("arrival.identity")
    if answer is None:
        return Finding(
            "identity.not-compared",
            Effect.STOPS,
            Result.CANNOT_DECIDE,
            "Two identifiers have not been compared yet.",
            "Enter two identifiers as said or as scanned; where nobody can say them, a physician "
            "decides.",
            "identity",
            source=_SOURCE,
            overridable_by=PHYSICIAN_ONLY,
        )
    agrees = answer.value == "agrees"
    named = facts.case.values("arrival.identity.differing")
    names = ", ".join(dict.fromkeys(str(one) for one in named if one))
    return Finding(
        "identity.differs",
        Effect.STOPS,
        Result.MET if agrees else Result.NOT_MET,
        "The two identifiers agree with the booking."
        if agrees
        else f"What was entered differs from the booking: {names}.",
        "Ask again and enter both identifiers, or open the right patient.",
        "identity",
        (facts.seen("compared", str(answer.value), answer.recorded),),
        _SOURCE,
    )
