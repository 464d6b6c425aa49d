"""All rules over one case, each finding once, in the order of the day."""

from datetime import datetime

from procdesk.domain.catalogue.catalogue import Reference
from procdesk.domain.clinic.clinic import Clinic
from procdesk.domain.finding import Finding
from procdesk.domain.visit.case import Case
from procdesk.domain.visit.patient import Patient
from procdesk.rules.bleeding import anticoagulants, restart
from procdesk.rules.doses import allergies, anaesthetic_day, exposure, local_anaesthetic, steroid
from procdesk.rules.facts.facts import Facts
from procdesk.rules.leaving import discharge, follow_up, leaving
from procdesk.rules.patient import glucose, implants, infection, pregnancy, vitals
from procdesk.rules.protocol import checks, identity, order_documents, red_flags, site, time_out
from procdesk.rules.register.gates import with_overrides
from procdesk.rules.sedation import escort, fasting, sedation

_FAMILIES = (
    *(identity, order_documents, red_flags, site, checks, vitals, allergies, anticoagulants),
    *(glucose, pregnancy, infection, implants, sedation, fasting, escort, time_out),
    *(local_anaesthetic, anaesthetic_day, steroid, exposure),
    *(discharge, leaving, restart, follow_up),
)


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
    findings = (finding for family in _FAMILIES for finding in family.judge(facts))
    return with_overrides({one.key: one for one in findings}.values(), case, clinic)
