"""FHIR R4 bundles, as plain JSON. Never raises for bad input; places are paths in the bundle."""

import hashlib
from collections.abc import Iterator
from datetime import UTC, date, datetime
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
from procdesk.domain.medicines.medication import Allergy
from procdesk.domain.medicines.no_allergy import NONE_KNOWN_CODES, says_none
from procdesk.domain.visit.patient import Identifier, Name, Sex
from procdesk.interop.fhir_conditions import conditions_of
from procdesk.interop.fhir_medicines import medicines_of
from procdesk.interop.fhir_parts import (
    ENTERED_IN_ERROR,
    Resource,
    concept_words,
    every_code,
    first_code,
    items,
    objects,
    open_bundle,
    resource_key,
    resources_of,
    words,
)

_NO_END = datetime.max.replace(tzinfo=UTC)
"""A day of a bundle that is kept lasts to its end, whenever the bundle is read."""


def read_bundle(raw: bytes, zone: ZoneInfo) -> FeedParse:
    """The patient of a bundle with allergies and medicines, and any appointments."""
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
    patient = _patient(place, resource, resources, aside, zone)
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
    place: str,
    resource: Resource,
    resources: list[tuple[str, Resource]],
    aside: list[SetAside],
    zone: ZoneInfo,
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
        medications=medicines_of([one for _place, one in resources], zone, _NO_END) or None,
        conditions=conditions_of([one for _place, one in resources]),
    )


def _deceased(resource: Resource) -> bool | None:
    if resource.get("deceasedDateTime"):
        return True
    deceased = resource.get("deceasedBoolean")
    return deceased if isinstance(deceased, bool) else None


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
    if says_none(text) or every_code(resource.get("code")) & NONE_KNOWN_CODES:
        return None
    if not text:
        raise Unreadable(f"{place}.code", "the allergy names no substance")
    reactions = [
        concept_words(m) for r in objects(resource, "reaction") for m in items(r, "manifestation")
    ]
    return Allergy(
        id=resource_key(resource, text),
        text=text,
        reaction=", ".join(filter(None, reactions)),
        source="FHIR bundle",
    )


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
