"""Nobody leaves the room uncounted or the clinic unrecorded; an emergency does not wait for it."""

import pytest

from procdesk.domain.finding import Finding, Result
from procdesk.domain.stage import End, Stage
from procdesk.workflow import answers, stages
from procdesk.workflow.after import discharge
from procdesk.workflow.case import back_entry, ending, overriding, physician_worklist
from procdesk.workflow.case.back_entry import DowntimePaper
from procdesk.workflow.refused import Refused
from procdesk.workflow.room import procedure
from support.small_clinic import House

ABORTED = {"cause": "the patient asked to stop", "treated": "no", "reason": "too much pain"}
TRANSFERRED = {
    "to": "County General",
    "taken_over_by": "Dr A. Field",
    "how": "ambulance",
    "family": "yes",
    "reason": "weak leg",
}


def with_needle(house: House) -> str:
    case_id = house.booked()
    for step in (house.arrived, house.checked, house.made_ready, house.timed_out):
        step(case_id)
    procedure.note(house.ledger, house.nurse, case_id, "needle_in")
    return case_id


def stops(house: House, case_id: str) -> dict[str, Finding]:
    return {one.key: one for one in house.ledger.outcome(case_id).findings if one.stops}


def leaves(house: House, case_id: str) -> None:
    """Everything that leaving takes, but the signed record."""
    ledger = house.ledger
    discharge.order(ledger, house.physician, case_id, house.signer(house.physician))
    number = "7K3QPX2M9D"
    discharge.sheet_made(ledger, house.nurse, case_id, kind="aftercare", number=number, sha256="ab")
    discharge.sheet_is(ledger, house.nurse, case_id, number, "handed_over")
    stages.enter(ledger, house.nurse, case_id, Stage.FOLLOW_UP)


def signs(house: House, case_id: str) -> None:
    procedure.sign_note(house.ledger, house.physician, case_id, house.signer(house.physician))


@pytest.mark.parametrize(
    ("counts", "result"),
    [("", Result.CANNOT_DECIDE), ("not-asked", Result.CANNOT_DECIDE), ("no", Result.NOT_MET)],
)
def test_nobody_leaves_the_room_uncounted_in_silence(
    house: House, counts: str, result: Result
) -> None:
    case_id = with_needle(house)
    procedure.note(house.ledger, house.nurse, case_id, "needle_out")
    if counts:
        house.counted(case_id, counts)
    assert stops(house, case_id)["discharge.sign-out"].result is result
    with pytest.raises(Refused, match="Needles, sharps and instruments"):
        stages.enter(house.ledger, house.nurse, case_id, Stage.RECOVERY)
    with pytest.raises(Refused, match="takes a physician"):
        overriding.override(
            house.ledger, house.nurse, case_id, "discharge.sign-out", "benefit", "no time"
        )
    house.counted(case_id)
    stages.enter(house.ledger, house.nurse, case_id, Stage.RECOVERY)


def test_an_emergency_reaches_recovery_at_once_and_is_counted_before_it_leaves(
    house: House,
) -> None:
    case_id = with_needle(house)
    ending.emergency(house.ledger, house.nurse, case_id, "fainted")
    with pytest.raises(Refused, match="have not been counted"):
        house.recovered(case_id)
    house.counted(case_id)
    stages.enter(house.ledger, house.nurse, case_id, Stage.DISCHARGE)
    with pytest.raises(Refused, match="signed the record"):
        leaves(house, case_id)
    signs(house, case_id)
    stages.enter(house.ledger, house.nurse, case_id, Stage.FOLLOW_UP)


def test_an_emergency_before_the_needle_leaves_nothing_to_count_or_sign(house: House) -> None:
    case_id = house.booked()
    house.arrived(case_id)
    before = {"vitals.systolic": ("132", "mmHg")}
    answers.measure(house.ledger, house.nurse, case_id, before)
    ending.emergency(house.ledger, house.nurse, case_id, "fainted")
    procedure.give(
        house.ledger,
        house.nurse,
        case_id,
        act="other",
        drug="atropine",
        strength="0.5 mg",
        volume_ml=None,
    )
    house.recovered(case_id)
    leaves(house, case_id)
    assert house.ledger.case(case_id).stage is Stage.FOLLOW_UP
    with pytest.raises(Refused, match="Note the end first"):
        signs(house, case_id)


def test_an_aborted_case_leaves_only_when_its_record_is_signed(house: House) -> None:
    case_id = with_needle(house)
    ending.end(house.ledger, house.physician, case_id, End.ABORTED, ABORTED)
    house.counted(case_id)
    house.recovered(case_id)
    with pytest.raises(Refused, match="signed the record"):
        leaves(house, case_id)
    overriding.override(
        house.ledger, house.physician, case_id, "discharge.note", "benefit", "operator called away"
    )
    stages.enter(house.ledger, house.nurse, case_id, Stage.FOLLOW_UP)
    due = physician_worklist.for_person(house.ledger, house.physician)
    assert [one.section for one in due] == ["note"]
    signs(house, case_id)
    assert not physician_worklist.for_person(house.ledger, house.physician)


def test_the_record_of_a_transferred_patient_stays_due_and_can_be_signed(house: House) -> None:
    case_id = with_needle(house)
    ending.end(house.ledger, house.physician, case_id, End.TRANSFERRED, TRANSFERRED)
    assert {"discharge.note", "discharge.sign-out"} <= set(stops(house, case_id))
    due = physician_worklist.for_person(house.ledger, house.physician)
    assert [one.words for one in due] == ["Sign the procedure record"]
    signs(house, case_id)
    assert "discharge.note" not in stops(house, case_id)
    assert not physician_worklist.for_person(house.ledger, house.physician)


def test_what_was_done_on_paper_shows_what_is_still_due(house: House) -> None:
    """Back-entry is refused nothing; counts and signature stay open and hold what is done now."""
    case_id = house.booked()
    house.arrived(case_id)
    paper = DowntimePaper("Dr L. Okafor", house.clock.at)
    back_entry.record_event(house.ledger, house.nurse, case_id, paper, "needle_in")
    back_entry.record_stage(house.ledger, house.nurse, case_id, paper, Stage.DISCHARGE)
    assert {"discharge.note", "discharge.sign-out"} <= set(stops(house, case_id))
    with pytest.raises(Refused):
        stages.enter(house.ledger, house.nurse, case_id, Stage.FOLLOW_UP)
    back_entry.record_stage(house.ledger, house.nurse, case_id, paper, Stage.FOLLOW_UP)
    assert "discharge.note" in stops(house, case_id)
    signs(house, case_id)
    assert "discharge.note" not in stops(house, case_id)


def test_a_record_that_changed_after_the_signature_is_signed_again(house: House) -> None:
    case_id = with_needle(house)
    procedure.note(house.ledger, house.nurse, case_id, "needle_out")
    signs(house, case_id)
    house.counted(case_id)
    stages.enter(house.ledger, house.nurse, case_id, Stage.RECOVERY)
    note = stops(house, case_id)["discharge.note"]
    assert note.sentence == "The record of the procedure changed after it was signed."
