"""Exporting: one case as a file that any machine can check; who took it out stands in the case."""

import hashlib

from procdesk.domain.entry import Kind
from procdesk.domain.staff import CLINICAL, Role, Staff
from procdesk.records.case_file import write_case
from procdesk.workflow.ledger import STATION_STAFF, Ledger, case_act
from procdesk.workflow.stages import allowed

MAY_EXPORT = CLINICAL | {Role.ADMINISTRATOR, Role.AUDITOR}


def case_file(ledger: Ledger, person: Staff, case_id: str) -> bytes:
    """The file of a case as it stands now; that it was made is recorded after it.

    Raises Refused, and NotSaved if that could not be recorded: then nothing is given out.
    """
    if person != STATION_STAFF:
        allowed(person, MAY_EXPORT, "take a case out of the store")
    raw = write_case(ledger.journal.store, case_id, ledger.case(case_id).patient_id, ledger.now())
    body = {"format": "case file", "sha256": hashlib.sha256(raw).hexdigest()}
    ledger.record(person, [case_act(case_id, Kind.EXPORTED, {**body})])
    return raw
