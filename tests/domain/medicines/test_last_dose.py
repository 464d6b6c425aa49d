"""Last doses as patients put them: always the latest moment meant, never a later one."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from procdesk.domain.medicines.last_dose import NotUnderstood, read_last_dose

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
        ("12/24", "day", "2025-12-25T00:00"),
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
        *("Sunday 25:00", "Sunday 13 pm", "13/45", "2026-02-30", "Sunday evening 8 pm"),
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
