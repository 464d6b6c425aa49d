"""Back-entry: what the drug table of a paper day says is typed off line by line."""

from pathlib import Path

from desk.conftest import Open
from procdesk.demo.hands import Hands
from procdesk.domain.entry import Json, Kind, case_subject
from procdesk.workflow.ledger import Act
from support.small_clinic import House


def test_a_drug_of_a_paper_day_is_entered_with_lot_and_expiry(
    house: House, open_desk: Open, tmp_path: Path
) -> None:
    case_id = house.booked()
    house.arrived(case_id)
    desk = open_desk(house, house.nurse)
    desk.open_case(case_id)
    hands = Hands(desk, tmp_path)
    hands.press("More")
    hands.press("Enter what was done on paper")
    hands.press("Who saw the paper? Dr L. Okafor")
    hands.write("Time on the paper", "09:40")
    hands.press("Drug given for Treatment")
    for name, words in (
        ("Drug", "bupivacaine"),
        ("Strength", "0.5 %"),
        ("Volume", "1.0"),
        ("Lot", "B17"),
        ("Expiry", "2027-04"),
        ("Route", "perineural"),
    ):
        hands.write(name, words)
    hands.write("Volume", "about 1")
    hands.press("Record this drug")
    assert "Write a number, such as 36.6." in hands.reads()
    assert not house.ledger.case(case_id).drugs
    hands.write("Volume", "1.0")
    hands.photograph("back-entry")
    hands.press("Record this drug")
    assert "Recorded as done on paper." in hands.reads()
    drug = house.ledger.case(case_id).drugs[-1]
    assert (drug.lot, drug.expiry, drug.route, drug.recorded.paper_seen_by) == (
        "B17",
        "2027-04",
        "perineural",
        "Dr L. Okafor",
    )


def test_a_drug_of_a_paper_day_says_for_which_procedure_where_two_families_are_ordered(
    house: House, open_desk: Open, tmp_path: Path
) -> None:
    """Hazard: the sheet of one procedure speaks of the drug of the other."""
    case_id = house.booked()
    house.arrived(case_id)
    ordered = (
        ("mbb-lumbar", "left medial-branch L3,L4"),
        ("trigger-point", "left muscle trapezius"),
    )
    procedures: list[Json] = [
        {"key": key, "text": "", "targets": [target], "sedation": "none"} for key, target in ordered
    ]
    order = Act(subject=case_subject(case_id), kind=Kind.ORDER_SET, body={"procedures": procedures})
    house.ledger.record(house.physician, [order])
    desk = open_desk(house, house.nurse)
    desk.open_case(case_id)
    hands = Hands(desk, tmp_path)
    hands.press("More")
    hands.press("Enter what was done on paper")
    hands.press("Who saw the paper? Dr L. Okafor")
    hands.write("Time on the paper", "09:40")
    hands.press("Drug given for Treatment")
    hands.write("Drug", "bupivacaine")
    hands.press("Record this drug")
    assert "Say for which procedure the drug was given." in hands.reads()
    hands.press("For which procedure? Trigger point injection")
    hands.press("Record this drug")
    assert house.ledger.case(case_id).drugs[-1].target == "trigger-point"
