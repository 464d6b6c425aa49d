"""Policy shown: rule sets as a physician reads them before signing, and what became of them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from procdesk.domain.catalogue.limit import Limit
from procdesk.domain.catalogue.policy_set import PolicySet
from procdesk.domain.clinic.clinic import Adoption, Clinic, changed_rows, changed_values
from procdesk.domain.finding import Finding
from procdesk.domain.visit.case import Case
from procdesk.rules.all import judge
from procdesk.workflow.clinic.adopting import unconfirmed_first
from procdesk.workflow.ledger import Ledger

FAMILIES = {
    "anticoagulant": "Blood thinners",
    "vitals": "Vital signs",
    "glucose": "Glucose",
    "local-anaesthetic": "Local anaesthetics",
    "steroid": "Steroids",
    "exposure": "Over twelve months",
    "allergy": "Reactions to contrast",
    "pregnancy": "Pregnancy before X-ray",
    "fasting": "Fasting before sedation",
    "discharge": "Leaving",
}
"""Families in the order and the words in which they are shown."""

STATUS = {
    "U": "Not confirmed by any source",
    "S": "Read in a weak source only",
    "C": "Read in a source",
}
"""Words for how well a row is known, the least first: that is read before signing."""

_SPOKEN = {"spo2": "SpO2", "bmi": "body mass index", "cyp3a4": "CYP3A4", "inr": "INR", "glp": "GLP"}
_ABOUT = ("id", "drug", "name", "status", "source", "note", "variant")


@dataclass(frozen=True, slots=True, kw_only=True)
class RowShown:
    """One row: its facts in words, or its number. `value` is what the clinic goes by, or would."""

    id: str
    name: str
    status: str
    source: str
    facts: tuple[tuple[str, str], ...]
    limit: Limit | None
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """One adoption: who, when, which version, and in words what the clinic set and what changed."""

    by_name: str
    at: datetime
    version: str
    holds: bool
    set_values: tuple[str, ...]
    changed: str


def by_family(ledger: Ledger) -> dict[str, tuple[PolicySet, ...]]:
    """Every set, by the words of its family."""
    every = ledger.reference.policies.values()
    return {
        words: tuple(one for one in every if one.family == family)
        for family, words in FAMILIES.items()
    }


def rows(ledger: Ledger, rules: PolicySet) -> tuple[RowShown, ...]:
    """The rows of a set, what no source confirms first."""
    values = values_now(ledger, rules)
    return tuple(_row(rules, one, values) for one in unconfirmed_first(rules))


def values_now(ledger: Ledger, rules: PolicySet) -> dict[str, str]:
    """The numbers by row id: those that the clinic set when it adopted the set last, else shipped.

    An empty text where there is none.
    """
    done = ledger.clinic.policies.get(rules.key)
    numbers = done.values if done else {}
    return {one.id: numbers.get(one.id, _shipped(one)) for one in rules.limits.values()}


def set_by_clinic(rules: PolicySet, values: Mapping[str, str]) -> dict[str, str]:
    """Of the numbers by row id those that differ from what ships: the adoption keeps these."""
    shipped = {one.id: _shipped(one) for one in rules.limits.values()}
    return {row: value.strip() for row, value in values.items() if value.strip() != shipped[row]}


def would_change(ledger: Ledger, rules: PolicySet, values: Mapping[str, str]) -> tuple[str, ...]:
    """Return in words what adopting the set with these numbers changes for the clinic."""
    done = ledger.clinic.policies.get(rules.key)
    if done is None:
        return ()
    names = {one.id: _named(one.name) for one in rules.limits.values()}
    before = values_now(ledger, rules)
    changed = changed_values(done, set_by_clinic(rules, values))
    numbers = [
        f"{names.get(row, row)}: {before.get(row) or 'not set'} → {values.get(row) or 'not set'}"
        for row in changed
    ]
    return (*numbers, *(f"the row {one} changed" for one in changed_rows(done, rules.rows) or ()))


def today_if(ledger: Ledger, rules: PolicySet, values: Mapping[str, str]) -> tuple[str, ...]:
    """Return in words the findings of today's open cases that adopting the set would change."""
    numbers, family = set_by_clinic(rules, values), rules.family
    adoption = Adoption(
        name=rules.key,
        version=rules.version,
        sha256=rules.sha256,
        by="",
        by_name="",
        at="",
        family=family,
        values=numbers,
    )
    clinic = ledger.clinic.going_by(adoption)
    day = ledger.today()
    open_ = (case for case in ledger.cases_on(day) if not case.closed)
    return tuple(words for case in open_ for words in _others(ledger, clinic, case))


def _others(ledger: Ledger, clinic: Clinic, case: Case) -> Iterator[str]:
    outcome = ledger.outcome(case.id)
    facts = ledger.facts(outcome)
    would = judge(case, facts.patient, clinic, facts.reference, facts.now, facts.earlier)
    before = {one.key: _decided(one) for one in outcome.findings}
    after = {one.key: _decided(one) for one in would}
    for key in dict.fromkeys((*before, *after)):
        was, is_ = before.get(key, "not said"), after.get(key, "not said")
        if was != is_:
            yield f"{outcome.patient.name.formal}, {_named(key).replace('.', ', ')}: {was} → {is_}"


def _decided(finding: Finding) -> str:
    stops = ", stops" if finding.stops else ""
    return f"{finding.result.value}{stops}"


def history(ledger: Ledger, rules: PolicySet) -> tuple[Past, ...]:
    """Every adoption of a set, the newest first."""
    holding = ledger.clinic.adoption(rules)
    return tuple(
        _past(rules, adoption, holds=adoption is holding)
        for adoption in reversed(ledger.clinic.history(rules))
    )


def _past(rules: PolicySet, done: Adoption, *, holds: bool) -> Past:
    limits = {one.id: one for one in rules.limits.values()}
    values = tuple(
        f"{_named(limits[row].name)} {value} {limits[row].unit}" if row in limits else row
        for row, value in done.values.items()
    )
    return Past(
        by_name=done.by_name,
        at=datetime.fromisoformat(done.at),
        version=done.version,
        holds=holds,
        set_values=values,
        changed=_changed(changed_rows(done, rules.rows)),
    )


def _changed(since: tuple[str, ...] | None) -> str:
    if since is None:
        return "which rows were read then was not kept"
    return f"changed since: {', '.join(since)}" if since else "no row changed since"


def _row(rules: PolicySet, row: Mapping[str, object], values: Mapping[str, str]) -> RowShown:
    limit = next((one for one in rules.limits.values() if one.id == row["id"]), None)
    name = " ".join(str(row[key]) for key in ("drug", "variant", "name") if row.get(key))
    facts = () if limit else tuple((k, _words(v)) for k, v in row.items() if k not in _ABOUT)
    source = ". ".join(str(row[key]) for key in ("source", "note") if row.get(key))
    status, row_id = str(row["status"]), str(row["id"])
    return RowShown(
        id=row_id,
        name=_named(name),
        status=status,
        source=source,
        facts=facts,
        limit=limit,
        value=values.get(row_id, ""),
    )


def _named(name: str) -> str:
    words = " ".join(_SPOKEN.get(one, one) for one in name.replace("-", " ").split())
    return f"{words[:1].upper()}{words[1:]}"


def _words(value: object) -> str:
    if isinstance(value, (list, tuple)):
        return ", ".join(map(str, value))
    return str(value) if value not in ("", None) else "not set"


def _shipped(row: Limit) -> str:
    return "" if row.value is None else f"{row.value:f}"
