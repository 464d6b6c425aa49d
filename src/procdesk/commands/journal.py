"""`procdesk journal verify | export | stats`."""

import argparse
import json
from typing import Any

from procdesk.commands.call import CommandCall


def add_to(commands: Any, shared: argparse.ArgumentParser) -> None:
    """Add `journal` to the command line."""
    journal = commands.add_parser("journal", help="verify, export or count the journal")
    acts = journal.add_subparsers(required=True, metavar="ACT")
    verify = acts.add_parser("verify", parents=[shared], help="chain, head file, projections")
    verify.add_argument("--full", action="store_true", help="every seal and signature too")
    verify.set_defaults(run=run_verify)
    acts.add_parser("export", parents=[shared], help="JSON lines").set_defaults(run=run_export)
    acts.add_parser("stats", parents=[shared], help="counts").set_defaults(run=run_stats)


def run_verify(call: CommandCall) -> int:
    """Print whether the journal is whole; 1 if it is not."""
    from procdesk.records.verify import verify

    report = verify(call.ledger().journal.store, full=call.arguments.full)
    document = {"entries": report.entries, "ok": report.ok, "problems": list(report.problems)}
    words = "\n".join(report.problems) or "nothing is missing or changed"
    call.answer(document, f"{report.entries} entries: {words}")
    return 0 if report.ok else 1


def run_export(call: CommandCall) -> int:
    """Write every entry as one JSON line each."""
    from procdesk.records.verify import export

    lines = list(export(call.ledger().journal.store))
    call.answer({"entries": [json.loads(line) for line in lines]}, "\n".join(lines))
    return 0


def run_stats(call: CommandCall) -> int:
    """Answer with the number of entries of each kind."""
    from procdesk.records.verify import stats

    counts = stats(call.ledger().journal.store)
    call.answer(counts, "\n".join(f"{name}: {value}" for name, value in counts.items()))
    return 0
