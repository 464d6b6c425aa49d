"""People: the first administrator, staff, passwords and PINs, and who is acting at this desk."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from procdesk.domain.clinic.settings import CLINIC_NAME, SETTINGS
from procdesk.domain.entry import CLINIC, Json, Kind
from procdesk.domain.staff import Role, Staff
from procdesk.records import credentials, keys
from procdesk.records.journal import Journal
from procdesk.records.keys import FULL, Cost
from procdesk.records.seal import new_key, public_of
from procdesk.records.store import create_store
from procdesk.workflow.ledger import STATION_STAFF, Act, Ledger
from procdesk.workflow.refused import Refused
from procdesk.workflow.stages import allowed

ADMINISTRATORS = frozenset({Role.ADMINISTRATOR})
SHORTEST_PASSWORD = 10
REQUIRED = tuple(row.name for row in SETTINGS if row.required)
"""The settings without which no clinic opens."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewStaff:
    """A person to be added, with the first password and PIN that they chose."""

    user: str
    name: str
    roles: frozenset[Role]
    password: str
    pin: str = ""


def check_new(person: NewStaff) -> None:
    """Raises Refused for a user name, password or PIN that cannot be used."""
    if not person.user.isidentifier() or not person.user.isascii():
        raise Refused("A user name has letters, digits and _ only.", field="user")
    if not person.name.strip():
        raise Refused("Write the name as it is to be printed under a signature.", field="name")
    if not person.roles:
        raise Refused("Choose at least one role.", field="roles")
    if len(person.password) < SHORTEST_PASSWORD:
        raise Refused(f"A password has at least {SHORTEST_PASSWORD} signs.", field="password")
    digits = person.pin.isascii() and person.pin.isdigit()
    if person.pin and not (digits and 4 <= len(person.pin) <= 8):
        raise Refused("A PIN has 4 to 8 digits.", field="pin")


def prepare_store(home: Path, settings: Mapping[str, Json]) -> tuple[Journal, bytes, str]:
    """A new, empty store: (journal, store key, recovery key to print). Raises StoreProblem."""
    home.mkdir(parents=True, exist_ok=True)
    store_key, recovery = keys.create_slots(home, str(settings.get(CLINIC_NAME.name, "")))
    return Journal(create_store(home, store_key)), store_key, recovery


def set_up(  # what the first run asks
    ledger: Ledger,
    store_key: bytes,
    settings: Mapping[str, Json],
    administrator: NewStaff,
    cost: Cost = FULL,
) -> Staff:
    """The first entries of a clinic: its desk, its settings, its first administrator."""
    missing = [name for name in REQUIRED if not settings.get(name)]
    if missing:
        raise Refused(f"Still to be filled in: {', '.join(missing)}.", field=missing[0])
    check_new(administrator)
    desk: dict[str, Json] = {"desk": ledger.journal.store.desk_id, "name": "Desk 1"}
    acts = [Act(CLINIC, Kind.CHAIN_OPENED, desk), Act(CLINIC, Kind.DESK_ENROLLED, desk)]
    acts += [
        Act(CLINIC, Kind.SETTING_CHANGED, {"name": name, "value": value})
        for name, value in settings.items()
    ]
    ledger.record(STATION_STAFF, acts)
    return _enrol(ledger, STATION_STAFF, store_key, administrator, cost)


def add(  # who adds whom, with what
    ledger: Ledger, person: Staff, store_key: bytes, new: NewStaff, cost: Cost = FULL
) -> Staff:
    """Add a person. An administrator does, and the person chooses password and PIN."""
    allowed(person, ADMINISTRATORS, "add staff")
    check_new(new)
    if new.user in ledger.clinic.staff:
        raise Refused("This user name was given before; names are never given twice.", field="user")
    return _enrol(ledger, person, store_key, new, cost)


def disable(ledger: Ledger, person: Staff, user: str) -> None:
    """A person who left: what they recorded stays, their password opens nothing."""
    allowed(person, ADMINISTRATORS, "disable staff")
    if user not in ledger.clinic.staff:
        raise Refused("There is nobody of that user name.", field="user")
    others = (one for one in ledger.clinic.staff.values() if one.active and one.user != user)
    if not any(one.may(ADMINISTRATORS) for one in others):
        raise Refused("Nobody else is an administrator here: add one first.", field="user")
    ledger.record(person, [Act(CLINIC, Kind.STAFF_CHANGED, {"user": user, "active": False})])
    keys.drop_slot(ledger.journal.store.home, user)


def reset(  # whose secrets are replaced, by whom
    ledger: Ledger,
    person: Staff,
    store_key: bytes,
    user: str,
    password: str,
    pin: str,
    cost: Cost = FULL,
) -> Staff:
    """New password, PIN and signing key for somebody who forgot theirs; old signatures stay.

    `person` is an administrator, or the station when the recovery key opened the store.
    """
    if person != STATION_STAFF:
        allowed(person, ADMINISTRATORS, "reset a password")
    before = ledger.clinic.staff.get(user)
    if before is None or not before.active:
        raise Refused("Nobody of that user name works here.", field="user")
    check_new(NewStaff(user=user, name=before.name, roles=before.roles, password=password, pin=pin))
    private, store = new_key(), ledger.journal.store
    credentials.put_credential(
        store, user, signing_key=private, password=password, pin=pin, cost=cost
    )
    keys.put_slot(store.home, user, store_key, password, cost)
    body: dict[str, Json] = {"user": user, "public_key": public_of(private)}
    ledger.record(person, [Act(CLINIC, Kind.STAFF_CHANGED, body)])
    return ledger.clinic.staff[user]


def _enrol(ledger: Ledger, by: Staff, store_key: bytes, new: NewStaff, cost: Cost) -> Staff:
    private = new_key()
    store = ledger.journal.store
    credentials.put_credential(
        store, new.user, signing_key=private, password=new.password, pin=new.pin, cost=cost
    )
    keys.put_slot(store.home, new.user, store_key, new.password, cost)
    roles: list[Json] = [role.value for role in sorted(new.roles)]
    ledger.record(
        by,
        [
            Act(
                CLINIC,
                Kind.STAFF_ADDED,
                {
                    "user": new.user,
                    "name": new.name.strip(),
                    "roles": roles,
                    "public_key": public_of(private),
                },
            )
        ],
    )
    return ledger.clinic.staff[new.user]


def sign_in(ledger: Ledger, user: str, password: str) -> tuple[Staff, bytes]:
    """The person with their signing key, by password. Raises WrongPassword or Refused."""
    key = credentials.signing_key(ledger.journal.store, user, password)
    return _active(ledger, user), key


def switch(ledger: Ledger, user: str, pin: str) -> Staff:
    """The person, by PIN on an open desk. Raises WrongPassword, PinLocked or Refused."""
    credentials.check_pin(ledger.journal.store, user, pin)
    return _active(ledger, user)


def give_badge(ledger: Ledger, person: Staff, password: str, code: str) -> None:
    """This badge stands for this person, who says so with their password.

    Raises WrongPassword, NotSaved, or Refused for a badge that is somebody else's.
    """
    sign_in(ledger, person.user, password)
    store = ledger.journal.store
    owner = credentials.badge_owner(store, code)
    if owner not in ("", person.user):
        raise Refused("This badge is another person's. An administrator can disable them.")
    credentials.put_badge(store, person.user, code)
    change: dict[str, Json] = {"user": person.user, "badge": "given"}
    ledger.record(person, [Act(CLINIC, Kind.STAFF_CHANGED, change)])


def by_badge(ledger: Ledger, code: str) -> Staff | None:
    """Return the owner of a badge scanned on an open desk; None if nobody's. Raises Refused."""
    user = credentials.badge_owner(ledger.journal.store, code)
    return _active(ledger, user) if user else None


def _active(ledger: Ledger, user: str) -> Staff:
    person = ledger.clinic.staff.get(user)
    if person is None or not person.active:
        raise Refused("This person no longer works here.")
    return person
