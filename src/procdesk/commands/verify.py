"""`procdesk verify`: a signed PDF or an exported case, on any machine, without a store."""

import argparse
from typing import TYPE_CHECKING, Any

from procdesk.commands.call import CommandCall, UnusableCall

if TYPE_CHECKING:
    from procdesk.records.case_file import CaseFile


def add_to(commands: Any, shared: argparse.ArgumentParser) -> None:
    """Add `verify` to the command line."""
    parser = commands.add_parser(
        "verify", parents=[shared], help="a signed PDF or an exported case"
    )
    parser.add_argument("file", metavar="FILE")
    parser.set_defaults(run=run)


def run(call: CommandCall) -> int:
    """Print who signed, and whether every byte is as it was; 1 if it is not."""
    raw = call.read(call.arguments.file)
    signers, problems, key = _pdf(raw) if raw.startswith(b"%PDF") else _case(call, raw)
    document = {"ok": not problems, "signers": signers, "problems": problems, "desk_key": key}
    lines = [f"{one['name']}, {one['role']}: {one['meaning']}, {one['at']}" for one in signers]
    lines += [f"problem: {one}" for one in problems] or ["every byte is as it was signed"]
    call.answer(document, "\n".join(lines))
    return 1 if problems else 0


def _pdf(raw: bytes) -> tuple[list[dict[str, str]], list[str], str]:
    from procdesk.paper.signed_pdf import check_pdf
    from procdesk.records.case_file import NotACaseFile, check_case

    copy = check_pdf(raw)
    at = copy.at.isoformat() if copy.at else ""
    signed = [{"name": copy.name, "role": "", "meaning": "this copy", "at": at}] * bool(copy.name)
    try:
        case = check_case(copy.case_file)
    except NotACaseFile:
        return signed, [*copy.problems, "no case is attached to this PDF"], ""
    problems = [*copy.problems, *(f"attached case, {one}" for one in case.problems)]
    if copy.name and case.names.get(copy.public_key) != copy.name:
        problems.append("the copy was signed with a key that is not this person's in the case")
    return [*signed, *_signers(case)], problems, case.desk_key


def _case(call: CommandCall, raw: bytes) -> tuple[list[dict[str, str]], list[str], str]:
    from procdesk.records.case_file import NotACaseFile, check_case

    try:
        case = check_case(raw)
    except NotACaseFile:
        words = "neither a signed PDF nor a case file; make one with `procdesk export`"
        raise UnusableCall(f"{call.arguments.file}: {words}") from None
    return _signers(case), case.problems, case.desk_key


def _signers(case: "CaseFile") -> list[dict[str, str]]:
    return [
        {"name": signer.name, "role": signer.role, "meaning": signer.meaning, "at": signer.at}
        for signer in case.signers
    ]
