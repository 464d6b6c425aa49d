"""The form view: calculated values follow what is entered, and nobody types into them."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from procdesk import app
from procdesk.desk.widgets.choices import Choices
from procdesk.desk.widgets.field import Field
from procdesk.desk.widgets.form_view import FormView
from procdesk.desk.widgets.labels import Words
from procdesk.desk.widgets.one_line import OneLine
from procdesk.questionnaire.load import load
from procdesk.questionnaire.response import Response
from questionnaire.test_expressions import form, item


@pytest.fixture(autouse=True)
def _started(qtbot: QtBot) -> None:
    app.start_qt()


def shown(view: FormView, link_id: str) -> Field:
    return view.results[(), link_id]


def texts(part: QWidget) -> list[str]:
    return [words.text() for words in part.findChildren(Words)]


def choose(view: FormView, link_id: str, number: int) -> None:
    asked = view.inputs[(), link_id]
    assert isinstance(asked, Choices)
    asked.button(str(number)).click()


def test_a_total_says_how_much_is_entered_until_it_is_whole(qtbot: QtBot) -> None:
    view = FormView(Response(load(app.form_bytes("aldrete"))))
    qtbot.addWidget(view)
    view.finish()
    total = shown(view, "aldrete.total")
    assert total.line.isReadOnly()
    for done, name in enumerate(("activity", "respiration", "circulation", "consciousness")):
        assert (total.text, total.line.placeholderText()) == ("", f"{done} of 5 entered")
        choose(view, f"aldrete.{name}", 0)
    choose(view, "aldrete.spo2", 1)
    assert total.text == "9"
    assert shown(view, "aldrete.nine_or_more").text == "yes"
    choose(view, "aldrete.spo2", 3)
    assert (total.text, total.line.placeholderText()) == ("", "4 of 5 entered")
    assert view.problems() == []


def test_calculated_values_are_no_draft_and_come_back_by_themselves(qtbot: QtBot) -> None:
    view = FormView(Response(load(app.form_bytes("peg"))))
    qtbot.addWidget(view)
    view.finish()
    view.put({"peg.intensity": "4", "peg.enjoyment": "5", "peg.activity": "5"})
    assert shown(view, "peg.mean").text == "4.7"
    assert "peg.mean" not in view.fields()
    view.clear_inputs()
    assert shown(view, "peg.mean").text == ""


def test_what_stops_or_cannot_be_checked_is_said_at_its_place(qtbot: QtBot) -> None:
    raw = form(
        item("a", must="answer.value > 2"),
        item("t", calculated="%resource.item.where(linkId='a').answer.value + 'x'"),
    )
    view = FormView(Response(load(raw)))
    qtbot.addWidget(view)
    view.finish()
    view.put({"a": "1"})
    assert any("Cannot be checked" in text for text in texts(shown(view, "t")))
    words = [words for words, _ in view.problems()]
    assert any("Must be." in one for one in words)
    assert any("cannot be checked" in one for one in words)


def test_the_press_on_the_last_question_answers_the_form(qtbot: QtBot) -> None:
    view = FormView(Response(load(app.form_bytes("sign-out"))))
    qtbot.addWidget(view)
    view.finish()
    answered: list[bool] = []
    view.answered.connect(lambda: answered.append(True))
    choose(view, "sign_out.any_of", 6)
    assert not answered  # two that are due are open
    choose(view, "sign_out.name_recorded", 0)
    choose(view, "sign_out.counts", 0)
    assert not answered  # not the last question
    choose(view, "sign_out.any_of", 3)
    assert not answered  # more may follow
    choose(view, "sign_out.any_of", 6)
    assert answered == [True]


def test_a_set_is_typed_in_one_line_and_stands_in_its_fields(qtbot: QtBot) -> None:
    view = FormView(Response(load(app.form_bytes("vitals"))))
    qtbot.addWidget(view)
    line = OneLine(list(view.measured().values()))
    qtbot.addWidget(line)
    line.typed.connect(lambda values: view.put(dict(zip(view.measured(), values, strict=True))))
    entered: list[bool] = []
    line.entered.connect(lambda: entered.append(True))
    QTest.keyClicks(line.line.line, "132/78 70")
    fields = view.fields()
    assert list(fields.values()) == ["132", "78", "70"]
    QTest.keyClicks(line.line.line, " 98 5")
    QTest.keyClick(line.line.line, Qt.Key.Key_Return)
    assert not entered
    assert any("5 numbers for 4 values" in text for text in texts(line))
    QTest.keyClick(line.line.line, Qt.Key.Key_Backspace)
    QTest.keyClick(line.line.line, Qt.Key.Key_Return)
    assert entered == [True]
    assert list(view.fields().values()) == ["132", "78", "70", "98"]


@pytest.mark.parametrize(
    ("typed", "value", "words"),
    [
        ("0830", "2026-11-23T08:30:00", "That is today, Monday 23 November 2026, 08:30."),
        ("last night 8", "2026-11-22T20:00:00", "That is yesterday, Sunday 22 November 2026"),
        ("2026-11-22 20:00", "2026-11-22T20:00:00", "That is yesterday, Sunday 22 November 2026"),
        ("yesterday", "2026-11-22T00:00:00", "Sunday 22 November 2026, no time given."),
        ("20:00", None, ""),
        ("yesterday 8", None, ""),
    ],
)
def test_a_moment_is_typed_as_it_is_said_and_spelled_back(
    qtbot: QtBot, typed: str, value: str | None, words: str
) -> None:
    now = datetime(2026, 11, 23, 10, 0, tzinfo=ZoneInfo("America/New_York"))
    view = FormView(Response(load(app.form_bytes("sedation")), now))
    qtbot.addWidget(view)
    view.finish()
    view.put({"sedation.last_food_at": typed})
    field = view.inputs[(), "sedation.last_food_at"]
    assert isinstance(field, Field)
    assert view.response.get("sedation.last_food_at") == ([value] if value else [])
    assert words in field.understood.text()
    assert field.understood.isHidden() is not bool(words)
    assert bool(field.problem()) is (value is None)
