"""Discharge: what must be true to leave the room and the clinic (clinical.md 1.1, 5.6)."""

from procdesk.domain.finding import Finding, Result
from procdesk.domain.stage import End, Stage
from procdesk.domain.visit.escalation import noted, open_cards
from procdesk.domain.visit.flowsheet import limbs_changed
from procdesk.rules.facts.facts import Facts
from procdesk.rules.facts.screening_question import spoken, told
from procdesk.rules.patient import implants
from procdesk.rules.register import hazards
from procdesk.rules.register.hazard import Hazard

_SEEN = ("recovery.systolic", "recovery.pulse", "recovery.spo2", "recovery.pain_rest")


def judge(facts: Facts) -> tuple[Finding, ...]:
    """Counts and signed record of what was done; then observations, order, papers, escort."""
    return (*_of_procedure(facts), *_of_leaving(facts))


def _of_procedure(facts: Facts) -> tuple[Finding, ...]:
    """What is due of a procedure that took place; an emergency does not wait for the counts."""
    case = facts.case
    if not case.took_place:
        return ()
    over = facts.reached(Stage.RECOVERY) or case.closed
    urgent = case.event("emergency") is not None or case.end is End.ABORTED
    counts = (_counted(facts),) if over or not urgent else ()
    return (*counts, _recorded(facts)) if over else counts


def _of_leaving(facts: Facts) -> tuple[Finding, ...]:
    """Nothing before recovery."""
    if not facts.reached(Stage.RECOVERY):
        return ()
    found = [_observed(facts), *_happening(facts)]
    if facts.reached(Stage.DISCHARGE):
        found += [_ordered(facts), _sheet(facts)]
        found += [*_escort(facts), *_device_on(facts)]
    return tuple(found)


def _counted(facts: Facts) -> Finding:
    # Two desks may have answered at once: one that missed something is enough.
    told = facts.case.answers.get("sign_out.counts", ())
    values = {one.value for one in told}
    if "no" in values:
        result, sentence = Result.NOT_MET, "Needles, sharps and instruments are not all there."
    elif values == {"yes"}:
        result, sentence = Result.MET, "Needles, sharps and instruments were counted."
    else:
        result = Result.CANNOT_DECIDE
        sentence = "Needles, sharps and instruments have not been counted yet."
    return hazards.DISCHARGE_SIGN_OUT.finding(
        result=result,
        sentence=sentence,
        clears="Count aloud and answer the sign-out, or a physician decides.",
        inputs=(facts.seen("counted and complete", str(one.value), one.recorded) for one in told),
    )


def _recorded(facts: Facts) -> Finding:
    before = any(one.meaning == "note" for one in facts.case.attestations)
    return _finding(
        hazards.DISCHARGE_NOTE,
        facts.case.attestation("note") is not None,
        "A physician signed the record of the procedure.",
        "The record of the procedure changed after it was signed."
        if before
        else "No physician has signed the record of the procedure yet.",
        "A physician reads the record and signs it, or decides with a reason.",
    )


def _observed(facts: Facts) -> Finding:
    since = facts.case.entered_stage(Stage.RECOVERY)
    seen = [facts.case.latest(code) for code in _SEEN]
    fresh = all(one and since and one.recorded.at >= since.at for one in seen)
    return _finding(
        hazards.DISCHARGE_OBSERVED,
        fresh,
        "A full set of observations was taken in recovery.",
        "No full set of observations in recovery yet: blood pressure, pulse, oxygen, pain.",
        "Take and enter a full set, or a physician decides.",
    )


def _ordered(facts: Facts) -> Finding:
    return _finding(
        hazards.DISCHARGE_ORDERED,
        facts.case.attestation("discharge") is not None,
        "A physician ordered the discharge.",
        "No physician has ordered the discharge yet.",
        "A physician signs the order to discharge.",
    )


def _happening(facts: Facts) -> tuple[Finding, ...]:
    """A card that somebody opened and no physician closed."""
    case = facts.case
    if not open_cards(case):
        return ()
    opened = [noted(case, key)[0] for key in open_cards(case)]
    names = ", ".join(one.text.lower() for one in opened)
    finding = hazards.DISCHARGE_EVENT.finding(
        result=Result.NOT_MET,
        sentence=f"The card of an event is open: {names}.",
        clears="A physician closes the card with what became of it.",
        inputs=(facts.seen("opened", one.text, one.recorded) for one in opened),
    )
    return (finding,)


def _sheet(facts: Facts) -> Finding:
    handed = any(s.kind == "aftercare" and s.state == "handed_over" for s in facts.case.sheets)
    return _finding(
        hazards.DISCHARGE_SHEET,
        handed,
        "The aftercare sheet was handed over.",
        "The aftercare sheet has not been handed over yet.",
        "Print the sheet, go through it with the patient, and hand it over.",
    )


def _escort(facts: Facts) -> tuple[Finding, ...]:
    """Who was sedated, or has a limb that does not carry, does not leave alone."""
    why = "The patient was sedated" if facts.sedated else ""
    if not why and limbs_changed(facts.case):
        why = "An arm or a leg does not work as before"
    if not why:
        return ()
    finding = _finding(
        hazards.DISCHARGE_ESCORT,
        told(facts, "discharge.escort_seen") == {"yes"},
        "The escort was seen.",
        f"{why} and the escort has not been seen.",
        "See the escort and say so, or a physician decides.",
    )
    return (finding,)


def _device_on(facts: Facts) -> tuple[Finding, ...]:
    """Therapies that were turned off, or may have been, are on again before the patient leaves."""
    devices = implants.to_turn_back_on(facts)
    if "implant" in told(facts, "sign_out.any_of"):
        devices |= {"implant that was off at the sign-out"}
    if not devices or not facts.case.took_place:
        return ()
    finding = _finding(
        hazards.DISCHARGE_DEVICE_ON,
        told(facts, "discharge.device_on") == {"yes"},
        f"On again, as checked: {spoken(devices)}.",
        f"Nobody has checked that it is on again: {spoken(devices)}.",
        "Check the device and say so, or a physician decides.",
    )
    return (finding,)


def _finding(hazard: Hazard, met: bool, yes: str, no: str, clears: str) -> Finding:
    return hazard.finding(
        result=Result.MET if met else Result.CANNOT_DECIDE,
        sentence=yes if met else no,
        clears=clears,
    )
