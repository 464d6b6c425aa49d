"""Finding people: any patient of the clinic, with all visits, whatever the day."""

from dataclasses import dataclass

from procdesk.domain.stage import Stage
from procdesk.domain.visit.case import Case
from procdesk.domain.visit.patient import Patient
from procdesk.workflow.ledger import Ledger

SHORTEST = 2
"""Letters before a search begins: one letter finds everybody."""


@dataclass(frozen=True, slots=True)
class Known:
    """A patient with the visits, the newest first."""

    patient: Patient
    cases: tuple[Case, ...]

    @property
    def being_identified(self) -> bool:
        """Somebody is asked who they are just now: nothing to compare with may be read."""
        return any(
            case.stage is Stage.ARRIVED and not case.identity_confirmed and not case.closed
            for case in self.cases
        )


def find(ledger: Ledger, text: str) -> tuple[Known, ...]:
    """Patients by the start of the name, by birth date (1947-03-14) or by number."""
    if len(text.strip()) < SHORTEST:
        return ()
    ids = (ledger.patient(one).id for one in ledger.journal.search(text))
    return tuple(known(ledger, one) for one in dict.fromkeys(ids))


def known(ledger: Ledger, patient_id: str) -> Known:
    """One patient with all visits."""
    cases = tuple(ledger.case(one) for one in ledger.journal.cases_of(patient_id))
    return Known(ledger.patient(patient_id), cases[::-1])
