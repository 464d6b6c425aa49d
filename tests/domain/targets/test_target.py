"""Targets: one wording, one text form, one region for each place."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from procdesk import app
from procdesk.domain.catalogue.procedure_kind import ProcedureKind
from procdesk.domain.targets.compare import Agreement, compare_targets
from procdesk.domain.targets.target import (
    LEVELLED,
    RADIATES_FROM,
    REGIONS,
    Side,
    Structure,
    TargetTextProblem,
    every_side,
    joined_side,
    nerve_at_bone,
    parse_target,
    target_text,
)

KINDS = sorted(app.reference().procedures.values(), key=lambda kind: kind.key)


@pytest.mark.parametrize(
    ("text", "words", "region"),
    [
        ("left medial-branch L3,L4", "LEFT L3, L4 medial branches", "low back"),
        ("left dorsal-ramus L5", "LEFT L5 dorsal ramus", "low back"),
        ("left muscle trapezius", "LEFT trapezius muscle", "neck"),
        ("bilateral muscle piriformis", "BILATERAL piriformis muscles", "buttock"),
        ("right joint knee", "RIGHT knee joint", "thigh and knee"),
        ("right bursa trochanteric", "RIGHT trochanteric bursa", "hip"),
        ("left tendon Achilles", "LEFT Achilles tendon", "lower leg"),
        ("midline epidural-space L4-L5", "MIDLINE L4-L5 epidural space", "low back"),
        ("left epidural-space C7-T1", "LEFT C7-T1 epidural space", "neck"),
        ("midline epidural-space T12-L1", "MIDLINE T12-L1 epidural space", "low back"),
        ("midline caudal", "MIDLINE caudal epidural space", "low back"),
        ("left ganglion C6 stellate", "LEFT C6 stellate ganglion", "neck"),
        ("right ganglion L2,L3 lumbar sympathetic", None, "low back"),
        ("bilateral plexus T12 celiac", "BILATERAL T12 celiac plexus", "abdomen"),
        ("left intercostal-space rib 7", "LEFT rib 7 intercostal space", "chest"),
        ("right pocket abdomen", "RIGHT abdomen pocket", "abdomen"),
        ("midline lead L1-L2", "MIDLINE L1-L2 lead", "low back"),
        ("midline lead L2-L3 intrathecal catheter", None, "low back"),
        ("left head-face temple", "LEFT temple", "head"),
        ("left nerve greater occipital", "LEFT greater occipital nerve", "head"),
        ("left vertebral-body T7", "LEFT T7 vertebral body", "upper back"),
        ("bilateral si-joint", "BILATERAL sacroiliac joints", "low back"),
        ("left foramen L5-S1; counted from S1", "LEFT L5-S1 foramen, counted from S1", "low back"),
        (
            "left epidural-space L4-L5; approach paramedian",
            "LEFT L4-L5 epidural space, paramedian approach",
            "low back",
        ),
    ],
)
def test_a_target_reads_well_and_lies_somewhere(text: str, words: str | None, region: str) -> None:
    target = parse_target(text)
    assert words is None or target.words == words
    assert target.region == region
    assert target_text(target) == text


@settings(deadline=None)
@given(
    st.sampled_from(KINDS),
    st.sampled_from(Side),
    st.sampled_from(["", "paramedian", "single anterior"]),
    st.sampled_from(["", "S1", "the last rib"]),
)
def test_every_target_of_the_catalogue_is_read_back_as_it_was(
    kind: ProcedureKind, side: Side, approach: str, counted_from: str
) -> None:
    for planned in kind.targets((place, side) for place in kind.places):
        target = replace(planned, approach=approach, counted_from=counted_from)
        assert parse_target(target_text(target)) == target
        assert target.words.startswith(side.word)
        assert target.region in REGIONS


@pytest.mark.parametrize(
    "text",
    ["", "left", "left elbow knee", "links joint knee", "left foramen L4-L5; from below"],
)
def test_a_text_that_is_not_a_target_is_refused_in_words(text: str) -> None:
    with pytest.raises(TargetTextProblem, match=r"SIDE STRUCTURE LEVEL|approach"):
        parse_target(text)


@pytest.mark.parametrize(
    ("joint", "nerves"),
    [
        ("C2-C3", "left nerve third occipital"),
        ("C4-C5", "left medial-branch C4,C5"),
        ("C7-T1", "left medial-branch C7,C8"),
        ("T4-T5", "left medial-branch T3,T4"),
        ("T12-L1", "left medial-branch T11,T12"),
        ("L4-L5", "left medial-branch L3,L4"),
        ("L5-S1", "left medial-branch L4,L5"),
    ],
)
def test_a_joint_is_the_nerves_that_serve_it(joint: str, nerves: str) -> None:
    """Hazard: the classic wrong level (fact base 2.1)."""
    comparison = compare_targets(
        [parse_target(f"left facet-joint {joint}")], [parse_target(nerves)]
    )
    assert comparison.result is Agreement.EQUAL


def test_the_ramus_at_l5_is_the_nerve_at_l5() -> None:
    split = (parse_target("left medial-branch L4"), parse_target("left dorsal-ramus L5"))
    comparison = compare_targets(split, [parse_target("left medial-branch L4,L5")])
    assert comparison.result is Agreement.EQUAL


def test_a_name_at_the_same_level_is_not_another_name() -> None:
    names = ("celiac", "splanchnic")
    first, other = ([parse_target(f"bilateral plexus T12 {name}")] for name in names)
    assert compare_targets(first, other).result is Agreement.DIFFERENT


def test_pain_is_felt_where_it_comes_from_and_only_in_regions_that_exist() -> None:
    assert set(RADIATES_FROM) <= set(REGIONS)
    for region, felt in RADIATES_FROM.items():
        assert region in felt
        assert felt <= set(REGIONS)


def test_only_levelled_structures_carry_levels_in_the_catalogue() -> None:
    alone = {Structure.SI_JOINT, Structure.CAUDAL, Structure.LEAD}
    for place in (place for kind in KINDS for place in kind.places):
        assert not place.level or place.structure in LEVELLED
        assert place.level or place.name or place.structure in alone


def test_a_bony_target_carries_the_nerve_that_the_map_names() -> None:
    """Fact base 2.1: pillars of the same number; T1 is C8, L4 and L5 are L3 and L4."""
    assert [nerve_at_bone("articular pillar", one) for one in ("C3", "C7", "C8", "T1")] == [
        *("C3", "C7", "", "")
    ]
    nerves = {one: nerve_at_bone("transverse process", one) for one in ("T1", "L1", "L4", "L5")}
    assert nerves == {"T1": "C8", "L1": "T12", "L4": "L3", "L5": "L4"}
    variable = ("T5", "T6", "T7", "T8", "T9", "L6", "S1", "C5")
    assert not any(nerve_at_bone("transverse process", one) for one in variable)


def test_sides_are_one_only_where_they_are_the_same_or_both() -> None:
    left, right = parse_target("left joint knee"), parse_target("right joint hip")
    assert every_side([left, left]) == (Side.LEFT,)
    assert every_side([right, left, right]) == (Side.RIGHT, Side.LEFT)
    assert joined_side([Side.LEFT, Side.RIGHT]) is Side.BILATERAL
    assert joined_side([Side.LEFT]) is Side.LEFT
    assert joined_side([Side.LEFT, Side.MIDLINE]) is None
    assert joined_side([]) is None
