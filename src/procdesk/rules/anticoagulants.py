"""Blood thinners: recognised by name, judged only by a set that the clinic adopted.

Rows that need a time are "cannot decide" here: the physician decides.
"""

from procdesk.domain.catalogue import PolicySet
from procdesk.domain.finding import Effect, Finding, Input, PolicyRef, Result
from procdesk.domain.medication import Medication
from procdesk.domain.staff import PHYSICIAN_ONLY
from procdesk.rules.facts import Facts

_SECTION = "medicines"


def judge(facts: Facts) -> tuple[Finding, ...]:
    """Whether medicines were asked, and what the adopted set says of each blood thinner."""
    taken = facts.case.active_medications
    found = [_asked(facts)]
    unknown = [m for m in taken if not m.ingredient]
    if unknown:
        found.append(_not_recognised(facts, unknown))
    return (*found, *(_thinner(facts, m) for m in taken if _thins(facts, m)))


def _thins(facts: Facts, row: Medication) -> bool:
    drug = facts.reference.drugs.get(row.ingredient)
    return drug is not None and "antithrombotic" in drug.kinds


def _asked(facts: Facts) -> Finding:
    answer = facts.case.answer("medicines.asked")
    return Finding(
        "anticoagulant.not-asked",
        Effect.STOPS,
        Result.MET if answer else Result.CANNOT_DECIDE,
        "Medicines were asked row by row."
        if answer
        else "Medicines and blood thinners have not been asked yet.",
        "Ask about each row, then say that there are no others; where nobody can say, a "
        "physician decides.",
        _SECTION,
        (facts.seen("asked", "complete", answer.recorded),) if answer else (),
        overridable_by=PHYSICIAN_ONLY,
    )


def _not_recognised(facts: Facts, rows: list[Medication]) -> Finding:
    names = ", ".join(sorted(row.text for row in rows))
    return Finding(
        "anticoagulant.not-recognised",
        Effect.STOPS,
        Result.CANNOT_DECIDE,
        f"Not recognised, so it may be a blood thinner: {names}.",
        "Write the medicine by its usual name, or a physician decides.",
        _SECTION,
        tuple(_inputs(facts, row)[0] for row in sorted(rows, key=lambda row: row.id)),
        overridable_by=PHYSICIAN_ONLY,
    )


def _thinner(facts: Facts, row: Medication) -> Finding:
    result, sentence, policy, source = _by_policy(facts, row)
    return Finding(
        f"anticoagulant.{row.ingredient}",
        Effect.STOPS,
        result,
        sentence,
        "A physician decides with a reason, agreed with the prescriber.",
        _SECTION,
        _inputs(facts, row),
        source,
        policy,
        overridable_by=PHYSICIAN_ONLY,
    )


def _by_policy(facts: Facts, row: Medication) -> tuple[Result, str, PolicyRef | None, str]:
    adopted = _adopted(facts)
    if adopted is None:
        return (
            Result.CANNOT_DECIDE,
            f"{row.text} is a blood thinner, and this clinic has not adopted a rule set.",
            None,
            "",
        )
    rules, by = adopted
    policy_row = rules.row(row.ingredient)
    if policy_row is None:
        return (
            Result.CANNOT_DECIDE,
            f"{row.text} is a blood thinner, and the adopted set has no row for it.",
            None,
            rules.source,
        )
    told = policy_row.get(facts.bleeding_risk, "")
    policy = PolicyRef(policy_row["id"], rules.version, by)
    if told == "no stop":
        return (
            Result.MET,
            f"{row.text}: the adopted row does not ask to stop it for a "
            f"{facts.bleeding_risk} risk procedure.",
            policy,
            rules.source,
        )
    return (
        Result.CANNOT_DECIDE,
        f"{row.text}: the adopted row says “{told or 'nothing'}” for a "
        f"{facts.bleeding_risk or 'not known'} risk procedure; the time is judged by a "
        "physician.",
        policy,
        rules.source,
    )


def _adopted(facts: Facts) -> tuple[PolicySet, str] | None:
    for key, adoption in facts.clinic.policies.items():
        rules = facts.reference.policies.get(key)
        if rules is not None and rules.version == adoption.version:
            return rules, adoption.by_name
    return None


def _inputs(facts: Facts, row: Medication) -> tuple[Input, ...]:
    by = facts.clinic.name_of(row.by)
    last = row.last_dose.words or (
        row.last_dose.latest_at.isoformat() if row.last_dose.latest_at else "not known"
    )
    dose = f"{row.text}, {row.dose}" if row.dose else row.text
    return Input("medicine", dose, row.at, by), Input("last dose", last, row.at, by)
