"""A clinic's units at the desk: what is typed is recorded as typed, and judged alike."""

from pathlib import Path

import pytest
from PySide6.QtTest import QTest

from desk.conftest import Open, OpenClinic
from desk.shell.test_screens import cut, overlapping
from desk.walk import settle
from procdesk.demo.hands import Hands
from procdesk.desk.pages.form import FormPage
from procdesk.desk.shell.open_desk import OpenDesk
from procdesk.desk.widgets.field import Field
from procdesk.domain.visit.case import Observation
from procdesk.workflow import answers
from procdesk.workflow.clinic import settings
from support.sedation_cases import in_procedure, sedate
from support.small_clinic import House

METRIC = {"units.temperature": "°C", "units.weight": "lb", "units.glucose": "mmol/L"}


def set_units(house: House, **units: str) -> None:
    settings_body = {f"units.{name}": unit for name, unit in units.items()}
    settings.change(house.ledger, house.administrator, settings_body)


def opened(house: House, open_desk: Open, case_id: str, section: str) -> tuple[OpenDesk, FormPage]:
    desk = open_desk(house, house.nurse)
    desk.open_case(case_id)
    assert desk.frame is not None
    desk.frame.open_section(section)
    settle()
    page = desk.frame.page
    assert isinstance(page, FormPage)
    return desk, page


def at_vitals(house: House, open_desk: Open, tmp_path: Path) -> tuple[str, FormPage, Hands]:
    """Vital signs of a case in its checks, with temperature, weight and height asked."""
    case_id = house.booked()
    house.arrived(case_id)
    desk, page = opened(house, open_desk, case_id, "vitals")
    hands = Hands(desk, tmp_path)
    hands.press("Also measured now? (may stay empty) Temperature")
    hands.press("Also measured now? (may stay empty) Weight and height")
    return case_id, page, hands


def field_of(page: FormPage, link_id: str) -> Field:
    field = page.view.inputs[(), link_id]
    assert isinstance(field, Field)
    return field


def typed(page: FormPage, link_id: str, text: str) -> Field:
    """A field with this text, typed key by key."""
    field = field_of(page, link_id)
    field.line.clear()
    QTest.keyClicks(field.line, text)
    settle()
    return field


def recorded(house: House, case_id: str, code: str) -> tuple[str, str]:
    latest = house.ledger.case(case_id).latest(code)
    assert isinstance(latest, Observation)
    return str(latest.value), latest.unit


def finding_words(house: House, case_id: str, key: str) -> tuple[str, str]:
    finding = next(one for one in house.ledger.outcome(case_id).findings if one.key == key)
    return finding.result.value, finding.sentence


def record_vitals(page: FormPage, hands: Hands) -> None:
    for name, value in (("systolic", "128"), ("diastolic", "78"), ("pulse", "70"), ("spo2", "98")):
        typed(page, f"vitals.{name}", value)
    hands.press("Record vital signs")


@pytest.mark.parametrize(
    ("units", "temperature", "weight", "other", "sentence"),
    [
        ({}, ("98.6", "°F"), ("83.9", "kg"), "= 185 lb", "Temperature 98.6 °F is within"),
        (
            {"temperature": "°C", "weight": "lb"},
            ("37.0", "°C"),
            ("185", "lb"),
            "= 83.9 kg",
            "Temperature 37 °C is within",
        ),
    ],
)
def test_vital_signs_are_recorded_as_typed_with_the_other_weight_beside(
    house: House,
    open_desk: Open,
    tmp_path: Path,
    units: dict[str, str],
    temperature: tuple[str, str],
    weight: tuple[str, str],
    other: str,
    sentence: str,
) -> None:
    set_units(house, **units)
    case_id, page, hands = at_vitals(house, open_desk, tmp_path)
    field = typed(page, "vitals.temperature", temperature[0])
    assert field.line.accessibleName() == f"Temperature, {temperature[1]}"
    assert typed(page, "vitals.weight", weight[0]).understood.text() == other
    assert typed(page, "vitals.weight", f"{weight[0]}x").understood.isHidden()
    typed(page, "vitals.weight", weight[0])
    record_vitals(page, hands)
    assert recorded(house, case_id, "vitals.temperature") == temperature
    assert recorded(house, case_id, "vitals.weight") == weight
    result, words = finding_words(house, case_id, "vitals.fever")
    assert (result, words[: len(sentence)]) == ("met", sentence)


@pytest.mark.parametrize(
    ("unit", "text", "words"),
    [
        ("°F", "37", "It can be at least 77 °F."),
        ("°F", "36.6 C", "Write a number in °F."),
        ("°C", "98.6", "It can be at most 45 °C."),
        ("°C", "37.05", "At most 1 places after the point."),
    ],
)
def test_a_temperature_in_another_unit_is_refused_in_words_with_the_unit(
    house: House, open_desk: Open, tmp_path: Path, unit: str, text: str, words: str
) -> None:
    set_units(house, temperature=unit)
    case_id, page, hands = at_vitals(house, open_desk, tmp_path)
    typed(page, "vitals.temperature", text)
    record_vitals(page, hands)
    assert words in hands.reads()
    assert house.ledger.case(case_id).latest("vitals.temperature") is None


@pytest.mark.parametrize(
    ("unit", "text", "words"),
    [
        ("mg/dL", "5.6", "Write a whole number in mg/dL."),
        ("mg/dL", "9", "It can be at least 10 mg/dL."),
        ("mmol/L", "101", "It can be at most 83.2 mmol/L."),
        ("mmol/L", "0.5", "It can be at least 0.6 mmol/L."),
        ("mmol/L", "5.6", ""),
        ("mmol/L", "5,6", ""),
        ("mg/dL", "101", ""),
    ],
)
def test_glucose_is_typed_in_the_clinics_unit(
    house: House, open_desk: Open, unit: str, text: str, words: str
) -> None:
    set_units(house, glucose=unit)
    case_id = house.booked()
    house.arrived(case_id)
    answers.answer(house.ledger, house.nurse, case_id, "diabetes", {"diabetes.type": "type-2"})
    _desk, page = opened(house, open_desk, case_id, "diabetes")
    field = typed(page, "diabetes.glucose", text)
    assert field.problem() == words
    assert page.view.response.get("diabetes.glucose") == ([] if words else [_value(text)])


def _value(text: str) -> str | int:
    return int(text) if text.isdigit() else text.replace(",", ".")


def test_a_change_of_units_leaves_what_was_recorded_and_its_judgement(
    house: House, open_desk: Open, tmp_path: Path
) -> None:
    case_id, page, hands = at_vitals(house, open_desk, tmp_path)
    typed(page, "vitals.temperature", "100.4")
    typed(page, "vitals.weight", "83.9")
    record_vitals(page, hands)
    assert finding_words(house, case_id, "vitals.fever") == (
        "not met",
        "Temperature 100.4 °F is at or above 100.4 °F (38 °C).",
    )
    settings.change(house.ledger, house.administrator, METRIC)
    assert finding_words(house, case_id, "vitals.fever") == (
        "not met",
        "Temperature 100.4 °F (38 °C) is at or above 38 °C.",
    )
    desk, page = opened(house, open_desk, case_id, "vitals")
    assert field_of(page, "vitals.temperature").text == "100.4"
    assert field_of(page, "vitals.temperature").line.accessibleName() == "Temperature, °F"
    assert field_of(page, "vitals.weight").understood.text() == "= 185 lb"
    Hands(desk, tmp_path).press("Record vital signs")
    assert recorded(house, case_id, "vitals.temperature") == ("100.4", "°F")
    assert recorded(house, case_id, "vitals.weight") == ("83.9", "kg")


def test_a_draft_keeps_the_unit_that_it_was_typed_in(
    house: House, open_desk: Open, tmp_path: Path
) -> None:
    set_units(house, weight="lb")
    case_id, page, _hands = at_vitals(house, open_desk, tmp_path)
    typed(page, "vitals.weight", "185")
    assert page.draft_fields()["vitals.weight"] == "185 lb"
    fields = page.draft_fields()
    page.put_draft(fields)
    assert field_of(page, "vitals.weight").text == "185"
    set_units(house, weight="kg")
    _desk, again = opened(house, open_desk, case_id, "vitals")
    again.put_draft(fields)
    field = field_of(again, "vitals.weight")
    assert (field.text, field.problem()) == ("185 lb", "Write a number in kg.")
    assert again.view.response.get("vitals.weight") == []


def test_a_value_in_a_unit_nobody_converts_is_not_shown_as_another(
    house: House, open_desk: Open
) -> None:
    case_id = house.booked()
    house.arrived(case_id)
    answers.measure(house.ledger, house.nurse, case_id, {"vitals.weight": ("13", "stone")})
    _desk, page = opened(house, open_desk, case_id, "vitals")
    assert field_of(page, "vitals.weight").text == ""


@pytest.mark.parametrize(
    ("unit", "text", "points"),
    [
        *(("°F", "95.0", "3"), ("°F", "95.2", "1"), ("°F", "100.4", "0"), ("°F", "100.5", "1")),
        *(("°C", "35.0", "3"), ("°C", "35.1", "1"), ("°C", "38.0", "0"), ("°C", "38.1", "1")),
    ],
)
def test_news2_reckons_in_celsius_whatever_is_typed(
    house: House, open_desk: Open, unit: str, text: str, points: str
) -> None:
    """NEWS2 (RCP 2017): 35.0 or less 3, 35.1 to 36.0 1, 36.1 to 38.0 0, 38.1 to 39.0 1."""
    set_units(house, temperature=unit)
    case_id = in_procedure(house)
    house.done(case_id)
    sedate(house, case_id)
    _desk, page = opened(house, open_desk, case_id, "news2")
    typed(page, "news2.temperature", text)
    assert [*map(str, page.view.response.get("news2.temperature_points"))] == [points]


def test_an_adopted_number_is_shown_in_the_clinics_unit_while_it_is_typed(
    house: House, open_clinic: OpenClinic
) -> None:
    set_units(house, glucose="mmol/L")
    _, hands = open_clinic(house, house.physician, "Rule sets")
    hands.press("Read glucose")
    assert "= 13.88 mmol/L" in hands.reads()  # 250 mg/dL, as the small clinic adopted it
    hands.write("Before steroid", "200")
    assert "= 11.1 mmol/L" in hands.reads()
    hands.write("Before steroid", "20")
    assert "= 1.11 mmol/L" not in hands.reads()


def test_pages_with_other_units_fit_the_smallest_window(house: House, open_desk: Open) -> None:
    settings.change(house.ledger, house.administrator, METRIC)
    case_id = house.booked()
    house.arrived(case_id)
    answers.measure(house.ledger, house.nurse, case_id, {"vitals.weight": ("185", "lb")})
    desk, _page = opened(house, open_desk, case_id, "vitals")
    desk.resize(1280, 800)
    settle()
    assert cut(desk) == []
    assert overlapping(desk) == []
