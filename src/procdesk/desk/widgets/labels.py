"""Words, lines and grounds: the plain parts of every page."""

from collections.abc import Iterable

from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QGridLayout,
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


Place = QWidget | QBoxLayout | None
"""A widget to lie on, a layout to be added to at its end, or nothing yet."""


def column(place: Place = None, margin: int = 0, gap: int = 8) -> QVBoxLayout:
    """Return a column at its place, with so many px around it and between its parts."""
    layout = QVBoxLayout(place) if isinstance(place, QWidget) else QVBoxLayout()
    _lay(layout, place, margin, gap)
    return layout


def own_column(gap: int) -> tuple[QWidget, QVBoxLayout]:
    """Return a widget that holds others, and its column."""
    holder = QWidget()
    return holder, column(holder, 0, gap)


def row(place: Place = None, gap: int = 8) -> QHBoxLayout:
    """Return a row at its place, with so many px between its parts."""
    layout = QHBoxLayout(place) if isinstance(place, QWidget) else QHBoxLayout()
    _lay(layout, place, 0, gap)
    return layout


def _lay(layout: QBoxLayout, place: Place, margin: int, gap: int) -> None:
    if isinstance(place, QBoxLayout):
        place.addLayout(layout)
    layout.setContentsMargins(margin, margin, margin, margin)
    layout.setSpacing(gap)


def left(*widgets: QWidget, gap: int = 8) -> QHBoxLayout:
    """Return a row with widgets at the left, each as wide as it needs to be."""
    layout = row(gap=gap)
    for widget in widgets:
        layout.addWidget(widget)
    layout.addStretch(1)
    return layout


def table(across: int, down: int) -> QGridLayout:
    """Return a grid with so many px between its columns and between its rows."""
    layout = QGridLayout()
    layout.setHorizontalSpacing(across)
    layout.setVerticalSpacing(down)
    return layout


def in_pairs(fields: Iterable[QWidget], gap: int) -> QGridLayout:
    """Return fields two by two, read from the left."""
    pairs = table(gap, gap)
    for at, field in enumerate(fields):
        pairs.addWidget(field, at // 2, at % 2)
    return pairs


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
