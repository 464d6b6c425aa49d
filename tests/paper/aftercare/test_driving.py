"""Driving: the desk asks about it exactly where the sheet speaks of it."""

import re
from dataclasses import replace

import pytest

from paper.aftercare.visits import WITH_SHEET, visit, visit_of_two
from paper.drawing.read_back import visible
from procdesk.paper.aftercare.aftercare import aftercare
from procdesk.paper.aftercare.aftercare_text import VisitText

_SAYS_IT = re.compile(r"Do not drive|No maneje")


@pytest.mark.parametrize("key", WITH_SHEET)
@pytest.mark.parametrize("facts", [(), ("sedated",), ("stopped",)])
@pytest.mark.parametrize("language", ["en", "es"])
def test_it_is_told_as_it_is_printed(key: str, facts: tuple[str, ...], language: str) -> None:
    source = replace(visit(key, facts, language), english=None)
    printed = _SAYS_IT.search(" ".join(visible(aftercare(source)).split()))
    assert VisitText(source).restricts_driving() is (printed is not None)


@pytest.mark.parametrize(
    ("key", "facts", "restricted"),
    [
        ("mbb-lumbar", (), True),  # clinical.md 4, driving: 12 h and 24 h are published
        ("vertebral-augmentation", (), True),  # 2 days after augmentation
        ("scs-trial", (), True),  # 6.1 G: no driving with it on
        ("scs-lead-pull", (), False),
        ("trigger-point", (), False),  # 6.1 D names no driving
        ("trigger-point", ("sedated",), True),
    ],
)
def test_whom_it_holds_for(key: str, facts: tuple[str, ...], restricted: bool) -> None:
    assert VisitText(visit(key, facts)).restricts_driving() is restricted


def test_of_two_families_one_is_enough() -> None:
    assert VisitText(visit_of_two(("mbb-lumbar", "trigger-point"))).restricts_driving()
    assert VisitText(
        visit_of_two(("joint-injection", "trigger-point"), ("sedated",))
    ).restricts_driving()
    assert not VisitText(visit_of_two(("joint-injection", "trigger-point"))).restricts_driving()
