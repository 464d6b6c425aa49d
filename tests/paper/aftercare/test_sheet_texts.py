"""Sheet texts: the same in both languages, easily read, and silent about nothing they can name."""

import itertools
import json
import re
from typing import Any

import msgspec
import pytest

from paper.aftercare.visits import FAMILIES, REFERENCE, WITH_SHEET
from paper.example import whole_text
from procdesk import app
from procdesk.domain.targets.names import REGION_OF_NAME
from procdesk.domain.targets.target import REGIONS, Side, Structure
from procdesk.paper.aftercare.visit_facts import FACTS
from procdesk.paper.drawing.pictures import NAMES
from procdesk.paper.texts.grade import grade, inflesz, text_grade
from procdesk.paper.texts.sheet_text import MOST_ACTIONS, MOST_SIGNS, QUESTIONS, applies

PARTS = (
    *("title", "call_911", "tell", "what", "actions", "normal", "call_us", "later"),
    *("sugar_title", "sugar_rows", "sugar_below", "diary", "say_back", "read_aloud", "has_sheet"),
)
LANGUAGES = tuple(REFERENCE.languages)
BRACES = re.compile(r"\{(\w+)\}")


def built(language: str, family: str) -> dict[str, Any]:
    """The whole text of a family as it lies in its files, by part."""
    text: dict[str, Any] = msgspec.to_builtins(whole_text(language, family))
    return text


def rows(text: dict[str, Any]) -> list[tuple[str, Any]]:
    return [(part, row) for part in PARTS for row in text[part]]


def braces(row: Any) -> list[str]:
    parts = [row] if isinstance(row, str) else [row.get(n, "") for n in ("say", "when", "what")]
    return sorted(BRACES.findall(" ".join(parts)))


def frame_of(row: Any) -> dict[str, Any]:
    """All of a row but its words."""
    return {} if isinstance(row, str) else {k: v for k, v in row.items() if k not in _WORDS}


_WORDS = ("say", "when", "what")


@pytest.mark.parametrize("family", FAMILIES)
def test_both_languages_say_the_same_on_the_same_conditions(family: str) -> None:
    english, spanish = built("en", family), built("es", family)
    for part in PARTS:
        assert len(english[part]) == len(spanish[part]), part
        for row, other in zip(english[part], spanish[part], strict=True):
            assert frame_of(row) == frame_of(other), (row, other)
            assert braces(row) == braces(other), (row, other)
    for name in ("hours", "numbers"):
        assert english[name] == spanish[name]
    for name in ("labels", "regions", "sides", "dates"):
        assert list(english[name]) == list(spanish[name])


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_condition_picture_time_and_brace_is_a_known_one(family: str, language: str) -> None:
    text = built(language, family)
    known = set(FACTS) | {key for key in WITH_SHEET if REFERENCE.procedures[key].family == family}
    filled = {*text["hours"], *text["numbers"], "region", "day", "thinner", "restart", "units"}
    filled |= {"flare_plan", "therapy", "last_dose", "still_weak"}
    for part, row in rows(text):
        named = frame_of(row)
        for facts in (named.get("if", ()), named.get("not", ())):
            assert {facts} if isinstance(facts, str) else set(facts) <= known, (part, row)
        assert named.get("picture") in {None, *NAMES}, (part, row)
        assert named.get("from") in {None, "restart", *text["hours"]}, (part, row)
        assert named.get("until") in {None, *text["hours"]}, (part, row)
        assert set(braces(row)) <= filled | {"diary_back"}, (part, row)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_region_and_side_has_its_words(language: str) -> None:
    text = built(language, FAMILIES[0])
    assert set(text["regions"]) == set(REGIONS) >= set(REGION_OF_NAME.values())
    assert set(text["sides"]) == {side.value for side in Side}
    assert [len(text["dates"][name]) for name in ("days", "long_days")] == [7, 7]
    assert [len(text["dates"][name]) for name in ("months", "long_months")] == [12, 12]


_JOINTS = (Structure.FACET_JOINT, Structure.SI_JOINT)
TOGGLED = ("numb", "steroid", "diabetes", "sedated", "restart", "stopped", "nerve-stopped", "weak")


@pytest.mark.parametrize("key", WITH_SHEET)
def test_no_visit_makes_a_sheet_too_full_or_leaves_a_part_empty(key: str) -> None:
    """Every set of facts: five signs, six things to do (look/paper 3), three questions."""
    kind = REFERENCE.procedures[key]
    text = whole_text("en", kind.family)
    fixed = {key, *(("block-diary",) if "diary-block" in kind.diaries else ())}
    fixed |= {"by-nerve"} if kind.structures[0] not in _JOINTS else {"into-joint"}
    sets = (c for n in range(len(TOGGLED) + 1) for c in itertools.combinations(TOGGLED, n))
    for chosen, where in itertools.product(list(sets), ({"legs"}, {"neck", "trunk"}, set())):
        facts = frozenset(fixed | set(chosen) | where)
        facts |= {"thinner"} if "restart" in chosen else set()
        count = {part: sum(applies(row, facts) for row in getattr(text, part)) for part in PARTS}
        assert 1 <= count["call_911"] <= MOST_SIGNS, (chosen, where)
        assert count["actions"] <= MOST_ACTIONS, (chosen, where)
        assert count["say_back"] >= QUESTIONS, (chosen, where)
        assert min(count[part] for part in ("title", "what", "tell", "call_us")) >= 1


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_ships_is_easily_read(family: str, language: str) -> None:
    """English at most the 6th grade (clinical.md 6.4), Spanish INFLESZ 65 or more (paper.md 8)."""
    text, row = built(language, family), REFERENCE.languages[language]
    grade = text_grade(text, row)
    assert grade.is_easy, grade
    assert grade.goal == {"en": "at most 6", "es": "at least 65"}[language]
    for part in ("call_911", "actions", "normal", "call_us", "say_back"):
        block = text_grade({part: text[part]}, row)
        assert block.is_easy, (part, block)


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_number_says_how_well_it_is_known(family: str, language: str) -> None:
    text = built(language, family)
    for name, row in {**text["hours"], **text["numbers"]}.items():
        assert row["status"] in ("C", "S", "U"), name
        assert row["source"].startswith("clinical.md"), name
        assert row["value"] is None or row["value"] > 0, name


@pytest.mark.parametrize("name", app.sheet_texts())
def test_what_ships_has_no_reviewer(name: str) -> None:
    text = json.loads(app.sheet_texts()[name])
    assert text["status"].startswith("draft: clinic must review")
    assert "reviewed" not in text["status"]
    assert not [word for word in ("safe to", "seguro proceder") if word in json.dumps(text)]


def test_spanish_syllables_are_counted_as_they_are_said() -> None:
    """206.835 - 62.3 syllables/words - words/sentences, worked by hand."""
    assert inflesz("") is None
    assert inflesz("No maneje.") == 80.2  # 4 syllables, 2 words, 1 sentence
    assert inflesz("La guerra y la paz.") == 127.1  # 6 syllables, 5 words
    assert inflesz("Mida el azúcar cada día.") == 77.2  # 10 syllables, 5 words
    assert (inflesz("La contraindicación individualizada del anticoagulante.") or 0) < 0
    assert grade("Do not drive.") == 0.0


def test_a_text_of_no_words_is_not_easy() -> None:
    english, spanish = REFERENCE.languages["en"], REFERENCE.languages["es"]
    assert not text_grade({}, english).is_easy
    hard = {"what": ["Contraindicaciones individualizadas."]}
    assert not text_grade(hard, spanish).is_easy
    assert text_grade({"what": ["Do not drive."]}, english).is_easy
