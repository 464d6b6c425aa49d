"""Checks that ask only whether something was done: vital signs, consent."""

from procdesk.domain.finding import Effect, Finding, Result
from procdesk.domain.staff import PHYSICIAN_ONLY
from procdesk.domain.stage import StatementKind
from procdesk.rules.facts import Facts

VITALS = {
    "vitals.systolic": "systolic blood pressure",
    "vitals.diastolic": "diastolic blood pressure",
    "vitals.pulse": "pulse",
    "vitals.spo2": "oxygen saturation",
}


def judge(facts: Facts) -> tuple[Finding, ...]:
    """Vital signs before the needle, and consent."""
    return (_vitals(facts), _consent(facts))


def _vitals(facts: Facts) -> Finding:
    missing = [name for code, name in VITALS.items() if facts.today(code) is None]
    return Finding(
        "vitals.missing",
        Effect.STOPS,
        Result.CANNOT_DECIDE if missing else Result.MET,
        f"Not measured yet: {', '.join(missing)}."
        if missing
        else "Vital signs before the procedure are recorded.",
        "Measure and enter them, or a physician decides.",
        "vitals",
        tuple(
            facts.seen(name, f"{seen.value} {seen.unit}", seen.recorded)
            for code, name in VITALS.items()
            if (seen := facts.today(code))
        ),
        overridable_by=PHYSICIAN_ONLY,
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
    return Finding(
        "consent.missing",
        Effect.STOPS,
        Result.MET if met else Result.NOT_MET if withdrawn else Result.CANNOT_DECIDE,
        sentence,
        "Enter the target that stands on the consent and who signed it; where nobody can sign, a "
        "physician decides.",
        "consent",
        (facts.seen("signed by", consent.said_by, consent.recorded),) if consent else (),
        "WHO checklist SI1",
        overridable_by=frozenset() if withdrawn else PHYSICIAN_ONLY,
    )
