"""Cases in recovery, and sets as a nurse enters them."""

from procdesk import app
from procdesk.domain.stage import Stage
from procdesk.questionnaire.load import load
from procdesk.questionnaire.response import Response
from procdesk.workflow.recovery import recovery
from support.small_clinic import House

WHOLE = {
    "limbs": "as-before",
    "systolic": "118",
    "diastolic": "70",
    "pulse": "64",
    "spo2": "97",
    "pain_rest": "2",
    "pain_moving": "4",
}
CHANGED = {
    **WHOLE,
    "limbs": "changed",
    "left_leg": "as-before",
    "right_leg": "weak",
    "left_arm": "as-before",
    "right_arm": "as-before",
    "explained": "not-asked",
}


def in_recovery(house: House) -> str:
    """A case whose needle is out, a minute ago."""
    case_id = house.booked()
    for step in (house.arrived, house.checked, house.made_ready, house.timed_out, house.done):
        step(case_id)
    assert house.ledger.case(case_id).stage is Stage.RECOVERY
    return case_id


def filled(house: House, **values: str) -> Response:
    """A set of the shipped form, by the names of its items."""
    response = Response(load(app.form_bytes("recovery")), house.clock.at)
    for name, value in values.items():
        response.put(f"recovery.{name}", [value])
    return response


def take(house: House, case_id: str, at: str = "", **values: str) -> None:
    """Record a whole set as the nurse."""
    recovery.record(house.ledger, house.nurse, case_id, filled(house, **values), at)
