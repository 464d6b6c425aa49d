"""Restart: when a blood thinner starts again after the procedure, as a physician said it."""

from datetime import datetime

from procdesk.domain.case import Case
from procdesk.domain.case_fold import NOT_UNDERSTOOD, moment

RESTART = "medicines.restart"
"""The answer under `medicines.restart.<drug>`: a moment, ISO with its zone, or that it goes on."""

GOES_ON = "goes-on"
"""It was not stopped, so there is nothing to start again."""


def goes_on(case: Case, drug: str) -> bool:
    """Whether a physician said that the drug was not stopped."""
    return case.value(f"{RESTART}.{drug}") == GOES_ON


def restarts_at(case: Case, drug: str) -> datetime | None:
    """When a drug starts again; None while nobody said so, two people differ or it is no moment."""
    try:
        return moment(case.value(f"{RESTART}.{drug}"))
    except NOT_UNDERSTOOD:
        return None
