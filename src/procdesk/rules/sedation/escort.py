"""Escort: before sedation an adult is named, can be called, and somebody stays (clinical.md 4).

Before a procedure whose usual local anaesthetic leaves a limb weak for hours an adult is named too,
since nobody walks alone then (clinical.md 6.1 A): asked before it, not when the leg does not carry.
"""

from typing import Final

from procdesk.domain.finding import Finding, Result
from procdesk.domain.section_key import SectionKey
from procdesk.rules.facts.facts import Facts
from procdesk.rules.facts.screening_question import answer_codes
from procdesk.rules.register import hazards

_ASKED: Final = {
    "arrival.escort_name": "a name",
    "escort.adult": "whether they are an adult who can act",
    "escort.phone": "a phone number",
    "escort.stays": "how long somebody stays",
}
_STAYS: Final = frozenset({"overnight", "hours"})


def judge(facts: Facts) -> tuple[Finding, ...]:
    """Judge nothing while no sedation is planned and no limb may be left weak."""
    if not facts.sedated:
        return _limb(facts)
    result, words = _judged(facts)
    finding = hazards.ESCORT_SEDATION.finding(
        result=result,
        sentence=words,
        clears="Name the adult who takes the patient home and say who stays, or a physician "
        "decides.",
        inputs=facts.answer_inputs(_ASKED),
        section=_section(facts),
    )
    return (finding,)


def _judged(facts: Facts) -> tuple[Result, str]:
    if answer_codes(facts, "arrival.escort") == {"no"}:
        return Result.NOT_MET, "Sedation is planned and nobody takes the patient home."
    if answer_codes(facts, "escort.adult") == {"no"}:
        return Result.NOT_MET, "Sedation is planned and the escort is no adult who can act."
    if answer_codes(facts, "escort.stays") == {"no"}:
        return Result.NOT_MET, "Sedation is planned and nobody stays with the patient."
    open_ = [name for link_id, name in _ASKED.items() if not _is_answered(facts, link_id)]
    if open_:
        words = f"Sedation is planned; of the escort is not known yet: {', '.join(open_)}."
        return Result.CANNOT_DECIDE, words
    return Result.MET, "An adult escort is named with a phone, and somebody stays."


def _limb(facts: Facts) -> tuple[Finding, ...]:
    """Require an adult by name, also where no source says if the procedure leaves a limb weak."""
    due = [kind for kind in facts.kinds if kind.limb_weak is not False]
    if not due:
        return ()
    sure = [kind for kind in due if kind.limb_weak]
    first = (sure or due)[0]
    why = "An arm or a leg may be weak for hours afterwards"
    why = why if sure else f"No source says whether a limb is weak after it ({first.name})"
    result, words = _adult(facts)
    finding = hazards.ESCORT_LIMB.finding(
        result=result,
        sentence=f"{why}; {words}.",
        clears="Name the adult who takes the patient home, or a physician decides.",
        inputs=facts.answer_inputs(_ASKED),
        source=first.limb_source,
    )
    return (finding,)


def _adult(facts: Facts) -> tuple[Result, str]:
    codes = answer_codes(facts, "arrival.escort")
    if codes == {"no"}:
        return Result.NOT_MET, "nobody takes the patient home"
    if codes == {"yes"} and answer_codes(facts, "arrival.escort_name"):
        return Result.MET, "the adult who takes the patient home is named"
    return Result.CANNOT_DECIDE, "who takes the patient home is not known yet"


def _section(facts: Facts) -> SectionKey | None:
    """Return the page of the escort once a name is known; None for that of the arrival."""
    named = bool(answer_codes(facts, "arrival.escort_name"))
    return SectionKey.ESCORT if named and facts.case.order.sedated else None


def _is_answered(facts: Facts, link_id: str) -> bool:
    codes = answer_codes(facts, link_id)
    if link_id == "escort.adult":
        return codes == {"yes"}
    return bool(codes) and (link_id != "escort.stays" or codes <= _STAYS)
