"""Recovery: how long the catalogue would have a patient watched. A reminder: no source is sure."""

from datetime import datetime, timedelta

from procdesk.domain.case import Case
from procdesk.domain.catalogue import Reference


def watched_until(case: Case, reference: Reference) -> datetime | None:
    """The end of the usual time after the needle; None where the needle or the time is not known.

    Of several procedures the longest counts. The minutes are unconfirmed (clinical.md 2 and 5.6),
    so nothing stops on them.
    """
    ended = case.event("needle_out")
    kinds = [reference.procedures.get(one.key) for one in case.order.procedures]
    minutes = [kind.observation_minutes for kind in kinds if kind and kind.observation_minutes]
    if ended is None or not kinds or len(minutes) < len(kinds):
        return None
    return ended.recorded.at + timedelta(minutes=max(least for least, _most in minutes))
