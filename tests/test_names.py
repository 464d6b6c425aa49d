"""The keys of names.md: each is spelled there, and no two are the same."""

from enum import StrEnum
from pathlib import Path

import pytest

from forms.test_floor import SCORES
from procdesk import app
from procdesk.domain.entry import Kind
from procdesk.domain.staff import Role
from procdesk.domain.stage import End, Stage, StatementKind, TimeOutItem
from procdesk.domain.targets.target import Structure
from procdesk.workflow.room.procedure import ACTS
from procdesk.workflow.sections import SECTIONS
from support.places import SHARED

ENUMS = (Kind, Role, Stage, End, StatementKind, TimeOutItem, Structure)

FIXED_SINCE = {"local-anaesthetic-us", "local-anaesthetic-uk"}
"""Keys that were fixed after the list was closed: one set for each country where they differ."""


def keys() -> list[str]:
    every = [one.value for enum in ENUMS for one in enum]
    every += [*ACTS, *app.reference().procedures, *app.reference().policies]
    kinds = app.reference().procedures.values()
    return every + [key for kind in kinds for key in (*kind.sections, *kind.diaries)]


@pytest.mark.parametrize("enum", ENUMS, ids=lambda e: e.__name__)
def test_no_key_stands_twice(enum: type[StrEnum]) -> None:
    values = [one.value for one in enum]
    assert len(values) == len(set(values)) == len(enum.__members__)


@pytest.mark.skipif(not SHARED.exists(), reason="the fixed names lie beside the project")
def test_every_key_is_spelled_as_it_was_fixed() -> None:
    names = (SHARED / "names.md").read_text("utf-8")
    words = set(names.replace("`", " ").replace(",", " ").replace(".", " ").split())
    assert [key for key in keys() if key not in words | FIXED_SINCE] == []


def test_every_form_of_a_section_lies_in_the_folder() -> None:
    names = {path.stem.rpartition("-")[0] for path in Path(app.data_folder("forms")).glob("*.json")}
    asked = {section.form for section in SECTIONS if section.form}
    assert asked <= names
    assert names - asked <= SCORES


def test_every_form_is_named_by_its_url() -> None:
    for path in Path(app.data_folder("forms")).glob("*.json"):
        name = path.stem.rpartition("-")[0]
        assert f"urn:procdesk:form:{name}" in path.read_text("utf-8")
