"""Recovery: sets of observations, when the next is due, and how long a patient is watched.

The times are reminders and no rules: no source is sure of them, and nothing stops on them.
"""

from datetime import datetime, timedelta

from procdesk.domain.catalogue.catalogue import Reference
from procdesk.domain.section_key import SectionKey
from procdesk.domain.staff import CLINICAL, Staff
from procdesk.domain.stage import Stage
from procdesk.domain.visit.case import Case
from procdesk.domain.visit.flowsheet import flowsheet
from procdesk.questionnaire.response import Response
from procdesk.workflow.answers import complete_form, measured, measuring
from procdesk.workflow.backdating import taken_at
from procdesk.workflow.ledger import Ledger, Outcome
from procdesk.workflow.refused import Refused
from procdesk.workflow.stages import allowed, still_open

WATCHED = (Stage.RECOVERY, Stage.DISCHARGE)
"""The stages in which a patient lies in a bay."""

_UNSTABLE = 2
_FIRST, _LATER = (timedelta(minutes=5), timedelta(minutes=15)), timedelta(minutes=15)
_LATER_UNSEDATED = timedelta(minutes=30)
"""Every 5 to 15 minutes until stable, then 15 to 30 (clinical.md 5.6, unconfirmed).

The shorter end is for who was sedated; two sets stand for stable.
"""


def watched_until(case: Case, reference: Reference) -> datetime | None:
    """The end of the usual time after the needle; None where the needle or the time is not known.

    Of several procedures the longest counts. The minutes are unconfirmed (clinical.md 2 and 5.6).
    """
    ended = case.event("needle_out")
    kinds = [reference.procedures.get(one.key) for one in case.order.procedures]
    minutes = [kind.observation_minutes for kind in kinds if kind and kind.observation_minutes]
    if ended is None or not kinds or len(minutes) < len(kinds):
        return None
    return ended.recorded.at + timedelta(minutes=max(least for least, _most in minutes))


def due_at(case: Case) -> datetime | None:
    """Return the time of the next set: at once in the bay, then after this case's interval."""
    since = case.entered_stage(Stage.RECOVERY)
    if case.closed or case.stage not in WATCHED or since is None:
        return None
    sets = flowsheet(case).sets
    return sets[-1].recorded.at + _interval(case, len(sets)) if sets else since.at


def _interval(case: Case, taken: int) -> timedelta:
    if taken < _UNSTABLE:
        return _FIRST[0] if case.sedated else _FIRST[1]
    return _LATER if case.sedated else _LATER_UNSEDATED


def due_in_words(case: Case, now: datetime) -> str:
    """Return in words how far off the next set is now; empty where none is due."""
    due = due_at(case)
    if due is None:
        return ""
    minutes = round((due - now).total_seconds() / 60)
    if minutes > 0:
        return f"due in {minutes} min"
    return f"due since {-minutes} min" if minutes else "due now"


def record(
    ledger: Ledger, person: Staff, case_id: str, response: Response, taken: str = ""
) -> Outcome:
    """Record a whole set. `taken` is the time of day, 14:05; now if empty. Raises Refused."""
    at = taken_at(ledger, ledger.case(case_id), Stage.RECOVERY, taken)
    return complete_form(ledger, person, case_id, SectionKey.RECOVERY, response, at)


def record_quick(ledger: Ledger, person: Staff, case_id: str, response: Response) -> Outcome:
    """Record the measured values that were taken at a bay; the set need not be whole.

    Raises Refused.
    """
    still_open(ledger, case_id)
    allowed(person, CLINICAL, "record vital signs")
    if ledger.case(case_id).stage not in WATCHED:
        raise Refused("This patient is not in recovery.")
    values = measured(response)
    if not values:
        raise Refused("Nothing was entered.")
    return ledger.act(person, case_id, *measuring(case_id, values))
