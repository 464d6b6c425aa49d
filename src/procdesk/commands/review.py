"""`procdesk review`: the rules over a FHIR R4 bundle, storing nothing."""

import argparse
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from procdesk import app
from procdesk.commands.call import CommandCall, UnusableCall

if TYPE_CHECKING:
    from procdesk.domain.catalogue.catalogue import Reference
    from procdesk.domain.catalogue.policy_set import PolicySet
    from procdesk.domain.finding import Finding
    from procdesk.domain.targets.target import Target

_FAMILY = "anticoagulant"
_WRITTEN_IN = "resources/policy/README.md"


def add_to(commands: Any, shared: argparse.ArgumentParser) -> None:
    """Add `review` to the command line."""
    parser = commands.add_parser("review", parents=[shared], help="the rules over a FHIR bundle")
    parser.add_argument("bundle", metavar="BUNDLE")
    parser.add_argument("--procedure", metavar="KEY", required=True)
    parser.add_argument("--target", metavar="TEXT", action="append", default=[])
    parser.add_argument("--policy", metavar="SET|FILE", help="counts as adopted for this call")
    parser.add_argument("--all", action="store_true", help="also what is met")
    parser.set_defaults(run=run)


def run(call: CommandCall) -> int:
    """Answer with every finding and what it rests on; 1 if something stops."""
    from procdesk.domain.clinic.settings import TIME_ZONE
    from procdesk.domain.feeds.feed import Unreadable
    from procdesk.domain.finding import Result
    from procdesk.interop.fhir_record import read_record
    from procdesk.workflow.booking.ordering import Wanted
    from procdesk.workflow.feeds.review import for_this_call, review

    arguments, now = call.arguments, call.now()
    reference, sets = _sets(call)
    if arguments.procedure not in reference.procedures:
        known = ", ".join(reference.procedures)
        raise UnusableCall(f"{arguments.procedure}: no such procedure; there are {known}")
    zone = _zone(now)
    try:
        record = read_record(call.read(arguments.bundle), ZoneInfo(zone), now)
    except Unreadable as problem:
        aside = problem.set_aside
        raise UnusableCall(f"{arguments.bundle}: {aside.place}: {aside.reason}") from None
    wanted = Wanted(arguments.procedure, _targets(call))
    clinic = for_this_call(sets, {TIME_ZONE.name: zone})
    result = review(record, wanted, clinic, reference, app.problems(), now)
    shown = [one for one in result.findings if arguments.all or one.result is not Result.MET]
    document = {
        "findings": [_finding_document(one) for one in shown],
        "not_in_bundle": list(result.not_in_bundle),
    }
    lines = [f"{one.effect}: {one.result}: {one.key}: {one.sentence}" for one in shown]
    call.answer(document, "\n".join(lines) or "nothing in this bundle is against an adopted rule")
    return 1 if any(one.stops for one in shown) else 0


def _finding_document(finding: "Finding") -> dict[str, object]:
    policy = finding.policy
    return {
        "key": finding.key,
        "effect": finding.effect.value,
        "result": finding.result.value,
        "sentence": finding.sentence,
        "inputs": [
            {"name": fact.name, "value": fact.value, "at": fact.at.isoformat() if fact.at else None}
            for fact in finding.inputs
        ],
        "source": finding.source,
        "policy": f"{policy.row} {policy.version}" if policy else None,
    }


def _sets(call: CommandCall) -> "tuple[Reference, list[PolicySet]]":
    """Return the reference data and the sets of this call: a set on blood thinners, all gates."""
    from procdesk.domain.catalogue.catalogue import with_policy
    from procdesk.domain.catalogue.policy_set import PolicySet
    from procdesk.domain.resource_file import ResourceRefused, decode

    reference, named = app.reference(), call.arguments.policy
    if not named:
        return reference, []
    if named not in reference.policies:
        if not Path(named).exists() and named != "-":
            known = ", ".join(k for k, one in reference.policies.items() if one.family == _FAMILY)
            raise UnusableCall(f"{named}: neither a rule set nor a file; there are {known}")
        try:
            own = decode(call.read(named), PolicySet, named)
        except ResourceRefused as refused:
            raise UnusableCall(f"{refused}; write it as {_WRITTEN_IN} says") from None
        reference, named = with_policy(reference, own), own.key
    by_family: dict[str, PolicySet] = {}
    for policy in reference.policies.values():
        if policy.family != _FAMILY:
            by_family.setdefault(policy.family, policy)
    chosen = reference.policies[named]
    return reference, [*({**by_family, chosen.family: chosen}).values()]


def _targets(call: CommandCall) -> "tuple[Target, ...]":
    from procdesk.domain.targets.target import parse_target

    try:
        return tuple(parse_target(one) for one in call.arguments.target)
    except ValueError as problem:
        raise UnusableCall(f"--target: {problem}") from None


def _zone(now: datetime) -> str:
    """Return a time zone of whole hours as `--at` says it; UTC for any other."""
    offset = now.utcoffset()
    hours = offset.total_seconds() / 3600 if offset else 0
    return f"Etc/GMT{-int(hours):+d}" if hours and hours == int(hours) else "UTC"
