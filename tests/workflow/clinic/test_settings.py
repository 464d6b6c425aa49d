"""Settings: read as typed, refused in words, changed by an administrator alone."""

from zoneinfo import ZoneInfo

import pytest

from procdesk.domain.clinic.clinic import Clinic
from procdesk.domain.clinic.settings import ROOM_NAMES, SETTINGS
from procdesk.workflow.clinic import settings
from procdesk.workflow.refused import Refused
from support.small_clinic import House


def test_a_clinic_that_set_nothing_goes_by_these() -> None:
    """A minute or a unit that changes of itself changes when a time-out is too old."""
    assert {row.name: row.value(row.default) for row in SETTINGS} == {
        "clinic.name": "",
        "clinic.phone_day": "",
        "clinic.phone_night": "",
        "clinic.time_zone": ZoneInfo("UTC"),
        "clinic.date_order": "",
        "clinic.paper": "letter",
        "clinic.language": "en",
        "units.temperature": "°F",
        "units.weight": "kg",
        "units.glucose": "mg/dL",
        "mrn.pattern": "",
        "lock.minutes": 5,
        "time_out.expires_minutes": 10,
        "room.names": ("Room 1", "Room 2"),
        "bay.names": ("Bay 1", "Bay 2"),
        "recovery.score": "",
        "printer.default": {"": ""},
        "relief.line_percent": None,
        "relief.window_hours": None,
        "relief.least_before": None,
        "local_anaesthetic.window_hours": None,
        "clinic.demo": False,
    }
    empty = Clinic()
    assert all(empty.setting(row) == row.value(row.default) for row in SETTINGS)


def test_an_administrator_changes_what_differs_and_nothing_else(house: House) -> None:
    values = settings.as_typed(house.ledger)
    assert settings.change(house.ledger, house.administrator, values) == 0
    values |= {
        "room.names": "Room 1, Room 2, Suite B",
        "lock.minutes": "12",
        "printer.default": "Room 1: front, Room 2: back",
    }
    assert settings.change(house.ledger, house.administrator, values) == 3
    clinic = house.ledger.clinic
    assert clinic.setting(ROOM_NAMES) == ("Room 1", "Room 2", "Suite B")
    assert clinic.settings["lock.minutes"] == 12
    assert clinic.printer("Room 2") == "back"
    again = settings.as_typed(house.ledger)
    assert settings.change(house.ledger, house.administrator, again) == 0


@pytest.mark.parametrize(
    ("name", "text", "why"),
    [
        ("clinic.name", " ", "Still to be filled in"),
        ("clinic.paper", "legal", "is one of letter, a4"),
        ("recovery.score", "news2", "is one of aldrete, padss, mpadss"),
        ("lock.minutes", "0", "from 1 to 240"),
        ("lock.minutes", "soon", "from 1 to 240"),
        ("clinic.time_zone", "Mars/Olympus", "time zone is not known"),
        ("room.names", "", "Still to be filled in"),
        ("printer.default", "Room 1:", "each room with its printer"),
    ],
)
def test_what_cannot_be_read_is_refused_and_nothing_changes(
    house: House, name: str, text: str, why: str
) -> None:
    before = house.ledger.clinic.settings
    with pytest.raises(Refused, match=why):
        settings.change(house.ledger, house.administrator, {"clinic.phone_day": "1", name: text})
    assert house.ledger.clinic.settings == before


def test_nobody_else_changes_a_setting(house: House) -> None:
    with pytest.raises(Refused, match="administrator"):
        settings.change(house.ledger, house.nurse, {"lock.minutes": "200"})


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("relief.line_percent", "50", 50),
        ("relief.line_percent", " ", ""),
        ("relief.window_hours", "24", 24),
        ("relief.least_before", "3", 3),
    ],
)
def test_a_number_of_the_clinic_is_kept_or_left_unset(
    house: House, name: str, text: str, value: object
) -> None:
    settings.change(house.ledger, house.administrator, {name: "2"})
    settings.change(house.ledger, house.administrator, {name: text})
    assert house.ledger.clinic.settings[name] == value


@pytest.mark.parametrize(
    ("name", "text", "most"),
    [
        ("relief.line_percent", "101", 100),
        ("relief.line_percent", "0", 100),
        ("relief.window_hours", "25", 24),
        ("relief.least_before", "2.5", 10),
        ("relief.least_before", "²", 10),
    ],
)
def test_a_number_beyond_what_it_can_be_is_refused(
    house: House, name: str, text: str, most: int
) -> None:
    with pytest.raises(Refused, match=f"whole number from 1 to {most}"):
        settings.change(house.ledger, house.administrator, {name: text})
    assert house.ledger.clinic.settings.get(name, "") == ""
