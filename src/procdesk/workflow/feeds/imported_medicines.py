"""Imported medicines: which of those that a feed names are still asked about or judged.

Hazard: the blood thinner that was held for today is the one that matters. So an anticoagulant or
an antiplatelet stays, whatever its status and age; all else goes once it has long been over.
"""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Final

from procdesk.domain.catalogue.catalogue import Reference
from procdesk.domain.feeds.condition import BundleCondition
from procdesk.domain.medicines.medication import Medication, Standing

_OVER_FOR: Final = timedelta(days=45)
"""The age up to which a medicine that is over still counts, longer than any hold of an NSAID."""
_TAKEN: Final = frozenset({"anticoagulant", "antiplatelet"})
"""Kinds that are held for a needle, so that an order which ended long ago may be that of today."""
_SOURCE: Final = "problem list"


def that_count(
    rows: Iterable[Medication],
    conditions: Iterable[BundleCondition],
    reference: Reference,
    now: datetime,
) -> tuple[Medication, ...]:
    """Return the medicines that may still work, and those that only a problem tells of."""
    counting = (row for row in rows if _counts(row, reference, now))
    return (*counting, *_of_conditions(conditions, reference))


def _counts(row: Medication, reference: Reference, now: datetime) -> bool:
    drugs = reference.named_in(row.text)
    if row.standing is Standing.IN_USE or any(drug.kinds & _TAKEN for drug in drugs):
        return True
    is_harmless = reference.recognise(row.text) is not None and not reference.thinners(row)
    times = [at for at in (row.last_dose.latest_at, row.at) if at is not None]
    if not times:
        return not is_harmless
    is_young = now - max(times) <= _OVER_FOR
    return is_young and not (is_harmless and row.standing is Standing.GIVEN)


def _of_conditions(
    conditions: Iterable[BundleCondition], reference: Reference
) -> Iterator[Medication]:
    """Yield a row for each problem that tells of a blood thinner; its name is still to be asked."""
    for condition in conditions:
        if _tells(condition, reference):
            key = hashlib.sha256(f"condition|{condition.text}".encode()).hexdigest()[:32]
            yield Medication(id=key, text=condition.text or "blood thinner", source=_SOURCE)


def _tells(condition: BundleCondition, reference: Reference) -> bool:
    known = reference.anticoagulation
    return known.is_coded(condition.codes) or any(
        known.names(clause) or (known.tells_of_taking(clause) and _names_thinner(clause, reference))
        for clause in known.clauses(condition.text)
    )


def _names_thinner(clause: str, reference: Reference) -> bool:
    return any(drug.kinds & _TAKEN for drug in reference.named_in(clause))
