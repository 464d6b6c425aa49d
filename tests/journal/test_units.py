"""The units in docs/journal.md are those that the program writes and reads values in."""

import re
from collections.abc import Iterable, Iterator

from journal.doc import BY_KIND, PARTS, Field
from procdesk import app
from procdesk.domain.clinic.settings import UNITS_GLUCOSE, UNITS_TEMPERATURE, UNITS_WEIGHT
from procdesk.domain.entry import Kind
from procdesk.domain.relief.diary import LAST, PEG_QUESTIONS, QUESTIONS, Question
from procdesk.domain.unit import unit_named
from procdesk.domain.visit.measured_value import UNITS
from procdesk.questionnaire.definition import Item
from procdesk.questionnaire.load import load
from procdesk.workflow.checks.anticoagulants import LABS

IN_A_NAME = {"ml": "mL", "mm": "mm", "minutes": "minutes"}
CHOSEN = (UNITS_TEMPERATURE, UNITS_WEIGHT, UNITS_GLUCOSE)


def field(kind: Kind, name: str) -> Field:
    return next(one for one in BY_KIND[kind].fields if one.name == name)


def measured() -> Iterator[Item]:
    """Every question of a shipped form whose answer has a unit."""
    for path in app.data_folder("forms").glob("*.json"):
        yield from (item for item in load(path.read_bytes()).items if item.unit)


def test_a_unit_in_the_name_of_a_field_is_its_unit() -> None:
    fields = {f"{part.kind} {one.name}": one for part in PARTS for one in part.fields}
    units = {name: IN_A_NAME.get(name.rpartition("_")[2], "") for name in fields}
    named = {name: unit for name, unit in units.items() if unit}
    assert named == {name: fields[name].unit for name in named}
    assert set(named.values()) == set(IN_A_NAME.values())


def test_the_units_of_measured_values_are_those_that_are_asked_in() -> None:
    asked = {item.unit for item in measured()} | {lab.unit for lab in LABS}
    chosen = {unit for setting in CHOSEN for unit in setting.answers}
    described = re.findall("`([^`]+)`", field(Kind.MEASURED, "unit").meaning)
    assert len(set(described)) == len(described)
    assert set(described) == asked | chosen


def test_what_the_rules_convert_is_asked_in_a_unit_that_they_know() -> None:
    asked = {item.link_id: item.unit for item in measured() if item.link_id in UNITS}
    assert asked.keys() == UNITS.keys()
    assert [code for code, unit in asked.items() if not unit_named(UNITS[code], unit)] == []


def test_readings_are_in_the_units_of_their_questions() -> None:
    rows = [*QUESTIONS.values(), *LAST.values(), PEG_QUESTIONS]
    questions = [question for row in rows for question in row]
    numbers = [question for question in questions if question.is_numbers]
    for kind, asked in ((Kind.DIARY_RETURNED, questions), (Kind.CALL_MADE, numbers)):
        described = field(kind, "readings.[].value").unit
        assert set(re.split(", or |, ", described)) == set(units(asked))


def units(questions: Iterable[Question]) -> Iterator[str]:
    """The unit of each question by its last value: a scale to ten, a share, or a word."""
    for question in questions:
        last = question.values[-1][0] if question.is_numbers else ""
        yield {"10": "0 to 10", "100": "%", "": "a word"}[last]
