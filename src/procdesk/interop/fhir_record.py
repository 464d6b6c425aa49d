"""FHIR R4 bundles beyond names: problems, measurements, medicines, earlier acts.

Hazard: what is left out here passes silently. So a status that does not rule a thing out keeps it,
and a medicine or an allergy without a name stays as one that nobody can recognise.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any
from zoneinfo import ZoneInfo

from procdesk.domain.feeds.bundle_record import (
    BundleCondition,
    BundleDose,
    BundleMeasurement,
    BundleProcedure,
    BundleRecord,
)
from procdesk.domain.feeds.feed import PatientFacts, Unreadable
from procdesk.domain.medicines.medication import Allergy, LastDose, Medication, Precision
from procdesk.interop.fhir import read_bundle
from procdesk.interop.fhir_parts import (
    ENTERED_IN_ERROR,
    Resource,
    concept_words,
    first_code,
    items,
    objects,
    open_bundle,
    resources_of,
    rxnorm,
    words,
)

NO_NAME = "medicine without a name"
NO_SUBSTANCE = "allergy without a name"
SOURCE = "FHIR bundle"
_NEVER_TAKEN = (ENTERED_IN_ERROR, "cancelled", "draft", "not-taken")
_OVER = ("completed", "stopped", "ended")
_OVER_FOR = timedelta(days=45)
"""The age up to which a stopped request still counts: it may have stopped yesterday."""
_NOT_SO = ("refuted", ENTERED_IN_ERROR)
_PAST = ("inactive", "resolved", "remission")
_NOT_DONE = (ENTERED_IN_ERROR, "not-done", "preparation")
_NOT_MEASURED = (ENTERED_IN_ERROR, "cancelled", "registered")


def read_record(raw: bytes, zone: ZoneInfo, now: datetime) -> BundleRecord:
    """All that rules may ask of a bundle. Raises Unreadable: the place and what would mend it."""
    reading = read_bundle(raw, zone)
    if not reading.messages:
        first = reading.set_aside[0]
        raise Unreadable(first.place, first.reason)
    patient = next(one for one in reading.messages[0].facts if isinstance(one, PatientFacts))
    resources = [one for _place, one in resources_of(open_bundle(raw), [])]
    return BundleRecord(
        patient=replace(patient, allergies=tuple(_allergies(resources))),
        medications=tuple(_medications(resources, zone, now)),
        conditions=tuple(_conditions(resources)),
        measured=tuple(_measured(resources, zone)),
        done=tuple(_procedures(resources, zone)),
        given=tuple(_doses(resources, zone)),
    )


def _of(resources: list[Resource], *kinds: str) -> Iterator[Resource]:
    return (one for one in resources if one.get("resourceType") in kinds)


def _allergies(resources: list[Resource]) -> Iterator[Allergy]:
    for number, allergy in enumerate(_of(resources, "AllergyIntolerance")):
        if first_code(allergy.get("clinicalStatus")) in _PAST:
            continue
        if first_code(allergy.get("verificationStatus")) in _NOT_SO:
            continue
        reactions = objects(allergy, "reaction")
        named = [
            concept_words(allergy.get("code")),
            *(concept_words(r.get("substance")) for r in reactions),
        ]
        text = ", ".join(dict.fromkeys(filter(None, named))) or NO_SUBSTANCE
        manifestations = (concept_words(m) for r in reactions for m in items(r, "manifestation"))
        severe = (words(r.get("severity")) for r in reactions)
        reaction = ", ".join(dict.fromkeys(filter(None, (*manifestations, *severe))))
        yield Allergy(id=f"allergy-{number}", text=text, reaction=reaction, source=SOURCE)


def _medications(resources: list[Resource], zone: ZoneInfo, now: datetime) -> Iterator[Medication]:
    named = _by_reference(resources)
    newest: dict[tuple[str, str], Medication] = {}
    for number, resource in enumerate(_of(resources, "MedicationStatement", "MedicationRequest")):
        last = _last_dose(resource, zone, now)
        if not _may_count(resource, last, now):
            continue
        concept = resource.get("medicationCodeableConcept") or _referred(resource, named)
        text = concept_words(concept) or NO_NAME
        row = Medication(
            id=f"medicine-{number}",
            text=text,
            dose=_dose(resource),
            last_dose=last,
            source=words(resource.get("resourceType")),
            at=_moment(resource.get("authoredOn"), zone),
            rxnorm=rxnorm(concept),
        )
        key = (row.source, text)
        newest[key] = _later(newest.get(key), row)
    yield from newest.values()


def _by_reference(resources: list[Resource]) -> dict[str, Resource]:
    named = {f"{one.get('resourceType')}/{one.get('id')}": one for one in resources}
    return named | {f"urn:uuid:{one.get('id')}": one for one in resources}


def _may_count(resource: Resource, last: LastDose, now: datetime) -> bool:
    """Return whether the medicine may still work: ended counts with its last dose, or if young."""
    status = words(resource.get("status"))
    if status in _NEVER_TAKEN:
        return last.latest_at is not None and status == "not-taken"
    if status not in _OVER or last.latest_at is not None:
        return True
    asked = _moment(resource.get("authoredOn") or resource.get("dateAsserted"), None)
    if resource.get("resourceType") == "MedicationStatement":
        return asked is None or now - asked <= _OVER_FOR
    return asked is not None and now - asked <= _OVER_FOR


def _later(before: Medication | None, row: Medication) -> Medication:
    """Of two tellings of one medicine the later dose; one that nobody knows outweighs both."""
    if before is None:
        return row
    moments = (before.last_dose.latest_at, row.last_dose.latest_at)
    if None in moments:
        return before if moments[0] is None else row
    return max(before, row, key=lambda medication: str(medication.last_dose.latest_at))


def _referred(resource: Resource, named: dict[str, Resource]) -> Any:
    reference = resource.get("medicationReference")
    if not isinstance(reference, dict):
        return None
    if words(reference.get("display")):
        return {"text": reference["display"]}
    target = words(reference.get("reference"))
    contained = objects(resource, "contained")
    inside = next((one for one in contained if f"#{one.get('id')}" == target), None)
    return (inside or named.get(target, {})).get("code")


def _dose(resource: Resource) -> str:
    """The dosage in words, as far as it is told."""
    dosages = [*objects(resource, "dosage"), *objects(resource, "dosageInstruction")]
    return "; ".join(filter(None, (words(dosage.get("text")) for dosage in dosages)))


def _last_dose(resource: Resource, zone: ZoneInfo, now: datetime) -> LastDose:
    """Only a statement knows when: the end of its period, or its time. A day lasts to its end."""
    if resource.get("resourceType") != "MedicationStatement":
        return LastDose(Precision.UNKNOWN)
    period = resource.get("effectivePeriod")
    moment = period.get("end") if isinstance(period, dict) else resource.get("effectiveDateTime")
    at = _moment(moment, zone)
    if at is None:
        return LastDose(Precision.UNKNOWN)
    if "T" in str(moment):
        return LastDose(Precision.TIME, at)
    end = datetime.combine(at.date() + timedelta(days=1), time(), zone)
    return LastDose(Precision.DAY, min(end, now) if at <= now else at)


def _conditions(resources: list[Resource]) -> Iterator[BundleCondition]:
    for condition in _of(resources, "Condition"):
        if first_code(condition.get("clinicalStatus")) in _PAST or condition.get(
            "abatementDateTime"
        ):
            continue
        if first_code(condition.get("verificationStatus")) in _NOT_SO:
            continue
        yield BundleCondition(_every_name(condition.get("code")))


def _every_name(concept: Any) -> str:
    displays = (words(c.get("display")) for c in objects(concept, "coding"))
    return "; ".join(dict.fromkeys(filter(None, (concept_words(concept), *displays))))


def _procedures(resources: list[Resource], zone: ZoneInfo) -> Iterator[BundleProcedure]:
    """Yield each procedure that was begun, whatever its end; a stopped one counts."""
    for procedure in _of(resources, "Procedure"):
        if words(procedure.get("status")) not in _NOT_DONE:
            yield BundleProcedure(
                _every_name(procedure.get("code")), _moment(_when(procedure, "performed"), zone)
            )


def _doses(resources: list[Resource], zone: ZoneInfo) -> Iterator[BundleDose]:
    """Yield each drug that was administered."""
    named = _by_reference(resources)
    for administration in _of(resources, "MedicationAdministration"):
        if words(administration.get("status")) not in _NOT_DONE:
            concept = administration.get("medicationCodeableConcept") or _referred(
                administration, named
            )
            text = _every_name(concept) or NO_NAME
            yield BundleDose(
                text,
                _amount(administration.get("dosage")),
                _moment(_when(administration, "effective"), zone),
            )


def _amount(dosage: Any) -> str:
    """Return a dose as written: number and unit, else its words."""
    fields = dosage if isinstance(dosage, dict) else {}
    dose = fields.get("dose")
    dose = dose if isinstance(dose, dict) else {}
    value = _decimal(dose.get("value"))
    unit = words(dose.get("unit")) or words(dose.get("code"))
    return f"{value:f} {unit}".strip() if value is not None else words(fields.get("text"))


def _measured(resources: list[Resource], zone: ZoneInfo) -> Iterator[BundleMeasurement]:
    """Each value with a LOINC code, also those in the parts of an observation."""
    for observation in _of(resources, "Observation"):
        if observation.get("status") in _NOT_MEASURED:
            continue
        at = _moment(_when(observation, "effective"), zone)
        for part in (observation, *objects(observation, "component")):
            yield from _values(part, at)


def _when(resource: Resource, word: str) -> Any:
    """Return the moment, instant or end of a period, which may have only begun."""
    period = resource.get(f"{word}Period")
    ended = period.get("end") or period.get("start") if isinstance(period, dict) else None
    return resource.get(f"{word}DateTime") or resource.get(f"{word}Instant") or ended


def _values(part: Resource, at: datetime | None) -> Iterator[BundleMeasurement]:
    quantity = part.get("valueQuantity")
    if not isinstance(quantity, dict):
        return
    # “> 8” is no number to compare with: no rule knows such a unit, so it cannot be decided.
    compared = words(quantity.get("comparator"))
    unit = f"{compared} {words(quantity.get('code')) or words(quantity.get('unit'))}".strip()
    for code in objects(part.get("code"), "coding"):
        if "loinc" in words(code.get("system")).lower():
            yield BundleMeasurement(
                words(code.get("code")), _decimal(quantity.get("value")), unit, at
            )


def _decimal(value: Any) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        return None
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _moment(value: Any, zone: ZoneInfo | None) -> datetime | None:
    """A FHIR time; without a zone it is the clinic's. A year or a month alone is no moment."""
    try:
        at = datetime.fromisoformat(str(value))
    except ValueError:
        return None
    return at if at.tzinfo else at.replace(tzinfo=zone or ZoneInfo("UTC"))
