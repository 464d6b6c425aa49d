"""The lists of locked packages can be installed by the oldest pip that a supported system has."""

import re
from importlib.metadata import distributions

import pytest
from packaging.requirements import Requirement

from support.places import ROOT

PINNED = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)(?:\[(?P<extras>[^\]]*)\])?==", re.MULTILINE)


def plain(name: str) -> str:
    """The name by which an index knows a package."""
    return re.sub(r"[-_.]+", "-", name).lower()


def pinned_extras(list_name: str) -> dict[str, set[str]]:
    """Package -> the extras that its pinned line names."""
    text = (ROOT / "packaging" / f"{list_name}.txt").read_text(encoding="utf-8")
    return {
        plain(line["name"]): set(filter(None, (line["extras"] or "").split(",")))
        for line in PINNED.finditer(text)
    }


@pytest.mark.parametrize("list_name", ["requirements", "requirements-test"])
def test_extras_asked_for_are_pinned(list_name: str) -> None:
    # pip before 23.3 does not take "coverage==7" for a pin of "coverage[toml]": it refuses all.
    pinned = pinned_extras(list_name)
    assert len(pinned) > 20
    for package in distributions():
        if plain(package.name) not in pinned:
            continue
        for wanted in map(Requirement, package.requires or ()):
            if wanted.marker is None or wanted.marker.evaluate({"extra": ""}):
                assert wanted.extras <= pinned[plain(wanted.name)], f"{package.name}: {wanted}"
