"""Settings: read as typed, refused in words, changed by an administrator alone."""

import pytest

from house import House
from procdesk.workflow import settings
from procdesk.workflow.refused import Refused


def test_an_administrator_changes_what_differs_and_nothing_else(house: House) -> None:
    told = {name: settings.as_text(house.ledger, name) for name in settings.SETTINGS}
    assert settings.change(house.ledger, house.administrator, told) == 0
    told |= {
        "room.names": "Room 1, Room 2, Suite B",
        "lock.minutes": "12",
        "printer.default": "Room 1: front, Room 2: back",
    }
    assert settings.change(house.ledger, house.administrator, told) == 3
    clinic = house.ledger.clinic
    assert clinic.names("room.names") == ("Room 1", "Room 2", "Suite B")
    assert clinic.settings["lock.minutes"] == 12
    assert clinic.printer("Room 2") == "back"
    again = {name: settings.as_text(house.ledger, name) for name in settings.SETTINGS}
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
