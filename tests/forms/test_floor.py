"""The forms that ship: each is clean, can be finished, and every question has its reason."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from procdesk import app
from procdesk.questionnaire.definition import Item, Questionnaire
from procdesk.questionnaire.lint import lint
from procdesk.questionnaire.load import load
from procdesk.questionnaire.response import Response

SCORES = frozenset(
    ("aldrete", "padss", "mpadss", "news2", "bromage", "rass", "peg", "pgic", "roland-morris")
)
"""Their components and tables of cases stand in tests/questionnaire/test_scores.py."""
FOLDER = Path(app.data_folder("forms"))
FORMS = {
    name: path
    for path in sorted(FOLDER.glob("*.json"))
    if (name := path.stem.rpartition("-")[0]) not in SCORES
}
_ROW = re.compile(r"\| ([a-z-]+) \| (`[^|]+`) \| ([^|]+) \| ([^|]+) \|")


def opened(name: str) -> Questionnaire:
    return load(FORMS[name].read_bytes())


def typed(item: Item) -> str:
    return f"{item.type} in {item.unit}" if item.unit else item.type


def floor() -> Iterator[tuple[str, str, str]]:
    """(form, linkId, type) as the table says."""
    for form, links, kind, _reason in _ROW.findall((FOLDER / "README.md").read_text("utf-8")):
        for link_id in re.findall(r"`([^`]+)`", links):
            yield form, link_id, kind


def test_every_question_has_a_row_and_every_row_its_question() -> None:
    asked = [(n, item.link_id, typed(item)) for n in FORMS for item in opened(n).items]
    assert sorted(floor()) == sorted(asked)


@pytest.mark.parametrize("name", FORMS)
def test_a_form_is_clean_and_proposes_nothing(name: str) -> None:
    form = opened(name)
    assert lint(form) == ()
    assert Response(form).answers == {}
    assert "initial" not in FORMS[name].read_text("utf-8")


def value(item: Item) -> Any:
    """An answer of the item's type that is possible."""
    match item.type:
        case "choice":
            return item.options[0]
        case "integer" | "decimal":
            least = item.extension("http://hl7.org/fhir/StructureDefinition/minValue")
            return str(least + 1)
        case "date":
            return "2026-11-20"
        case "dateTime":
            return "2026-11-23 07:30"
    return "as told"


def filled(form: Questionnaire, answer: Any) -> Response:
    """Answer what is still missing until nothing is."""
    response = Response(form)
    while missing := response.missing():
        item = form.find(missing[0])
        assert item is not None
        response.put(item.link_id, [answer(item)])
    return response


@pytest.mark.parametrize("name", FORMS)
def test_a_form_can_be_finished_whatever_is_answered_first(name: str) -> None:
    form = opened(name)
    assert filled(form, value).missing() == ()
    last = filled(form, lambda item: item.options[-1] if item.options else value(item))
    assert last.missing() == ()


PLAIN = {"none", "no", "as-before", "plain", "yes"}


MOST = {"baseline": 4, "vitals": 4} | dict.fromkeys(
    ("diabetes", "pregnancy", "infection", "implants", "papers", "briefing"), 1
)


@pytest.mark.parametrize(("name", "most"), MOST.items())
def test_the_plain_answer_closes_a_section(name: str, most: int) -> None:
    def plainly(item: Item) -> Any:
        plain = [one for one in item.options if one["code"] in PLAIN]
        return plain[0] if plain else value(item)

    assert len(filled(opened(name), plainly).answers) <= most


@pytest.mark.parametrize("name", FORMS)
def test_every_choice_that_must_be_answered_can_say_that_it_is_not_known(name: str) -> None:
    known = {"not-asked", "unknown", "none", "not-needed", "not-done"}
    for item in opened(name).items:
        if item.type == "choice" and item.required:
            assert known & {one["code"] for one in item.options}, item.link_id


def test_none_of_these_is_not_given_beside_another_answer() -> None:
    response = Response(opened("infection"))
    with pytest.raises(ValueError, match="stands alone"):
        response.put("infection.any_now", ["none", "fever"])
