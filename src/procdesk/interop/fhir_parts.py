"""Parts of FHIR R4 JSON: the bundle, its resources, and the few shapes that all of them share."""

import hashlib
import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from procdesk.domain.feeds.feed import SetAside, Unreadable

MOST_BYTES = 64_000_000
ENTERED_IN_ERROR = "entered-in-error"
Resource = dict[str, Any]


def open_bundle(raw: bytes) -> Resource:
    """The JSON of a bundle. Raises Unreadable with the place."""
    if len(raw) > MOST_BYTES:
        raise Unreadable("file", "larger than 64 MB")
    try:
        bundle = json.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise Unreadable(f"byte {error.start + 1}", "it is not UTF-8") from None
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise Unreadable(place, "the JSON is broken or cut off here") from None
    except RecursionError:
        raise Unreadable("file", "nested too deeply to be a bundle") from None
    if not isinstance(bundle, dict) or bundle.get("resourceType") != "Bundle":
        kind = bundle.get("resourceType") if isinstance(bundle, dict) else None
        what = f"a FHIR {kind}" if isinstance(kind, str) else "JSON, but no FHIR resource"
        raise Unreadable("file", f"it is {what}: send the patient as a FHIR R4 Bundle")
    return bundle


def resources_of(bundle: Resource, aside: list[SetAside]) -> Iterator[tuple[str, Resource]]:
    """Every resource with its path in the bundle; what is none goes aside. Raises Unreadable."""
    entries = bundle.get("entry")
    if not isinstance(entries, list):
        raise Unreadable("entry", "the bundle has no entries")
    for number, entry in enumerate(entries):
        resource = entry.get("resource") if isinstance(entry, dict) else None
        if isinstance(resource, dict):
            yield f"entry[{number}]", resource
        else:
            aside.append(SetAside(f"entry[{number}]", "there is no resource in it"))


def items(resource: Any, name: str) -> list[Any]:
    """A list of a resource, empty if it is none."""
    value = resource.get(name) if isinstance(resource, dict) else None
    return value if isinstance(value, list) else []


def objects(resource: Any, name: str) -> list[Resource]:
    """The objects in a list of a resource; what is none is passed over."""
    return [one for one in items(resource, name) if isinstance(one, dict)]


def words(value: Any) -> str:
    """A text without blanks around it, empty if it is none."""
    return value.strip() if isinstance(value, str) else ""


def concept_words(value: Any) -> str:
    """The words of a CodeableConcept: its text, else the first display."""
    if not isinstance(value, dict):
        return ""
    shown = (words(c.get("display")) for c in objects(value, "coding"))
    return words(value.get("text")) or next(filter(None, shown), "")


def first_code(value: Any) -> str:
    """The first code of a CodeableConcept."""
    codes = (words(c.get("code")) for c in objects(value, "coding"))
    return next(filter(None, codes), "")


def rxnorm(concept: Any) -> str:
    """The RxNorm code of a medicine, empty if it has none."""
    codings = objects(concept, "coding")
    codes = (words(c.get("code")) for c in codings if "rxnorm" in words(c.get("system")).lower())
    return next(codes, "")


def every_code(concept: Any) -> frozenset[str]:
    """All codes of a CodeableConcept, of whatever system."""
    codes = (words(one.get("code")) for one in objects(concept, "coding"))
    return frozenset(filter(None, codes))


def resource_key(resource: Resource, text: str) -> str:
    """An id for a row: the same for the same resource and words."""
    return hashlib.sha256(f"fhir|{resource.get('id')}|{text}".encode()).hexdigest()[:32]


def moment(value: Any, zone: ZoneInfo | None) -> datetime | None:
    """A FHIR time; without a zone it is the clinic's. A year or a month alone is no moment."""
    try:
        at = datetime.fromisoformat(str(value))
    except ValueError:
        return None
    return at if at.tzinfo else at.replace(tzinfo=zone or ZoneInfo("UTC"))


def every_name(concept: Any) -> str:
    """Every name of a CodeableConcept, each once."""
    displays = (words(one.get("display")) for one in objects(concept, "coding"))
    return "; ".join(dict.fromkeys(filter(None, (concept_words(concept), *displays))))
