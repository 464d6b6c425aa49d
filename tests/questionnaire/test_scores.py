"""The scores: each component at each value, each band below, at and above, and what is missing.

Three agree: the table here, written by hand from the published scales; our interpreter; fhirpathpy.
"""

from decimal import Decimal
from typing import Any

import pytest

from procdesk import app
from procdesk.questionnaire.definition import MIN_VALUE
from procdesk.questionnaire.report import open_form
from procdesk.questionnaire.response import Response
from questionnaire.oracle import second_opinion

SCORES = (
    *("aldrete", "padss", "mpadss", "news2", "bromage", "rass"),
    *("peg", "pgic", "roland-morris"),
)


def filled(name: str, answers: dict[str, Any]) -> Response:
    form = open_form(app.form_bytes(name)).form
    assert form is not None
    response = Response(form)
    for key, value in answers.items():
        response.put(f"{name.replace('-', '_')}.{key}", [value])
    return response


def value(response: Response, link_id: str) -> Any:
    return next(iter(response.get(link_id)), None)


def agree(response: Response) -> None:
    """Ours and the second opinion are the same, for every calculated item."""
    assert response.stops() == ()
    for link_id, theirs in second_opinion(response).items():
        ours = value(response, link_id)
        if isinstance(ours, str) and ours[:1].isdigit() and ":" not in ours:
            assert Decimal(ours) == Decimal(str(theirs)), link_id
        else:
            assert ours == theirs, link_id


@pytest.mark.parametrize("name", SCORES)
def test_every_score_opens_without_a_problem_and_without_a_default(name: str) -> None:
    opened = open_form(app.form_bytes(name))
    assert (opened.verdict, opened.problems) == ("opens", ())
    assert opened.form is not None
    for item in opened.form.items:
        assert "initial" not in item.raw
        assert not any("initialSelected" in one for one in item.raw.get("answerOption", ()))
        assert item.read_only is item.calculated
    assert all(values == [] for values in Response(opened.form).calculated().values())


OF_TEN = {
    "aldrete": {
        "activity": {"four-limbs": 2, "two-limbs": 1, "no-limb": 0},
        "respiration": {"deep": 2, "shallow": 1, "none": 0},
        "circulation": {"within-20": 2, "within-50": 1, "beyond-50": 0},
        "consciousness": {"awake": 2, "rouses": 1, "no-response": 0},
        "spo2": {"air": 2, "oxygen": 1, "low": 0},
    },
    "padss": {
        "vital_signs": {"within-20": 2, "within-40": 1, "beyond-40": 0},
        "activity": {"both": 2, "one": 1, "neither": 0},
        "pain_nausea": {"minimal": 2, "moderate": 1, "severe": 0},
        "bleeding": {"minimal": 2, "moderate": 1, "severe": 0},
        "intake_output": {"both": 2, "one": 1, "neither": 0},
    },
    "mpadss": {
        "vital_signs": {"within-20": 2, "within-40": 1, "beyond-40": 0},
        "ambulation": {"steady": 2, "with-help": 1, "none": 0},
        "nausea": {"minimal": 2, "moderate": 1, "severe": 0},
        "pain": {"0-to-3": 2, "4-to-6": 1, "7-to-10": 0},
        "bleeding": {"minimal": 2, "moderate": 1, "severe": 0},
    },
}
"""Score -> component -> answer -> points (clinical fact base 5.1 and 5.2)."""


def best(name: str) -> dict[str, str]:
    return {key: next(iter(points)) for key, points in OF_TEN[name].items()}


@pytest.mark.parametrize(
    ("name", "key", "answer", "points"),
    [
        (name, key, answer, points)
        for name, components in OF_TEN.items()
        for key, answers in components.items()
        for answer, points in answers.items()
    ],
)
def test_each_component_of_ten_at_each_value(name: str, key: str, answer: str, points: int) -> None:
    response = filled(name, best(name) | {key: answer})
    assert value(response, f"{name}.total") == 8 + points
    assert value(response, f"{name}.nine_or_more") is (8 + points >= 9)
    agree(response)


@pytest.mark.parametrize("name", OF_TEN)
def test_a_component_that_is_missing_or_not_assessed_leaves_no_total(name: str) -> None:
    for key in OF_TEN[name]:
        known = best(name)
        del known[key]
        for answers in (known, known | {key: "not-asked"}):
            response = filled(name, answers)
            assert value(response, f"{name}.total") is None
            assert value(response, f"{name}.nine_or_more") is None
            assert response.entered(f"{name}.total") == (4, 5)
            agree(response)
    assert filled(name, best(name)).entered(f"{name}.total") == (5, 5)
    assert filled(name, {}).entered(f"{name}.nine_or_more") == (0, 5)


NORMAL: dict[str, Any] = {
    "respiratory_rate": 16,
    "spo2_scale": "scale-1",
    "spo2": 98,
    "oxygen": "air",
    "systolic": 120,
    "pulse": 70,
    "consciousness": "alert",
    "temperature": "37.0",
}
"""Nothing scores."""

BANDS: dict[str, list[tuple[Any, int]]] = {
    "respiratory_rate": [
        *((7, 3), (8, 3), (9, 1), (10, 1), (11, 1), (12, 0), (13, 0)),
        *((19, 0), (20, 0), (21, 2), (22, 2), (24, 2), (25, 3), (26, 3)),
    ],
    "spo2": [(90, 3), (91, 3), (92, 2), (93, 2), (94, 1), (95, 1), (96, 0), (97, 0), (100, 0)],
    "systolic": [
        *((89, 3), (90, 3), (91, 2), (99, 2), (100, 2), (101, 1), (110, 1)),
        *((111, 0), (112, 0), (218, 0), (219, 0), (220, 3), (221, 3)),
    ],
    "pulse": [
        *((39, 3), (40, 3), (41, 1), (50, 1), (51, 0), (90, 0), (91, 1)),
        *((110, 1), (111, 2), (130, 2), (131, 3), (132, 3)),
    ],
    "consciousness": [
        *(("alert", 0), ("new-confusion", 3), ("voice", 3), ("pain", 3), ("unresponsive", 3)),
    ],
    "temperature": [
        *(("34.9", 3), ("35.0", 3), ("35.1", 1), ("36.0", 1), ("36.1", 0), ("38.0", 0)),
        *(("38.1", 1), ("39.0", 1), ("39.1", 2), ("39.2", 2)),
    ],
    "oxygen": [("air", 0), ("oxygen", 2)],
}
"""NEWS2, RCP 2017: each border below, at and above (clinical fact base 5.5)."""


@pytest.mark.parametrize(
    ("key", "answer", "points"), [(key, *row) for key, rows in BANDS.items() for row in rows]
)
def test_each_band_of_news2(key: str, answer: Any, points: int) -> None:
    response = filled("news2", NORMAL | {key: answer})
    assert value(response, f"news2.{key}_points") == points
    assert value(response, "news2.total") == points
    assert value(response, "news2.single_3") is (points == 3)
    agree(response)


@pytest.mark.parametrize(
    ("spo2", "air", "oxygen"),
    [
        *((82, 3, 3), (83, 3, 3), (84, 2, 2), (85, 2, 2), (86, 1, 1), (87, 1, 1)),
        *((88, 0, 0), (90, 0, 0), (92, 0, 0), (93, 0, 1), (94, 0, 1), (95, 0, 2)),
        *((96, 0, 2), (97, 0, 3), (98, 0, 3), (100, 0, 3)),
    ],
)
def test_scale_2_of_news2_on_air_and_on_oxygen(spo2: int, air: int, oxygen: int) -> None:
    for given, points, more in (("air", air, 0), ("oxygen", oxygen, 2)):
        values = NORMAL | {"spo2_scale": "scale-2", "spo2": spo2, "oxygen": given}
        response = filled("news2", values)
        assert value(response, "news2.spo2_points") == points
        assert value(response, "news2.total") == points + more
        agree(response)


@pytest.mark.parametrize(
    ("changes", "total", "words"),
    [
        ({}, 0, "0: every 12 hours"),
        ({"pulse": 95}, 1, "1 to 4"),
        ({"oxygen": "oxygen", "pulse": 115}, 4, "1 to 4"),
        ({"pulse": 131}, 3, "5 or more, or 3 in one"),
        ({"oxygen": "oxygen", "pulse": 115, "temperature": "38.5"}, 5, "5 or more"),
        ({"oxygen": "oxygen", "pulse": 115, "temperature": "39.5"}, 6, "5 or more"),
        ({"oxygen": "oxygen", "pulse": 115, "temperature": "39.5", "spo2": 95}, 7, "7 or more"),
        (
            {
                "oxygen": "oxygen",
                "pulse": 140,
                "temperature": "34",
                "spo2": 80,
                "respiratory_rate": 30,
                "systolic": 80,
                "consciousness": "pain",
            },
            20,
            "7 or more",
        ),
    ],
)
def test_the_triggers_of_news2(changes: dict[str, Any], total: int, words: str) -> None:
    response = filled("news2", NORMAL | changes)
    assert value(response, "news2.total") == total
    assert str(value(response, "news2.trigger")).startswith(words)
    agree(response)


@pytest.mark.parametrize("key", NORMAL)
def test_news2_without_one_of_its_values_has_no_total(key: str) -> None:
    values = dict(NORMAL)
    del values[key]
    response = filled("news2", values)
    assert value(response, "news2.total") is None
    assert value(response, "news2.single_3") is None
    assert value(response, "news2.trigger") is None
    assert response.entered("news2.total") == (7, 8)
    agree(response)


def test_a_single_3_is_said_although_the_rest_is_missing() -> None:
    response = filled("news2", {"pulse": 140})
    assert value(response, "news2.total") is None
    assert value(response, "news2.single_3") is True
    assert str(value(response, "news2.trigger")).startswith("5 or more, or 3")
    agree(response)


def test_not_assessed_consciousness_is_no_zero() -> None:
    response = filled("news2", NORMAL | {"consciousness": "not-asked"})
    assert value(response, "news2.total") is None
    assert response.entered("news2.total") == (7, 8)
    agree(response)


@pytest.mark.parametrize(
    ("values", "mean"),
    [
        ((0, 0, 0), "0"),
        ((10, 10, 10), "10"),
        ((4, 5, 5), "4.7"),
        ((4, 4, 5), "4.3"),
        ((1, 2, 3), "2"),
        ((10, 0, 0), "3.3"),
        ((None, 5, 5), None),
        ((5, None, 5), None),
        ((5, 5, None), None),
    ],
)
def test_the_mean_of_peg(values: tuple[int | None, ...], mean: str | None) -> None:
    keys = ("intensity", "enjoyment", "activity")
    known = {key: one for key, one in zip(keys, values, strict=True) if one is not None}
    response = filled("peg", known)
    assert value(response, "peg.mean") == mean
    agree(response)


@pytest.mark.parametrize("point", range(11))
def test_each_question_of_peg_at_each_value(point: int) -> None:
    for key in ("intensity", "enjoyment", "activity"):
        response = filled("peg", {"intensity": 0, "enjoyment": 0, "activity": 0} | {key: point})
        exact = Decimal(point) / 3
        assert Decimal(value(response, "peg.mean")) == exact.quantize(Decimal("0.1"))


ROLAND = [f"{number:02}" for number in range(1, 25)]


@pytest.mark.parametrize("count", [0, 1, 12, 23, 24])
def test_roland_morris_counts_the_statements_that_apply(count: int) -> None:
    answers = {key: "yes" if at < count else "no" for at, key in enumerate(ROLAND)}
    response = filled("roland-morris", answers)
    assert value(response, "roland_morris.total") == count
    agree(response)


@pytest.mark.parametrize("key", ROLAND)
def test_each_statement_of_roland_morris(key: str) -> None:
    none = dict.fromkeys(ROLAND, "no")
    assert value(filled("roland-morris", none | {key: "yes"}), "roland_morris.total") == 1
    response = filled("roland-morris", none | {key: "not-asked"})
    assert value(response, "roland_morris.total") is None
    assert response.entered("roland_morris.total") == (23, 24)


def recorded(name: str, key: str) -> dict[str, Decimal | None]:
    """Code -> points of a question that only records."""
    item = filled(name, {}).form.find(f"{name}.{key}")
    assert item is not None
    return {one["code"]: item.points(one) for one in item.options}


def test_bromage_records_each_leg() -> None:
    for leg in ("left_leg", "right_leg"):
        points = {"0": 0, "1": 1, "2": 2, "3": 3, "not-asked": None}
        assert recorded("bromage", leg) == points
    response = filled("bromage", {"left_leg": "2", "right_leg": "not-asked"})
    assert response.missing() == ()
    assert value(response, "bromage.left_leg")["code"] == "2"


def test_rass_runs_from_plus_4_to_minus_5() -> None:
    level = recorded("rass", "level")
    assert [one for one in level.values() if one is not None] == list(range(4, -6, -1))
    assert level["not-asked"] is None


def test_pgic_has_seven_steps_with_no_difference_in_the_middle() -> None:
    change = recorded("pgic", "change")
    assert [one for one in change.values() if one is not None] == [1, 2, 3, 4, 5, 6, 7]
    item = filled("pgic", {}).form.find("pgic.change")
    assert item is not None
    assert item.options[3]["display"] == "No different"


@pytest.mark.parametrize("name", SCORES)
def test_the_form_and_its_response_are_fhir(name: str) -> None:
    from fhir.resources.R4B.questionnaire import Questionnaire
    from fhir.resources.R4B.questionnaireresponse import QuestionnaireResponse

    response = filled(name, {})
    Questionnaire.model_validate(response.form.raw)
    for item in response.form.items:
        if item.answerable and not item.calculated:
            least = item.extension(MIN_VALUE)
            response.put(item.link_id, [item.options[0] if item.options else least])
    stored = response.to_json(completed=True)
    QuestionnaireResponse.model_validate(stored)
    assert {one.link_id for one in response.form.items if one.answerable} == {
        item["linkId"] for item in stored["item"]
    }
