"""Relief after a block: every expected number is worked out by hand beside its readings."""

from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from domain.relief.visits import Visit
from procdesk.domain.relief.relief import BlockRelief, Settings, block_relief, percent, readings_of
from procdesk.domain.relief.relief_words import (
    held,
    in_short,
    lines_back,
    recalled,
    relief_of,
    share,
    stated,
)
from procdesk.domain.visit.patient_reading import Source

HOUR = timedelta(hours=1)


def compare(visit: Visit, settings: Settings | None = None) -> BlockRelief:
    return block_relief(visit.case, settings or Settings())


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        ("7", "1", "85.7 %"),  # 6 of 7
        ("8", "1", "87.5 %"),
        ("6", "1", "83.3 %"),
        ("10", "2", "80 %"),
        ("5", "5", "0 %"),
        ("4", "6", "-50 %"),  # worse: 2 more of 4, never clipped
        ("1", "10", "-900 %"),
        ("3", "0", "100 %"),
        ("0", "0", "not enough data"),  # nothing was there that could go
        ("0", "5", "not enough data"),
    ],
)
def test_relief_is_the_share_that_is_gone(before: str, now: str, expected: str) -> None:
    assert share(percent(Decimal(before), Decimal(now))) == expected


def test_the_lowest_in_the_window_counts_and_one_outside_does_not() -> None:
    visit = Visit().before("8").ended().staff(15, "4").staff(30, "3")
    visit.hours({1: "2", 2: "2", 3: "4", 9: "0"})
    block = compare(visit)
    assert block.enough
    assert relief_of(block.best) == "75 % (at 1 h, paper)"  # (8 - 2) / 8; the 0 is at 9 h
    assert relief_of(block.best_observed) == "62.5 % (at 30 min, staff)"  # (8 - 3) / 8
    assert recalled(block) == "75 % (at 1 h, paper)"
    short = compare(visit, Settings(window_hours=1))
    assert relief_of(short.best) == "75 % (at 1 h, paper)"
    long = compare(visit, Settings(window_hours=12))
    assert relief_of(long.best) == "100 % (at 9 h, paper)"


@pytest.mark.parametrize(
    ("visit", "why"),
    [
        (Visit().before("7").staff(15, "2"), "The end of the block is not recorded."),
        (
            Visit().ended().staff(15, "2").staff(30, "2"),
            "Pain with the test move was not asked before the block.",
        ),
        (
            Visit().asked("baseline.nrs_rest", "7", -HOUR).ended().staff(15, "2").staff(30, "2"),
            "Pain with the test move was not asked before the block.",
        ),
        (
            Visit().before("0").ended().staff(15, "0").staff(30, "2"),
            "Pain before was 0, so no share of it can be gone.",
        ),
        (Visit().before("7").ended(), "There is no reading in the 8 hours after the block."),
        (
            Visit().before("7").ended().staff(30, "2"),
            "There is one reading only in the 8 hours after the block.",
        ),
        (
            Visit().before("7").ended().phone(9 * 60, "1").phone(10 * 60, "1"),
            "There is no reading in the 8 hours after the block.",
        ),
    ],
)
def test_not_enough_data_is_a_result_and_says_what_is_missing(visit: Visit, why: str) -> None:
    block = compare(visit)
    assert not block.enough
    assert block.why_not == why


def test_a_block_in_short_says_its_pain_or_why_there_is_no_comparison() -> None:
    block = compare(Visit().before("8").ended().staff(15, "4").staff(30, "2"))
    assert in_short(block).startswith("pain 8")
    assert "relief 75 %" in in_short(block)
    # It is part of a longer line that sets the full stop.
    none = in_short(compare(Visit().before("7").ended()))
    assert none == "not enough data: There is no reading in the 8 hours after the block"


def test_pain_before_was_zero_and_no_number_is_made_of_it() -> None:
    block = compare(Visit().before("0").ended().staff(15, "3").staff(30, "0"))
    assert [one.relief for one in block.points] == [None, None]
    assert [one.time for one in block.held] == [None, None]
    assert relief_of(block.best) == "not enough data"


def test_the_clinic_may_set_the_least_pain_before() -> None:
    visit = Visit().before("3").ended().staff(15, "1").staff(30, "1")
    assert compare(visit).enough
    block = compare(visit, Settings(least_before=4))
    assert block.why_not == "Pain before was 3; this clinic compares from 4 on."


def test_a_baseline_from_after_the_block_or_from_paper_is_none() -> None:
    visit = Visit().ended().hours({1: "3", 2: "3"}).asked("baseline.nrs_moving", "9", HOUR)
    assert not compare(visit).enough


def test_worse_than_before_is_told_as_it_is() -> None:
    block = compare(Visit().before("4").ended().staff(15, "5").staff(30, "6"))
    assert relief_of(block.best) == "-25 % (at 15 min, staff, worse than before)"  # (4 - 5) / 4
    assert [one.relief for one in block.points] == [Decimal(-25), Decimal(-50)]
    assert held(block.held[0]) == "at no reading"


def test_how_long_half_and_four_fifths_were_gone() -> None:
    """Before 10. At or below 5: 15 min to 5 h; at or below 2: 30 min to 3 h."""
    visit = Visit().before("10").ended().staff(15, "4").staff(30, "2")
    visit.hours({1: "1", 2: "2", 3: "2", 4: "4", 5: "5", 6: "6", 7: "9", 8: "10"})
    fifty, eighty = compare(visit).held
    assert fifty.time == timedelta(hours=4, minutes=45)
    assert held(fifty) == "15 min to 5 h; together 4 h 45 min"
    assert eighty.time == timedelta(hours=2, minutes=30)
    assert held(eighty) == "30 min to 3 h; together 2 h 30 min"


def test_a_missing_line_is_not_bridged() -> None:
    """Marks at 1, 2, 5 and 6 h: between 2 and 5 h nobody knows."""
    visit = Visit().before("10").ended().hours({1: "2", 2: "2", 5: "2", 6: "2"})
    block = compare(visit)
    eighty = block.held[1]
    assert held(eighty) == "1 h to 2 h, 5 h to 6 h; together 2 h"
    assert block.unmarked == (3 * HOUR, 4 * HOUR, 7 * HOUR, 8 * HOUR)


def test_one_reading_at_a_share_has_no_duration() -> None:
    visit = Visit().before("10").ended().hours({1: "8", 3: "1", 6: "8"})
    eighty = compare(visit).held[1]
    assert eighty.time is None
    assert held(eighty) == "one reading at 3 h: not enough data"


def test_sources_are_mixed_and_each_keeps_its_name() -> None:
    visit = Visit().before("8").ended().staff(15, "2").phone(180, "3").hours({3: "1", 4: "2"})
    block = compare(visit)
    readings = [(one.reading.source, one.reading.observed, one.pain) for one in block.points]
    assert readings == [
        (Source.CLINIC, True, Decimal(2)),
        (Source.PAPER, False, Decimal(1)),
        (Source.PHONE, True, Decimal(3)),
        (Source.PAPER, False, Decimal(2)),
    ]
    assert relief_of(block.best) == "87.5 % (at 3 h, paper)"  # (8 - 1) / 8
    assert relief_of(block.best_observed) == "75 % (at 15 min, staff)"  # (8 - 2) / 8


def test_what_was_recalled_on_the_phone_was_not_observed() -> None:
    visit = Visit().before("8").ended().staff(15, "4").phone(120, "2", observed=False)
    block = compare(visit)
    assert relief_of(block.best) == "75 % (at 2 h, phone, recalled)"
    assert relief_of(block.best_observed) == "50 % (at 15 min, staff)"


@pytest.mark.parametrize(
    ("own", "words"),
    [
        ("80", "80 % (paper)"),  # computed (10 - 2) / 10 = 80
        ("60", "60 % (paper)"),  # exactly 20 points are not more than 20
        ("50", "50 % (paper): 30 points below the computed, ask"),
        ("0", "0 % (paper): 80 points below the computed, ask"),
    ],
)
def test_the_patients_own_estimate_stands_beside_the_computed(own: str, words: str) -> None:
    visit = Visit().before("10").ended().staff(15, "2").staff(30, "3")
    visit.hours({8: own}, "diary.gone")
    assert stated(compare(visit)) == words


def test_the_night_on_which_the_clocks_go_back() -> None:
    """1 November 2026, New York: 2:00 becomes 1:00. From 22:30 to 1:30 new time are four hours."""
    end = datetime(2026, 10, 31, 22, 30, tzinfo=ZoneInfo("America/New_York"))
    visit = Visit(end).before("10").ended()
    for time in (
        "2026-10-31T23:30:00-04:00",
        "2026-11-01T00:30:00-04:00",
        "2026-11-01T01:30:00-04:00",
        "2026-11-01T01:30:00-05:00",
    ):
        visit.asked("recovery.pain_moving", "2", datetime.fromisoformat(time) - visit.end)
    block = compare(visit)
    assert [one.after for one in block.points] == [HOUR, 2 * HOUR, 3 * HOUR, 4 * HOUR]
    assert block.held[1].time == 3 * HOUR


def test_the_night_on_which_the_clocks_go_forward() -> None:
    """8 March 2026, New York: 2:00 becomes 3:00. From 1:00 to 4:00 by the clock are two hours."""
    zone = ZoneInfo("America/New_York")
    visit = Visit(datetime(2026, 3, 8, 1, 0, tzinfo=zone)).before("10").ended()
    at = datetime.fromisoformat("2026-03-08T04:00:00-04:00")
    visit.staff(60, "2").asked("recovery.pain_moving", "2", at - visit.end)
    assert [one.after for one in compare(visit).points] == [HOUR, 2 * HOUR]


def test_what_was_entered_in_error_is_no_reading() -> None:
    from procdesk.domain.entry import Kind
    from procdesk.domain.visit.case_fold import fold

    visit = Visit().before("8").ended().staff(15, "2").staff(30, "0")
    wrong = visit.case.entries[-1].id
    visit.add(Kind.ENTERED_IN_ERROR, visit.end, {"of": wrong, "reason": "typed in another case"})
    assert [one.value for one in readings_of(fold(visit.case.entries))] == ["8", "2"]


def test_the_clinics_own_line_has_its_duration_too() -> None:
    """Before 10; at or below 2.5 is 75 %: 1 h to 2 h."""
    visit = Visit().before("10").ended().hours({1: "2", 2: "2", 3: "3"})
    block = compare(visit, Settings(line_percent=75))
    assert [one.percent for one in block.held] == [50, 75, 80]
    assert held(block.held[1]) == "1 h to 2 h; together 1 h"


def test_lines_that_are_all_alike_are_shown_and_not_judged() -> None:
    visit = Visit().before("10").ended().hours(dict.fromkeys((1, 2, 3, 4), "2"))
    assert lines_back(compare(visit)) == (
        "4 of 8 lines, every line alike, back 6 days after its last line"
    )
