"""Checks that ask only whether something was done: vital signs, consent."""

from procdesk.domain.finding import Finding, Result
from procdesk.domain.stage import StatementKind
from procdesk.rules.facts.facts import Facts
from procdesk.rules.register import hazards

VITALS = {
    "vitals.systolic": "systolic blood pressure",
    "vitals.diastolic": "diastolic blood pressure",
    "vitals.pulse": "pulse",
    "vitals.spo2": "oxygen saturation",
}


def judge(facts: Facts) -> tuple[Finding, ...]:
    """Judge vital signs before the needle, and consent."""
    return (_vitals(facts), _consent(facts))


def _vitals(facts: Facts) -> Finding:
    missing = [name for code, name in VITALS.items() if facts.today(code) is None]
    return hazards.VITALS_MISSING.finding(
        result=Result.CANNOT_DECIDE if missing else Result.MET,
        sentence=f"Not measured yet: {', '.join(missing)}."
        if missing
        else "Vital signs before the procedure are recorded.",
        clears="Measure and enter them, or a physician decides.",
        inputs=(
            facts.input(name, f"{observation.value} {observation.unit}", observation.recorded)
            for code, name in VITALS.items()
            if (observation := facts.today(code))
        ),
    )


def _consent(facts: Facts) -> Finding:
    consent = facts.case.statement(StatementKind.CONSENT)
    # Two desks may have written at once: one of them saying so is enough.
    withdrawn = True in facts.case.values("consent.withdrawn")
    met = consent is not None and not withdrawn
    if withdrawn:
        sentence = "The patient has withdrawn consent."
    elif consent is None:
        sentence = "The signed consent has not been entered yet."
    else:
        sentence = "The signed consent is entered."
    return hazards.CONSENT_MISSING.finding(
        result=Result.MET if met else Result.NOT_MET if withdrawn else Result.CANNOT_DECIDE,
        sentence=sentence,
        clears="Enter the target that stands on the consent and who signed it; where nobody can "
        "sign, a physician decides.",
        inputs=(facts.input("signed by", consent.said_by, consent.recorded),) if consent else (),
    )
