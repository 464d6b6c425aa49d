"""Expressions: three truth values, Decimal, limits that hold, constraints, order and cycles."""

import json
import time
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import fhirpathpy
import pytest
from fhirpathpy.models import models

from procdesk.questionnaire.fhirpath import Budget, Scope, evaluate
from procdesk.questionnaire.fhirpath_parse import UnreadableExpression, parse_expression
from procdesk.questionnaire.fhirpath_values import Unchecked
from procdesk.questionnaire.report import check_report, fill_report, open_form
from procdesk.questionnaire.response import Response
from procdesk.questionnaire.values import Implausible
from questionnaire.stored_response import from_json

SDC = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-"
CORE = "http://hl7.org/fhir/StructureDefinition/"
NOW = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)

ANSWERS: dict[str, Any] = {
    "resourceType": "QuestionnaireResponse",
    "item": [
        {"linkId": "a", "answer": [{"valueInteger": 3}]},
        {"linkId": "b", "answer": [{"valueDecimal": 2.5}]},
        {"linkId": "t", "answer": [{"valueString": "abc 12"}]},
        {"linkId": "n", "answer": [{"valueString": "17"}]},
        {"linkId": "yes", "answer": [{"valueBoolean": True}]},
        {"linkId": "many", "answer": [{"valueInteger": n} for n in (1, 2, 2, 5)]},
        {"linkId": "c", "answer": [{"valueCoding": {"system": "s", "code": "x", "display": "X"}}]},
        {"linkId": "g", "item": [{"linkId": "in", "answer": [{"valueInteger": 7}]}]},
        {"linkId": "none"},
    ],
}


def of(link_id: str) -> str:
    return f"item.where(linkId='{link_id}').answer.value"


def result_of(text: str) -> list[Any]:
    def nothing(name: str) -> list[Any]:
        if name == "resource":
            return [ANSWERS]
        raise Unchecked(f"%{name} is not known here.")

    return evaluate(
        parse_expression(text), Scope(about=[ANSWERS], variable=nothing, budget=Budget(), now=NOW)
    )


BOTH = [
    *("1 + 2 * 3", "(1 + 2) * 3", "7 / 2", "7 div 2", "7 mod 2", "-3 + 1", "1 / 0", "2.5 * 2"),
    *("1 = 1.0", "1 != 2", "{} = 1", "1 < 2", "2.5 >= 2.5", "'a' < 'b'", "'a' & {} & 'b'"),
    *("true and {}", "false and {}", "{} and {}", "true or {}", "false or {}", "{} or {}"),
    *("true xor {}", "true xor false", "false implies {}", "true implies {}", "{} implies true"),
    *("{}.not()", "true.not()", "{}.empty()", "{}.exists()", "{}.count()", "{}.first()"),
    *("iif(true, 1, 2)", "iif({}, 1, 2)", "iif(false, 1)", "1 in (1 | 2)", "3 in (1 | 2)"),
    *("(1 | 2 | 1).count()", "(1 | 2).last()", "(4 | 9)[1]", "(1 | 2).where($this > 1)"),
    *("(1 | 2).select($this * 2)", "(1 | 2).all($this > 0)", "(1 | 2).exists($this > 1)"),
    *("'12'.toInteger()", "'x'.toInteger()", "'1.50'.toDecimal()", "12.toString()"),
    *("'abc'.contains('b')", "'abc'.startsWith('ab')", "'abc'.endsWith('c')", "'abc'.length()"),
    *("'abc'.substring(1)", "'abc'.substring(1, 1)", "'abc'.substring(9)", "'ab'.toChars()"),
    *("'a12'.matches('^a[0-9]+$')", "(-5).abs()", "2.power(3)", "2.55.round(1)", "1.ln()"),
    *(of("a"), of("b"), of("many"), of("none"), of("c") + ".code", of("a") + " + " + of("b")),
    *(of("a") + " + " + of("none"), of("none") + " < 3", of("many") + ".count()"),
    *(of("n") + ".toInteger() > 16", of("t") + ".contains('12')", "item.count()"),
    *(f"{of('yes')} = true", f"{of('c')}.code = 'x' and {of('a')} = 3", f"{of('many')}[0]"),
    "%resource.repeat(item).where(linkId='in').answer.value",
    "%resource.descendants().where(linkId='in').answer.value",
    "repeat(item).linkId",
    "item.where(linkId != 'a' and answer.exists()).count()",
    "item.where(linkId in ('a' | 'b')).answer.value",
    "item.answer.value.ofType(integer)",
    "item.where(linkId='many').answer.all(value > 0)",
    "item.where(linkId='many').answer.value.where($this = 2).count()",
]


@pytest.mark.parametrize("text", BOTH)
def test_ours_and_fhirpathpy_say_the_same(text: str) -> None:
    theirs = fhirpathpy.evaluate(ANSWERS, text, {"resource": ANSWERS}, models["r4"])
    assert plain(result_of(text)) == plain(theirs)


def plain(values: list[Any]) -> list[Any]:
    return [
        value if isinstance(value, (bool, str, dict)) else Decimal(str(value)).normalize()
        for value in values
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("(0.1 + 0.2) = 0.3", [True]),
        (f"{of('many')}.sum()", [10]),
        (f"{of('many')}.avg()", [Decimal("2.5")]),
        (f"{of('many')}.min() + {of('many')}.max()", [6]),
        ("{}.sum()", []),
        ("2.5.round()", [3]),
        ("(-2.5).round()", [-3]),
        ("today()", ["2026-11-24"]),
        ("now()", ["2026-11-24T08:30:00+00:00"]),
        ("today() > '2026-11-23'.toDate()", [True]),
        ("today() >= '2026-11'.toDate()", []),
        ("now() = now()", [True]),
        ("'2026-11-24T10:30:00+02:00'.toDate()", ["2026-11-24"]),
        ("0.ln()", []),
        ("(-1).power(0.5)", []),
        ("a.hasValue()", [False]),
        ("%resource.item.where(linkId='a').answer.value.ofType(Quantity)", []),
        ("(1 | {}).all($this > 0)", [True]),
        ("item.where(linkId='g').item.any(answer.value = 7)", [True]),
    ],
)
def test_what_the_specification_leaves_to_us_or_fhirpathpy_cannot(
    text: str, expected: list[Any]
) -> None:
    assert result_of(text) == expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "not expected"),
        ("1 +", "not expected"),
        ("(1", "missing"),
        ("a.", "A name is missing"),
        ("1 2", "not expected"),
        ("'open", "cannot be read"),
        ("memberOf('x')", "memberOf is not carried out"),
        ("iif(true)", "does not take 1"),
        ("a is Quantity", "is is not carried out"),
        ("@2020", "date cannot be written"),
        ("9" * 30, "too long"),
        ("(" * 500 + "1" + ")" * 500, "nested too deeply"),
        ("+".join(["1"] * 5000), "nested too deeply"),
        ("1" * 30_000, "too long"),
        ("-" * 400 + "1", "nested too deeply"),
        ("a" + ".first()" * 400, "nested too deeply"),
    ],
)
def test_what_cannot_be_read_says_why(text: str, words: str) -> None:
    with pytest.raises(UnreadableExpression, match=words):
        parse_expression(text)


@pytest.mark.parametrize(
    "text",
    [
        "'a' + 1",
        "(1 | 2) + 1",
        "'a' < 1",
        "%patient.age",
        "1.ofType(Strange)",
        "'ab'.length() > 'x'",
        "1.repeat($this + 1)",
        "'a'.repeat($this & 'a')",
        "9.power(9).power(9).power(9)",
        "999999999999999999 * 999999999999999999",
        "'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!'.matches('^(a+)+$')",
        "'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!'.matches('^((a|aa)b?)+$')",
        "'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!'.matches('a*a*a*a*a*a*a*b')",
        "'a'.matches('(')",
        "1.round(11)",
    ],
)
def test_what_cannot_be_worked_out_is_no_value_and_ends_soon(text: str) -> None:
    began = time.process_time()
    with pytest.raises(Unchecked):
        result_of(text)
    assert time.process_time() - began < 5


def item(link_id: str, kind: str = "integer", **logic: Any) -> dict[str, Any]:
    """An item; `calculated`, `shown` and `must` are expressions."""
    extensions = [
        {"url": f"{SDC}{name}", "valueExpression": {"language": "text/fhirpath", **expression}}
        for name, key in (("calculatedExpression", "calculated"), ("enableWhenExpression", "shown"))
        if (expression := {"expression": logic.pop(key)} if key in logic else None)
    ]
    if "must" in logic:
        extensions.append(constraint(logic.pop("must"), logic.pop("severity", "error")))
    read_only = any("calculatedExpression" in str(one["url"]) for one in extensions)
    return {"linkId": link_id, "type": kind, "extension": extensions, "readOnly": read_only} | logic


def constraint(text: str, severity: str = "error") -> dict[str, Any]:
    return {
        "url": f"{CORE}targetConstraint",
        "extension": [
            {"url": "key", "valueId": "k"},
            {"url": "severity", "valueCode": severity},
            {"url": "expression", "valueExpression": {"expression": text}},
            {"url": "human", "valueString": "Must be."},
        ],
    }


def form(*items: dict[str, Any], **more: Any) -> bytes:
    raw = {"resourceType": "Questionnaire", "url": "urn:x", "version": "1", "item": items}
    return json.dumps(raw | more).encode()


def answers(raw: bytes, **given: Any) -> Response:
    opened = open_form(raw)
    assert opened.form is not None
    assert opened.verdict == "opens", opened.problems
    response = Response(opened.form, NOW)
    for link_id, value in given.items():
        response.put(link_id, [value])
    return response


def test_a_chain_is_worked_out_whatever_the_order_in_the_form() -> None:
    raw = form(
        item("c", calculated="%resource.item.where(linkId='b').answer.value + 1"),
        item("b", calculated="%resource.item.where(linkId='a').answer.value * 2"),
        item("a"),
    )
    response = answers(raw, a="4")
    assert response.get("c") == [9]
    response.put("a", ["5"])
    assert response.get("c") == [11]
    response.put("a", [])
    assert response.get("c") == []
    assert response.stops() == ()


def test_a_chain_of_a_thousand_is_no_deeper_than_one_of_two() -> None:
    chain = [
        item(f"q{n}", calculated=f"%resource.item.where(linkId='q{n - 1}').answer.value + 1")
        for n in range(1, 1000)
    ]
    assert answers(form(*reversed(chain), item("q0")), q0="1").get("q999") == [1000]


def test_a_calculated_item_takes_no_answer() -> None:
    response = answers(form(item("c", calculated="1")))
    with pytest.raises(Implausible, match="calculated"):
        response.put("c", ["2"])
    again = from_json(response.form, {"item": [{"linkId": "c", "answer": [{"valueInteger": 2}]}]})
    assert again.get("c") == [1]


def test_two_items_that_need_each_other_are_both_named() -> None:
    raw = form(
        item("a", calculated="%resource.item.where(linkId='b').answer.value"),
        item("b", calculated="%resource.item.where(linkId='a').answer.value"),
    )
    problems = check_report("x", raw)["problems"]
    cycle = next(one for one in problems if "depend on each other" in one["message"])
    assert {cycle["link_id"], cycle["message"].split()[2]} == {"a", "b"}
    opened = open_form(raw)
    assert opened.form is not None
    response = Response(opened.form)
    assert response.get("a") == response.get("b") == []
    assert {one.result for one in response.stops()} == {"cannot be checked"}


def test_a_total_over_all_answers_does_not_count_itself() -> None:
    response = answers(form(item("a"), item("t", calculated="%resource.item.answer.count()")), a=1)
    assert response.get("t") == [1]
    assert response.stops() == ()


def test_two_totals_over_all_answers_need_each_other_and_cannot_be_checked() -> None:
    everything = "%resource.item.answer.count()"
    raw = form(item("a"), item("t", calculated=everything), item("u", calculated=everything))
    response = answers(raw, a=1)
    assert response.get("t") == response.get("u") == []
    assert {one.result for one in response.stops()} == {"cannot be checked"}


def test_what_reads_an_item_that_cannot_be_checked_cannot_be_either() -> None:
    raw = form(
        item("t", "text"),
        item("a", calculated="%resource.item.where(linkId='t').answer.value + 1"),
        item("b", calculated="iif(%resource.item.where(linkId='a').answer.exists(), 1, 0)"),
    )
    response = answers(raw, t="words")
    assert response.get("a") == response.get("b") == []
    assert [one.link_id for one in response.stops()] == ["a", "b"]


def test_a_value_that_the_item_does_not_take_is_not_shown() -> None:
    response = answers(form(item("a", calculated="1.5")))
    assert response.get("a") == []
    assert "does not fit" in response.stops()[0].message


@pytest.mark.parametrize(("given", "shown"), [({}, False), ({"a": "4"}, False), ({"a": "5"}, True)])
def test_a_condition_by_expression_hides_while_unknown(given: dict[str, str], shown: bool) -> None:
    raw = form(
        item("a"), item("t", "text", shown="%resource.item.where(linkId='a').answer.value>4")
    )
    response = answers(raw, **given)
    asked = response.form.find("t")
    assert asked is not None
    assert response.enabled(asked) is shown


def test_a_condition_that_cannot_be_checked_asks_and_stops() -> None:
    raw = form(
        item("a", "text"),
        item("t", "text", shown="%resource.item.where(linkId='a').answer.value>4"),
    )
    response = answers(raw, a="words")
    asked = response.form.find("t")
    assert asked is not None
    assert response.enabled(asked)
    assert [(one.link_id, one.result) for one in response.stops()] == [("t", "cannot be checked")]


def test_a_hidden_answer_counts_as_not_given() -> None:
    raw = form(
        item("a"),
        item("b", shown="%resource.item.where(linkId='a').answer.value = 1"),
        item("t", calculated="%resource.item.where(linkId='b').answer.value * 10"),
    )
    response = answers(raw, a="1", b="3")
    assert response.get("t") == [30]
    response.put("a", ["2"])
    assert response.get("t") == []
    assert response.entered("t") == (1, 1)


@pytest.mark.parametrize(
    ("given", "result"),
    [
        ({"low": "1", "high": "2"}, None),
        ({"low": "2", "high": "2"}, None),
        ({"low": "3", "high": "2"}, "false"),
        ({"low": "3"}, "unknown"),
        ({}, "unknown"),
    ],
)
def test_a_constraint_holds_or_stops_and_unknown_stops(
    given: dict[str, str], result: str | None
) -> None:
    must = "item.where(linkId='low').answer.value <= item.where(linkId='high').answer.value"
    raw = form(item("g", "group", must=must, item=[item("low"), item("high")]))
    assert [one.result for one in answers(raw, **given).stops()] == ([result] if result else [])


def test_a_constraint_that_raises_cannot_be_checked() -> None:
    stops = answers(form(item("a", "text", must="answer.value + 1 > 0")), a="x").stops()
    assert [(one.key, one.result) for one in stops] == [("k", "cannot be checked")]


def test_the_older_constraint_is_read_too_and_a_warning_does_not_stop() -> None:
    old = constraint("answer.value > 1", "warning")
    old["url"] = f"{CORE}questionnaire-constraint"
    old["extension"][2] = {"url": "expression", "valueString": "answer.value > 1"}
    report = fill_report(form(item("a") | {"extension": [old]}), {"a": "1"})
    assert report["stops"] == []
    assert [one["message"] for one in report["warnings"]] == ["Must be."]


def test_each_row_has_its_own_variables_and_values() -> None:
    total = item("t", calculated="%double + 1")
    variable = {
        "url": f"{CORE}variable",
        "valueExpression": {
            "name": "double",
            "language": "text/fhirpath",
            "expression": "item.where(linkId='a').answer.value * 2",
        },
    }
    group = {"linkId": "g", "type": "group", "repeats": True, "extension": [variable]}
    whole = item("all", calculated="%resource.descendants().where(linkId='t').answer.value.sum()")
    response = answers(form(group | {"item": [item("a"), total]}, whole))
    for row, value in (("r1", "1"), ("r2", "10")):
        response.add_row("g", row)
        response.put("a", [value], (row,))
    assert (response.get("t", ("r1",)), response.get("t", ("r2",))) == ([3], [21])
    assert response.get("all") == [24]


@pytest.mark.parametrize(
    ("raw", "words", "name"),
    [
        (form(item("a", calculated="memberOf('x')")), "memberOf('x')", "memberOf()"),
        (form(item("a", shown="%patient.age > 3")), "%patient is not known", "%patient"),
        (form(item("a", must="1 +")), "constraint", "FHIRPath"),
        (form(item("a"), extension=[constraint("(")]), "constraint", "FHIRPath"),
    ],
)
def test_logic_that_is_not_carried_out_refuses_the_form_and_is_named(
    raw: bytes, words: str, name: str
) -> None:
    report = check_report("x", raw)
    assert report["verdict"] == "refused"
    assert words in report["problems"][0]["message"]
    assert report["unsupported"] == [name]


def test_another_language_is_named() -> None:
    other = item("a", calculated="1")
    other["extension"][0]["valueExpression"]["language"] = "text/cql"
    report = check_report("x", form(other))
    assert (report["verdict"], report["unsupported"]) == ("refused", ["text/cql"])


def test_a_calculated_item_that_is_open_to_typing_is_a_warning() -> None:
    report = check_report("x", form(item("a", calculated="1") | {"readOnly": False}))
    assert report["ok"]
    assert "not readOnly" in report["problems"][0]["message"]


def test_an_item_inside_itself_is_refused_and_ends() -> None:
    inner = item("a", "group", calculated="%nowhere", item=[item("a", "group")])
    report = check_report("x", form(inner))
    assert report["verdict"] == "refused"
    opened = open_form(form(inner))
    assert opened.form is not None
    assert Response(opened.form).stops()


def test_a_form_that_doubles_and_doubles_ends_soon() -> None:
    doubling = [
        {
            "url": f"{CORE}variable",
            "valueExpression": {"name": f"v{n}", "expression": f"%v{n - 1} & %v{n - 1}"},
        }
        for n in range(1, 60)
    ]
    first = {"url": f"{CORE}variable", "valueExpression": {"name": "v0", "expression": "'abc'"}}
    raw = form(item("a", "string", calculated="%v59"), extension=[first, *doubling])
    began = time.process_time()
    assert answers(raw).stops()[0].result == "cannot be checked"
    assert time.process_time() - began < 5
