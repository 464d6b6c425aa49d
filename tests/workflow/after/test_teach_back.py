"""Teach-back: asked is what record and sheet speak of, and nothing that is due is passed."""

from dataclasses import replace

import pytest

from procdesk import app
from procdesk.domain.stage import End, Stage
from procdesk.domain.visit.case import Case
from procdesk.questionnaire.load import load
from procdesk.questionnaire.response import Response
from procdesk.workflow import answers, teach_back
from procdesk.workflow.after import discharge
from procdesk.workflow.case.section_states import states
from procdesk.workflow.refused import Refused
from support.recovery_cases import CHANGED, take
from support.small_clinic import House


def about(house: House, case: Case, *, driving: bool = False) -> tuple[str, ...]:
    return teach_back.about(case, house.ledger.reference, driving=driving)


def as_if(case: Case, key: str) -> Case:
    """The same visit with another procedure."""
    (procedure,) = case.order.procedures
    return replace(case, order=replace(case.order, procedures=(replace(procedure, key=key),)))


def printed(house: House, case_id: str) -> None:
    for kind, number in (("aftercare", "7K3QPX2M9D"), ("diary", "8K3QPX2M9D")):
        discharge.sheet_made(
            house.ledger, house.nurse, case_id, kind=kind, number=number, sha256="ab"
        )
        discharge.sheet_is(house.ledger, house.nurse, case_id, number, "sent")


def said(house: House, case_id: str, *codes: str) -> None:
    """The form filled in, about these."""
    form = Response(load(app.form_bytes("teach-back")), house.clock.at)
    form.put("teach-back.about", codes)
    while missing := form.missing():
        form.put(missing[0], ["yes"])
    answers.complete_form(house.ledger, house.nurse, case_id, "teach-back", form)


def test_a_diary_is_asked_of_where_one_is_given_or_nobody_knows(house: House) -> None:
    case = house.ledger.case(house.at_discharge())
    assert about(house, case) == ("diary",), "clinical.md 6.2: a test block has its block diary"
    bare = as_if(case, "trigger-point")
    bare_kind = house.ledger.reference.procedures["mbb-lumbar"]
    known = {**house.ledger.reference.procedures, "bare": replace(bare_kind, diaries=())}
    reference = replace(house.ledger.reference, procedures=known)
    assert teach_back.about(as_if(case, "bare"), reference, driving=False) == ("none",)
    assert "diary" in about(house, as_if(case, "nobody-mapped-it"))
    assert about(house, replace(bare, end=End.ABORTED)) == ("none",)


@pytest.mark.parametrize(("state", "asked"), [("sent", True), ("jammed", False)])
def test_a_diary_that_was_printed_before_it_stopped_counts_unless_it_is_void(
    house: House, state: str, asked: bool
) -> None:
    case_id = house.at_discharge()
    printed(house, case_id)
    if state != "sent":
        discharge.sheet_is(house.ledger, house.nurse, case_id, "8K3QPX2M9D", state)
    stopped = replace(house.ledger.case(case_id), end=End.ABORTED)
    assert ("diary" in about(house, stopped)) is asked


def test_driving_goes_by_the_sheet_a_blood_thinner_and_a_limb_by_the_record(house: House) -> None:
    case_id = house.at_discharge()
    assert about(house, house.ledger.case(case_id), driving=True) == ("diary", "driving")
    house.takes(case_id, "Eliquis 5 mg")
    take(house, case_id, **CHANGED)
    assert about(house, house.ledger.case(case_id)) == ("restart", "limb", "diary")


def test_what_goes_on_is_not_started_again(house: House) -> None:
    case_id = house.at_discharge()
    house.takes(case_id, "Eliquis 5 mg")
    assert "restart" in about(house, house.ledger.case(case_id))
    answers.answer(
        house.ledger, house.physician, case_id, "note", {"medicines.restart.apixaban": "goes-on"}
    )
    assert "restart" not in about(house, house.ledger.case(case_id))


def test_a_form_that_was_not_told_what_it_is_about_is_not_complete(house: House) -> None:
    case_id = house.at_discharge()
    form = Response(load(app.form_bytes("teach-back")), house.clock.at)
    form.put("teach-back.call_911", ["yes"])
    with pytest.raises(Refused) as refused:
        answers.complete_form(house.ledger, house.nurse, case_id, "teach-back", form)
    assert refused.value.field == "teach-back.about"


def test_what_becomes_due_after_the_teach_back_opens_it_again(house: House) -> None:
    """Hazard: the restart is said late, and who leaves was never asked about it."""
    case_id, ledger = house.at_discharge(), house.ledger
    discharge.order(ledger, house.physician, case_id, house.signer(house.physician))
    printed(house, case_id)
    said(house, case_id, "diary", "driving")

    def done() -> bool:
        outcome = ledger.outcome(case_id)
        every = states(outcome.case, outcome.findings, ledger.reference, Stage.DISCHARGE)
        return next(one.done for one in every if one.section.key == "teach-back")

    def handed() -> int:
        return len(discharge.ready_to_hand_over(ledger.case(case_id), ledger.reference))

    assert (done(), handed()) == (True, 2)
    house.takes(case_id, "Eliquis 5 mg")
    assert (done(), handed()) == (False, 0)
    said(house, case_id, "restart", "diary", "driving")
    assert (done(), handed()) == (True, 2)
    assert ledger.case(case_id).value("teach-back.restart") == "yes"
    assert ledger.case(case_id).value("teach-back.limb") is None
