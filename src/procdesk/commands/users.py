"""`procdesk user add | list | disable | reset`: staff."""

import argparse
from typing import TYPE_CHECKING, Any

from procdesk.commands.call import CommandCall, UnusableCall
from procdesk.domain.staff import Role, Staff

if TYPE_CHECKING:
    from procdesk.workflow.ledger import Ledger


def add_to(commands: Any, shared: argparse.ArgumentParser) -> None:
    """Add `user` to the command line."""
    user = commands.add_parser("user", help="staff")
    acts = user.add_subparsers(required=True, metavar="ACT")
    add = acts.add_parser("add", parents=[shared], help="add a person")
    add.add_argument("user", metavar="USER")
    add.add_argument("--name", required=True)
    add.add_argument("--role", required=True, action="append", choices=[r.value for r in Role])
    add.set_defaults(run=run_add)
    acts.add_parser("list", parents=[shared], help="who works here").set_defaults(run=run_list)
    disable = acts.add_parser("disable", parents=[shared], help="a person who left")
    disable.add_argument("user", metavar="USER")
    disable.set_defaults(run=run_disable)
    reset = acts.add_parser("reset", parents=[shared], help="a forgotten password or PIN")
    reset.add_argument("user", metavar="USER")
    reset.add_argument("--recovery", action="store_true", help="open with the recovery key")
    reset.set_defaults(run=run_reset)


def run_add(call: CommandCall) -> int:
    """Add a person; an administrator enters user name and password first."""
    from procdesk.workflow.clinic import people
    from procdesk.workflow.refused import Refused

    ledger, administrator, key = call.person()
    password = call.ask(f"Password for {call.arguments.user}")
    pin = call.ask(f"PIN for {call.arguments.user}")
    roles = frozenset(map(Role, call.arguments.role))
    new = people.NewStaff(
        user=call.arguments.user, name=call.arguments.name, roles=roles, password=password, pin=pin
    )
    try:
        added = people.add(ledger, administrator, key, new)
    except Refused as refused:
        raise UnusableCall(refused.words) from None
    call.answer({"users": [_document(added)]}, f"{added.title} was added.")
    return 0


def run_list(call: CommandCall) -> int:
    """List everyone who works or worked here."""
    return _list(call, call.ledger())


def _list(call: CommandCall, ledger: "Ledger") -> int:
    """Print the staff of an open store."""
    users = [_document(one) for one in ledger.clinic.staff.values()]
    lines = [
        f"{u['user']}: {u['name']}, {', '.join(u['roles'])}" + ("" if u["active"] else ", left")
        for u in users
    ]
    call.answer({"users": users}, "\n".join(lines))
    return 0


def run_disable(call: CommandCall) -> int:
    """Disable a person; what they recorded stays."""
    from procdesk.workflow.clinic import people
    from procdesk.workflow.refused import Refused

    ledger, administrator, _ = call.person()
    try:
        people.disable(ledger, administrator, call.arguments.user)
    except Refused as refused:
        raise UnusableCall(refused.words) from None
    return _list(call, ledger)


def run_reset(call: CommandCall) -> int:
    """Set a new password and PIN; by an administrator, or by whoever holds the recovery key."""
    from procdesk.workflow.clinic import people
    from procdesk.workflow.ledger import STATION_STAFF
    from procdesk.workflow.refused import Refused

    if call.arguments.recovery:
        ledger, key = call.ledger_by_recovery()
        by = STATION_STAFF
    else:
        ledger, by, key = call.person()
    password = call.ask(f"New password for {call.arguments.user}")
    pin = call.ask(f"New PIN for {call.arguments.user}")
    try:
        people.reset(ledger, by, key, call.arguments.user, password, pin)
    except Refused as refused:
        raise UnusableCall(refused.words) from None
    return _list(call, ledger)


def _document(person: Staff) -> dict[str, Any]:
    return {
        "user": person.user,
        "name": person.name,
        "active": person.active,
        "roles": sorted(role.value for role in person.roles),
    }
