"""The aftercare page and `procdesk sheet` do one act: their entries differ in numbers alone."""

from dataclasses import replace
from pathlib import Path

from desk.conftest import Open
from procdesk.cli import main
from procdesk.demo.hands import Hands
from procdesk.domain.entry import Json
from support.small_clinic import Clock, House, build_house

AT = "2026-11-23T12:00-05:00"


def entries_of_sheets(house: House, case_id: str) -> list[tuple[str, dict[str, Json]]]:
    """Kind and body of what was recorded of sheets; of number and hash only that they are there."""
    numbers = {sheet.number: at for at, sheet in enumerate(house.ledger.case(case_id).sheets)}
    return [
        (entry.kind, {**entry.body, "number": numbers[str(entry.body["number"])], "sha256": ""})
        for entry in house.ledger.case(case_id).entries
        if entry.kind.startswith("sheet_")
    ]


def test_a_sheet_made_again_is_recorded_alike(
    house: House, clock: Clock, open_desk: Open, tmp_path: Path
) -> None:
    case_id = house.at_discharge()
    desk = open_desk(house, house.nurse)
    session = desk.session
    session.parts = replace(session.parts, save_as=lambda name: tmp_path / "saved" / name)
    for _ in range(2):  # a page that is opened again issues anew
        desk.open_case(case_id)
        hands = Hands(desk, tmp_path)
        hands.press("Aftercare")
        hands.press("Save the papers as files")
        desk.show_board()
    of_page = entries_of_sheets(house, case_id)
    other = build_house(tmp_path / "other", Clock())
    other_case = other.at_discharge()
    assert other.clock.at == clock.at
    key = tmp_path / "key"
    key.write_text(other.store_key.hex(), "utf-8")
    key.chmod(0o600)
    store = ("--home", str(tmp_path / "other"), "--key-file", str(key), "--at", AT)
    for kind in ("aftercare", "diary", "aftercare", "diary"):
        out = str(tmp_path / "one.pdf")
        assert main([*store, "sheet", kind, "--case", other_case, "--out", out]) == 0
    assert entries_of_sheets(other, other_case) == of_page
    other.ledger.journal.store.close()
