"""FHIR R4 bundles beyond names: problems, measurements, medicines, earlier acts.

Hazard: what is left out here passes silently. So a status that does not rule a thing out keeps it,
and a medicine or an allergy without a name stays as one that nobody can recognise.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any
from zoneinfo import ZoneInfo

from procdesk.domain.feeds.bundle_record import (
    BundleDose,
    BundleMeasurement,
    BundleProcedure,
    BundleRecord,
)
from procdesk.domain.feeds.feed import PatientFacts, Unreadable
from procdesk.domain.medicines.medication import Allergy
from procdesk.domain.medicines.no_allergy import NONE_KNOWN_CODES
from procdesk.interop.fhir import read_bundle
from procdesk.interop.fhir_conditions import conditions_of
from procdesk.interop.fhir_medicines import (
    ADMINISTRATION,
    NO_NAME,
    SOURCE,
    by_reference,
    medicine_concept,
    medicines_of,
)
from procdesk.interop.fhir_parts import (
    ENTERED_IN_ERROR,
    Resource,
    concept_words,
    every_code,
    every_name,
    first_code,
    items,
    moment,
    objects,
    open_bundle,
    resources_of,
    words,
)

NO_SUBSTANCE = "allergy without a name"
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
        medications=medicines_of(resources, zone, now),
        conditions=conditions_of(resources),
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
        if every_code(allergy.get("code")) & NONE_KNOWN_CODES and not reactions:
            continue
        manifestations = (concept_words(m) for r in reactions for m in items(r, "manifestation"))
        severe = (words(r.get("severity")) for r in reactions)
        reaction = ", ".join(dict.fromkeys(filter(None, (*manifestations, *severe))))
        yield Allergy(id=f"allergy-{number}", text=text, reaction=reaction, source=SOURCE)


def _procedures(resources: list[Resource], zone: ZoneInfo) -> Iterator[BundleProcedure]:
    """Yield each procedure that was begun, whatever its end; a stopped one counts."""
    for procedure in _of(resources, "Procedure"):
        if words(procedure.get("status")) not in _NOT_DONE:
            yield BundleProcedure(
                every_name(procedure.get("code")), moment(_when(procedure, "performed"), zone)
            )


def _doses(resources: list[Resource], zone: ZoneInfo) -> Iterator[BundleDose]:
    """Yield each drug that was administered."""
    named = by_reference(resources)
    for administration in _of(resources, ADMINISTRATION):
        if words(administration.get("status")) not in _NOT_DONE:
            concept = medicine_concept(administration, named)
            text = every_name(concept) or NO_NAME
            yield BundleDose(
                text,
                _amount(administration.get("dosage")),
                moment(_when(administration, "effective"), zone),
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
        at = moment(_when(observation, "effective"), zone)
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
