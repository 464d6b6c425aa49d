"""Unusual bones: a level says nothing until it is said from where it is counted (clinical.md 2.1).

"Transitional anatomy (L6, sacralised L5, 11/13 ribs): require a 'counted from' note (U)".
"""

from dataclasses import replace

import pytest

from procdesk.domain.finding import Effect, Finding, Result
from procdesk.domain.targets.target import TRANSITIONAL, USUAL
from procdesk.domain.visit.case import Case
from procdesk.rules.protocol.site import judge, levels_are_counted
from support.adopted_rules import case, facts

FACET = "left facet-joint L4-L5"
COUNTED = f"{FACET}; counted from C2"


def booked(*targets: str, bones: str = "", text: str = "") -> Case:
    of = case(targets=targets)
    return replace(of, order=replace(of.order, transitional=bones), procedure_text=text)


def finding_of(of: Case) -> Finding | None:
    every = judge(facts(of, {}))
    return next((one for one in every if one.key == "site.counted-from"), None)


@pytest.mark.parametrize(
    ("of", "result"),
    [
        *((booked(FACET, bones=bones), Result.CANNOT_DECIDE) for bones in TRANSITIONAL),
        *((booked(COUNTED, bones=bones), Result.MET) for bones in TRANSITIONAL),
        (booked("left facet-joint L6-S1"), Result.CANNOT_DECIDE),  # the target itself says it
        (booked("left facet-joint L6-S1", bones=USUAL), Result.CANNOT_DECIDE),  # they disagree
        (booked(FACET, text="sacralised L5, left L4-5 facet"), Result.CANNOT_DECIDE),
        (booked(COUNTED, text="sacralised L5, left L4-5 facet"), Result.MET),
        (booked(FACET, bones=USUAL, text="sacralised L5, left L4-5 facet"), None),
        (booked(COUNTED, FACET, bones="l6"), Result.CANNOT_DECIDE),  # one of two is not counted
        (booked(FACET), None),
        (booked("left joint knee", bones="l6"), None),  # a knee has no level
    ],
)
def test_a_level_beside_unusual_bones_is_counted_or_stops(of: Case, result: Result | None) -> None:
    finding = finding_of(of)
    assert (finding.result if finding else None) is result
    if finding is not None:
        assert finding.effect is Effect.STOPS
        assert finding.stops is (result is Result.CANNOT_DECIDE)


def test_the_sentence_says_what_is_unusual_and_which_level_is_open() -> None:
    finding = finding_of(booked(COUNTED, "left facet-joint L5-S1", bones="sacralised-l5"))
    assert finding is not None
    assert "L5 joined to the sacrum" in finding.sentence
    assert "LEFT L5-S1 facet joint?" in finding.sentence
    assert "L4-L5" not in finding.sentence.partition("From where")[2]


@pytest.mark.parametrize(
    ("of", "asked"),
    [(booked(FACET), False), (booked(COUNTED), True), (booked(FACET, bones="11-ribs"), True)],
)
def test_every_source_is_asked_for_it_once_one_of_them_says_it(of: Case, asked: bool) -> None:
    assert levels_are_counted(of) is asked
