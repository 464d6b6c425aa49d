"""Start: a process of its own that says how long it took. Arguments: what, when it was started.

`plain` is the bound: a QMainWindow with a 60-row QFormLayout of QLineEdits and no stylesheet.
"""

import os
import sys
import time
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"


def plain() -> float:
    """The bound's window, painted once; the moment when it was."""
    from PySide6.QtWidgets import QApplication, QFormLayout, QLineEdit, QMainWindow, QWidget

    application = QApplication([])
    window, inside = QMainWindow(), QWidget()
    form = QFormLayout(inside)
    for number in range(60):
        form.addRow(f"Field {number}", QLineEdit())
    window.setCentralWidget(inside)
    window.show()
    application.processEvents()
    window.grab()
    return time.monotonic()  # before the window is torn down, which is no part of a paint


def desk(home: Path) -> float:
    """The sign-in of procdesk, painted once; the moment when it was."""
    from procdesk import app

    application = app.start_qt()
    window = app.open_window(app.desk_parts(home, app.clock()))
    window.show()
    application.processEvents()
    window.grab()
    return time.monotonic()


def board(home: Path) -> float:
    """From the password to a painted board with eight cases, in seconds."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QLineEdit

    from procdesk import app

    application = app.start_qt()
    window = app.open_window(app.desk_parts(home, app.clock()))
    window.show()
    application.processEvents()
    user, password = window.findChildren(QLineEdit)[:2]
    QTest.keyClicks(user, "adeyemi")
    QTest.keyClicks(password, "demo-password")
    began = time.perf_counter()
    QTest.keyClick(password, Qt.Key.Key_Return)
    application.processEvents()
    window.grab()
    return time.perf_counter() - began


if __name__ == "__main__":
    what, began = sys.argv[1], float(sys.argv[2])
    if what == "board":
        print(board(Path(sys.argv[3])))
    else:
        painted = plain() if what == "plain" else desk(Path(sys.argv[3]))
        print(painted - began)
