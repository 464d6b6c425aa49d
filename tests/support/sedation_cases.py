"""A case in the procedure, sedation given, and sets of observations for it."""

from decimal import Decimal
from typing import Any

from procdesk import app
from procdesk.questionnaire.load import load
from procdesk.questionnaire.response import Response
from procdesk.workflow.room import procedure, sedation_record
from support.small_clinic import House

WHOLE: dict[str, Any] = {
    "responds": "rouses",
    "systolic": 118,
    "diastolic": 70,
    "pulse": 64,
    "spo2": 97,
    "respiratory_rate": 14,
    "co2": 38,
}


def one_set(**values: Any) -> Response:
    response = Response(load(app.form_bytes("sedation-record")))
    for name, value in values.items():
        response.put(f"sedation_record.{name}", [value])
    return response


def in_procedure(house: House) -> str:
    case_id = house.booked()
    for step in (house.arrived, house.checked, house.made_ready, house.timed_out):
        step(case_id)
    return case_id


def sedate(house: House, case_id: str) -> None:
    procedure.give(
        house.ledger,
        house.nurse,
        case_id,
        act="sedation",
        drug="midazolam",
        strength="1 mg/mL",
        volume_ml=Decimal(2),
    )


def record(house: House, case_id: str, taken: str = "", **values: Any) -> None:
    sedation_record.record(house.ledger, house.nurse, case_id, one_set(**values), taken)
