"""Bays: who lies where in recovery, and whose set is due first."""

from dataclasses import dataclass
from datetime import datetime

from procdesk.domain.clinic.settings import BAY_NAMES
from procdesk.domain.section_key import SectionKey
from procdesk.domain.staff import CLINICAL, Staff
from procdesk.workflow.answers import answering
from procdesk.workflow.ledger import Ledger, Outcome
from procdesk.workflow.recovery.recovery import WATCHED, due_at
from procdesk.workflow.refused import Refused
from procdesk.workflow.stages import allowed, still_open

BAY = "recovery.bay"
"""Under this linkId stands the bay that a patient was put into."""


@dataclass(frozen=True, slots=True)
class Bay:
    """One patient in recovery. `name` is empty until somebody said where they lie."""

    name: str
    outcome: Outcome
    due_at: datetime | None


def in_recovery(ledger: Ledger) -> tuple[Bay, ...]:
    """Everybody of today who has not left: by bay, those without one first."""
    today = ledger.today()
    cases = [one for one in ledger.cases_on(today) if not one.closed and one.stage in WATCHED]
    bays = (Bay(str(c.value(BAY) or ""), ledger.outcome(c.id), due_at(c)) for c in cases)
    return tuple(sorted(bays, key=lambda bay: (bay.name, bay.outcome.case.id)))


def free(ledger: Ledger) -> tuple[str, ...]:
    """The bays of the clinic in which nobody lies."""
    occupied = {one.name for one in in_recovery(ledger)}
    return tuple(one for one in ledger.clinic.setting(BAY_NAMES) if one not in occupied)


def put_into(ledger: Ledger, person: Staff, case_id: str, bay: str) -> Outcome:
    """A patient lies in this bay now. Raises Refused if somebody else does."""
    still_open(ledger, case_id)
    allowed(person, CLINICAL, "say who lies where")
    if bay not in free(ledger):
        raise Refused(f"Somebody else lies in {bay}.", field="bay")
    acts = answering(ledger.case(case_id), SectionKey.RECOVERY, {BAY: bay})
    return ledger.act(person, case_id, *acts)
