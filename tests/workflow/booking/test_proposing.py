"""The meaning of an imported text: one procedure, or nothing is proposed."""

import pytest

from procdesk.domain.targets.target import target_text
from procdesk.workflow.booking import arrival, proposing
from procdesk.workflow.ledger import STATION_STAFF
from support.small_clinic import House


def booked(house: House, text: str) -> str:
    outcome = arrival.book(
        house.ledger,
        STATION_STAFF,
        house.patient(),
        procedure_text=text,
        scheduled_at=house.clock.at,
    )
    return outcome.case.id


@pytest.mark.parametrize(
    ("text", "key", "targets"),
    [
        ("LEFT L3 L4 MBB", "mbb-lumbar", "left medial-branch L3,L4"),
        ("R L5 TFESI", "tfesi-lumbar", "right foramen L5-S1"),
        ("L4/5 lt facet", "facet-injection-lumbar", "left facet-joint L4-L5"),
        ("C7-T1 ILESI midline", "esi-interlaminar-cervical", "midline epidural-space C7-T1"),
        ("caudal ESI", "esi-caudal", "midline caudal"),
        ("bilat SI joint injection", "si-joint-injection", "bilateral si-joint"),
        ("left trapezius TPI", "trigger-point", "left muscle trapezius"),
        ("right GON block", "occipital-nerve-block", "right nerve greater occipital"),
    ],
)
def test_a_text_that_can_be_one_procedure_is_proposed(
    house: House, text: str, key: str, targets: str
) -> None:
    case_id = booked(house, text)
    proposal = proposing.proposal(house.ledger, case_id)
    assert proposal is not None
    assert (proposal.key, "|".join(map(target_text, proposal.targets)), proposal.before) == (
        *(key, targets, False),
    )
    assert house.ledger.case(case_id).order.targets == ()  # nothing is chosen by itself


@pytest.mark.parametrize(
    "text",
    [
        "Back shot",
        "",
        "L3-5 MBB left",
        "left L3, L4 medial branches",  # a block or an ablation
        "RT knee injection",  # steroid, platelets or hyaluronate
        "left L4-5 facet MBB",  # a joint is named, and nerves are needled
        "left L3 L4 MB RFA",  # sedation is to be asked
        "left C6 stellate ganglion block",
        "left L5-S1 facet, sacralised L5, counted from C2",
        "left and right C6 stellate ganglion block",
        "left knee; right SIJ",
    ],
)
def test_a_text_that_could_be_two_things_is_not_proposed(house: House, text: str) -> None:
    assert proposing.proposal(house.ledger, booked(house, text)) is None


def test_what_a_person_said_comes_before_what_is_read(house: House) -> None:
    first, second = booked(house, "LEFT L3 L4 MBB"), booked(house, "LEFT L3 L4 MBB")
    read = proposing.proposal(house.ledger, first)
    assert read is not None
    arrival.map_procedure(house.ledger, house.front_desk, first, "rfa-lumbar", read.targets)
    proposal = proposing.proposal(house.ledger, second)
    assert proposal is not None
    assert (proposal.key, proposal.before) == ("rfa-lumbar", True)
