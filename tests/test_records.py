"""Records: made by keyword where they are wide, and strict where a file is read into them."""

import inspect
from collections.abc import Iterator
from dataclasses import is_dataclass
from importlib import import_module
from pkgutil import walk_packages

import msgspec
import pytest

import procdesk

MOST_BY_PLACE = 4


def classes() -> Iterator[type]:
    """Every class of the program, each where it is written."""
    for module in walk_packages(procdesk.__path__, "procdesk."):
        if module.name == "procdesk.__main__":
            continue
        for thing in vars(import_module(module.name)).values():
            if isinstance(thing, type) and thing.__module__ == module.name:
                yield thing


def is_record(kind: type) -> bool:
    """Return whether Python makes the class from its fields."""
    return (
        is_dataclass(kind)
        or issubclass(kind, msgspec.Struct)
        or (issubclass(kind, tuple) and hasattr(kind, "_fields"))
    )


RECORDS = [kind for kind in classes() if is_record(kind)]
STRUCTS = [kind for kind in RECORDS if issubclass(kind, msgspec.Struct)]


def taken_by_place(record: type) -> list[str]:
    """The fields that may be given without their name."""
    parameters = inspect.signature(record).parameters.values()
    return [field.name for field in parameters if field.kind is field.POSITIONAL_OR_KEYWORD]


@pytest.mark.parametrize("record", RECORDS, ids=lambda kind: kind.__qualname__)
def test_a_record_of_more_than_four_fields_is_made_by_keyword(record: type) -> None:
    """Two neighbours of one type cannot be exchanged unseen."""
    assert len(taken_by_place(record)) <= MOST_BY_PLACE


@pytest.mark.parametrize("struct", STRUCTS, ids=lambda kind: kind.__qualname__)
def test_a_file_with_a_field_that_nobody_reads_is_refused(struct: type[msgspec.Struct]) -> None:
    """FHIR alone lets a sender add what a reader does not know."""
    is_of_fhir = struct.__module__ == "procdesk.questionnaire.definition"
    assert struct.__struct_config__.forbid_unknown_fields is not is_of_fhir
