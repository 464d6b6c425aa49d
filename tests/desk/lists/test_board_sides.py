"""A side that is ordered is never left out of a list: board, patients, waiting, statements."""

from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from desk.conftest import Open
from procdesk.demo.hands import Hands
from procdesk.desk.lists import board_table
from procdesk.desk.pictures.statements import Statements
from procdesk.desk.shell.open_desk import OpenDesk
from procdesk.desk.widgets.plate import SidePlate
from procdesk.domain.targets.target import Target, parse_target
from support.small_clinic import House

LEFT = parse_target("left medial-branch L3,L4")
RIGHT = parse_target("right medial-branch L3,L4")
LOWER = parse_target("left dorsal-ramus L5")
ORDERS = {
    (LEFT,): "LEFT",
    (RIGHT,): "RIGHT",
    (LEFT, LOWER): "LEFT",
    (LEFT, RIGHT): "LEFT, RIGHT",
    (RIGHT, LEFT): "RIGHT, LEFT",
}


def cell(desk: OpenDesk, title: str, row: int = 1) -> QModelIndex:
    """The cell of a row of the board under the column of this title."""
    model = desk.board.table.model()
    heads = [model.headerData(at, Qt.Orientation.Horizontal) for at in range(model.columnCount())]
    return model.index(row, heads.index(title))


def plates(screen: QWidget) -> str:
    """Every side that stands on a plate of a screen, once."""
    shown = (one for one in screen.findChildren(SidePlate) if one.isVisible())
    return ", ".join(dict.fromkeys(one.accessibleName() for one in shown))


@pytest.mark.parametrize(("targets", "sides"), ORDERS.items())
def test_every_list_says_every_side_of_an_order(
    house: House, open_desk: Open, tmp_path: Path, targets: tuple[Target, ...], sides: str
) -> None:
    house.arrived(case_id := house.booked(targets=targets))
    nurse = open_desk(house, house.nurse)
    assert cell(nurse, "Side").data() == "", "the patient has not spoken"
    house.checked(case_id, None)
    desk = open_desk(house, house.physician)
    for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
        assert cell(desk, "Side").data(role) == sides
    assert bars(desk) == {word for word in ("LEFT", "RIGHT") if word in sides}
    several = "," in sides
    where = str(cell(desk, "Where on the body").data())
    assert all((target.words if several else target.where) in where for target in targets)
    hands = Hands(desk, tmp_path)
    hands.press("Waiting for me")
    assert plates(desk) == sides
    hands.press("Patients")
    hands.write("Any patient", "Abernathy")
    hands.press("Open ABERNATHY")
    assert plates(desk) == sides


def bars(desk: OpenDesk) -> set[str]:
    """The sides at which a plate of the board has its bar, in the picture."""
    table = desk.board.table
    at = table.visualRect(cell(desk, "Side"))
    picture = table.viewport().grab(at).toImage()
    places = {"LEFT": 3, "RIGHT": 83}
    middles = (at.height() // 2 - shift for shift in (-14, 0, 14))
    dark = {(x, y) for y in middles for x in places.values() if _is_ink(picture.pixelColor(x, y))}
    return {word for word, x in places.items() if any(x == one for one, _y in dark)}


def _is_ink(colour: QColor) -> bool:
    return colour.lightness() < 80


def test_what_a_consent_says_of_two_sides_stands_with_both(
    house: House, open_desk: Open, tmp_path: Path
) -> None:
    house.arrived(case_id := house.booked(targets=(LEFT, RIGHT)))
    house.checked(case_id, None)
    house.consented(case_id, (LEFT, RIGHT))
    desk = open_desk(house, house.physician)
    desk.open_case(case_id)
    assert desk.frame is not None
    desk.frame.open_section("site")
    (statements,) = desk.frame.findChildren(Statements)
    assert plates(statements) == "LEFT, RIGHT"
    both = f"{LEFT.words}; {RIGHT.words}"
    assert Hands(statements, None).reads().split("\n").count(both) == 2, "order and consent"


def test_a_row_is_as_high_as_its_columns_need_wherever_they_stand(
    house: House, open_desk: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.booked(targets=(LEFT, RIGHT))
    long = {"family": "Zimmermann-Montgomery-Featherstonehaugh", "given": "Wilhelmina Ophelia"}
    house.booked(house.patient(**long, identifiers=[]))

    def heights() -> list[int]:
        table = open_desk(house, house.physician).board.table
        return [table.rowHeight(row) for row in (1, 2)]

    before = heights()
    assert min(before) > board_table.ROW_HEIGHT_PX
    assert sum(column.share for column in board_table.COLUMNS) == 100
    added = board_table.BoardColumn(
        title="Age", share=0, words=lambda row: row.below_name, paint=lambda *_: None
    )
    monkeypatch.setattr(board_table, "COLUMNS", (added, *board_table.COLUMNS))
    assert heights() == before
