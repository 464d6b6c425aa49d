"""Under sedation: every set stays, the points are an answer's own, and the next is counted."""

import json
from decimal import Decimal

import pytest

from procdesk import app
from procdesk.domain.visit.sedation_set import RESPONDS, sedation_sets
from procdesk.workflow.refused import Refused
from procdesk.workflow.room import procedure, sedation_record
from support.sedation_cases import WHOLE, in_procedure, record, sedate
from support.small_clinic import House


def test_every_set_stays_with_its_time_and_its_own_linkids(house: House) -> None:
    case_id = in_procedure(house)
    sedate(house, case_id)
    record(house, case_id, **WHOLE)
    house.clock.forward(minutes=5)
    record(house, case_id, **{**WHOLE, "responds": "awake", "pulse": 70})
    case = house.ledger.case(case_id)
    first, second = sedation_sets(case)
    assert first.words == (
        "blood pressure 118/70 mmHg, pulse 64 /min, oxygen 97 %, breaths 14 /min, "
        "exhaled CO2 38 mmHg, rouses when called"
    )
    assert (second.words_of("pulse"), second.words_of("responds")) == ("70 /min", "fully awake")
    assert (second.recorded.at - first.recorded.at).total_seconds() == 300
    assert all(len(answers) == 1 for answers in case.answers.values())
    assert case.latest("sedation_record.responds") is not None


def test_a_set_may_lack_what_could_not_be_taken_and_says_so(house: House) -> None:
    case_id = in_procedure(house)
    record(house, case_id, responds="not-asked", pulse=64, spo2=91)
    (row,) = sedation_sets(house.ledger.case(case_id))
    assert (row.words_of("systolic"), row.words_of("responds"), row.words_of("spo2")) == (
        "–",
        "–",
        "91 %",
    )
    with pytest.raises(Refused, match="Still to be answered: 1"):
        record(house, case_id, responds="awake", pulse=64)


def test_the_next_is_due_five_minutes_after_the_last_with_pressure_and_pulse(house: House) -> None:
    case_id = in_procedure(house)
    assert sedation_record.due_at(house.ledger.case(case_id)) is None
    sedate(house, case_id)
    given = house.clock.at
    assert sedation_record.due_at(house.ledger.case(case_id)) == given + sedation_record.EVERY
    house.clock.forward(minutes=2)
    record(house, case_id, **WHOLE)
    whole = house.clock.at
    house.clock.forward(minutes=3)
    record(house, case_id, responds="awake", pulse=64, spo2=97)
    assert sedation_record.due_at(house.ledger.case(case_id)) == whole + sedation_record.EVERY


def test_a_set_is_entered_for_the_time_at_which_it_was_taken(house: House) -> None:
    case_id = in_procedure(house)
    house.clock.forward(minutes=12)
    record(house, case_id, "10:05", **WHOLE)
    (row,) = sedation_sets(house.ledger.case(case_id))
    here = row.recorded.at.astimezone(house.ledger.clinic.zone)
    assert (here.hour, here.minute) == (10, 5)
    assert row.recorded.recorded_at == house.clock.at
    for taken, words in (("10:40", "still to come"), ("09:00", "before"), ("ten", "14:05")):
        with pytest.raises(Refused, match=words):
            record(house, case_id, taken, **WHOLE)
    assert len(sedation_sets(house.ledger.case(case_id))) == 1


def test_after_the_procedure_recovery_takes_the_sets(house: House) -> None:
    case_id = in_procedure(house)
    house.done(case_id)
    with pytest.raises(Refused, match="recovery has its own"):
        record(house, case_id, **WHOLE)


def test_a_set_after_the_note_was_signed_shows_as_changed(house: House) -> None:
    case_id = in_procedure(house)
    record(house, case_id, **WHOLE)
    for event in ("needle_in", "needle_out"):
        procedure.note(house.ledger, house.nurse, case_id, event)
    procedure.sign_note(house.ledger, house.physician, case_id, house.signer(house.physician))
    assert house.ledger.case(case_id).attestation("note") is not None
    house.clock.forward(minutes=5)
    record(house, case_id, **WHOLE)
    assert house.ledger.case(case_id).attestation("note") is None


def test_what_points_mean_is_what_the_form_says() -> None:
    form = json.loads(app.form_bytes("sedation-record"))
    options = next(i for i in form["item"] if i["linkId"] == "sedation_record.responds")
    words_by_points = {
        Decimal(str(option["extension"][0]["valueDecimal"])): option["valueCoding"][
            "display"
        ].lower()
        for option in options["answerOption"]
        if "extension" in option
    }
    assert words_by_points == RESPONDS
