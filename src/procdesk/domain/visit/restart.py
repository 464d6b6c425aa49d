"""Restart: when a blood thinner starts again after the procedure, as a physician said it."""

from datetime import datetime

from procdesk.domain.catalogue.catalogue import Reference
from procdesk.domain.medicines.medication import Confirmation, Medication
from procdesk.domain.visit.body_values import moment
from procdesk.domain.visit.case import Case
from procdesk.domain.visit.case_fold import NOT_UNDERSTOOD

RESTART = "medicines.restart"
"""The answer under `medicines.restart.<drug>`: a moment, ISO with its zone, or that it goes on."""

GOES_ON = "goes-on"
"""It was not stopped, so there is nothing to start again."""


def goes_on(case: Case, drug: str) -> bool:
    """Return whether a physician said that the drug was not stopped."""
    return case.value(f"{RESTART}.{drug}") == GOES_ON


def restarts_at(case: Case, drug: str) -> datetime | None:
    """Return when a drug starts again; None if unsaid, disputed or no moment."""
    try:
        return moment(case.value(f"{RESTART}.{drug}"))
    except NOT_UNDERSTOOD:
        return None


def thinner_rows(case: Case, reference: Reference) -> list[Medication]:
    """Return the blood thinners taken, also the stopped: one stopped for today is taken again."""
    confirmations = (Confirmation.CONFIRMED, Confirmation.STOPPED)
    rows = (one for one in case.medications if one.confirmation in confirmations)
    return [one for one in rows if reference.thinners(one)]


def starting_again(case: Case, reference: Reference) -> list[tuple[Medication, datetime | None]]:
    """Return each blood thinner that starts again, and when a physician said so; None if unsaid.

    One that a physician said was not stopped is not here.
    """
    restarts: list[tuple[Medication, datetime | None]] = []
    for row in thinner_rows(case, reference):
        open_ = [drug for drug in reference.thinners(row) if not goes_on(case, drug)]
        moments = [at for drug in open_ if (at := restarts_at(case, drug))]
        if open_:
            restarts.append((row, max(moments) if len(moments) == len(open_) else None))
    return restarts
