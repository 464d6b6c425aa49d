"""The command line: the same workflow functions as the screens. Names and outputs are a promise.

Exit status: 0 done; 1 done, and the answer is no; 2 the input or the call is unusable, or an error
of ours: then there is no answer either.
"""

import argparse
import sys
from collections.abc import Sequence

from procdesk.commands import (
    demo,
    desk,
    doctor,
    export,
    forms,
    imports,
    journal,
    policy,
    relief,
    review,
    sheet,
    site,
    users,
    verify,
)
from procdesk.commands.call import CommandCall, UnusableCall

_COMMANDS = (
    *(demo, imports, forms, journal, policy, review),
    *(sheet, relief, export, verify, site, users, doctor),
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status. Never a traceback for bad input."""
    arguments = _parser().parse_args(argv)
    try:
        return int(arguments.run(CommandCall(arguments)))
    except UnusableCall as problem:
        print(f"procdesk: {problem}", file=sys.stderr)
        return 2
    except _trouble() as problem:
        print(f"procdesk: {problem}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        return 2
    except KeyboardInterrupt:
        print("procdesk: stopped by you; what was recorded is kept", file=sys.stderr)
        return 2
    except Exception as error:
        return _fault(error, arguments)


def _fault(error: Exception, arguments: argparse.Namespace) -> int:
    """Log an error of ours and say where; its message may hold a value and is not printed."""
    from procdesk import app
    from procdesk.desk.session.fault_log import FaultLog, fault_lines

    log, lines = FaultLog(app.log_folder(arguments.home)), fault_lines(error)
    number = log.write(lines)
    where = f"see {log.path}" if log.path.exists() else f"{log.path} cannot be written"
    sentence = f"procdesk: something went wrong in the program, number {number}: {where}"
    print(sentence, *(lines if arguments.debug else ()), sep="\n", file=sys.stderr)
    return 2


def _trouble() -> tuple[type[Exception], ...]:
    """Return the errors that are answered in words; imported only when something went wrong."""
    from procdesk.workflow.clinic.opening import USER_ERRORS

    return USER_ERRORS


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="procdesk", description="The procedure-room desk of an interventional pain clinic."
    )
    shared = argparse.ArgumentParser(add_help=False)
    for target in (parser, shared):
        default = None if target is parser else argparse.SUPPRESS
        target.add_argument("--home", metavar="DIR", default=default, help="the data folder")
        target.add_argument("--key-file", metavar="FILE", default=default, help="opens the store")
        target.add_argument("--at", metavar="TIME", default=default, help='sets "now"')
        target.add_argument(
            "--json", action="store_true", default=default, help="one JSON document"
        )
        target.add_argument("--debug", action="store_true", default=default, help="more detail")
    parser.set_defaults(run=desk.run)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    for command in _COMMANDS:
        command.add_to(commands, shared)
    return parser
