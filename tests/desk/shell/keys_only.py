"""Hands that never touch the mouse: Tab, arrows, Space and Enter only."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QTableView, QWidget

from procdesk.demo.hands import Hands, NotThere

_MOST_TABS = 160


class KeysOnly(Hands):
    """The same person without a mouse."""

    def write(self, name: str, words: str, *, enter: bool = False) -> None:
        target = self.find_field(name)
        self._reach(target)
        QTest.keyClick(target, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClicks(target, words)
        if enter:
            QTest.keyClick(target, Qt.Key.Key_Return)
        self._count_interaction()

    def open_row(self, words: str) -> None:
        table = next(one for one in self.window.findChildren(QTableView) if one.isVisible())
        self._reach(table)
        model = table.model()
        QTest.keyClick(table, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
        for _ in range(model.rowCount()):
            if words in str(model.index(table.currentIndex().row(), 1).data()):
                QTest.keyClick(table, Qt.Key.Key_Return)
                self._count_interaction()
                return
            QTest.keyClick(table, Qt.Key.Key_Down)
        raise NotThere(words)

    def _press(self, target: QAbstractButton) -> None:
        self._reach(target)
        QTest.keyClick(target, Qt.Key.Key_Space)
        self._count_interaction()

    @staticmethod
    def _reach(target: QWidget) -> None:
        """Tab until it has the focus; within a group of answers, by arrows."""
        for _ in range(_MOST_TABS):
            held = QApplication.focusWidget()
            if held is target:
                return
            if held is None:
                raise NotThere("nothing has the focus")
            if _same_group(held, target):
                QTest.keyClick(held, _towards(held, target))
                continue
            QTest.keyClick(held, Qt.Key.Key_Tab)
            QApplication.processEvents()
        raise NotThere(f"no key leads to {target.accessibleName() or target}")


def _same_group(held: QWidget, target: QWidget) -> bool:
    """Return whether arrows lead from one to the other: answers of which one can be chosen."""
    if not (isinstance(held, QAbstractButton) and isinstance(target, QAbstractButton)):
        return False
    if held.autoExclusive() and target.autoExclusive():
        return held.parent() is target.parent()
    group = held.group()
    return group is not None and group is target.group() and group.exclusive()


def _towards(held: QWidget, target: QWidget) -> Qt.Key:
    """The arrow that leads nearer: rows first."""
    here, there = held.geometry().center(), target.geometry().center()
    if abs(there.y() - here.y()) > held.height() // 2:
        return Qt.Key.Key_Down if there.y() > here.y() else Qt.Key.Key_Up
    return Qt.Key.Key_Right if there.x() > here.x() else Qt.Key.Key_Left
