"""Print run: what is recorded of each sheet, and what waits when one does not come out."""

import pytest

from procdesk.paper.spooler import Fate, Printout
from procdesk.records.errors import NotSaved
from procdesk.sheets.issue import issue
from procdesk.sheets.make import DrawnSheet
from procdesk.sheets.print_run import PrintRun
from procdesk.workflow.after import discharge
from support.small_clinic import House

SENT = Printout(Fate.SENT)
JAMMED = Printout(Fate.SPOILED, "room1 stopped: paper jam.")
REFUSED = Printout(Fate.REFUSED, "This desk knows no printer room9.")
KINDS = ("aftercare", "diary", "label")


def run_of(house: House) -> PrintRun:
    """Three sheets of one case, issued and on their way."""
    case_id = house.booked()
    sheets = [DrawnSheet(kind, f"N{at}", b"%PDF", None) for at, kind in enumerate(KINDS)]
    for sheet in sheets:
        issue(house.ledger, house.nurse, case_id, sheet)
    return PrintRun(house.ledger, house.nurse, case_id, sheets, "room1")


def states(house: House, run: PrintRun) -> list[str]:
    return [sheet.state for sheet in house.ledger.case(run.case_id).sheets]


def test_the_first_is_sent_the_second_jams_and_the_third_waits(house: House) -> None:
    run = run_of(house)
    assert (run.sheet.kind, run.is_over) == ("aftercare", False)
    run.record(SENT)
    assert (run.sheet.kind, run.is_over, run.problem) == ("diary", False, "")
    run.record(JAMMED)
    assert (run.is_over, run.problem) == (True, "room1 stopped: paper jam.")
    assert states(house, run) == ["sent", "jammed", "made"]


def test_it_is_over_without_a_problem_when_every_sheet_is_sent(house: House) -> None:
    run = run_of(house)
    for kind in KINDS:
        assert (run.sheet.kind, run.is_over) == (kind, False)
        run.record(SENT)
    assert (run.is_over, run.problem) == (True, "")
    assert states(house, run) == ["sent", "sent", "sent"]


def test_a_sheet_that_no_printer_took_stays_as_it_was_made(house: House) -> None:
    run = run_of(house)
    before = len(house.ledger.case(run.case_id).entries)
    run.record(REFUSED)
    assert (run.is_over, run.problem) == (True, "This desk knows no printer room9.")
    assert len(house.ledger.case(run.case_id).entries) == before


def test_after_cancelling_nothing_follows_though_the_sheet_at_the_printer_came_out(
    house: House,
) -> None:
    run = run_of(house)
    run.cancel()
    assert not run.is_over, "one sheet is still at the printer"
    run.record(SENT)
    assert (run.is_over, run.problem) == (True, "You cancelled it.")
    assert states(house, run) == ["sent", "made", "made"]


def test_cancelling_says_what_the_printer_did_and_is_no_problem_once_all_is_out(
    house: House,
) -> None:
    run = run_of(house)
    run.cancel()
    run.record(JAMMED)
    assert run.problem == "room1 stopped: paper jam."
    assert states(house, run) == ["jammed", "made", "made"]
    last = PrintRun(house.ledger, house.nurse, run.case_id, [_sheet("label", "N2")], "")
    last.cancel()
    last.record(SENT)
    assert (last.is_over, last.problem) == (True, "")


def _sheet(kind: str, number: str) -> DrawnSheet:
    return DrawnSheet(kind, number, b"%PDF", None)


def test_a_sheet_that_could_not_be_recorded_ends_the_run_and_is_said(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = run_of(house)

    def full(*_args: object, **_named: object) -> None:
        raise NotSaved("The disk is full.")

    monkeypatch.setattr(house.ledger.journal, "append", full)
    run.record(SENT)
    assert (run.is_over, run.problem) == (True, "The disk is full.")


def test_an_error_of_ours_in_recording_ends_the_run_and_is_not_swallowed(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = run_of(house)

    def fails(*_args: object, **_named: object) -> None:
        raise ValueError("an act on case does not fold")

    monkeypatch.setattr(house.ledger.journal, "append", fails)
    with pytest.raises(ValueError, match="does not fold"):
        run.record(SENT)
    not_recorded = "What became of the sheet at the printer could not be recorded."
    assert (run.is_over, run.problem) == (True, not_recorded)


def test_a_number_that_was_voided_meanwhile_is_said_beside_what_the_printer_did(
    house: House,
) -> None:
    run = run_of(house)
    discharge.sheet_is(house.ledger, house.physician, run.case_id, "N0", "voided")
    run.record(JAMMED)
    void = "This sheet's number is void: print a new one."
    assert run.problem == f"room1 stopped: paper jam. {void}"
    assert states(house, run) == ["voided", "made", "made"]


def test_it_records_for_who_pressed_and_its_titles_name_nobody(house: House) -> None:
    run = run_of(house)
    assert run.title == f"aftercare {run.case_id[:6]}"
    run.record(SENT)
    assert house.ledger.case(run.case_id).entries[-1].author == house.nurse.user
    assert run.title == f"diary {run.case_id[:6]}"
