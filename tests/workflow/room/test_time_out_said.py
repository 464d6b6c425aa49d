"""The answers said aloud at the time-out: two people, the moment, a signature of their own."""

from typing import Any

import pytest

from procdesk.domain.stage import Stage, TimeOutItem
from procdesk.workflow.refused import Refused
from procdesk.workflow.room import time_out
from support.small_clinic import House


def in_the_room(house: House) -> str:
    case_id = house.booked()
    for step in (house.arrived, house.checked, house.made_ready):
        step(case_id)
    return case_id


def say(house: House, case_id: str, **change: Any) -> None:
    statement = {"agrees": True, "said_by": "Dr L. Okafor", "heard_by": "M. Adeyemi", **change}
    time_out.say(house.ledger, house.nurse, case_id, (TimeOutItem.PATIENT,), **statement)


@pytest.mark.parametrize(
    ("change", "words", "field"),
    [
        ({"said_by": ""}, "who spoke and who heard", "said_by"),
        ({"heard_by": ""}, "who spoke and who heard", "said_by"),
        ({"heard_by": "Dr L. Okafor"}, "One person speaks, another hears", "heard_by"),
    ],
)
def test_nobody_answers_to_themselves(
    house: House, change: dict[str, str], words: str, field: str
) -> None:
    case_id = in_the_room(house)
    with pytest.raises(Refused, match=words) as refused:
        say(house, case_id, **change)
    assert refused.value.field == field
    assert house.ledger.case(case_id).value("time_out.patient") is None


def test_it_is_not_read_before_the_patient_is_in_the_room(house: House) -> None:
    case_id = house.booked()
    house.arrived(case_id)
    with pytest.raises(Refused, match="opens when the patient is in the room"):
        say(house, case_id)
    assert house.ledger.case(case_id).value("time_out.patient") is None


def test_without_a_password_it_is_not_signed_and_nothing_begins(house: House) -> None:
    from procdesk.domain.targets.target import Side
    from procdesk.workflow import stages

    case_id = in_the_room(house)
    house.read_aloud(case_id, Side.LEFT)
    with pytest.raises(Refused, match="Signing takes your password") as refused:
        time_out.sign(house.ledger, house.nurse, case_id, "nurse", None)
    assert refused.value.field == "password"
    assert house.ledger.case(case_id).attestation("time_out") is None
    with pytest.raises(Refused):
        stages.enter(house.ledger, house.nurse, case_id, Stage.PROCEDURE)
