"""Scroll: a page that is longer than the screen. Not part of the first paint."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QScroller

from procdesk.desk.widgets.labels import column, ground


class Scroll(QScrollArea):
    """A page that scrolls by wheel, key and finger; its column is `content`.

    `centred`: what is shorter than the page stands in its middle.
    """

    def __init__(
        self, margin: int = 32, gap: int = 16, centred: bool = False, kind: str = "sheet"
    ) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        page = ground(kind)
        whole = column(page, margin, 0)
        if centred:
            whole.addStretch(1)
        self.content = column(gap=gap)
        whole.addLayout(self.content)
        # A layout with a vertical alignment gives wrapped labels less height than they need.
        whole.addStretch(1)
        self.setWidget(page)
        QScroller.grabGesture(self.viewport(), QScroller.ScrollerGestureType.TouchGesture)
