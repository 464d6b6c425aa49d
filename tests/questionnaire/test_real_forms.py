"""The real forms: each opens, opens degraded, or is refused for a named reason; none raises."""

import json
import random
from math import exp, log
from typing import Any

import pytest

from procdesk.questionnaire.definition import Item
from procdesk.questionnaire.report import check_report, fill_report, open_form
from procdesk.questionnaire.response import Response
from procdesk.questionnaire.values import Implausible
from questionnaire.stored_response import from_json
from support.places import SHARED

needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="the real files are not here")

# file -> verdict, items/answerable/depth/enableWhen/calculated/enableWhenExpression/required/groups
FORMS = {
    "715.R4": ("degraded", "187/133/6/11/2/0/1/2"),
    "CVD-Risk-2023": ("degraded", "17/9/3/0/1/0/0/0"),
    "CardiologyForm": ("refused", "142/124/6/33/1/0/26/0"),
    "Hdir_mental_abc-nb-NO-v0.08": ("degraded", "56/28/3/12/0/0/21/0"),
    "bit-of-everything": ("degraded", "19/17/2/0/0/0/0/0"),
    "enable-when-answer-options-R4-sample": ("opens", "21/21/1/14/0/0/0/0"),
    "enableWhen-test.R4": ("opens", "85/71/2/55/0/1/0/0"),
    "patient-scenario-medication.fhir": ("opens", "34/25/3/4/0/0/9/4"),
    "phq9-with-the-weight-function": ("opens", "11/11/1/0/1/0/8/0"),
    "q-items-under-repeating-choice-item": ("opens", "9/8/3/0/0/0/0/0"),
    "q-with-targetConstraint": ("opens", "3/2/2/0/0/0/0/0"),
    "quantity-units": ("opens", "8/8/1/0/0/0/0/0"),
    "questionnaire-ANCB10": ("degraded", "127/127/1/0/0/0/0/0"),
    "questionnaire-calculatedExpression": ("degraded", "12/11/2/0/8/0/0/1"),
    "sample_patient_registration": ("refused", "38/38/1/19/3/7/22/0"),
    "screener-questionnaire": ("degraded", "66/36/4/15/0/0/5/0"),
    "tables": ("opens", "18/13/2/0/0/0/2/1"),
    "who-emcare-treatment.fhir": ("opens", "226/113/2/0/1/113/0/0"),
}

LACKS = {
    "715.R4": ["answerValueSet"],
    "CVD-Risk-2023": ["answerValueSet", "application/x-fhir-query"],
    # One of its constraints ends its text early, at an apostrophe that is not escaped.
    "CardiologyForm": ["FHIRPath"],
    "Hdir_mental_abc-nb-NO-v0.08": ["answerValueSet"],
    "bit-of-everything": ["answerValueSet"],
    "questionnaire-ANCB10": ["answerValueSet"],
    "questionnaire-calculatedExpression": ["answerValueSet"],
    "sample_patient_registration": ["regex"],
}
"""The parts that each form names as not carried out here; the others lack nothing."""


def raw(name: str) -> bytes:
    return (SHARED / "data" / "questionnaires" / f"{name}.json").read_bytes()


@needs_shared
@pytest.mark.parametrize("name", FORMS)
def test_each_form_has_its_verdict_and_counts(name: str) -> None:
    report = check_report(name, raw(name))
    counts = report["counts"]
    numbers = [
        report["items"],
        report["answerable"],
        report["depth"],
        counts["enable_when"],
        counts["calculated_expression"],
        counts["enable_when_expression"],
        counts["required"],
        counts["repeating_groups"],
    ]
    assert (report["verdict"], "/".join(map(str, numbers))) == FORMS[name]
    assert report["unsupported"] == LACKS.get(name, [])
    if report["verdict"] == "refused":
        assert report["problems"][0]["message"]
        assert report["problems"][0]["mend"]
    if report["verdict"] == "degraded":
        assert any("free text" in one["mend"] for one in report["problems"])


def plausible(item: Item) -> Any:
    """Something that a person could answer here."""
    if item.options:
        return item.options[0]
    return {
        "boolean": True,
        "decimal": "1.5",
        "integer": "1",
        "date": "2026-11-23",
        "dateTime": "2026-11-23T08:30:00-05:00",
        "time": "08:30",
        "quantity": "1.5",
        "attachment": {"title": "a"},
        "reference": {"reference": "Patient/1"},
    }.get(item.type, "some text")


@needs_shared
@pytest.mark.parametrize("name", [name for name, row in FORMS.items() if row[0] != "refused"])
def test_what_is_filled_saves_and_reloads_equal(name: str) -> None:
    form = open_form(raw(name)).form
    assert form is not None
    response = Response(form)
    for item, rows in response.places():
        if item.type == "group" and item.repeats:
            response.add_row(item.link_id, "r1", rows)
    filled = 0
    for item, rows in response.places():
        if item.answerable and not item.calculated:
            try:
                response.put(item.link_id, [plausible(item)], rows)
                filled += 1
            except Implausible:
                continue
    assert filled >= 0.9 * sum(item.answerable and not item.calculated for item in form.items)
    stored = response.to_json(completed=False)
    again = from_json(form, json.loads(json.dumps(stored)))
    assert again.answers == response.answers
    assert again.rows == response.rows
    assert again.to_json(completed=False) == stored
    assert stored["extension"][0]["valueString"] == form.hash


@needs_shared
def test_the_phq_9_adds_the_weights_of_its_answers() -> None:
    form = open_form(raw("phq9-with-the-weight-function")).form
    assert form is not None
    asked = [one for one in form.items if one.type == "choice" and one.points(one.options[0]) == 0]
    answers = {one.link_id: one.options[at % 4] for at, one in enumerate(asked)}
    report = fill_report(raw("phq9-with-the-weight-function"), answers)
    assert report["calculated"] == {"/44261-6": sum(at % 4 for at in range(9))}
    assert len(asked) == 9
    assert report["stops"] == []


@needs_shared
@pytest.mark.parametrize(
    ("low", "high", "results"),
    [(1, 2, []), (2, 2, []), (3, 2, ["false"]), (None, 2, ["unknown"])],
)
def test_the_target_constraint_compares(low: int | None, high: int, results: list[str]) -> None:
    answers = {"1.1": low, "1.2": high} if low else {"1.2": high}
    report = fill_report(raw("q-with-targetConstraint"), answers)
    assert [one["result"] for one in report["stops"]] == results


CVD = {
    "e2a16e4d-2765-4b61-b286-82cfc6356b30": 60,
    "418e4a02-de77-48a0-a92a-fe8fcc52b1aa": {"code": "female"},
    "4b98f514-2f6a-41f3-ad9d-185abc68ae34": "150",
    "f11feebc-fc4a-40d5-8481-b87d9f5a89aa": "6.0",
    "c47a7fae-0c60-40f8-8426-1019b1f0dd8f": "1.2",
    "e8fed84e-6c15-4f62-bc95-cd08033af3f7": True,
    "b980624c-e91a-44d4-80ba-a9f34c0e1188": False,
}
RISK = "ca830916-e2ee-4b24-a4c1-13eee23f8733"


@needs_shared
def test_the_cardiovascular_risk_agrees_with_its_formula_in_floats() -> None:
    terms = (18.8144, -1.2146, -1.8443 * log(60), 0.3668 * log(60), -1.4032 * log(150))
    more = (-0.539 * log(6.0 / 1.2), -0.3036, -0.1697)
    total = sum((*terms, *more))
    u = (log(5) - total) / exp(0.6536 - 0.2402 * total)
    report = fill_report(raw("CVD-Risk-2023"), CVD)
    assert report["calculated"] == {RISK: round((1 - exp(-exp(u))) * 100)}
    assert report["stops"] == []


@needs_shared
def test_a_code_that_was_answered_as_text_is_not_taken_for_another() -> None:
    report = fill_report(raw("CVD-Risk-2023"), CVD | {list(CVD)[1]: "female"})
    assert report["calculated"] == {RISK: None}
    assert [one["result"] for one in report["stops"]] == ["cannot be checked"]


@needs_shared
def test_mutated_forms_never_raise() -> None:
    chance = random.Random(11)
    for name in FORMS:
        whole = raw(name)
        if len(whole) > 80_000:
            continue
        for _ in range(8):
            torn = bytearray(whole)
            for _ in range(chance.randrange(1, 6)):
                torn[chance.randrange(len(torn))] = chance.randrange(256)
            report = check_report(name, bytes(torn))
            assert report["ok"] or report["problems"][0]["message"]
        assert not check_report(name, whole[: chance.randrange(len(whole) - 2)])["ok"]


def form(*items: dict[str, Any], **fields: Any) -> bytes:
    return json.dumps(
        {"resourceType": "Questionnaire", "url": "urn:x", "version": "1", "item": items, **fields}
    ).encode()


NUMBER = {"linkId": "n", "type": "integer"}


@pytest.mark.parametrize(
    ("operator", "answer", "value", "shown"),
    [
        ("exists", {"answerBoolean": True}, "5", True),
        ("exists", {"answerBoolean": True}, None, False),
        ("exists", {"answerBoolean": False}, None, True),
        ("=", {"answerInteger": 5}, "5", True),
        ("=", {"answerInteger": 5}, "6", False),
        ("!=", {"answerInteger": 5}, "6", True),
        ("!=", {"answerInteger": 5}, "5", False),
        ("!=", {"answerInteger": 5}, None, False),
        (">", {"answerInteger": 5}, "6", True),
        (">", {"answerInteger": 5}, "5", False),
        ("<", {"answerInteger": 5}, "4", True),
        ("<", {"answerInteger": 5}, None, False),
        (">=", {"answerInteger": 5}, "5", True),
        ("<=", {"answerInteger": 5}, "6", False),
    ],
)
def test_the_seven_operators(
    operator: str, answer: dict[str, Any], value: str | None, shown: bool
) -> None:
    condition = {"question": "n", "operator": operator, **answer}
    opened = open_form(form(NUMBER, {"linkId": "t", "type": "text", "enableWhen": [condition]}))
    assert opened.form is not None
    response = Response(opened.form)
    response.put("n", [value] if value else [])
    asked = opened.form.find("t")
    assert asked is not None
    assert response.enabled(asked) is shown


def test_a_hidden_answer_is_kept_and_left_out_when_completed() -> None:
    condition = [{"question": "n", "operator": "=", "answerInteger": 1}]
    opened = open_form(
        form(NUMBER, {"linkId": "t", "type": "text", "required": True, "enableWhen": condition})
    )
    assert opened.form is not None
    response = Response(opened.form)
    response.put("n", ["1"])
    assert response.missing() == ("t",)
    response.put("t", ["kept"])
    response.put("n", ["2"])
    assert response.missing() == ()
    assert [one["linkId"] for one in response.to_json(completed=True)["item"]] == ["n"]
    assert [one["linkId"] for one in response.to_json(completed=False)["item"]] == ["n", "t"]


@pytest.mark.parametrize(
    ("item", "value", "words"),
    [
        ({"type": "decimal"}, "3e1", "Write a number"),
        ({"type": "decimal"}, "1,000.5", "Write a number"),
        ({"type": "integer"}, "4.5", "Write a whole number"),
        ({"type": "boolean"}, "yes", "Answer yes or no"),
        ({"type": "date"}, "23/11/2026", "Write a date"),
        ({"type": "string", "maxLength": 3}, "four", "At most 3"),
        ({"type": "choice", "answerOption": [{"valueString": "a"}]}, "b", "Choose one"),
    ],
)
def test_what_cannot_be_is_said_in_words(item: dict[str, Any], value: str, words: str) -> None:
    opened = open_form(form({"linkId": "x", **item}))
    assert opened.form is not None
    with pytest.raises(Implausible, match=words):
        Response(opened.form).put("x", [value])


def test_comma_and_point_are_the_same_number() -> None:
    opened = open_form(form({"linkId": "x", "type": "decimal"}))
    assert opened.form is not None
    response = Response(opened.form)
    response.put("x", ["36,6"])
    assert response.get("x") == ["36.6"]


@pytest.mark.parametrize(
    ("items", "words"),
    [
        ([NUMBER, NUMBER], "stands 2 times"),
        ([{"linkId": "x", "type": "strange"}], "is not known"),
        (
            [
                {
                    "linkId": "x",
                    "type": "text",
                    "enableWhen": [{"question": "y", "operator": "=", "answerString": "a"}],
                }
            ],
            "not in the form",
        ),
        (
            [{**NUMBER, "enableWhen": [{"question": "n", "operator": "~", "answerInteger": 1}]}],
            "is not one",
        ),
        (
            [
                {
                    "linkId": "a",
                    "type": "text",
                    "enableWhen": [{"question": "b", "operator": "exists", "answerBoolean": True}],
                },
                {
                    "linkId": "b",
                    "type": "text",
                    "enableWhen": [{"question": "a", "operator": "exists", "answerBoolean": True}],
                },
            ],
            "depend on each",
        ),
    ],
)
def test_the_linter_names_what_would_make_a_form_lie(
    items: list[dict[str, Any]], words: str
) -> None:
    problems = open_form(form(*items)).problems
    assert any(words in one.message and one.severity == "error" for one in problems)


@pytest.mark.parametrize(
    "torn",
    [
        b"",
        b"{",
        b"[]",
        b"\xff\xfe",
        b'{"a":1,"a":2}',
        b'{"resourceType":"Patient"}',
        b"[" * 100_000,
    ],
)
def test_torn_input_is_refused_with_its_place(torn: bytes) -> None:
    assert open_form(torn).verdict == "refused"
    assert open_form(torn).problems[0].mend
