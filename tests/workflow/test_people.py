"""A forgotten password: by an administrator or by the recovery key, and the old one is dead."""

import pytest

from house import CHEAP, PASSWORD, House
from procdesk.records.keys import WrongPassword, unlock, unlock_by_recovery
from procdesk.workflow import people
from procdesk.workflow.ledger import FEED
from procdesk.workflow.refused import Refused

NEW = "another long password"


def test_a_new_password_replaces_the_old_one_and_its_key(house: House) -> None:
    ledger, before = house.ledger, house.nurse
    people.reset(ledger, house.administrator, house.store_key, "adeyemi", NEW, "1357", CHEAP)
    after, _key = people.sign_in(ledger, "adeyemi", NEW)
    assert after.public_key != before.public_key
    assert unlock(ledger.journal.store.home, "adeyemi", NEW) == house.store_key
    with pytest.raises(WrongPassword):
        people.sign_in(ledger, "adeyemi", PASSWORD)
    with pytest.raises(WrongPassword):
        unlock(ledger.journal.store.home, "adeyemi", PASSWORD)


def test_whoever_holds_the_recovery_key_can_reset_the_last_administrator(house: House) -> None:
    store_key = unlock_by_recovery(house.ledger.journal.store.home, house.recovery.lower())
    people.reset(house.ledger, FEED, store_key, "admin", NEW, "1357", CHEAP)
    assert people.sign_in(house.ledger, "admin", NEW)[0].user == "admin"


def test_nobody_else_resets_a_password(house: House) -> None:
    with pytest.raises(Refused, match="takes an administrator"):
        people.reset(house.ledger, house.nurse, house.store_key, "okafor", NEW, "1357", CHEAP)
    with pytest.raises(Refused, match="Nobody of that user name"):
        people.reset(
            house.ledger, house.administrator, house.store_key, "ghost", NEW, "1357", CHEAP
        )
