"""The words and controls of a screen, as they are read, seen or heard."""

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
    for widget in (window, *window.findChildren(QWidget)):
        if widget is not window and not widget.isVisible():
            continue
        yield from filter(
            None,
            (
                widget.windowTitle(),
                widget.accessibleName(),
                widget.accessibleDescription(),
                widget.toolTip(),
            ),
        )
        if isinstance(widget, (QLabel, QAbstractButton)):
            yield widget.text()
        if isinstance(widget, QLineEdit):
            yield widget.text()
        if isinstance(widget, QPlainTextEdit):
            yield widget.toPlainText()
        if isinstance(widget, QTableView):
            model = widget.model()
            for row in range(model.rowCount()):
                for column in range(model.columnCount()):
                    yield str(model.index(row, column).data())


def controls(window: QWidget) -> list[QWidget]:
    """Everything that a person can press or fill in."""
    kinds = (QAbstractButton, QLineEdit, QPlainTextEdit, QTableView)
    widgets: list[QWidget] = []
    for kind in kinds:
        widgets += [one for one in window.findChildren(kind) if one.isVisible()]
    # The corner and headers of a table are its own.
    return [one for one in widgets if not isinstance(one.parent(), QTableView)]
