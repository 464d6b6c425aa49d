"""The total of a dose is said while it is typed; a physician decides before it is given.

Lidocaine: 4.5 mg/kg (clinical.md 4); the small clinic's least weight is 40 kg, so 180 mg.
"""

from pathlib import Path

import pytest

from desk.conftest import Open
from procdesk.demo.hands import Hands
from procdesk.desk.room.procedure import ProcedurePage
from procdesk.desk.shell.open_desk import OpenDesk
from procdesk.domain.entry import Json, Kind, case_subject
from procdesk.domain.staff import Staff
from procdesk.workflow import answers
from procdesk.workflow.ledger import Act
from procdesk.workflow.refused import Refused
from procdesk.workflow.room import procedure
from support.small_clinic import PASSWORD, House


@pytest.fixture
def case_id(house: House) -> str:
    made = house.booked()
    for step in (house.arrived, house.checked, house.made_ready, house.timed_out):
        step(made)
    procedure.note(house.ledger, house.nurse, made, "needle_in")
    return made


def at_the_line(
    house: House, open_desk: Open, tmp_path: Path, case_id: str, person: Staff
) -> tuple[OpenDesk, Hands]:
    desk = open_desk(house, person)
    desk.open_case(case_id)
    hands = Hands(desk, tmp_path)
    hands.press("Given for Skin")
    return desk, hands


def shown(desk: OpenDesk) -> ProcedurePage:
    assert desk.frame is not None
    page = desk.frame.page
    assert isinstance(page, ProcedurePage)
    return page


def draw(hands: Hands, drug: str, strength: str, ml: str) -> None:
    for name, words in (("Drug", drug), ("Strength", strength), ("Volume", ml)):
        hands.write(name, words)


def test_it_is_said_while_the_volume_is_typed_and_before_anything_is_recorded(
    house: House, open_desk: Open, tmp_path: Path, case_id: str
) -> None:
    body = {"vitals.weight": ("50", "kg"), "vitals.height": ("170", "cm")}
    answers.measure(house.ledger, house.nurse, case_id, body)
    desk, hands = at_the_line(house, open_desk, tmp_path, case_id, house.nurse)
    page = shown(desk)
    draw(hands, "lidocaine", "1 %", "")
    assert page.drugs.shown.isHidden()
    hands.write("Volume", "9")  # 90 of 225 mg
    assert "40 % of the adopted maximum at 50 kg" in hands.reads()
    assert not hands.sees("Decide: local anaesthetic, dose")
    hands.write("Volume", "22.6")  # 226 of 225 mg
    assert "Stops: Local anaesthetics: 101 % of the adopted maximum" in hands.reads()
    assert house.ledger.case(case_id).drugs == ()
    hands.write("Volume", "9")
    hands.press("Record this drug")
    assert len(house.ledger.case(case_id).drugs) == 1
    assert page.drugs.shown.isHidden(), "nothing is typed any more"
    hands.press("Given for Treatment")
    draw(hands, "bupivacaine", "0.5 %", "6")  # 30 of 100 mg
    assert "70 % of the adopted maximum at 50 kg" in hands.reads()


def test_what_counts_for_nothing_says_nothing(
    house: House, open_desk: Open, tmp_path: Path, case_id: str
) -> None:
    desk, hands = at_the_line(house, open_desk, tmp_path, case_id, house.nurse)
    draw(hands, "saline", "0.9 %", "5")
    assert shown(desk).drugs.shown.isHidden()
    draw(hands, "lidocaine", "1 %", "much")
    assert shown(desk).drugs.shown.isHidden()


def test_too_much_is_refused_and_stays_in_the_line_until_a_physician_decides(
    house: House, open_desk: Open, tmp_path: Path, case_id: str
) -> None:
    desk, hands = at_the_line(house, open_desk, tmp_path, case_id, house.physician)
    draw(hands, "lidocaine", "1 %", "25")
    hands.press("Record this drug")
    assert house.ledger.case(case_id).drugs == ()
    assert "within the adopted maximum from 56 kg on; weight not known" in hands.reads()
    hands.press("Decide: local anaesthetic, dose")
    hands.press("Reason The benefit outweighs the risk")
    hands.write("In words; this is printed in the record", "Weighs about 90 kg by what he says.")
    hands.write("Password to sign", PASSWORD)
    hands.hold("Hold to let Abernathy pass this stop")
    page = shown(desk)
    assert (page.drugs.drug.text, page.drugs.volume.text) == ("lidocaine", "25")
    assert "Decided: Local anaesthetics" in hands.reads()
    hands.press("Record this drug")
    (dose,) = house.ledger.case(case_id).drugs
    assert str(dose.volume_ml) == "25"


def test_where_two_families_are_ordered_a_drug_says_for_which_it_was_given(
    house: House, open_desk: Open, tmp_path: Path, case_id: str
) -> None:
    """The sheet of one would speak of the drug of the other; of one family nobody is asked."""
    _desk, hands = at_the_line(house, open_desk, tmp_path, case_id, house.nurse)
    assert not hands.sees("For which procedure? Trigger point injection")
    ordered = (
        ("mbb-lumbar", "left medial-branch L3,L4"),
        ("trigger-point", "left muscle trapezius"),
    )
    procedures: list[Json] = [
        {"key": key, "text": "", "targets": [target], "sedation": "none"} for key, target in ordered
    ]
    order = Act(case_subject(case_id), Kind.ORDER_SET, {"procedures": procedures})
    house.ledger.record(house.physician, [order])
    with pytest.raises(Refused, match="Say for which procedure the drug was given"):
        house.treated(case_id)
    _desk, hands = at_the_line(house, open_desk, tmp_path, case_id, house.nurse)
    hands.press("For which procedure? Trigger point injection")
    draw(hands, "lidocaine", "1 %", "1")
    hands.press("Record this drug")
    assert house.ledger.case(case_id).drugs[-1].target == "trigger-point"
    hands.photograph("for-which")


def test_one_line_stands_in_its_fields_and_is_judged_before_enter_records_it(
    house: House, open_desk: Open, tmp_path: Path, case_id: str
) -> None:
    body = {"vitals.weight": ("50", "kg"), "vitals.height": ("170", "cm")}
    answers.measure(house.ledger, house.nurse, case_id, body)
    desk, hands = at_the_line(house, open_desk, tmp_path, case_id, house.nurse)
    drugs = shown(desk).drugs
    hands.write("Drug in one line", "skin lidocaine 1 % 22.6")  # 226 of 225 mg
    assert "Stops: Local anaesthetics: 101 % of the adopted maximum" in hands.reads()
    fields = (drugs.act.text, drugs.drug.text, drugs.strength.text, drugs.volume.text)
    assert fields == ("skin", "lidocaine", "1 %", "22.6")
    hands.write("Drug in one line", "lidocaine 1", enter=True)
    assert "cannot be read" in hands.reads()
    assert house.ledger.case(case_id).drugs == ()
    hands.write("Drug in one line", "lidocaine 1 % 9 mL", enter=True)
    [dose] = house.ledger.case(case_id).drugs
    assert (dose.act, dose.drug, dose.strength) == ("skin", "lidocaine", "1 %")
    assert str(dose.volume_ml) == "9"
    assert drugs.line.line.text == ""


def test_what_only_informs_and_nobody_can_decide_is_shown_on_request(
    house: House, open_desk: Open, tmp_path: Path, case_id: str
) -> None:
    """Hazard: what stands beside every visit is read by nobody, and hides what stops."""
    body: dict[str, Json] = {"procedure.imaging": "yes"}
    answers.answer(house.ledger, house.nurse, case_id, "procedure-record", body)
    desk, hands = at_the_line(house, open_desk, tmp_path, case_id, house.nurse)
    draw(hands, "dexamethasone", "4 mg/mL", "1")
    assert "Steroid in 12 months: dexamethasone 4 mg" in hands.reads()
    assert "vaccine" not in hands.reads()
    assert "X-ray time not known" not in hands.reads()
    hands.press("All findings")
    assert "X-ray time not known" in hands.reads()
    assert shown(desk).drugs.drug.text == "dexamethasone"
