"""Every way out, the emergency from every stage, and what was done on paper."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from procdesk.domain.stage import End, Stage
from procdesk.workflow import stages
from procdesk.workflow.after import discharge
from procdesk.workflow.case import back_entry, ending, overriding
from procdesk.workflow.case.back_entry import DowntimePaper
from procdesk.workflow.case.ending import WAYS
from procdesk.workflow.refused import Refused
from procdesk.workflow.room import procedure
from support.small_clinic import House

TOLD = {
    End.RESCHEDULED: {"by": "the patient", "reason": "a cold"},
    End.NO_SHOW: {"called": "not reached", "reason": "nobody answers"},
    End.CANCELLED: {"cause": "unwell or infection", "told": "yes", "reason": "fever"},
    End.ABORTED: {"cause": "the patient asked to stop", "treated": "no", "reason": "too much"},
    End.TRANSFERRED: {
        "to": "County General",
        "taken_over_by": "Dr A. Field",
        "how": "ambulance",
        "family": "yes",
        "reason": "weak leg",
    },
    End.LEFT_AGAINST_ADVICE: {
        "risks": "yes",
        "form": "refused",
        "papers": "refused",
        "reason": "had to go",
    },
}


def to(house: House, stage: Stage) -> str:
    """A case at that stage."""
    case_id = house.booked()
    steps: dict[Stage, Callable[[str], None]] = {
        Stage.CHECKS: house.arrived,
        Stage.READY: lambda case: _checked(house, case),
        Stage.TIME_OUT: lambda case: _ready(house, case),
        Stage.PROCEDURE: house.timed_out,
    }
    for step, act in steps.items():
        if step.place <= stage.place:
            act(case_id)
    return case_id


def _checked(house: House, case_id: str) -> None:
    house.checked(case_id)
    stages.enter(house.ledger, house.nurse, case_id, Stage.READY)


def _ready(house: House, case_id: str) -> None:
    from procdesk.domain.targets.target import Side
    from procdesk.workflow.checks import ready, site

    site.marked(house.ledger, house.physician, case_id, Side.LEFT, "low back")
    ready.attest(house.ledger, house.physician, case_id, house.signer(house.physician))
    stages.enter(house.ledger, house.nurse, case_id, Stage.TIME_OUT)


@pytest.mark.parametrize("how", list(TOLD))
def test_each_way_out_asks_its_own_form_and_keeps_it(house: House, how: End) -> None:
    case_id = to(house, Stage.PROCEDURE if how is End.ABORTED else Stage.BOOKED)
    if how in (End.TRANSFERRED, End.LEFT_AGAINST_ADVICE):
        case_id = to(house, Stage.CHECKS)
    if how is End.ABORTED:
        procedure.note(house.ledger, house.nurse, case_id, "needle_in")
    for ask in WAYS[how].asks:
        if not ask.may_stay_empty:
            without = {k: v for k, v in TOLD[how].items() if k != ask.key}
            with pytest.raises(Refused, match="Still to be answered"):
                ending.end(house.ledger, house.physician, case_id, how, without)
    case = ending.end(house.ledger, house.physician, case_id, how, TOLD[how]).case
    assert case.end is how
    assert {**case.end_answers, "reason": case.end_reason} == TOLD[how]
    assert case.closed is (how is not End.ABORTED)


def test_an_aborted_case_recovers_and_leaves_with_a_true_sheet(house: House) -> None:
    case_id = to(house, Stage.PROCEDURE)
    procedure.note(house.ledger, house.nurse, case_id, "needle_in")
    ending.end(house.ledger, house.physician, case_id, End.ABORTED, TOLD[End.ABORTED])
    assert house.ledger.case(case_id).stage is Stage.RECOVERY
    house.counted(case_id)
    procedure.sign_note(house.ledger, house.physician, case_id, house.signer(house.physician))
    house.recovered(case_id)
    house.discharged(case_id)
    case = ending.complete(house.ledger, house.front_desk, case_id).case
    assert (case.stage, case.end, case.closed) == (Stage.CLOSED, End.ABORTED, True)


def test_after_care_was_given_nothing_is_cancelled(house: House) -> None:
    case_id = to(house, Stage.PROCEDURE)
    procedure.note(house.ledger, house.nurse, case_id, "needle_in")
    with pytest.raises(Refused, match="Care was given"):
        ending.end(house.ledger, house.physician, case_id, End.CANCELLED, TOLD[End.CANCELLED])
    assert End.NO_SHOW not in ending.ways_out(house.ledger.case(case_id))


@pytest.mark.parametrize(
    "stage", [Stage.BOOKED, Stage.CHECKS, Stage.READY, Stage.TIME_OUT, Stage.PROCEDURE]
)
def test_an_emergency_opens_recovery_from_every_stage(house: House, stage: Stage) -> None:
    case_id = to(house, stage)
    case = ending.emergency(house.ledger, house.nurse, case_id, "fainted").case
    assert case.stage is Stage.RECOVERY
    given = procedure.give(
        house.ledger,
        house.nurse,
        case_id,
        act="other",
        drug="atropine",
        strength="0.5 mg",
        volume_ml=None,
    )
    assert given.case.drugs[-1].drug == "atropine"
    with pytest.raises(Refused, match="In recovery"):
        house.treated(case_id)
    case = ending.end(
        house.ledger, house.physician, case_id, End.TRANSFERRED, TOLD[End.TRANSFERRED]
    ).case
    assert case.closed


def test_what_was_done_on_paper_is_recorded_as_such_and_never_refused(house: House) -> None:
    case_id = to(house, Stage.CHECKS)
    ledger, nurse = house.ledger, house.nurse
    house.clock.forward(hours=2)
    paper = DowntimePaper("Dr L. Okafor", house.clock.at - timedelta(hours=1))
    back_entry.record_stage(ledger, nurse, case_id, paper, Stage.PROCEDURE)
    back_entry.record_event(ledger, nurse, case_id, paper, "needle_in")
    case = back_entry.record_drug(
        ledger,
        nurse,
        case_id,
        paper,
        act="treatment",
        drug="bupivacaine",
        strength="0.5 %",
        volume_ml=None,
        lot=" B17 ",
        expiry="2027-04",
    ).case
    assert (case.drugs[-1].lot, case.drugs[-1].expiry) == ("B17", "2027-04")
    dose = case.drugs[-1].recorded
    assert (dose.paper_seen_by, dose.at) == ("Dr L. Okafor", paper.done_at)
    assert dose.recorded_at == house.clock.at
    open_stops = {f.key for f in ledger.outcome(case_id).findings if f.stops}
    assert {"site.words", "consent.missing", "time-out.complete"} <= open_stops


def test_a_paper_without_a_witness_or_with_an_impossible_time_is_refused(house: House) -> None:
    case_id = to(house, Stage.CHECKS)
    for paper in (
        DowntimePaper(" ", house.clock.at),
        DowntimePaper("Dr L. Okafor", house.clock.at + timedelta(minutes=1)),
        DowntimePaper("Dr L. Okafor", house.clock.at - timedelta(days=8)),
    ):
        with pytest.raises(Refused):
            back_entry.record_event(house.ledger, house.nurse, case_id, paper, "needle_in")


def test_the_same_dose_at_the_desk_is_refused_while_a_stop_is_open(house: House) -> None:
    """Hazard: back-entry is no way around the gates for what is done now."""
    case_id = to(house, Stage.CHECKS)
    paper = DowntimePaper("Dr L. Okafor", house.clock.at)
    back_entry.record_stage(house.ledger, house.nurse, case_id, paper, Stage.PROCEDURE)
    with pytest.raises(Refused):
        house.treated(case_id)


def test_an_exception_says_who_stood_in_and_the_physician_decides(house: House) -> None:
    case_id = house.booked()

    stages.enter(house.ledger, house.front_desk, case_id, Stage.ARRIVED)
    key, words = "identity.not-compared", "cannot speak, known to the ward"
    with pytest.raises(Refused, match="who stood in"):
        overriding.override(house.ledger, house.physician, case_id, key, "not_possible", words, "")
    with pytest.raises(Refused, match="takes a physician"):
        overriding.override(
            house.ledger, house.nurse, case_id, key, "not_possible", words, "the daughter"
        )
    overriding.override(
        house.ledger, house.physician, case_id, key, "not_possible", words, "the daughter"
    )
    stages.enter(house.ledger, house.nurse, case_id, Stage.CHECKS)
    assert house.ledger.case(case_id).overrides[-1].stood_in == "the daughter"


def test_a_sheet_may_still_be_handed_over_after_a_transfer(house: House) -> None:
    case_id = to(house, Stage.CHECKS)
    ending.end(house.ledger, house.physician, case_id, End.TRANSFERRED, TOLD[End.TRANSFERRED])
    discharge.sheet_made(
        house.ledger, house.nurse, case_id, kind="transfer-summary", number="7K3QPX2M9D", sha256="a"
    )
    assert house.ledger.case(case_id).sheets[-1].kind == "transfer-summary"


@pytest.mark.parametrize(
    ("stage", "how", "words"),
    [
        (
            Stage.BOOKED,
            End.TRANSFERRED,
            "It can end as: moved to another day or did not come or cancelled before",
        ),
        (
            Stage.CHECKS,
            End.NO_SHOW,
            "moved to another day or cancelled before .* or transferred to a hospital or left",
        ),
        (Stage.PROCEDURE, End.ABORTED, "moved to another day or cancelled before"),
    ],
)
def test_a_way_out_that_is_not_true_names_those_that_are(
    house: House, stage: Stage, how: End, words: str
) -> None:
    case_id = to(house, stage)
    with pytest.raises(Refused, match=words):
        ending.end(house.ledger, house.physician, case_id, how, TOLD[how])
    assert house.ledger.case(case_id).end is None


def test_a_case_that_has_ended_ends_only_once(house: House) -> None:
    case_id = to(house, Stage.BOOKED)
    ending.end(house.ledger, house.nurse, case_id, End.CANCELLED, TOLD[End.CANCELLED])
    assert ending.ways_out(house.ledger.case(case_id)) == ()
    with pytest.raises(Refused, match=r"has ended \(cancelled\)"):
        ending.end(house.ledger, house.nurse, case_id, End.NO_SHOW, TOLD[End.NO_SHOW])
    assert house.ledger.case(case_id).end is End.CANCELLED


def test_a_case_is_closed_only_after_the_patient_has_left(house: House) -> None:
    case_id = to(house, Stage.CHECKS)
    with pytest.raises(Refused, match="closed after the patient has left"):
        ending.complete(house.ledger, house.front_desk, case_id)
    assert house.ledger.case(case_id).stage is Stage.CHECKS


def test_an_emergency_in_recovery_is_noted_there(house: House) -> None:
    case_id = to(house, Stage.CHECKS)
    ending.emergency(house.ledger, house.nurse, case_id, "fainted")
    with pytest.raises(Refused, match="Recovery is open already"):
        ending.emergency(house.ledger, house.nurse, case_id, "fainted again")
