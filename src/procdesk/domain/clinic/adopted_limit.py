"""In force: a number as a clinic goes by it now, from the set that it adopted in a family."""

import msgspec

from procdesk.domain.catalogue.catalogue import Reference
from procdesk.domain.catalogue.limit import NO_VALUE, NOT_ADOPTED, InForce, Limit
from procdesk.domain.clinic.clinic import Clinic
from procdesk.domain.clinic.clinic_units import adopted_words
from procdesk.domain.finding import PolicyRef
from procdesk.domain.unit import plain


def in_force(clinic: Clinic, reference: Reference, family: str, name: str) -> InForce:
    """Return a number that the clinic goes by, or why there is none: it never passes silently."""
    chosen = clinic.adopted(family)
    rules = reference.policies.get(chosen.name) if chosen else None
    done = clinic.adoption(rules) if rules else None
    if rules is None or done is None:
        return InForce(value=None, problem=NOT_ADOPTED)
    row = rules.limits.get(name)
    if row is None:
        return InForce(value=None, problem=f"{NOT_ADOPTED}: {rules.key} has no {name}")
    policy = PolicyRef(row.id, rules.version, done.by_name)
    return _in_force(clinic, row, done.values.get(row.id), policy)


def _in_force(clinic: Clinic, row: Limit, own_value: str | None, policy: PolicyRef) -> InForce:
    """Return the shipped number, or the one that the clinic set; one beyond the bounds is none."""
    try:
        row = row if own_value is None else row.set_to(own_value)
    except ValueError as problem:
        return InForce(
            value=None,
            problem=str(problem),
            limit=msgspec.structs.replace(row, value=None),
            policy=policy,
        )
    if row.value is None:
        return InForce(value=None, problem=NO_VALUE, limit=row, policy=policy)
    return InForce(
        value=row.value,
        problem="",
        limit=row,
        policy=policy,
        said=adopted_words(clinic, plain(row.value), row.unit),
    )
