"""Diaries in another language: the same rings, its own words, read back whatever it is in."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from paper.diary.test_diaries import KEYS, geometry, of, words_of
from paper.drawing.read_back import collisions, visible
from paper.example import source
from procdesk import app
from procdesk.domain.catalogue.language import ENGLISH
from procdesk.domain.relief.diary import QUESTIONS, diary_text, page_from
from procdesk.domain.resource_file import ResourceRefused
from procdesk.paper.diary.diary import diary
from procdesk.paper.texts.grade import text_grade
from procdesk.sheets.make import Sheets, Wishes
from procdesk.workflow import answers
from procdesk.workflow.after import diaries
from procdesk.workflow.clinic import adopting
from support.printed_diary import goes_home, left_after_block, page, typed
from support.small_clinic import House

REAL = source().clinic
LANGUAGES = tuple(app.reference().languages)


def text_in(language: str) -> dict[str, Any]:
    text: dict[str, Any] = json.loads(app.sheet_texts()[f"{language}/diary"])
    return text


def shape(text: object) -> Iterator[tuple[str, ...]]:
    """Yield the place of each word of a text, with the braces in it."""
    if isinstance(text, dict):
        for key, inside in text.items():
            yield from ((key, *rest) for rest in shape(inside))
    elif isinstance(text, list):
        for at, inside in enumerate(text):
            yield from ((str(at), *rest) for rest in shape(inside))
    else:
        yield tuple(sorted(part.partition("}")[0] for part in str(text).split("{")[1:]))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_diary_text_has_the_same_lines_and_is_easily_read(language: str) -> None:
    assert list(shape(text_in(language))) == list(shape(text_in(ENGLISH)))
    text = diary_text(app.sheet_texts()[f"{language}/diary"], language)
    grade = text_grade(text, app.reference().languages[language])
    assert grade.is_easy, grade


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_lies_on_another_in_any_language(language: str, key: str) -> None:
    assert collisions(diary(replace(of(key, language), reviewed_by="Dr", clinic=REAL))) == []


def rings(page: dict[str, Any]) -> object:
    return page["rings"], [[key, at] for key, _label, at in page["lines"]]


@pytest.mark.parametrize("key", KEYS)
def test_a_ring_means_the_same_in_every_language(key: str) -> None:
    english, spanish = (geometry(of(key, one))["pages"] for one in ("en", "es"))
    assert [rings(one) for one in english] == [rings(one) for one in spanish]
    words = " ".join(words_of(diary(of(key, "es"))))
    for foreign in ("pain", "Mark", "Bring", "page", "Call"):
        assert foreign not in words


def test_a_page_is_typed_by_the_words_that_stand_on_it() -> None:
    """On Spanish paper b is bien, which is good, and not bad."""
    stored = json.loads(json.dumps(geometry(of("rfa-lumbar", "es"))))["pages"][0]
    _worst, sleep, activity, _pills = page_from(stored).questions
    assert sleep.hint == "b bien (good), r regular (fair), m mal (bad)"
    assert [sleep.read(one) for one in ("b", "bien", "bad", "M")] == ["good", "good", "bad", "bad"]
    assert activity.hint == "ma más (more), i igual (usual), me menos (less)"
    assert [activity.read(one) for one in ("ma", "MÁS", "me", "i")] == ["more"] * 2 + [
        "less",
        "usual",
    ]
    for unsure in ("m", "g", ""):
        with pytest.raises(ValueError, match="ma más"):
            activity.read(unsure)


def test_a_page_printed_before_words_were_stored_is_read_by_those_of_staff() -> None:
    stored = json.loads(json.dumps(geometry(of("rfa-lumbar"))))["pages"][0]
    older = {key: value for key, value in stored.items() if key not in ("language", "words")}
    assert page_from(older).questions == QUESTIONS["diary-14-day"]
    assert [one.hint for one in page_from(stored).questions] == [
        question.hint for question in QUESTIONS["diary-14-day"]
    ]


@pytest.mark.parametrize(
    ("path", "value", "says"),
    [
        (("questions", "diary.sleep", "values", "bad"), "bieno", None),
        (("questions", "diary.sleep", "values", "bad"), "bien", "two answers begin alike"),
        (("questions", "diary.on", "values", "all"), "parte del día", "two answers begin alike"),
        (("questions", "diary.on", "values"), {"all": "todo"}, r"values: it needs a all day"),
        (("questions",), {}, r"\$\.questions: it needs diary\.did"),
        (("sides",), {"left": "x"}, r"\$\.sides: bilateral has no words"),
        (("weeks", "peg"), ["a", "b"], r"\$\.weeks\.peg: "),
        (("block", "how"), 3, r"\$\.block\.how: Expected `str`"),
        (("hint",), "", "unknown field `hint`"),
    ],
)
def test_a_text_that_cannot_be_printed_or_typed_is_refused_with_its_place(
    path: tuple[str, ...], value: object, says: str | None
) -> None:
    text = text_in("es")
    place = text
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    raw = json.dumps(text).encode()
    if says is None:
        assert diary_text(raw, "es/diary").questions["diary.sleep"].values["bad"] == value
        return
    with pytest.raises(ResourceRefused, match=f"^es/diary: .*{says}"):
        diary_text(raw, "es/diary")


def reviewed(house: House, name: str) -> None:
    raw, signer = app.sheet_texts()[name], house.signer(house.physician)
    adopting.review(house.ledger, house.physician, name, raw, signer)


def sheets(house: House, wishes: Wishes) -> Sheets:
    return Sheets(house.ledger, app.supplies(house.store_key), wishes)


def test_the_papers_page_says_in_which_language_a_diary_is_printed(house: House) -> None:
    case_id = house.at_discharge()
    answers.answer(house.ledger, house.nurse, case_id, "arrival", {"arrival.reading": "es"})
    for name in ("es/aftercare", "es/medial-branch", "en/diary"):
        reviewed(house, name)
    outcome, plain = house.ledger.outcome(case_id), sheets(house, Wishes())
    missing = "The diary is printed in English: no physician reviewed its Spanish."
    assert missing in plain.left_open(outcome)
    sheet, page = plain.drawn_words(outcome)
    assert sheet.startswith("Aftercare: Spanish, ease of reading (INFLESZ) ")
    assert page == "Diary: English, reading grade 0.1, reviewed by Dr L. Okafor"
    draft = sheets(house, Wishes("es"))
    assert draft.drawn_words(outcome)[1].endswith("a draft: every page says so")
    assert "DRAFT, NOT FOR PATIENTS" in visible(draft.preview(outcome)["diary"])
    reviewed(house, "es/diary")
    plain = sheets(house, Wishes())
    assert missing not in plain.left_open(outcome)
    words = visible(plain.preview(outcome)["diary"])
    assert "Mi diario del bloqueo" in words
    assert "DRAFT" not in words


def test_a_spanish_page_that_came_back_is_filed_like_any_other(house: House) -> None:
    case_id = left_after_block(house)
    answers.answer(house.ledger, house.nurse, case_id, "arrival", {"arrival.reading": "es"})
    reviewed(house, "es/diary")
    expected = page(house, goes_home(house, case_id))
    assert expected.page.language == "es"
    once, again = typed(expected, {"diary.pain/1": "2", "diary.did/1": "si", "diary.pill/1": "n"})
    diaries.enter(house.ledger, house.front_desk, expected, once, again)
    (back,) = house.ledger.case(case_id).diaries
    assert {one.code: one.value for one in back.readings} == {
        "diary.pain": "2",
        "diary.did": "yes",
        "diary.pill": "no",
    }
