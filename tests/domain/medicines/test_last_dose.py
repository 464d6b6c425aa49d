"""Last doses as patients put them: always the latest moment meant, never a later one."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from procdesk.domain.medicines.last_dose import read_last_dose
from procdesk.domain.medicines.not_understood import NotUnderstood
from procdesk.domain.medicines.written_day import DateOrder

HERE = ZoneInfo("America/New_York")
NOW = datetime(2026, 11, 24, 10, 30, tzinfo=HERE)
"""A Tuesday."""


@pytest.mark.parametrize(
    ("words", "precision", "latest"),
    [
        ("yesterday 8 pm", "time", "2026-11-23T20:00"),
        ("yesterday at 8:15pm", "time", "2026-11-23T20:15"),
        ("8 pm on Sunday", "time", "2026-11-22T20:00"),
        ("Sun 12 am", "time", "2026-11-22T00:00"),
        ("Sun 12 pm", "time", "2026-11-22T12:00"),
        ("Sunday noon", "time", "2026-11-22T12:00"),
        ("2026-11-22 20:00", "time", "2026-11-22T20:00"),
        ("11/22 8 pm", "time", "2026-11-22T20:00"),
        ("11/22/2026 20:05", "time", "2026-11-22T20:05"),
        ("12/24/2025", "day", "2025-12-25T00:00"),
        ("24 Nov 2025", "day", "2025-11-25T00:00"),
        ("8/13/26", "day", "2026-08-14T00:00"),
        ("40 hours ago", "time", "2026-11-22T18:30"),
        ("1 hour ago", "time", "2026-11-24T09:30"),
        ("3 days ago", "day", "2026-11-22T00:00"),
        ("2 weeks ago", "day", "2026-11-11T00:00"),
        ("Sunday evening", "part_of_day", "2026-11-23T00:00"),
        ("Sunday morning", "part_of_day", "2026-11-22T12:00"),
        ("Sunday night", "part_of_day", "2026-11-23T06:00"),
        ("last night", "part_of_day", "2026-11-24T06:00"),
        ("this morning", "part_of_day", "2026-11-24T10:30"),
        ("yesterday", "day", "2026-11-24T00:00"),
        ("today", "day", "2026-11-24T10:30"),
        ("Tuesday", "day", "2026-11-24T10:30"),
        ("last Sunday.", "day", "2026-11-23T00:00"),
        ("10.5 hours ago", "time", "2026-11-24T00:00"),
        ("10,5 hours ago", "time", "2026-11-24T00:00"),
        ("two days ago", "day", "2026-11-23T00:00"),
        ("a week ago", "day", "2026-11-18T00:00"),
        ("an hour ago", "time", "2026-11-24T09:30"),
        ("day before yesterday", "day", "2026-11-23T00:00"),
        ("the day before yesterday 8 p.m.", "time", "2026-11-22T20:00"),
        ("Nov 22", "day", "2026-11-23T00:00"),
        ("Nov. 22nd, 8 pm", "time", "2026-11-22T20:00"),
        ("22 Nov 8 pm", "time", "2026-11-22T20:00"),
        ("22 November 2026", "day", "2026-11-23T00:00"),
        ("22-Nov", "day", "2026-11-23T00:00"),
        ("Sunday 11/22", "day", "2026-11-23T00:00"),
        ("Sunday, Nov 22, 8 am", "time", "2026-11-22T08:00"),
        ("this morning 7:30", "time", "2026-11-24T07:30"),
        ("Sunday evening 8:30", "time", "2026-11-22T20:30"),
        ("Sunday evening 8 pm", "time", "2026-11-22T20:00"),
        ("held since Friday", "day", "2026-11-21T00:00"),
        ("stopped three days ago", "day", "2026-11-22T00:00"),
        ("stopped last month", "day", "2026-11-01T00:00"),
        ("last week", "day", "2026-11-23T00:00"),
        ("last dose was on Sunday", "day", "2026-11-23T00:00"),
        ("22.11.2026", "day", "2026-11-23T00:00"),
    ],
)
def test_words_mean_the_latest_moment(words: str, precision: str, latest: str) -> None:
    dose = read_last_dose(words, NOW)
    assert dose.precision.value == precision
    assert dose.latest_at == datetime.fromisoformat(latest).replace(tzinfo=HERE)
    assert dose.words == words


@pytest.mark.parametrize(
    "words",
    [
        *("", "8 pm", "evening", "a while ago", "Sunday or Monday", "about 8 pm Sunday"),
        *("Sunday 25:00", "Sunday 13 pm", "13/45", "2026-02-30", "Sunday evening 8 am"),
        *("1.5 days ago", "2.5 weeks ago", "1,5 days ago", "3-4 days ago", "a few days ago"),
        *("12/24", "12/1", "Dec 11", "11 December", "Monday 11/22", "Sunday Monday", "0026-11-22"),
        *(
            "22-nov-26",
            "Nov 22 26",
            "held until Friday",
            "today 8.05 pm",
            "this evening",
            "tonight",
        ),
        *("Sunday 11/22 11/22", "11/22 11/21", "morning evening Sunday", "Feb 30", "2/29", "a-b-c"),
        *("today 8 pm", "2027-01-01", "2026-11-24 10:31", "not Sunday", "Sunday 8", "week"),
    ],
)
def test_what_is_not_understood_or_still_to_come_is_refused(words: str) -> None:
    with pytest.raises(NotUnderstood):
        read_last_dose(words, NOW)


def test_a_night_in_which_the_clock_changes_is_counted_by_the_clock() -> None:
    now = datetime(2026, 11, 1, 9, 0, tzinfo=HERE)
    dose = read_last_dose("10 hours ago", now)
    assert dose.latest_at is not None
    assert (now.astimezone(ZoneInfo("UTC")) - dose.latest_at).total_seconds() == 10 * 3600


@settings(deadline=None)
@given(st.text(max_size=40))
def test_no_words_give_a_moment_to_come(words: str) -> None:
    try:
        dose = read_last_dose(words, NOW)
    except NotUnderstood:
        return
    assert dose.latest_at is not None
    assert dose.latest_at <= NOW


@pytest.mark.parametrize(
    ("order", "words", "latest"),
    [
        (DateOrder.DAY_FIRST, "8/12/2026", "2026-12-09"),
        (DateOrder.DAY_FIRST, "9/12", "2026-12-10"),
        (DateOrder.DAY_FIRST, "8.12.", "2026-12-09"),
        (DateOrder.MONTH_FIRST, "8/12/2026", "2026-08-13"),
        (DateOrder.MONTH_FIRST, "12/9", "2026-12-10"),
        (DateOrder.DAY_FIRST, "11/22", "2026-11-23"),
        (DateOrder.OPEN, "11/11", "2026-11-12"),
        (DateOrder.OPEN, "8 Dec", "2026-12-09"),
    ],
)
def test_numbers_are_read_in_the_order_of_the_clinic(
    order: DateOrder, words: str, latest: str
) -> None:
    now = datetime(2026, 12, 10, 9, 0, tzinfo=ZoneInfo("Europe/London"))
    dose = read_last_dose(words, now, order)
    assert f"{dose.latest_at:%Y-%m-%d}" == latest


@pytest.mark.parametrize("words", ["8/12/2026", "9/12", "12/11", "8-12-2026", "8.12.2026", "1/2"])
def test_a_date_with_two_readings_is_asked(words: str) -> None:
    """Hazard: 8 December, written day first, counts as 12 August, and the drug as held."""
    now = datetime(2026, 12, 10, 9, 0, tzinfo=ZoneInfo("Europe/London"))
    with pytest.raises(NotUnderstood, match="Write the month as a word"):
        read_last_dose(words, now)


def test_a_year_left_out_never_leaps_over_most_of_a_year() -> None:
    """Hazard: a slip by one day ahead counts as a dose of eleven months ago."""
    with pytest.raises(NotUnderstood, match="11 Dec is still to come: write it with its year"):
        read_last_dose("12/11", datetime(2026, 11, 23, 9, 0, tzinfo=HERE), DateOrder.MONTH_FIRST)
    new_year = datetime(2027, 1, 3, 9, 0, tzinfo=HERE)
    assert f"{read_last_dose('12/28', new_year).latest_at:%Y-%m-%d}" == "2026-12-29"


@pytest.mark.parametrize(
    ("now", "hour"),
    [("2026-11-01T09:00-05:00", "01:30:00-05:00"), ("2026-11-01T01:45-04:00", "01:30:00-04:00")],
)
def test_an_hour_that_the_clock_shows_twice_is_the_later_that_has_passed(
    now: str, hour: str
) -> None:
    """Hazard: a dose counts as an hour older than it may be."""
    dose = read_last_dose("today 1:30 am", datetime.fromisoformat(now).astimezone(HERE))
    assert dose.latest_at is not None
    assert dose.latest_at.isoformat() == f"2026-11-01T{hour}"
