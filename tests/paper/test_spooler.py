"""Printing on a real print system: sent is only what was done, and every other end is said."""

import ctypes
import ctypes.util
import subprocess
import time
from collections.abc import Iterator
from getpass import getuser
from pathlib import Path
from typing import Any

import pytest

from paper import print_system
from paper.print_system import PrintSystem
from procdesk.paper import spooler
from procdesk.paper.spooler import Fate, Options, Printer, Printout

PDF = b"%PDF-1.4\n% a sheet\n"


@pytest.fixture(scope="module")
def cups() -> Iterator[PrintSystem]:
    with print_system.running() as system:
        yield system


@pytest.fixture
def here(cups: PrintSystem, monkeypatch: pytest.MonkeyPatch) -> PrintSystem:
    monkeypatch.setenv("CUPS_SERVER", cups.server)
    monkeypatch.setattr(spooler, "ANSWER_S", 60.0)  # a busy machine is no dead print system
    return cups


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, float]]:
    """The commands that are really run, each with the seconds that it may take."""
    made: list[tuple[str, float]] = []
    run = subprocess.run

    def listed(call: list[str], **options: Any) -> "subprocess.CompletedProcess[bytes]":
        made.append((call[0], options["timeout"]))
        return run(call, **options)

    monkeypatch.setattr(subprocess, "run", listed)
    return made


def sent(printer: str, options: Options = spooler.PLAIN) -> Printout:
    return spooler.print_pdf(PDF, "aftercare c61083", printer, lambda _told: True, options)


def test_every_printer_is_listed_with_what_is_wrong_with_it(here: PrintSystem) -> None:
    problems = {one.name: one.problem for one in spooler.printers()}
    assert set(problems) == {"room1", "room2", "off", "closed", "jams", "fails", "slow"}
    assert Printer("room1") in spooler.printers()
    assert "stopped" in problems["off"]
    assert problems["closed"] == "it takes no jobs now"


def test_a_sheet_is_sent_when_the_printer_is_done_with_it(here: PrintSystem) -> None:
    assert sent("room1") == Printout(Fate.SENT)
    assert here.printed("room1") == PDF
    job = here.job_of("room1")
    assert job.startswith("aftercare c61083|1|")
    assert "sides=two-sided-long-edge" in job
    assert "print-scaling=none" in job


def test_the_print_systems_library_lays_out_a_job_as_it_is_read_here(here: PrintSystem) -> None:
    moved = (
        "cups_job_t is laid out anew in this libcups: `spooler.CupsJob` must follow cups/cups.h, "
        "else a sheet that was given up is called sent"
    )
    began = int(time.time())
    assert sent("room2").fate is Fate.SENT
    cups = ctypes.CDLL(ctypes.util.find_library("cups"))
    jobs = ctypes.POINTER(spooler.CupsJob)()
    count = cups.cupsGetJobs(ctypes.byref(jobs), b"room2", 0, spooler.COMPLETED_JOBS)
    last = max((jobs[at] for at in range(count)), key=lambda job: int(job.id))
    texts = (last.dest, last.title, last.user)
    assert texts == (b"room2", b"aftercare c61083", getuser().encode()), moved
    assert (last.state, last.size, last.priority) == (spooler.JOB_COMPLETED, 1, 50), moved
    assert began <= last.created <= last.processed <= last.completed <= time.time(), moved
    cups.cupsFreeJobs(count, jobs)


def test_without_a_name_it_is_the_desks_default(here: PrintSystem) -> None:
    assert sent("").fate is Fate.SENT
    assert here.job_of("room1")


def test_copies_tray_and_one_side_reach_the_printer(here: PrintSystem) -> None:
    assert sent("room2", Options(duplex=False, copies=2, tray="tray-2")).fate is Fate.SENT
    job = here.job_of("room2")
    assert "|2|" in job
    assert "sides=one-sided" in job
    assert "media=tray-2" in job


@pytest.mark.parametrize(
    ("printer", "why"),
    [("off", "stopped"), ("closed", "takes no jobs"), ("nowhere", "knows no printer nowhere")],
)
def test_a_printer_that_cannot_is_named_before_anything_is_sent(
    here: PrintSystem, printer: str, why: str, calls: list[tuple[str, float]]
) -> None:
    done = sent(printer)
    assert done.fate is Fate.REFUSED
    assert why in done.words
    assert {command for command, _limit_s in calls} == {"lpstat"}


def test_a_jam_spoils_the_sheet_and_withdraws_its_job(here: PrintSystem) -> None:
    done = sent("jams")
    assert done.fate is Fate.SPOILED
    assert "paper jam in tray 2" in done.words
    assert "paper jam" in {one.name: one.problem for one in spooler.printers()}["jams"]
    assert waiting("jams") == []


def test_a_job_that_the_print_system_gives_up_is_spoiled(here: PrintSystem) -> None:
    assert sent("fails").fate is Fate.SPOILED


def test_a_print_that_a_person_cancels_is_spoiled_and_withdrawn(here: PrintSystem) -> None:
    heard: list[str] = []

    def goes_on(words: str) -> bool:
        heard.append(words)
        return "waiting for the printer" not in words

    done = spooler.print_pdf(PDF, "diary c61083", "slow", goes_on)
    assert done.fate is Fate.SPOILED
    assert "You cancelled it." in done.words
    assert heard[-1].startswith("At slow, ")
    assert waiting("slow") == []


def waiting(printer: str) -> list[str]:
    """The jobs of a printer, once those that were withdrawn are gone; a minute at most."""
    for _ in range(600):
        jobs = spooler.lpstat_lines("-W", "not-completed", "-o", printer)
        if not jobs:
            break
        time.sleep(0.1)
    return jobs


def test_a_dead_print_system_is_said_within_two_seconds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, calls: list[tuple[str, float]]
) -> None:
    monkeypatch.setenv("CUPS_SERVER", str(tmp_path / "nobody"))
    done = sent("room1")
    assert done.fate is Fate.REFUSED
    assert "does not run" in done.words or "does not answer" in done.words
    assert calls == [("lpstat", 2.0)], "one command, which ends by itself or after two seconds"


def test_a_silent_print_system_is_said_within_two_seconds(
    monkeypatch: pytest.MonkeyPatch, calls: list[tuple[str, float]]
) -> None:
    with print_system.silent() as server:
        monkeypatch.setenv("CUPS_SERVER", server)
        done = sent("room1")
        assert done.fate is Fate.REFUSED
        assert "does not answer" in done.words
        assert calls == [("lpstat", 2.0)], "one command, which is ended after two seconds"


def test_a_print_system_that_dies_under_way_leaves_the_sheet_in_doubt(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with print_system.running() as system:
        monkeypatch.setenv("CUPS_SERVER", system.server)

        def goes_on(_told: str) -> bool:
            system.stop()
            return True

        done = spooler.print_pdf(PDF, "diary c61083", "slow", goes_on)
    assert done.fate is Fate.SPOILED
    assert "not known" in done.words


def test_a_desk_without_cups_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    done = sent("room1")
    assert done.fate is Fate.REFUSED
    assert "Save the PDF" in done.words
