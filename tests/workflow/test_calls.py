"""Calls before the visit: who is due, what is asked, and that the day asks again."""

import pytest

from house import House
from procdesk.domain.asking import medicine_rows
from procdesk.domain.entry import Json, Kind, case_subject
from procdesk.domain.medication import Confirmation
from procdesk.domain.stage import Stage
from procdesk.domain.target import parse_target
from procdesk.workflow import calls, medicines, ordering, stages
from procdesk.workflow.ledger import FEED, Act
from procdesk.workflow.ordering import Change, Wanted
from procdesk.workflow.refused import Refused

TOLD = {"unwell": "no", "changed": "no", "escort": "yes", "told": "yes"}


def tomorrow(house: House) -> str:
    case_id = house.booked()
    house.clock.forward(days=-1)
    return case_id


def test_who_is_booked_for_the_next_days_is_due_until_reached(house: House) -> None:
    case_id = tomorrow(house)
    assert [one.case.id for one in calls.due(house.ledger)] == [case_id]
    calls.record(house.ledger, house.front_desk, case_id, "nobody", {})
    assert [one.case.id for one in calls.due(house.ledger)] == [case_id]
    case = calls.record(house.ledger, house.front_desk, case_id, "patient", TOLD, "well").case
    assert calls.due(house.ledger) == ()
    assert [one.reached for one in case.calls] == ["nobody", "patient"]
    assert case.calls[-1].told == TOLD
    assert not case.not_understood


@pytest.mark.parametrize("key", list(TOLD))
def test_a_patient_who_was_reached_was_asked_everything(house: House, key: str) -> None:
    case_id = tomorrow(house)
    told = {name: value for name, value in TOLD.items() if name != key}
    with pytest.raises(Refused, match="Still to be answered"):
        calls.record(house.ledger, house.nurse, case_id, "patient", told)
    with pytest.raises(Refused, match="who was reached"):
        calls.record(house.ledger, house.nurse, case_id, "", TOLD)


def test_the_rules_judge_the_planned_hour_and_the_day_asks_again(house: House) -> None:
    case_id = tomorrow(house)
    last = medicines.last_dose_on("today", "", house.clock.at, house.ledger.clinic.zone)
    medicines.confirm_medicine(
        house.ledger,
        house.nurse,
        case_id,
        row_id="",
        text="Apixaban 5 mg",
        dose="twice a day",
        last_dose=last,
        confirmation=Confirmation.CONFIRMED,
    )
    planned = calls.at_planned_time(house.ledger, case_id)
    assert planned is not None
    assert "anticoagulant.apixaban" in {one.key for one in planned.stops}
    house.clock.forward(days=1)
    stages.enter(house.ledger, house.front_desk, case_id, Stage.ARRIVED)
    outcome = house.ledger.outcome(case_id)
    assert outcome.case.stage is Stage.ARRIVED
    rows = medicine_rows(outcome.case, outcome.patient)
    assert [row.confirmation for row in rows] == [Confirmation.PROPOSED]
    assert rows[0].source == "the call before the visit"
    with pytest.raises(Refused, match="every row first"):
        medicines.no_more(house.ledger, house.nurse, case_id, "medicines")
    assert "anticoagulant.apixaban" in {f.key for f in outcome.findings if f.stops}


def test_the_call_shows_what_would_stop_then_and_what_nobody_asked(house: House) -> None:
    case_id = tomorrow(house)
    house.reacts(case_id, "X-ray dye", "severe hives")
    planned = calls.at_planned_time(house.ledger, case_id)
    assert planned is not None
    assert planned.at == house.ledger.case(case_id).order.scheduled_at
    assert {one.key for one in planned.stops} == {"allergy.contrast"}
    open_ = {one.key for one in planned.not_asked}
    assert {"anticoagulant.not-asked", "pregnancy.not-asked", "red-flag.not-asked"} <= open_
    assert not [key for key in open_ if key.startswith(("site.", "consent.", "vitals."))]


def test_sedation_is_judged_at_the_planned_hour_too(house: House) -> None:
    case_id = tomorrow(house)
    wanted = Wanted("mbb-lumbar", (parse_target("left medial-branch L3,L4"),), "moderate")
    ordering.change_order(house.ledger, house.front_desk, case_id, Change((wanted,)))
    planned = calls.at_planned_time(house.ledger, case_id)
    assert planned is not None
    open_ = {one.key for one in planned.not_asked}
    assert {"fasting.food", "fasting.glp-1", "sedation.opioid", "escort.sedation"} <= open_


def test_without_an_hour_nothing_is_judged(house: House) -> None:
    case_id = tomorrow(house)
    body: dict[str, Json] = {"scheduled_at": ""}
    house.ledger.record(FEED, [Act(case_subject(case_id), Kind.ORDER_SET, body)])
    assert calls.at_planned_time(house.ledger, case_id) is None
