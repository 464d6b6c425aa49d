"""Forms in the record: components, points and total together; nothing while a constraint stops."""

from typing import Any

import pytest

from procdesk import app
from procdesk.questionnaire.load import load
from procdesk.questionnaire.response import Response
from procdesk.workflow import answers
from procdesk.workflow.refused import Refused
from questionnaire.test_expressions import form, item
from support.small_clinic import House


def filled(raw: bytes, values: dict[str, Any]) -> Response:
    response = Response(load(raw))
    for link_id, value in values.items():
        response.put(link_id, [value])
    return response


def test_a_score_is_recorded_with_its_components_and_hidden_points(house: House) -> None:
    case_id = house.booked()
    house.arrived(case_id)
    values = {
        "news2.respiratory_rate": 22,
        "news2.spo2_scale": "scale-1",
        "news2.spo2": 97,
        "news2.oxygen": "air",
        "news2.systolic": 120,
        "news2.pulse": 95,
        "news2.consciousness": "alert",
        "news2.temperature": "37.0",
    }
    response = filled(app.form_bytes("news2"), values)
    case = answers.complete_form(house.ledger, house.nurse, case_id, "recovery", response).case
    total = case.latest("news2.total")
    assert total is not None
    assert total.value == 3
    assert case.value("news2.respiratory_rate_points") == 2
    assert case.value("news2.single_3") is False
    assert case.value("news2.consciousness") == "alert"


def test_an_incomplete_score_is_recorded_without_a_total(house: House) -> None:
    case_id = house.booked()
    house.arrived(case_id)
    names = ("activity", "respiration", "circulation", "consciousness", "spo2")
    values = {f"aldrete.{name}": "not-asked" for name in names}
    response = filled(app.form_bytes("aldrete"), values)
    case = answers.complete_form(house.ledger, house.nurse, case_id, "recovery", response).case
    assert case.latest("aldrete.total") is None
    assert case.value("aldrete.activity") == "not-asked"


@pytest.mark.parametrize(("value", "words"), [("1", "Must be."), (None, "unknown")])
def test_nothing_is_recorded_while_a_constraint_stops(
    house: House, value: str | None, words: str
) -> None:
    case_id = house.booked()
    house.arrived(case_id)
    response = filled(form(item("a", must="answer.value > 2")), {"a": value} if value else {})
    with pytest.raises(Refused, match=words):
        answers.complete_form(house.ledger, house.nurse, case_id, "recovery", response)
    response.put("a", ["3"])
    answers.complete_form(house.ledger, house.nurse, case_id, "recovery", response)


def test_an_answer_that_is_no_longer_asked_is_taken_back(house: House) -> None:
    case_id = house.booked()
    house.arrived(case_id)
    values = {
        "infection.any_now": "antibiotic",
        "infection.antibiotic": "amoxicillin",
        "infection.antibiotic_for": "a tooth",
    }
    first = filled(app.form_bytes("infection"), values)
    answers.complete_form(house.ledger, house.nurse, case_id, "infection", first)
    again = filled(app.form_bytes("infection"), {"infection.any_now": "none"})
    case = answers.complete_form(house.ledger, house.nurse, case_id, "infection", again).case
    assert case.value("infection.any_now") == ["none"]
    assert case.value("infection.antibiotic") is None
    once_more = answers.complete_form(house.ledger, house.nurse, case_id, "infection", again).case
    assert [e.kind for e in once_more.entries] == [e.kind for e in case.entries]


def test_an_optional_answer_that_is_cleared_is_taken_back(house: House) -> None:
    case_id = house.booked()
    house.arrived(case_id)
    values = {"implants.any": "pump", "implants.plan": "off before the needle"}
    raw = form(item("implants.any", type="string"), item("implants.plan", type="string"))
    response = filled(raw, values)
    answers.complete_form(house.ledger, house.nurse, case_id, "implants", response)
    untouched = filled(raw, {"implants.any": "pump"})
    case = answers.complete_form(house.ledger, house.nurse, case_id, "implants", untouched).case
    assert case.value("implants.plan") == "off before the needle"
    response.put("implants.plan", [])
    case = answers.complete_form(house.ledger, house.nurse, case_id, "implants", response).case
    assert (case.value("implants.any"), case.value("implants.plan")) == ("pump", None)
    response.put("implants.plan", ["on again"])
    case = answers.complete_form(house.ledger, house.nurse, case_id, "implants", response).case
    assert case.value("implants.plan") == "on again"


def test_what_was_worked_out_from_a_cleared_answer_goes_with_it(house: House) -> None:
    case_id = house.booked()
    house.arrived(case_id)
    values: dict[str, Any] = {"news2.respiratory_rate": 22, "news2.oxygen": "air"}
    values |= {"news2.consciousness": "alert"}
    response = filled(app.form_bytes("news2"), values)
    case = answers.complete_form(house.ledger, house.nurse, case_id, "recovery", response).case
    assert case.value("news2.respiratory_rate_points") == 2
    response.put("news2.respiratory_rate", [])
    case = answers.complete_form(house.ledger, house.nurse, case_id, "recovery", response).case
    assert case.value("news2.respiratory_rate_points") is None
    assert case.value("news2.oxygen_points") == 0
