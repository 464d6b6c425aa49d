"""Translations: a Spanish text says beside which English it was signed once that changes."""

import json
from datetime import timedelta

import pytest

from procdesk import app
from procdesk.workflow.clinic import adopting, sheet_texts, translations
from support.small_clinic import House

ENGLISH, SPANISH = "en/epidural", "es/epidural"
SIGN = ("call_911", 2)


def texts(house: House) -> dict[str, bytes]:
    return sheet_texts.standing(house.ledger, app.sheet_texts())


def review(house: House, name: str, raw: bytes, beside: bytes) -> None:
    shipped, signer = app.sheet_texts()[name], house.signer(house.physician)
    adopting.review(
        house.ledger, house.physician, name, raw, signer, shipped=shipped, beside=beside
    )


def behind(house: House) -> str:
    return translations.behind(house.ledger, SPANISH, texts(house))


def english_changes(house: House) -> None:
    raw = sheet_texts.edited(texts(house)[ENGLISH], {SIGN: "You cannot pass urine."})
    review(house, ENGLISH, raw, b"")


def test_what_was_signed_beside_the_english_that_stands_is_not_behind(house: House) -> None:
    assert behind(house) == ""  # a draft is no reviewed text
    now = texts(house)
    review(house, SPANISH, now[SPANISH], now[ENGLISH])
    assert behind(house) == ""
    assert house.ledger.clinic.texts[SPANISH].beside_version == "0.2.0"
    assert translations.english_of(ENGLISH, now) == b""


def test_an_english_that_was_signed_anew_is_said_until_spanish_is_reviewed_again(
    house: House,
) -> None:
    now = texts(house)
    review(house, SPANISH, now[SPANISH], now[ENGLISH])
    house.clock.at += timedelta(days=2)
    english_changes(house)
    words = "Spanish was reviewed beside English 0.2.0; English is 0.2.0+1 since 25 Nov 2026."
    assert behind(house) == words
    assert adopting.reviewer(house.ledger, SPANISH, now[SPANISH]) == "Dr L. Okafor"
    assert translations.behind_words(house.ledger, [ENGLISH, SPANISH, "es/none"], texts(house)) == (
        f"{SPANISH}: {words}",
    )
    rows = {one["text"]: one for one in translations.text_states(house.ledger, texts(house))}
    assert rows[SPANISH]["behind"] == words
    assert rows[SPANISH]["state"] == "reviewed by Dr L. Okafor"
    assert rows[ENGLISH]["behind"] == rows["es/joint"]["behind"] == ""
    review(house, SPANISH, now[SPANISH], texts(house)[ENGLISH])
    assert behind(house) == ""


def test_without_the_english_that_lay_beside_it_is_not_known(house: House) -> None:
    review(house, SPANISH, texts(house)[SPANISH], b"")
    words = "Beside which English Spanish was reviewed is not known; English is 0.2.0"
    assert behind(house).startswith(words)
    assert behind(house).endswith(", which is a draft.")


@pytest.mark.parametrize(
    ("version", "says"),
    [
        ("0.3.0", "beside English 0.2.0; English is 0.3.0, which is a draft."),
        ("0.2.0", "beside English 0.2.0 in other words; English is 0.2.0, which is a draft."),
    ],
)
def test_a_release_with_another_english_is_said(house: House, version: str, says: str) -> None:
    now = texts(house)
    review(house, SPANISH, now[SPANISH], now[ENGLISH])
    newer = {**json.loads(now[ENGLISH]), "version": version, "tell": []}
    shipped = {**now, ENGLISH: json.dumps(newer).encode()}
    assert translations.behind(house.ledger, SPANISH, shipped) == f"Spanish was reviewed {says}"
