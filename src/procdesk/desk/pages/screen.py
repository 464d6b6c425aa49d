"""Screen: what stands below the bar and belongs to no one case."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from procdesk.desk.session.session import Session
from procdesk.desk.widgets.band import Band
from procdesk.desk.widgets.labels import Words, column, row
from procdesk.desk.widgets.scroll import Scroll


class Screen(QWidget):
    """A page that scrolls under its title, below a band for what is in the way."""

    def __init__(self, session: Session, title: str, gap: int = 16) -> None:
        super().__init__()
        self.session = session
        whole = column(self, 0, 0)
        self.band = Band()
        whole.addWidget(self.band)
        page = Scroll(gap=gap)
        whole.addWidget(page)
        self.content = page.content
        self.content.addWidget(Words(title, "title"))


def list_row(down_px: int) -> tuple[QWidget, QHBoxLayout]:
    """Return a row of a list, and the layout for its cells."""
    holder = QWidget()
    layout = row(holder, 24)
    layout.setContentsMargins(0, down_px, 0, down_px)
    return holder, layout


def two_lines(words: str, below: str, kind: str = "question") -> QVBoxLayout:
    """Return words, and a hint below them."""
    lines = column(gap=2)
    lines.addWidget(Words(words, kind))
    lines.addWidget(Words(below, "hint"))
    return lines
