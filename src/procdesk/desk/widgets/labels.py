"""Words, lines and grounds: the plain parts of every page."""

from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QVBoxLayout,
    QWidget,
)

_PLAIN_TEXT = 0
"""Qt.TextFormat.PlainText by its number: naming Qt's own enums costs the first paint 15 ms."""


class Words(QLabel):
    """Text in one of the sizes of the theme; it wraps and is never cut."""

    def __init__(self, text: str = "", kind: str = "body", wraps: bool = True) -> None:
        super().__init__(text)
        self.setProperty("kind", kind)
        self.setWordWrap(wraps)
        self.setProperty("textFormat", _PLAIN_TEXT)

    def set_kind(self, kind: str) -> None:
        """Change size and colour."""
        self.setProperty("kind", kind)
        restyle(self)


def restyle(widget: QWidget) -> None:
    """Let a changed property take effect on this one widget."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def line(kind: str = "hairline", height_px: int = 1) -> QFrame:
    """Return a line across."""
    frame = QFrame()
    frame.setProperty("kind", kind)
    frame.setFixedHeight(height_px)
    return frame


def upright() -> QFrame:
    """Return a line from top to bottom."""
    frame = QFrame()
    frame.setProperty("kind", "upright")
    frame.setFixedWidth(1)
    return frame


def ground(kind: str) -> QWidget:
    """Return an area with the ground of a token: sheet, desk or well."""
    frame = QFrame()
    frame.setProperty("ground", kind)
    return frame


def column(holder: QWidget | None = None, margin: int = 0, gap: int = 8) -> QVBoxLayout:
    """Return a column layout, on a widget or to be added to another layout."""
    layout = QVBoxLayout(holder) if holder else QVBoxLayout()
    layout.setContentsMargins(margin, margin, margin, margin)
    layout.setSpacing(gap)
    return layout


def row(holder: QWidget | None = None, gap: int = 8) -> QHBoxLayout:
    """Return a row layout, on a widget or to be added to another layout."""
    layout = QHBoxLayout(holder) if holder else QHBoxLayout()
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(gap)
    return layout


def left(widget: QWidget) -> QHBoxLayout:
    """Return a row with a widget at the left, as wide as it needs to be."""
    layout = row()
    layout.addWidget(widget)
    layout.addStretch(1)
    return layout


def clear(layout: QLayout) -> None:
    """Remove everything from a layout."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        inner = item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            clear(inner)
