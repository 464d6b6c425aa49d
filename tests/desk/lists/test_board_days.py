"""The board opens on today; tomorrow's list and yesterday's open cases are one press away."""

from pathlib import Path

from desk.conftest import Open
from procdesk.demo.hands import Hands
from procdesk.desk.lists.board_table import BoardModel
from support.small_clinic import House


def test_another_day_is_looked_at_and_said_and_the_board_comes_back_to_today(
    house: House, open_desk: Open, tmp_path: Path
) -> None:
    case_id = house.booked()
    house.clock.forward(days=1)
    desk = open_desk(house, house.nurse)
    hands, board = Hands(desk, tmp_path), desk.board

    def shown() -> tuple[str, list[str]]:
        model = board.table.model()
        assert isinstance(model, BoardModel)
        return board.title.text(), [row.case_id for row in model.rows if row.case_id]

    assert shown() == ("Today", [])
    hands.press("Day before")
    title, rows = shown()
    assert title.startswith("Yesterday, ")
    assert rows == [case_id]
    assert board.table.accessibleName().startswith("Cases of yesterday, ")
    hands.press("Day after")
    hands.press("Day after")
    title, rows = shown()
    assert title.startswith("Tomorrow, ")
    assert rows == []
    assert desk.width() == 1280, "the head of the board fits the smallest screen"
    desk.show_board()
    assert shown() == ("Today", [])
