"""A desk that opens by itself: by the key that the system holds, else it asks for a password."""

from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from keyring.errors import PasswordDeleteError

from procdesk import app
from procdesk.workflow.clinic import opening
from procdesk.workflow.clinic.opening import OpenedStore
from procdesk.workflow.ledger import STATION_STAFF
from procdesk.workflow.refused import Refused
from support.memory_keyring import Held
from support.small_clinic import Clock, House


@pytest.fixture(autouse=True)
def held() -> Iterator[Held]:
    before, ours = keyring.get_keyring(), Held()
    keyring.set_keyring(ours)
    yield ours
    keyring.set_keyring(before)


def opened(home: Path, clock: Clock) -> OpenedStore | None:
    return opening.open_by_itself(home, app.reference(), clock, app.new_id)


def test_it_opens_while_an_administrator_lets_it_and_nobody_is_acting(house: House) -> None:
    home = house.ledger.journal.store.home
    assert opened(home, house.clock) is None
    opening.let_it_open_itself(house.ledger, house.administrator, house.store_key, True)
    unlocked = opened(home, house.clock)
    assert unlocked is not None
    assert (unlocked.person, unlocked.store_key) == (STATION_STAFF, house.store_key)
    assert unlocked.ledger.clinic.staff.keys() == house.ledger.clinic.staff.keys()
    unlocked.ledger.journal.store.close()
    for _ in range(2):
        opening.let_it_open_itself(house.ledger, house.administrator, house.store_key, False)
        assert opened(home, house.clock) is None


def test_a_key_of_another_store_opens_nothing_and_a_password_is_asked(house: House) -> None:
    """Hazard: the folder was restored or changed, and the desk ends in a fault at its start."""
    opening.let_it_open_itself(house.ledger, house.administrator, bytes(32), True)
    assert opened(house.ledger.journal.store.home, house.clock) is None


def test_only_an_administrator_says_how_a_desk_opens(house: House, held: Held) -> None:
    with pytest.raises(Refused, match="takes an administrator"):
        opening.let_it_open_itself(house.ledger, house.nurse, house.store_key, True)
    with pytest.raises(PasswordDeleteError):
        held.delete_password("procdesk", str(house.ledger.journal.store.home.resolve()))
