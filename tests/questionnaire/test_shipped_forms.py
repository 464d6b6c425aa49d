"""The forms that ship, question by question: answered, refused, hidden, left out, read back."""

import json
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from fhir.resources.R4B.questionnaireresponse import QuestionnaireResponse

from procdesk import app
from procdesk.questionnaire.conditions import holds
from procdesk.questionnaire.definition import (
    MAX_DECIMALS,
    MAX_VALUE,
    MIN_VALUE,
    Item,
    Questionnaire,
)
from procdesk.questionnaire.report import open_form
from procdesk.questionnaire.response import Response
from procdesk.questionnaire.values import Implausible, parse

FORMS = {path.stem: path for path in sorted(Path(app.data_folder("forms")).glob("*.json"))}


@cache
def form_of(name: str) -> Questionnaire:
    form = open_form(FORMS[name].read_bytes()).form
    assert form is not None
    return form


def items() -> Iterator[tuple[str, str]]:
    """Every question that a person answers: form and linkId."""
    for name in FORMS:
        for item in form_of(name).items:
            if item.answerable and not item.calculated:
                yield name, item.link_id


def item_of(name: str, link_id: str) -> Item:
    item = form_of(name).find(link_id)
    assert item is not None
    return item


def answers_to(item: Item) -> list[Any]:
    """Every kind of answer that this question takes: each option, or the ends of its range."""
    if item.options:
        return item.options
    if item.type in ("integer", "decimal"):
        return [str(item.extension(url) or 0) for url in (MIN_VALUE, MAX_VALUE)]
    if item.type == "boolean":
        return [True, False]
    dates = {"date": "2026-11-23", "dateTime": "2026-11-23T08:30:00-05:00", "time": "08:30"}
    return [dates.get(item.type, "no change since the last visit")]


every_form = pytest.mark.parametrize("name", FORMS)
every_question = pytest.mark.parametrize(("name", "link_id"), list(items()))


@every_question
def test_each_answer_of_a_question_is_taken_and_given_back(name: str, link_id: str) -> None:
    item, response = item_of(name, link_id), Response(form_of(name))
    for raw in answers_to(item):
        response.put(link_id, [raw])
        assert response.get(link_id) == [parse(item, raw)]
        (value,) = response.get(link_id)
        assert parse(item, value) == value, "what was recorded is plausible again"
    response.put(link_id, [])
    assert response.get(link_id) == []
    assert (link_id in {place[1] for place in response.taken_back()}) is True


WRONG: dict[str, tuple[Any, ...]] = {
    "choice": ("of his own", "", None, 7, {"code": "of-his-own"}),
    "integer": ("", "1.5", "1e2", "many", True, "1,000.0", None),
    "decimal": ("", "1e2", "many", True, "1,000.5", "nan", "Infinity", None),
    "string": ("", "   ", None, 7),
    "text": ("", "\n", None),
    "boolean": ("yes", 1, None, ""),
    "date": ("", "23.11.2026", "2026-13-01", "2026-02-30", None),
    "dateTime": ("", "yesterday", "2026-11-23T25:00", None),
}


@every_question
def test_what_is_no_answer_is_refused_and_changes_nothing(name: str, link_id: str) -> None:
    item, response = item_of(name, link_id), Response(form_of(name))
    response.put(link_id, [answers_to(item)[0]])
    before = response.to_json(completed=False)
    for raw in WRONG[item.type]:
        with pytest.raises(Implausible):
            response.put(link_id, [raw])
    assert response.to_json(completed=False) == before


@every_question
def test_one_answer_or_many_as_the_question_says(name: str, link_id: str) -> None:
    item, response = item_of(name, link_id), Response(form_of(name))
    many = answers_to(item)
    alone = [option for option in many if option in item.exclusive]
    beside = [option for option in many if option not in item.exclusive]
    if not item.repeats:
        with pytest.raises(Implausible, match="takes one answer"):
            response.put(link_id, [many[0], many[-1]])
        return
    response.put(link_id, beside)
    assert len(response.get(link_id)) == len(beside)
    for option in alone:
        with pytest.raises(Implausible, match="stands alone"):
            response.put(link_id, [beside[0], option])
        response.put(link_id, [option])


def limited() -> list[tuple[str, str]]:
    return [at for at in items() if item_of(*at).has(MAX_VALUE) or item_of(*at).max_length]


@pytest.mark.parametrize(("name", "link_id"), limited())
def test_a_limit_is_taken_and_one_more_is_refused_in_words_with_it(name: str, link_id: str) -> None:
    item, response = item_of(name, link_id), Response(form_of(name))
    if item.max_length:
        response.put(link_id, ["é" * item.max_length])
        with pytest.raises(Implausible, match=f"At most {item.max_length} letters"):
            response.put(link_id, ["é" * (item.max_length + 1)])
        return
    low, high = (Decimal(str(item.extension(url))) for url in (MIN_VALUE, MAX_VALUE))
    step = Decimal(1).scaleb(-(item.extension(MAX_DECIMALS) or 0))
    for limit, beyond, words in ((low, low - step, "at least"), (high, high + step, "at most")):
        response.put(link_id, [f"{limit}"])
        with pytest.raises(
            Implausible, match=f"{words} {item.extension(MIN_VALUE if limit == low else MAX_VALUE)}"
        ):
            response.put(link_id, [f"{beyond}"])
    assert item.unit, "a number that has limits has a unit"


@pytest.mark.parametrize(
    ("name", "link_id"), [at for at in items() if item_of(*at).has(MAX_DECIMALS)]
)
def test_a_decimal_has_as_many_places_as_its_question_says(name: str, link_id: str) -> None:
    item, response = item_of(name, link_id), Response(form_of(name))
    places = item.extension(MAX_DECIMALS)
    whole = str(item.extension(MIN_VALUE) or 0).partition(".")[0]
    inside = str(int(whole) + 1)
    response.put(link_id, [f"{inside}.{'1' * places}" if places else inside])
    with pytest.raises(Implausible, match=f"At most {places} places"):
        response.put(link_id, [f"{inside}.{'1' * (places + 1)}"])
    if places:
        response.put(link_id, [f"{inside},{'1' * places}"])
        assert response.get(link_id) == [f"{inside}.{'1' * places}"]


# Conditions


def conditional() -> list[tuple[str, str]]:
    return [
        (name, item.link_id) for name in FORMS for item in form_of(name).items if item.conditions
    ]


def decide(response: Response, item: Item, met: bool) -> None:
    """Answer what the item's conditions ask for until it is asked, or is not."""
    deciding = [item_at(response, link) for link in {one.question for one in item.conditions}]
    for around in deciding:
        if around.conditions and not response.enabled(around):
            decide(response, around, True)
    choices = ([*([raw] for raw in answers_to(around)), []] for around in deciding)
    for answers in product(*choices):
        for around, raw in zip(deciding, answers, strict=True):
            response.put(around.link_id, raw)
        if response.enabled(item) is met:
            return
    pytest.fail(f"no answers make {item.link_id} {'asked' if met else 'hidden'}")


def item_at(response: Response, link_id: str) -> Item:
    item = response.form.find(link_id)
    assert item is not None, "a condition asks for a question of its form"
    return item


@pytest.mark.parametrize(("name", "link_id"), conditional())
def test_a_question_is_asked_when_its_condition_is_met_and_only_then(
    name: str, link_id: str
) -> None:
    form, item = form_of(name), item_of(name, link_id)
    asked, hidden = Response(form), Response(form)
    decide(asked, item, True)
    for condition in item.conditions:
        answers = asked.get(condition.question)
        if holds(answers, condition.operator, condition.answer):
            break
    else:
        pytest.fail("it is asked, and none of its conditions holds")
    decide(hidden, item, False)
    met = [holds(hidden.get(one.question), one.operator, one.answer) for one in item.conditions]
    assert not (all(met) if item.enable_behavior == "all" else any(met))


@pytest.mark.parametrize(
    ("name", "link_id"), [at for at in conditional() if item_of(*at).answerable]
)
def test_an_answer_that_is_hidden_again_is_kept_but_not_sent(name: str, link_id: str) -> None:
    item, response = item_of(name, link_id), Response(form_of(name))
    if item.calculated:
        return
    decide(response, item, True)
    response.put(link_id, [answers_to(item)[0]])
    assert link_id in linked(response.to_json(completed=True))
    decide(response, item, False)
    assert link_id not in linked(response.to_json(completed=True))
    assert link_id in linked(response.to_json(completed=False))
    assert link_id not in response.missing()


def linked(response_json: dict[str, Any]) -> set[str]:
    """Every linkId in a response."""
    links: set[str] = set()
    waiting = list(response_json["item"])
    while waiting:
        item = waiting.pop()
        links.add(item["linkId"])
        waiting += item.get("item", [])
        waiting += [child for answer in item.get("answer", []) for child in answer.get("item", [])]
    return links


def read_back(form: Questionnaire, response_json: dict[str, Any]) -> Response:
    """The answers of a response that was stored, put into an empty form."""
    response, waiting = Response(form), list(response_json["item"])
    while waiting:
        item = waiting.pop()
        answers = item.get("answer", [])
        waiting += [*item.get("item", []), *(at for one in answers for at in one.get("item", []))]
        values = [value for one in answers for key, value in one.items() if key != "item"]
        if values and not item_at(response, item["linkId"]).calculated:
            response.put(item["linkId"], values)
    return response


# Whole forms


@every_form
def test_an_empty_form_misses_what_it_requires_and_has_no_answer(name: str) -> None:
    form, response = form_of(name), Response(form_of(name))
    required = [one.link_id for one in form.items if one.required and response.enabled(one)]
    assert list(response.missing()) == required
    assert linked(response.to_json(completed=False)) == set(), "no answer is there from the start"
    assert all(not values for values in response.calculated().values())


def filled(name: str, which: int) -> Response:
    """A form in which every question that is asked is answered by its first or last answer."""
    response = Response(form_of(name))
    for _ in range(4):  # what is answered asks more
        for item, rows in response.places():
            if item.answerable and not item.calculated and response.enabled(item, rows):
                response.put(item.link_id, [answers_to(item)[which]], rows)
    return response


@every_form
@pytest.mark.parametrize("which", [0, -1])
def test_a_filled_form_misses_nothing_is_fhir_and_reads_back_equal(name: str, which: int) -> None:
    response = filled(name, which)
    assert response.missing() == ()
    for completed in (True, False):
        stored = json.dumps(response.to_json(completed))
        read = QuestionnaireResponse.model_validate_json(stored)
        assert read.questionnaire == f"{form_of(name).url}|{form_of(name).version}"
        assert read.status == ("completed" if completed else "in-progress")
    again = read_back(form_of(name), json.loads(stored))
    assert again.answers == response.answers
    assert again.to_json(completed=True) == response.to_json(completed=True)
    assert again.calculated() == response.calculated()


@every_form
def test_each_required_answer_is_missed_by_its_own_name(name: str) -> None:
    for item in form_of(name).items:
        response = filled(name, 0)
        if item.required and item.answerable and not item.calculated and response.enabled(item):
            response.put(item.link_id, [])
            assert item.link_id in response.missing()
            assert item.link_id not in linked(response.to_json(completed=True))
