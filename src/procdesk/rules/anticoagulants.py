"""Blood thinners: recognised by name, judged only by a set that the clinic adopted.

Rows that need a time are "cannot decide" here: the physician decides.
"""

from typing import Final

from procdesk.domain.asking import medicine_rows
from procdesk.domain.catalogue import PolicySet
from procdesk.domain.finding import Effect, Finding, Input, PolicyRef, Result
from procdesk.domain.medication import Confirmation, Medication
from procdesk.domain.staff import PHYSICIAN_ONLY
from procdesk.rules.facts import Facts
from procdesk.rules.row_by_row import AskedList, asked_row_by_row

FAMILY: Final = "anticoagulant"
_SECTION = "medicines"


def judge(facts: Facts) -> tuple[Finding, ...]:
    """Whether medicines were asked, and what the adopted set says of each blood thinner."""
    rows = facts.case.possible_medications
    found = [_asked(facts)]
    unknown = [row for row in rows if not _recognised(facts, row)]
    if unknown:
        found.append(_not_recognised(facts, unknown))
    taken: dict[str, list[Medication]] = {}
    for row in rows:
        for drug in facts.reference.thinners(row):
            taken.setdefault(drug, []).append(row)
    return (*found, *(_thinner(facts, drug, of_it) for drug, of_it in taken.items()))


def _recognised(facts: Facts, row: Medication) -> bool:
    """Whether every name in the text is a drug that this desk knows; an unknown key is not one."""
    known = facts.reference
    return row.ingredient in known.drugs or known.recognise(row.text) is not None


def _asked(facts: Facts) -> Finding:
    return asked_row_by_row(
        facts,
        AskedList(_SECTION, "anticoagulant.not-asked", "Medicines and blood thinners"),
        medicine_rows(facts.case, facts.patient),
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


def _thinner(facts: Facts, drug: str, rows: list[Medication]) -> Finding:
    result, sentence, policy, source = _by_policy(facts, drug, _names(rows))
    inputs = [one for row in rows for one in _inputs(facts, row)]
    return Finding(
        f"anticoagulant.{drug}",
        Effect.STOPS,
        result,
        sentence,
        "A physician decides with a reason, agreed with the prescriber.",
        _SECTION,
        (*inputs, Input("bleeding risk of the procedure", facts.bleeding_risk or "not known")),
        source,
        policy,
        overridable_by=PHYSICIAN_ONLY,
    )


def _names(rows: list[Medication]) -> str:
    """The rows as the patient names them."""
    unsure = " (nobody can say whether it is taken)"
    sure = Confirmation.CONFIRMED
    return ", ".join(row.text + ("" if row.confirmation is sure else unsure) for row in rows)


def _by_policy(facts: Facts, drug: str, names: str) -> tuple[Result, str, PolicyRef | None, str]:
    adopted, plain = _adopted(facts), drug.replace("-", " ")
    if adopted is None:
        return (
            Result.CANNOT_DECIDE,
            f"{names}: {plain} is a blood thinner, and this clinic has not adopted a rule set.",
            None,
            "",
        )
    rules, by = adopted
    policy_row = rules.row(drug)
    if policy_row is None:
        return (
            Result.CANNOT_DECIDE,
            f"{names}: {plain} is a blood thinner, and the adopted set has no row for it.",
            None,
            rules.source,
        )
    told = policy_row.get(facts.bleeding_risk, "")
    policy = PolicyRef(policy_row["id"], rules.version, by)
    if told == "no stop":
        return (
            Result.MET,
            f"{names}: the adopted row does not ask to stop it for a "
            f"{facts.bleeding_risk} risk procedure.",
            policy,
            rules.source,
        )
    return (
        Result.CANNOT_DECIDE,
        f"{names}: {_not_enough(facts.bleeding_risk, told)}; a physician judges the time.",
        policy,
        rules.source,
    )


def _not_enough(risk: str, told: str) -> str:
    if not risk:
        return "the bleeding risk of the procedure is not known"
    if not told:
        return f"the adopted row says nothing of a {risk} risk procedure"
    return f"the adopted row says “{told}” for a {risk} risk procedure"


def _adopted(facts: Facts) -> tuple[PolicySet, str] | None:
    chosen = facts.clinic.adopted(FAMILY)
    rules = facts.reference.policies.get(chosen.name) if chosen else None
    done = facts.clinic.adoption(rules) if rules else None
    return (rules, done.by_name) if rules and done else None


def _inputs(facts: Facts, row: Medication) -> tuple[Input, ...]:
    by = facts.clinic.name_of(row.by)
    last = row.last_dose.words or (
        row.last_dose.latest_at.isoformat() if row.last_dose.latest_at else "not known"
    )
    dose = f"{row.text}, {row.dose}" if row.dose else row.text
    return Input("medicine", dose, row.at, by), Input("last dose", last, row.at, by)
