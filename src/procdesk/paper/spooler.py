"""Spooler: printers and print jobs of this desk, through CUPS by its own commands.

PDFs go in by standard input and titles name nobody, so nothing about people lies in a file or a
log. A count of printed pages proves nothing (CUPS counts before the paper moves): only the state
of the job is told here, and only "completed" is called sent. Where CUPS is missing, the way on is
a file; on Windows the system's viewer opens it.
"""

import ctypes
import ctypes.util
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise, takewhile
from pathlib import Path

ANSWER_S = 2.0
"""The longest silence of the print system, in seconds, before staff are told."""

_TAKE_S = 10.0
_LOOK_EVERY_S = 0.25
_JOB_LIMIT_S = 600.0
COMPLETED_JOBS = 1  # CUPS_WHICHJOBS_COMPLETED
JOB_COMPLETED = 9  # IPP_JSTATE_COMPLETED; 7 is cancelled, 8 given up (RFC 8011, 5.3.7)
_JOB_ID = re.compile(rb"request id is (\S+)")
_PRINTER = re.compile(r"printer (\S+) (.*)")

_STOPPED = (
    "printer-stopped",
    "job-stopped",
    "job-canceled",
    "aborted-by-system",
    "job-hold",
    "cups-held",
    "account-",
)

GoesOn = Callable[[str], bool]
"""A listener: takes the progress of the job in words, returns False to cancel it."""


class Fate(StrEnum):
    """The end of a print: three that are never taken for one another."""

    SENT = "sent"  # the printer says that it is done
    REFUSED = "refused"  # no printer took it; the same sheet can be printed again
    SPOILED = "spoiled"  # a printer took it and did not finish; paper may have come out


@dataclass(frozen=True, slots=True)
class Printout:
    """The result of one print, with the reason in words unless it was sent."""

    fate: Fate
    words: str = ""


@dataclass(frozen=True, slots=True)
class Printer:
    """A queue of this desk. `problem` says why it takes nothing, empty if it does."""

    name: str
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Options:
    """The settings of a print. `tray` is a media source as the queue names it."""

    duplex: bool = True
    copies: int = 1
    tray: str = ""


PLAIN = Options()


class SpoolerDead(Exception):
    """The print system does not answer; the message says so in words."""


def printers() -> tuple[Printer, ...]:
    """Return the queues of this desk and their state. Raises SpoolerDead within 2 s."""
    problems: dict[str, str] = {}
    lines = [*lpstat_lines("-p"), ""]
    for line, below in pairwise(lines):
        queue = _PRINTER.match(line)
        if queue is not None:
            stopped = queue[2].startswith("disabled")
            problems[queue[1]] = f"it is stopped ({_reason(below)})" if stopped else ""
    for line in lpstat_lines("-a"):
        name, _, state = line.partition(" ")
        if name in problems and state.startswith("not accepting"):
            problems[name] = problems[name] or "it takes no jobs now"
    return tuple(Printer(name, problem) for name, problem in sorted(problems.items()))


def print_pdf(  # a print has a paper, a title, a queue, a listener and settings
    pdf: bytes, title: str, printer: str, goes_on: GoesOn, options: Options = PLAIN
) -> Printout:
    """Print and follow the job to its end. Blocks: call it in a worker.

    `printer` is a queue, empty for the desk's own default. The title must name nobody.
    """
    if shutil.which("lp") is None:
        return _without_cups(pdf, title)
    try:
        problem = _problem_of(printer)
        if problem:
            return Printout(Fate.REFUSED, f"{problem} Nothing was printed; choose another printer.")
        job = _hand_over(pdf, title, printer, options)
        return job if isinstance(job, Printout) else _follow(job, goes_on)
    except SpoolerDead as dead:
        return Printout(Fate.REFUSED, f"{dead} Try again, or save the PDF.")


def _problem_of(printer: str) -> str:
    """Return why a printer takes nothing, in words, empty if it does."""
    known = {one.name: one.problem for one in printers()}
    if not known:
        return "No printer is set up on this desk."
    if not printer:
        return ""
    if printer not in known:
        return f"This desk knows no printer {printer}."
    return f"The printer {printer} cannot print: {known[printer]}." if known[printer] else ""


def _hand_over(pdf: bytes, title: str, printer: str, options: Options) -> str | Printout:
    """Send the PDF to the queue; return the job's id, or the refusal."""
    sides = "two-sided-long-edge" if options.duplex else "one-sided"
    call = ["lp", "-t", title, "-n", str(options.copies), "-o", f"sides={sides}"]
    call += ["-o", "print-scaling=none"]  # fitted to the page, a diary's rings would move
    call += ["-o", f"media={options.tray}"] if options.tray else []
    call += ["-d", printer] if printer else []
    done = _run([*call, "-"], _TAKE_S, pdf)
    job = _JOB_ID.search(done.stdout)
    if done.returncode == 0 and job is not None:
        return job[1].decode()
    why = done.stderr.decode("utf-8", "replace").strip().removeprefix("lp: ")
    words = f"The printer did not take it: {why or 'no reason was given'}."
    return Printout(Fate.REFUSED, f"{words} Choose another printer, or save the PDF.")


def _follow(job: str, goes_on: GoesOn) -> Printout:
    printer, began = job.rpartition("-")[0], time.monotonic()
    while True:
        try:
            is_over, status, reasons = _state_of(job, printer)
        except SpoolerDead as dead:
            return Printout(Fate.SPOILED, f"{dead} Whether the sheet was printed is not known.")
        if is_over and _was_completed(job, printer):
            return Printout(Fate.SENT)
        if is_over or any(one in reasons for one in _STOPPED):
            return _spoiled(job, f"{printer} stopped: {status or 'no reason was given'}.")
        seconds = int(time.monotonic() - began)
        progress = f"At {printer}, {seconds} s" + (f": {status}" if status else "")
        if not goes_on(progress):
            return _spoiled(job, "You cancelled it.")
        if seconds > _JOB_LIMIT_S:
            return _spoiled(job, f"{printer} did not finish in ten minutes.")
        time.sleep(_LOOK_EVERY_S)


def _spoiled(job: str, why: str) -> Printout:
    """Withdraw the job, so that a void sheet does not come out later by itself."""
    try:
        _run(["cancel", job], ANSWER_S)
    except SpoolerDead:
        why = f"{why} The job could not be withdrawn: look at the printer."
    return Printout(Fate.SPOILED, f"{why} Throw away what came out and print it again.")


def _state_of(job: str, printer: str) -> tuple[bool, str, str]:
    """Return whether a job is over, the printer's status, and the reasons that CUPS gives.

    The reasons do not tell how it ended: CUPS 2.4 leaves "processing-to-stop-point" on each job.
    """
    for is_over, which in ((False, "not-completed"), (True, "completed")):
        lines = lpstat_lines("-l", "-W", which, "-o", printer)
        at = next((n for n, line in enumerate(lines) if line.split()[:1] == [job]), None)
        if at is not None:
            fields = dict(_named(lines[at + 1 :]))
            return is_over, fields.get("Status", ""), fields.get("Alerts", "")
    raise SpoolerDead("The print system knows nothing of the job any more.")


class CupsJob(ctypes.Structure):
    """cups_job_t of cups/cups.h."""

    _fields_ = (
        ("id", ctypes.c_int),
        *((name, ctypes.c_char_p) for name in ("dest", "title", "user", "format")),
        *((name, ctypes.c_int) for name in ("state", "size", "priority")),
        *((name, ctypes.c_long) for name in ("completed", "created", "processed")),
    )


def _was_completed(job: str, printer: str) -> bool:
    """Return whether a job that is over was printed, not given up: no CUPS command says so."""
    name = ctypes.util.find_library("cups")
    if name is None:
        raise SpoolerDead("The print system's library is not there.")
    cups = ctypes.CDLL(name)
    cups.cupsSetServer(None)  # read CUPS_SERVER again, as the commands do
    jobs = ctypes.POINTER(CupsJob)()
    count = cups.cupsGetJobs(ctypes.byref(jobs), printer.encode(), 0, COMPLETED_JOBS)
    number = int(job.rpartition("-")[2])
    completed = any(
        jobs[at].id == number and jobs[at].state == JOB_COMPLETED for at in range(count)
    )
    cups.cupsFreeJobs(count, jobs)
    return completed


def _named(lines: list[str]) -> Iterator[tuple[str, str]]:
    """Yield name and words of the indented lines below a job."""
    for line in takewhile(lambda line: line.startswith("\t"), lines):
        name, _, words = line.strip().partition(":")
        yield name, words.strip()


def lpstat_lines(*words: str) -> list[str]:
    """Return the lines of `lpstat` with these words. Raises SpoolerDead."""
    done = _run(["lpstat", *words], ANSWER_S)
    why = done.stderr.decode("utf-8", "replace").strip()
    if done.returncode and "No destinations added" not in why and not done.stdout:
        raise SpoolerDead("The print system of this desk does not run.")
    return done.stdout.decode("utf-8", "replace").splitlines()


def _reason(line: str) -> str:
    return line.strip() if line.startswith("\t") else "no reason was given"


def _run(
    call: list[str], limit_s: float, put_in: bytes = b""
) -> "subprocess.CompletedProcess[bytes]":
    try:
        return subprocess.run(
            call,
            input=put_in,
            capture_output=True,
            timeout=limit_s,
            check=False,
            env={**os.environ, "LC_ALL": "C"},
        )
    except subprocess.TimeoutExpired:
        raise SpoolerDead("The print system of this desk does not answer.") from None
    except OSError:
        raise SpoolerDead("The print system of this desk is not there.") from None


def _without_cups(pdf: bytes, title: str) -> Printout:
    if sys.platform == "win32":  # not tried: nobody here has Windows
        path = Path.home() / "Downloads" / f"{title}.pdf"
        path.write_bytes(pdf)
        os.startfile(path)  # noqa: S606
        return Printout(
            Fate.REFUSED, "The PDF is open in the system's viewer: print it from there."
        )
    return Printout(Fate.REFUSED, "No print system was found on this desk. Save the PDF instead.")
