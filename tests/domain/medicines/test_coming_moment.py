"""A day and a time that lie ahead, in the words of a physician."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from procdesk.domain.medicines.coming_moment import read_coming
from procdesk.domain.medicines.not_understood import NotUnderstood
from procdesk.domain.medicines.written_day import DateOrder

ZONE = ZoneInfo("America/New_York")
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=ZONE)  # a Monday


@pytest.mark.parametrize(
    ("words", "moment"),
    [
        ("today 6 pm", "2026-11-23 18:00"),
        ("tonight at 9 pm", "2026-11-23 21:00"),
        ("Tomorrow, 8 am", "2026-11-24 08:00"),
        ("Tuesday 6 p.m.", "2026-11-24 18:00"),
        ("on wed at 18:30", "2026-11-25 18:30"),
        ("Monday 6 pm", "2026-11-23 18:00"),
        ("Monday 9 am", "2026-11-30 09:00"),
        ("next Sunday noon", "2026-11-29 12:00"),
        ("11/24 18:00", "2026-11-24 18:00"),
        ("Jan 4 8 am", "2027-01-04 08:00"),
        ("4 January 8 am", "2027-01-04 08:00"),
        ("2026-12-01 07:15", "2026-12-01 07:15"),
    ],
)
def test_a_coming_moment(words: str, moment: str) -> None:
    at = read_coming(words, NOW)
    assert f"{at:%Y-%m-%d %H:%M}" == moment
    assert at > NOW
    assert at.tzinfo is ZONE


@pytest.mark.parametrize(
    "words",
    [
        *("", "tomorrow", "8 am", "today 9 am", "yesterday 8 pm", "2026-11-22 18:00", "13/45 8 am"),
        *("2026-02-30 8 am", "some day 8 am", "Tuesday evening", "Tuesday 13 pm", "11/23 9 am"),
        *("11/22 6 pm", "Nov 20 6 pm"),
        "in 24 hours",
    ],
)
def test_what_is_no_moment_ahead_is_refused_in_words(words: str) -> None:
    with pytest.raises(NotUnderstood, match=r"Write|passed"):
        read_coming(words, NOW)


@pytest.mark.parametrize(
    ("order", "moment"),
    [(DateOrder.MONTH_FIRST, "2026-12-01 08:00"), (DateOrder.DAY_FIRST, "2027-01-12 08:00")],
)
def test_a_coming_date_is_read_in_the_order_of_the_clinic(order: DateOrder, moment: str) -> None:
    assert f"{read_coming('12/1 8 am', NOW, order):%Y-%m-%d %H:%M}" == moment
    with pytest.raises(NotUnderstood, match="1 Dec or 12 Jan"):
        read_coming("12/1 8 am", NOW)
