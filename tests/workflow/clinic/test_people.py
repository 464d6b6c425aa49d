"""A forgotten password: by an administrator or by the recovery key, and the old one is dead."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from procdesk.domain.staff import Role
from procdesk.records.keys import WrongPassword, unlock, unlock_by_recovery
from procdesk.workflow.clinic import people
from procdesk.workflow.ledger import STATION_STAFF, Ledger
from procdesk.workflow.refused import Refused
from support.small_clinic import CHEAP, PASSWORD, SETTINGS, House

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
    people.reset(house.ledger, STATION_STAFF, store_key, "admin", NEW, "1357", CHEAP)
    assert people.sign_in(house.ledger, "admin", NEW)[0].user == "admin"


def test_nobody_else_resets_a_password(house: House) -> None:
    with pytest.raises(Refused, match="takes an administrator"):
        people.reset(house.ledger, house.nurse, house.store_key, "okafor", NEW, "1357", CHEAP)
    with pytest.raises(Refused, match="Nobody of that user name"):
        people.reset(
            house.ledger, house.administrator, house.store_key, "ghost", NEW, "1357", CHEAP
        )


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"user": ""}, "user"),
        ({"user": "a b"}, "user"),
        ({"user": "müller"}, "user"),
        ({"name": " "}, "name"),
        ({"roles": frozenset()}, "roles"),
        ({"password": "123456789"}, "password"),
        ({"pin": "123"}, "pin"),
        ({"pin": "123456789"}, "pin"),
        ({"pin": "12ab"}, "pin"),
        ({"pin": "²²²²"}, "pin"),
    ],
)
def test_what_cannot_sign_in_later_is_not_added(
    house: House, change: dict[str, Any], field: str
) -> None:
    new = people.NewStaff(
        user="bhatt",
        name="Dr A. Bhatt",
        roles=frozenset({Role.PHYSICIAN}),
        password=NEW,
        pin="1357",
    )
    before = house.ledger.clinic.staff
    with pytest.raises(Refused) as refused:
        people.add(
            house.ledger, house.administrator, house.store_key, replace(new, **change), CHEAP
        )
    assert refused.value.field == field
    assert house.ledger.clinic.staff == before


def test_the_first_run_asks_for_everything_that_sheets_print(house: House, tmp_path: Path) -> None:
    settings = {name: value for name, value in SETTINGS.items() if name != "clinic.phone_night"}
    journal, store_key, _recovery = people.prepare_store(tmp_path / "other", settings)
    ledger = Ledger(journal, house.ledger.reference, house.clock, house.ledger.new_id)
    chief = people.NewStaff(
        user="admin", name="A. Admin", roles=frozenset({Role.ADMINISTRATOR}), password=NEW
    )
    with pytest.raises(Refused, match=r"clinic\.phone_night"):
        people.set_up(ledger, store_key, settings, chief, CHEAP)
    assert journal.newest() == 0
    journal.store.close()


def test_a_user_name_is_never_given_twice(house: House) -> None:
    """Hazard: what one person signed is read as another's."""
    people.disable(house.ledger, house.administrator, "adeyemi")
    again = people.NewStaff(
        user="adeyemi", name="M. Other", roles=frozenset({Role.NURSE}), password=NEW
    )
    with pytest.raises(Refused, match="never given twice"):
        people.add(house.ledger, house.administrator, house.store_key, again, CHEAP)
    assert house.ledger.clinic.staff["adeyemi"].name == "M. Adeyemi"


def test_who_left_opens_nothing_and_what_is_not_there_does_not_leave(house: House) -> None:
    with pytest.raises(Refused, match="nobody of that user name"):
        people.disable(house.ledger, house.administrator, "ghost")
    people.disable(house.ledger, house.administrator, "adeyemi")
    with pytest.raises(WrongPassword):
        unlock(house.ledger.journal.store.home, "adeyemi", PASSWORD)
    with pytest.raises(Refused, match="no longer works here"):
        people.switch(house.ledger, "adeyemi", "2468")


def test_the_last_administrator_stays(house: House) -> None:
    """Hazard: nobody can add, reset or adopt any more, and no key brings them back."""
    people.disable(house.ledger, house.administrator, "reyes")
    with pytest.raises(Refused, match="Nobody else is an administrator"):
        people.disable(house.ledger, house.administrator, "admin")
    second = people.NewStaff(
        user="chief", name="B. Chief", roles=frozenset({Role.ADMINISTRATOR}), password=NEW
    )
    chief = people.add(house.ledger, house.administrator, house.store_key, second, CHEAP)
    people.disable(house.ledger, chief, "admin")
    assert not house.ledger.clinic.staff["admin"].active
