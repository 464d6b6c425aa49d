"""Settings of the clinic: an administrator changes them, each as an entry; the old one stays."""

from collections.abc import Iterable, Mapping

from procdesk.domain.clinic.settings import EDITED, Setting, edited
from procdesk.domain.entry import CLINIC, Json, Kind
from procdesk.domain.staff import Staff
from procdesk.workflow.clinic.people import ADMINISTRATORS
from procdesk.workflow.ledger import Act, Ledger
from procdesk.workflow.refused import Refused
from procdesk.workflow.stages import allowed

_ROWS = {row.name: row for row in EDITED}


def as_typed(ledger: Ledger) -> dict[str, str]:
    """Every setting as a person types it, by name."""
    return {row.name: row.shown(ledger.clinic.stored(row)) for row in EDITED}


def change(ledger: Ledger, person: Staff, texts: Mapping[str, str]) -> int:
    """Change what differs; gives how many changed. Raises Refused, and then nothing changed."""
    allowed(person, ADMINISTRATORS, "change the clinic's settings")
    values = values_of(texts, edited(ledger.reference.languages))
    acts = [
        Act(subject=CLINIC, kind=Kind.SETTING_CHANGED, body={"name": name, "value": value})
        for name, value in values.items()
        if ledger.clinic.stored(_ROWS[name]) != value
    ]
    if acts:
        ledger.record(person, acts)
    return len(acts)


def values_of(
    texts: Mapping[str, str], among: Iterable[Setting[object]] = EDITED
) -> dict[str, Json]:
    """The values that these texts stand for, by setting. Raises Refused with what is wrong."""
    rows, values = {row.name: row for row in among}, dict[str, Json]()
    for name, text in texts.items():
        try:
            values[name] = rows[name].read(text)
        except ValueError as problem:
            raise Refused(str(problem), field=name) from None
    return values
