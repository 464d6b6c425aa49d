"""Typing in: the fields and answers of a page as a person fills them, whatever page it is."""

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from desk.walk import settle
from procdesk.desk.case.frame import CaseFrame
from procdesk.desk.timing import TIME
from procdesk.desk.widgets.choices import Choices
from procdesk.desk.widgets.one_line import OneLine

_BUILT_MS = 500
"""A form is built in steps; after this it stands whole."""


def page_of(frame: CaseFrame | None, key: str = "") -> QWidget:
    """Return the page that is open; the one of a key is opened first, as after a lock."""
    assert frame is not None
    if key:
        frame.reopen(key)
        TIME.forward(_BUILT_MS)
        settle()
    assert frame.page is not None
    return frame.page


def fields(page: QWidget) -> list[QLineEdit | QPlainTextEdit]:
    """Return every field that takes words; a secret is never kept, a line fills its fields."""
    lines = page.findChildren(QLineEdit)
    plain = [one for one in lines if one.echoMode() is QLineEdit.EchoMode.Normal]
    every: list[QLineEdit | QPlainTextEdit] = [*plain, *page.findChildren(QPlainTextEdit)]
    seen = [one for one in every if one.isVisible() and one.isEnabled() and not one.isReadOnly()]
    return [one for one in seen if not _is_within(one, OneLine)]


def answers_of(page: QWidget) -> dict[str, str]:
    """Return what stands on the page: texts by the name of the field, answers by the question."""
    texts = {
        one.accessibleName(): one.text() if isinstance(one, QLineEdit) else one.toPlainText()
        for one in fields(page)
    }
    return {**texts, **{one.question: one.text for one in questions(page)}}


def questions(page: QWidget) -> list[Choices]:
    """Return the questions with answers that can be seen; that of a row is recorded at once."""
    return [one for one in page.findChildren(Choices) if one.isVisible() and one.question]


def fill(page: QWidget) -> None:
    """Type another digit into every field."""
    for number, field in enumerate(fields(page)):
        field.clear()
        QTest.keyClicks(field, str(number % 9 + 1))
    settle()


def choose(page: QWidget) -> None:
    """Choose the last answer of every question but the last, whose answer may record the page."""
    for question in questions(page)[:-1]:
        question.button(question._choices[-1].value).click()
    settle()


def _is_within(widget: QWidget, kind: type[QWidget]) -> bool:
    parent = widget.parentWidget()
    return parent is not None and (isinstance(parent, kind) or _is_within(parent, kind))
