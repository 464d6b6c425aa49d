"""All rules over one case, each finding once, in the order of the day."""

from collections.abc import Callable, Iterable
from datetime import datetime
from importlib import import_module

from procdesk.domain.catalogue.catalogue import Reference
from procdesk.domain.clinic.clinic import Clinic
from procdesk.domain.finding import Finding
from procdesk.domain.visit.case import Case
from procdesk.domain.visit.patient import Patient
from procdesk.rules.facts.facts import Facts
from procdesk.rules.register.gates import with_overrides
from procdesk.rules.register.hazards import EVERY


def _judge_of(rule: str) -> Callable[[Facts], Iterable[Finding]]:
    judge_: Callable[[Facts], Iterable[Finding]] = import_module(f"procdesk.rules.{rule}").judge
    return judge_


_JUDGES = tuple(map(_judge_of, dict.fromkeys(hazard.rule for hazard in EVERY)))


def judge(
    case: Case,
    patient: Patient,
    clinic: Clinic,
    reference: Reference,
    now: datetime,
    earlier: tuple[Case, ...] = (),
) -> tuple[Finding, ...]:
    """Return every finding about this case now; `earlier` are the patient's cases before."""
    facts = Facts(
        case=case, patient=patient, clinic=clinic, reference=reference, now=now, earlier=earlier
    )
    findings = (finding for judge_family in _JUDGES for finding in judge_family(facts))
    return with_overrides({one.key: one for one in findings}.values(), case, clinic)
