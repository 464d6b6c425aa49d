"""Bodies of entries held against the tables of docs/journal.md."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from journal.doc import BY_KIND, MAY_BE_ABSENT, Field, Part, Version
from journal.types import fits
from procdesk.domain.entry import Entry, Kind
from procdesk.domain.staff import STATION


def children(value: Any, step: str) -> list[Any]:
    """Return what lies one step below a value."""
    if step == "[]":
        return value if isinstance(value, list) else []
    if not isinstance(value, dict):
        return []
    return list(value.values()) if step == "*" else [value[step]] if step in value else []


def holders(body: Any, path: tuple[str, ...]) -> list[Any]:
    """Return the objects of a body in which a field stands, or would stand."""
    values = [body]
    for step in path[:-1]:
        values = [child for value in values for child in children(value, step)]
    return [value for value in values if isinstance(value, dict)]


def stands_in(body: Any, field: Field) -> bool:
    """Return whether a field stands anywhere in a body."""
    return any(children(holder, field.path[-1]) for holder in holders(body, field.path))


def without(body: Mapping[str, Any], field: Field) -> Any:
    """Return the body with a field left out wherever it stands."""
    copy = json.loads(json.dumps(body))
    for holder in holders(copy, field.path):
        for name in list(holder) if field.path[-1] == "*" else [field.path[-1]]:
            holder.pop(name, None)
    return copy


def entry_faults(stored: Entry, written_by: Version) -> Iterator[str]:
    """Yield what the part of its kind does not say of an entry, or says otherwise."""
    part = BY_KIND[Kind(stored.kind)]
    for fault in faults(stored.body, part, written_by):
        yield f"{stored.kind}: {fault}"
    if stored.subject.kind not in part.subjects:
        yield f"{stored.kind}: is of a {stored.subject.kind}"
    if stored.author == STATION and STATION not in part.facts["Written by"]:
        yield f"{stored.kind}: the station wrote it"


def faults(body: Mapping[str, Any], part: Part, written_by: Version) -> list[str]:
    """Return what a body of that version has and its table does not say, or lacks and should."""
    known = tuple(field for field in part.fields if field.since <= written_by)
    strange = [f"{name}: stands in no table" for name in _strangers(body, known)]
    return strange + [fault for field in known for fault in _faults_of(body, field)]


def _faults_of(body: Mapping[str, Any], field: Field) -> Iterator[str]:
    for holder in holders(body, field.path):
        values = children(holder, field.path[-1])
        for value in values:
            if not fits(value, field.type):
                yield f"{field.name}: {value!r} is no {field.type}"
        if not values and field.presence != MAY_BE_ABSENT and field.instead not in holder:
            yield f"{field.name}: is not there"


def _strangers(value: Any, fields: tuple[Field, ...], way: tuple[str, ...] = ()) -> Iterator[str]:
    """Every name in a body that no table has, with the way to it."""
    deep = len(way)
    below = {field.path[deep] for field in fields if field.path[:deep] == way != field.path}
    if not below:
        return
    steps = [*value] if isinstance(value, dict) else ["[]"] * isinstance(value, list)
    for step in steps:
        known = step if step in below else "*" if "*" in below else ""
        if not known:
            yield ".".join((*way, step))
            continue
        for child in children(value, step):
            yield from _strangers(child, fields, (*way, known))
