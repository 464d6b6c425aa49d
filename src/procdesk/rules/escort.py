"""Escort: where sedation is planned, an adult is named, can be called, and somebody stays."""

from typing import Final

from procdesk.domain.finding import Effect, Finding, Input, Result
from procdesk.domain.staff import PHYSICIAN_ONLY
from procdesk.rules.facts import Facts
from procdesk.rules.lead import told

_ASKED: Final = {
    "arrival.escort_name": "a name",
    "escort.adult": "whether they are an adult who can act",
    "escort.phone": "a phone number",
    "escort.stays": "how long somebody stays",
}
_STAYS: Final = frozenset({"overnight", "hours"})


def judge(facts: Facts) -> tuple[Finding, ...]:
    """Nothing while no sedation is planned."""
    if not facts.sedated:
        return ()
    result, words = _told(facts)
    return (
        Finding(
            "escort.sedation",
            Effect.STOPS,
            result,
            words,
            "Name the adult who takes the patient home and say who stays, or a physician decides.",
            _section(facts),
            _inputs(facts),
            "A responsible adult, named, with phone, staying how long; unconfirmed",
            overridable_by=PHYSICIAN_ONLY,
        ),
    )


def _told(facts: Facts) -> tuple[Result, str]:
    if told(facts, "arrival.escort") == {"no"}:
        return Result.NOT_MET, "Sedation is planned and nobody takes the patient home."
    if told(facts, "escort.adult") == {"no"}:
        return Result.NOT_MET, "Sedation is planned and the escort is no adult who can act."
    if told(facts, "escort.stays") == {"no"}:
        return Result.NOT_MET, "Sedation is planned and nobody stays with the patient."
    open_ = [name for link_id, name in _ASKED.items() if not _is_told(facts, link_id)]
    if open_:
        words = f"Sedation is planned; of the escort is not known yet: {', '.join(open_)}."
        return Result.CANNOT_DECIDE, words
    return Result.MET, "An adult escort is named with a phone, and somebody stays."


def _section(facts: Facts) -> str:
    """The name is asked at arrival; the rest has a page of its own where sedation is ordered."""
    named = bool(told(facts, "arrival.escort_name"))
    return "escort" if named and facts.case.order.sedated else "arrival"


def _is_told(facts: Facts, link_id: str) -> bool:
    said = told(facts, link_id)
    if link_id == "escort.adult":
        return said == {"yes"}
    return bool(said) and (link_id != "escort.stays" or said <= _STAYS)


def _inputs(facts: Facts) -> tuple[Input, ...]:
    answers = ((name, facts.case.answer(link_id)) for link_id, name in _ASKED.items())
    return tuple(
        facts.seen(name, str(one.value), one.recorded) for name, one in answers if one is not None
    )
