"""Records as they are made: wide ones by keyword, and files without a field that nobody reads."""

import dataclasses
import inspect
import pkgutil
from collections.abc import Iterator
from importlib import import_module

import msgspec
import pytest

import procdesk

MOST_BY_PLACE = 4
MODULES = tuple(
    import_module(module.name)
    for module in pkgutil.walk_packages(procdesk.__path__, "procdesk.")
    if not module.name.endswith("__main__")
)


def is_record(kind: type) -> bool:
    """Return whether a class is a dataclass, a msgspec Struct or a NamedTuple."""
    named = issubclass(kind, tuple) and hasattr(kind, "_fields")
    return named or issubclass(kind, msgspec.Struct) or dataclasses.is_dataclass(kind)


def kinds_in(module: object) -> Iterator[type]:
    """Yield the classes of the program that a module names, and those within each."""
    for kind in vars(module).values():
        if isinstance(kind, type) and kind.__module__.startswith("procdesk"):
            yield kind
            yield from (part for part in vars(kind).values() if isinstance(part, type))


RECORDS = sorted(
    {kind for module in MODULES for kind in kinds_in(module) if is_record(kind)},
    key=lambda kind: (kind.__module__, kind.__qualname__),
)
STRUCTS = [
    kind
    for kind in RECORDS
    if issubclass(kind, msgspec.Struct) and not kind.__module__.startswith("procdesk.questionnaire")
]
"""The shapes of resource files; FHIR lets a form carry fields that are of no concern here."""


def by_place(kind: type) -> int:
    """Return how many fields may be handed over by their place."""
    parameters = inspect.signature(kind).parameters.values()
    return sum(parameter.kind is not parameter.KEYWORD_ONLY for parameter in parameters)


@pytest.mark.parametrize("kind", RECORDS, ids=lambda kind: kind.__qualname__)
def test_a_record_of_more_than_four_fields_is_made_by_keyword(kind: type) -> None:
    """Two neighbours of one type cannot be exchanged unseen, nor those that a base declares."""
    wide = len(inspect.signature(kind).parameters) > MOST_BY_PLACE
    assert not (wide and by_place(kind)), f"{kind} takes {by_place(kind)} fields by place"


@pytest.mark.parametrize("kind", STRUCTS, ids=lambda kind: kind.__qualname__)
def test_a_file_with_a_field_that_nobody_reads_is_refused(kind: type[msgspec.Struct]) -> None:
    """A misspelled limit would else count as one that nobody wrote."""
    assert kind.__struct_config__.forbid_unknown_fields
