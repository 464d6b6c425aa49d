"""A moment as staff type it: in the clinic's zone, and never guessed where the clocks changed."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from procdesk.workflow.local_time import read_moment
from procdesk.workflow.refused import Refused

ZONE = ZoneInfo("America/New_York")
NOW = datetime(2026, 11, 1, 20, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("10:30", "2026-11-01T15:30:00+00:00"),  # after the change: five hours behind
        ("0:30", "2026-11-01T04:30:00+00:00"),  # before it: four
        ("2026-10-31 22:00", "2026-11-01T02:00:00+00:00"),
        ("2026-10-31T22:00", "2026-11-01T02:00:00+00:00"),
    ],
)
def test_it_is_read_in_the_clinics_zone(text: str, moment: str) -> None:
    assert read_moment(text, NOW, ZONE) == datetime.fromisoformat(moment)


def test_empty_means_now() -> None:
    assert read_moment(" ", NOW, ZONE) is None


@pytest.mark.parametrize("text", ["1:30", "2026-11-01 01:00", "2026-03-08 02:30"])
def test_an_hour_that_came_twice_or_never_is_not_guessed(text: str) -> None:
    with pytest.raises(Refused, match="twice or not at all"):
        read_moment(text, NOW, ZONE)


@pytest.mark.parametrize("text", ["half past", "25:00", "10:61", "2026-13-01 10:00", "10"])
def test_what_is_no_moment_says_how_to_write_one(text: str) -> None:
    with pytest.raises(Refused, match="Write it as"):
        read_moment(text, NOW, ZONE)
