"""Calls before the visit: who is due, what is asked, and that the day asks again."""

from datetime import date, timedelta

import pytest

from procdesk.domain.entry import Json, Kind, case_subject
from procdesk.domain.medicines.medication import Confirmation, LastDose, Precision
from procdesk.domain.medicines.stop_by import StopBy
from procdesk.domain.stage import Stage
from procdesk.domain.targets.target import parse_target
from procdesk.domain.visit.list_confirmation import medicine_rows
from procdesk.workflow import stages
from procdesk.workflow.booking import calls, ordering
from procdesk.workflow.booking.ordering import Change, Wanted
from procdesk.workflow.checks import anticoagulants, medicines
from procdesk.workflow.clinic import adopting
from procdesk.workflow.ledger import STATION_STAFF, Act
from procdesk.workflow.refused import Refused
from support.small_clinic import House

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
    assert case.calls[-1].answers == TOLD
    assert not case.not_understood


@pytest.mark.parametrize("key", list(TOLD))
def test_a_patient_who_was_reached_was_asked_everything(house: House, key: str) -> None:
    case_id = tomorrow(house)
    replies = {name: value for name, value in TOLD.items() if name != key}
    with pytest.raises(Refused, match="Still to be answered"):
        calls.record(house.ledger, house.nurse, case_id, "patient", replies)
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
    ordering.change_order(house.ledger, house.front_desk, case_id, Change(procedures=(wanted,)))
    planned = calls.at_planned_time(house.ledger, case_id)
    assert planned is not None
    open_ = {one.key for one in planned.not_asked}
    assert {"fasting.food", "fasting.glp-1", "sedation.opioid", "escort.sedation"} <= open_


def test_without_an_hour_nothing_is_judged(house: House) -> None:
    case_id = tomorrow(house)
    body: dict[str, Json] = {"scheduled_at": ""}
    house.ledger.record(STATION_STAFF, [Act(case_subject(case_id), Kind.ORDER_SET, body)])
    assert calls.at_planned_time(house.ledger, case_id) is None


def taking(house: House, case_id: str, text: str, agreed: str, on: date | None, hours: int) -> None:
    """A blood thinner as told on the phone: last taken so many hours ago."""
    medicines.confirm_medicine(
        house.ledger,
        house.nurse,
        case_id,
        row_id="",
        text=text,
        dose="",
        last_dose=LastDose(Precision.TIME, house.clock.at - timedelta(hours=hours)),
        confirmation=Confirmation.CONFIRMED,
        agreed_with=agreed,
        agreed_on=on,
    )


AGREED = date(2026, 11, 18)
TO_STOP = [
    # text, prescriber, day, hours since the last dose -> hours before the visit; clinical.md 3.1:
    # apixaban 3 days, naproxen no stop at intermediate risk, clopidogrel 7 days (both unconfirmed)
    ("Eliquis 5 mg", "Dr Khan", AGREED, 2, 3 * 24),
    ("Eliquis 5 mg", "", AGREED, 2, None),
    ("Eliquis 5 mg", " ", AGREED, 2, None),
    ("Eliquis 5 mg", "Dr Khan", None, 2, None),
    ("Eliquis 5 mg", "Dr Khan", date(2026, 11, 30), 2, None),  # agreed on a day to come
    ("Plavix 75 mg", "Dr Khan", AGREED, 2, None),  # 4 days ahead: its 7 days are gone already
    ("Naproxen 500 mg", "Dr Khan", AGREED, 2, None),
    ("Zorvex", "Dr Khan", AGREED, 2, None),
    ("Metformin", "Dr Khan", AGREED, 2, None),
]


@pytest.mark.parametrize(("text", "by", "on", "since", "before"), TO_STOP)
def test_what_to_stop_is_said_only_where_a_named_prescriber_agreed(
    house: House, text: str, by: str, on: date | None, since: int, before: int | None
) -> None:
    case_id = house.booked()
    wanted = Wanted("esi-interlaminar-lumbar", (parse_target("midline epidural-space L4-L5"),))
    ordering.change_order(house.ledger, house.front_desk, case_id, Change(procedures=(wanted,)))
    planned = house.clock.at
    house.clock.forward(days=-4)
    taking(house, case_id, text, by, on, since)
    outcome = house.ledger.outcome(case_id)
    assert anticoagulants.agreed_to_stop(house.ledger, outcome) == ()  # no set is adopted
    rules = adopting.rule_set(house.ledger, "asra-pain-2018")
    adopting.adopt(house.ledger, house.physician, rules, house.signer(house.physician))
    open_ = house.ledger.outcome(case_id)  # nobody asked what raises the bleeding risk
    assert anticoagulants.agreed_to_stop(house.ledger, open_) == ()
    anticoagulants.factors(house.ledger, house.nurse, case_id, ["none"])
    stops = anticoagulants.agreed_to_stop(house.ledger, house.ledger.outcome(case_id))
    if before is None:
        assert stops == ()
    else:
        assert stops == (StopBy(text, by, AGREED, planned - timedelta(hours=before)),)
