"""`procdesk export`: one case out of the store, as its exact entries or as a signed PDF."""

import argparse
import sys
from typing import TYPE_CHECKING, Any

from procdesk import app
from procdesk.commands.call import CommandCall, UnusableCall

if TYPE_CHECKING:
    from procdesk.domain.staff import Staff
    from procdesk.workflow.ledger import Ledger


def add_to(commands: Any, shared: argparse.ArgumentParser) -> None:
    """Add `export` to the command line."""
    parser = commands.add_parser("export", parents=[shared], help="one case out of the store")
    parser.add_argument("--case", metavar="ID", required=True)
    parser.add_argument("--pdf", action="store_true", help="the record as a PDF that you sign")
    parser.add_argument("--out", metavar="FILE", default="-", help="else standard output")
    parser.set_defaults(run=run)


def run(call: CommandCall) -> int:
    """Write the case; whoever takes it out stands in its record."""
    import hashlib

    from procdesk.workflow.refused import Refused

    ledger, person, store_key = call.person() if call.arguments.pdf else call.open_store()
    if not ledger.case(call.arguments.case).entries:
        raise UnusableCall(f"{call.arguments.case}: there is no such case in this store")
    try:
        raw = (
            _pdf(call, ledger, person, store_key)
            if call.arguments.pdf
            else _file(call, ledger, person)
        )
    except Refused as refused:
        raise UnusableCall(refused.words) from None
    if call.arguments.out == "-":
        sys.stdout.buffer.write(raw)
        return 0
    call.write(call.arguments.out, raw)
    document = {"file": call.arguments.out, "sha256": hashlib.sha256(raw).hexdigest()}
    call.answer(document, f"{call.arguments.out}: written; check it with `procdesk verify`")
    return 0


def _file(call: CommandCall, ledger: "Ledger", person: "Staff") -> bytes:
    from procdesk.workflow.case.exporting import case_file

    return case_file(ledger, person, call.arguments.case)


def _pdf(call: CommandCall, ledger: "Ledger", person: "Staff", store_key: bytes) -> bytes:
    from procdesk.sheets.make import Sheets
    from procdesk.sheets.signed_copy import signed_copy

    sheets = Sheets(ledger, app.supplies(store_key))
    return signed_copy(sheets, ledger.outcome(call.arguments.case), call.signer(person))
