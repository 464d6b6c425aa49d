"""Taken at: the moment of a set that is written down later than it was taken."""

from datetime import datetime

from procdesk.domain.case import Case
from procdesk.domain.stage import Stage
from procdesk.workflow.ledger import Ledger
from procdesk.workflow.refused import Refused
from procdesk.workflow.stages import spoken


def taken_at(ledger: Ledger, case: Case, stage: Stage, taken: str) -> datetime | None:
    """The moment of a time of day in this stage, None (which is now) if it is empty.

    Raises Refused.
    """
    if not taken.strip():
        return None
    try:
        told = datetime.strptime(taken.strip(), "%H:%M")  # noqa: DTZ007
    except ValueError:
        raise Refused("Write the time as 14:05.", field="taken") from None
    here = ledger.now().astimezone(ledger.clinic.zone)
    at = here.replace(hour=told.hour, minute=told.minute, second=0, microsecond=0)
    began = case.entered_stage(stage)
    if at > here:
        raise Refused("That time is still to come.", field="taken")
    if began is not None and at < began.at.replace(second=0, microsecond=0):
        raise Refused(f"That is before this {spoken(stage)} began.", field="taken")
    return at
