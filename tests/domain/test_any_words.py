"""Whatever people type: each reader of words answers or says why not, and means one thing."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import cache
from itertools import permutations
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procdesk.domain.medicines.coming_moment import read_coming
from procdesk.domain.medicines.last_dose import read_last_dose
from procdesk.domain.medicines.near_names import distance
from procdesk.domain.medicines.not_understood import NotUnderstood
from procdesk.domain.medicines.strength import mg_per_ml, with_adrenaline
from procdesk.domain.spoken_time import Unclear, clock_times, spelled, spoken_moment
from procdesk.domain.targets.parse import read_targets
from procdesk.domain.targets.target import (
    LEVELLED,
    NERVES,
    SEGMENTS,
    VERTEBRAE,
    Side,
    Structure,
    Target,
    parse_target,
    target_text,
)
from procdesk.domain.unit import (
    GLUCOSE,
    LENGTH,
    PRESSURE,
    RATE,
    TEMPERATURE,
    WEIGHT,
    Unit,
    convert,
    plain,
    unit_named,
)

HERE = ZoneInfo("America/New_York")
MOMENTS = st.integers(0, 525_600 * 4).map(
    lambda minutes: (datetime(2025, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)).astimezone(HERE)
)
"""Minutes of four years, days on which the clocks change among them."""

WORDS = st.lists(
    st.sampled_from(
        (
            *("today", "yesterday", "tonight", "tomorrow", "last", "this", "night", "morning"),
            *("monday", "tuesday", "on", "at", "ago", "in", "noon", "am", "pm", "days", "hours"),
            *("weeks", "8", "08:30", "20:00", "24:00", "12", "0", "99999999", "11/23", "2/29"),
            *("left", "right", "bilateral", "L", "L4", "L4-5", "L5-S1", "facet", "mbb", "c8"),
            *("%", "mg/ml", "1:0", "1:200000", "0.5", "10", "mg", "mL", "with", "adrenaline"),
            *("/", ",", ".", "-", "½", "٨"),
        )
    ),
    max_size=6,
).map(" ".join)
ANY = WORDS | st.text(max_size=25)


# Units


def pairs() -> list[tuple[Unit, Unit]]:
    families = (TEMPERATURE, WEIGHT, GLUCOSE, PRESSURE, LENGTH)
    return [pair for family in families for pair in permutations(family, 2)]


AMOUNTS = st.decimals("-999", "9999", places=3)


@pytest.mark.parametrize(("unit", "other"), pairs(), ids=lambda unit: unit.words)
@given(value=AMOUNTS, more=st.decimals("0.001", "99", places=3))
def test_a_value_comes_back_and_keeps_its_order_in_every_other_unit(
    unit: Unit, other: Unit, value: Decimal, more: Decimal
) -> None:
    there = convert(value, unit, other)
    assert abs(convert(there, other, unit) - value) < Decimal("1e-18")
    assert convert(value + more, unit, other) > there
    assert convert(value, unit, unit) is value


@pytest.mark.parametrize(("unit", "other"), pairs(), ids=lambda unit: unit.words)
@given(low=AMOUNTS, span=st.decimals("5", "99", places=2))
def test_bounds_in_another_unit_let_nothing_in_that_the_rules_keep_out(
    unit: Unit, other: Unit, low: Decimal, span: Decimal
) -> None:
    least, most = other.within(low, low + span, unit)
    tiny = Decimal("1e-18")
    assert convert(least, other, unit) >= low - tiny
    assert convert(most, other, unit) <= low + span + tiny


@pytest.mark.parametrize("family", [TEMPERATURE, WEIGHT, GLUCOSE, PRESSURE, LENGTH, RATE])
def test_each_spelling_is_of_one_unit(family: tuple[Unit, ...]) -> None:
    spellings = [(word, unit) for unit in family for word in (unit.words, *unit.spellings)]
    assert len({word for word, _unit in spellings}) == len(spellings)
    assert all(unit_named(family, word) is unit for word, unit in spellings)
    assert unit_named(family, "") is unit_named(family, "stone") is None


@given(value=st.decimals("-99999", "99999", places=4))
def test_a_number_loses_its_noughts_and_nothing_else(value: Decimal) -> None:
    words = plain(value)
    assert Decimal(words) == value
    assert "E" not in words
    assert "." not in words or not words.endswith(("0", "."))


# Times


@pytest.mark.parametrize("hour", range(24))
@pytest.mark.parametrize("minute", [0, 1, 29, 59])
def test_each_minute_of_the_day_is_one_time_in_every_spelling(hour: int, minute: int) -> None:
    half, twelve = "ap"[hour >= 12], hour % 12 or 12
    spellings = [f"{hour:02}:{minute:02}", f"{hour:02}{minute:02}", f"at {hour:02}.{minute:02}"]
    spellings += [f"{twelve}:{minute:02} {half}m", f"{twelve}:{minute:02}{half}.m."]
    for words in spellings:
        assert [f"{at:%H:%M}" for at in clock_times(words)] == [f"{hour:02}:{minute:02}"], words


@given(words=ANY, now=MOMENTS)
def test_a_spoken_time_is_never_ahead_and_its_words_say_it(words: str, now: datetime) -> None:
    try:
        at = spoken_moment(words, now)
    except Unclear as unclear:
        at, sentence = None, str(unclear)
    else:
        sentence = ""
    assert sentence == "" or sentence.endswith(".")
    if isinstance(at, datetime):
        assert at <= now
        assert f"{at:%H:%M}" in spelled(at, now)
        assert now - at < timedelta(days=2)


@given(words=ANY, now=MOMENTS)
def test_a_last_dose_is_never_ahead_or_is_not_understood(words: str, now: datetime) -> None:
    try:
        dose = read_last_dose(words, now)
    except NotUnderstood:
        return
    assert dose.latest_at is None or dose.latest_at <= now


@given(words=ANY, now=MOMENTS)
def test_a_coming_moment_is_never_past_or_is_not_understood(words: str, now: datetime) -> None:
    try:
        at = read_coming(words, now)
    except NotUnderstood:
        return
    assert at > now


@pytest.mark.parametrize("unit", ["hours", "days", "weeks"])
@pytest.mark.parametrize("count", ["0", "99999999", "9" * 30])
def test_a_count_beyond_every_calendar_is_not_understood_or_a_time(unit: str, count: str) -> None:
    now = datetime(2026, 11, 23, 10, tzinfo=HERE)
    try:
        dose = read_last_dose(f"{count} {unit} ago", now)
    except NotUnderstood:
        return
    assert dose.latest_at is not None
    assert dose.latest_at <= now


# Drugs


@given(words=ANY)
def test_a_strength_is_an_amount_above_zero_or_none(words: str) -> None:
    amount = mg_per_ml(words)
    assert amount is None or amount >= 0
    assert with_adrenaline(words) in (True, False, None)


@given(percent=st.decimals("0.01", "99", places=2))
def test_a_percent_is_ten_milligrams_in_a_millilitre(percent: Decimal) -> None:
    assert mg_per_ml(f"{percent} %") == mg_per_ml(f"{percent}%") == percent * 10
    assert mg_per_ml(f"{percent * 10} mg/mL") == percent * 10


LETTERS = st.text("abo", min_size=6, max_size=9)


@cache
def edits(word: str, other: str) -> int:
    """Letters put in, left out or changed, by the definition of the distance."""
    if not word or not other:
        return len(word) + len(other)
    return min(
        edits(word[1:], other) + 1,
        edits(word, other[1:]) + 1,
        edits(word[1:], other[1:]) + (word[0] != other[0]),
    )


@given(word=LETTERS, other=LETTERS)
def test_how_far_a_misspelt_name_is_from_another(word: str, other: str) -> None:
    here, plainly = distance(word, other), edits(word, other)
    assert here == distance(other, word)
    assert (here == 0) is (word == other)
    assert here <= min(plainly, 3)
    assert here == 3 or plainly <= 2 * here, "two letters that changed places are one step, not two"


# Places


def targets() -> st.SearchStrategy[Target]:
    """Targets of every structure that is levelled, on every side."""
    sides = st.sampled_from([Side.LEFT, Side.RIGHT, Side.BILATERAL])
    nerve = st.sampled_from([level for level in VERTEBRAE if level != "L6"])
    segment = st.sampled_from([level for level in SEGMENTS if "L6" not in level])

    def of(structure: Structure) -> st.SearchStrategy[Target]:
        level = nerve if structure in NERVES else segment
        levels = st.lists(level, min_size=1, max_size=3, unique=True).map(
            lambda some: tuple(sorted(some, key=(VERTEBRAE + SEGMENTS).index))
        )
        return st.builds(Target, structure=st.just(structure), side=sides, levels=levels)

    kinds = [*sorted(NERVES), Structure.FACET_JOINT, Structure.FORAMEN, Structure.DISC]
    assert set(kinds) <= LEVELLED
    return st.sampled_from(kinds).flatmap(of)


@given(target=targets())
def test_a_target_is_read_back_from_its_text(target: Target) -> None:
    assert parse_target(target_text(target)) == target
    assert target.words.startswith(target.side.word)
    assert all(level in target.words for level in target.levels)
    others = {side.word for side in Side} - {target.side.word}
    assert not others & set(target.words.split())


@given(text=ANY)
def test_any_text_of_an_order_is_targets_with_their_side_or_none(text: str) -> None:
    order, spaced = read_targets(text), read_targets(f"  {text} ")
    assert replace(spaced, text=order.text) == order, "spaces around it mean nothing"


@given(text=ANY)
def test_any_text_is_a_target_or_is_refused_in_words(text: str) -> None:
    try:
        target = parse_target(text)
    except ValueError as refused:
        words = str(refused)
    else:
        words = "read"
        assert parse_target(target_text(target)) == target
    assert words
