"""All rules over one case, each finding once, in the order of the day."""

from datetime import datetime

from procdesk.domain.case import Case
from procdesk.domain.catalogue import Reference
from procdesk.domain.clinic import Clinic
from procdesk.domain.finding import Finding
from procdesk.domain.patient import Patient
from procdesk.rules import (
    allergies,
    anticoagulants,
    checks,
    discharge,
    follow_up,
    glucose,
    identity,
    implants,
    infection,
    papers,
    pregnancy,
    red_flags,
    sedation,
    site,
    time_out,
)
from procdesk.rules.facts import Facts
from procdesk.rules.gates import with_overrides

_FAMILIES = (
    *(identity, papers, red_flags, site, checks, allergies, anticoagulants),
    *(glucose, pregnancy, infection, implants, sedation, time_out, discharge, follow_up),
)


def judge(
    case: Case, patient: Patient, clinic: Clinic, reference: Reference, now: datetime
) -> tuple[Finding, ...]:
    """Every finding about this case at this moment."""
    facts = Facts(case, patient, clinic, reference, now)
    found = (finding for family in _FAMILIES for finding in family.judge(facts))
    return with_overrides({one.key: one for one in found}.values(), case, clinic)
