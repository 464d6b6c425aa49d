"""The weeks after a treatment: medians and PEG, worked out by hand."""

from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from domain.relief.visits import Visit
from procdesk.domain.relief.course import Course, course
from procdesk.domain.relief.relief import Settings
from procdesk.domain.relief.relief_words import clinic_line, peg, summary, week

ZONE = ZoneInfo("America/New_York")
ITEMS = ("peg.intensity", "peg.enjoyment", "peg.activity")


def weeks_of(visit: Visit) -> Course:
    return course(visit.case, ZONE)


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (
            {1: "7", 2: "5", 3: "6", 4: "5", 5: "4", 6: "4", 7: "3"},
            "Week 1: median 5 (7 of 7 days)",
        ),
        ({1: "7", 2: "4", 3: "6", 4: "5"}, "Week 1: median 5.5 (4 of 7 days)"),  # 4 5 6 7
        ({1: "7", 2: "4", 3: "6"}, "Week 1: not enough data (3 of 7 days)"),
        ({8: "0", 9: "0", 10: "2", 14: "10"}, "Week 2: median 1 (4 of 7 days)"),  # 0 0 2 10
    ],
)
def test_a_week_has_the_median_of_its_days(days: dict[int, str], words: str) -> None:
    assert [week(one) for one in weeks_of(Visit().ended().days(days)).weeks] == [words]


def test_the_day_of_the_procedure_belongs_to_no_week() -> None:
    assert weeks_of(Visit().ended().days({0: "9"})).weeks == ()


def test_a_day_told_twice_keeps_the_worse() -> None:
    visit = Visit().ended().days({1: "3", 2: "3", 3: "3", 4: "3"})
    visit.phone(3 * 24 * 60, "9", code="diary.worst")
    visit.phone(4 * 24 * 60, "1", code="diary.worst")
    assert weeks_of(visit).weeks[0].median == 3  # 3 3 9 3


def test_days_are_counted_by_the_clinics_calendar_over_a_clock_change() -> None:
    """Ended 31 October at 23:30; the next day has 25 hours."""
    visit = Visit(datetime(2026, 10, 31, 23, 30, tzinfo=ZONE)).ended()
    noon = datetime(2026, 11, 1, 12, 0, tzinfo=ZONE)
    rows = [("diary.worst", str(n), noon + timedelta(days=n - 1) - visit.end) for n in range(1, 9)]
    visit.paper(rows, "diary-14-day")
    weeks = weeks_of(visit).weeks
    assert [(one.number, one.days_answered) for one in weeks] == [(1, 7), (2, 1)]


def test_a_weekly_line_is_told_for_its_week() -> None:
    visit = Visit().ended().days({7: "4", 84: "2"}, "diary.worst_week")
    lines = [week(one) for one in weeks_of(visit).weeks]
    assert lines == ["Week 1: 4 (told for the week)", "Week 12: 2 (told for the week)"]


def with_peg(visit: Visit, after_weeks: int, values: tuple[str, ...]) -> Visit:
    rows = [
        (code, value, timedelta(weeks=after_weeks))
        for code, value in zip(ITEMS, values, strict=False)
    ]
    return visit.paper(rows, "diary-weekly")


def with_first(visit: Visit, values: tuple[str, str, str]) -> Visit:
    for code, value in zip(ITEMS, values, strict=True):
        visit.asked(code, value, timedelta(minutes=20))
    return visit


def test_the_peg_at_four_times_with_its_change() -> None:
    """Before (7 + 8 + 6) / 3 = 7; at 2 weeks 11 / 3 = 3.7; at 6 weeks 3.5 less is half."""
    visit = with_first(Visit().ended(), ("7", "8", "6"))
    with_peg(visit, 2, ("4", "4", "3"))
    with_peg(visit, 6, ("7", "9", "8"))
    assert [peg(one) for one in weeks_of(visit).peg] == [
        "PEG before: 7 (staff)",
        "PEG at week 2: 3.7 (paper), 47.1 % less than before",  # (7 - 3.7) / 7
        "PEG at week 6: 8 (paper), 14.3 % more than before",  # (7 - 8) / 7
        "PEG at week 12: not enough data (not asked)",
    ]


def test_a_peg_with_an_answer_missing_has_no_mean() -> None:
    visit = with_first(Visit().ended(), ("7", "8", "6"))
    with_peg(visit, 2, ("4", "4"))
    assert peg(weeks_of(visit).peg[1]) == "PEG at week 2: not enough data (2 of 3 answered)"


def test_a_peg_of_zero_before_has_no_change() -> None:
    visit = with_first(Visit().ended(), ("0", "0", "0"))
    with_peg(visit, 2, ("1", "1", "1"))
    points = weeks_of(visit).peg
    assert (points[0].mean, points[1].mean) == (Decimal("0.0"), Decimal("1.0"))
    assert points[1].change is None


def test_nothing_told_is_not_enough() -> None:
    assert not weeks_of(Visit().ended()).enough
    assert not course(Visit().case, ZONE).enough


def test_where_too_few_days_are_told_the_weeks_own_line_counts() -> None:
    visit = Visit().ended().days({1: "7", 2: "7"}).days({7: "5"}, "diary.worst_week")
    assert [week(one) for one in weeks_of(visit).weeks] == ["Week 1: 5 (told for the week)"]


def test_a_case_without_a_block_is_told_by_its_weeks_alone() -> None:
    visit = Visit().ended().days({1: "7", 2: "7", 3: "5", 4: "7"})
    assert summary(None, weeks_of(visit), Settings())[0] == "Week 1: median 7 (4 of 7 days)"
    assert summary(None, weeks_of(Visit().ended()), Settings()) == ("Not enough data.",)
    assert summary(None, Course((), ()), Settings()) == ("Not enough data.",)


@pytest.mark.parametrize(
    ("settings", "ending"),
    [
        (Settings(), "The clinic has not set a line."),
        (Settings(line_percent=50, window_hours=6), "The clinic's line is 50 % computed relief."),
    ],
)
def test_the_line_of_the_clinic_is_told_and_none_is_assumed(
    settings: Settings, ending: str
) -> None:
    words = clinic_line(settings)
    assert words.endswith(ending)
    assert ("set no other" in words) is (settings.window_hours is None)
