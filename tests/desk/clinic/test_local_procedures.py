"""The clinic's page of its own procedures, by hand on the real screen."""

from desk.conftest import OpenClinic
from desk.shell.test_screens import bring, cut, overlapping
from desk.walk import settle
from procdesk.desk.clinic.clinic import ClinicScreen
from procdesk.domain.stage import Stage
from support.small_clinic import House


def test_a_physician_adds_a_procedure_and_the_order_page_offers_it(
    house: House, open_clinic: OpenClinic
) -> None:
    desk, hands = open_clinic(house, house.physician, "Procedures")
    hands.write("Type to find it", "joint injection")
    hands.press("Which procedure is it copied from? Joint injection")
    hands.write("Name of the procedure", "Knee injection, right")
    hands.press("Sides that are done here RIGHT")
    hands.press("Bleeding class Intermediate")
    hands.write("Observation at least", "10")
    settle()
    assert cut(desk) == []
    assert overlapping(desk) == []
    hands.press("Add this procedure")
    assert "only be longer, from 15" in hands.reads()
    hands.write("Observation at least", "20")
    hands.press("Add this procedure")
    assert "Knee injection, right is in the catalogue of this clinic." in hands.reads()
    (kind,) = [k for k in house.ledger.reference.procedures.values() if k.key.startswith("local-")]
    assert (kind.bleeding_risk, kind.observation_minutes) == ("intermediate", (20, 20))
    case_id = bring(house, "left medial-branch L3,L4", stage=Stage.BOOKED)
    desk.open_case(case_id)
    assert desk.frame is not None
    desk.frame.open_section("order")
    settle()
    hands.press("Choose another procedure")
    hands.press("Which procedure is it? Knee injection, right")
    hands.press("RIGHT knee joint")
    hands.press("Set this order")
    assert house.ledger.case(case_id).order.targets[0].words == "RIGHT knee joint"


def test_a_nurse_reads_the_page_and_adds_nothing(house: House, open_clinic: OpenClinic) -> None:
    desk, hands = open_clinic(house, house.nurse, "Procedures")
    assert "An administrator or a physician adds a procedure." in hands.reads()
    assert not hands.sees("Add this procedure")
    assert len(desk.findChildren(ClinicScreen)) == 1
