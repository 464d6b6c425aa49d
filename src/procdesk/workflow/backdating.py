"""Taken at: the moment of a set that is written down later than it was taken."""

from datetime import datetime

from procdesk.domain.spoken_time import clock_times
from procdesk.domain.stage import Stage
from procdesk.domain.visit.case import Case
from procdesk.workflow.ledger import Ledger
from procdesk.workflow.refused import Refused
from procdesk.workflow.stages import spoken


def taken_at(ledger: Ledger, case: Case, stage: Stage, taken: str) -> datetime | None:
    """The moment of a time of day in this stage, None (which is now) if it is empty.

    Of a bare "8" the half of the day counts that lies in this stage. Raises Refused.
    """
    if not taken.strip():
        return None
    here = ledger.here()
    moments = [
        here.replace(hour=clock.hour, minute=clock.minute, second=0, microsecond=0)
        for clock in clock_times(taken)
    ]
    if not moments:
        raise Refused("Write the time as 14:05.", field="taken")
    past = [one for one in moments if one <= here]
    if not past:
        raise Refused("That time is still to come.", field="taken")
    began = case.entered_stage(stage)
    since = began.at.replace(second=0, microsecond=0) if began else None
    within = [one for one in past if since is None or one >= since]
    if not within:
        raise Refused(f"That is before this {spoken(stage)} began.", field="taken")
    if len(within) > 1:
        raise Refused(f"Write it as {within[0]:%H:%M} or {within[1]:%H:%M}.", field="taken")
    return within[0]
