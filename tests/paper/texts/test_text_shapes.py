"""Text shapes: a text that is off is refused with its name and the path in it, whoever wrote it."""

import ast
import json
from typing import Any

import pytest

from procdesk import app
from procdesk.domain.resource_file import ResourceRefused
from procdesk.paper.texts.sheet_text import read_text
from procdesk.paper.texts.text_shapes import AftercareText, CommonText
from procdesk.sheets.make import Sheets
from procdesk.workflow.clinic import adopting
from procdesk.workflow.refused import Refused
from support.places import PACKAGE
from support.small_clinic import House

PAPER = PACKAGE / "paper"
JOINT = "es/joint"


def changed(name: str, path: tuple[str | int, ...], value: object) -> bytes:
    """A shipped text with one thing put into it, or taken out where the value is None."""
    text: Any = json.loads(app.sheet_texts()[name])
    place = text
    for step in path[:-1]:
        place = place[step]
    if value is None:
        del place[path[-1]]
    else:
        place[path[-1]] = value
    return json.dumps(text).encode()


@pytest.mark.parametrize("name", app.sheet_texts())
def test_every_text_that_ships_has_its_shape(name: str) -> None:
    assert read_text(name, app.sheet_texts()[name]).key == name


@pytest.mark.parametrize(
    ("name", "path", "value", "says"),
    [
        (JOINT, ("actions", 0, "when"), 3, r"\$\.actions\[0\]\.when: Expected `str`, got `int`"),
        (JOINT, ("actions", 0, "framd"), True, r"\$\.actions\[0\]: .*unknown field `framd`"),
        (JOINT, ("actions", 0, "until"), None, r"\$\.actions\[0\]: .*missing .*`until`"),
        (JOINT, ("call_911", 0), {"if": 3, "say": "x"}, r"\$\.call_911\[0\]\.if: "),
        (JOINT, ("version",), None, "missing required field `version`"),
        ("en/aftercare", ("hours", "sugar", "value"), 1.5, r"\$\.hours\[\.\.\.\]\.value: "),
        ("en/aftercare", ("labels", "and"), None, r"\$\.labels: .*`and`"),
        ("en/aftercare", ("regions", "neck"), None, r"\$\.regions: neck has no words"),
        ("en/preparation", ("bring",), "all", r"\$\.bring: Expected `array`"),
        ("en/consent", ("release", "yes"), None, r"\$\.release: .*`yes`"),
        (JOINT, ("language",), "en", r"\$\.key: it says es/joint in en"),
    ],
)
def test_a_text_that_is_off_is_refused_with_its_place(
    name: str, path: tuple[str | int, ...], value: object, says: str
) -> None:
    with pytest.raises(ResourceRefused, match=f"^{name}: .*{says}"):
        read_text(name, changed(name, path, value))


def test_a_clinics_own_text_passes_the_same_reader(house: House) -> None:
    name, signer = "en/medial-branch", house.signer(house.physician)
    raw = changed(name, ("actions", 0, "when"), 3)
    shipped = app.sheet_texts()[name]
    adopting.review(house.ledger, house.physician, name, raw, signer, shipped=shipped)
    outcome = house.ledger.outcome(house.at_discharge())
    sheets = Sheets(house.ledger, app.supplies(house.store_key))
    with pytest.raises(Refused, match=r"cannot be used: en/medial-branch: \$\.actions\[0\]\.when"):
        sheets.preview(outcome)


def test_a_whole_text_adds_only_its_families_to_the_common_one() -> None:
    assert {*AftercareText.__struct_fields__} - {*CommonText.__struct_fields__} == {"families"}


def test_no_paper_reads_what_has_no_type() -> None:
    named = [
        path.name
        for path in sorted(PAPER.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Name) and node.id == "Any"
    ]
    assert named == []
