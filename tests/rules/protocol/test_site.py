"""Contradictions between the patient's words, papers, marks and images, for every kind of place."""

from datetime import UTC, datetime

import pytest

from procdesk.domain.entry import Json
from procdesk.domain.finding import Result
from procdesk.domain.medicines.medication import Confirmation, LastDose, Precision
from procdesk.domain.stage import StatementKind
from procdesk.domain.targets.target import Side, parse_target
from procdesk.domain.visit.case import Recorded, Statement
from procdesk.rules.protocol.site import difference
from procdesk.workflow import answers
from procdesk.workflow.booking import ordering
from procdesk.workflow.booking.ordering import Change, Wanted
from procdesk.workflow.checks import medicines
from procdesk.workflow.clinic import adopting
from support.small_clinic import House

AT = datetime(2026, 11, 23, 15, tzinfo=UTC)
HERE = Recorded(entry_id="e1", by="adeyemi", at=AT, recorded_at=AT)


def said(kind: StatementKind, side: str, *regions: str) -> Statement:
    return Statement(
        kind=kind, side=Side(side), regions=regions, targets=(), words="", said_by="", recorded=HERE
    )


def read(kind: StatementKind, *texts: str) -> Statement:
    return Statement(
        kind=kind,
        side=None,
        regions=(),
        targets=tuple(map(parse_target, texts)),
        words="",
        said_by="",
        recorded=HERE,
    )


@pytest.mark.parametrize(
    ("order", "side", "region"),
    [
        ("left ganglion C6 stellate", "left", "hand"),
        ("left ganglion L2,L3 lumbar sympathetic", "left", "foot"),
        ("right joint knee", "right", "thigh and knee"),
        ("right bursa trochanteric", "right", "hip"),
        ("left muscle trapezius", "left", "shoulder and arm"),
        ("left nerve greater occipital", "left", "head"),
        ("bilateral plexus T12,L1 celiac", "midline", "abdomen"),
        ("midline ganglion impar", "midline", "buttock"),
        ("left intercostal-space rib 7", "left", "chest"),
        ("left foramen C6-C7", "left", "hand"),
        ("midline epidural-space L4-L5", "left", "lower leg"),
        ("midline caudal", "bilateral", "foot"),
        ("right pocket abdomen", "right", "abdomen"),
        ("left vertebral-body T9", "left", "upper back"),
        ("right nerve superomedial genicular", "right", "thigh and knee"),
    ],
)
def test_words_that_go_with_an_order(order: str, side: str, region: str) -> None:
    words = said(StatementKind.WORDS, side, region)
    assert difference(read(StatementKind.ORDER, order), words) == ""
    assert difference(words, read(StatementKind.ORDER, order)) == ""


@pytest.mark.parametrize(
    ("order", "side", "region", "why"),
    [
        ("left joint knee", "right", "thigh and knee", "sides"),
        ("left joint knee", "midline", "thigh and knee", "sides"),
        ("left joint knee", "bilateral", "thigh and knee", "sides"),
        ("bilateral medial-branch L3,L4", "left", "low back", "sides"),
        ("left joint knee", "left", "shoulder and arm", "regions"),
        ("left muscle trapezius", "left", "buttock", "regions"),
        ("left facet-joint C4-C5", "left", "low back", "regions"),
        ("midline epidural-space L4-L5", "left", "hand", "regions"),
    ],
)
def test_words_that_contradict_an_order(order: str, side: str, region: str, why: str) -> None:
    """Hazard: the wrong side or place; in 7 of 13 the patient knew."""
    words = said(StatementKind.WORDS, side, region)
    sentence = difference(read(StatementKind.ORDER, order), words)
    assert {"sides": "patient's own words ", "regions": "different regions"}[why] in sentence


def test_a_mark_in_the_middle_contradicts_an_order_for_a_side_and_the_other_way() -> None:
    mark = said(StatementKind.MARK, "midline", "low back")
    for side in ("left", "right", "bilateral"):
        order = read(StatementKind.ORDER, f"{side} epidural-space L4-L5")
        assert "MIDLINE" in difference(order, mark)


@pytest.mark.parametrize(
    ("first", "other"),
    [
        ("left muscle trapezius", "left muscle levator scapulae"),
        ("left joint knee", "left joint hip"),
        ("left ganglion C6 stellate", "left ganglion C7 stellate"),
        ("left joint shoulder", "left bursa subacromial"),
        ("right pocket abdomen", "right pocket flank"),
        ("left intercostal-space rib 6", "left intercostal-space rib 7"),
        ("left foramen L4-L5", "left facet-joint L4-L5"),
    ],
)
def test_two_papers_that_name_different_places_differ(first: str, other: str) -> None:
    papers = read(StatementKind.ORDER, first), read(StatementKind.CONSENT, other)
    assert difference(*papers).endswith("different targets")


def test_a_procedure_of_unknown_bleeding_class_is_never_passed_silently(house: House) -> None:
    """Hazard: a class that no source gives, read as the lowest."""
    ledger = house.ledger
    rules = adopting.rule_set(ledger, "asra-pain-2018")
    adopting.adopt(ledger, house.physician, rules, house.signer(house.physician))
    case_id = house.booked()
    house.arrived(case_id)
    house.checked(case_id)
    medicines.confirm_medicine(
        ledger,
        house.nurse,
        case_id,
        row_id="",
        text="Ibuprofen 400 mg",
        dose="daily",
        last_dose=LastDose(Precision.UNKNOWN),
        confirmation=Confirmation.CONFIRMED,
    )

    body: dict[str, Json] = {"medicines.bleeding_factors": ["none"]}
    answers.answer(ledger, house.nurse, case_id, "medicines", body)

    def result() -> Result:
        findings = {one.key: one for one in ledger.outcome(case_id).findings}
        return findings["anticoagulant.ibuprofen"].result

    assert result() is Result.MET
    targets = (parse_target("left nerve supraorbital"),)
    change = Change(procedures=(Wanted("trigeminal-block", targets),), reason="read again")
    ordering.change_order(ledger, house.physician, case_id, change)
    assert result() is Result.CANNOT_DECIDE


def test_a_joint_without_mapped_nerves_is_not_lost_beside_others() -> None:
    order = read(StatementKind.ORDER, "left facet-joint T1-T2,T2-T3")
    consent = read(StatementKind.CONSENT, "left facet-joint T2-T3")
    assert "different targets" in difference(order, consent)
    assert difference(order, read(StatementKind.CONSENT, "left facet-joint T1-T2,T2-T3")) == ""


@pytest.mark.parametrize(
    ("order", "mark", "agree"),
    [
        ("left foramen L5-S1", "low back", True),
        ("left foramen L5-S1", "buttock", True),
        ("left foramen L5-S1", "lower leg", False),
        ("left foramen L5-S1", "thigh and knee", False),
        ("left joint knee", "thigh and knee", True),
        ("left joint knee", "low back", False),
        ("left muscle trapezius", "shoulder and arm", True),
    ],
)
def test_a_mark_stands_at_the_place_not_where_it_hurts(order: str, mark: str, agree: bool) -> None:
    """Hazard: the leg that hurts is marked, and the needle is meant for the back."""
    marked = said(StatementKind.MARK, "left", mark)
    assert (difference(read(StatementKind.ORDER, order), marked) == "") is agree
    assert (difference(marked, read(StatementKind.ORDER, order)) == "") is agree


@pytest.mark.parametrize(
    ("felt", "mark", "agree"),
    [
        ("lower leg", "low back", True),
        ("hand", "neck", True),
        ("low back", "low back", True),
        ("hand", "low back", False),
        ("low back", "lower leg", False),
    ],
)
def test_pain_far_from_the_mark_is_no_contradiction(felt: str, mark: str, agree: bool) -> None:
    words = said(StatementKind.WORDS, "left", felt)
    marked = said(StatementKind.MARK, "left", mark)
    assert (difference(words, marked) == "") is agree
    assert (difference(marked, words) == "") is agree


EPIDURAL = "midline epidural-space L4-L5"


@pytest.mark.parametrize(
    ("first", "other", "why"),
    [
        # who picks the target from a list does not say an approach
        (f"{EPIDURAL}; approach interlaminar", EPIDURAL, ""),
        (f"{EPIDURAL}; approach interlaminar", f"{EPIDURAL}; approach interlaminar", ""),
        (
            f"{EPIDURAL}; approach interlaminar",
            f"{EPIDURAL}; approach paramedian",
            "order and consent name different targets",
        ),
        # 2.1: which lateral branches serve the joint is not settled
        ("left si-joint", "left lateral-branch S1,S2,S3", "order and consent: which lateral"),
        ("left facet-joint L4-L5", "left facet-joint L5-S1", "name different targets"),
    ],
)
def test_two_papers_are_compared_by_the_whole_target(first: str, other: str, why: str) -> None:
    contradiction = difference(read(StatementKind.ORDER, first), read(StatementKind.CONSENT, other))
    assert why in contradiction
    assert bool(contradiction) is bool(why)


@pytest.mark.parametrize(
    "silent",
    [
        Statement(
            kind=StatementKind.MARK,
            side=Side.LEFT,
            regions=(),
            targets=(),
            words="",
            said_by="",
            recorded=HERE,
        ),
        Statement(
            kind=StatementKind.MARK,
            side=None,
            regions=("low back",),
            targets=(),
            words="",
            said_by="",
            recorded=HERE,
        ),
    ],
)
def test_a_mark_of_which_side_or_place_is_not_known_agrees_with_nothing(
    silent: Statement,
) -> None:
    order = read(StatementKind.ORDER, "left facet-joint L4-L5")
    assert "side and place of the mark are not both known" in difference(order, silent)
