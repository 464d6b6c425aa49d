"""Values of an entry's body: a moment, a day, a medicine, an allergy."""

from datetime import date, datetime
from typing import Any

from procdesk.domain.medicines.medication import (
    Allergy,
    Confirmation,
    LastDose,
    Medication,
    Precision,
)

Body = dict[str, Any]


def moment(value: object) -> datetime | None:
    """Return an aware time from an ISO string, None from None or an empty string."""
    if not value:
        return None
    at = datetime.fromisoformat(str(value))
    if at.tzinfo is None:
        raise ValueError("a time without its zone says nothing")
    return at


def day_from(value: object) -> date | None:
    """Return a date from an ISO string, None from None or an empty string."""
    return date.fromisoformat(str(value)) if value else None


def medication_from(body: Body, by: str = "", at: datetime | None = None) -> Medication:
    """Return a medicine from an entry's body. Raises ValueError or KeyError if it is not one."""
    dose = body.get("last_dose", {})
    last = LastDose(
        Precision(dose.get("precision", "unknown")),
        moment(dose.get("latest_at")),
        dose.get("words", ""),
    )
    return Medication(
        id=body["id"],
        text=body["text"],
        ingredient=body.get("ingredient", ""),
        dose=body.get("dose", ""),
        last_dose=last,
        confirmation=Confirmation(body.get("confirmation", "proposed")),
        source=body.get("source", ""),
        by=by,
        at=at,
        rxnorm=body.get("rxnorm", ""),
        taken_as=body.get("taken_as", ""),
        agreed_with=body.get("agreed_with", ""),
        agreed_on=day_from(body.get("agreed_on")),
    )


def allergy_from(body: Body, by: str = "", at: datetime | None = None) -> Allergy:
    """Return an allergy from an entry's body. Raises ValueError or KeyError if it is not one."""
    return Allergy(
        id=body["id"],
        text=body["text"],
        substance=body.get("substance", ""),
        reaction=body.get("reaction", ""),
        confirmation=Confirmation(body.get("confirmation", "proposed")),
        source=body.get("source", ""),
        by=by,
        at=at,
    )
