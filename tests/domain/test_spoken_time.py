"""Told time: what people say of an hour, counted from Monday 23 November 2026, 10:00."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from procdesk.domain.spoken_time import Unclear, clock_times, spelled, spoken_moment

HERE = ZoneInfo("America/New_York")
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=HERE)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        *(("8", "23 08:00"), ("0830", "23 08:30"), ("8:30", "23 08:30"), ("at 8", "23 08:00")),
        *(("08", "23 08:00"), ("8 am", "23 08:00"), ("8.30 a.m.", "23 08:30")),
        *(("today 7", "23 07:00"), ("this morning 7", "23 07:00")),
        *(("yesterday 20:00", "22 20:00"), ("Yesterday, 8 pm", "22 20:00")),
        *(("last night 8 pm", "22 20:00"), ("last night 8", "22 20:00")),
        *(("last night 1 am", "23 01:00"), ("last night 23:30", "22 23:30")),
    ],
)
def test_what_people_say_is_one_moment(text: str, moment: str) -> None:
    at = spoken_moment(text, NOW)
    assert isinstance(at, datetime)
    assert at.strftime("%d %H:%M") == moment
    assert at.tzinfo is HERE


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("20:00", "still to come today. Write yesterday 20:00"),
        ("8 pm", "still to come today"),
        ("yesterday 8", "Is it 08:00 or 20:00"),
        ("today 11", "does not go together, or is still to come"),
        ("last night", "At what time last night"),
        ("yesterday evening", "At what time yesterday"),
        ("last night 15:00", "does not go together"),
    ],
)
def test_what_may_mean_two_moments_or_lies_ahead_is_asked_about(text: str, why: str) -> None:
    with pytest.raises(Unclear, match=why):
        spoken_moment(text, NOW)


def test_a_day_alone_is_a_day_and_anything_else_is_left_to_be_read_otherwise() -> None:
    assert spoken_moment("yesterday", NOW) == date(2026, 11, 22)
    for text in ("2026-11-22 20:00", "2026-11-22", "a while ago", "25:00", "8:75", "13 pm", ""):
        assert spoken_moment(text, NOW) is None


def test_a_bare_hour_in_the_evening_may_be_either_half_of_the_day() -> None:
    assert [f"{one:%H:%M}" for one in clock_times("8")] == ["08:00", "20:00"]
    assert [f"{one:%H:%M}" for one in clock_times("12")] == ["00:00", "12:00"]
    with pytest.raises(Unclear, match="08:00 or 20:00"):
        spoken_moment("8", NOW.replace(hour=22))


def test_it_is_spelled_back_with_its_day() -> None:
    at = datetime(2026, 11, 22, 20, 0, tzinfo=HERE)
    assert spelled(at, NOW) == "That is yesterday, Sunday 22 November 2026, 20:00."
    assert spelled(NOW, NOW) == "That is today, Monday 23 November 2026, 10:00."
    assert spelled(date(2026, 11, 20), NOW) == "That is Friday 20 November 2026, no time given."
