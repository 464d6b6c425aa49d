"""A scanner types into nobody's field, presses no button, and a hand keeps its bracket."""

from decimal import Decimal

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from desk.conftest import Open
from desk.walk import settle
from procdesk.demo.hands import Hands
from procdesk.desk.booking.identity import IdentityPage
from procdesk.desk.room.procedure import ProcedurePage
from procdesk.desk.shell.scanner import GAP_MS
from procdesk.desk.timing import TIME
from procdesk.desk.widgets.labels import Words
from procdesk.domain.stage import Stage
from procdesk.workflow import stages
from procdesk.workflow.room import procedure
from support.small_clinic import House

PACK = "]d2010061414112345217270430107F2210"


def scan(text: str) -> None:
    """Type like a wedge: signs without a pause, then Enter, into the widget that has the focus."""
    held = QApplication.focusWidget()
    assert held is not None
    QTest.keyClicks(held, text)
    QTest.keyClick(held, Qt.Key.Key_Return)
    settle()


def test_a_wristband_fills_the_number_and_nothing_else(house: House, open_desk: Open) -> None:
    case_id = house.booked()
    stages.enter(house.ledger, house.front_desk, case_id, Stage.ARRIVED)
    desk = open_desk(house, house.front_desk)
    desk.open_case(case_id)
    assert desk.frame is not None
    page = desk.frame.page
    assert isinstance(page, IdentityPage)
    page.name.line.setFocus()
    scan("]C000286641")
    assert (page.name.text, page.mrn.text) == ("", "00286641")
    assert page.method.text == "scanned wristband"
    assert house.ledger.case(case_id).answer("arrival.identity") is None


def test_a_pack_fills_lot_and_expiry_and_is_known_the_next_time(
    house: House, open_desk: Open
) -> None:
    first = house.booked()
    for step in (house.arrived, house.checked, house.made_ready, house.timed_out):
        step(first)
    procedure.give(
        house.ledger,
        house.nurse,
        first,
        act="skin",
        drug="lidocaine",
        strength="1 %",
        volume_ml=Decimal(2),
        gtin="00614141123452",
    )
    desk = open_desk(house, house.nurse)
    desk.open_case(first)
    assert desk.frame is not None
    page = desk.frame.page
    assert isinstance(page, ProcedurePage)
    page.drugs.drug.line.setFocus()
    scan(PACK)
    assert (page.drugs.lot.text, page.drugs.expiry.text) == ("7F2210", "2027-04-30")
    assert (page.drugs.drug.text, page.drugs.strength.text) == ("lidocaine", "1 %")


def test_a_code_that_cannot_be_used_says_so_on_the_desk(house: House, open_desk: Open) -> None:
    desk = open_desk(house, house.front_desk)
    desk.show_board()
    desk.board.search.line.setFocus()
    scan("]C0=W1234567890")
    words = [one.text() for one in desk.findChildren(Words) if one.isVisible()]
    assert any("blood product" in one for one in words)
    scan(PACK)
    words = [one.text() for one in desk.findChildren(Words) if one.isVisible()]
    assert any("No page here takes a scan" in one for one in words)
    assert desk.board.search.text == ""


def test_a_bracket_that_a_hand_typed_stays_typed(house: House, open_desk: Open) -> None:
    desk = open_desk(house, house.front_desk)
    line = desk.board.search.line
    line.setFocus()
    QTest.keyClicks(line, "a]")
    assert line.text() == "a"
    TIME.forward(GAP_MS)
    assert line.text() == "a]"


def test_a_bracket_that_nobody_waits_for_any_more_does_not_end_scanning(
    house: House, open_desk: Open
) -> None:
    desk = open_desk(house, house.front_desk)
    hands = Hands(desk, None)
    hands.press("Patients")
    field, board = hands.find_field("Any patient"), hands.find("Board")
    QTest.keyClicks(field, "]")
    QTest.mouseClick(board, Qt.MouseButton.LeftButton)  # hands would let the gap pass first
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert not isValid(field)
    TIME.forward(GAP_MS)
    desk.board.search.line.setFocus()
    scan("]C0=W1234567890")
    assert "blood product" in hands.reads()
    assert desk.board.search.text == ""
