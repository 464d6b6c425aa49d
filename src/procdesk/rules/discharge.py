"""Discharge: what must be true to leave (clinical.md 5.6)."""

from procdesk.domain.finding import Effect, Finding, Result
from procdesk.domain.staff import PHYSICIAN_ONLY
from procdesk.domain.stage import Stage
from procdesk.rules.facts import Facts

_SEEN = ("recovery.systolic", "recovery.pulse", "recovery.spo2", "recovery.pain_rest")


def judge(facts: Facts) -> tuple[Finding, ...]:
    """Nothing before recovery; then observations, order, papers, and the escort if sedated."""
    if not facts.reached(Stage.RECOVERY):
        return ()
    found = [_observed(facts)]
    if facts.reached(Stage.DISCHARGE):
        found += [_ordered(facts), _sheet(facts)]
        if facts.sedated:
            found.append(_escort(facts))
    return tuple(found)


def _observed(facts: Facts) -> Finding:
    since = facts.case.entered_stage(Stage.RECOVERY)
    seen = [facts.case.latest(code) for code in _SEEN]
    fresh = all(one and since and one.recorded.at >= since.at for one in seen)
    return _finding(
        "discharge.observed",
        fresh,
        "recovery",
        "A full set of observations was taken in recovery.",
        "No full set of observations in recovery yet: blood pressure, pulse, oxygen, pain.",
        "Take and enter a full set, or a physician decides.",
    )


def _ordered(facts: Facts) -> Finding:
    return _finding(
        "discharge.ordered",
        facts.case.attestation("discharge") is not None,
        "discharge",
        "A physician ordered the discharge.",
        "No physician has ordered the discharge yet.",
        "A physician signs the order to discharge.",
        overridable=False,
    )


def _sheet(facts: Facts) -> Finding:
    handed = any(s.kind == "aftercare" and s.state == "handed_over" for s in facts.case.sheets)
    return _finding(
        "discharge.sheet",
        handed,
        "aftercare",
        "The aftercare sheet was handed over.",
        "The aftercare sheet has not been handed over yet.",
        "Print the sheet, go through it with the patient, and hand it over.",
    )


def _escort(facts: Facts) -> Finding:
    return _finding(
        "discharge.escort",
        facts.case.value("discharge.escort_seen") == "yes",
        "discharge",
        "The escort was seen.",
        "The patient was sedated and the escort has not been seen.",
        "See the escort and say so, or a physician decides.",
    )


def _finding(  # what every criterion of the gate has in common
    key: str, met: bool, section: str, yes: str, no: str, clears: str, overridable: bool = True
) -> Finding:
    return Finding(
        key,
        Effect.STOPS,
        Result.MET if met else Result.CANNOT_DECIDE,
        yes if met else no,
        clears,
        section,
        overridable_by=PHYSICIAN_ONLY if overridable else frozenset(),
    )
