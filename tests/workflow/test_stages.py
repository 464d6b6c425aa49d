"""A stage begins with its first act, past the same gate as by a press of its own."""

from dataclasses import replace

import pytest

from procdesk.domain.entry import Json
from procdesk.domain.stage import Stage, StatementKind, TimeOutItem
from procdesk.domain.targets.target import Side, parse_target
from procdesk.domain.visit.case import Case, Order, OrderedProcedure
from procdesk.rules.protocol.time_out import items
from procdesk.workflow import answers, stages
from procdesk.workflow.after import discharge
from procdesk.workflow.booking import arrival, ordering
from procdesk.workflow.booking.ordering import Change, Wanted
from procdesk.workflow.case import physician_worklist
from procdesk.workflow.case.section_states import open_stage
from procdesk.workflow.checks import site
from procdesk.workflow.refused import Refused
from procdesk.workflow.room import procedure, time_out
from procdesk.workflow.sections import may_take_xray, sections
from support.small_clinic import House


def opened(house: House, case_id: str, person: str = "nurse") -> Stage:
    outcome = house.ledger.outcome(case_id)
    reference = house.ledger.reference
    who, now = getattr(house, person), house.clock()
    return open_stage(outcome.case, outcome.findings, reference, who, now)


def test_pages_of_the_next_stage_open_when_nothing_is_left_here(house: House) -> None:
    case_id = house.booked()
    house.arrived(case_id)
    assert opened(house, case_id) is Stage.CHECKS
    house.checked(case_id)
    for section in sections(Stage.CHECKS, house.ledger.case(case_id), house.ledger.reference):
        completed: dict[str, Json] = {f"{section.key}.completed": True}
        answers.answer(house.ledger, house.nurse, case_id, section.key, completed)
    assert house.ledger.case(case_id).stage is Stage.CHECKS
    assert opened(house, case_id) is Stage.READY
    assert opened(house, case_id, "front_desk") is Stage.CHECKS


def test_the_first_act_enters_the_stage_and_an_unmet_stop_refuses_it(house: House) -> None:
    case_id = house.booked()
    house.arrived(case_id)
    with pytest.raises(Refused):
        stages.begin(house.ledger, house.nurse, case_id, Stage.READY)
    assert house.ledger.case(case_id).stage is Stage.CHECKS
    house.checked(case_id)
    stages.begin(house.ledger, house.nurse, case_id, Stage.READY)
    stages.begin(house.ledger, house.nurse, case_id, Stage.READY)
    assert house.ledger.case(case_id).stage is Stage.READY


def test_the_time_out_and_leaving_are_never_begun_by_the_way(house: House) -> None:
    case_id = house.booked()
    house.arrived(case_id)
    house.checked(case_id)
    stages.begin(house.ledger, house.nurse, case_id, Stage.READY)
    stages.begin(house.ledger, house.nurse, case_id, Stage.TIME_OUT)
    assert house.ledger.case(case_id).stage is Stage.READY


def test_a_physician_is_told_as_soon_as_the_checks_are_through(house: House) -> None:
    case_id = house.booked()
    house.arrived(case_id)
    assert "ready" not in [
        row.section for row in physician_worklist.for_person(house.ledger, house.physician)
    ]
    house.checked(case_id)
    due = physician_worklist.for_person(house.ledger, house.physician)
    assert [(one.section, one.words) for one in due] == [("ready", "Mark and attest")]


def test_images_are_asked_aloud_only_where_an_image_guides(house: House) -> None:
    ledger, case_id = house.ledger, house.booked()
    assert TimeOutItem.IMAGES in items(ledger.facts(ledger.outcome(case_id)))
    trigger = Wanted("trigger-point", (parse_target("left muscle trapezius"),))
    ordering.change_order(ledger, house.physician, case_id, Change(procedures=(trigger,)))
    asked = items(ledger.facts(ledger.outcome(case_id)))
    assert [one for one in TimeOutItem if one not in asked] == [TimeOutItem.IMAGES]


def test_an_order_that_is_not_known_asks_for_everything(house: House) -> None:
    """Hazard: what is not recognised counts as plain."""
    case_id = arrival.book(
        house.ledger,
        house.front_desk,
        house.patient(),
        procedure_text="something new",
        scheduled_at=house.clock.at,
    ).case.id
    facts = house.ledger.facts(house.ledger.outcome(case_id))
    assert facts.imaged
    assert items(facts) == tuple(TimeOutItem)


def test_the_mark_is_agreed_by_the_side_it_shows(house: House) -> None:
    case_id = house.booked()
    house.arrived(case_id)
    house.checked(case_id)
    house.made_ready(case_id)

    def say(side: Side | None, agrees: bool = True) -> None:
        time_out.say(
            house.ledger,
            house.nurse,
            case_id,
            (TimeOutItem.MARK_SEEN,),
            agrees=agrees,
            said_by="Dr L. Okafor",
            heard_by="M. Adeyemi",
            mark_side=side,
        )

    with pytest.raises(Refused, match="which side the mark shows"):
        say(None)
    say(Side.RIGHT)
    outcome = house.ledger.outcome(case_id)
    assert any(f.key == "site.differs" and f.stops for f in outcome.findings)
    mark = outcome.case.statement(StatementKind.MARK_SEEN)
    assert mark is not None
    assert mark.regions == ("low back",)


def test_a_side_said_and_another_one_shown_is_a_slip_of_who_enters_it(house: House) -> None:
    case_id = house.booked()
    house.arrived(case_id)
    with pytest.raises(Refused, match="see which is right"):
        site.patient_says(
            house.ledger,
            house.nurse,
            case_id,
            words="Here on the left",
            side=Side.LEFT,
            regions=("low back",),
            said_by="patient",
            pointed={Side.RIGHT},
        )
    assert not house.ledger.case(case_id).patient_has_spoken


def test_a_discharge_is_ordered_in_recovery_or_after_it(house: House) -> None:
    case_id = house.booked()
    signer = house.signer(house.physician)
    for step in (house.arrived, house.checked, house.made_ready, house.timed_out):
        with pytest.raises(Refused, match="ordered in recovery"):
            discharge.order(house.ledger, house.physician, case_id, signer)
        step(case_id)
    house.done(case_id)
    case = discharge.order(house.ledger, house.physician, case_id, signer).case
    assert (case.stage, bool(case.attestation("discharge"))) == (Stage.RECOVERY, True)


@pytest.mark.parametrize("name", ["Ruth Abernathy", "Abernathy, Ruth", "abernathy ruth"])
def test_a_full_name_is_the_same_in_either_order(house: House, name: str) -> None:
    patient = house.ledger.patient(house.patient())
    assert arrival.differences(patient, arrival.Identifiers(name)) == ()
    assert arrival.differences(patient, arrival.Identifiers("Abernathy")) == ("name",)


def test_discharge_opens_when_the_usual_time_of_watching_is_over(house: House) -> None:
    case_id = house.booked()
    for step in (house.arrived, house.checked, house.made_ready, house.timed_out, house.done):
        step(case_id)
    observed(house, case_id)
    assert opened(house, case_id) is Stage.RECOVERY
    house.clock.forward(minutes=30)  # clinical.md 2: medial branch block, 30 minutes
    assert opened(house, case_id) is Stage.DISCHARGE
    assert opened(house, case_id, "front_desk") is Stage.RECOVERY


def test_after_sedation_a_person_says_that_it_is_time_to_leave(house: House) -> None:
    case_id = house.booked()
    for step in (house.arrived, house.checked, house.made_ready, house.timed_out, house.done):
        step(case_id)
    procedure.give(
        house.ledger,
        house.nurse,
        case_id,
        act="sedation",
        drug="midazolam",
        strength="1 mg/mL",
        volume_ml=None,
    )
    observed(house, case_id)
    house.clock.forward(hours=3)
    assert opened(house, case_id) is Stage.RECOVERY


def test_an_x_ray_is_asked_only_where_one_may_be_taken(house: House) -> None:
    reference = house.ledger.reference
    asked = {
        key: may_take_xray(ordered(house, key), reference)
        for key in ("trigger-point", "mbb-lumbar", "joint-injection", "esi-interlaminar-lumbar", "")
    }
    # clinical.md 2: trigger point none/US, medial branch F/US, joint US/F; unknown asks everything
    assert asked == {
        "trigger-point": False,
        "mbb-lumbar": True,
        "joint-injection": True,
        "esi-interlaminar-lumbar": True,
        "": True,
    }


def ordered(house: House, key: str) -> Case:
    order = Order((OrderedProcedure(key, ""),)) if key else Order()
    return replace(house.ledger.case(house.booked()), order=order)


def observed(house: House, case_id: str) -> None:
    values = {
        "recovery.systolic": ("128", "mmHg"),
        "recovery.pulse": ("68", "/min"),
        "recovery.spo2": ("98", "%"),
        "recovery.pain_rest": ("1", "{score}"),
        "recovery.limbs": ("0", "{score}"),
    }
    answers.measure(house.ledger, house.nurse, case_id, values)
    completed: dict[str, Json] = {"recovery.completed": True}
    answers.answer(house.ledger, house.nurse, case_id, "recovery", completed)
