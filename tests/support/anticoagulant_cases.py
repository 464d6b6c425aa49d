"""A patient on blood thinners in plain values, for the rules of their clock.

Holds, classes and restarts stand in the tests, written from the fact base.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from msgspec import structs

from procdesk import app
from procdesk.domain.catalogue.policy_set import PolicySet
from procdesk.domain.clinic.clinic import Adoption, Clinic
from procdesk.domain.entry import Json
from procdesk.domain.finding import Finding, Result
from procdesk.domain.medicines.medication import Confirmation, LastDose, Medication, Precision
from procdesk.domain.stage import Stage
from procdesk.domain.visit.case import Answer, Case, Observation, Order, OrderedProcedure, Recorded
from procdesk.domain.visit.patient import Patient
from procdesk.rules.bleeding.anticoagulants import judge
from procdesk.rules.facts.facts import Facts

MET, NOT_MET, CANNOT = Result.MET, Result.NOT_MET, Result.CANNOT_DECIDE
NOW = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)  # 10:00 in New York
LOW, MIDDLE, HIGH = "mbb-lumbar", "esi-interlaminar-lumbar", "vertebral-augmentation"
REFERENCE = app.reference()
SETS = {key: one for key, one in REFERENCE.policies.items() if one.family == "anticoagulant"}
D = 24
NONE: Mapping[str, Json] = {"medicines.bleeding_factors": ["none"]}
HERE = Recorded("e1", "adeyemi", NOW, NOW)


def medicine(text: str, hours_ago: float | None = None, **more: Any) -> Medication:
    """A medicine told now, its last dose known to the minute; agreed with the prescriber."""
    last = LastDose(Precision.UNKNOWN)
    if hours_ago is not None:
        last = LastDose(Precision.TIME, NOW - timedelta(hours=hours_ago))
    drug = REFERENCE.recognise(text)
    fields: dict[str, Any] = {
        "ingredient": drug.key if drug else "",
        "last_dose": last,
        "confirmation": Confirmation.CONFIRMED,
        "by": "adeyemi",
        "at": NOW,
        "agreed_with": "Dr Khan",
        "agreed_on": date(2026, 11, 20),
        **more,
    }
    return Medication(text, text, **fields)


def measured(code: str, value: str, unit: str, hours_ago: float = 1) -> Observation:
    at = NOW - timedelta(hours=hours_ago)
    return Observation(code, Decimal(value), unit, Recorded("o", "adeyemi", at, NOW))


def with_rows(key: str = "asra-pain-2018", **changed: Mapping[str, str]) -> PolicySet:
    """A shipped set as a clinic would adopt it: limits filled in, by the name of the lab."""
    rules = REFERENCE.policies[key]
    rows = tuple({**row, **changed.get(str(row["drug"]), {})} for row in rules.rows)
    return structs.replace(rules, rows=rows)


LIMITS = with_rows(
    inr={"at_most": "1.2", "hours_old": "24"}, platelets={"at_least": "100", "hours_old": "720"}
)
REGIONAL, ESAIC = with_rows("asra-regional-2025"), with_rows("esaic-2022")


def clinic(rules: PolicySet | None) -> Clinic:
    if rules is None:
        return Clinic(settings={"clinic.time_zone": "America/New_York"})
    sha = hashlib.sha256(rules.raw).hexdigest()
    done = Adoption(rules.key, rules.version, sha, "okafor", "Dr L. Okafor", "", "", rules.family)
    return Clinic(settings={"clinic.time_zone": "America/New_York"}, policies={rules.key: done})


def facts(  # what a case of one procedure has
    *medicines: Medication,
    at: str = LOW,
    rules: PolicySet | None = LIMITS,
    labs: tuple[Observation, ...] = (),
    answers: Mapping[str, Json] = NONE,
    now: datetime = NOW,
) -> Facts:
    by_link = {
        link: (Answer(link.partition(".")[0], link, value, "", HERE),)
        for link, value in answers.items()
    }
    procedures = (OrderedProcedure(at, at),) if at else ()
    case = Case(
        "c",
        order=Order(procedures),
        medications=medicines,
        observations=labs,
        answers=by_link,
        stages=((Stage.BOOKED, HERE), (Stage.ARRIVED, HERE)),
    )
    policies = {rules.key: rules} if rules else {}
    reference = replace(REFERENCE, policies=policies)
    return Facts(case, Patient("p"), clinic(rules), reference, now)


def findings_by_key(of: Facts) -> dict[str, Finding]:
    return {one.key.removeprefix("anticoagulant."): one for one in judge(of)}


def result(text: str, hours_ago: float | None, at: str, **more: Any) -> Result:
    drug = REFERENCE.recognise(text)
    assert drug is not None
    given = {name: more.pop(name) for name in ("rules", "labs", "answers", "now") if name in more}
    return findings_by_key(facts(medicine(text, hours_ago, **more), at=at, **given))[
        drug.key
    ].result
