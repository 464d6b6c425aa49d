"""Every procedure of the catalogue: it opens, asks its sections, and comes to follow-up."""

import pytest

from procdesk import app
from procdesk.domain.catalogue.procedure_kind import ProcedureKind
from procdesk.domain.entry import Json
from procdesk.domain.stage import Stage
from procdesk.domain.targets.target import Side, Target
from procdesk.workflow import answers, stages
from procdesk.workflow.booking import ordering
from procdesk.workflow.booking.ordering import Change, Wanted
from procdesk.workflow.case.section_states import states
from procdesk.workflow.checks import medicines, ready, site
from procdesk.workflow.room import procedure, time_out
from procdesk.workflow.sections import sections
from support.small_clinic import PLAIN, House

KINDS = app.reference().procedures


def target_of(kind: ProcedureKind) -> Target:
    """The first place on the first side that this procedure can have."""
    return next(
        place.on(side) for place in kind.places for side in Side if kind.allows(place.on(side))
    )


def asked(house: House, case_id: str, target: Target) -> None:
    """Everything that this procedure asks, answered plainly."""
    ledger, nurse = house.ledger, house.nurse
    site.patient_says(
        ledger,
        nurse,
        case_id,
        words="Here",
        side=target.side,
        regions=(target.region,),
        said_by="patient",
    )
    values = {
        "vitals.systolic": ("132", "mmHg"),
        "vitals.diastolic": ("78", "mmHg"),
        "vitals.pulse": ("70", "/min"),
        "vitals.spo2": ("98", "%"),
    }
    answers.measure(ledger, nurse, case_id, values)
    for name in ("allergies", "medicines"):
        medicines.no_more(ledger, nurse, case_id, name)
    for section in sections(Stage.CHECKS, ledger.case(case_id), ledger.reference):
        plain = {**PLAIN.get(section.key, {}), f"{section.key}.completed": {}}
        answers.answer(ledger, nurse, case_id, section.key, plain)
    house.consented(case_id, (target,))


@pytest.mark.parametrize("key", KINDS)
def test_it_opens_asks_and_completes(house: House, key: str) -> None:
    ledger, nurse, physician = house.ledger, house.nurse, house.physician
    target = target_of(KINDS[key])
    case_id = house.booked()
    change = Change(procedures=(Wanted(key, (target,)),))
    ordering.change_order(ledger, house.front_desk, case_id, change)
    house.arrived(case_id)
    escort: dict[str, Json] = {"arrival.escort": "yes", "arrival.escort_name": "Pat Abernathy"}
    answers.answer(ledger, nurse, case_id, "arrival", escort)
    asked(house, case_id, target)
    outcome = ledger.outcome(case_id)
    keys = [one.section.key for one in states(outcome.case, outcome.findings, ledger.reference)]
    assert keys == [one for one in KINDS[key].sections if one != "briefing"]
    stages.enter(ledger, nurse, case_id, Stage.READY)
    site.marked(ledger, physician, case_id, target.side, target.region)
    ready.attest(ledger, physician, case_id, house.signer(physician))
    stages.enter(ledger, nurse, case_id, Stage.TIME_OUT)
    house.read_aloud(case_id, target.side)
    time_out.sign(ledger, nurse, case_id, "nurse", house.signer(nurse))
    stages.enter(ledger, nurse, case_id, Stage.PROCEDURE)
    if "none" not in KINDS[key].guidance:
        site.image_shows(ledger, nurse, case_id, (target,))
    procedure.give(
        ledger, nurse, case_id, act="treatment", drug="saline", strength="0.9 %", volume_ml=None
    )
    house.counted(case_id)
    stages.enter(ledger, nurse, case_id, Stage.RECOVERY)
    procedure.sign_note(ledger, physician, case_id, house.signer(physician))
    house.recovered(case_id)
    house.discharged(case_id)
    case = ledger.case(case_id)
    assert case.stage is Stage.FOLLOW_UP
    assert not case.not_understood
