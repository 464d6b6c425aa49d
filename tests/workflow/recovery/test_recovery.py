"""Recovery: sets that stay, with who and when, and reminders of the next; bays one by one."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from procdesk import app
from procdesk.domain.visit.flowsheet import LIMB_POINTS, flowsheet
from procdesk.questionnaire.load import load
from procdesk.workflow import answers, stages
from procdesk.workflow.recovery import bays, recovery
from procdesk.workflow.refused import Refused
from procdesk.workflow.room import procedure
from support.recovery_cases import CHANGED, WHOLE, filled, in_recovery, take
from support.small_clinic import House


def test_every_set_stays_beside_what_was_before_the_needle(house: House) -> None:
    case_id = in_recovery(house)
    take(house, case_id, **CHANGED)
    house.clock.forward(minutes=15)
    take(house, case_id, **WHOLE)
    sheet = flowsheet(house.ledger.case(case_id))
    assert sheet.words_before("systolic") == "132 mmHg"
    assert sheet.words_before("respiratory_rate") == "–"
    first, second = sheet.sets
    assert (first.words_of("systolic"), first.words_of("right_leg")) == ("118 mmHg", "weak")
    assert (first.changed, second.changed) == (("right_leg",), ())
    assert second.words_of("limbs") == "as before"
    assert second.words_of("right_leg") == "–"
    assert "right_leg" in sheet.rows
    assert "respiratory_rate" not in sheet.rows
    answers_by_link = house.ledger.case(case_id).answers
    assert all(len(answers) == 1 for answers in answers_by_link.values())


def test_limbs_are_said_with_the_baseline_words(house: House) -> None:
    case_id = house.booked()
    house.arrived(case_id)
    values = {"baseline.left_leg": "both", "baseline.right_leg": "not-asked"}
    answers.answer(house.ledger, house.nurse, case_id, "baseline", dict(values))
    sheet = flowsheet(house.ledger.case(case_id))
    assert sheet.words_before("left_leg") == "weak and numb"
    assert sheet.words_before("right_leg") == "–"
    assert (sheet.sets, sheet.rows) == ((), ())


def test_changed_limbs_that_nobody_named_are_changed_all_the_same(house: House) -> None:
    case_id = in_recovery(house)
    limbs = dict.fromkeys(("left_leg", "right_leg", "left_arm", "right_arm"), "not-asked")
    take(house, case_id, **{**CHANGED, **limbs})
    (row,) = flowsheet(house.ledger.case(case_id)).sets
    assert row.changed == ("limbs",)
    assert row.words_of("limbs") == "changed"


def test_points_of_a_limb_are_the_forms_own() -> None:
    """clinical.md 5.6: motor and sensory at baseline; each limb by itself."""
    form = load(app.form_bytes("recovery"))
    words = {Decimal(0): "as before", Decimal(1): "numb", Decimal(2): "weak"}
    assert words | {Decimal(3): "weak and numb", Decimal(4): "cannot move"} == LIMB_POINTS
    for name in ("left_leg", "right_leg", "left_arm", "right_arm"):
        item = form.find(f"recovery.{name}")
        assert item is not None
        points = [item.points({"code": c, "system": answers.OUR_CODES}) for c in _CODES]
        assert points == [0, 1, 2, 3, 4, None]


_CODES = ("as-before", "numb", "weak", "both", "cannot-move", "not-asked")


def test_a_set_is_entered_for_the_time_at_which_it_was_taken(house: House) -> None:
    case_id = in_recovery(house)
    began = house.clock.at
    house.clock.forward(minutes=20)
    typed = (began + timedelta(minutes=5)).astimezone(house.ledger.clinic.zone).strftime("%H:%M")
    take(house, case_id, typed, **WHOLE)
    take(house, case_id, **WHOLE)
    late, now = flowsheet(house.ledger.case(case_id)).sets
    assert (late.late, now.late) == (True, False)
    assert late.recorded.recorded_at == now.recorded.at


@pytest.mark.parametrize(
    ("typed", "why"),
    [("25:00", "as 14:05"), ("soon", "as 14:05"), ("23:59", "to come"), ("00:01", "before this")],
)
def test_a_time_that_cannot_be_is_refused(house: House, typed: str, why: str) -> None:
    case_id = in_recovery(house)
    with pytest.raises(Refused, match=why):
        take(house, case_id, typed, **WHOLE)


def test_an_hour_that_came_twice_in_a_long_stay_is_asked_about(house: House) -> None:
    here = house.clock.at.astimezone(house.ledger.clinic.zone)
    house.clock.forward(hours=25 - here.hour)  # one o'clock at night
    case_id = in_recovery(house)
    house.clock.forward(hours=14)
    with pytest.raises(Refused, match="Write it as 02:00 or 14:00"):
        take(house, case_id, "2", **WHOLE)


def test_the_next_set_is_due_by_the_interval_of_the_case(house: House) -> None:
    """clinical.md 5.6: every 5 to 15 min until stable, then 15 to 30 (U)."""
    case_id = in_recovery(house)

    def due() -> datetime | None:
        return recovery.due_at(house.ledger.case(case_id))

    def words() -> str:
        return recovery.due_in_words(house.ledger.case(case_id), house.clock.at)

    assert due() == house.clock.at
    assert words() == "due now"
    for minutes in (15, 30):
        take(house, case_id, **WHOLE)
        assert due() == house.clock.at + timedelta(minutes=minutes)
        house.clock.forward(minutes=1)
    assert words() == "due in 29 min"
    house.clock.forward(minutes=31)
    assert words() == "due since 2 min"
    assert recovery.due_in_words(house.ledger.case(house.booked()), house.clock.at) == ""


def test_who_was_sedated_is_looked_at_more_often(house: House) -> None:
    case_id = in_recovery(house)
    procedure.give(
        *(house.ledger, house.nurse, case_id),
        act="sedation",
        drug="midazolam",
        strength="1 mg/mL",
        volume_ml=Decimal(1),
    )
    for minutes in (5, 15):
        take(house, case_id, **WHOLE)
        due = recovery.due_at(house.ledger.case(case_id))
        assert due == house.clock.at + timedelta(minutes=minutes)
        house.clock.forward(minutes=1)


def test_a_quick_set_records_what_was_taken_and_leaves_the_limbs_open(house: House) -> None:
    case_id = in_recovery(house)
    response = filled(house, systolic="118", diastolic="70", pulse="64")
    recovery.record_quick(house.ledger, house.nurse, case_id, response)
    (row,) = flowsheet(house.ledger.case(case_id)).sets
    assert (row.words_of("pulse"), row.words_of("limbs")) == ("64 /min", "–")
    with pytest.raises(Refused, match="Nothing was entered"):
        recovery.record_quick(house.ledger, house.nurse, case_id, filled(house))
    with pytest.raises(Refused, match="takes a nurse"):
        recovery.record_quick(house.ledger, house.front_desk, case_id, response)
    with pytest.raises(Refused, match="not in recovery"):
        recovery.record_quick(house.ledger, house.nurse, house.booked(), response)


def test_one_bay_holds_one_patient(house: House) -> None:
    case_id, other = in_recovery(house), in_recovery(house)
    ledger, nurse = house.ledger, house.nurse
    assert [one.name for one in bays.in_recovery(ledger)] == ["", ""]
    assert bays.free(ledger) == ("Bay 1", "Bay 2")
    bays.put_into(ledger, nurse, case_id, "Bay 1")
    with pytest.raises(Refused, match="Somebody else lies in Bay 1"):
        bays.put_into(ledger, nurse, other, "Bay 1")
    bays.put_into(ledger, nurse, other, "Bay 2")
    occupants = {one.name: one.outcome.case.id for one in bays.in_recovery(ledger)}
    assert occupants == {"Bay 1": case_id, "Bay 2": other}
    house.recovered(case_id)
    house.discharged(case_id)
    assert [one.name for one in bays.in_recovery(ledger)] == ["Bay 2"]
    assert ledger.case(case_id).stage.following is not None
    assert stages.spoken(ledger.case(case_id).stage) == "follow-up"
