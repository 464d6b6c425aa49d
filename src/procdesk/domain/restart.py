"""Restart: when a blood thinner starts again after the procedure, as a physician said it."""

from datetime import datetime

from procdesk.domain.case import Case
from procdesk.domain.case_fold import NOT_UNDERSTOOD, moment

RESTART = "medicines.restart"
"""The answer under `medicines.restart.<drug>` is the moment, ISO with its zone."""


def restarts_at(case: Case, drug: str) -> datetime | None:
    """When a drug starts again; None while nobody said so, two people differ or it is no moment."""
    told = case.value(f"{RESTART}.{drug}")
    try:
        return moment(told)
    except NOT_UNDERSTOOD:
        return None
