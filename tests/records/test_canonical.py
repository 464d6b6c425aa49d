"""The exact bytes of an entry: one form, read back equal, and nothing that has two forms."""

import json
import unicodedata
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procdesk.domain.entry import CLINIC, Entry, Json, Kind, case_subject, patient_subject
from procdesk.records.canonical import (
    FIRST,
    NotCanonical,
    canonical,
    decode,
    digest_of,
    encode,
    hash_of,
    stamp,
)
from support.open_store import AT, entry

TEXTS = st.text(st.characters(codec="utf-8"))
NFC = TEXTS.map(lambda text: unicodedata.normalize("NFC", text))
INTEGERS = st.integers(-(2**53) + 1, 2**53 - 1)
BODIES = st.dictionaries(
    NFC,
    st.recursive(
        st.none() | st.booleans() | INTEGERS | NFC,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NFC, inner, max_size=3),
        max_leaves=8,
    ),
    max_size=4,
)
FIRST_DAY = datetime(1970, 1, 1, tzinfo=UTC)
ZONES = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
TIMES = st.integers(-2 * 10**15, 3 * 10**16).flatmap(
    lambda microseconds: ZONES.map((FIRST_DAY + timedelta(microseconds=microseconds)).astimezone)
)
ENTRIES = st.builds(
    Entry,
    id=st.binary(min_size=16, max_size=16).map(bytes.hex),
    subject=st.sampled_from([CLINIC, case_subject("c1"), patient_subject("p1")]),
    kind=st.sampled_from([kind.value for kind in Kind]),
    author=NFC,
    recorded_at=TIMES,
    done_at=TIMES,
    body=BODIES,
    replaces=st.lists(NFC, max_size=2).map(tuple),
)


@given(written=ENTRIES, sequence=st.integers(1, 10**9))
def test_an_entry_is_read_back_as_it_was_written(written: Entry, sequence: int) -> None:
    env = encode(written, "desk", sequence, FIRST)
    expected = replace(written, desk="desk", sequence=sequence, hash=hash_of(env))
    assert decode(env) == expected
    assert encode(decode(env), "desk", sequence, FIRST) == env


@given(body=BODIES)
def test_the_order_of_keys_changes_no_byte(body: dict[str, Json]) -> None:
    turned = dict(reversed(body.items()))
    assert canonical(turned) == canonical(body)
    assert json.loads(canonical(body)) == body
    assert digest_of(turned) == digest_of(body)


@given(text=TEXTS)
def test_two_spellings_of_one_text_are_the_same_bytes(text: str) -> None:
    forms = {canonical({text: unicodedata.normalize(form, text)}) for form in ("NFC", "NFD")}
    assert len(forms) == 1


@given(at=TIMES)
def test_a_time_has_one_text_of_one_length_in_order(at: datetime) -> None:
    text = stamp(at)
    assert datetime.fromisoformat(text) == at
    assert stamp(at.astimezone(UTC)) == text
    assert len(text) == len("2026-11-23T15:00:00.000000+00:00")
    assert stamp(at + timedelta(microseconds=1)) > text


@pytest.mark.parametrize(
    "value",
    [0.5, 1.0, float("nan"), 2**53, -(2**53), b"x", {1: "a"}, {"a": {None: 1}}, (1,), {"a"}],
)
def test_what_has_two_forms_is_refused(value: object) -> None:
    body: dict[str, Json] = {"outer": [{"inner": value}]}  # type: ignore[dict-item]
    with pytest.raises(NotCanonical):
        canonical(body)
    with pytest.raises(NotCanonical):
        encode(replace(entry(), body=body), "desk", 1, FIRST)


@pytest.mark.parametrize("text", ["\ud800", "a\udfffb"])
def test_half_a_pair_of_surrogates_is_no_text(text: str) -> None:
    for body in ({"text": text}, {text: "text"}):
        with pytest.raises(NotCanonical, match="surrogate"):
            canonical(dict(body))
    assert json.loads(canonical("\U0001f9b4")) == "\U0001f9b4"


def test_a_time_without_its_zone_is_refused() -> None:
    with pytest.raises(NotCanonical, match="zone"):
        stamp(AT.replace(tzinfo=None))
    with pytest.raises(NotCanonical, match="zone"):
        encode(replace(entry(), done_at=AT.replace(tzinfo=None)), "desk", 1, FIRST)


def test_the_bytes_of_an_entry_are_these_for_ever() -> None:
    """A change here would break every chain that was ever written."""
    at = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
    fixed = Entry(
        id="00" * 16,
        subject=case_subject("c1"),
        kind=Kind.EVENT_NOTED,
        author="nurse",
        recorded_at=at,
        done_at=at,
        body={"text": "é", "event": "image_kept"},
    )
    env = encode(fixed, "desk", 1, FIRST)
    assert env.decode() == (
        '{"author":"nurse","body":{"event":"image_kept","text":"é"},"desk":"desk",'
        '"done_at":"2026-11-23T15:00:00.000000+00:00","id":"00000000000000000000000000000000",'
        f'"kind":"event_noted","prev":"{FIRST}",'
        '"recorded_at":"2026-11-23T15:00:00.000000+00:00","replaces":[],"seq":1,'
        '"subject":"case","subject_id":"c1","v":1}'
    )
    assert hash_of(env) == "0391c152f6924f2a495a2b8fc7b7c79ac69fb75d71a4b0b852ee99ffec40e233"
