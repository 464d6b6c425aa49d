"""Values of each type of item: what is taken, in which form, and what is refused in words."""

import json
from contextlib import suppress
from decimal import Decimal
from typing import Any

import pytest
from fhir.resources.R4B.questionnaireresponse import QuestionnaireResponse
from hypothesis import given
from hypothesis import strategies as st

from procdesk.questionnaire.conditions import holds
from procdesk.questionnaire.definition import OPERATORS, TYPES, Item
from procdesk.questionnaire.load import load
from procdesk.questionnaire.response import Response
from procdesk.questionnaire.values import Implausible, comparable, number, parse

CORE = "http://hl7.org/fhir/StructureDefinition/"
MMOL = {"url": f"{CORE}questionnaire-unit", "valueCoding": {"code": "mmol/L", "display": "mmol/L"}}
CODES = [{"valueCoding": {"system": "s", "code": code, "display": code.upper()}} for code in "xy"]


def response_of(*items: dict[str, Any]) -> Response:
    raw = {"resourceType": "Questionnaire", "status": "active", "item": list(items)}
    return Response(load(json.dumps(raw).encode()))


def item_of(kind: str, **more: Any) -> Item:
    item = response_of({"linkId": "q", "type": kind, **more}).form.find("q")
    assert item is not None
    return item


X = {"system": "s", "code": "x", "display": "X"}
TAKEN: list[tuple[str, Any, Any, str]] = [
    ("boolean", True, True, "valueBoolean"),
    ("boolean", False, False, "valueBoolean"),
    ("integer", " 7 ", 7, "valueInteger"),
    ("integer", "-7", -7, "valueInteger"),
    ("integer", 7, 7, "valueInteger"),
    ("integer", "007", 7, "valueInteger"),
    ("decimal", "36,6", "36.6", "valueDecimal"),
    ("decimal", "36.6", "36.6", "valueDecimal"),
    ("decimal", 36.6, "36.6", "valueDecimal"),
    ("decimal", 0.00001, "0.00001", "valueDecimal"),
    ("decimal", "\N{MINUS SIGN}0.5", "-0.5", "valueDecimal"),
    ("decimal", 7, "7", "valueDecimal"),
    ("date", "2026-11-23", "2026-11-23", "valueDate"),
    ("dateTime", "2026-11-23T08:30:00-05:00", "2026-11-23T08:30:00-05:00", "valueDateTime"),
    ("time", "8:30", "08:30:00", "valueTime"),
    ("time", "23:59:59", "23:59:59", "valueTime"),
    ("string", "  low back ", "low back", "valueString"),
    ("text", "one\ntwo", "one\ntwo", "valueString"),
    ("url", "https://example.org/a", "https://example.org/a", "valueUri"),
    ("choice", "x", X, "valueCoding"),
    ("choice", "X", X, "valueCoding"),
    ("choice", X, X, "valueCoding"),
    ("open-choice", "x", X, "valueCoding"),
    ("open-choice", "of his own", "of his own", "valueString"),
    ("quantity", "5,5", {"value": "5.5", "unit": "mmol/L"}, "valueQuantity"),
    ("quantity", {"value": 99, "unit": "mg/dL"}, {"value": "99", "unit": "mg/dL"}, "valueQuantity"),
    (
        "quantity",
        {"value": 0.00001, "code": "g"},
        {"value": "0.00001", "unit": "g"},
        "valueQuantity",
    ),
    ("reference", {"reference": "Patient/1"}, {"reference": "Patient/1"}, "valueReference"),
    ("reference", " Dr Okafor ", {"display": "Dr Okafor"}, "valueReference"),
    ("attachment", {"title": "scan"}, {"title": "scan"}, "valueAttachment"),
]


def test_every_type_that_a_person_answers_has_a_row() -> None:
    assert {kind for kind, *_ in TAKEN} == set(TYPES) - {"group", "display"}


@pytest.mark.parametrize(("kind", "raw", "value", "key"), TAKEN)
def test_an_answer_is_taken_sent_as_fhir_and_read_back(
    kind: str, raw: Any, value: Any, key: str
) -> None:
    more: dict[str, dict[str, Any]] = {
        "choice": {"answerOption": CODES},
        "open-choice": {"answerOption": CODES},
    }
    more["quantity"] = {"extension": [MMOL]}
    response = response_of({"linkId": "q", "type": kind, **more.get(kind, {})})
    response.put("q", [raw])
    assert response.get("q") == [value]
    stored = json.loads(json.dumps(response.to_json(completed=True)))
    assert [*stored["item"][0]["answer"][0]] == [key]
    if kind != "attachment":
        QuestionnaireResponse.model_validate({**stored, "questionnaire": "http://example.org/q"})
    again = Response(response.form)
    again.put("q", stored["item"][0]["answer"][0].values())
    assert again.answers == response.answers


@pytest.mark.parametrize(
    ("kind", "raw", "words"),
    [
        ("boolean", "true", "Answer yes or no"),
        ("integer", "7.0", "Write a whole number"),
        ("integer", True, "Write a whole number"),
        ("integer", "1" * 16, "Write a whole number"),
        ("decimal", "1e3", "Write a number"),
        ("decimal", "1.000,5", "Write a number"),
        ("decimal", False, "Write a number"),
        ("decimal", float("nan"), "Write a number"),
        ("decimal", float("inf"), "Write a number"),
        ("date", "2027-02-29", "Write a date"),
        ("dateTime", "08:30", "Write date and time"),
        ("time", "24:00", "Write a time"),
        ("time", "8.30", "Write a time"),
        ("string", " ", "Write something"),
        ("text", "a" * 100_001, "too long"),
        ("choice", "z", "Choose one of the answers"),
        ("choice", {"code": "x", "system": "other"}, "Choose one of the answers"),
        ("quantity", {"unit": "mmol/L"}, "Write a number"),
        ("quantity", "a lot", "Write a number"),
        ("reference", {}, "Write what it refers to"),
        ("attachment", " ", "Write what it refers to"),
    ],
)
def test_what_is_no_answer_of_its_type_says_what_to_write(kind: str, raw: Any, words: str) -> None:
    more = {"answerOption": CODES} if kind == "choice" else {}
    with pytest.raises(Implausible, match=words):
        parse(item_of(kind, **more), raw)


@given(amount=st.decimals("-999999999", "999999999", places=6))
def test_comma_and_point_are_one_number_and_nothing_is_rounded(amount: Decimal) -> None:
    text = format(amount, "f")
    assert number(text) == number(text.replace(".", ",")) == amount
    assert parse(item_of("decimal"), text) == text


@given(text=st.text(max_size=20))
def test_any_text_is_a_value_or_a_sentence_for_every_type(text: str) -> None:
    for item in ITEMS:
        value = taken(item, text)
        assert value is None or parse(item, value) == value


def taken(item: Item, text: str) -> object:
    """The value, None where it is refused in words."""
    with suppress(Implausible):
        return parse(item, text)
    return None


ITEMS = [item_of(kind) for kind in TYPES if kind not in ("group", "display")]
TEXTS = st.sampled_from(["nan", "sNaN", "Infinity", "-inf", "1", "1.0", "b", "2026-11-23", "08:30"])


@given(here=TEXTS, there=TEXTS | st.integers(0, 2), operator=st.sampled_from(OPERATORS[1:]))
def test_every_condition_is_decided_whatever_was_typed(
    here: str, there: object, operator: str
) -> None:
    """An answer is a text that people type, and "nan" is a text."""
    opposite = {"=": "!=", "!=": "=", ">": "<=", "<": ">=", ">=": "<", "<=": ">"}
    met, other = (holds([here], sign, there) for sign in (operator, opposite[operator]))
    assert not (met and other)
    if operator in ("=", "!="):
        assert met or other


@pytest.mark.parametrize("word", ["nan", "NaN", "sNaN", "Infinity", "-inf"])
def test_a_word_that_python_reads_as_a_number_is_none(word: str) -> None:
    assert comparable(word) is None
    assert holds([word], "=", word)


LIMITS: list[tuple[str, dict[str, Any], list[Any], list[Any]]] = [
    ("string", {"maxLength": 3}, ["abc", " abc "], ["abcd"]),
    ("string", {"extension": [{"url": f"{CORE}minLength", "valueInteger": 2}]}, ["ab"], ["a"]),
    (
        "string",
        {"extension": [{"url": f"{CORE}regex", "valueString": "[A-Z]\\d"}]},
        ["A1"],
        ["A12"],
    ),
    (
        "date",
        {"extension": [{"url": f"{CORE}minValue", "valueDate": "2026-01-01"}]},
        ["2026-01-01", "2027-01-01"],
        ["2025-12-31"],
    ),
    (
        "time",
        {"extension": [{"url": f"{CORE}maxValue", "valueTime": "12:00:00"}]},
        ["12:00"],
        ["12:01"],
    ),
    ("integer", {"extension": [{"url": f"{CORE}minValue", "valueInteger": 0}]}, ["0"], ["-1"]),
    (
        "decimal",
        {"extension": [{"url": f"{CORE}maxValue", "valueDecimal": 1.5}]},
        ["1.50"],
        ["1.51"],
    ),
    (
        "decimal",
        {"extension": [{"url": f"{CORE}maxDecimalPlaces", "valueInteger": 1}]},
        ["1.5", "15"],
        ["1.55", "1.50"],
    ),
    (
        "quantity",
        {"extension": [{"url": f"{CORE}maxValue", "valueQuantity": {"value": 30}}]},
        ["30", {"value": "30.0"}],
        ["30.1"],
    ),
]


@pytest.mark.parametrize(("kind", "more", "inside", "outside"), LIMITS)
def test_each_limit_of_a_question_is_kept_at_its_edge(
    kind: str, more: dict[str, Any], inside: list[Any], outside: list[Any]
) -> None:
    item = item_of(kind, **more)
    for raw in inside:
        parse(item, raw)
    for raw in outside:
        with pytest.raises(Implausible):
            parse(item, raw)


def test_rows_of_a_group_keep_their_answers_apart_and_their_ids() -> None:
    inner = {"linkId": "drug", "type": "string", "required": True}
    dose = {
        "linkId": "dose",
        "type": "decimal",
        "enableWhen": [{"question": "drug", "operator": "exists", "answerBoolean": True}],
    }
    group = {"linkId": "rows", "type": "group", "repeats": True, "item": [inner, dose]}
    response = response_of(group)
    for row in ("r1", "r2"):
        response.add_row("rows", row)
    response.put("drug", ["metformin"], ("r1",))
    assert response.missing() == ("drug",)
    rows = {row: response.enabled(response.form.items[2], (row,)) for row in ("r1", "r2")}
    assert rows == {"r1": True, "r2": False}
    response.put("dose", ["500"], ("r1",))
    stored = json.loads(json.dumps(response.to_json(completed=True)))
    assert [one["id"] for one in stored["item"]] == ["r1", "r2"]
    assert [[inner["linkId"] for inner in one["item"]] for one in stored["item"]] == [
        ["drug", "dose"],
        [],
    ]
    answers = (response.get("drug", ("r1",)), response.get("drug", ("r2",)))
    assert answers == (["metformin"], [])
