"""Facts for the tables of the gates: a case of one procedure with answers and medicines."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from procdesk import app
from procdesk.domain.clinic.clinic import Clinic
from procdesk.domain.medicines.medication import Confirmation, Medication
from procdesk.domain.stage import Stage
from procdesk.domain.visit.case import Answer, Case, Order, OrderedProcedure, Recorded
from procdesk.domain.visit.patient import Patient
from procdesk.rules.facts.facts import Facts
from procdesk.workflow.feeds.review import for_this_call

NOW = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
"""10:00 in the clinic's New York."""
ZONE = {"clinic.time_zone": "America/New_York"}
REFERENCE = app.reference()
AS_SHIPPED = for_this_call(REFERENCE.policies.values(), dict(ZONE))
"""Every shipped set adopted as it is, without a number that a clinic sets itself."""
NOTHING_ADOPTED = for_this_call((), dict(ZONE))


def answered(values: Mapping[str, Any], at: datetime = NOW) -> dict[str, tuple[Answer, ...]]:
    by = Recorded("e", "adeyemi", at, at)
    return {
        link_id: (Answer(link_id.partition(".")[0], link_id, value, "", by),)
        for link_id, value in values.items()
    }


def takes(text: str, sure: Confirmation = Confirmation.CONFIRMED) -> Medication:
    drug = REFERENCE.recognise(text)
    return Medication(text, text, drug.key if drug else "", confirmation=sure, at=NOW)


def facts_of(  # what a gate looks at has this many parts
    values: Mapping[str, Any],
    *medicines: Medication,
    key: str = "mbb-lumbar",
    sedation: str = "none",
    clinic: Clinic = AS_SHIPPED,
    planned: datetime | None = None,
    stage: Stage = Stage.CHECKS,
    now: datetime = NOW,
    said_at: datetime = NOW,
) -> Facts:
    order = Order((OrderedProcedure(key, "", (), sedation),), scheduled_at=planned)
    case = Case(
        "c", stage=stage, order=order, answers=answered(values, said_at), medications=medicines
    )
    return Facts(case, Patient("p"), clinic, REFERENCE, now)
