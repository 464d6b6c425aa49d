"""Texts that are the same place: truth by hand from the fact base, 2.1; never a false equal."""

from itertools import combinations

import pytest

from procdesk.domain.targets.compare import Agreement, compare_targets, compare_texts
from procdesk.domain.targets.target import Side, Structure, Target, parse_target

SAME = [
    # 2.1: every joint with the nerves that serve it
    ("left C2-3 facet", "left TON"),
    ("left C3-4 facet", "left C3, C4 MBB"),
    ("left C4-5 facet", "left C4, C5 MBB"),
    ("left C5-6 facet", "left C5, C6 MBB"),
    ("left C6-7 facet", "left C6, C7 MBB"),
    ("left C7-T1 facet", "left C7, C8 MBB"),
    ("left T4-5 facet", "left T3, T4 MBB"),
    ("left T10-11 facet", "left T9, T10 MBB"),
    ("left T12-L1 facet", "left T11, T12 MBB"),
    ("left L1-2 facet", "left T12, L1 MBB"),
    ("left L2-3 facet", "left L1, L2 MBB"),
    ("left L3-4 facet", "left L2, L3 MBB"),
    ("left L4-5 facet", "left L3, L4 MBB"),
    ("left L5-S1 facet", "left L4 medial branch and L5 dorsal ramus"),
    ("left L5-S1 facet", "left L4, L5 MBB"),
    ("left L4-5, L5-S1 facets", "left L3, L4 medial branches, L5 dorsal ramus"),
    ("left L3-S1 facets", "left L2, L3, L4 MB, L5 DR"),
    ("left C2-3, C3-4 facets", "left TON, C3, C4 MBB"),
    ("bilateral L4-5 facets", "B/L L3, L4 MBB"),
    ("bilateral L4-5 facets", "left L3, L4 MBB; right L4-5 facet"),
    # 2.1: bony targets
    ("left L4-5 facet", "left L4, L5 transverse processes"),
    ("left L3, L4 MBB", "left L4, L5 TP/SAP junction"),
    ("left L5-S1 facet", "left L5 TP and sacral ala"),
    ("left C7-T1 facet", "left C7 articular pillar, T1 transverse process"),
    ("left C2-3 facet", "left C2-3 joint line"),
    ("left C4, C5 articular pillars", "left C4-5 facet"),
    # the same words in another order, split or joined
    ("left L4-5 facet", "L4/5 lt facet"),
    ("bilateral L4-5 facets", "left L4-5 facet; right L4-5 facet"),
    ("left and right L4-5 facet", "B/L L4-5 facets"),
    ("left L3, L4 MBB", "left L4 MBB; left L3 MBB"),
    ("R L5 TFESI", "right L5-S1 TFESI"),
    ("Rt. L5 SNRB", "R L5 TFESI"),
    ("right C6 TFESI", "right C5-6 foramen"),
    ("caudal ESI", "midline caudal"),
    ("C7-T1 ILESI midline", "midline C7-T1 ESI"),
    ("right GON", "right greater occipital nerve block"),
    ("RT knee", "right knee joint injection"),
    ("left L4-5 paramedian ILESI", "left paramedian L4-5 interlaminar ESI"),
    ("left L6-S1 facet, counted from C2", "left L6-S1 facet counted from C2"),
    ("left L5-S1 facet, counted from the last rib", "left L5-S1 facet, counted from last rib"),
    ("left L5-S1 facet, sacralised L5, counted from C2", "left L5-S1 facet, counted from C2"),
    ("right knee", "right knee joint"),
]
OTHER = [
    ("left L4-5 facet", "right L4-5 facet", "side"),
    ("left L4-5 facet", "bilateral L4-5 facets", "side"),
    ("left L4-5 facet", "left L5-S1 facet", "level"),
    ("left L3, L4 MBB", "left L4, L5 MBB", "level"),
    ("left L4-5 facet", "left L4, L5 MBB", "place"),
    ("left L4-5 facet", "left L4, L5 articular pillars", ""),
    ("left L3, L4 MBB", "right L4-5 facet", "place"),
    ("left L3, L4 MBB", "left L3, L4, L5 MBB", "level"),
    ("left C4-5 facet", "left C3, C4 MBB", "place"),
    ("left T4-5 facet", "left T4, T5 MBB", "place"),
    ("left C7-T1 facet", "left C6, C7 MBB", "place"),
    ("left L5-S1 facet", "left L5 dorsal ramus", "place"),
    ("left L4-5 facet", "left L4-5 foramen", "place"),
    ("R L5 TFESI", "right L4-5 TFESI", "level"),
    ("R L5 TFESI", "right S1 TFESI", "level"),
    ("right C6 TFESI", "right C6-7 TFESI", "level"),
    ("left knee", "left hip", "place"),
    ("left knee", "right knee", "side"),
    ("right knee", "genicular nerves right knee", "place"),
    ("left GON", "left lesser occipital nerve", "place"),
    ("left C6 stellate", "left C7 stellate", "level"),
    ("right L2 sympathetic", "right L3 sympathetic", "level"),
    ("left trapezius TPI", "left levator scapulae TPI", "place"),
    ("left trochanteric bursa", "left hip joint", "place"),
    ("left L4-5 facet, right L5-S1 facet", "right L4-5 facet, left L5-S1 facet", "side"),
    ("left knee, right hip", "right knee, left hip", "side"),
    ("caudal ESI", "midline L5-S1 ILESI", "place"),
    ("midline L4-5 ILESI", "left L4-5 ILESI", "side"),
    ("left S1-S3 lateral branches", "left S1-S4 lateral branches", "level"),
    ("left L5-S1 facet, counted from C2", "right L5-S1 facet, counted from C2", "side"),
    ("left L4-5 facet, counted from C2", "left knee", "place"),
    ("left paramedian L4-5 ILESI", "left parasagittal L4-5 ILESI", "approaches"),
    ("left rib 6 intercostal", "left rib 7 intercostal", "place"),
]
UNKNOWN = [
    ("left L4-5 facet", "L4-5 facet"),
    ("L4-5 facet", "L4-5 facet"),
    ("left L4-5 MBB", "left L4-5 MBB"),
    ("L3-5 MBB left", "L3-5 MBB left"),
    ("left L4-5 MBB", "left L3, L4 MBB"),
    ("left stellate ganglion", "left stellate ganglion"),
    ("SCS trial", "SCS trial"),
    ("unilateral L4-5 facet", "left L4-5 facet"),
    # the same nerves, and not the same joints
    ("left L3-4, L5-S1 facets", "left L3-4, L4-5, L5-S1 facets"),
    ("left L2, L3, L4, L5 MBB", "left L3-4, L5-S1 facets"),
    ("left L4-5 facet; left L3, L4 MBB", "left L4-5 facet"),
    ("left L4-5 facet; left L2 MBB", "left L3-4, L4-5 facets"),
    # names that the source does not settle
    ("left TON", "left C3 MBB"),
    ("left C2-3 facet", "left C3 MBB"),
    ("left SI joint", "left S1-S3 lateral branches"),
    ("left SI joint", "left L5 dorsal ramus, S1-S3 lateral branches"),
    ("left T1-2 facet", "left C8, T1 MBB"),  # 2.1 names no nerves of this joint
    # unusual anatomy: clinical.md 2.1, last line
    ("left L6-S1 facet", "left L6-S1 facet"),
    ("left L5-S1 facet, sacralised L5", "left L5-S1 facet, sacralised L5"),
    ("left L5-S1 facet, lumbarised S1", "left L5-S1 facet"),
    ("left T11-12 facet, 11 ribs", "left T11-12 facet"),
    ("left T11-12 facet, 13 ribs, counted from C2", "left T11-12 facet"),
    ("left L5-S1 facet, counted from C2", "left L5-S1 facet, counted from S1"),
    ("left L5-S1 facet, counted from C2", "left L5-S1 facet"),
    ("left L5-S1 facet, counted from C2", "left L4, L5 MBB, counted from C2"),
    ("left L5-S1 facet, transitional anatomy", "left L4-5 facet"),
    # an approach that one of them leaves open
    ("left L4-5 ILESI", "left paramedian L4-5 ILESI"),
    ("left L4-5 facet", "left L4-5 facet and more"),
]


@pytest.mark.parametrize(("first", "other"), SAME)
def test_the_same_place_in_other_words(first: str, other: str) -> None:
    for texts in ((first, other), (other, first)):
        comparison, _read = compare_texts(texts)
        assert comparison.result is Agreement.EQUAL, comparison.reason
        assert comparison.reason


@pytest.mark.parametrize(("first", "other", "what"), OTHER)
def test_another_place_is_different_and_says_how(first: str, other: str, what: str) -> None:
    for texts in ((first, other), (other, first)):
        comparison, _read = compare_texts(texts)
        if what:
            assert comparison.result is Agreement.DIFFERENT, comparison.reason
            assert what in comparison.reason
        assert comparison.result is not Agreement.EQUAL


@pytest.mark.parametrize(("first", "other"), UNKNOWN)
def test_what_could_be_something_else_is_not_told(first: str, other: str) -> None:
    """Hazard: two texts taken for one place because they look alike."""
    for texts in ((first, other), (other, first)):
        comparison, _read = compare_texts(texts)
        assert comparison.result is Agreement.CANNOT_TELL, comparison.reason
        assert comparison.reason


def test_a_joint_is_said_to_be_its_nerves_in_words() -> None:
    comparison, _ = compare_texts(["L3, L4 medial branches left", "L4-5 facet left"])
    assert comparison.reason == "the L4-L5 facet joint is served by the L3 and L4 medial branches"
    comparison, _ = compare_texts(["L5-S1 facet left", "left L4 MB, L5 DR"])
    assert comparison.reason.endswith("the L4 medial branch and the L5 dorsal ramus")
    comparison, _ = compare_texts(["C2-3 facet left", "left TON"])
    assert comparison.reason.endswith("served by the third occipital nerve")


def test_of_three_texts_one_that_differs_is_enough() -> None:
    same = ["left L4-5 facet", "left L3, L4 MBB"]
    assert compare_texts([*same, "lt L4/5 facet"])[0].result is Agreement.EQUAL
    assert compare_texts([*same, "right L4-5 facet"])[0].result is Agreement.DIFFERENT
    assert compare_texts([*same, "L4-5 facet"])[0].result is Agreement.CANNOT_TELL


FACETS = [f"left {joint} facet" for joint in ("L2-3", "L3-4", "L4-5", "L5-S1", "T12-L1", "C7-T1")]
NERVES = [f"left {pair} MBB" for pair in ("L1, L2", "L2, L3", "L3, L4", "L4, L5", "T11, T12")]


def test_no_two_joints_and_no_two_pairs_of_nerves_are_one_place() -> None:
    for some in (FACETS, [*NERVES, "left C7, C8 MBB"]):
        for pair in combinations(some, 2):
            assert compare_texts(pair)[0].result is Agreement.DIFFERENT
    for at, joint in enumerate(FACETS):
        for other, nerves in enumerate([*NERVES, "left C7, C8 MBB"]):
            equal = compare_texts([joint, nerves])[0].result is Agreement.EQUAL
            assert equal is (at == other), (joint, nerves)


@pytest.mark.parametrize("structure", Structure)
def test_a_structure_without_level_and_name_is_none_that_can_be_compared(
    structure: Structure,
) -> None:
    """Only a sacroiliac joint, the caudal space and a lead in place are one on each side."""
    target = Target(structure=structure, side=Side.LEFT)
    one_a_side = structure in (Structure.SI_JOINT, Structure.CAUDAL, Structure.LEAD)
    wanted = Agreement.EQUAL if one_a_side else Agreement.CANNOT_TELL
    assert compare_targets([target], [target]).result is wanted


def test_targets_that_are_not_there_are_not_the_same() -> None:
    some = [parse_target("left joint knee")]
    assert compare_targets([], []).result is Agreement.CANNOT_TELL
    assert compare_targets(some, []).result is Agreement.CANNOT_TELL


def test_another_ramus_is_not_the_branch_of_its_number() -> None:
    """Only at L5 the source calls the nerve a ramus."""
    branch, ramus = ([parse_target(f"left {one} L4")] for one in ("medial-branch", "dorsal-ramus"))
    assert compare_targets(branch, ramus).result is Agreement.DIFFERENT


def test_a_joint_of_which_no_nerves_are_known_is_compared_as_a_joint() -> None:
    single, more = ("left T1-2 facet", "left T1-2, T2-3 facets")
    assert compare_texts([single, "left T1-2 facet joint"])[0].result is Agreement.EQUAL
    assert compare_texts([single, more])[0].result is Agreement.DIFFERENT
    assert compare_texts([single, "left T1, T2 MBB"])[0].result is Agreement.CANNOT_TELL
    assert compare_texts([single, "right T1, T2 MBB"])[0].result is Agreement.DIFFERENT
