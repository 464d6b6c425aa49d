"""`procdesk user add | list | disable`: staff."""

import argparse
from typing import Any

from procdesk.commands.call import Call, Unusable
from procdesk.domain.staff import Role, Staff


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


def run_add(call: Call) -> int:
    """Add a person; an administrator enters user name and password first."""
    from procdesk.workflow import people
    from procdesk.workflow.refused import Refused

    ledger, administrator, key = call.person()
    password = call.ask(f"Password for {call.arguments.user}")
    pin = call.ask(f"PIN for {call.arguments.user}")
    roles = frozenset(map(Role, call.arguments.role))
    new = people.NewStaff(call.arguments.user, call.arguments.name, roles, password, pin)
    try:
        added = people.add(ledger, administrator, key, new)
    except Refused as refused:
        raise Unusable(refused.words) from None
    call.answer({"users": [_document(added)]}, f"{added.title} was added.")
    return 0


def run_list(call: Call) -> int:
    """Everyone who works or worked here."""
    users = [_document(one) for one in call.ledger().clinic.staff.values()]
    lines = [
        f"{u['user']}: {u['name']}, {', '.join(u['roles'])}" + ("" if u["active"] else ", left")
        for u in users
    ]
    call.answer({"users": users}, "\n".join(lines))
    return 0


def run_disable(call: Call) -> int:
    """Disable a person; what they recorded stays."""
    from procdesk.workflow import people
    from procdesk.workflow.refused import Refused

    ledger, administrator, _ = call.person()
    try:
        people.disable(ledger, administrator, call.arguments.user)
    except Refused as refused:
        raise Unusable(refused.words) from None
    return run_list(call)


def _document(one: Staff) -> dict[str, Any]:
    return {
        "user": one.user,
        "name": one.name,
        "active": one.active,
        "roles": sorted(role.value for role in one.roles),
    }
