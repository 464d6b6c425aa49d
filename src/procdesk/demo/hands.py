"""Hands: a person at the desk. Only what mouse, keys and eyes can do; it knows no stage."""

from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QTableView,
    QWidget,
)
from shiboken6 import isValid

from procdesk.desk.timing import TIME
from procdesk.desk.widgets.hold_button import HOLD_MS

_ACT_MS, _LOOK_MS = 100, 20
"""The time of the desk that one act of a hand takes, and one look of who waits."""


class NotThere(Exception):
    """The refusal of hands: nothing with that name can be seen."""


@dataclass
class Hands:
    """Hands that find by accessible name what they see, press, type, and take pictures.

    The desk's time stands while hands play it, but for what each of their acts takes.
    """

    window: QWidget
    pictures: Path | None
    """The folder of the pictures; without one none is taken."""
    interactions: int = 0
    picture_files: list[Path] = field(default_factory=list)

    def __post_init__(self) -> None:
        TIME.hold()

    def press(self, name: str) -> None:
        """Press what has this name, or whose name begins with it."""
        self._press(self.find(name))

    def write(self, name: str, words: str, *, enter: bool = False) -> None:
        """Fill in one field, its old text goes; `enter` ends it with the Enter key."""
        field = self.find_field(name)
        self.into_view(field)
        QTest.mouseClick(_inner(field), Qt.MouseButton.LeftButton)
        QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClicks(field, words)
        if enter:
            QTest.keyClick(field, Qt.Key.Key_Return)
        self._count_interaction()

    def scan(self, code: str) -> None:
        """Type as a scanner does: signs without a pause, then Enter, whatever has the focus."""
        held = QApplication.focusWidget() or self.window
        QTest.keyClicks(held, code)
        QTest.keyClick(held, Qt.Key.Key_Return)
        self._count_interaction()

    def enter(self, name: str) -> None:
        """Press Enter in a field that was filled in; it ends that interaction."""
        QTest.keyClick(self.find_field(name), Qt.Key.Key_Return)
        self.settle()

    def hold(self, name: str) -> None:
        """Hold a button until it counts."""
        button = self.find(name)
        self.into_view(button)
        QTest.mousePress(button, Qt.MouseButton.LeftButton)
        TIME.forward(HOLD_MS + _ACT_MS)
        if isValid(button):  # what was held for may have taken the button away
            QTest.mouseRelease(button, Qt.MouseButton.LeftButton)
        self._count_interaction()

    def open_row(self, words: str) -> None:
        """Press the row of a table that says these words."""
        table = next(one for one in self.window.findChildren(QTableView) if one.isVisible())
        model = table.model()
        cells = (
            model.index(row, column)
            for row in range(model.rowCount())
            for column in range(model.columnCount())
        )
        cell = next((cell for cell in cells if words in str(cell.data())), None)
        if cell is None:
            raise NotThere(f"no row says {words!r}")
        at = table.visualRect(cell).center()
        QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=at)
        self._count_interaction()

    def sees(self, name: str) -> bool:
        """Return whether a button of this name can be seen."""
        try:
            self.find(name)
        except NotThere:
            return False
        return True

    def has_field(self, name: str) -> bool:
        """Return whether a field of this name can be seen."""
        try:
            self.find_field(name)
        except NotThere:
            return False
        return True

    def reads(self) -> str:
        """Return all words that can be seen now."""
        from PySide6.QtWidgets import QLabel

        labels = (one for one in self.window.findChildren(QLabel) if one.isVisible())
        return "\n".join(one.text() for one in labels)

    def wait_to_read(self, words: str, times: int = 1) -> None:
        """Wait, a minute at most, until these words can be seen so many times."""
        for _ in range(3000):
            if self.reads().count(words) >= times:
                self.settle()
                return
            QTest.qWait(_LOOK_MS)
            TIME.forward(_LOOK_MS)
        raise NotThere(f"nothing says {words!r}")

    def photograph(self, name: str) -> None:
        """Take a picture of the window as it stands."""
        self.settle()
        if self.pictures is None:
            return
        path = self.pictures / f"{len(self.picture_files) + 1:02}-{name}.png"
        self.window.grab().save(str(path))
        self.picture_files.append(path)

    def _press(self, button: QAbstractButton) -> None:
        self.into_view(button)
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        self._count_interaction()

    def _count_interaction(self) -> None:
        self.interactions += 1
        self.settle()

    def settle(self) -> None:
        """Let pass the time of an act, and everything that follows from it."""
        TIME.forward(_ACT_MS)
        for _ in range(3):
            QApplication.processEvents()
            # What a page let go is gone by the next act, as in a running desk.
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def find(self, name: str) -> QAbstractButton:
        """Return the visible button of a name, or that begins with it. Raises NotThere."""
        buttons = self._look_for(name)
        if not buttons:  # the page may be drawn anew at this moment: look again
            self.settle()
            buttons = self._look_for(name)
        if not buttons:
            every = self.window.findChildren(QAbstractButton)
            known = "; ".join(sorted(spoken(one) for one in every if one.isVisible()))
            raise NotThere(f"nothing is called {name!r}. There are: {known}")
        return buttons[0]

    def _look_for(self, name: str) -> list[QAbstractButton]:
        visible = [one for one in self.window.findChildren(QAbstractButton) if one.isVisible()]
        exact = [one for one in visible if spoken(one) == name]
        begins = [one for one in visible if spoken(one).startswith(name)]
        return exact or begins

    def find_field(self, name: str) -> QLineEdit | QPlainTextEdit:
        """Return the visible field of a name, or that begins with it. Raises NotThere."""
        fields: list[QLineEdit | QPlainTextEdit] = [
            *self.window.findChildren(QLineEdit),
            *self.window.findChildren(QPlainTextEdit),
        ]
        visible = [one for one in fields if one.isVisible()]
        exact = [one for one in visible if one.accessibleName() == name]
        begins = [one for one in visible if one.accessibleName().startswith(name)]
        if not (exact or begins):
            known = "; ".join(sorted(one.accessibleName() for one in visible))
            raise NotThere(
                f"no field is called {name!r}. There are: {known}. The page says:\n{self.reads()}"
            )
        return (exact or begins)[0]

    def into_view(self, widget: QWidget) -> None:
        """Turn the wheel until it can be seen, as a person does."""
        area = _scroll_area(widget)
        if area is None:
            return
        for _ in range(60):
            top = widget.mapTo(area.viewport(), QPoint(0, 0)).y()
            if top >= 0 and top + widget.height() <= area.viewport().height():
                return
            self._turn(area, -120 if top > 0 else 120)

    @staticmethod
    def _turn(area: QScrollArea, delta: int) -> None:
        viewport = area.viewport()
        centre = QPointF(viewport.rect().center())
        event = QWheelEvent(
            centre,
            QPointF(viewport.mapToGlobal(centre.toPoint())),
            QPoint(),
            QPoint(0, delta),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(viewport, event)
        QApplication.processEvents()


def spoken(button: QAbstractButton) -> str:
    """Return the words of a button for assistive technology."""
    return " ".join((button.accessibleName() or button.text()).split())


def _inner(field: QLineEdit | QPlainTextEdit) -> QWidget:
    return field.viewport() if isinstance(field, QPlainTextEdit) else field


def _scroll_area(widget: QWidget) -> QScrollArea | None:
    parent = widget.parentWidget()
    while parent is not None:
        area = parent.parentWidget()
        if isinstance(area, QScrollArea) and area.viewport() is parent:
            return area
        parent = area
    return None
