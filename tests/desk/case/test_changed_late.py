"""A late change voids the signatures, and there is a way to sign again and go on."""

import pytest

from desk.conftest import Open
from procdesk.desk.room.time_out import TimeOutScreen
from procdesk.domain.stage import Stage, TimeOutItem
from procdesk.domain.targets.target import Side
from procdesk.workflow.checks import ready, site
from procdesk.workflow.refused import Refused
from procdesk.workflow.room import procedure, time_out
from support.small_clinic import TARGETS, House


def in_the_room(house: House, *, timed_out: bool) -> str:
    case_id = house.booked()
    for step in (house.arrived, house.checked, house.made_ready):
        step(case_id)
    if timed_out:
        house.timed_out(case_id)
    return case_id


def signed_again(house: House, case_id: str) -> None:
    ready.attest(house.ledger, house.physician, case_id, house.signer(house.physician))


def read_again(house: House, case_id: str) -> None:
    ledger, nurse = house.ledger, house.nurse
    time_out.read_again(ledger, nurse, case_id)
    for item in TimeOutItem:
        time_out.say(
            ledger,
            nurse,
            case_id,
            (item,),
            agrees=True,
            said_by="Dr L. Okafor",
            heard_by="M. Adeyemi",
            mark_side=Side.LEFT if item is TimeOutItem.MARK_SEEN else None,
        )
    time_out.sign(ledger, nurse, case_id, "nurse", house.signer(nurse))


def test_an_allergy_told_before_the_time_out_is_signed_for_again(house: House) -> None:
    case_id = in_the_room(house, timed_out=False)
    house.reacts(case_id, "Latex", "hives")
    with pytest.raises(Refused, match="Changed after the physician's signature"):
        house.timed_out(case_id)
    signed_again(house, case_id)
    read_again(house, case_id)
    assert house.ledger.case(case_id).attestation("time_out")


def test_an_allergy_told_with_the_needle_in_holds_the_dose_until_all_signed_again(
    house: House,
) -> None:
    case_id = in_the_room(house, timed_out=True)
    procedure.note(house.ledger, house.nurse, case_id, "needle_in")
    site.image_shows(house.ledger, house.nurse, case_id, TARGETS)
    house.reacts(case_id, "Latex", "hives")
    with pytest.raises(Refused, match="Changed after the physician's signature"):
        house.treated(case_id)
    signed_again(house, case_id)
    with pytest.raises(Refused, match="Something changed after the time-out"):
        house.treated(case_id)
    read_again(house, case_id)
    house.treated(case_id)


def test_nobody_attests_before_the_checks_or_after_the_procedure(house: House) -> None:
    case_id = house.booked()
    with pytest.raises(Refused, match="The checks come first"):
        signed_again(house, case_id)
    done = house.whole()
    with pytest.raises(Refused, match="The procedure is over"):
        signed_again(house, done)


def test_the_time_out_opens_from_the_procedure(house: House, open_desk: Open) -> None:
    case_id = in_the_room(house, timed_out=True)
    house.reacts(case_id, "Latex", "hives")
    desk = open_desk(house, house.nurse)
    desk.open_case(case_id)
    assert desk.frame is not None
    assert desk.frame.outcome.case.stage is Stage.PROCEDURE
    desk.frame.open_section("time-out")
    assert isinstance(desk.current_screen(), TimeOutScreen)
