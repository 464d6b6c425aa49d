"""Opening: from a user name and a password to an open ledger and the person who is acting."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from procdesk.domain.catalogue.catalogue import Reference
from procdesk.domain.staff import Staff
from procdesk.records import keyring_slot, keys
from procdesk.records.errors import StoreProblem
from procdesk.records.journal import Journal
from procdesk.records.store import open_store
from procdesk.workflow.clinic import people
from procdesk.workflow.ledger import STATION_STAFF, Ledger
from procdesk.workflow.refused import Refused
from procdesk.workflow.stages import allowed

USER_ERRORS = (Refused, StoreProblem)
"""The errors that can be said in words: a rule of work, or a store that cannot do it."""


@dataclass(frozen=True, slots=True)
class OpenedStore:
    """An open store with the person who opened it."""

    ledger: Ledger
    person: Staff
    store_key: bytes


def open_with_password(  # what a sign-in knows
    home: Path,
    user: str,
    password: str,
    reference: Reference,
    clock: Callable[[], datetime],
    new_id: Callable[[], str],
) -> OpenedStore:
    """Open the store of this folder. Raises StoreProblem or Refused, in words."""
    store_key = keys.unlock(home, user, password)
    ledger = Ledger(Journal(open_store(home, store_key)), reference, clock, new_id)
    person, _signing_key = people.sign_in(ledger, user, password)
    return OpenedStore(ledger, person, store_key)


def open_by_itself(
    home: Path,
    reference: Reference,
    clock: Callable[[], datetime],
    new_id: Callable[[], str],
) -> OpenedStore | None:
    """Open with the key that the system's keyring holds; nobody is acting yet.

    None where it holds no key that opens this store: then a password is asked.
    """
    store_key = keyring_slot.stored_key(home)
    if store_key is None:
        return None
    try:
        ledger = Ledger(Journal(open_store(home, store_key)), reference, clock, new_id)
    except StoreProblem:
        return None
    return OpenedStore(ledger, STATION_STAFF, store_key)


def let_it_open_itself(ledger: Ledger, person: Staff, store_key: bytes, may: bool) -> None:
    """An administrator lets this desk open without a password, or no longer. Raises USER_ERRORS."""
    allowed(person, people.ADMINISTRATORS, "say how this desk opens")
    home = ledger.journal.store.home
    if may:
        keyring_slot.hold(home, store_key)
    else:
        keyring_slot.drop(home)


def message_of(trouble: Exception) -> str:
    """The sentence of a refusal or a store problem."""
    return trouble.words if isinstance(trouble, Refused) else str(trouble)
