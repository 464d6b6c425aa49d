"""FHIR R4 bundles, as plain JSON. Never raises for bad input; places are paths in the bundle."""

import hashlib
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from procdesk.domain.feeds.feed import (
    BookingAct,
    BookingFacts,
    FeedFacts,
    FeedParse,
    Message,
    PatientFacts,
    SetAside,
    Unreadable,
)
from procdesk.domain.medicines.medication import Allergy, LastDose, Medication, Precision
from procdesk.domain.visit.patient import Identifier, Name, Sex
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


def read_bundle(raw: bytes, zone: ZoneInfo) -> FeedParse:
    """The patient of a bundle with allergies and active medicines, and any appointments."""
    try:
        bundle = open_bundle(raw)
        message, aside = _read(bundle, raw, zone)
    except Unreadable as problem:
        return FeedParse("fhir", (), (problem.set_aside,))
    return FeedParse("fhir", (message,) if message.facts else (), tuple(aside))


def _read(bundle: Resource, raw: bytes, zone: ZoneInfo) -> tuple[Message, list[SetAside]]:
    aside: list[SetAside] = []
    resources = list(resources_of(bundle, aside))
    patients = [(place, one) for place, one in resources if one.get("resourceType") == "Patient"]
    if not patients:
        raise Unreadable("entry", "there is no Patient in the bundle")
    place, resource = patients[0]
    if len(patients) > 1:  # whose allergy is it?
        raise Unreadable(
            "entry", f"it tells of {len(patients)} patients: send one bundle for each of them"
        )
    patient = _patient(place, resource, resources, aside)
    facts: list[FeedFacts] = [patient, *_bookings(patient, resources, zone, aside)]
    digest = hashlib.sha256(raw).hexdigest()
    sender = "fhir"
    return Message(
        sender=sender,
        message_id=str(resource.get("id", digest)),
        sha256=digest,
        kind="Bundle",
        facts=tuple(facts),
    ), aside


def _patient(
    place: str, resource: Resource, resources: list[tuple[str, Resource]], aside: list[SetAside]
) -> PatientFacts:
    names = objects(resource, "name")
    name = next((one for one in names if one.get("use") == "official"), next(iter(names), {}))
    family = words(name.get("family"))
    identifiers = tuple(_identifiers(resource))
    if not family or not identifiers:
        raise Unreadable(place, "the Patient has no family name or no identifier")
    given = " ".join(map(words, items(name, "given")))
    return PatientFacts(
        name=Name(family, given),
        identifiers=identifiers,
        birth_date=_day(resource.get("birthDate"), f"{place}.birthDate"),
        sex=_sex(resource.get("gender")),
        deceased=_deceased(resource),
        allergies=tuple(_collect(_allergy, "AllergyIntolerance", resources, aside)) or None,
        medications=_medications(resources, aside) or None,
    )


def _deceased(resource: Resource) -> bool | None:
    if resource.get("deceasedDateTime"):
        return True
    deceased = resource.get("deceasedBoolean")
    return deceased if isinstance(deceased, bool) else None


def _medications(
    resources: list[tuple[str, Resource]], aside: list[SetAside]
) -> tuple[Medication, ...]:
    """Active medicines; the same text told twice is one row."""
    named = {
        f"Medication/{resource.get('id')}": resource
        for _, resource in resources
        if resource.get("resourceType") == "Medication"
    }
    for entry in resources:
        named.setdefault(f"urn:uuid:{entry[1].get('id')}", entry[1])
    rows: list[Medication] = []
    for kind in ("MedicationStatement", "MedicationRequest"):
        rows += _collect(lambda p, r: _medication(p, r, named), kind, resources, aside)
    return tuple({row.text: row for row in rows}.values())


def _collect(
    read: Any, kind: str, resources: list[tuple[str, Resource]], aside: list[SetAside]
) -> Iterator[Any]:
    for place, resource in resources:
        if resource.get("resourceType") != kind:
            continue
        try:
            row = read(place, resource)
        except Unreadable as problem:
            aside.append(problem.set_aside)
            continue
        if row is not None:
            yield row


def _allergy(place: str, resource: Resource) -> Allergy | None:
    if first_code(resource.get("clinicalStatus")) in ("inactive", "resolved"):
        return None
    if first_code(resource.get("verificationStatus")) in ("refuted", ENTERED_IN_ERROR):
        return None
    text = concept_words(resource.get("code"))
    if not text:
        raise Unreadable(f"{place}.code", "the allergy names no substance")
    reactions = [
        concept_words(m) for r in objects(resource, "reaction") for m in items(r, "manifestation")
    ]
    return Allergy(
        id=_key(resource, text),
        text=text,
        reaction=", ".join(filter(None, reactions)),
        source="FHIR bundle",
    )


def _medication(place: str, resource: Resource, named: dict[str, Resource]) -> Medication | None:
    if resource.get("status") != "active":
        return None
    concept = resource.get("medicationCodeableConcept")
    if concept is None:
        reference = resource.get("medicationReference")
        target = reference.get("reference", "") if isinstance(reference, dict) else ""
        concept = named.get(str(target), {}).get("code")
    text = concept_words(concept)
    if not text:
        raise Unreadable(f"{place}.medicationCodeableConcept", "the medicine has no name")
    return Medication(
        id=_key(resource, text),
        text=text,
        last_dose=_last_dose(resource),
        source="FHIR bundle",
        rxnorm=rxnorm(concept),
    )


def _last_dose(resource: Resource) -> LastDose:
    period = resource.get("effectivePeriod")
    moment = period.get("end") if isinstance(period, dict) else resource.get("effectiveDateTime")
    try:
        at = datetime.fromisoformat(str(moment))
    except ValueError:
        return LastDose(Precision.UNKNOWN)
    return LastDose(Precision.TIME, at) if at.tzinfo else LastDose(Precision.UNKNOWN)


def _bookings(
    patient: PatientFacts,
    resources: list[tuple[str, Resource]],
    zone: ZoneInfo,
    aside: list[SetAside],
) -> Iterator[BookingFacts]:
    def booking(place: str, resource: Resource) -> BookingFacts | None:
        status = resource.get("status")
        if status in ("fulfilled", ENTERED_IN_ERROR):
            return None
        act = {"cancelled": BookingAct.CANCEL, "noshow": BookingAct.NO_SHOW}.get(
            str(status), BookingAct.BOOK
        )
        services = [concept_words(one) for one in items(resource, "serviceType")]
        text = ", ".join(filter(None, services)) or words(resource.get("description"))
        return BookingFacts(
            patient=patient,
            act=act,
            external_id=words(resource.get("id")),
            procedure_text=text,
            scheduled_at=_start(resource, place, zone),
        )

    yield from _collect(booking, "Appointment", resources, aside)


def _start(resource: Resource, place: str, zone: ZoneInfo) -> datetime:
    try:
        at = datetime.fromisoformat(str(resource.get("start")))
    except ValueError:
        raise Unreadable(f"{place}.start", "the appointment has no time") from None
    return at if at.tzinfo else at.replace(tzinfo=zone)


def _identifiers(resource: Resource) -> Iterator[Identifier]:
    for identifier in objects(resource, "identifier"):
        if words(identifier.get("value")):
            yield Identifier(
                words(identifier["value"]),
                words(identifier.get("system")),
                first_code(identifier.get("type")),
            )


def _key(resource: Resource, text: str) -> str:
    return hashlib.sha256(f"fhir|{resource.get('id')}|{text}".encode()).hexdigest()[:32]


def _day(value: Any, place: str) -> date | None:
    if value is None:
        return None
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise Unreadable(place, "it is not a whole date of the form YYYY-MM-DD") from None


def _sex(value: Any) -> Sex:
    try:
        return Sex(str(value))
    except ValueError:
        return Sex.UNKNOWN
