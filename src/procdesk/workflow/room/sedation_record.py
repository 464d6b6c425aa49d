"""Sedation record: sets of observations while the patient is sedated, and when the next is due."""

from datetime import datetime, timedelta

from procdesk.domain.section_key import SectionKey
from procdesk.domain.staff import Staff
from procdesk.domain.stage import Stage
from procdesk.domain.visit.case import Case
from procdesk.domain.visit.sedation_set import sedation_sets
from procdesk.questionnaire.response import Response
from procdesk.workflow.answers import complete_form
from procdesk.workflow.backdating import taken_at
from procdesk.workflow.ledger import Ledger, Outcome
from procdesk.workflow.refused import Refused

EVERY = timedelta(minutes=5)
"""Blood pressure and pulse under moderate sedation (clinical.md 5.6: ASA 2018, unconfirmed)."""

_EACH_TIME = ("systolic", "pulse")


def record(
    ledger: Ledger, person: Staff, case_id: str, response: Response, taken: str = ""
) -> Outcome:
    """Record one set. `taken` is the time of day, 14:05; now if it is empty. Raises Refused."""
    case = ledger.case(case_id)
    if case.stage is not Stage.PROCEDURE:
        raise Refused("Sets under sedation belong to the procedure; recovery has its own sets.")
    at = taken_at(ledger, case, Stage.PROCEDURE, taken)
    return complete_form(ledger, person, case_id, SectionKey.SEDATION_RECORD, response, at)


def due_at(case: Case) -> datetime | None:
    """Return the time at which blood pressure and pulse are due; None before any sedation.

    A reminder and no rule: it stops nothing.
    """
    doses = [drug.recorded.at for drug in case.drugs if drug.act == "sedation"]
    sets = [one for one in sedation_sets(case) if all(name in one.values for name in _EACH_TIME)]
    if sets:
        return sets[-1].recorded.at + EVERY
    return min(doses) + EVERY if doses else None
