"""FHIR R4 medicines: requests, statements, administrations and dispenses, by one reader.

Hazard: what is left out here passes silently. So only what was never taken goes, and a medicine
without a name stays as one that nobody can recognise. A last dose is the end of a period that is
over or the time of an administration; of an active statement or a request there is none.
"""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from procdesk.domain.medicines.medication import LastDose, Medication, Precision, Standing
from procdesk.interop.fhir_parts import (
    ENTERED_IN_ERROR,
    Resource,
    concept_words,
    items,
    moment,
    resource_key,
    rxnorm,
    words,
)

NO_NAME: Final = "medicine without a name"
SOURCE: Final = "FHIR bundle"
REQUEST, STATEMENT = "MedicationRequest", "MedicationStatement"
ADMINISTRATION, DISPENSE = "MedicationAdministration", "MedicationDispense"

_NEVER: Final = frozenset({ENTERED_IN_ERROR, "cancelled", "draft", "not-done", "declined"})
_IN_USE: Final[Mapping[str, frozenset[str]]] = {
    REQUEST: frozenset({"active", ""}),
    STATEMENT: frozenset({"active", ""}),
    ADMINISTRATION: frozenset({"in-progress", "completed", "stopped", "on-hold", "unknown", ""}),
    DISPENSE: frozenset({"in-progress", "completed", ""}),
}
"""The statuses with which a medicine is in use, or was given; every other asks “stopped?”."""
_RUNNING: Final = "in-progress"
_TAKEN_THEN: Final = frozenset({"completed", "stopped", "not-taken", "ended"})
_BEGUN: Final = ("authoredOn", "dateAsserted", "whenHandedOver", "whenPrepared")


def medicines_of(
    resources: list[Resource], zone: ZoneInfo, now: datetime
) -> tuple[Medication, ...]:
    """Return every medicine that may still count, one row a kind of resource and name."""
    named = by_reference(resources)
    latest: dict[tuple[str, str, Standing], Medication] = {}
    for resource in resources:
        if resource.get("resourceType") not in _IN_USE or not _may_be_taken(resource, zone, now):
            continue
        row = _row(resource, named, zone, now)
        key = (words(resource.get("resourceType")), row.text, row.standing)
        latest[key] = _later(latest.get(key), row)
    return tuple(latest.values())


def medicine_concept(resource: Resource, named: Mapping[str, Resource]) -> Any:
    """Return what names the medicine: its own concept, or that of the resource it refers to."""
    return resource.get("medicationCodeableConcept") or _referred(resource, named)


def _may_be_taken(resource: Resource, zone: ZoneInfo, now: datetime) -> bool:
    """Return whether it was ever to be taken; one not taken counts by the day that it was."""
    status = words(resource.get("status"))
    if status in _NEVER or resource.get("doNotPerform") is True:
        return False
    return status != "not-taken" or _last_dose(resource, zone, now).latest_at is not None


def _row(
    resource: Resource, named: Mapping[str, Resource], zone: ZoneInfo, now: datetime
) -> Medication:
    kind, status = words(resource.get("resourceType")), words(resource.get("status"))
    concept = medicine_concept(resource, named)
    text = concept_words(concept) or NO_NAME
    in_use = status in _IN_USE[kind]
    return Medication(
        id=resource_key(resource, text),
        text=text,
        dose=_dose(resource),
        last_dose=_last_dose(resource, zone, now),
        source=SOURCE if in_use else f"{SOURCE}, {status.replace('-', ' ')}: stopped?",
        at=next(filter(None, (moment(resource.get(name), zone) for name in _BEGUN)), None),
        rxnorm=rxnorm(concept),
        standing=_standing(kind, in_use=in_use),
    )


def _standing(kind: str, *, in_use: bool) -> Standing:
    if kind == ADMINISTRATION:
        return Standing.GIVEN
    return Standing.IN_USE if in_use else Standing.STOPPED


def by_reference(resources: list[Resource]) -> dict[str, Resource]:
    """Return resources by what refers to them in a bundle."""
    named = {f"{one.get('resourceType')}/{one.get('id')}": one for one in resources}
    return named | {f"urn:uuid:{one.get('id')}": one for one in resources}


def _referred(resource: Resource, named: Mapping[str, Resource]) -> Any:
    reference = resource.get("medicationReference")
    if not isinstance(reference, dict):
        return None
    if words(reference.get("display")):
        return {"text": reference["display"]}
    target = words(reference.get("reference"))
    contained = (one for one in items(resource, "contained") if isinstance(one, dict))
    inside = next((one for one in contained if f"#{one.get('id')}" == target), None)
    return (inside or named.get(target, {})).get("code")


def _later(before: Medication | None, row: Medication) -> Medication:
    """Of two tellings of one medicine the later dose; one that nobody knows outweighs both."""
    if before is None:
        return row
    first, second = before.last_dose.latest_at, row.last_dose.latest_at
    if first is None or second is None:
        return before if first is None else row
    return row if second >= first else before


def _dose(resource: Resource) -> str:
    """Return the dosage in words, as far as it is told; of an administration its amount."""
    dosages = [*items(resource, "dosage"), *items(resource, "dosageInstruction")]
    amount = resource.get("dosage")
    dose = amount.get("dose") if isinstance(amount, dict) else None
    if isinstance(dose, dict) and isinstance(dose.get("value"), (int, float)):
        return f"{dose['value']} {words(dose.get('unit')) or words(dose.get('code'))}".strip()
    return "; ".join(filter(None, (words(d.get("text")) for d in dosages if isinstance(d, dict))))


def _last_dose(resource: Resource, zone: ZoneInfo, now: datetime) -> LastDose:
    """Return the last dose. A day lasts to its end; a year or a month alone is no moment."""
    written = _last_moment(resource, zone, now)
    at = moment(written, zone)
    if at is None:
        return LastDose(Precision.UNKNOWN)
    if "T" in str(written):
        return LastDose(Precision.TIME, at)
    end = datetime.combine(at.date() + timedelta(days=1), time(), zone)
    return LastDose(Precision.DAY, min(end, now) if at <= now else at)


def _last_moment(resource: Resource, zone: ZoneInfo, now: datetime) -> Any:
    """Return what the resource says of the last dose, in its own words; None where it is none."""
    kind, status = words(resource.get("resourceType")), words(resource.get("status"))
    period = resource.get("effectivePeriod")
    end = period.get("end") if isinstance(period, dict) else None
    if kind == ADMINISTRATION:
        begun = period.get("start") if isinstance(period, dict) else None
        is_over = status != _RUNNING
        return (resource.get("effectiveDateTime") or end or begun) if is_over else None
    if kind == STATEMENT:
        return end or (resource.get("effectiveDateTime") if status in _TAKEN_THEN else None)
    return _bound(resource, zone, now) if status in _TAKEN_THEN else None


def _bound(resource: Resource, zone: ZoneInfo, now: datetime) -> Any:
    """Return the latest end that the dosages of an ended order name, if all name one."""
    ends = [_bounds_end(one) for one in items(resource, "dosageInstruction")]
    moments = [at for at in (moment(end, zone) for end in ends) if at is not None and at <= now]
    if not moments or len(moments) < len(ends):
        return None
    return max(ends, key=lambda end: str(moment(end, zone)))


def _bounds_end(dosage: Any) -> Any:
    for name in ("timing", "repeat", "boundsPeriod"):
        dosage = dosage.get(name) if isinstance(dosage, dict) else None
    return dosage.get("end") if isinstance(dosage, dict) else None
