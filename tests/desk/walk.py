"""What can be read, seen or heard on a screen."""

from collections.abc import Iterator

from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTableView,
    QWidget,
)


def settle() -> None:
    for _ in range(4):
        QApplication.processEvents()


def texts(window: QWidget) -> Iterator[str]:
    """Every word of a window: shown, announced, in a title or in a table."""
    for one in (window, *window.findChildren(QWidget)):
        if one is not window and not one.isVisible():
            continue
        yield from filter(
            None,
            (one.windowTitle(), one.accessibleName(), one.accessibleDescription(), one.toolTip()),
        )
        if isinstance(one, (QLabel, QAbstractButton)):
            yield one.text()
        if isinstance(one, QLineEdit):
            yield one.text()
        if isinstance(one, QPlainTextEdit):
            yield one.toPlainText()
        if isinstance(one, QTableView):
            model = one.model()
            for row in range(model.rowCount()):
                for column in range(model.columnCount()):
                    yield str(model.index(row, column).data())


def controls(window: QWidget) -> list[QWidget]:
    """Everything that a person can press or fill in."""
    kinds = (QAbstractButton, QLineEdit, QPlainTextEdit, QTableView)
    found: list[QWidget] = []
    for kind in kinds:
        found += [one for one in window.findChildren(kind) if one.isVisible()]
    # The corner and headers of a table are its own.
    return [one for one in found if not isinstance(one.parent(), QTableView)]
