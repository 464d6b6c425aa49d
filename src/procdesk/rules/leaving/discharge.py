"""Discharge: what must be true to leave the room and the clinic (clinical.md 1.1, 5.6)."""

from procdesk.domain.finding import Finding, Result
from procdesk.domain.stage import End, Stage
from procdesk.domain.visit.escalation import noted, open_cards
from procdesk.domain.visit.flowsheet import limbs_changed
from procdesk.rules.facts.facts import Facts
from procdesk.rules.facts.screening_question import answer_codes, spoken
from procdesk.rules.patient import implants
from procdesk.rules.register import hazards
from procdesk.rules.register.hazard import Hazard

_FULL_SET = ("recovery.systolic", "recovery.pulse", "recovery.spo2", "recovery.pain_rest")


def judge(facts: Facts) -> tuple[Finding, ...]:
    """Judge counts and signed record; then observations, order, papers and escort."""
    return (*_of_procedure(facts), *_of_leaving(facts))


def _of_procedure(facts: Facts) -> tuple[Finding, ...]:
    """Judge counts and record of a procedure that took place; an emergency waits for no count."""
    case = facts.case
    if not case.took_place:
        return ()
    over = facts.reached(Stage.RECOVERY) or case.closed
    urgent = case.event("emergency") is not None or case.end is End.ABORTED
    counts = (_counted(facts),) if over or not urgent else ()
    return (*counts, _recorded(facts)) if over else counts


def _of_leaving(facts: Facts) -> tuple[Finding, ...]:
    """Judge nothing before recovery."""
    if not facts.reached(Stage.RECOVERY):
        return ()
    findings = [_observed(facts), *_happening(facts)]
    if facts.reached(Stage.DISCHARGE):
        findings += [_ordered(facts), _sheet(facts)]
        findings += [*_escort(facts), *_device_on(facts)]
    return tuple(findings)


def _counted(facts: Facts) -> Finding:
    # Two desks may have answered at once: one that missed something is enough.
    answers = facts.case.answers.get("sign_out.counts", ())
    values = {answer.value for answer in answers}
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
        inputs=(
            facts.input("counted and complete", str(answer.value), answer.recorded)
            for answer in answers
        ),
    )


def _recorded(facts: Facts) -> Finding:
    return _finding(
        hazards.DISCHARGE_NOTE,
        facts.case.attestation("note") is not None,
        "A physician signed the record of the procedure.",
        "The record of the procedure changed after it was signed."
        if facts.case.last_attestation("note")
        else "No physician has signed the record of the procedure yet.",
        "A physician reads the record and signs it, or decides with a reason.",
    )


def _observed(facts: Facts) -> Finding:
    since = facts.case.entered_stage(Stage.RECOVERY)
    observations = [facts.case.latest(code) for code in _FULL_SET]
    fresh = all(one and since and one.recorded.at >= since.at for one in observations)
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
        "Something changed after a physician ordered the discharge."
        if facts.case.last_attestation("discharge")
        else "No physician has ordered the discharge yet.",
        "A physician signs the order to discharge.",
    )


def _happening(facts: Facts) -> tuple[Finding, ...]:
    """Stop for a card that somebody opened and no physician closed."""
    case = facts.case
    if not open_cards(case):
        return ()
    opened = [noted(case, key)[0] for key in open_cards(case)]
    names = ", ".join(one.text.lower() for one in opened)
    finding = hazards.DISCHARGE_EVENT.finding(
        result=Result.NOT_MET,
        sentence=f"The card of an event is open: {names}.",
        clears="A physician closes the card with what became of it.",
        inputs=(facts.input("opened", one.text, one.recorded) for one in opened),
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
    """Require an escort for a patient who was sedated or has a limb that does not carry."""
    why = "The patient was sedated" if facts.sedated else ""
    if not why and limbs_changed(facts.case):
        why = "An arm or a leg does not work as before"
    if not why:
        return ()
    finding = _finding(
        hazards.DISCHARGE_ESCORT,
        answer_codes(facts, "discharge.escort_seen") == {"yes"},
        "The escort was seen.",
        f"{why} and the escort has not been seen.",
        "See the escort and say so, or a physician decides.",
    )
    return (finding,)


def _device_on(facts: Facts) -> tuple[Finding, ...]:
    """Require therapies that were turned off, or may have been, to be on again before leaving."""
    devices = implants.to_turn_back_on(facts)
    if "implant" in answer_codes(facts, "sign_out.any_of"):
        devices |= {"implant that was off at the sign-out"}
    if not devices or not facts.case.took_place:
        return ()
    finding = _finding(
        hazards.DISCHARGE_DEVICE_ON,
        answer_codes(facts, "discharge.device_on") == {"yes"},
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
