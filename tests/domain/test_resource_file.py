"""Resource files: each kind is typed, and one that is off is refused with file and path."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest

from procdesk import app
from procdesk.domain.catalogue.catalogue import Reference
from procdesk.domain.catalogue.problem_list import problems_from
from procdesk.domain.resource_file import ResourceRefused
from procdesk.domain.visit.escalation import cards_from
from support.places import ROOT

FOLDERS = ("procedures", "drugs", "policy", "languages", "escalation")
FILES = {
    f"{folder}/{path.name}": path.read_bytes()
    for folder in FOLDERS
    for path in sorted((ROOT / "resources" / folder).glob("*.json"))
}
MBB, ASRA, VITALS = "procedures/mbb-lumbar.json", "policy/asra-pain-2018.json", "policy/vitals.json"
DRUGS, OTHERS, WATCHED = "drugs/drugs.json", "drugs/other-medicines.json", "drugs/watched.json"
SUBSTANCES, PROBLEMS = "drugs/substances.json", "drugs/problems.json"
CARDS = "escalation/cards.json"

Place = tuple[str | int, ...]


def put(place: Place, value: object) -> Callable[[Any], None]:
    """Set what stands at a place."""

    def change(document: Any) -> None:
        *way, last = place
        for step in way:
            document = document[step]
        document[last] = value

    return change


def drop(place: Place) -> Callable[[Any], None]:
    """Take away what stands at a place."""

    def change(document: Any) -> None:
        *way, last = place
        for step in way:
            document = document[step]
        del document[last]

    return change


def read(name: str, raw: bytes) -> object:
    """Read one file as the program does, all others as they ship."""
    if name == CARDS:
        return cards_from(raw)
    return problems_from(raw) if name == PROBLEMS else Reference.from_files({**FILES, name: raw})


WRONG_TYPES = [
    (MBB, ("sides", 0), "centre", "$.sides[0]: Invalid enum value 'centre'"),
    (MBB, ("structures", 1), "bone", "$.structures[1]: Invalid enum value 'bone'"),
    (MBB, ("sections", 2), "vital", "$.sections[2]: Invalid enum value 'vital'"),
    (MBB, ("names",), {"bone": []}, "$.names: Invalid enum value 'bone'"),
    (MBB, ("observation_minutes", "value", 0), "30", "$.observation_minutes.value[0]: Expected"),
    (MBB, ("bleeding_risk", "value"), "middling", "$.bleeding_risk.value: Invalid enum"),
    (MBB, ("limb_weak", "value"), "no", "$.limb_weak.value: Expected `bool | null`"),
    (MBB, ("key",), "mbb", "$.key: “mbb” is not the file's name"),
    (DRUGS, (0, "kinds", 0), "antithrombotics", "$[0].kinds[0]: Invalid enum"),
    (DRUGS, (0, "status"), "X", "$[0].status: Invalid enum value 'X'"),
    (OTHERS, ("abacavir",), "ziagen", "$[...]: Expected `array`, got `str`"),
    (WATCHED, ("opiod",), {}, "$: Invalid enum value 'opiod'"),
    (SUBSTANCES, (1, "sort"), "metals", "$[1].sort: Invalid enum value 'metals'"),
    (PROBLEMS, (2, "section"), "implant", "$[2].section: Invalid enum value 'implant'"),
    (PROBLEMS, (0, "words", 0), "Diabetes", "$[0]: “Diabetes” is not in plain form: “diabetes”"),
    (CARDS, (0, "steps", 1, "words"), 4, "$[0].steps[1].words: Expected `str`, got `int`"),
    (ASRA, ("family",), "bleeding", "$.family: Invalid enum value 'bleeding'"),
    (ASRA, ("rows", 2, "high"), "1 dya", "$.rows[2].high: “1 dya” is neither a time nor advice"),
    (ASRA, ("rows", 2, "low"), 5, "$.rows[2].low: 5 is not written as text"),
    (ASRA, ("rows", 1, "agreement"), "yes", "$.rows[1].agreement: Invalid enum value 'yes'"),
    (VITALS, ("rows", 0, "value"), 180, "$.rows[0].value: 180 is not written as text"),
    (VITALS, ("rows", 0, "value"), "1e9", "$.rows[0]: systolic-warn can be from"),
    (VITALS, ("rows", 0, "bounds", 0), "low", "$.rows[0].bounds[0]: “low” is no number"),
    (VITALS, ("rows", 0, "unit"), "mmhg", "$.rows[0].unit: Invalid enum value 'mmhg'"),
]
PLACES: list[tuple[str, Place, str]] = [
    (MBB, (), "plain_name"),
    (MBB, ("bleeding_risk",), "source"),
    (DRUGS, (3,), "kinds"),
    (SUBSTANCES, (0,), "sort"),
    (PROBLEMS, (12,), "unless"),
    (CARDS, (0,), "timing"),
    (CARDS, (0, "steps", 0), "source"),
    (ASRA, (), "version"),
    (ASRA, ("rows", 5), "restart_low"),
    (VITALS, ("rows", 3), "effect"),
]
"""An object of each kind, and a key that it needs."""


def path_of(place: Place) -> str:
    """A place as a refusal names it; the whole file has no path."""
    steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in place)
    return f"${''.join(steps)}: " if place else ""


def refused(name: str, change: Callable[[Any], None], says: str) -> None:
    document = json.loads(FILES[name])
    change(document)
    with pytest.raises(ResourceRefused, match=f"^{re.escape(f'{name}: {says}')}"):
        read(name, json.dumps(document).encode())


def test_every_file_that_ships_is_read_as_it_is() -> None:
    assert Reference.from_files(FILES) == app.reference()
    assert cards_from(FILES[CARDS]) == app.cards()
    assert problems_from(FILES[PROBLEMS]) == app.problems()


@pytest.mark.parametrize(("name", "place", "value", "says"), WRONG_TYPES)
def test_a_wrong_value_is_refused(name: str, place: Place, value: object, says: str) -> None:
    refused(name, put(place, value), says)


@pytest.mark.parametrize(("name", "place", "key"), PLACES)
def test_a_missing_key_is_refused(name: str, place: Place, key: str) -> None:
    says = f"{path_of(place)}Object missing required field `{key}`"
    refused(name, drop((*place, key)), says)


@pytest.mark.parametrize(("name", "place", "key"), PLACES)
def test_an_unknown_key_is_refused(name: str, place: Place, key: str) -> None:
    says = f"{path_of(place)}Object contains unknown field `{key}s`"
    refused(name, put((*place, f"{key}s"), "?"), says)
