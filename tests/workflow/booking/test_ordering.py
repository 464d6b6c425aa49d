"""Changing an order: who may, what it voids and says so before, and what it leaves alone."""

from datetime import timedelta

import pytest

from procdesk.domain.stage import Stage
from procdesk.domain.targets.target import parse_target
from procdesk.workflow import stages
from procdesk.workflow.booking import arrival, ordering
from procdesk.workflow.booking.ordering import Change, Wanted
from procdesk.workflow.refused import Refused
from support.small_clinic import House

LEFT = Wanted("mbb-lumbar", (parse_target("left medial-branch L3,L4"),))
BOTH_STELLATE = tuple(parse_target(f"{side} ganglion C6 stellate") for side in ("left", "right"))
RIGHT = Wanted("mbb-lumbar", (parse_target("right medial-branch L3,L4"),))


def ready(house: House) -> str:
    case_id = house.booked()
    house.arrived(case_id)
    house.checked(case_id)
    house.made_ready(case_id)
    return case_id


def test_another_side_voids_signature_and_agreement_and_says_so_before(house: House) -> None:
    case_id = ready(house)
    change = Change(procedures=(RIGHT,), reason="wrong side on the order")
    voids = ordering.would_void(house.ledger, house.physician, case_id, change)
    assert any("attestation" in one for one in voids)
    assert any("do not agree" in one for one in voids)
    assert house.ledger.case(case_id).order.targets == LEFT.targets
    after = ordering.change_order(house.ledger, house.physician, case_id, change)
    assert after.case.attestation("ready") is None
    stops = {one.key for one in after.findings if one.stops}
    assert {"site.differs", "papers.ready"} <= stops


def test_another_room_and_hour_void_nothing(house: House) -> None:
    case_id = ready(house)
    at = house.clock.at + timedelta(hours=1)
    change = Change(room="Room 2", scheduled_at=at)
    assert ordering.would_void(house.ledger, house.nurse, case_id, change) == ()
    after = ordering.change_order(house.ledger, house.nurse, case_id, change)
    assert (after.case.order.room, after.case.order.scheduled_at) == ("Room 2", at)
    assert after.case.attestation("ready") is not None


def test_another_operator_voids_the_attestation(house: House) -> None:
    case_id = ready(house)
    change = Change(operator="bhatt")
    voids = ordering.would_void(house.ledger, house.nurse, case_id, change)
    assert any("attestation" in one for one in voids)


def test_two_procedures_and_several_targets_are_one_order(house: House) -> None:
    case_id = house.booked()
    other = Wanted("si-joint-injection", (parse_target("right si-joint"),), "light")
    after = ordering.change_order(
        house.ledger, house.front_desk, case_id, Change(procedures=(LEFT, other))
    )
    assert [one.key for one in after.case.order.procedures] == ["mbb-lumbar", "si-joint-injection"]
    assert after.case.order.words.startswith("LEFT L3, L4 medial branches; RIGHT")
    assert "escort.sedation" in {one.key for one in after.findings}


def test_once_the_patient_is_here_only_a_physician_changes_what_is_done(house: House) -> None:
    case_id = house.booked()
    house.arrived(case_id)
    with pytest.raises(Refused, match="takes a physician"):
        ordering.change_order(
            house.ledger, house.nurse, case_id, Change(procedures=(RIGHT,), reason="x")
        )
    with pytest.raises(Refused, match="Say why"):
        ordering.change_order(house.ledger, house.physician, case_id, Change(procedures=(RIGHT,)))


def test_what_was_begun_is_recorded_and_not_reordered(house: House) -> None:
    case_id = ready(house)
    house.timed_out(case_id)
    assert house.ledger.case(case_id).stage is Stage.PROCEDURE
    with pytest.raises(Refused, match="has begun"):
        ordering.change_order(
            house.ledger,
            house.physician,
            case_id,
            Change(procedures=(RIGHT,), reason="patient says so"),
        )


def test_a_target_that_the_procedure_cannot_have_is_refused(house: House) -> None:
    case_id = house.booked()
    wrong = Wanted("mbb-lumbar", (parse_target("left si-joint"),))
    with pytest.raises(Refused, match="needs a target that it can have"):
        ordering.change_order(house.ledger, house.front_desk, case_id, Change(procedures=(wrong,)))
    with pytest.raises(Refused, match="Choose the procedure"):
        ordering.change_order(house.ledger, house.front_desk, case_id, Change(procedures=()))


def test_a_feed_that_moves_the_hour_leaves_signatures_alone(house: House) -> None:
    from procdesk.domain.entry import Kind, case_subject
    from procdesk.workflow.ledger import STATION_STAFF, Act

    case_id = ready(house)
    moved = {"scheduled_at": (house.clock.at + timedelta(hours=2)).isoformat()}
    house.ledger.record(STATION_STAFF, [Act(case_subject(case_id), Kind.ORDER_SET, moved)])
    assert house.ledger.case(case_id).attestation("ready") is not None
    stages.still_open(house.ledger, case_id)


@pytest.mark.parametrize(
    ("change", "words", "field"),
    [
        (Change(transitional="six toes"), "unusual about the bones", "transitional"),
        (
            Change(procedures=(Wanted("mbb-lumbar", LEFT.targets, "hypnosis"),)),
            "which sedation is planned",
            "sedation",
        ),
        (
            Change(procedures=(Wanted("stellate-ganglion-block", BOTH_STELLATE),)),
            # clinical.md 2: stellate ganglion L/R, never bilateral on the same day (U)
            "is done on one side at a time",
            "targets",
        ),
    ],
)
def test_an_order_that_nobody_can_carry_out_is_refused(
    house: House, change: Change, words: str, field: str
) -> None:
    case_id = house.booked()
    before = house.ledger.case(case_id).order
    with pytest.raises(Refused, match=words) as refused:
        ordering.change_order(house.ledger, house.front_desk, case_id, change)
    assert refused.value.field == field
    assert house.ledger.case(case_id).order == before


def test_what_is_proposed_is_the_last_order_that_can_be_said_again(house: House) -> None:
    patient_id = house.patient()
    first = house.booked(patient_id)
    at = house.clock.at
    house.clock.forward(days=14)
    arrival.book(
        house.ledger,
        house.front_desk,
        patient_id,
        procedure_text="what nobody knows",
        scheduled_at=house.clock.at,
    )
    house.clock.forward(days=14)
    third = house.booked(patient_id)
    proposal = ordering.ordered_last(house.ledger, house.ledger.case(third))
    assert proposal == ordering.Ordered((LEFT,), at)
    assert ordering.ordered_last(house.ledger, house.ledger.case(first)) is None
