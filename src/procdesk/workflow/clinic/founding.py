"""Founding: the first run of a clinic on an empty folder."""

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

from procdesk.domain.catalogue.catalogue import Reference
from procdesk.domain.entry import Json
from procdesk.records.keys import FULL, Cost
from procdesk.workflow.clinic import people
from procdesk.workflow.ledger import Ledger
from procdesk.workflow.refused import Refused


def found_clinic(  # what the first run asks
    home: Path,
    settings: Mapping[str, Json],
    administrator: people.NewStaff,
    reference: Reference,
    clock: Callable[[], datetime],
    new_id: Callable[[], str],
    cost: Cost = FULL,
) -> str:
    """A new clinic in this folder; gives the recovery key. Raises Refused or StoreProblem."""
    missing = [name for name in people.REQUIRED if not settings.get(name)]
    if missing:
        words = ", ".join(name.partition(".")[2].replace("_", " ") for name in missing)
        raise Refused(f"Still to be filled in: {words}.", field=missing[0])
    people.check_new(administrator)
    journal, store_key, recovery = people.prepare_store(home, settings)
    people.set_up(
        Ledger(journal, reference, clock, new_id), store_key, settings, administrator, cost
    )
    journal.store.close()
    return recovery
